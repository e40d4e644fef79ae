"""The public pages that nobody has to do anything on, in light and in dark, and the poster."""

import io

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page

from .served import Served
from .test_learner import say_age_and_address
from .visitor import Visit, Visitor

A4 = (794, 1123)  # CSS pixels


def follow(visitor: Visitor, path: str, link: str) -> None:
    visitor.go(path)
    visitor.page.get_by_role("main").get_by_role("link", name=link, exact=True).first.click()
    visitor.page.wait_for_load_state()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_public_pages(served: Served, visit: Visit, scheme: str) -> None:
    visitor = visit(color_scheme=scheme)
    suffix = "-dark" if scheme == "dark" else ""
    visitor.go("/")
    visitor.look(f"home{suffix}")
    visitor.go("/whats-on/sounds-of-the-harbour/")
    visitor.look(f"opportunity{suffix}")
    visitor.go("/whats-on/first-website/")
    visitor.see("Ask us")
    visitor.look(f"opportunity-no-dates{suffix}")
    follow(visitor, "/whats-on/sounds-of-the-harbour/", "Sound Recordist")
    visitor.look(f"badge{suffix}")
    follow(visitor, "/whats-on/sounds-of-the-harbour/", "About them")
    visitor.see("Harbour Museum")
    visitor.look(f"provider{suffix}")
    follow(visitor, "/whats-on/kite-festival/", "Helping to run an event")
    visitor.see("This service uses the ESCO classification")
    visitor.look(f"skill{suffix}")


def test_the_dark_journey(served: Served, visit: Visit) -> None:
    learner = visit(color_scheme="dark")
    learner.go(f"/cofl/claim/{served.codes['kite']}/")
    learner.look("claim-dark")
    learner.go(f"/cofl/claim/{served.codes['kite']}/you/?next=1")
    learner.look("claim-age-problem-dark")
    learner.go(f"/cofl/claim/{served.codes['expired']}/")
    learner.look("code-expired-dark")
    learner.go(f"/cofl/claim/{served.codes['kite']}/")
    learner.go(say_age_and_address(learner, "dark@example.org"))
    learner.look("claim-confirm-dark")
    learner.press("Get my badge")
    learner.look("award-party-dark")
    learner.go("/cofl/my-badges/")
    learner.look("my-badges-dark")


def read_squares(page: Page) -> list[str]:
    shot = page.screenshot(full_page=True)
    return [found.text for found in zxingcpp.read_barcodes(Image.open(io.BytesIO(shot)))]


def test_the_poster_is_one_sheet(served: Served, editor: Visitor) -> None:
    editor.go(f"/admin/cofl/claim-codes/poster/{served.campaign_ids['sound']}/")
    editor.see(served.codes["sound"])
    editor.page.get_by_role("button", name="Print the poster").wait_for()
    editor.look("poster")
    editor.page.emulate_media(media="print")
    editor.page.set_viewport_size({"width": A4[0], "height": A4[1]})
    assert read_squares(editor.page) == [f"{served.address}/cofl/claim/{served.codes['sound']}/"]
    editor.take_picture("poster-print", full=False)
    assert not editor.page.get_by_role("button", name="Print the poster").is_visible()
    sheets = editor.page.pdf(prefer_css_page_size=True)
    assert sheets.count(b"/Type /Page\n") == 1


def test_every_list_of_the_menu(editor: Visitor) -> None:
    for name in ["", "providers/", "skills/", "badges/", "claim-codes/", "awards/"]:
        editor.go(f"/admin/cofl/{name}")
        editor.look_at_admin(f"admin-list-{name.strip('/') or 'set-up'}", full=True)
