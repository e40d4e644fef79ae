"""What members may do in the page tree, who counts as the city's own people, and suspending."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission, ModelLogEntry, Site

from wagtail_cofl.awards.issuing import issue
from wagtail_cofl.badges.models import Badge
from wagtail_cofl.city.permissions import policy_of
from wagtail_cofl.city.scoping import cities_of, own
from wagtail_cofl.credentials.publishing import ProviderSuspended
from wagtail_cofl.opportunities.finding import list_page
from wagtail_cofl.opportunities.provider_pages import index_pages, make_index_page
from wagtail_cofl.pages.models import OpportunityIndexPage, OpportunityPage
from wagtail_cofl.providers import suspending
from wagtail_cofl.providers.models import Membership, Provider, Role
from wagtail_cofl.providers.roles import may, providers_of

pytestmark = pytest.mark.django_db


def user(name: str, **more):
    return get_user_model().objects.create_user(
        name, email=f"{name}@b.example", password="x", **more
    )


def fresh(one):
    """Permissions are cached on a user."""
    return get_user_model().objects.get(pk=one.pk)


@pytest.fixture
def whats_on(site) -> OpportunityIndexPage:
    page = OpportunityIndexPage(title="What’s on", slug="whats-on")
    site.root_page.add_child(instance=page)
    return page


@pytest.fixture
def issuer(provider):
    made = user("ines")
    Membership.objects.create(provider=provider, user=made, role=Role.ISSUER)
    return made


@pytest.fixture
def list_of_ours(whats_on, provider):
    return make_index_page(provider)


def test_members_work_below_their_own_list_and_nowhere_else(
    browser, whats_on, list_of_ours, issuer, provider
):
    theirs = make_index_page(
        Provider.objects.create(site=provider.site, name="Otter", email="a@b.c")
    )
    browser.force_login(issuer)
    add = ["wagtail_cofl_pages", "opportunitypage"]
    form = browser.get(reverse("wagtailadmin_pages:add", args=[*add, list_of_ours.pk]))
    assert form.status_code == 200
    offered = form.context["form"].fields["provider"].queryset
    assert list(offered) == [provider]
    for page in (whats_on, theirs, provider.site.root_page):
        refused = browser.get(reverse("wagtailadmin_pages:add", args=[*add, page.pk]))
        assert refused.status_code in (302, 403), page
        assert browser.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 302
    # Opportunities, and nothing else.
    other = ["wagtail_cofl_pages", "opportunityindexpage", list_of_ours.pk]
    assert browser.get(reverse("wagtailadmin_pages:add", args=other)).status_code == 302
    own_list = browser.get(reverse("wagtailadmin_pages:edit", args=[list_of_ours.pk]))
    assert own_list.status_code == 200 and "provider" not in own_list.context["form"].fields


def test_the_list_of_a_provider_shows_its_own_and_is_not_the_citys(
    browser, whats_on, list_of_ours, provider, issuer
):
    assert list_page(provider.site, "opportunities").pk == whats_on.pk
    assert index_pages(provider) == [list_of_ours] and make_index_page(provider) == list_of_ours
    other = Provider.objects.create(site=provider.site, name="Otter", email="a@b.c")
    for who, title in ((provider, "Boat day"), (other, "Otter day")):
        page = OpportunityPage(title=title, provider=who)
        list_of_ours.add_child(instance=page)
        page.save_revision().publish()
    ours = browser.get(list_of_ours.get_url()).content.decode()
    assert "Boat day" in ours and "Otter day" not in ours
    assert "Otter day" in browser.get(whats_on.get_url()).content.decode()


def test_the_pages_follow_the_provider_that_the_list_names(
    whats_on, list_of_ours, provider, issuer
):
    provider.refresh_from_db()
    held = GroupPagePermission.objects.filter(page_id=list_of_ours.pk)
    assert {one.group for one in held} == {provider.group} and len(held) == 3
    other = Provider.objects.create(site=provider.site, name="Otter", email="a@b.c")
    list_of_ours.provider = other
    list_of_ours.save()
    other.refresh_from_db()
    assert {one.group for one in held.all()} == {other.group}
    list_of_ours.provider = None
    list_of_ours.save()
    assert not held.all().exists()


def test_without_a_list_of_the_city_there_is_none_of_a_provider(provider):
    assert make_index_page(provider) is None


def test_members_are_not_the_citys_own_people(site, provider, list_of_ours, issuer, skill, badge):
    """In a deployment with one city, where everybody else is; and in one with two."""
    other = Provider.objects.create(site=site, name="Otter", email="a@b.c")
    editor = user("ed")
    for _cities in (1, 2):
        assert cities_of(fresh(issuer)) == set()
        assert list(own(Provider.objects.all(), fresh(issuer))) == [provider]
        assert list(own(Badge.objects.all(), fresh(issuer))) == [badge]
        assert list(own(Badge.objects.all(), fresh(issuer), "edit")) == []
        assert skill in own(type(skill).objects.all(), fresh(issuer))
        assert list(providers_of(fresh(issuer), "issue")) == [provider]
        assert not may(fresh(issuer), "view", other) and not may(fresh(issuer), "edit", provider)
        if _cities == 1:
            assert cities_of(fresh(editor)) is None
            Site.objects.create(
                hostname="far.example", root_page=site.root_page.add_child(title="F")
            )
    # With rights of her own beside those of the group she is both.
    group = Group.objects.create(name="Sports editors")
    group.permissions.add(Permission.objects.get(codename="change_badge"))
    GroupPagePermission.objects.create(group=group, page=site.root_page, permission_type="change")
    issuer.groups.add(group)
    assert site.pk in cities_of(fresh(issuer))
    assert may(fresh(issuer), "edit", other) and not may(fresh(issuer), "decide", other)


def test_a_membership_is_looked_at_anew(provider, issuer):
    assert may(issuer, "issue", provider)
    Membership.objects.all().delete()
    assert not may(issuer, "issue", provider)


def test_whoever_is_switched_off_may_nothing(provider, issuer):
    get_user_model().objects.update(is_active=False)
    assert not may(issuer, "issue", provider)  # the row says so, whatever is in memory
    assert not may(fresh(issuer), "issue", provider)
    with pytest.raises(KeyError):
        may(issuer, "dance", provider)


def test_members_do_not_publish_past_the_citys_approval(city, provider, badge, issuer):
    from wagtail.models import Workflow

    Membership.objects.update(role=Role.MANAGER)
    policy = policy_of(Badge)
    assert policy.user_has_permission_for_instance(fresh(issuer), "publish", badge)
    city.badge_approval = Workflow.objects.create(name="Looked at")
    city.save()
    badge = Badge.objects.get(pk=badge.pk)
    assert not policy.user_has_permission_for_instance(fresh(issuer), "publish", badge)
    assert policy.user_has_permission_for_instance(fresh(issuer), "change", badge)
    boss = user("boss", is_superuser=True)
    assert policy.user_has_permission_for_instance(boss, "publish", badge)


def test_a_suspended_provider_gives_nothing_and_what_it_gave_stays(
    browser, badge, provider, learner, award, code
):
    boss = user("boss", is_superuser=True)
    browser.force_login(boss)
    suspend = reverse("cofl_providers:suspend", args=[provider.pk])
    assert "stays valid" in browser.get(suspend).content.decode()
    assert browser.post(suspend, {"note": "Asked by the police."}).status_code == 302
    assert not suspending.suspend(provider, boss)  # it is already
    with pytest.raises(ProviderSuspended, match="at the moment"):
        issue(badge.current_version, learner, email="other@example.org")
    shown = browser.get(reverse("wagtail_cofl:credential", args=[award.credential.uuid]))
    assert shown.status_code == 200
    assert browser.get(reverse("wagtail_cofl:issuer", args=[provider.uuid])).status_code == 200
    claim = browser.get(reverse("wagtail_cofl:claim", args=[code.pretty])).content.decode()
    assert "not given at the moment" in claim
    history = browser.get(reverse("cofl_providers:history", args=[provider.pk])).content.decode()
    assert "Provider suspended" in history
    [entry] = ModelLogEntry.objects.filter(action__endswith="suspend_provider")
    assert (entry.user, entry.data["note"]) == (boss, "Asked by the police.")

    browser.post(reverse("cofl_providers:lift", args=[provider.pk]), {"note": ""})
    assert issue(badge.current_version, learner, email="other@example.org")
    assert ModelLogEntry.objects.filter(action__endswith="_provider").count() == 2


def test_only_the_city_suspends(browser, provider, issuer):
    Membership.objects.update(role=Role.OWNER)
    browser.force_login(issuer)
    browser.post(reverse("cofl_providers:suspend", args=[provider.pk]), {"note": ""})
    provider.refresh_from_db()
    assert provider.suspended_at is None


def test_the_menu_of_a_member_has_what_she_may_and_no_set_up(browser, provider, issuer):
    browser.force_login(issuer)
    page = browser.get(reverse("wagtailadmin_home")).content.decode()
    assert "cofl/badges" in page and "cofl/claim-codes" in page
    assert "cofl/reports" not in page and "cofl_set_up" not in page and "Set-up" not in page
