"""How badges can be taken back is a choice for specialists, and who does not look there keeps it."""

import pytest
from django.urls import reverse

from wagtail_cofl.city.models import CitySettings

from .test_readiness import _form

pytestmark = pytest.mark.django_db

CHOSEN = {"canonical_address": "https://learn.example.org", "address_is_ours": "on"}


@pytest.mark.parametrize("before", ["bitstring", "suspension", "1edtech"])
def test_a_form_without_it_leaves_it_as_it_is(city, before):
    city.status_method = before
    city.save()
    form = _form(city, **CHOSEN)
    assert form.is_valid(), form.errors
    form.save()
    assert CitySettings.objects.get().status_method == before


def test_it_is_chosen_from_what_there_is(city):
    form = _form(city, **CHOSEN, status_method="suspension")
    assert form.is_valid(), form.errors
    assert form.save().status_method == "suspension"
    assert "status_method" in _form(city, **CHOSEN, status_method="magic").errors


def test_the_panel_is_folded_and_says_what_it_is_for(city, admin_client):
    page = admin_client.get(
        reverse("wagtailsettings:edit", args=["wagtail_cofl", "citysettings", city.site_id])
    ).content.decode()
    begin = page.index("For specialists")
    panel = page[begin:]
    assert panel.count('type="radio" name="status_method"') == 3
    assert "If you are not sure, leave it." in panel
    assert "collapsed" in page[begin - 1500 : begin]
