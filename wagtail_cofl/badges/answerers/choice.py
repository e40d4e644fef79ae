"""Any n of these."""

from django.utils.translation import gettext as _

from ..answering import Answer, Answerer, Verdict, answer, answerer_of


class ChoiceAnswerer(Answerer):
    """Met as soon as enough of its parts are. A person says yes to parts, never to the whole; her no
    to the whole stands until enough parts are met."""

    def parts(self, criterion):
        return criterion["value"].get("any_of") or []

    def _needed(self, criterion: dict) -> int:
        return max(1, criterion["value"].get("needed") or 1)

    def is_automatic(self, criterion):
        alone = sum(answerer_of(part).is_automatic(part) for part in self.parts(criterion))
        return alone >= self._needed(criterion)

    def answer(self, criterion, case):
        verdicts = [answer(part, case).verdict for part in self.parts(criterion)]
        met, waiting = verdicts.count(Verdict.MET), verdicts.count(Verdict.PERSON)
        needed = self._needed(criterion)
        if met >= needed:
            return Answer(Verdict.MET)
        if case.met(criterion) is False:
            return case.not_met(criterion)
        if met + waiting >= needed:
            return Answer(Verdict.PERSON, _("Somebody looks at this."))
        return Answer(
            Verdict.NOT_YET,
            _("You have done %(met)s of these; %(needed)s are needed.")
            % {"met": met, "needed": needed},
        )
