"""What makes a page an opportunity page, or the list of them: fields, panels, and what they show."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string

from wagtail_cofl.city.fields import OpenStreamField
from wagtail_cofl.city.rendering import base_template
from wagtail_cofl.skills.choosers import SkillBlock

from .blocks import SessionBlock, WeeklyBlock
from .forms import OwnCityPageForm
from .models import Kind, Place
from .views import index_context, page_context


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
    skills = OpenStreamField(
        [("skill", SkillBlock())],
        blank=True,
        verbose_name=_("skills"),
        help_text=_("The badge’s skills count by themselves. Add others that people grow here."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.INFORMAL)
    place = models.CharField(
        _("where"), max_length=20, choices=Place.choices, default=Place.IN_PERSON
    )
    venue = models.CharField(
        _("place"), max_length=255, blank=True, help_text=_("Name, street and postcode.")
    )
    sessions = OpenStreamField(
        [("session", SessionBlock()), ("weekly", WeeklyBlock())],
        blank=True,
        verbose_name=_("dates"),
    )
    booking_url = models.URLField(
        _("where to book"),
        blank=True,
        help_text=_("The page where people book, if they must. Leave it empty to just turn up."),
    )
    free = models.BooleanField(_("it is free"), default=False)
    cost = models.CharField(
        _("cost"),
        max_length=120,
        blank=True,
        help_text=_("For example “£8, or £3 if you get benefits”. Leave it empty if it is free."),
    )
    age_from = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(_("to age"), null=True, blank=True)
    audience = models.CharField(
        _("who it is for"),
        max_length=120,
        blank=True,
        help_text=_("Anything beside age: “Bring a grown-up”, “Beginners”."),
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
                FieldPanel("booking_url"),
            ],
            heading=_("When and where"),
            help_text=_("No date is fine: people then see “Ask us”."),
        ),
        MultiFieldPanel(
            [
                FieldPanel("kind"),
                FieldRowPanel([FieldPanel("age_from"), FieldPanel("age_to")]),
                FieldPanel("audience"),
                FieldPanel("free"),
                FieldPanel("cost"),
                FieldPanel("access"),
            ],
            heading=_("Who for"),
        ),
        MultiFieldPanel(
            [FieldPanel("provider"), FieldPanel("badge"), FieldPanel("skills")],
            heading=_("Who gives what"),
        ),
    ]

    base_form_class = OwnCityPageForm

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        errors = {}
        if self.free and self.cost:
            errors["cost"] = _("It cannot be free and have a cost. Empty this, or untick “free”.")
        if None not in (self.age_from, self.age_to) and self.age_to < self.age_from:
            errors["age_to"] = _("This must not be less than the age before it.")
        if errors:
            raise ValidationError(errors)

    def cofl_names(self, cleaned: dict):
        """What the form's :class:`~.forms.OwnCityPageForm` asks about."""
        if provider := cleaned.get("provider"):
            yield "provider", provider, provider.site_id
        if badge := cleaned.get("badge"):
            yield "badge", badge, badge.provider.site_id
        for block in cleaned.get("skills") or ():
            if skill := block.value:
                yield "skills", skill, skill.framework.site_id

    @property
    def skill_ids(self) -> list[int]:
        """The skills that people grow here: the badge's and the page's own, each once."""
        own = [block.value.pk for block in self.skills if block.value]
        of_badge = self.badge.badge_skills.values_list("skill_id", flat=True) if self.badge else []
        return list(dict.fromkeys([*of_badge, *own]))

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["cofl_base_template"] = base_template()
        return context | page_context(request, self)


class OpportunityIndexPageMixin(models.Model):
    """The list of what is on in the city, with simple filters. It lists rows, wherever they came
    from; pages of opportunities usually live below it. With a ``provider`` it is that provider's
    list, and the place in the page tree where its members work."""

    cofl_list_of = "opportunities"

    intro = models.TextField(
        _("introduction"), blank=True, max_length=300, help_text=_("One sentence under the title.")
    )
    provider = models.ForeignKey(
        "wagtail_cofl.Provider",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("only what this provider offers"),
        help_text=_("Its members can then edit this page and all pages below it."),
    )

    cofl_panels = [
        FieldPanel("intro"),
        FieldPanel("provider", permission="wagtail_cofl.change_provider"),
        HelpPanel(
            _(
                "The list makes itself: every published opportunity of this city is on it, or of "
                "the provider if one is named."
            ),
            heading=_("What is on"),
        ),
    ]

    base_form_class = OwnCityPageForm

    class Meta:
        abstract = True

    def cofl_names(self, cleaned: dict):
        """What the form's :class:`~.forms.OwnCityPageForm` asks about."""
        if provider := cleaned.get("provider"):
            yield "provider", provider, provider.site_id

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["cofl_base_template"] = base_template()
        return context | index_context(request, self.get_site(), self.provider)
