"""All kinds of criteria together, the choice between some of them, and those that a site adds."""

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from .base import CriterionBlock
from .counted import BadgesBlock, HoursBlock
from .looked_at import EvidenceBlock, RubricBlock, StepBlock
from .quiz import QuizBlock

_streams: list["KindsBlock"] = []
_offered: dict[str, CriterionBlock] = {}


class KindsBlock(blocks.StreamBlock):
    """Every kind but a choice, and with what :func:`offer` added."""

    step = StepBlock()
    evidence = EvidenceBlock()
    rubric = RubricBlock()
    quiz = QuizBlock()
    hours = HoursBlock()
    badges = BadgesBlock()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.child_blocks.update(_offered)
        _streams.append(self)


class _AnyOfBlock(CriterionBlock):
    """ "Do any 2 of these 3". Subclasses say with ``any_of`` which kinds they are."""

    title = blocks.CharBlock(
        label=_("What to do"),
        required=False,
        max_length=200,
        help_text=_("Leave it empty for “Do any 2 of these”."),
    )
    needed = blocks.IntegerBlock(label=_("How many of them"), min_value=1, default=1)

    class Meta:
        label = _("A choice")
        icon = "list-ul"
        template = "wagtail_cofl/badges/blocks/choice.html"
        description = _("Any one, two or more of a group.")
        preview_value = {
            "title": "",
            "detail": "",
            "needed": 1,
            "any_of": [
                {"type": "step", "value": {"title": _("Help at the regatta")}},
                {"type": "step", "value": {"title": _("Help at the kite festival")}},
                {"type": "step", "value": {"title": _("Help at the harbour market")}},
            ],
        }

    def heading(self, value) -> str:
        if value.get("title"):
            return value["title"]
        needed = value["needed"] or 1
        if needed >= len(value["any_of"]):
            return now("Do all of these")
        if needed == 1:
            return now("Do one of these")
        return now("Do any %(needed)s of these") % {"needed": needed}

    def more(self, value) -> str:
        parts = [child.block.as_markdown(child.value) for child in value["any_of"]]
        told = "; ".join(f"({place}) {part}" for place, part in enumerate(parts, start=1))
        return " · ".join(text for text in (super().more(value), told) if text)

    def clean(self, value):
        cleaned = super().clean(value)
        if (cleaned["needed"] or 1) > len(cleaned["any_of"]):
            raise StructBlockValidationError(
                {
                    "needed": forms.ValidationError(
                        _("There are only %(count)s to choose from.")
                        % {"count": len(cleaned["any_of"])}
                    )
                }
            )
        return cleaned


class InnerChoiceBlock(_AnyOfBlock):
    any_of = KindsBlock(label=_("Choose from"), min_num=2, max_num=12)


class InnerBlock(KindsBlock):
    choice = InnerChoiceBlock()


class ChoiceBlock(_AnyOfBlock):
    """A choice may hold choices, and these hold no more of them: people must be able to read it."""

    any_of = InnerBlock(label=_("Choose from"), min_num=2, max_num=12)


class CriteriaBlock(KindsBlock):
    """All criteria of a badge, in order."""

    choice = ChoiceBlock()


#: What knows all kinds, for reading what versions keep.
ALL = CriteriaBlock()


def offer(name: str, block: CriterionBlock) -> None:
    """Let editors choose another kind, also inside of a choice. Raises ValueError where the name is
    taken by another or is no name, so that nobody replaces a kind by accident."""
    again = type(_offered.get(name)) is type(block)  # an app may be made ready twice
    if not name.isidentifier() or (name in ALL.child_blocks and not again):
        raise ValueError(
            f"“{name}” cannot be the name of a kind of criteria: it is taken or no name."
        )
    block.set_name(name)
    _offered[name] = block
    for stream in _streams:
        stream.child_blocks[name] = block
