"""Badges that follow by themselves, and claims that wait too long."""

import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.template.loader import render_to_string
from django.utils import timezone

from tests.requests.awards.deciders import (
    approve,
    decided_by,
    member,
    new_badge,
    person,
    sent_in,
    staff,
)
from wagtail_cofl.awards import automatic, claiming, overdue, revoking, telling_steps
from wagtail_cofl.awards.campaigns import one_code
from wagtail_cofl.awards.deciding import Actor, CannotAct, act
from wagtail_cofl.awards.issuing import issue, issue_many
from wagtail_cofl.awards.models import Award, Claim, Evidence
from wagtail_cofl.awards.overdue import chase
from wagtail_cofl.awards.queues import waiting_for_user
from wagtail_cofl.awards.submitting import CannotClaim, begin, cancel, submit
from wagtail_cofl.badges.models import IssuingWorkflow
from wagtail_cofl.badges.workflow_making import make_ready_made
from wagtail_cofl.learners import consenting
from wagtail_cofl.learners.models import AgeBand, Guardian
from wagtail_cofl.providers.models import Membership, Provider

State = Claim.State
Flag = Claim.Flag


def follows(provider, name: str, *badges, needed: int = 0):
    needs = {"badges": list(badges), "needed": needed or len(badges)}
    made = new_badge(provider, name, [("badges", needs)])
    made.workflow = provider.workflows.get(ready_made="at-once")
    made.save()
    return made


def badges_of(learner) -> list[str]:
    return sorted(
        Award.objects.filter(learner=learner).values_list("badge_version__name", flat=True)
    )


def test_every_provider_begins_with_three_workflows(provider):
    def kinds():
        rows = IssuingWorkflow.objects.filter(provider=provider)
        return {w.ready_made: [s["kind"] for s in w.frozen()] for w in rows}

    expected = {
        "at-once": ["automatic"],
        "one-look": ["review"],
        "two-looks": ["review", "second"],
    }
    assert kinds() == expected
    make_ready_made(provider)
    provider.save()
    assert kinds() == expected


def test_a_badge_follows_from_others_once_and_so_do_those_that_follow_from_it(
    badge, provider, site, django_assert_max_num_queries
):
    other = new_badge(provider, "Other")
    second = follows(provider, "Second", badge, other)
    third = follows(provider, "Third", second)
    learner = person(site)
    issue(badge.current_version, learner, email=None)
    assert badges_of(learner) == ["Kite Festival Helper"]
    issue(other.current_version, learner, email=None)
    assert badges_of(learner) == ["Kite Festival Helper", "Other", "Second", "Third"]
    claim = Claim.objects.get(badge=third)
    assert (claim.way, claim.state) == (Claim.Way.ITSELF, State.AWARDED)
    assert [d.actor for d in claim.decisions.all()] == ["system"]
    # Again: neither a second time, nor after it was withdrawn.
    revoking.revoke(claim.award, None, "mistake")
    again = issue(other.current_version, learner, email=None)
    assert Award.objects.filter(learner=learner, badge_version__badge=third).count() == 1
    # Nor for somebody who has it already, however they got it.
    lucky = person(site)
    for given in (third, badge, other):
        issue(given.current_version, lucky, email=None)
    assert badges_of(lucky) == ["Kite Festival Helper", "Other", "Second", "Third"]
    # No badge asks for this one: a list of thousands costs one query more.
    lonely = issue(third.current_version, person(site), email=None)
    with django_assert_max_num_queries(1):
        automatic.after_awards([lonely])
    assert again


def test_a_badge_does_not_follow_where_a_person_has_to_look_or_nothing_may_be_kept(
    badge, provider, site
):
    second = follows(provider, "Second", badge)
    second.workflow = provider.workflows.get(ready_made="one-look")
    second.save()
    third = follows(provider, "Third", badge)
    child = person(site, AgeBand.UNDER_13, is_kept=False)
    learner = person(site)
    issue(badge.current_version, learner, email=None)
    issue(badge.current_version, child, email=None)
    assert badges_of(learner) == ["Kite Festival Helper", "Third"]
    assert badges_of(child) == ["Kite Festival Helper"]
    assert not Claim.objects.filter(learner=child).exists()
    type(third).objects.filter(pk=third.pk).update(archived=True)
    another = person(site)
    issue(badge.current_version, another, email=None)
    assert badges_of(another) == ["Kite Festival Helper"]


def test_asking_for_it_says_what_is_missing_and_then_it_comes_by_itself(badge, provider, site):
    second = follows(provider, "Second", badge)
    learner = person(site)
    claim = sent_in(second, learner)
    assert (claim.state, claim.round) == (State.MORE, 2)
    assert claim.decisions.get().comment
    issue(badge.current_version, learner, email=None)
    claim.refresh_from_db()
    assert claim.state == State.AWARDED
    with pytest.raises(CannotClaim) as problem:
        begin(second, learner, Claim.Way.ASKED)
    assert problem.value.code == "holds"


def test_trouble_with_one_that_follows_does_not_reach_the_first(
    badge, provider, site, monkeypatch, caplog
):
    follows(provider, "Second", badge)
    monkeypatch.setattr(automatic, "begin", lambda *args: 1 / 0)
    learner = person(site)
    issue(badge.current_version, learner, email=None)
    assert badges_of(learner) == ["Kite Festival Helper"]
    assert "ZeroDivisionError" in caplog.text


def test_a_childs_claim_waits_for_the_grown_up(badge, provider, site):
    decided_by(badge, {"kind": "review"})
    ada = member(provider, "ada")
    child = person(site, AgeBand.UNDER_13, is_kept=False)
    claim = sent_in(badge, child)
    assert (claim.turn, claim.flag, len(claim.steps)) == ("guardian", "", 2)
    with pytest.raises(CannotAct):
        approve(claim, ada)
    # However it came to wait there, whose turn it is is found.
    Claim.objects.update(turn="", due_at=None)
    chase(timezone.now())
    claim.refresh_from_db()
    assert (claim.turn, claim.due_at is None) == ("guardian", False)
    request, secret = consenting.ask(child, claim_uuid=claim.uuid, email="parent@example.org")
    with pytest.raises(CannotAct):
        act(claim, Actor.of_guardian(request), "approve")
    request = consenting.answer(secret, True)
    claim.refresh_from_db()
    assert (claim.at, claim.turn) == (1, "assessors")
    assert claim.decisions.get().actor == Actor.of_guardian(request).key
    assert "parent" not in claim.decisions.get().actor
    assert approve(claim, ada).state == State.AWARDED

    # A step of the workflow's own asks the guardian whom we know, about this badge.
    decided_by(badge, {"kind": "consent"}, {"kind": "review"})
    mail.outbox.clear()
    Award.objects.filter(learner=child).update(valid_until=timezone.now())
    claim = sent_in(badge, child)
    assert (claim.turn, [m.to for m in mail.outbox]) == ("guardian", [["parent@example.org"]])
    secret = mail.outbox[0].body.split("/grown-up/")[1].split("/")[0]
    consenting.answer(secret, False)
    claim.refresh_from_db()
    assert claim.state == State.DECLINED
    assert Guardian.objects.filter(learner=child).exists()  # that no was about the badge alone

    assert sent_in(badge, person(site)).turn == "assessors"  # not asked at this age
    claim = sent_in(badge, person(site, ""))
    assert (claim.turn, claim.flag) == ("", Flag.NOBODY)  # nor guessed


def test_a_later_no_to_another_badge_ends_no_claim_that_an_earlier_yes_lets_on(
    badge, provider, site
):
    decided_by(badge, {"kind": "review"})
    member(provider, "ada")
    child = person(site, AgeBand.UNDER_13, is_kept=False)
    claim = sent_in(badge, child)
    _asked, secret = consenting.ask(child, claim_uuid=claim.uuid)
    Provider.objects.update(suspended_at=timezone.now())
    yes = consenting.answer(secret, True)
    child.refresh_from_db()
    _asked, secret = consenting.ask(child, claim_uuid=uuid.uuid4())
    consenting.answer(secret, False)
    Provider.objects.update(suspended_at=None)
    automatic.after_consent(yes)
    claim.refresh_from_db()
    assert (claim.state, claim.turn) == (State.WAITING, "assessors")
    assert claim.decisions.get().actor == Actor.of_guardian(yes).key


def test_what_was_begun_with_a_code_and_left_alone_gives_its_use_back(badge, provider, site):
    decided_by(badge, {"kind": "review"})
    code = one_code(badge, "Saturday", quota=2, at_once=False)
    left, alive = (claiming.claim(code, person(site)) for _n in range(2))
    asked = begin(badge, person(site), Claim.Way.ASKED)
    now = timezone.now()
    month = timedelta(days=overdue.DRAFT_DAYS)
    assert chase(now + month - timedelta(hours=1))["expired"] == 0
    criterion = badge.current_version.criteria[0]["id"]
    added = Evidence.objects.create(claim=alive, round=1, criterion=criterion, kind="text")
    Evidence.objects.update(created_at=now + timedelta(days=1))
    mail.outbox.clear()
    later = now + month + timedelta(hours=1)
    assert chase(later)["expired"] == 1
    assert chase(later)["expired"] == 0
    for claim in (left, alive, asked):
        claim.refresh_from_db()
    code.refresh_from_db()
    assert (left.state, alive.state, asked.state) == (State.EXPIRED, State.DRAFT, State.DRAFT)
    assert (code.used, added.claim) == (1, alive)
    assert "You did not send it in" in telling_steps.events(left, [])[-1].words
    tag = render_to_string("wagtail_cofl/awards/ask/state.html", {"claim": left})
    assert "it was not sent in" in tag and "without an answer" not in tag
    # Begun again, its time begins again too.
    Claim.objects.filter(pk=left.pk).update(created_at=now - month * 2)
    assert claiming.claim(code, left.learner) == left
    assert chase(timezone.now())["expired"] == 0
    left.refresh_from_db()
    code.refresh_from_db()
    assert (left.state, left.round, code.used) == (State.DRAFT, 2, 2)


def test_a_badge_that_is_given_ends_what_still_asks_for_it(badge, provider, site):
    decided_by(badge, {"kind": "review"})
    ada = member(provider, "ada")
    code = one_code(badge, "Ask", quota=9, at_once=False)
    at_once = one_code(badge, "Saturday", quota=9)
    other, another = person(site), person(site)
    kept = sent_in(badge, other)
    given = {
        "code": lambda learner: claiming.claim(at_once, learner),
        "list": lambda learner: issue_many(badge.current_version, [(learner, None)]),
    }
    for give in given.values():
        learner = person(site)
        claim = submit(claiming.claim(code, learner))
        assert claim.turn == "assessors"
        mail.outbox.clear()
        give(learner)
        claim.refresh_from_db()
        code.refresh_from_db()
        assert (claim.state, claim.turn, claim.due_at, code.used) == (State.CANCELLED, "", None, 0)
        with pytest.raises(CannotAct) as problem:
            approve(claim, ada)
        assert problem.value.code == "not-waiting"
        note = claim.decisions.get()
        assert (note.actor, note.decision) == ("system", "pass")
        words = telling_steps.events(claim, list(claim.decisions.all()))[-1].words
        assert words == "You got the badge by another way."
        tag = render_to_string("wagtail_cofl/awards/ask/state.html", {"claim": claim})
        assert "Ended" in tag and "Taken back" not in tag
        assert learner.awards.count() == 1
        assert not mail.outbox
    draft = begin(badge, another, Claim.Way.ASKED)
    issue(badge.current_version, another, email=None)
    draft.refresh_from_db()
    kept.refresh_from_db()
    assert (draft.state, kept.state) == (State.CANCELLED, State.WAITING)


def test_approving_gives_no_second_badge_to_who_has_it(badge, provider, site):
    decided_by(badge, {"kind": "review"})
    ada = member(provider, "ada")
    learner = person(site)
    award = issue(badge.current_version, learner, email=None)
    # While it does not count they ask anew, and then it counts again.
    Award.objects.update(valid_until=timezone.now())
    claim = sent_in(badge, learner)
    Award.objects.update(valid_until=None)
    assert approve(claim, ada).state == State.CANCELLED
    assert learner.awards.get() == award


def test_people_are_reminded_once_a_day_the_city_is_asked_and_claims_run_out(badge, provider, site):
    ada, rita = member(provider, "ada"), staff("rita")
    claims = [
        sent_in(decided_by(badge, {"kind": "review", "due_days": 2, "overdue": what}), person(site))
        for what in ("remind", "city", "expire")
    ]
    mail.outbox.clear()
    now = timezone.now()
    nothing = dict.fromkeys(("freed", "stuck", "reminded", "to_city", "expired", "failed"), 0)
    assert chase(now + timedelta(days=1)) == nothing
    later = now + timedelta(days=3)
    assert chase(later) == nothing | {"reminded": 1, "to_city": 1, "expired": 1}
    assert chase(later + timedelta(hours=1)) == nothing
    assert chase(later + timedelta(days=1)) == nothing | {"reminded": 2}
    reminded, to_city, expired = (Claim.objects.get(pk=claim.pk) for claim in claims)
    assert expired.state == State.EXPIRED
    assert (to_city.turn, list(waiting_for_user(rita))) == ("assessors+city", [to_city])
    assert not Award.objects.exists()
    with pytest.raises(CannotAct):
        approve(reminded, rita)
    assert approve(to_city, rita).state == State.AWARDED
    assert approve(reminded, ada).state == State.AWARDED


def test_what_was_stuck_goes_on_when_the_cause_is_gone_and_trouble_with_one_keeps_none(
    badge, provider, site, monkeypatch, caplog
):
    decided_by(badge, {"kind": "review"})
    ada = member(provider, "ada")
    first, broken, second = (sent_in(badge, person(site)) for _n in range(3))
    Membership.objects.all().delete()
    now = timezone.now()
    assert chase(now)["stuck"] == 3
    Membership.objects.create(provider=provider, user=ada, role="assessor")
    go_on = overdue.go_on
    monkeypatch.setattr(overdue, "go_on", lambda c: 1 / 0 if c.pk == broken.pk else go_on(c))
    assert chase(now)["freed"] == 0  # not every few seconds
    counts = chase(now + timedelta(minutes=10))
    assert (counts["freed"], counts["failed"]) == (2, 1)
    flags = Claim.objects.order_by("pk").values_list("flag", flat=True)
    assert list(flags) == ["", Flag.NOBODY, ""]
    Provider.objects.update(suspended_at=now)
    monkeypatch.undo()
    # Not their fault: nothing runs out, and nobody is reminded.
    for claim in Claim.objects.all():
        claim.steps[0]["overdue"] = "expire"
        claim.save()
    mail.outbox.clear()
    assert chase(now + timedelta(days=99))["expired"] == 0
    assert chase(now + timedelta(days=199))["expired"] == 0
    assert set(Claim.objects.values_list("flag", flat=True)) == {Flag.SUSPENDED}
    assert not mail.outbox
    # Given back its rights, their time begins anew.
    Provider.objects.update(suspended_at=None)
    counts = chase(now + timedelta(days=200))
    assert (counts["expired"], counts["freed"]) == (0, 3)
    assert all(claim.due_at > now + timedelta(days=1) for claim in Claim.objects.all())


def test_queues_cost_the_same_for_many(badge, provider, site, django_assert_num_queries):
    decided_by(badge, {"kind": "review"})
    ada = member(provider, "ada")
    for _n in range(3):
        sent_in(badge, person(site))

    def look():
        return [(c.badge.provider.name, c.badge_version.name, c.learner.pk) for c in found]

    found = waiting_for_user(ada)
    ada.has_perm("wagtail_cofl.decide_claim")  # rights are read once for a request
    with django_assert_num_queries(1):
        assert len(look()) == 3


def test_taking_a_claim_back_and_what_cannot_begin(badge, provider, site):
    learner = person(site)
    with pytest.raises(CannotClaim) as problem:
        begin(badge, learner, Claim.Way.ASKED)
    assert problem.value.code == "no-asking"
    decided_by(badge, {"kind": "review"})
    claim = begin(badge, learner, Claim.Way.ASKED)
    assert begin(badge, learner, Claim.Way.ASKED) == claim
    code = one_code(badge, "Saturday", quota=3)
    assert begin(badge, learner, Claim.Way.CODE, code).code == code
    type(code).objects.update(used=1)
    for who, problem_code in ((person(site), "not-yours"),):
        with pytest.raises(CannotClaim) as problem:
            cancel(claim, who)
        assert problem.value.code == problem_code
    claim = cancel(claim, learner)
    code.refresh_from_db()
    assert (claim.state, code.used) == (State.CANCELLED, 0)
    for verb in (lambda: cancel(claim, learner), lambda: submit(claim)):
        with pytest.raises(CannotClaim) as problem:
            verb()
        assert problem.value.code == "not-open"
    for field, code in (("archived", "closed"), ("suspended_at", "suspended")):
        if field == "archived":
            badge.archived = True
        else:
            badge.archived, badge.provider.suspended_at = False, timezone.now()
        with pytest.raises(CannotClaim) as problem:
            begin(badge, learner, Claim.Way.ASKED)
        assert problem.value.code == code
