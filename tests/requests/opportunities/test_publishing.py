"""A page is a way to edit; the row is the thing: what publishing, leaving and moving do to rows."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page

from tests.conftest import make_image, png
from wagtail_cofl.badges.models import Badge, BadgeSkill
from wagtail_cofl.opportunities.models import Opportunity
from wagtail_cofl.pages.models import OpportunityIndexPage
from wagtail_cofl.skills.models import Skill
from wagtail_cofl.skills.spine import spine_for

from .making import add, another_city, date, opportunity, publish, row_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(site) -> Page:
    return site.root_page


@pytest.fixture
def listening(site) -> Skill:
    return Skill.objects.create(framework=spine_for(site), label="Listening")


def test_a_row_says_what_its_page_said_when_it_was_published(
    home, site, provider, badge, skill, listening
):
    picture = make_image(png(), "gulls.png")
    page = opportunity(
        home,
        provider,
        summary="Count them.",
        picture=picture,
        badge=badge,
        skills=[("skill", listening), ("skill", skill)],
        kind="formal",
        place="both",
        venue="The pier",
        cost="£2",
        age_from=11,
        age_to=17,
        sessions=[date(3), date(4, cancelled=True), date(5, hours=0, venue="The beach")],
    )
    row = row_of(page)
    assert (row.site, row.provider, row.badge, row.image) == (site, provider, badge, picture)
    assert (row.title, row.summary, row.cost, row.free) == (
        "Gull count",
        "Count them.",
        "£2",
        False,
    )
    assert (row.kind, row.place, row.venue) == ("formal", "both", "The pier")
    assert (row.age_from, row.age_to, row.live) == (11, 17, True)
    # The badge's skill and the page's own, each once.
    assert set(row.skills.all()) == {skill, listening}
    sessions = list(row.sessions.all())
    assert [s.cancelled for s in sessions] == [False, True, False]
    assert [s.venue for s in sessions] == ["The pier", "The pier", "The beach"]
    assert [s.ends_at is None for s in sessions] == [False, False, True]


def test_publishing_again_changes_the_same_row(home, provider):
    page = opportunity(home, provider, sessions=[date(3), date(4)])
    before = row_of(page)
    page.title, page.sessions = "Gull and tern count", [date(9)]
    publish(page)
    after = row_of(page)
    assert (after.pk, after.uuid, after.title) == (before.pk, before.uuid, "Gull and tern count")
    assert after.sessions.count() == 1


def test_a_draft_changes_nothing(home, provider):
    page = opportunity(home, provider, sessions=[date(3)])
    page.title, page.sessions = "Something else", []
    page.save_revision()
    assert row_of(page).title == "Gull count"
    assert row_of(page).sessions.count() == 1


def test_a_page_that_was_never_published_has_no_row(home, provider):
    from wagtail_cofl.pages.models import OpportunityPage

    add(home, OpportunityPage(title="Draft", provider=provider), live=False)
    assert not Opportunity.objects.exists()


def test_an_unpublished_page_marks_its_row_and_publishing_it_again_unmarks_it(home, provider):
    page = opportunity(home, provider)
    before = row_of(page)
    page.unpublish()
    assert not row_of(page).live
    publish(page)
    assert (row_of(page).live, row_of(page).uuid) == (True, before.uuid)


def test_a_page_that_expires_marks_its_row(home, provider):
    page = opportunity(home, provider)
    page.expire_at = timezone.now() - timedelta(minutes=1)
    page.save()
    call_command("publish_scheduled")
    assert not row_of(page).live


@pytest.mark.parametrize("which", ["itself", "above"])
def test_a_deleted_page_leaves_its_row_behind_marked(home, provider, which):
    index = add(home, OpportunityIndexPage(title="What’s on"))
    page = opportunity(index, provider, sessions=[date(3)])
    uuid = row_of(page).uuid
    (page if which == "itself" else Page.objects.get(pk=index.pk)).delete()
    row = Opportunity.objects.get(uuid=uuid)
    assert (row.live, row.page) == (False, None)
    assert row.sessions.count() == 1


def test_a_copy_is_another_opportunity(home, provider):
    page = opportunity(home, provider, sessions=[date(3)])
    copy = publish(page.copy(update_attrs={"slug": "again", "title": "Again"}))
    assert row_of(copy).uuid != row_of(page).uuid
    assert row_of(copy).sessions.count() == 1
    assert row_of(page).title == "Gull count"


def test_a_mirror_of_a_page_is_not_listed_a_second_time(home, provider):
    page = opportunity(home, provider)
    shelf = add(home, OpportunityIndexPage(title="Shelf"))
    alias = page.create_alias(parent=shelf)
    publish(page)
    assert alias.live
    assert Opportunity.objects.count() == 1


# --- two cities -----------------------------------------------------------------------------------


def test_a_page_moves_to_the_city_of_its_provider_with_all_that_is_above_it(home, site, provider):
    other, theirs = another_city()
    index = add(home, OpportunityIndexPage(title="What’s on"))
    page = opportunity(index, provider)
    foreign = opportunity(index, theirs, title="Theirs")
    assert not Opportunity.objects.filter(page_id=foreign.pk).exists(), "it is another city's"
    Page.objects.get(pk=index.pk).move(other.root_page, pos="last-child")
    row = row_of(foreign)
    assert (row.site, row.live) == (other, True)
    # What stays a provider's of the first city is not shown in the second.
    assert (row_of(page).site, row_of(page).live) == (site, False)
    Page.objects.get(pk=index.pk).move(Page.objects.get(pk=home.pk), pos="last-child")
    assert (row_of(page).site, row_of(page).live) == (site, True)
    assert not row_of(foreign).live


def test_a_page_outside_every_city_is_not_on(home, provider):
    page = opportunity(home, provider)
    Page.objects.get(pk=page.pk).move(Page.objects.get(depth=1), pos="last-child")
    assert not row_of(page).live


def test_a_move_does_not_publish_what_is_a_draft(home, provider):
    shelf = add(home, OpportunityIndexPage(title="Shelf"))
    page = opportunity(home, provider)
    page.unpublish()
    Page.objects.get(pk=page.pk).move(shelf, pos="last-child")
    assert not row_of(page).live


def test_a_badge_of_another_city_is_left_out(home, badge):
    other, theirs = another_city()
    page = opportunity(other.root_page, theirs, badge=badge)
    assert row_of(page).badge is None


# --- badges -----------------------------------------------------------------------------------------


def test_skills_follow_the_badge_when_it_is_published_again(home, provider, badge, listening):
    page = opportunity(home, provider, badge=badge)
    BadgeSkill.objects.create(badge=badge, skill=listening)
    assert listening not in row_of(page).skills.all()
    Badge.objects.get(pk=badge.pk).save_revision().publish()
    assert listening in row_of(page).skills.all()
    page.unpublish()
    Badge.objects.get(pk=badge.pk).save_revision().publish()
    assert not row_of(page).live, "publishing a badge does not publish a page"
