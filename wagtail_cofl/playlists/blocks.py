"""Blocks of a playlist page: its steps."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.snippets.blocks import SnippetChooserBlock

from wagtail_cofl.opportunities.choosers import OpportunityBlock


def _note() -> blocks.CharBlock:
    return blocks.CharBlock(
        label=_("Note"),
        required=False,
        max_length=200,
        help_text=_("For example “about 2 hours”, or why it is worth doing."),
    )


def _optional() -> blocks.BooleanBlock:
    return blocks.BooleanBlock(label=_("Only if you like"), required=False)


class OpportunityStepBlock(blocks.StructBlock):
    """Something that is on: done when its badge is held, or ticked where it gives none."""

    opportunity = OpportunityBlock(label=_("Opportunity"))
    note = _note()

    class Meta:
        label = _("Something to do")
        icon = "date"
        description = _("An opportunity that is on in the city.")
        preview_template = "wagtail_cofl/playlists/blocks/step_preview.html"
        preview_value = {"note": _("About two hours on the quay")}


class BadgeStepBlock(blocks.StructBlock):
    """A badge, wherever it was earned."""

    badge = SnippetChooserBlock("wagtail_cofl.Badge", label=_("Badge"))
    note = _note()

    class Meta:
        label = _("A badge to get")
        icon = "success"
        description = _("A badge, however the person gets it.")
        preview_template = "wagtail_cofl/playlists/blocks/step_preview.html"
        preview_value = {"note": _("You may hold it already")}


class LinkStepBlock(blocks.StructBlock):
    """Something elsewhere on the web, ticked by the learner."""

    title = blocks.CharBlock(label=_("What to do"), max_length=200)
    url = blocks.URLBlock(label=_("Web address"))
    note = _note()

    class Meta:
        label = _("Something on the web")
        icon = "link"
        description = _("A page or video elsewhere. People tick it themselves.")
        preview_template = "wagtail_cofl/playlists/blocks/step_preview.html"
        preview_value = {
            "title": _("Watch how a tide table works"),
            "url": "https://tides.example/how",
            "note": _("8 minutes"),
        }


class GroupStepsBlock(blocks.StreamBlock):
    """What a person may choose from."""

    opportunity = OpportunityStepBlock()
    badge = BadgeStepBlock()
    link = LinkStepBlock()


class ChoiceBlock(blocks.StructBlock):
    """ "Do any 2 of these 3"."""

    needed = blocks.IntegerBlock(label=_("How many of them"), min_value=1, default=1)
    steps = GroupStepsBlock(label=_("Choose from"), min_num=2)
    note = _note()
    optional = _optional()

    class Meta:
        label = _("A choice")
        icon = "list-ul"
        description = _("Any one, two or more of a group.")
        preview_template = "wagtail_cofl/playlists/blocks/choice_preview.html"
        preview_value = {"needed": 2, "note": _("Pick what you like best")}

    def clean(self, value):
        cleaned = super().clean(value)
        # A draft may not say yet how many.
        if (cleaned["needed"] or 0) > len(cleaned["steps"]):
            raise StructBlockValidationError(
                {
                    "needed": forms.ValidationError(
                        _("There are only %(count)s to choose from.")
                        % {"count": len(cleaned["steps"])}
                    )
                }
            )
        return cleaned


class _Optional(blocks.StructBlock):
    optional = _optional()


class OpportunityOrNotBlock(OpportunityStepBlock, _Optional):
    """The same as a step of the route itself, which may be left out."""


class BadgeOrNotBlock(BadgeStepBlock, _Optional):
    """The same as a step of the route itself, which may be left out."""


class LinkOrNotBlock(LinkStepBlock, _Optional):
    """The same as a step of the route itself, which may be left out."""


class StepsBlock(blocks.StreamBlock):
    """All steps of a playlist, in order."""

    opportunity = OpportunityOrNotBlock()
    badge = BadgeOrNotBlock()
    link = LinkOrNotBlock()
    choice = ChoiceBlock()
