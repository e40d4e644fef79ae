"""What no page of ours sends: each gets an answer, and none an error of the server."""

import pytest
from django.contrib.auth import get_user_model

from tests.requests.learners.test_children import enter
from wagtail_cofl.awards.models import Batch
from wagtail_cofl.providers.models import Provider, Role

from .deciders import member

HUGE = "9" * 20
LONG = "9" * 5_000


@pytest.mark.parametrize(
    "path",
    [
        f"/admin/cofl/claims/{HUGE}/",
        f"/admin/cofl/claims/{HUGE}/reassign/",
        f"/admin/cofl/lists/edit/{HUGE}/",
        f"/admin/cofl/awards/inspect/{HUGE}/",
        f"/admin/cofl/awards/withdraw-several/?id={HUGE}",
        "/cofl/claim/kite%00festival/",
        f"/cofl/claim/{'A' * 3_000}/",
        f"/cofl/my-claims/{HUGE}/",
        "/cofl/evidence/nonsense/",
    ],
)
def test_an_address_that_leads_nowhere_is_not_found(browser, city, admin_client, path):
    admin_client.defaults.update(browser.defaults)
    assert admin_client.get(path).status_code in (404, 302)


@pytest.mark.parametrize("number", ["²", HUGE, LONG, "-1", "x", ""])
def test_a_button_with_a_number_that_no_row_has(
    browser, city, badge, learner, admin_client, number
):
    enter(browser, learner)
    assert browser.post("/cofl/my-badges/account/remove/", {"address": number}).status_code == 404
    admin_client.defaults.update(browser.defaults)
    admin_client.logout()
    batch = Batch.objects.create(badge=badge, file_name="list.csv", state=Batch.State.DONE)
    sent = {"act": "one", "row": number}
    admin = get_user_model().objects.get(is_superuser=True)
    admin_client.force_login(admin)
    assert admin_client.post(f"/admin/cofl/lists/act/{batch.pk}/", sent).status_code == 302
    assert admin_client.post("/cofl/staff/", {"member": number}).status_code == 302
    ledger = admin_client.get("/admin/cofl/awards/", {"provider": number[:200]})
    assert ledger.status_code == 200


def test_a_new_campaign_says_nothing_of_the_badges_of_others(browser, badge, provider, site):
    other = Provider.objects.create(site=site, name="Sailing Club", email="a@club.example")
    browser.force_login(member(other, "eve", Role.MANAGER))
    for number in (badge.pk, HUGE, "x"):
        page = browser.get("/admin/cofl/claim-codes/add/", {"badge": number})
        assert page.status_code == 200
        assert badge.name not in page.content.decode()
    browser.force_login(member(provider, "anna", Role.MANAGER))
    page = browser.get("/admin/cofl/claim-codes/add/", {"badge": badge.pk})
    assert badge.name in page.content.decode()
