"""Does somebody hold these badges? In any version, and as long as they count."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_cofl.badges.answering import Answer, Answerer, Verdict
from wagtail_cofl.credentials.models import Suspension

from .models import Award


def counting(awards: QuerySet[Award]) -> QuerySet[Award]:
    """Those that count now: not withdrawn, not suspended, not run out."""
    suspended = Suspension.objects.filter(credential=OuterRef("credential"), lifted_at=None)
    lasting = Q(valid_until=None) | Q(valid_until__gt=timezone.now())
    return awards.filter(~Exists(suspended), lasting, credential__revocation=None)


def held(learner, badges: Iterable[int]) -> set[int]:
    """The ids of those of some badges that a learner holds."""
    awards = Award.objects.filter(learner=learner, badge_version__badge__in=badges)
    return set(counting(awards).order_by().values_list("badge_version__badge", flat=True))


class HoldsBadges(Answerer):
    automatic = True

    def answer(self, criterion, case):
        badges = {item["value"] for item in criterion["value"]["badges"]}
        needed = max(1, criterion["value"].get("needed") or 1)
        have = len(held(case.learner, badges))
        if have >= needed:
            return Answer(Verdict.MET)
        return Answer(
            Verdict.NOT_YET,
            _("You have %(have)s of these badges; %(needed)s are needed.")
            % {"have": have, "needed": needed},
        )
