"""Criteria that a person looks at."""

from django.utils.translation import gettext as _

from ..answering import Answer, Answerer, Verdict

#: What an editor did not choose.
USUAL = ("text", "photo")
KINDS = ("text", "photo", "file", "link", "witness")


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


class RubricAnswerer(Answerer):
    """A person says which level was reached. Her yes alone does not say it."""

    def accepts(self, criterion):
        return ("text", "photo", "file", "link")

    def guidance(self, criterion):
        return criterion["value"].get("guidance") or ""

    def levels(self, criterion):
        value = criterion["value"]
        passes = value.get("pass_level") or 1
        return [
            {
                "id": item["id"],
                "name": item["value"]["name"],
                "description": item["value"].get("description") or "",
                "points": item["value"].get("points"),
                "counts": place >= passes,
            }
            for place, item in enumerate(value.get("levels") or [], start=1)
        ]

    def describe(self, criterion):
        levels = self.levels(criterion)
        lowest = next((level["id"] for level in levels if level["counts"]), "")
        return {
            "name": criterion["value"]["title"],
            "type": "RubricCriterionLevel",
            "levels": levels,
            "required_level": lowest,
        }

    def answer(self, criterion, case):
        if case.met(criterion) is False:
            return case.not_met(criterion)
        levels = self.levels(criterion)
        chosen = (case.reviewed.get(criterion["id"]) or {}).get("level")
        reached = next((level for level in levels if level["id"] == chosen), None)
        if reached is None:
            return Answer(
                Verdict.PERSON, _("Somebody looks at this, and says how well it was done.")
            )
        if reached["counts"]:
            result = {"criterion": criterion["id"], "level": reached["id"]}
            return Answer(Verdict.MET, result=result)
        lowest = next((level["name"] for level in levels if level["counts"]), "?")
        return Answer(
            Verdict.NOT_YET,
            _("You reached “%(reached)s”. “%(needed)s” is needed.")
            % {"reached": reached["name"], "needed": lowest},
        )
