"""The form below a criterion: every way in which a learner may answer it, each of them optional."""

from collections.abc import Callable

from django import forms
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from wagtail_cofl.badges.answering import answerer_of

from .evidence_files import FileProblem, Judged, judge
from .models import Evidence

Kind = Evidence.Kind
MOST_WORDS = 5_000

#: kind of evidence: its fields, in the order in which a form shows them. The first one must be filled in
#: for the others to count.
FIELDS: dict[str, tuple[str, ...]] = {
    Kind.TEXT: ("text",),
    Kind.PHOTO: ("photo",),
    Kind.FILE: ("file",),
    Kind.LINK: ("link",),
    Kind.WITNESS: ("witness", "role"),
    Kind.HOURS: ("hours", "on", "what"),
}


def _text(label, **attrs) -> forms.CharField:
    most = attrs.pop("most", 120)
    attrs = {"class": "cofl-input", **attrs}
    return forms.CharField(
        label=label,
        required=False,
        max_length=most,
        error_messages={
            "max_length": _("This is too long. Use at most %(limit_value)d letters."),
            "null_characters_not_allowed": _("This has letters that cannot be shown."),
        },
        widget=forms.TextInput(attrs=attrs),
    )


def _file(label, **attrs) -> forms.FileField:
    return forms.FileField(
        label=label,
        required=False,
        allow_empty_file=True,  # judge has a better word for it
        widget=forms.FileInput(attrs={"class": "cofl-input", **attrs}),
    )


def _words() -> forms.CharField:
    field = _text(_("In your own words"), most=MOST_WORDS)
    field.widget = forms.Textarea(attrs={"class": "cofl-input", "rows": 4})
    return field


class _LinkField(forms.URLField):
    default_validators = [URLValidator(schemes=["http", "https"])]


def _link() -> forms.URLField:
    return _LinkField(
        label=_("A web address"),
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={
            "invalid": _(
                "This is not a whole web address. It looks like https://example.org/page."
            ),
            "max_length": _("This web address is too long."),
        },
        widget=forms.TextInput(
            attrs={"class": "cofl-input", "inputmode": "url", "autocapitalize": "none"}
        ),
    )


def _hours() -> forms.DecimalField:
    wrong = _("Type hours as a number between 0.25 and 24, such as 2 or 1.5.")
    return forms.DecimalField(
        label=_("How many hours?"),
        required=False,
        min_value=0.25,
        max_value=24,
        max_digits=5,
        decimal_places=2,
        error_messages=dict.fromkeys(
            (
                *("invalid", "min_value", "max_value"),
                *("max_digits", "max_decimal_places", "max_whole_digits"),
            ),
            wrong,
        ),
        widget=forms.TextInput(attrs={"class": "cofl-input", "inputmode": "decimal"}),
    )


def _on() -> forms.DateField:
    return forms.DateField(
        label=_("On which day?"),
        required=False,
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"],
        error_messages={"invalid": _("Type the day like 31/12/2026.")},
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"class": "cofl-input", "type": "date"}),
    )


MAKERS: dict[str, Callable[[], forms.Field]] = {
    "text": _words,
    "photo": lambda: _file(_("A photo"), accept="image/*"),
    "file": lambda: _file(_("A file")),
    "link": _link,
    "witness": lambda: _text(_("Who saw it? Their name"), autocomplete="off"),
    "role": lambda: _text(_("Who are they? For example: my coach"), autocomplete="off"),
    "hours": _hours,
    "on": _on,
    "what": lambda: _text(_("What did you do?"), most=300),
}


class AnswerForm(forms.Form):
    """The kinds of evidence that one criterion accepts. After :meth:`is_valid` its :attr:`found` is what
    was filled in: ``(kind, data, judged file or None)``.

    ``dropped`` names fields whose file was too big to arrive.
    """

    def __init__(self, criterion: dict, *args, dropped: tuple[str, ...] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.dropped = dropped
        self.kinds = [kind for kind in FIELDS if kind in answerer_of(criterion).accepts(criterion)]
        for kind in self.kinds:
            for name in FIELDS[kind]:
                self.fields[name] = MAKERS[name]()
        self.found: list[tuple[str, dict, Judged | None]] = []

    def clean(self) -> dict:
        for kind in self.kinds:
            if kind in (Kind.FILE, Kind.PHOTO):
                self._take_file(kind)
            else:
                self._take(kind)
        if not self.found and not self.errors and self.kinds:
            first = FIELDS[self.kinds[0]][0]
            self.add_error(first, now("There is nothing here yet. Add something, then save."))
        return self.cleaned_data

    def _take_file(self, kind: str) -> None:
        upload = self.cleaned_data.get(kind)
        try:
            if kind in self.dropped:
                raise FileProblem("too_big")
            if upload is None:
                return
            judged = judge(upload)
            if kind == Kind.PHOTO and judged.kind != "picture":
                self.add_error(kind, now("This is not a picture. Choose a photo here."))
                return
        except FileProblem as problem:
            self.add_error(kind, problem)
            return
        self.found.append((kind, {}, judged))

    def _take(self, kind: str) -> None:
        names = FIELDS[kind]
        if any(name in self.errors for name in names):
            return
        values = {name: self.cleaned_data.get(name) for name in names}
        if all(value in (None, "") for value in values.values()):
            return
        if values.get("on") and values["on"] > timezone.localdate():
            self.add_error("on", now("This day is still to come."))
            return
        missing = [name for name in names if values[name] in (None, "")]
        for name in missing:
            self.add_error(name, now("This is missing. Fill it in too, or empty the others."))
        if not missing:
            self.found.append((kind, _data(kind, values), None))

    @property
    def arrived(self) -> list[tuple[str, dict, Judged | None]]:
        """The files that are fine although something else is not: a browser cannot show them again."""
        return [found for found in self.found if found[2]]


def _data(kind: str, values: dict) -> dict:
    match kind:
        case Kind.TEXT:
            return {"text": values["text"]}
        case Kind.LINK:
            return {"url": values["link"]}
        case Kind.WITNESS:
            return {"name": values["witness"], "role": values["role"]}
    hours = f"{values['hours'].normalize():f}"
    return {"hours": hours, "on": values["on"].isoformat(), "what": values["what"]}


def answer_form(
    criterion: dict, data=None, files=None, *, anchor: str, dropped: tuple[str, ...] = ()
) -> forms.Form | None:
    """The form for a criterion: its own one where its answerer has one, an :class:`AnswerForm` where
    evidence can be added, or None. The ids of fields begin with ``anchor``."""
    answerer = answerer_of(criterion)
    form_class = answerer.form_class(criterion)
    ids = {"auto_id": f"{anchor}-%s"}
    if form_class is not None:
        form = form_class(data, files, **ids)
    elif answerer.accepts(criterion):
        form = AnswerForm(criterion, data, files, dropped=dropped, **ids)
    else:
        return None
    form.use_required_attribute = False  # errors are shown beside the fields, in our own words
    for field in form.fields.values():
        _dress(field.widget)
    return form


def _dress(widget: forms.Widget) -> None:
    """Say to the template what a field is; and a form of somebody else's looks like ours."""
    widget.is_choices = isinstance(widget, forms.RadioSelect)
    widget.is_tick = isinstance(widget, forms.CheckboxInput)
    if not (widget.is_choices or widget.is_tick):
        widget.attrs.setdefault("class", "cofl-input")


def add_aria(form: forms.Form) -> None:
    """Point a screen reader from a field with a mistake to the words that stand beside it."""
    for bound in form:
        if bound.errors:
            described = [f"{bound.auto_id}_error"]
            if bound.help_text:
                described.append(f"{bound.auto_id}_helptext")
            attrs = bound.field.widget.attrs
            attrs |= {"aria-invalid": "true", "aria-describedby": " ".join(described)}
