"""Skills in Wagtail's admin: the spine is edited, reference frameworks are only chosen from."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.snippets.views.snippets import DeleteView, SnippetViewSet

from wagtail_cofl.city.deleting import ArchiveInsteadMixin
from wagtail_cofl.city.viewsets import OwnCitiesMixin

from .choosers import reference_skill_chooser, spine_skill_chooser
from .forms import SkillForm
from .models import Framework, Skill


class SkillDeleteView(ArchiveInsteadMixin, DeleteView):
    pass


class SpineOnlyMixin:
    def get_queryset(self, request):
        """Only what can be edited here: the spine."""
        return Skill.objects.filter(framework__kind=Framework.Kind.SPINE).select_related("parent")


class SkillViewSet(OwnCitiesMixin, SpineOnlyMixin, SnippetViewSet):
    model = Skill
    icon = "tag"
    menu_label = _("Skills")
    admin_url_namespace = "cofl_skills"
    base_url_path = "cofl/skills"
    chooser_admin_url_namespace = "cofl_skill_chooser"
    chooser_base_url_path = "cofl/skill-chooser"
    list_display = ["label", "parent", "archived"]
    list_filter = ["archived"]
    copy_view_enabled = False
    delete_view_class = SkillDeleteView
    edit_handler = ObjectList(
        [
            FieldPanel("framework"),
            FieldPanel("label"),
            FieldPanel("description"),
            FieldPanel("parent", widget=spine_skill_chooser.widget_class),
            InlinePanel(
                "next_skills",
                heading=_("Leads to"),
                label=_("Next skill"),
                help_text=_(
                    "What people are ready for when they can do this. It makes the floors."
                ),
                panels=[FieldPanel("target", widget=spine_skill_chooser.widget_class)],
            ),
            InlinePanel(
                "relations",
                heading=_("The same skill elsewhere"),
                label=_("Skill of a reference framework"),
                help_text=_("Badges then say so too, and other cities understand them."),
                panels=[
                    FieldPanel("target", widget=reference_skill_chooser.widget_class),
                    FieldPanel("kind"),
                ],
            ),
            MultiFieldPanel(
                [FieldPanel("short_name"), FieldPanel("icon"), FieldPanel("sort_order")],
                heading=_("In the street"),
                help_text=_("A skill that belongs to no other is an area: a building."),
            ),
            FieldPanel("archived"),
        ],
        base_form_class=SkillForm,
    )
