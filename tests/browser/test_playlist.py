"""A learner finds a playlist, begins it, ticks a step, and sees how far she is."""

from playwright.sync_api import expect

from .served import Served
from .test_learner import say_age_and_address
from .visitor import Visit


def test_along_a_playlist(served: Served, visit: Visit) -> None:
    learner = visit()
    learner.go("/playlists/make-a-podcast/")
    learner.press("Start this playlist", role="link")
    learner.see("I have no badge yet")

    # Her first badge, from a poster; then she is known, and the playlist with her.
    learner.go(f"/cofl/claim/{served.codes['sound']}/")
    learner.go(say_age_and_address(learner, "pod@example.org"))
    learner.press("Get my badge")
    learner.go("/playlists/make-a-podcast/")
    start = learner.page.get_by_role("button", name="Start this playlist")
    expect(start).to_be_visible()  # a script has put her own part there
    with learner.page.expect_navigation():
        start.click()
    learner.see("It counts because you hold Sound Recordist.")
    learner.look("playlist-begun")
    tick = learner.page.get_by_role("button", name="I did this").first
    with learner.page.expect_navigation():
        tick.click()
    learner.see("Not done after all")
    learner.look("playlist-ticked")

    learner.go("/cofl/my-badges/")
    learner.see("Make a podcast about your street")
    learner.look("my-badges-on-the-way")

    without_script = visit(java_script_enabled=False, storage_state=learner.context.storage_state())
    without_script.go("/playlists/make-a-podcast/")
    without_script.page.get_by_role("link", name="See how far I am").click()
    without_script.see("Not done after all")
