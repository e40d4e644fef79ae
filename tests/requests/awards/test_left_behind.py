"""What stays where somebody leaves, and what may not be done any more."""

from wagtail.models import ModelLogEntry

from wagtail_cofl.awards import batches
from wagtail_cofl.awards.deciding import Actor, act
from wagtail_cofl.awards.models import Batch, Claim
from wagtail_cofl.learners import consenting
from wagtail_cofl.learners.models import AgeBand, Guardian

from .deciders import decided_by, member, person, sent_in


def test_the_sites_history_keeps_no_word_to_somebody_who_left(badge, site, provider):
    decided_by(badge, {"kind": "review"})
    ada, anna = person(site), member(provider, "anna")
    claim = act(sent_in(badge, ada), Actor.of_user(anna), "decline", "Otter was rude to Ms Hale.")
    entries = ModelLogEntry.objects.filter(action="wagtail_cofl.decide_claim")
    assert "Hale" in str(entries.get().data)
    consenting.forget(ada)
    assert not Claim.objects.filter(pk=claim.pk).exists()
    assert entries.get().data == {"decision": "decline"} and entries.get().user == anna


def test_a_link_that_a_child_kept_changes_no_address_of_the_grown_up(browser, badge, site):
    child = person(site, AgeBand.UNDER_13, nickname="Otter", is_kept=False)
    _asked, secret = consenting.ask(child)
    consenting.answer(secret, True)
    page = f"/cofl/grown-up/{secret}/"
    for email in ("mum@example.org", "otter@example.org"):
        browser.post(page, {"act": "address", "email": email})
        assert Guardian.objects.get().value == "mum@example.org"


def test_a_list_waits_while_its_badge_is_not_published(badge):
    batch = Batch(badge=badge, file_name="list.csv")
    assert batches.why_not_now(batch) == ""
    badge.live = False
    assert batches.why_not_now(batch) == "This badge is no longer given."
