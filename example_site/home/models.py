"""The council's own pages: a front page, and plain pages of text."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from wagtail_cofl.badges.models import Badge, BadgeVersion
from wagtail_cofl.opportunities.finding import cards, find
from wagtail_cofl.pages.models import OpportunityIndexPage
from wagtail_cofl.skills.spine import Spine

# How many opportunities and badges stand on the front page.
SHOWN, SHOWN_BADGES = 3, 6


class HomePage(Page):
    """A question, the council's services, and what is on in the city of learning."""

    intro = models.TextField(_("introduction"), blank=True, max_length=300)
    notice = models.CharField(
        _("notice"),
        blank=True,
        max_length=200,
        help_text=_("One sentence that everybody should see today. Leave it empty otherwise."),
    )
    body = RichTextField(_("text"), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        FieldPanel("notice"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["services"] = (
            InfoPage.objects.child_of(self).live().public().filter(on_front_page=True)
        )
        if site := self.get_site():
            spine = Spine.of(site)
            on_now = find(site.pk, spine)
            context |= {
                "whats_on": OpportunityIndexPage.objects.descendant_of(self).live().first(),
                "how_many": on_now.count(),
                "soon": cards(on_now[:SHOWN], spine),
                "badges": BadgeVersion.current_of(
                    Badge.objects.filter(provider__site=site, live=True, archived=False)
                )[:SHOWN_BADGES],
            }
        return context


class InfoPage(Page):
    """A page of text."""

    intro = models.TextField(_("introduction"), blank=True, max_length=300)
    body = RichTextField(_("text"), blank=True)
    on_front_page = models.BooleanField(_("on the front page"), default=False)

    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]
    promote_panels = [*Page.promote_panels, FieldPanel("on_front_page")]
    search_fields = [*Page.search_fields, index.SearchField("intro"), index.SearchField("body")]

    class Meta:
        verbose_name = _("page of text")
        verbose_name_plural = _("pages of text")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["below"] = InfoPage.objects.child_of(self).live().public()
        return context
