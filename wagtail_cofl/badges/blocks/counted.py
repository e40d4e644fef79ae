"""Kinds of criteria that can be counted: badges held, hours volunteered."""

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.snippets.blocks import SnippetChooserBlock

from .base import CriterionBlock, escape_markdown


class BadgesBlock(CriterionBlock):
    """The badges are kept by their ids alone."""

    title = blocks.CharBlock(
        label=_("What to do"),
        required=False,
        max_length=200,
        help_text=_("Leave it empty for “Have any 2 of these badges”."),
    )
    needed = blocks.IntegerBlock(label=_("How many of them"), min_value=1, default=1)
    badges = blocks.ListBlock(
        SnippetChooserBlock("wagtail_cofl.Badge", label=_("Badge")),
        label=_("Badges"),
        min_num=1,
        max_num=30,
    )

    class Meta:
        label = _("Badges to have")
        icon = "success"
        template = "wagtail_cofl/badges/blocks/badges.html"
        description = _("Other badges that the person has, wherever they got them.")
        preview_value = {
            "title": _("Have any 2 badges of the harbour"),
            "detail": "",
            "needed": 2,
            "badges": [],
        }

    def heading(self, value) -> str:
        if value.get("title"):
            return value["title"]
        needed, count = value["needed"] or 1, len(value["badges"])
        if needed >= count:
            return ngettext("Have this badge", "Have all of these badges", count)
        if needed == 1:
            return now("Have one of these badges")
        return now("Have any %(needed)s of these badges") % {"needed": needed}

    def more(self, value) -> str:
        names = ", ".join(escape_markdown(badge.name) for badge in value["badges"] if badge)
        return " · ".join(text for text in (super().more(value), names) if text)

    def get_context(self, value, parent_context=None):
        """``badges``: name and current version of each; two queries, however many there are."""
        from ..models import BadgeVersion

        context = super().get_context(value, parent_context=parent_context)
        badges = [badge for badge in value["badges"] if badge]
        if not badges:
            return context
        current = BadgeVersion.current_of([badge.pk for badge in badges])
        versions = {version.badge_id: version for version in current}
        return context | {
            "badges": [{"name": badge.name, "version": versions.get(badge.pk)} for badge in badges]
        }

    def clean(self, value):
        cleaned = super().clean(value)
        errors = {}
        badges = [badge for badge in cleaned["badges"] if badge]
        seen = [badge.pk for badge in badges]
        twice = {
            place: forms.ValidationError(_("This badge is in the list already."))
            for place, pk in enumerate(seen)
            if pk in seen[:place]
        }
        if twice:
            errors["badges"] = ListBlockValidationError(block_errors=twice)
        if (cleaned["needed"] or 1) > len(cleaned["badges"]):
            errors["needed"] = forms.ValidationError(
                _("There are only %(count)s badges in the list.")
                % {"count": len(cleaned["badges"])}
            )
        if errors:
            raise StructBlockValidationError(errors)
        return cleaned


class HoursBlock(CriterionBlock):
    LEARNER, PROVIDER = "learner", "provider"

    title = blocks.CharBlock(
        label=_("What to do"),
        required=False,
        max_length=200,
        help_text=_("Leave it empty for “Volunteer for 10 hours”."),
    )
    hours = blocks.IntegerBlock(label=_("Hours"), min_value=1, max_value=10000, default=10)
    logged_by = blocks.ChoiceBlock(
        label=_("Who writes them down"),
        choices=[
            (LEARNER, _("The person; somebody then looks at them")),
            (PROVIDER, _("Whoever gives the badge")),
        ],
        default=LEARNER,
    )

    class Meta:
        label = _("Hours to give")
        icon = "time"
        template = "wagtail_cofl/badges/blocks/hours.html"
        description = _("So many hours of helping, in one go or over months.")
        preview_value = {
            "title": _("Help at the lifeboat station"),
            "detail": "",
            "hours": 10,
            "logged_by": "learner",
        }

    def heading(self, value) -> str:
        hours = value["hours"] or 0
        return value.get("title") or ngettext(
            "Volunteer for %(hours)s hour", "Volunteer for %(hours)s hours", hours
        ) % {"hours": hours}

    def more(self, value) -> str:
        hours = value["hours"] or 0
        total = ""
        if value.get("title"):
            total = ngettext("%(hours)s hour", "%(hours)s hours", hours) % {"hours": hours}
        return " · ".join(text for text in (total, super().more(value)) if text)
