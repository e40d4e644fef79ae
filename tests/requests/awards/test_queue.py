"""Assessors and peers look at claims: who sees which, what they must say, and what comes of it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.requests.awards.deciders import decided_by, member, new_badge, person, sent_in, user
from wagtail_cofl.awards.actors import Actor
from wagtail_cofl.awards.deciding import act, why_not
from wagtail_cofl.awards.models import Award, Claim, ClaimDecision, Evidence
from wagtail_cofl.awards.stepping_aside import step_aside
from wagtail_cofl.awards.submitting import begin, submit
from wagtail_cofl.badges.models import CannedFeedback
from wagtail_cofl.learners.models import AgeBand
from wagtail_cofl.learners.sessions import SESSION_KEY
from wagtail_cofl.providers.models import NamedPeer, Provider, Role

pytestmark = pytest.mark.django_db
REVIEW = {"kind": "review"}
QUEUE = "/cofl/queue/"


@pytest.fixture
def asked(badge):
    return decided_by(badge, REVIEW)


@pytest.fixture
def assessor(browser, provider):
    made = member(provider, "ana")
    browser.force_login(made)
    return made


def waiting(badge, site, count: int = 1) -> list[Claim]:
    return [sent_in(badge, person(site, nickname=f"Curlew {number}")) for number in range(count)]


def words(response) -> str:
    return " ".join(response.content.decode().split())


def where(claim: Claim) -> str:
    return reverse("wagtail_cofl:decide", args=[claim.uuid])


def said(claim: Claim, decision: str = "approve", **more) -> dict:
    return {"decision": decision, "seen": f"{claim.round}.{claim.at}", **more}


# --- who sees the queue ------------------------------------------------------------------------


def test_who_is_not_signed_in_is_led_to_sign_in_and_back(browser, asked, site):
    [claim] = waiting(asked, site)
    for address in (QUEUE, where(claim)):
        response = browser.get(address)
        assert response.status_code == 302
        assert response["Location"].endswith(f"?next={address.replace('/', '%2F')}")


@pytest.mark.parametrize("role", [Role.VIEWER, Role.ISSUER, None])
def test_who_does_not_decide_is_refused(browser, asked, site, provider, role):
    [claim] = waiting(asked, site)
    browser.force_login(member(provider, "viewer", role) if role else user("nobody"))
    assert browser.get(QUEUE).status_code == 403
    assert browser.get(where(claim)).status_code == 403
    assert browser.post(where(claim), said(claim)).status_code == 403


def test_an_assessor_of_another_provider_finds_nothing(browser, asked, site):
    [claim] = waiting(asked, site)
    other = Provider.objects.create(site=site, name="Youth Club", email="y@example.org")
    browser.force_login(member(other, "otto"))
    page = words(browser.get(QUEUE))
    assert "Nothing to look at" in page
    assert "Curlew" not in page
    assert browser.get(where(claim)).status_code == 404
    posted = said(claim) | {"c1-met": "yes"}
    assert browser.post(where(claim), posted).status_code == 404
    assert browser.post(reverse("wagtail_cofl:decide_aside", args=[claim.uuid])).status_code == 404
    marked = browser.post(QUEUE, {"claim": f"{claim.uuid}:1.0", "decision": "approve"})
    assert "no longer wait for you" in words(marked)
    assert not ClaimDecision.objects.exists()


def test_the_queue_is_personal_and_counts(browser, assessor, asked, site):
    claims = waiting(asked, site, 3)
    late = timezone.now() - timezone.timedelta(days=3)
    Claim.objects.filter(pk=claims[2].pk).update(due_at=late)
    act(claims[1], Actor.of_user(assessor), "more", "Show a photo.")
    response = browser.get(QUEUE)
    assert "no-store" in response["Cache-Control"]
    page = words(response)
    assert "2 claims to look at" in page
    assert "3 days late" in page
    assert page.index("Curlew 2") < page.index("Curlew 0")  # the oldest due first
    assert "Curlew 2" in words(browser.get(QUEUE + "?tab=late"))
    assert "Curlew 0" not in words(browser.get(QUEUE + "?tab=late"))
    assert "Curlew 1" in words(browser.get(QUEUE + "?tab=learner"))


def test_a_longer_queue_takes_no_more_queries(
    browser, assessor, asked, site, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    waiting(asked, site, 2)
    browser.get(QUEUE)
    with CaptureQueriesContext(
        connection,
    ) as few:
        browser.get(QUEUE)
    waiting(asked, site, 20)
    with django_assert_num_queries(len(few)):
        page = words(browser.get(QUEUE))
    assert "22 claims to look at" in page


# --- one claim ---------------------------------------------------------------------------------


def test_yes_to_each_criterion_gives_the_badge(browser, assessor, asked, site):
    [claim] = waiting(asked, site)
    page = words(browser.get(where(claim)))
    assert "Curlew 0 asks for Kite Festival Helper" in page
    response = browser.post(where(claim), said(claim) | {"c1-met": "yes"}, follow=True)
    assert "They have the badge now" in words(response)
    decision = ClaimDecision.objects.get()
    assert decision.verdicts[asked.current_version.criteria[0]["id"]]["met"] is True
    assert Award.objects.get().learner == claim.learner
    page = words(browser.get(QUEUE + "?tab=decided"))
    assert "Curlew 0" in page


@pytest.mark.parametrize(
    ("posted", "problem"),
    [
        ({"decision": "approve"}, "To approve, say for criterion 1 that it is met"),
        ({"decision": "approve", "c1-met": "unsure"}, "To approve, say for criterion 1"),
        ({"decision": "more", "c1-met": "no"}, "Tell Curlew 0 what to add for criterion 1"),
        ({"decision": "more", "c1-met": "yes"}, "Tell Curlew 0 what to do or add"),
        ({"decision": "decline", "c1-text": "No."}, "Tell Curlew 0 why you decline"),
        ({"decision": "shred"}, "Choose what should happen"),
        ({"decision": "approve", "seen": "2.0", "c1-met": "yes"}, "has changed since"),
        ({"decision": "approve", "seen": "", "c1-met": "yes"}, "has changed since"),
    ],
)
def test_what_is_missing_is_named_and_what_was_typed_stays(
    browser, assessor, asked, site, posted, problem
):
    [claim] = waiting(asked, site)
    text = {} if posted["decision"] != "approve" else {"all-text": "Well done so far"}
    response = browser.post(where(claim), {"seen": "1.0"} | posted | text)
    page = words(response)
    assert "Problem:" in page
    assert problem in page
    assert text.get("all-text", "") in page
    if posted.get("c1-met"):
        assert f'value="{posted["c1-met"]}" ' in page
        assert "checked" in page
    assert not ClaimDecision.objects.exists()
    claim.refresh_from_db()
    assert claim.state == Claim.State.WAITING


def test_asking_for_more_tells_what_was_said_of_each_criterion(browser, assessor, asked, site):
    [claim] = waiting(asked, site)
    browser.post(where(claim), said(claim, "more", **{"c1-met": "no", "c1-text": "Which gate?"}))
    claim.refresh_from_db()
    assert (claim.state, claim.round) == (Claim.State.MORE, 2)
    assert ClaimDecision.objects.get().comment == "Help for two hours: Which gate?"
    page = words(browser.get(where(claim)))
    assert "Which gate?" in page
    assert 'name="decision"' not in page


def test_a_phrase_is_put_in_by_the_server(browser, assessor, asked, site, provider):
    phrase = CannedFeedback.objects.create(
        provider=provider, title="One example", text="Please add one example."
    )
    other = Provider.objects.create(site=site, name="Youth Club", email="y@example.org")
    foreign = CannedFeedback.objects.create(provider=other, title="Theirs", text="Not yours.")
    [claim] = waiting(asked, site)
    assert "Theirs" not in words(browser.get(where(claim)))
    typed = {"c1-met": "no", "c1-text": "From May.", "c1-phrase": phrase.pk, "insert": "c1"}
    response = browser.post(where(claim), {"seen": "1.0"} | typed)
    page = response.content.decode()
    assert "Please add one example.\n\nFrom May.</textarea>" in page
    assert 'value="no" id="id_c1-met_1" checked' in " ".join(page.split())
    assert not ClaimDecision.objects.exists()
    # Chosen and not put in before: nothing of it is lost.
    browser.post(where(claim), said(claim, "more", **{"all-phrase": phrase.pk}))
    assert ClaimDecision.objects.get().comment == "Please add one example."
    assert foreign.text not in page


def test_every_kind_of_evidence_is_shown(browser, assessor, site, provider, city):
    criteria = [
        ("evidence", {"title": "Show it", "detail": "", "guidance": "No wind.", "accepts": []}),
        ("step", {"title": "Do it", "detail": ""}),
    ]
    badge = decided_by(new_badge(provider, "Sound Recordist", criteria), REVIEW)
    claim = begin(badge, person(site, nickname="Curlew"), Claim.Way.ASKED)
    one = claim.badge_version.criteria[0]["id"]
    for kind, data in [
        ("text", {"text": "I did <b>it</b>"}),
        ("link", {"url": "https://sounds.example/quay"}),
        ("link", {"url": "javascript:alert(1)"}),
        ("witness", {"name": "Sam", "role": "my coach"}),
        ("hours", {"hours": "2.5", "on": "2026-06-03", "what": "at the gate"}),
    ]:
        Evidence.objects.create(claim=claim, round=1, criterion=one, kind=kind, data=data)
    photo = Evidence.objects.create(
        claim=claim,
        round=1,
        criterion=one,
        kind="photo",
        name="quay.jpg",
        content_type="image/jpeg",
    )
    submit(claim)
    page = words(browser.get(where(claim)))
    assert "I did &lt;b&gt;it&lt;/b&gt;" in page
    assert 'href="https://sounds.example/quay"' in page
    assert "nofollow" in page
    assert "<strong>sounds.example</strong>" in page
    assert 'href="javascript' not in page
    assert "Sam" in page
    assert "Hours: <strong>2.5</strong>, 3 June 2026: at the gate" in page
    assert f'<img src="{reverse("wagtail_cofl:evidence_file", args=[photo.uuid])}"' in page
    assert "No wind." in page


def test_a_level_is_chosen_and_goes_into_the_award(browser, assessor, site, provider, city):
    levels = [{"name": "With help"}, {"name": "Alone"}]
    rubric = {"title": "Steer", "detail": "", "levels": levels, "pass_level": 2, "guidance": ""}
    badge = decided_by(new_badge(provider, "Small Boat Hand", [("rubric", rubric)]), REVIEW)
    claim = sent_in(badge, person(site))
    low, high = (level["id"] for level in badge.current_version.criteria[0]["value"]["levels"])
    page = words(browser.post(where(claim), said(claim) | {"c1-met": f"level:{low}"}))
    assert "To approve, say for criterion 1" in page
    browser.post(where(claim), said(claim) | {"c1-met": f"level:{high}"})
    assert ClaimDecision.objects.get().verdicts[badge.current_version.criteria[0]["id"]] == {
        "met": True,
        "level": high,
        "comment": "",
    }
    assert Award.objects.exists()


def test_nobody_decides_their_own_claim_nor_sees_how_it_is_judged(browser, assessor, asked, site):
    claim = sent_in(asked, person(site, email="ana@club.example"))
    response = browser.get(where(claim))
    assert response.status_code == 403
    assert "Somebody else must decide it" in words(response)
    assert browser.post(where(claim), said(claim) | {"c1-met": "yes"}).status_code == 403
    assert not ClaimDecision.objects.exists()
    assert "1 claim is hidden from you" in words(browser.get(QUEUE))


def test_the_second_look_is_for_somebody_else(browser, assessor, badge, site):
    claim = waiting(decided_by(badge, REVIEW, {"kind": "second", "percent": 100}), site)[0]
    assert "100 of 100 decisions get a second look" in words(browser.get(where(claim)))
    response = browser.post(where(claim), said(claim) | {"c1-met": "yes"}, follow=True)
    assert "It goes on to the next step" in words(response)
    again = browser.post(where(claim), said(claim) | {"c1-met": "yes"})
    assert again.status_code == 409
    assert "You have looked at this claim already" in words(again)
    assert ClaimDecision.objects.filter(user=assessor).count() == 1


# --- stepping aside ----------------------------------------------------------------------------


def test_who_knows_the_learner_is_out_in_this_round_and_the_next(
    browser, assessor, asked, site, provider
):
    other = member(provider, "bo")
    [claim] = waiting(asked, site)
    page = browser.post(reverse("wagtail_cofl:decide_aside", args=[claim.uuid]), follow=True)
    assert "Thank you for saying so" in words(page)
    assert "Curlew" not in words(page)
    assert why_not(claim, Actor.of_user(assessor)).code == "acted-before"
    act(claim, Actor.of_user(other), "more", "Show a photo.")
    claim.refresh_from_db()
    submit(claim)
    claim.refresh_from_db()
    assert claim.round == 2
    assert why_not(claim, Actor.of_user(assessor)).code == "acted-before"
    assert why_not(claim, Actor.of_user(other)) is None
    assert "Curlew" not in words(browser.get(QUEUE))


def test_a_claim_that_everybody_steps_aside_from_is_stuck_and_never_given(assessor, asked, site):
    [claim] = waiting(asked, site)
    claim = step_aside(claim, Actor.of_user(assessor))
    assert (claim.state, claim.flag) == (Claim.State.WAITING, Claim.Flag.NOBODY)
    assert not Award.objects.exists()


# --- several at once ---------------------------------------------------------------------------


def test_several_are_approved_together_and_each_says_how_it_went(browser, assessor, asked, site):
    claims = waiting(asked, site, 3)
    marks = [f"{claim.uuid}:1.0" for claim in claims[:2]] + [f"{claims[2].uuid}:1.7"]
    page = words(browser.post(QUEUE, {"claim": marks}))
    assert "3 claims for Kite Festival Helper" in page
    assert not ClaimDecision.objects.exists()
    page = words(browser.post(QUEUE, {"claim": marks, "decision": "decline"}))
    assert "Say why" in page
    page = words(browser.post(QUEUE, {"claim": marks, "decision": "approve"}))
    assert "2 approved, 1 not" in page
    assert "It has changed since you chose it" in page
    assert Award.objects.count() == 2


def test_what_was_never_shown_is_not_approved_together(browser, assessor, site, provider, city):
    show = {"title": "Show it", "detail": "", "guidance": "", "accepts": ["text"]}
    badge = decided_by(new_badge(provider, "Sound Recordist", [("evidence", show)]), REVIEW)
    claim = sent_in(badge, person(site))
    posted = {"claim": [f"{claim.uuid}:1.0"], "decision": "approve"}
    page = words(browser.post(QUEUE, posted))
    assert "0 approved, 1 not" in page
    assert "Not met yet: Show it" in page
    assert not Award.objects.exists()


@pytest.mark.parametrize("marks", [[], ["nonsense"], ["x:1.0", "\x00:1"]])
def test_choosing_nothing_says_what_to_do(browser, assessor, asked, site, marks):
    waiting(asked, site)
    page = words(browser.post(QUEUE, {"claim": marks}))
    assert "Problem:" in page
    assert "Curlew 0" in page


def test_only_one_badge_at_a_time(browser, assessor, asked, site, provider):
    [one] = waiting(asked, site)
    other = sent_in(decided_by(new_badge(provider, "Other"), REVIEW), person(site))
    marks = [f"{claim.uuid}:1.0" for claim in (one, other)]
    page = words(browser.post(QUEUE, {"claim": marks, "decision": "approve"}))
    assert "Choose claims for one badge only" in page
    assert page.count("checked") == 2
    assert not ClaimDecision.objects.exists()


# --- peers -------------------------------------------------------------------------------------


@pytest.fixture
def peer(browser, site, provider):
    made = person(site, AgeBand.TEEN, "pia@example.org")
    named = NamedPeer(provider=provider)
    named.value = "pia@example.org"
    named.save()
    session = browser.session
    session[SESSION_KEY] = str(made.uuid)
    session.save()
    return made


def test_a_peer_looks_and_sees_no_name_and_no_age(browser, peer, badge, site, provider):
    decided_by(badge, {"kind": "peers", "peers": 1, "peers_from": "named"})
    claim = sent_in(badge, person(site, AgeBand.ADULT, nickname="Curlew"))
    address = reverse("wagtail_cofl:peer_decide", args=[claim.uuid])
    short = f"Learner {str(claim.learner.uuid)[:4]}"
    for page in (browser.get("/cofl/peers/"), browser.get(address)):
        assert short in words(page)
        assert "Curlew" not in words(page)
        assert "18 or over" not in words(page)
    assert browser.get(where(claim)).status_code == 302  # a learner is no assessor
    response = browser.post(address, said(claim) | {"c1-met": "yes"}, follow=True)
    assert response.status_code == 200
    assert Award.objects.get().learner == claim.learner
    assert browser.get(address).status_code == 404


def test_a_peer_sees_nothing_that_is_not_theirs_to_look_at(browser, peer, asked, site):
    [claim] = waiting(asked, site)
    address = reverse("wagtail_cofl:peer_decide", args=[claim.uuid])
    assert browser.get(address).status_code == 404
    assert browser.post(address, said(claim) | {"c1-met": "yes"}).status_code == 404
    assert browser.post(reverse("wagtail_cofl:peer_aside", args=[claim.uuid])).status_code == 404
    assert "Nobody needs you now" in words(browser.get("/cofl/peers/"))


def test_peers_sign_in_as_learners(browser, site):
    assert browser.get("/cofl/peers/")["Location"].startswith("/cofl/sign-in/")
