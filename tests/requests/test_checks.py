"""System checks name the line to add."""

import pytest
import swapper
from django.apps import apps
from django.conf import settings as django_settings
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.urls import clear_url_caches

from tests import urls as test_urls
from wagtail_cofl import checks


def test_a_right_site_has_nothing_to_say(db):
    assert [m for m in run_checks() if m.id.startswith("wagtail_cofl")] == []


@pytest.mark.parametrize(
    ("app", "check_id"),
    [
        ("wagtail.contrib.settings", "wagtail_cofl.E001"),
        ("wagtail_modeladmin", "wagtail_cofl.E002"),
        ("wagtail.snippets", "wagtail_cofl.E003"),
    ],
)
def test_a_missing_app(monkeypatch, app, check_id):
    installed = checks.apps.is_installed
    monkeypatch.setattr(checks.apps, "is_installed", lambda name: name != app and installed(name))
    [found] = checks.check_apps(None)
    assert found.id == check_id
    assert f'"{app}",' in found.hint


def test_no_page_type_for_opportunities(monkeypatch):
    assert checks.check_pages(None) == []
    monkeypatch.setattr(checks.apps, "get_models", list)
    [found] = checks.check_pages(None)
    assert found.id == "wagtail_cofl.E004"
    assert '"wagtail_cofl.pages",' in found.hint


def test_the_ready_made_pages_need_wagtails_own(monkeypatch):
    """They do not even load: tests/sites/swapped_page shows a whole site that is told so."""
    monkeypatch.setattr(swapper, "is_swapped", lambda *args: "ours.OurPage")
    with pytest.raises(ImproperlyConfigured, match='Take "wagtail_cofl.pages", out') as told:
        apps.get_app_config("wagtail_cofl_pages").import_models()
    assert "OpportunityPageMixin" in str(told.value)


@pytest.mark.parametrize("algorithm", ["HS256", "PS256", "", None])
def test_an_algorithm_for_tokens_that_nobody_knows(settings, algorithm):
    settings.WAGTAIL_COFL = {"TOKEN_ALGORITHM": algorithm}
    [found] = checks.check_token_algorithm(None)
    assert found.id == "wagtail_cofl.E007"
    assert '"RS256" or "ES256"' in found.hint


def test_the_include_is_missing_or_too_late(monkeypatch):
    ours = next(p for p in test_urls.urlpatterns if getattr(p, "app_name", "") == "wagtail_cofl")
    others = [p for p in test_urls.urlpatterns if p is not ours]
    for patterns in (others, [*others, ours]):
        monkeypatch.setattr(test_urls, "urlpatterns", patterns)
        clear_url_caches()
        [found] = checks.check_urls(None)
        assert found.id == "wagtail_cofl.E006"
        assert 'path("", include("wagtail_cofl.urls")),' in found.hint
    monkeypatch.undo()
    clear_url_caches()


def test_no_base_template(settings):
    settings.WAGTAIL_COFL = {"BASE_TEMPLATE": "not/there.html"}
    [found] = checks.check_base_template(None)
    assert found.id == "wagtail_cofl.W001"


def test_a_site_without_a_base_template_still_shows_pages(browser, city, settings):
    settings.WAGTAIL_COFL = {**django_settings.WAGTAIL_COFL, "BASE_TEMPLATE": "not/there.html"}
    page = browser.get("/cofl/claim/").content.decode()
    assert "Claim your badge" in page
    assert "Test council" not in page


def test_what_a_live_city_needs(settings):
    assert checks.check_secrets(None) == []
    settings.WAGTAIL_COFL = {}
    assert [m.id for m in checks.check_secrets(None)] == [
        "wagtail_cofl.W002",
        "wagtail_cofl.W003",
        "wagtail_cofl.W004",
    ]
