"""Two choosers of skills: from the city's spine, and from reference frameworks."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from wagtail_cofl.city.viewsets import NothingNewMixin, OwnChoicesMixin, OwnChooserUrlsMixin

from .models import Framework, Skill


def _skills(kind: str):
    skills = Skill.objects.filter(framework__kind=kind, archived=False)
    return skills.select_related("framework", "parent")


class SpineMixin:
    def get_object_list(self):
        return _skills(Framework.Kind.SPINE)


class SpineChooseView(OwnChoicesMixin, SpineMixin, ChooseView):
    pass


class SpineChooseResultsView(OwnChoicesMixin, SpineMixin, ChooseResultsView):
    pass


class ReferenceChooseView(ChooseView):
    def get_object_list(self):
        return _skills(Framework.Kind.REFERENCE)


class ReferenceChooseResultsView(ChooseResultsView):
    def get_object_list(self):
        return _skills(Framework.Kind.REFERENCE)


class SkillChooserViewSet(ChooserViewSet):
    model = Skill
    icon = "tag"
    choose_one_text = _("Choose a skill")
    choose_another_text = _("Choose another skill")
    register_widget = False


class SpineSkillChooserViewSet(OwnChooserUrlsMixin, SkillChooserViewSet):
    choose_view_class = SpineChooseView
    choose_results_view_class = SpineChooseResultsView


class ReferenceSkillChooserViewSet(NothingNewMixin, SkillChooserViewSet):
    """Reference frameworks belong to no city: everybody chooses from them."""

    choose_view_class = ReferenceChooseView
    choose_results_view_class = ReferenceChooseResultsView


spine_skill_chooser = SpineSkillChooserViewSet("cofl_spine_skill_chooser")
reference_skill_chooser = ReferenceSkillChooserViewSet("cofl_reference_skill_chooser")
SkillBlock = spine_skill_chooser.get_block_class(
    name="SkillBlock", module_path="wagtail_cofl.skills.choosers"
)
