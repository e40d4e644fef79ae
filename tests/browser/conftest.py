"""One example site and one browser for all journeys; a fresh context for each visitor."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageOps
from playwright.sync_api import Browser, BrowserContext, StorageState, sync_playwright

from .chromium import ARGUMENTS, chromium
from .served import Served
from .visitor import DESK, PHONE, Visit, Visitor, new_context


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    site = Served(tmp_path_factory.mktemp("site"))
    with contextlib.closing(site):
        site.prepare()
        with site.running():
            yield site


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(served: Served, browser: Browser) -> Iterator[Visit]:
    """Make a visitor with a browser of their own, at the width of a phone unless another is named.
    Keyword arguments go to the browser context."""
    contexts: list[BrowserContext] = []

    def start(width: int = PHONE, **more) -> Visitor:
        context = new_context(browser, width, **more)
        contexts.append(context)
        return Visitor(served, context, width)

    yield start
    for context in contexts:
        context.close()


@pytest.fixture
def editor(visit: Visit, editor_state: StorageState) -> Visitor:
    """Somebody of the council at a desk, logged in."""
    return visit(DESK, storage_state=editor_state)


@pytest.fixture(scope="session")
def editor_state(served: Served, browser: Browser) -> StorageState:
    """The cookies of the editor, logged in."""
    context = new_context(browser, DESK)
    page = context.new_page()
    page.goto(f"{served.address}/admin/login/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill("editor")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/admin/")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A badge picture as an editor has it on her disk: one that the site has not seen before."""
    source = Path(__file__).parents[2] / "example_site/demo/pictures/sound-recordist.png"
    with Image.open(source) as drawn:
        ImageOps.mirror(drawn).resize((536, 536)).save(tmp_path / "harbour-guide.png")
    return tmp_path / "harbour-guide.png"
