"""What people have asked for, and how far it came: with the verbs of the product, then moved back in
time."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.db.models import F

from demo.people import CLAIMS
from wagtail_cofl.awards import evidence
from wagtail_cofl.awards.actors import Actor
from wagtail_cofl.awards.deciding import act
from wagtail_cofl.awards.evidence_files import judge
from wagtail_cofl.awards.models import Claim
from wagtail_cofl.awards.submitting import begin, submit
from wagtail_cofl.badges.answering import answerer_of, criteria_of, title, walk
from wagtail_cofl.badges.models import Badge
from wagtail_cofl.city.readiness import ready_city
from wagtail_cofl.learners.models import Learner

from .pictures import PICTURES

DECISIONS = {"more": "more", "declined": "decline", "awarded": "approve"}


def claims(people: dict[str, Learner], badges: dict[str, Badge]) -> None:
    """Raises ``CityNotReady`` where this city may not give badges here."""
    for facts in CLAIMS:
        learner, badge = people[facts["who"]], badges[facts["badge"]]
        # A city that was loaded long ago has badges that nobody can ask for.
        if badge.workflow_id and not badge.claims.filter(learner=learner).exists():
            ready_city(learner.site_id)
            _claim(facts, learner, badge)


def _claim(facts: dict, learner: Learner, badge: Badge) -> None:
    claim = begin(badge, learner, Claim.Way.ASKED)
    criteria = {title(one): one for one in walk(criteria_of(claim.badge_version))}
    for name, kind, data in facts["given"]:
        judged = None
        if kind == "photo":
            path = PICTURES / data
            data, judged = None, judge(ContentFile(path.read_bytes(), name=path.name))
        evidence.add(claim, learner, criteria[name]["id"], kind, data, judged)
    if facts["until"] == "draft":
        return
    claim = submit(claim)
    if days := facts.get("days"):
        back = timedelta(days=days)
        Claim.objects.filter(pk=claim.pk).update(
            submitted_at=F("submitted_at") - back, due_at=F("due_at") - back
        )
    if decision := DECISIONS.get(facts["until"]):
        user = get_user_model().objects.get(username=facts["by"])
        verdicts = {
            criteria[name]["id"]: _verdict(criteria[name], *said)
            for name, said in facts["verdicts"].items()
        }
        act(claim, Actor.of_user(user), decision, facts["comment"], verdicts)


def _verdict(criterion: dict, met: bool | None, comment: str, level: str) -> dict:
    """``level`` is the name of one, or "" where there are none."""
    levels = {one["name"]: one["id"] for one in answerer_of(criterion).levels(criterion)}
    return {"met": met, "comment": comment, **({"level": levels[level]} if level else {})}
