"""Take the documentation's pictures of the demo city: ``make screenshots``. It needs Chromium.

The example site is served from a folder of its own, which is gone in the end. Dates in the demo are
counted from today and claim codes are drawn, so a new run changes a few words in the pictures: take
them anew when a page has changed, not for the sake of it.
"""

import re
import sys
import tempfile
from contextlib import closing
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser.chromium import ARGUMENTS, chromium  # noqa: E402
from tests.browser.served import Served  # noqa: E402

IMAGES = ROOT / "docs" / "images"
WIDE, HIGH = 1100, 760
#: Most that a picture may weigh, in bytes.
HEAVY = 120_000
EDITOR = "editor"
LEARNER = "ash@example.org"

# The place where the demo runs for a moment is nobody's address, and the editor's portrait would come
# from elsewhere on the web.
TIDY = """([port, name]) => {
  document.querySelectorAll(".avatar img").forEach((img) => { img.hidden = true; });
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode;
    text.nodeValue = text.nodeValue.replaceAll(`http://localhost:${port}`, `https://${name}`)
      .replaceAll(`localhost:${port}`, name);
  }
}"""


class Photographer:
    """Goes to pages of the running demo and takes their pictures."""

    def __init__(self, served: Served, browser: Browser):
        self.served = served
        self.browser = browser
        self._pages: dict[str, Page] = {}

    def page(self, who: str = "") -> Page:
        """A browser window: a stranger's, the editor's or a learner's."""
        if who not in self._pages:
            context = self.browser.new_context(
                viewport={"width": WIDE, "height": HIGH},
                locale="en-GB",
                timezone_id="Europe/London",
                reduced_motion="reduce",
                color_scheme="light",
            )
            page = self._pages[who] = context.new_page()
            if who == EDITOR:
                page.goto(f"{self.served.address}/admin/login/")
                page.get_by_label("Username").fill(who)
                page.get_by_label("Password").fill(who)
                page.get_by_role("button", name="Sign in").click()
                page.wait_for_url("**/admin/")
            elif who:
                page.goto(f"{self.served.address}/cofl/sign-in/")
                page.get_by_label("Email").fill(who)
                page.get_by_role("button", name=re.compile("link")).click()
                page.goto(self.served.links_to(who)[-1])
                page.locator("main form, .cofl form").first.get_by_role("button").click()
        return self._pages[who]

    def open(self, path: str, who: str = "") -> Page:
        page = self.page(who)
        answer = page.goto(self.served.address + path)
        if answer is None or not answer.ok:
            raise SystemExit(f"{path} answers {answer and answer.status}.")
        page.wait_for_load_state("networkidle")
        return page

    def take(self, name: str, page: Page, top: str = "", height: int = HIGH) -> None:
        """Keep what a window of that height shows, with what the selector finds at its top."""
        page.set_viewport_size({"width": WIDE, "height": height})
        if top:
            page.locator(top).first.evaluate("e => e.scrollIntoView({behavior: 'instant'})")
        page.mouse.move(0, 0)
        page.evaluate(TIDY, [str(self.served.port), "portmerrow.example"])
        page.wait_for_timeout(500)  # scrolling wakes what loads late
        save(name, page.screenshot(animations="disabled"))


def save(name: str, png: bytes) -> None:
    """With as many colours as it may weigh."""
    with Image.open(BytesIO(png)) as taken:
        picture = taken.convert("RGB")
    # An edge, so that a white page ends somewhere on another white page.
    ImageDraw.Draw(picture).rectangle((0, 0, picture.width - 1, picture.height - 1), outline="#bbb")
    for colours in (256, 128, 64, 32):
        path = IMAGES / f"{name}.png"
        few = picture.quantize(colours, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(path, optimize=True)
        if path.stat().st_size <= HEAVY:
            sys.stdout.write(f"{name}: {path.stat().st_size // 1000} kB, {colours} colours\n")
            return
    raise SystemExit(f"{name} is too heavy. Show less of the page.")


# What the pictures show, by the names that the demo gives it.
ASK = """
import json
from wagtail_cofl.awards.models import Campaign
from wagtail_cofl.badges.models import Badge
from wagtail_cofl.pages.models import OpportunityPage, PlaylistPage
from wagtail_cofl.playlists.models import Playlist
badge = Badge.objects.get(slug="rockpool-ranger")
playlist = PlaylistPage.objects.get(slug="look-after-the-shore")
print(json.dumps({
    "badge": badge.pk,
    "version": str(badge.current_version.uuid),
    "campaign": Campaign.objects.filter(badge=badge).first().pk,
    "cards": Campaign.objects.get(label="Cards for the Kite Festival").pk,
    "opportunity": OpportunityPage.objects.get(slug="rockpool-safari").pk,
    "playlist": playlist.pk,
    "route": str(Playlist.objects.get(page=playlist).uuid),
}))
"""


def take_all(camera: Photographer, ids: dict[str, str]) -> None:
    """Every picture of the documentation, in the order of its pages."""
    take, open_ = camera.take, camera.open
    take("skills", open_("/skills/", LEARNER), height=935)
    take("whats-on", open_("/whats-on/"), height=960)

    take("set-up", open_("/admin/cofl/", EDITOR), height=620)
    take("badge-form", open_(f"/admin/cofl/badges/edit/{ids['badge']}/", EDITOR))
    take("badge", open_(f"/cofl/badges/{ids['version']}"))
    form = open_(f"/admin/pages/{ids['opportunity']}/edit/", EDITOR)
    take("dates-form", form, top="#panel-child-content-when_and_where-section")
    take("poster", open_(f"/admin/cofl/claim-codes/poster/{ids['campaign']}/", EDITOR), height=1180)
    take("event-kit", open_(f"/admin/cofl/claim-codes/kit/{ids['cards']}/", EDITOR))
    take("cards", open_(f"/admin/cofl/claim-codes/cards/{ids['cards']}/", EDITOR), height=900)

    form = open_(f"/admin/pages/{ids['playlist']}/edit/", EDITOR)
    take("playlist-form", form, top="#panel-child-content-steps-section")
    take("playlist", open_("/playlists/look-after-the-shore/"))
    take("playlist-mine", open_(f"/cofl/playlists/{ids['route']}/mine/", LEARNER), height=1080)


def main() -> None:
    program = chromium()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        served = Served(Path(folder))
        served.manage("migrate", "-v0")
        served.manage("load_demo_city")
        ids = served.run(ASK)
        with closing(served), served.running():
            browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
            take_all(Photographer(served, browser), ids)
            browser.close()


if __name__ == "__main__":
    main()
