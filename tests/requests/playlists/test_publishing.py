"""Publishing a playlist: its row, and an immutable version wherever the route changed."""

import pytest
from wagtail.models import Page

from tests.requests.opportunities.making import another_city, playlist_of, publish
from wagtail_cofl.city.immutable import Immutable
from wagtail_cofl.pages.models import PlaylistPage
from wagtail_cofl.playlists.models import Playlist
from wagtail_cofl.playlists.publishing import each_step

from .conftest import link, step

pytestmark = pytest.mark.django_db


def test_a_version_says_what_each_step_is(podcast, provider, site):
    row, version = podcast.row, podcast.version
    assert (row.site, row.provider, row.title, row.live) == (site, provider, "Podcast", True)
    assert (version.number, version.badge) == (1, podcast.end)
    walk, choice, badge, edit, radio = version.steps
    assert walk["type"] == "opportunity"
    assert (walk["title"], walk["note"]) == ("Story walk", "about an hour")
    assert walk["badge"] == str(podcast.walker.uuid)
    assert (choice["needed"], len(choice["steps"])) == (2, 3)
    assert badge == {
        "id": badge["id"],
        "type": "badge",
        "optional": False,
        "note": "",
        "badge": str(podcast.sound.uuid),
        "title": "Sound Recordist",
    }
    assert (edit["type"], edit["url"]) == ("link", "https://tides.example/")
    assert (radio["optional"], radio["badge"]) == (True, None)
    ids = [one["id"] for one in [*version.steps, *each_step(version.steps)]]
    assert all(len(one) == 36 for one in ids), "the blocks' own ids"


def test_words_alone_make_no_version(podcast):
    podcast.page.title, podcast.page.body = "Podcast for all", "<p>For you.</p>"
    publish(podcast.page)
    row = playlist_of(podcast.page)
    assert (row.pk, row.title, row.versions.count()) == (podcast.row.pk, "Podcast for all", 1)


def test_another_route_is_another_version_with_the_same_steps_where_they_stayed(podcast):
    raw = podcast.page.steps.get_prep_value()
    podcast.page.steps = PlaylistPage._meta.get_field("steps").to_python([raw[3], raw[0]])
    podcast.page.badge = None
    publish(podcast.page)
    newest = podcast.row.current_version
    assert (newest.number, newest.badge) == (2, None)
    old = {one["id"]: one for one in podcast.version.steps}
    assert [one["id"] for one in newest.steps] == [podcast.version.steps[i]["id"] for i in (3, 0)]
    assert all(old[one["id"]] == one for one in newest.steps)
    assert podcast.row.versions.count() == 2


def test_another_completion_badge_is_another_version(podcast, make_badge):
    podcast.page.badge = make_badge("Another")
    publish(podcast.page)
    assert podcast.row.versions.count() == 2


def test_a_version_never_changes(podcast):
    with pytest.raises(Immutable):
        podcast.version.save()


def test_a_draft_changes_nothing(podcast):
    podcast.page.steps = [link("Something else")]
    podcast.page.save_revision()
    assert podcast.row.versions.count() == 1


def test_unpublishing_and_deleting_leave_the_row_and_its_versions(podcast):
    podcast.page.unpublish()
    assert not playlist_of(podcast.page).live
    publish(podcast.page)
    assert playlist_of(podcast.page).live
    podcast.page.delete()
    row = Playlist.objects.get(pk=podcast.row.pk)
    assert (row.live, row.page, row.versions.count()) == (False, None, 1)


def test_a_badge_that_nobody_can_get_does_no_step(podcast, make_playlist):
    """It would be a step that nobody can ever do; so people tick it."""
    podcast.walker.archived = True
    podcast.walker.save()
    podcast.page.title = "Again"
    publish(podcast.page)
    assert podcast.row.current_version.steps[0]["badge"] is None
    assert podcast.row.current_version.badge == podcast.end, "another step still needs a badge"
    podcast.sound.archived = True
    podcast.sound.save()
    raw = podcast.page.steps.get_prep_value()
    podcast.page.steps = PlaylistPage._meta.get_field("steps").to_python([raw[0], raw[1]])
    publish(podcast.page)
    assert podcast.row.current_version.badge is None, "no badge for ticks alone"


def test_what_a_step_points_at_is_gone(podcast, make_playlist):
    """The chooser's row can vanish only by hand; the route then goes on without the step."""
    raw = podcast.page.steps.get_prep_value()
    raw[0]["value"]["opportunity"] = 999_999
    podcast.page.steps = PlaylistPage._meta.get_field("steps").to_python(raw)
    publish(podcast.page)
    assert [one["type"] for one in podcast.row.current_version.steps] == [
        "choice",
        "badge",
        "link",
        "opportunity",
    ]


def test_a_copy_is_another_playlist(podcast):
    copy = publish(podcast.page.copy(update_attrs={"slug": "again"}))
    row = playlist_of(copy)
    assert row.uuid != podcast.row.uuid
    assert len(row.current_version.steps) == 5


def test_a_mirror_of_a_page_is_not_listed_a_second_time(podcast, site):
    podcast.page.create_alias(parent=site.root_page)
    publish(podcast.page)
    assert Playlist.objects.count() == 1


def test_a_page_that_moves_takes_its_row_to_the_city_of_its_provider(podcast, site):
    other, theirs = another_city()
    shelf = Page.objects.get(pk=podcast.page.get_parent().pk)
    shelf.move(other.root_page, pos="last-child")
    assert not playlist_of(podcast.page).live, "its provider is the first city's"
    page = PlaylistPage.objects.get(pk=podcast.page.pk)
    page.provider = theirs
    publish(page)
    row = playlist_of(page)
    assert (row.pk, row.site, row.live) == (podcast.row.pk, other, True)
    assert row.current_version.badge is None, "its badge is the first city's"


def test_a_step_that_is_only_if_you_like(make_playlist):
    page = make_playlist(
        [link("A"), step("link", {"title": "B", "url": "https://b.example/"}, optional=True)]
    )
    assert [one["optional"] for one in playlist_of(page).current_version.steps] == [False, True]
