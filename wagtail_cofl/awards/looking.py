"""A claim as whoever decides it sees it: who asks for what, each criterion with what was shown, and what
happened so far."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_cofl.badges import answering
from wagtail_cofl.badges.answering import Answer, Case, Verdict, answerer_of
from wagtail_cofl.badges.blocks import shown
from wagtail_cofl.badges.models import StepKind
from wagtail_cofl.learners.models import Learner
from wagtail_cofl.providers.members import name_of

from .casing import case_of
from .models import Claim, ClaimDecision, Evidence


def name_of_learner(learner: Learner, *, to_peer: bool = False) -> str:
    """A nickname, or four signs that tell one learner from another. Peers see no nickname, and nobody
    that of a child before a grown-up has said yes."""
    if learner.nickname and learner.is_kept and not to_peer:
        return learner.nickname
    return _("Learner %(short)s") % {"short": str(learner.uuid)[:4]}


def name_of_user(user) -> str:
    """A colleague's name; never an address, even where people sign in with theirs."""
    return name_of(user)


@dataclass(frozen=True, slots=True)
class Due:
    """When a step is due, in words. ``tone`` is "good", "wait" or "stop"."""

    tone: str
    icon: str
    words: str


def due_of(claim: Claim, now: datetime | None = None) -> Due | None:
    """None where nobody's clock runs."""
    if claim.due_at is None or claim.state != Claim.State.WAITING:
        return None
    today = timezone.localtime(now or timezone.now())
    days = (timezone.localtime(claim.due_at).date() - today.date()).days
    if claim.due_at < today:
        late = max(1, -days)
        words = ngettext("%(days)s day late", "%(days)s days late", late)
        return Due("stop", "alert", words % {"days": late})
    if days == 0:
        return Due("wait", "hourglass", _("Due today"))
    return Due(
        "good", "clock", ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}
    )


def stage_of(claim: Claim) -> str:
    """How a list calls the look that a claim waits for."""
    if claim.state == Claim.State.MORE:
        return _("Asked for more")
    if claim.state != Claim.State.WAITING:
        return claim.get_state_display()
    if (claim.step or {}).get("kind") == StepKind.SECOND:
        return _("Second look")
    return _("New") if claim.round == 1 else _("Sent more")


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing that the learner gave. ``url`` and ``host`` are there only for what may be opened."""

    row: Evidence
    url: str = ""
    host: str = ""
    lines: Sequence[tuple[str, str]] = ()

    @property
    def kind(self) -> str:
        return self.row.kind

    @property
    def data(self) -> dict:
        return self.row.data

    @property
    def on(self) -> date | None:
        """The day of some hours."""
        try:
            return date.fromisoformat(str(self.row.data.get("on") or ""))
        except ValueError:
            return None

    @property
    def is_picture(self) -> bool:
        return self.row.content_type.startswith("image/")


def _shown(row: Evidence) -> Shown:
    if row.kind == Evidence.Kind.LINK:
        url = str(row.data.get("url") or "")
        parts = urlsplit(url)
        if parts.scheme in ("http", "https") and parts.hostname:
            return Shown(row, url, parts.hostname)
    if row.kind == Evidence.Kind.ANSWER:
        return Shown(row, lines=[(str(key), str(value)) for key, value in row.data.items()])
    return Shown(row)


@dataclass(slots=True)
class Point:
    """One criterion. ``number`` is "2", or "2.1" inside of the second one; ``block`` says what to do, or
    is None for a kind that is gone. ``answer`` is what is so without anybody's word, ``now`` with what
    people said in this round. ``asked``: a person's word can make it met."""

    criterion: dict
    number: str
    title: str
    block: Any
    answer: Answer
    now: Answer
    asked: bool
    evidence: list[Shown]
    guidance: str = ""
    levels: list[dict] = field(default_factory=list)
    parts: list["Point"] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        return "c" + self.number.replace(".", "-")

    @property
    def depth(self) -> int:
        return self.number.count(".")

    @property
    def is_met(self) -> bool:
        return self.answer.verdict == Verdict.MET

    @property
    def is_met_now(self) -> bool:
        return self.now.verdict == Verdict.MET

    @property
    def met_by(self) -> str:
        if self.criterion.get("type") == "quiz":
            return _("Met, by the quiz")
        if self.criterion.get("type") == "badges":
            return _("Met, by badges held")
        return _("Met, by itself")


def _word_helps(criterion: dict, case: Case) -> bool:
    """Can a person's yes make this one met? Not where something else has to happen first."""
    answerer = answerer_of(criterion)
    if answerer.parts(criterion):
        return False  # she says yes to its parts
    level = next((one["id"] for one in answerer.levels(criterion) if one["counts"]), None)
    yes = replace(case, reviewed={criterion["id"]: {"met": True, "level": level}})
    return answering.answer(criterion, yes).verdict == Verdict.MET


def as_sent(claim: Claim) -> Claim:
    """A claim with the round that was sent in last: what its learner adds meanwhile is not for others
    yet. Not to be saved."""
    if claim.state != Claim.State.MORE or claim.round == 1:
        return claim
    sent = copy(claim)
    sent.round = claim.round - 1
    return sent


def may_be_read(claim: Claim) -> bool:
    """Has a grown-up said yes where that is needed, and has the learner not taken it back?"""
    closed = (Claim.State.DRAFT, Claim.State.CANCELLED)
    child_waits = claim.lacks_consent or not claim.learner.is_kept
    return claim.state not in closed and not child_waits


def points_of(claim: Claim) -> list[Point]:
    """The criteria in order, those inside of a choice in its ``parts``. The number of queries is that of
    the badges which criteria ask for, and three."""
    case = case_of(claim)
    alone = replace(case, reviewed={})
    rows: Mapping[str, list[Shown]] = defaultdict(list)
    for row in claim.evidence.filter(round=claim.round).order_by("pk"):
        rows[row.criterion].append(_shown(row))

    def make(criteria: Sequence[dict], before: str) -> list[Point]:
        made = []
        for place, (criterion, (title, block)) in enumerate(
            zip(criteria, shown(list(criteria)), strict=True), start=1
        ):
            answerer = answerer_of(criterion)
            answer = answering.answer(criterion, alone)
            point = Point(
                criterion=criterion,
                number=f"{before}{place}",
                title=title or answering.title(criterion),
                block=block,
                answer=answer,
                now=answering.answer(criterion, case),
                asked=answer.verdict != Verdict.MET and _word_helps(criterion, alone),
                evidence=rows.get(criterion["id"], []),
                guidance=answerer.guidance(criterion),
                levels=answerer.levels(criterion),
            )
            point.parts = make(answerer.parts(criterion), f"{point.number}.")
            made.append(point)
        return made

    return make(answering.criteria_of(claim.badge_version), "")


def flat(points: Sequence[Point]) -> list[Point]:
    """Each point, and those inside of it after it."""
    return [one for point in points for one in (point, *flat(point.parts))]


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of a claim's history. ``said`` is what was said of single criteria: (title, met, comment)."""

    at: datetime
    what: str
    who: str = ""
    round: int = 1
    comment: str = ""
    said: Sequence[tuple[str, bool | None, str]] = ()


def history_of(claim: Claim, points: Sequence[Point], *, to_peer: bool = False) -> list[Happening]:
    """Everything that was decided, in all rounds, the newest first. Peers see no names. One query."""
    titles = {point.criterion["id"]: point.title for point in flat(points)}
    found = [
        Happening(
            at=decision.created_at,
            what=decision.get_decision_display(),
            who=_who(decision, to_peer),
            round=decision.round,
            comment=decision.comment,
            said=[
                (titles[key], said.get("met"), said.get("comment", ""))
                for key, said in decision.verdicts.items()
                if key in titles and (said.get("comment") or said.get("met") is not None)
            ],
        )
        for decision in claim.decisions.select_related("user")
    ]
    if claim.submitted_at:
        who = name_of_learner(claim.learner, to_peer=to_peer)
        sent_round = as_sent(claim).round
        found.append(Happening(claim.submitted_at, _("Sent in"), who, sent_round))
    return sorted(found, key=lambda one: one.at, reverse=True)


def _who(decision: ClaimDecision, to_peer: bool) -> str:
    kind = decision.actor.partition(":")[0]
    if kind == "user":
        if to_peer or decision.user is None:
            return _("Somebody of the provider or the city")
        return name_of_user(decision.user)
    return {"learner": _("A peer"), "guardian": _("A grown-up")}.get(kind, _("By itself"))


def second_look_of(claim: Claim) -> str:
    """Says that what is decided now may be looked at again, or ""."""
    coming = claim.steps[claim.at + 1 :] if claim.state == Claim.State.WAITING else []
    for step in coming:
        if step.get("kind") == StepKind.SECOND:
            return _("%(percent)s of 100 decisions get a second look") % {
                "percent": step.get("percent", 100)
            }
    return ""
