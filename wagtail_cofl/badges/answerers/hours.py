"""Hours of helping: added up, and confirmed by somebody where the learner wrote them down."""

from decimal import Decimal, InvalidOperation

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from ..answering import Answer, Answerer, Verdict, title

#: In one go.
MOST = 10_000


def _hours(data: dict) -> Decimal:
    try:
        hours = Decimal(str(data.get("hours")))
    except InvalidOperation:
        return Decimal(0)
    # What is no number of hours adds nothing, and takes nothing away.
    return hours if hours.is_finite() and 0 < hours <= MOST else Decimal(0)


def written(hours: Decimal) -> str:
    """ "12" or "2.5"."""
    return f"{hours.normalize():f}"


class HoursAnswerer(Answerer):
    def _by_learner(self, criterion: dict) -> bool:
        return criterion["value"].get("logged_by") != "provider"

    def accepts(self, criterion):
        return ("hours",) if self._by_learner(criterion) else ()

    def describe(self, criterion):
        # The same in every document, whoever asks for it.
        with override(settings.LANGUAGE_CODE):
            name = title(criterion)
        return {
            "name": name,
            "type": "Result",
            "value_min": "0",
            "required_value": str(criterion["value"]["hours"]),
        }

    def words(self, criterion, result):
        hours = result.get("value") or "0"
        one = hours == "1"
        return (_("%(hours)s hour") if one else _("%(hours)s hours")) % {"hours": hours}

    def answer(self, criterion, case):
        """Whoever gives the badge may say yes without a list of hours; a learner may not."""
        if case.met(criterion) is False:
            return case.not_met(criterion)
        needed = Decimal(criterion["value"]["hours"])
        given = [one for one in case.given_for(criterion) if one.kind == "hours"]
        total = sum((_hours(one.data) for one in given), Decimal(0))
        by_learner, said = self._by_learner(criterion), case.met(criterion)
        counted = {"have": written(total), "needed": written(needed)}
        if total >= needed and (said or not by_learner):
            result = {"criterion": criterion["id"], "value": written(total)}
            return Answer(Verdict.MET, result=result)
        if by_learner and total < needed:
            return Answer(
                Verdict.NOT_YET,
                _("You have %(have)s of %(needed)s hours.") % counted,
            )
        if by_learner:
            return Answer(Verdict.PERSON, _("Somebody looks at your hours."))
        if said:
            return Answer(Verdict.MET)
        return Answer(
            Verdict.PERSON,
            _("%(have)s of %(needed)s hours are written down. Whoever gives the badge does that.")
            % counted,
        )
