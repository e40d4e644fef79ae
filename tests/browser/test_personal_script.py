"""js/personal.js by itself: a page that is the same for everybody, and a part that is not."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

SCRIPTS = Path(__file__).parents[2] / "wagtail_cofl/static/wagtail_cofl/js"
SITE = "http://council.example"
PAGE = """<!doctype html><html lang="en"><title>A page</title><body>
<div data-cofl-personal="/part/" data-cofl-said="Your own steps are shown now.">
  <p>For everybody</p><button id="old">Begin</button>
</div>
<script src="/print.js" defer></script><script src="/personal.js" defer></script></body></html>"""
PART = """<p>For Ada alone</p><button data-cofl-print hidden>Print</button>
<img src="/missing.png" alt="" onerror="document.title='It ran'">
<script>document.title = 'It ran'</script>"""
STRICT = {"Content-Security-Policy": "default-src 'none'; script-src 'self'; connect-src 'self'"}


class Council:
    """A site of three addresses; ``answer`` is what the part's address says."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.answer: dict | None = {"body": PART, "content_type": "text/html; charset=utf-8"}
        self.asked: list[dict] = []
        page.route("**/*", self.serve)

    def serve(self, route: Route) -> None:
        path = route.request.url.removeprefix(SITE)
        if path == "/":
            route.fulfill(body=PAGE, content_type="text/html", headers=STRICT)
        elif path == "/part/":
            self.asked.append(route.request.headers)
            route.abort() if self.answer is None else route.fulfill(**self.answer)
        elif path in ("/personal.js", "/print.js"):
            route.fulfill(path=SCRIPTS / path[1:], content_type="text/javascript")
        else:
            route.fulfill(status=404, body="")


@pytest.fixture
def council(browser: Browser) -> Iterator[Council]:
    context = browser.new_context()
    yield Council(context.new_page())
    context.close()


def test_the_part_takes_its_place_and_is_announced(council: Council) -> None:
    page = council.page
    page.goto(SITE + "/")
    expect(page.get_by_text("For Ada alone")).to_be_visible()
    expect(page.get_by_text("For everybody")).to_have_count(0)
    expect(page.get_by_role("status")).to_have_text("Your own steps are shown now.")
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    assert council.asked[0]["accept"] == "text/html"
    assert page.title() == "A page"  # nothing in the part has run


def test_the_keyboard_stays_where_it_was(council: Council) -> None:
    page = council.page
    held: list[Route] = []
    page.route("**/part/", lambda route: held.append(route))
    page.goto(SITE + "/")
    page.locator("#old").focus()
    while not held:
        page.wait_for_timeout(20)
    held[0].fulfill(**council.answer)
    expect(page.get_by_text("For Ada alone")).to_be_visible()
    assert page.evaluate("document.activeElement.dataset.coflPersonal") == "/part/"


NO_PART = {
    "a visitor": {"status": 204},
    "an error": {"status": 500, "body": "<p>Oh no</p>", "content_type": "text/html"},
    "not found": {"status": 404, "body": "<p>No</p>", "content_type": "text/html"},
    "something else": {"body": "{}", "content_type": "application/json"},
    "the way to sign in": {"status": 302, "headers": {"Location": "/elsewhere/"}},
    "no network": None,
}


@pytest.mark.parametrize("answer", NO_PART.values(), ids=NO_PART)
def test_otherwise_what_is_for_everybody_stays(council: Council, answer: dict | None) -> None:
    council.answer = answer
    page = council.page
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.goto(SITE + "/", wait_until="networkidle")
    assert council.asked
    expect(page.get_by_text("For everybody")).to_be_visible()
    expect(page.get_by_role("status")).to_have_count(0)
    assert not failed
