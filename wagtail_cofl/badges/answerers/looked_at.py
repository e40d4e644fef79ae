"""Criteria that a person looks at."""

from django.utils.translation import gettext as _

from ..answering import Answer, Answerer, Verdict

#: What an editor did not choose.
USUAL = ("text", "photo")
KINDS = ("text", "link", "file", "photo", "witness")


class StepAnswerer(Answerer):
    """Something to do. A learner may say how it went."""

    def accepts(self, criterion):
        return USUAL


class EvidenceAnswerer(Answerer):
    """Something to show. Without anything there is nothing to look at."""

    def accepts(self, criterion):
        chosen = criterion["value"].get("accepts") or USUAL
        return tuple(kind for kind in KINDS if kind in chosen)

    def guidance(self, criterion):
        return criterion["value"].get("guidance") or ""

    def answer(self, criterion, case):
        if case.met(criterion) is None and not case.given_for(criterion):
            return Answer(Verdict.NOT_YET, _("You have not shown anything for this yet."))
        return super().answer(criterion, case)
