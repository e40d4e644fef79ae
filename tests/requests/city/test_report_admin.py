"""Problem reports in the admin: who reads them, and how they are dealt with."""

import html

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from wagtail_cofl.city.models import ProblemReport
from wagtail_cofl.city.reporting import report

pytestmark = pytest.mark.django_db

LIST = "cofl_reports:list"


@pytest.fixture
def reports(city) -> list[ProblemReport]:
    made = [
        report(
            city.site,
            kind="wrong",
            message="The <b>date</b> is\nlast year’s.",
            page="/kites/",
            email="ada@example.org",
        ),
        report(city.site, kind="unsafe", message="He shouts.", page="/cofl/confirm/…/"),
    ]
    return made


@pytest.fixture
def reader(site, client, django_user_model):
    """Somebody who may deal with reports, and nothing else."""
    group = Group.objects.create(name="Readers")
    group.permissions.set(
        Permission.objects.filter(codename__in=["access_admin", "change_problemreport"])
    )
    user = django_user_model.objects.create_user("reader", "r@example.org", "x")
    user.groups.add(group)
    client.force_login(user)
    return client


def edit(pk: int) -> str:
    return reverse("cofl_reports:edit", args=[pk])


def test_the_menu_says_how_many_are_open(reader, reports):
    assert "Problem reports (2)" in reader.get(reverse("wagtailadmin_home")).content.decode()
    ProblemReport.objects.update(handled_at="2026-01-01T00:00Z")
    page = reader.get(reverse("wagtailadmin_home")).content.decode()
    assert "Problem reports" in page
    assert "Problem reports (" not in page


def test_the_list_shows_no_address_and_filters(reader, reports):
    page = reader.get(reverse(LIST)).content.decode()
    assert "Something is wrong or out of date" in page
    assert "Somebody may not be safe" in page
    assert "ada@example.org" not in page
    reader.post(edit(reports[0].pk), {"handled": "on"})
    for query, shown in {
        "?state=open": {"unsafe"},
        "?state=handled": {"wrong"},
        "?kind=wrong": {"wrong"},
        "?kind=unsafe&state=handled": set(),
        "": {"wrong", "unsafe"},
    }.items():
        listed = reader.get(reverse(LIST) + query).context["object_list"]
        assert {report.kind for report in listed} == shown, query


def test_a_report_is_read_with_the_address_for_an_answer(reader, reports):
    page = reader.get(edit(reports[0].pk)).content.decode()
    assert "The &lt;b&gt;date&lt;/b&gt; is<br>last year’s." in page
    assert 'href="mailto:ada@example.org"' in page
    assert 'href="https://learn.example.org/kites/"' in page
    page = reader.get(edit(reports[1].pk)).content.decode()
    assert "They left no address." in page
    assert "/cofl/confirm/…/" in page
    assert 'href="https://learn.example.org/cofl/confirm' not in page


def test_an_address_that_cannot_be_opened_says_why(reader, reports, settings):
    settings.WAGTAIL_COFL = settings.WAGTAIL_COFL | {
        "KEY_ENCRYPTION_KEYS": ["3Wc2nK5bq4Qm1x1QGx0Tb0l9b2u8m9k6w3k4a5c6E10="]
    }
    page = html.unescape(reader.get(edit(reports[0].pk)).content.decode())
    assert "no longer in KEY_ENCRYPTION_KEYS" in page


def test_dealing_with_a_report_says_who_and_when(reader, reports, django_user_model):
    reader.post(edit(reports[0].pk), {"handled": "on"})
    dealt_with = ProblemReport.objects.get(pk=reports[0].pk)
    assert dealt_with.handled_by.username == "reader"
    assert dealt_with.handled_at
    assert dealt_with.message == reports[0].message
    # Saving again changes neither.
    django_user_model.objects.create_superuser("boss", "b@example.org", "x")
    reader.force_login(django_user_model.objects.get(username="boss"))
    reader.post(edit(reports[0].pk), {"handled": "on"})
    again = ProblemReport.objects.get(pk=reports[0].pk)
    assert (again.handled_by, again.handled_at) == (dealt_with.handled_by, dealt_with.handled_at)
    assert "reader" in reader.get(edit(reports[0].pk)).content.decode()
    reader.post(edit(reports[0].pk), {})
    opened = ProblemReport.objects.get(pk=reports[0].pk)
    assert (opened.handled_by, opened.handled_at) == (None, None)


def test_nobody_adds_one(admin_client, reports):
    assert "cofl/reports/add" not in admin_client.get(reverse(LIST)).content.decode()
    assert admin_client.get("/admin/cofl/reports/add/").status_code == 404


def test_others_do_not_read_them(client, reports, django_user_model):
    group = Group.objects.create(name="Writers")
    group.permissions.set(
        Permission.objects.filter(
            codename__in=["access_admin", "change_badge", "change_citysettings"]
        )
    )
    user = django_user_model.objects.create_user("writer", "w@example.org", "x")
    user.groups.add(group)
    client.force_login(user)
    assert "Problem reports" not in client.get(reverse("wagtailadmin_home")).content.decode()
    for path in (reverse(LIST), edit(reports[0].pk)):
        answer = client.get(path)
        assert answer.status_code == 302
        assert "ada@example.org" not in answer.content.decode()
