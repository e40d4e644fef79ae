"""Giving a badge to a list in Wagtail's admin, from the upload to undoing it."""

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from wagtail_cofl.awards import letters, tasks
from wagtail_cofl.awards.models import Award, Batch, BatchRow
from wagtail_cofl.city.private_storage import private_storage

State = BatchRow.State
LIST = b"email,name\na@example.org,Ann\nnobody,No\nb@example.org,Bo\n"


@pytest.fixture
def editor(browser, django_user_model):
    user = django_user_model.objects.create_superuser("ed", "ed@example.org", "x")
    browser.force_login(user)
    return browser


@pytest.fixture
def upload(editor, badge):
    def upload(content=LIST, name="list.csv", **more):
        data = {"source": SimpleUploadedFile(name, content), "badge": badge.pk, "invite": "on"}
        return editor.post(reverse("cofl_lists:add"), data | more)

    return upload


def page(name: str, batch: Batch | None = None) -> str:
    return reverse(f"cofl_lists:{name}", args=[(batch or Batch.objects.get()).pk])


def text(response) -> str:
    return " ".join(response.content.decode().split())


def look(editor) -> str:
    response = editor.get(page("edit"))
    assert response.status_code == 200
    return text(response)


def test_from_the_file_to_the_badges(editor, upload):
    assert upload().url == page("edit")
    shown = look(editor)
    # The dry run gives nothing.
    assert not Award.objects.exists() and not BatchRow.objects.exists()
    assert "<strong>2</strong> people get" in shown
    assert "<strong>1</strong> row has a problem" in shown
    assert "Row 3: The @ is missing." in shown
    mended = editor.get(page("problems"))
    assert mended.headers["Content-Disposition"].startswith("attachment")
    assert b"nobody" in mended.getvalue() and b"Ann" not in mended.getvalue()
    name = Batch.objects.get().source.name
    assert private_storage().exists(name)
    editor.post(page("edit"), {"act": "give", "email": "0", "name": "1", "date": ""})
    assert Award.objects.count() == len(mail.outbox) == 2
    # The file is gone; the page shows the people.
    assert not private_storage().exists(name)
    shown = look(editor)
    assert "2 of 2 rows are done." in shown
    assert "a@example.org" in shown and "Letter sent (2)" in shown
    BatchRow.objects.filter(award=Award.objects.first()).update(state=State.FAILED)
    assert text(editor.get(page("edit") + "?state=failed&p=9")).count("@example.org") == 1
    # And pressing again does nothing more.
    editor.post(page("edit"), {"act": "give", "email": "0", "name": "1", "date": ""})
    assert Award.objects.count() == 2


def test_columns_can_be_corrected_and_nothing_is_given_by_that(editor, upload):
    upload(b"contact,mail 2\nx@example.org,y@example.org\n")
    assert Batch.objects.get().columns == {"email": 1}
    editor.post(page("edit"), {"act": "look", "email": "", "name": "", "date": ""})
    assert "No column holds" in look(editor)
    editor.post(page("edit"), {"act": "look", "email": "1", "name": "", "date": ""})
    assert "<strong>1</strong> person gets" in look(editor)
    # Changed in the same press: look once more.
    said = editor.post(
        page("edit"), {"act": "give", "email": "0", "name": "", "date": ""}, follow=True
    )
    assert "Look once more" in text(said)
    assert not Award.objects.exists()
    bad = editor.post(page("edit"), {"act": "give", "email": "77", "name": "", "date": ""})
    assert bad.status_code == 200 and not Award.objects.exists()


def test_a_list_is_dropped_with_its_file(editor, upload):
    upload()
    name = Batch.objects.get().source.name
    editor.post(page("edit"), {"act": "drop"})
    assert not Batch.objects.exists() and not private_storage().exists(name)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "submitted file is empty"),
        (b"%PDF-1.4", "This is a PDF"),
        (b"email\n" + b"".join(b"p%d@example.org\n" % n for n in range(201)), "cofl_work"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_the_fix(upload, content, words):
    refused = upload(content)
    assert refused.status_code == 200 and words in text(refused)
    assert not Batch.objects.exists()


def test_where_a_worker_runs_a_list_may_be_long_and_later(editor, upload, settings):
    long = b"email\n" + b"".join(b"p%d@example.org\n" % n for n in range(201))
    later = {"starts_at": "2999-01-01 10:00"}
    assert "200 rows" in text(editor.get(reverse("cofl_lists:add")))
    assert "leave the date empty" in text(upload(**later))
    settings.WAGTAIL_COFL = {**settings.WAGTAIL_COFL, "WORKER": True}
    assert not tasks.runs_in_request()
    assert "200 rows" not in text(editor.get(reverse("cofl_lists:add")))
    upload(long, **later)
    assert "It begins on 1 January 2999" in look(editor)
    editor.post(page("edit"), {"act": "give", "email": "0", "name": "", "date": ""})
    assert Batch.objects.get().state == Batch.State.READY
    shown = look(editor)
    assert "Its day has not come yet." in shown and "0 of 201 rows are done." in shown
    assert not Award.objects.exists()
    found = editor.get(page("progress")).json()
    assert (found["done"], found["rows"], found["ended"]) == (0, 201, False)


@pytest.fixture
def given(editor, upload):
    upload(b"email\na@example.org\nb@example.org\nc@example.org\n")
    editor.post(page("edit"), {"act": "give", "email": "0", "name": "", "date": ""})
    return Batch.objects.get()


def test_letters_are_sent_again_to_one_and_to_all(editor, given):
    first = given.rows.order_by("number").first()
    letters.mark_bounced("a@example.org", "Mailbox full")
    assert "Mailbox full" in look(editor)
    editor.post(page("act"), {"act": "one", "row": first.pk, "back": "state=failed&p=1"})
    assert [m.to[0] for m in mail.outbox[3:]] == ["a@example.org"]
    BatchRow.objects.filter(pk=first.pk).update(state=State.CLAIMED)
    editor.post(page("act"), {"act": "all"})
    assert sorted(m.to[0] for m in mail.outbox[4:]) == ["b@example.org", "c@example.org"]
    other = Batch.objects.create(badge=given.badge, file_name="x", state=Batch.State.DONE)
    editor.post(page("act", other), {"act": "one", "row": first.pk})
    assert len(mail.outbox) == 6


def test_the_whole_list_is_undone_with_a_reason(editor, given):
    assert "3 badges are withdrawn" in text(editor.get(page("undo")))
    assert editor.post(page("undo"), {"note": "x"}).status_code == 200
    editor.post(page("undo"), {"reason": "mistake", "note": "Wrong file"})
    assert Award.objects.filter(credential__revocation__reason="mistake").count() == 3
    shown = look(editor)
    assert "This list was undone." in shown and "Send again" not in shown
    editor.post(page("act"), {"act": "all"})
    assert len(mail.outbox) == 3
    history = text(editor.get(reverse("cofl_lists:history", args=[given.pk])))
    assert "Badge withdrawn: It was given by mistake." in history


def test_a_list_that_stopped_is_shown_with_the_reason_and_goes_on(editor, upload, settings):
    upload()
    ours = settings.WAGTAIL_COFL
    settings.WAGTAIL_COFL = {**ours, "CANONICAL_ADDRESSES": []}
    assert "CANONICAL_ADDRESSES" in look(editor)
    editor.post(page("edit"), {"act": "give", "email": "0", "name": "1", "date": ""})
    assert "CANONICAL_ADDRESSES" in look(editor) and "Go on now" in look(editor)
    settings.WAGTAIL_COFL = ours
    editor.post(page("act"), {"act": "go-on"})
    assert Award.objects.count() == 2


def test_a_draft_whose_file_is_gone_says_so(editor, upload):
    upload()
    private_storage().delete(Batch.objects.get().source.name)
    said = editor.get(page("edit"), follow=True)
    assert "The file of this list is gone." in text(said)


@pytest.mark.parametrize("role", ["issuer", "assessor", None])
def test_members_give_lists_for_their_own_provider_alone(
    browser, badge, provider, site, role, django_user_model
):
    from django.contrib.auth.models import Permission

    from wagtail_cofl.badges.models import Badge
    from wagtail_cofl.providers.models import Membership, Provider

    user = django_user_model.objects.create_user("mo", "mo@example.org", "x")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    if role:
        Membership.objects.create(provider=provider, user=user, role=role)
    other = Provider.objects.create(site=site, name="Club", email="c@example.org")
    theirs = Badge.objects.create(provider=other, name="Theirs", live=False)
    batch = Batch.objects.create(badge=badge, file_name="x", state=Batch.State.DONE)
    foreign = Batch.objects.create(badge=theirs, file_name="x", state=Batch.State.DONE)
    browser.force_login(user)
    may = role == "issuer"
    added = browser.get(reverse("cofl_lists:add"))
    assert (added.status_code == 200) is may
    if may:
        assert list(added.context["form"].fields["badge"].queryset) == [badge]
    for name in ("edit", "progress", "problems", "act", "undo"):
        send = browser.post if name == "act" else browser.get
        assert send(page(name, foreign)).status_code in ({404} if may else {302, 404})
        if not may:
            assert send(page(name, batch)).status_code in {302, 404}
    if may:
        assert browser.get(page("edit", batch)).status_code == 200
