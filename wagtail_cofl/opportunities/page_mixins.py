"""What makes a page an opportunity page: fields, panels and the way to its row."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string

from wagtail_cofl.city.fields import OpenStreamField
from wagtail_cofl.city.rendering import base_template

from .blocks import SessionBlock
from .models import Kind, Place


class OpportunityPageMixin(models.Model):
    """Add to a page model of your own: ``class OurPage(OpportunityPageMixin, OurBasePage)``.

    Publishing such a page projects it to an :class:`~wagtail_cofl.opportunities.models.Opportunity`
    row, which is what everything else refers to.
    """

    summary = models.TextField(
        _("summary"), blank=True, max_length=300, help_text=_("One or two sentences for lists.")
    )
    body = RichTextField(
        _("what people will do"),
        blank=True,
        features=["h3", "bold", "italic", "ol", "ul", "link"],
    )
    picture = models.ForeignKey(
        get_image_model_string(),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    provider = models.ForeignKey(
        "wagtail_cofl.Provider",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("who offers it"),
    )
    badge = models.ForeignKey(
        "wagtail_cofl.Badge",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("badge"),
        help_text=_("The badge that people can get here. Leave it empty if there is none."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.INFORMAL)
    place = models.CharField(
        _("where"), max_length=20, choices=Place.choices, default=Place.IN_PERSON
    )
    venue = models.CharField(
        _("place"), max_length=255, blank=True, help_text=_("Name, street and postcode.")
    )
    sessions = OpenStreamField([("session", SessionBlock())], blank=True, verbose_name=_("dates"))
    cost = models.CharField(
        _("cost"),
        max_length=120,
        blank=True,
        help_text=_("“Free”, or “£8, or £3 if you get benefits”."),
    )
    audience = models.CharField(
        _("who it is for"),
        max_length=120,
        blank=True,
        help_text=_("For example “Age 13 and over”."),
    )
    access = models.TextField(
        _("access"), blank=True, help_text=_("Step-free? Hearing loop? Quiet room? Toilets?")
    )

    cofl_panels = [
        FieldPanel("summary"),
        FieldPanel("picture"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("sessions"),
                FieldPanel("place"),
                FieldPanel("venue"),
            ],
            heading=_("When and where"),
            help_text=_("No date is fine: people then see “Ask us”."),
        ),
        MultiFieldPanel(
            [FieldPanel("kind"), FieldPanel("audience"), FieldPanel("cost"), FieldPanel("access")],
            heading=_("Who for"),
        ),
        MultiFieldPanel([FieldPanel("provider"), FieldPanel("badge")], heading=_("Who gives what")),
    ]

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["cofl_base_template"] = base_template()
        badge = self.badge if self.badge_id else None
        context["badge"] = badge.current_version if badge else None
        context["upcoming"] = self.upcoming_sessions()
        return context

    def upcoming_sessions(self) -> list:
        """The dates that are not over yet, soonest first, as they stand on this page."""
        now = timezone.now()
        dates = [block.value for block in self.sessions]
        return sorted(
            (d for d in dates if (d["ends_at"] or d["starts_at"]) >= now),
            key=lambda d: d["starts_at"],
        )
