"""May this deployment speak for the city?"""

import pytest
from django.core import mail

from wagtail_cofl.awards.issuing import issue
from wagtail_cofl.awards.models import Award
from wagtail_cofl.city.forms import CitySettingsForm
from wagtail_cofl.city.models import CitySettings
from wagtail_cofl.city.readiness import CityNotReady, ready_city
from wagtail_cofl.credentials.models import Credential
from wagtail_cofl.learners.confirming import send_link
from wagtail_cofl.learners.models import EmailLink

pytestmark = pytest.mark.django_db

WRONG = {
    "unset": ("", "no permanent address"),
    "http": ("http://learn.example.org", "https://"),
    "elsewhere": ("https://learn.elsewhere.example", "not one of this deployment"),
    "with a path": ("https://learn.example.org/city", "not a plain address"),
}


@pytest.mark.parametrize("address, reason", WRONG.values(), ids=WRONG)
def test_nothing_is_issued_and_no_mail_sent(badge, learner, city, address, reason):
    CitySettings.objects.filter(pk=city.pk).update(canonical_address=address)
    with pytest.raises(CityNotReady, match=reason):
        issue(badge.current_version, learner, email=None)
    with pytest.raises(CityNotReady, match=reason):
        send_link(city.site_id, "lovelace@example.org")
    assert not Award.objects.exists()
    assert not Credential.objects.exists()
    assert not EmailLink.objects.exists()
    assert not mail.outbox


def test_a_production_database_on_staging_does_not_issue(badge, learner, settings):
    settings.WAGTAIL_COFL = {"CANONICAL_ADDRESSES": ["https://staging.example.org"]}
    with pytest.raises(CityNotReady, match="copy for testing"):
        issue(badge.current_version, learner, email=None)


def test_http_is_for_debugging_only(city, settings):
    settings.WAGTAIL_COFL = {"CANONICAL_ADDRESSES": ["http://localhost:8000"]}
    CitySettings.objects.filter(pk=city.pk).update(canonical_address="http://localhost:8000")
    with pytest.raises(CityNotReady):
        ready_city(city.site_id)
    settings.DEBUG = True
    assert ready_city(city.site_id).name == "Port Merrow"


def test_a_site_without_settings_is_not_ready(site):
    with pytest.raises(CityNotReady, match="no permanent address"):
        ready_city(site.pk)


def _form(city, **data):
    from wagtail.contrib.settings.views import get_setting_edit_handler

    form_class = get_setting_edit_handler(CitySettings).get_form_class()
    assert issubclass(form_class, CitySettingsForm)
    return form_class({"name": "Port Merrow", "contact_email": "", **data}, instance=city)


def test_the_address_is_chosen_from_the_deployments_own_and_confirmed(site):
    city = CitySettings(site=site)
    form = _form(city, canonical_address="https://learn.example.org", address_is_ours="")
    assert "address_is_ours" in form.errors
    form = _form(city, canonical_address="https://evil.example", address_is_ours="on")
    assert "canonical_address" in form.errors
    form = _form(city, canonical_address="https://learn.example.org", address_is_ours="on")
    assert form.is_valid(), form.errors
    assert form.save().canonical_address == "https://learn.example.org"


def test_after_the_first_badge_the_address_stays(award, city):
    city.refresh_from_db()
    assert city.issued_since
    form = _form(city, canonical_address="", address_is_ours="")
    assert "cannot change" in str(form.errors)
    form = _form(city, canonical_address="https://learn.example.org", address_is_ours="on")
    assert form.is_valid(), form.errors
