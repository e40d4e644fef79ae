"""What an assessor or a peer fills in about a claim, for the front end and the admin."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from wagtail_cofl.badges import answering
from wagtail_cofl.badges.answering import Verdict
from wagtail_cofl.badges.models import CannedFeedback
from wagtail_cofl.providers import roles
from wagtail_cofl.providers.models import Membership

from .actors import Actor, CannotAct
from .casing import case_of
from .deciding import act
from .looking import Point, flat, name_of_user
from .models import Claim, ClaimDecision
from .standing import is_city_staff, staff_candidates

Decision = ClaimDecision.Decision
DECISIONS = (Decision.MORE, Decision.APPROVE, Decision.DECLINE)
#: A button with this name and the name of a text field's beginning puts a phrase into that field.
INSERT = "insert"
MOST_WORDS = 3_000

YES, NO, UNSURE = "yes", "no", "unsure"
ANSWERS = [(YES, _("Yes")), (NO, _("Not yet")), (UNSURE, _("I cannot tell"))]


def _text(label, **attrs) -> forms.CharField:
    area = forms.Textarea(attrs={"class": "cofl-input", "rows": 3, "placeholder": " ", **attrs})
    return forms.CharField(label=label, required=False, max_length=MOST_WORDS, widget=area)


def seen(claim: Claim) -> str:
    """What a page showed: a decision counts only for the round and the step that it was made at."""
    return f"{claim.round}.{claim.at}"


class PhrasesMixin:
    """Texts that may begin with a phrase of the provider's. The server puts it in: no script is needed."""

    phrases: dict[str, str]

    def _add_phrases(self, names: Iterable[str], rows: Iterable[CannedFeedback]) -> None:
        rows = list(rows)
        self.phrases = {str(row.pk): row.text for row in rows}
        choices = [("", _("No phrase")), *((str(row.pk), row.title) for row in rows)]
        for name in names if rows else ():
            select = forms.Select(attrs={"class": "cofl-input"})
            self.fields[f"{name}-phrase"] = forms.ChoiceField(
                label=_("Start from a phrase"), required=False, choices=choices, widget=select
            )

    @property
    def all_text(self) -> forms.BoundField:
        return self["all-text"]

    @property
    def all_phrase(self) -> forms.BoundField | None:
        return self["all-phrase"] if self.phrases else None

    def _begun(self, name: str, text: str, chosen: str) -> str:
        phrase = self.phrases.get(chosen, "")
        return f"{phrase}\n\n{text}".strip() if phrase else text

    def with_phrase(self, name: str) -> dict:
        """What was typed, with the chosen phrase put in: the initial values of the next form."""
        typed = {key: self.data.get(key, "") for key in self.fields}
        text, chosen = typed.get(f"{name}-text", ""), typed.get(f"{name}-phrase", "")
        if f"{name}-text" in self.fields:
            typed |= {f"{name}-text": self._begun(name, text, chosen), f"{name}-phrase": ""}
        return typed

    def _said(self, name: str) -> str:
        text = (self.cleaned_data.get(f"{name}-text") or "").strip()
        return self._begun(name, text, self.cleaned_data.get(f"{name}-phrase") or "")


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion with its fields, or with None where nobody is asked."""

    point: Point
    met: forms.BoundField | None = None
    text: forms.BoundField | None = None
    phrase: forms.BoundField | None = None

    @property
    def is_bad(self) -> bool:
        return bool(self.met and (self.met.errors or self.text.errors))


def rows_of(points: Sequence[Point], form: "DecisionForm | None") -> list[Row]:
    """Every criterion, those inside of a choice after it."""
    rows = []
    for point in flat(points):
        names = [f"{point.anchor}-{part}" for part in ("met", "text", "phrase")]
        fields = [form[name] if form and name in form.fields else None for name in names]
        rows.append(Row(point, *fields))
    return rows


class DecisionForm(PhrasesMixin, forms.Form):
    """One claim. For each criterion that a person is asked about ``{anchor}-met``, and a comment for the
    learner; one more comment for all of it.

    ``who`` is what the learner is called. :meth:`decide` does it.
    """

    use_required_attribute = False

    def __init__(
        self,
        claim: Claim,
        points: Sequence[Point],
        who: str,
        *args,
        phrases: Iterable[CannedFeedback] = (),
        to_peer: bool = False,
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        self.claim, self.who, self.to_peer = claim, who, to_peer
        self.points = points
        self.asked = [point for point in flat(points) if point.asked]
        self.fields["seen"] = forms.CharField(
            required=False, initial=seen(claim), widget=forms.HiddenInput
        )
        for point in self.asked:
            self._add(point)
        self.fields["all-text"] = _text(
            now("Anything else for %(who)s?") % {"who": who}, **{"aria-describedby": "all-hint"}
        )
        self._add_phrases(["all", *(point.anchor for point in self.asked)], phrases)
        self._mark_errors()

    def _add(self, point: Point) -> None:
        choices = ANSWERS
        if point.levels:
            levels = [(f"level:{level['id']}", level["name"]) for level in point.levels]
            choices = [*levels, (NO, _("No level yet")), (UNSURE, _("I cannot tell"))]
        self.fields[f"{point.anchor}-met"] = forms.ChoiceField(
            label=_("Which level was reached?") if point.levels else self._question(),
            choices=choices,
            required=False,
            widget=forms.RadioSelect,
        )
        label = now("What should %(who)s do or add?") % {"who": self.who}
        self.fields[f"{point.anchor}-text"] = _text(label)

    def _question(self) -> str:
        return now("Did they do this?") if self.to_peer else now("Is this met?")

    def _mark_errors(self) -> None:
        """Point a screen reader from a field to the words that stand beside it."""
        if self.is_bound:
            for name in self.errors:
                if name in self.fields:
                    attrs = self.fields[name].widget.attrs
                    attrs |= {"aria-invalid": "true", "aria-describedby": f"{name}-error"}

    @property
    def decision(self) -> str:
        """Which button was pressed."""
        found = self.data.get("decision", "")
        return found if found in DECISIONS else ""

    def clean(self) -> dict:
        if self.cleaned_data.get("seen") != seen(self.claim):
            raise forms.ValidationError(
                now("This claim has changed since you opened it. Look again, then decide.")
            )
        self.verdicts = self._verdicts()
        match self.decision:
            case Decision.APPROVE:
                self._check_approval()
            case Decision.MORE:
                self._check_more()
            case Decision.DECLINE:
                if not self._said("all"):
                    self.add_error(
                        "all-text", now("Tell %(who)s why you decline.") % {"who": self.who}
                    )
            case _none:
                raise forms.ValidationError(now("Choose what should happen."))
        return self.cleaned_data

    def _verdicts(self) -> dict[str, dict]:
        found = {}
        for point in self.asked:
            chosen = self.cleaned_data.get(f"{point.anchor}-met", "")
            met = {YES: True, NO: False}.get(chosen)
            said = {"met": met, "comment": self._said(point.anchor)}
            if chosen.startswith("level:"):
                level = next(one for one in point.levels if f"level:{one['id']}" == chosen)
                said |= {"met": bool(level["counts"]), "level": level["id"]}
            if chosen or said["comment"]:
                found[point.criterion["id"]] = said
        return found

    def _check_approval(self) -> None:
        case = case_of(self.claim, self.verdicts)
        for point in self.points:
            answer = answering.answer(point.criterion, case)
            if answer.verdict == Verdict.MET:
                continue
            here = next((one for one in flat([point]) if one.asked), None)
            values = {"number": point.number, "title": point.title}
            if here is None:
                message = now("Criterion %(number)s is not met: %(title)s. Ask for more.")
            else:
                message = now("To approve, say for criterion %(number)s that it is met: %(title)s")
            self.add_error(here and f"{here.anchor}-met", message % values)

    def _check_more(self) -> None:
        for point in self.asked:
            said = self.verdicts.get(point.criterion["id"], {})
            if said.get("met") is False and not said["comment"]:
                message = now("Tell %(who)s what to add for criterion %(number)s.")
                self.add_error(
                    f"{point.anchor}-text", message % {"who": self.who, "number": point.number}
                )
        if not self.errors and not self.comment():
            self.add_error("all-text", now("Tell %(who)s what to do or add.") % {"who": self.who})

    def comment(self) -> str:
        """The comment for all of it; where there is none, those of the criteria one after the other."""
        if text := self._said("all"):
            return text
        return "\n".join(
            f"{point.title}: {self.verdicts[point.criterion['id']]['comment']}"
            for point in self.asked
            if self.verdicts.get(point.criterion["id"], {}).get("comment")
            and self.decision == Decision.MORE
        )

    def decide(self, actor: Actor) -> Claim | None:
        """Do what a valid form says. None where it could not be done: the form then says why."""
        try:
            return act(self.claim, actor, self.decision, self.comment(), self.verdicts)
        except CannotAct as problem:
            self.add_error(None, str(problem))
            return None

    @property
    def problems(self) -> list[tuple[str, str]]:
        """For the summary of errors: the id of what to look at, and the words."""
        found = []
        for name, errors in self.errors.items():
            radios = name.endswith("-met")
            anchor = "decide" if name == "__all__" else f"id_{name}" + ("_0" if radios else "")
            found += [(anchor, str(error)) for error in errors]
        return found


class TogetherForm(PhrasesMixin, forms.Form):
    """The same decision about several claims of one badge. ``claim`` holds ``{uuid}:{seen}`` of each."""

    use_required_attribute = False

    def __init__(self, claims: Sequence[Claim], *args, phrases=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.claims = claims
        self.fields["all-text"] = _text(_("A comment that each of them gets"))
        self._add_phrases(["all"], phrases)

    @property
    def decision(self) -> str:
        found = self.data.get("decision", "")
        return found if found in DECISIONS else ""

    def clean(self) -> dict:
        if not self.decision:
            raise forms.ValidationError(now("Choose what should happen."))
        if self.decision != Decision.APPROVE and not self._said("all"):
            self.add_error("all-text", now("Say why, so that the learners know what to do."))
            attrs = self.fields["all-text"].widget.attrs
            attrs |= {"aria-invalid": "true", "aria-describedby": "all-text-error"}
        return self.cleaned_data

    def comment(self) -> str:
        return self._said("all")

    @property
    def problems(self) -> list[tuple[str, str]]:
        return [
            ("decide" if name == "__all__" else f"id_{name}", str(error))
            for name, errors in self.errors.items()
            for error in errors
        ]


class ReassignForm(forms.Form):
    """Who decides a claim in place of those whose step it is; empty gives it back to them."""

    use_required_attribute = False

    def __init__(self, claim: Claim, *args, **kwargs):
        super().__init__(*args, **kwargs)
        users = get_user_model()._default_manager
        members = Membership.objects.filter(
            provider=claim.badge.provider_id, role__in=roles.roles_that_may("decide")
        )
        staff = Q(pk__in=[u.pk for u in staff_candidates() if is_city_staff(u, claim.site_id)])
        found = users.filter(Q(pk__in=members.values("user")) | staff, is_active=True)
        self.fields["to_user"] = PersonField(
            label=_("Who decides"),
            queryset=found.distinct(),
            required=False,
            initial=claim.assigned_to_id,
            empty_label=now("Those whose step it is"),
        )
        self.fields["restart"] = forms.BooleanField(
            label=_("Begin again with the steps that the badge has now"),
            help_text=_("Only for a claim that is stuck. What was shown stays."),
            required=False,
        )


class PersonField(forms.ModelChoiceField):
    """People by their names, never by an address."""

    def label_from_instance(self, obj) -> str:
        return name_of_user(obj)
