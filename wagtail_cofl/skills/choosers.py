"""Two choosers of skills: from the city's spine, and from reference frameworks."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from .models import Framework, Skill


def _skills(kind: str):
    skills = Skill.objects.filter(framework__kind=kind, archived=False)
    return skills.select_related("framework", "parent")


class SpineChooseView(ChooseView):
    def get_object_list(self):
        return _skills(Framework.Kind.SPINE)


class SpineChooseResultsView(ChooseResultsView):
    def get_object_list(self):
        return _skills(Framework.Kind.SPINE)


class ReferenceChooseView(ChooseView):
    def get_object_list(self):
        return _skills(Framework.Kind.REFERENCE)


class ReferenceChooseResultsView(ChooseResultsView):
    def get_object_list(self):
        return _skills(Framework.Kind.REFERENCE)


class SpineSkillChooserViewSet(ChooserViewSet):
    model = Skill
    icon = "tag"
    choose_one_text = _("Choose a skill")
    choose_another_text = _("Choose another skill")
    register_widget = False
    choose_view_class = SpineChooseView
    choose_results_view_class = SpineChooseResultsView


class ReferenceSkillChooserViewSet(SpineSkillChooserViewSet):
    choose_view_class = ReferenceChooseView
    choose_results_view_class = ReferenceChooseResultsView


spine_skill_chooser = SpineSkillChooserViewSet("cofl_spine_skill_chooser")
reference_skill_chooser = ReferenceSkillChooserViewSet("cofl_reference_skill_chooser")
SkillBlock = spine_skill_chooser.get_block_class(
    name="SkillBlock", module_path="wagtail_cofl.skills.choosers"
)
