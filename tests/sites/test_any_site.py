"""The same in every shape of site: it starts, it is complete, and its main pages open."""

import io

import pytest
from django.conf import settings
from django.core import checks
from django.core.checks import run_checks
from django.core.management import call_command
from django.urls import reverse

from .addresses import NOT_THEIRS, addresses
from .content import page_mixins

pytestmark = pytest.mark.django_db

HTML = {"accept": "text/html"}


def test_no_check_complains():
    found = run_checks()
    assert [message for message in found if message.level >= checks.ERROR] == []
    ours = [message.id for message in found if message.id.startswith("wagtail_cofl")]
    assert ours == settings.EXPECTED_CHECKS


def test_no_migration_is_missing():
    said = io.StringIO()
    try:
        call_command("makemigrations", check_changes=True, dry_run=True, stdout=said)
    except SystemExit:
        pytest.fail(said.getvalue())


def test_a_page_of_every_type(browser, here):
    assert len(here.pages) == len(page_mixins()) >= 5
    for name, page in here.pages.items():
        assert page.url.startswith(settings.PAGES_AT), page.url
        response = browser.get(page.url)
        assert response.status_code == 200, name
        assert page.title in response.content.decode(), name


def test_the_lists_show_what_was_published(browser, here):
    whats_on = browser.get(here.pages["OpportunityIndexPageMixin"].url).content.decode()
    assert here.opportunity.title in whats_on
    playlists = browser.get(here.pages["PlaylistIndexPageMixin"].url).content.decode()
    assert here.playlist.title in playlists
    spine = browser.get(here.pages["SkillsSpinePageMixin"].url).content.decode()
    assert here.skill.label in spine


def test_every_address(browser, here):
    """None fails, and none leads to one that fails."""
    for address in addresses(here):
        response = browser.get(address.path, headers=HTML)
        theirs = {404} if address.name in NOT_THEIRS else set()
        assert response.status_code in {200, 204, 302, 405} | theirs, address
        if response.status_code == 302:
            there = browser.get(response["Location"], headers=HTML)
            assert there.status_code in {200} | theirs, address


def test_a_learner_may_be_a_user_of_the_site(admin, here, django_user_model):
    user = django_user_model.objects.get()
    here.learner.user = user
    here.learner.save()
    page = admin.get(reverse("wagtail_cofl:my_badges")).content.decode()
    assert here.badge.name in page


def test_the_forms_of_every_page_type(admin, here):
    home = here.site.root_page_id
    for page in here.pages.values():
        meta = page._meta
        for address in (
            reverse("wagtailadmin_pages:add", args=[meta.app_label, meta.model_name, home]),
            reverse("wagtailadmin_pages:edit", args=[page.pk]),
            reverse("wagtailadmin_pages:history", args=[page.pk]),
            reverse("wagtailadmin_pages:usage", args=[page.pk]),
        ):
            assert admin.get(address).status_code == 200, address


def test_the_menu(admin, here):
    for name, row in (
        ("cofl_providers", here.provider),
        ("cofl_skills", here.skill),
        ("cofl_badges", here.badge),
        ("cofl_claim_codes", here.code.campaign),
    ):
        for address in (
            reverse(f"{name}:list"),
            reverse(f"{name}:add"),
            reverse(f"{name}:edit", args=[row.pk]),
        ):
            assert admin.get(address).status_code == 200, address
    for name in ("wagtailadmin_home", "cofl_set_up", "cofl_awards_modeladmin_index"):
        assert admin.get(reverse(name)).status_code == 200, name
