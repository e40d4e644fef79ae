"""The site's own base page carries our page types, and nothing of ours asks for Wagtail's."""

import os
import subprocess
import sys

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Site

from wagtail_cofl.city.scoping import cities_of
from wagtail_cofl.opportunities.models import Opportunity
from wagtail_cofl.playlists.models import Playlist

from .basepage.models import BasePage

pytestmark = pytest.mark.django_db


def test_rows_point_at_the_sites_own_page(here):
    for model in (Opportunity, Playlist):
        assert model._meta.get_field("page").related_model is BasePage
    assert here.opportunity.page.specific == here.pages["OpportunityPageMixin"]


def test_an_editors_city_is_told_by_rights_to_the_sites_own_page(here, django_user_model):
    home = BasePage.objects.get(depth=1).add_child(title="Otter", slug="otter")
    otter = Site.objects.create(hostname="learn.other.example", port=443, root_page=home)
    group = Group.objects.create(name="Otter editors")
    permission = Permission.objects.get(codename="change_basepage")
    GroupPagePermission.objects.create(group=group, page=home, permission=permission)
    user = django_user_model.objects.create_user("otter", "otter@home.example", "x")
    user.groups.add(group)
    assert cities_of(user) == {otter.pk}


def test_the_ready_made_pages_beside_it_are_refused_in_one_sentence():
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "django", "check"],
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "tests.sites.swapped_page.with_ready_made_pages",
            "PYTHONPATH": os.pathsep.join(sys.path),
        },
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0
    last = done.stderr.strip().splitlines()[-1]
    assert 'Take "wagtail_cofl.pages", out of INSTALLED_APPS' in last
