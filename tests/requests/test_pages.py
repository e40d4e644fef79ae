"""Pages for people at the addresses that documents name."""

import pytest
from django.urls import reverse
from wagtail.models import Page, Site

from wagtail_cofl.providers.models import Provider
from wagtail_cofl.skills.models import Framework, Skill
from wagtail_cofl.skills.spine import spine_for

pytestmark = pytest.mark.django_db

HTML = {"accept": "text/html"}


def test_a_skill_and_its_badges(browser, badge, skill):
    page = browser.get(f"/cofl/skills/{skill.uuid}").content.decode()
    for words in (
        "Helping to run an event",
        "carry out event management",
        "Kite Festival Helper",
        "This service uses the ESCO classification of the European Commission.",
    ):
        assert words in page


def test_a_reference_skill_has_no_page_of_ours(browser, skill):
    esco = Skill.objects.get(framework__kind=Framework.Kind.REFERENCE)
    assert browser.get(f"/cofl/skills/{esco.uuid}").status_code == 404


def test_a_provider_and_its_badges(browser, badge, provider):
    page = browser.get(f"/cofl/issuers/{provider.uuid}", headers=HTML).content.decode()
    for words in (
        "Harbour Museum",
        "Boats.",
        "Kite Festival Helper",
        "mailto:badges@museum.example",
    ):
        assert words in page
    badge.archived = True
    badge.save()
    page = browser.get(f"/cofl/issuers/{provider.uuid}", headers=HTML).content.decode()
    assert "There are none yet." in page


def test_a_strangers_view_of_an_award(browser, award):
    response = browser.get(f"/cofl/credentials/{award.credential.uuid}", headers=HTML)
    page = response.content.decode()
    assert "Awarded on" in page
    assert "Download badge picture" in page
    assert "Only you see this page" not in page
    assert "lovelace" not in page.lower()
    assert not response.cookies


@pytest.mark.parametrize("path", ["/cofl/claim/{code}/", "/cofl/claim/{code}/sent/"])
def test_shared_pages_are_the_same_for_everyone(browser, code, award, path):
    path = path.format(code=code.pretty)
    signed_out = browser.get(path)
    session = browser.session
    session["cofl_learner"] = str(award.learner.uuid)
    session.save()
    browser.cookies["sessionid"] = session.session_key
    assert browser.get(path).content == signed_out.content
    assert not signed_out.cookies


def test_templates_fit_a_preview_without_a_picture(browser, badge, rf):
    badge.image = None
    request = rf.get("/", headers={"host": "learn.example.org"})
    response = badge.make_preview_request(request)
    assert response.status_code == 200
    assert b"Kite Festival Helper" in response.content


@pytest.mark.parametrize("path", ["/cofl/claim/", "/cofl/sign-in/"])
def test_a_host_that_is_no_citys_is_a_404(browser, site, path):
    Site.objects.update(is_default_site=False)
    posted = browser.post(
        path, {"code": "ABCD-EFGH-JKLM", "email": "a@example.org"}, headers={"host": "no.example"}
    )
    assert posted.status_code == 404


@pytest.fixture
def second_city(site):
    page = Page.objects.get(depth=1).add_child(title="Other", slug="other")
    return Site.objects.create(hostname="other.example", port=443, root_page=page)


def test_with_two_cities_the_forms_ask_which(admin_client, site, second_city):
    assert 'name="site"' in admin_client.get(reverse("cofl_providers:add")).content.decode()
    assert 'name="framework"' in admin_client.get(reverse("cofl_skills:add")).content.decode()
    data = {"site": second_city.pk, "name": "Club", "description": "", "email": "c@example.org"}
    admin_client.post(reverse("cofl_providers:add"), data)
    assert Provider.objects.get().site == second_city
    assert spine_for(site) != spine_for(second_city)


def test_a_code_of_one_city_is_unknown_in_another(browser, code, second_city):
    answer = browser.get(f"/cofl/claim/{code.pretty}/", headers={"host": "other.example"})
    assert answer.status_code == 404


def test_a_learner_of_one_city_is_a_stranger_in_another(browser, award, second_city):
    session = browser.session
    session["cofl_learner"] = str(award.learner.uuid)
    session.save()
    browser.cookies["sessionid"] = session.session_key
    assert browser.get("/cofl/my-badges/").status_code == 200
    assert browser.get("/cofl/my-badges/", headers={"host": "other.example"}).status_code == 302
