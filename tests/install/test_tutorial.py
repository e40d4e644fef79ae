"""The developer's tutorial, walked in a new site from its first command to its last."""

import shutil
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import ARGUMENTS, chromium
from tests.install.council import CouncilSite
from tests.install.tutorial import Block, Script, merge, read_page, script

TUTORIAL = read_page("tutorials/add-to-your-site")
OWN_PAGES = read_page("how-to/own-page-types")
PAGES = ("/whats-on/", "/skills/", "/playlists/")
PLUM, OURS = "rgb(107, 30, 91)", "rgb(11, 85, 99)"

# What the how-to promises of a site's own page types: a page of theirs is on the list.
PUBLISH_ONE = """
from django.test import Client
from wagtail.models import Site
from learning.models import OpportunityPage
from wagtail_cofl.opportunities.models import Opportunity
from wagtail_cofl.providers.models import Provider
site = Site.objects.get()
museum = Provider.objects.create(site=site, name="Museum", email="m@museum.example")
page = OpportunityPage(title="Knots on the Quay", slug="knots", provider=museum)
site.root_page.add_child(instance=page)
page.save_revision().publish()
assert Opportunity.objects.get().page_id == page.pk
for path in ("/whats-on/", "/skills/", "/playlists/", "/knots/"):
    answer = Client(HTTP_HOST="localhost").get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    assert 'class="cofl"' in answer.content.decode(), path
assert "Knots on the Quay" in Client(HTTP_HOST="localhost").get("/whats-on/").content.decode()
print("all there")
"""


def step(block: Block) -> int:
    """The number of the section that a block is in; 0 before the first."""
    number = block.section.partition(".")[0]
    return int(number) if number.isdigit() else 0


@pytest.fixture(scope="module")
def set_up(
    bare_site: CouncilSite, wheel: Path, tables: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Script]:
    """The tutorial as far as its checks. Its ``migrate`` finds the tables made, to save time; that
    the same lines make them is the business of ``test_site.py``."""
    with script(tmp_path_factory.mktemp("tutorial"), bare_site.python.parent, wheel) as running:
        running.follow([block for block in TUTORIAL if step(block) <= 5])
        shutil.copy(tables, running.site / "db.sqlite3")
        running.follow([block for block in TUTORIAL if step(block) == 6])
        yield running


@pytest.fixture(scope="module")
def served(set_up: Script) -> Script:
    """The tutorial as far as its server."""
    set_up.follow([block for block in TUTORIAL if step(block) in {7, 8}])
    return set_up


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.mark.parametrize(("blocks", "at_most"), [(TUTORIAL, 1), (OWN_PAGES, 0)])
def test_few_blocks_are_left_out(blocks: list[Block], at_most: int) -> None:
    assert len([block for block in blocks if block.does == "not run"]) <= at_most


def test_merging_needs_a_line_that_is_there() -> None:
    assert (
        merge("A = [\n    1,\n]\n", "A = [\n    # …\n    2,\n]\n") == "A = [\n    1,\n    2,\n]\n"
    )
    assert (
        merge("A = [\n    1,\n]\n", "A = [\n    0,\n    # …\n]\n") == "A = [\n    0,\n    1,\n]\n"
    )
    with pytest.raises(AssertionError, match="nothing shows"):
        merge("B = [\n]\n", "A = [\n    2,\n")


def test_going_live_needs_nothing_more_of_ours(set_up: Script) -> None:
    assert "System check identified" in set_up.said
    assert "wagtail_cofl" not in set_up.said


@pytest.mark.parametrize("path", PAGES)
def test_each_page_opens_in_the_look_of_the_site(served: Script, path: str) -> None:
    with urllib.request.urlopen(served.address + path, timeout=30) as answer:
        html = answer.read().decode()
    assert "css/mysite.css" in html
    assert 'class="cofl"' in html


def test_the_look_changes_when_the_tutorial_says_so(served: Script, browser: Browser) -> None:
    colour = "e => getComputedStyle(e).backgroundColor"
    page = browser.new_page()
    page.goto(served.address + PAGES[0])
    assert page.locator(".cofl .cofl-btn").first.evaluate(colour) == OURS
    assert "01632" not in page.content()
    served.follow([block for block in TUTORIAL if step(block) == 9])
    page = browser.new_page()  # with nothing kept from before: the page says to hold Shift
    page.goto(served.address + PAGES[0])
    assert page.locator(".cofl .cofl-btn").first.evaluate(colour) == PLUM
    assert page.get_by_text("Ring 01632 960 123.").is_visible()


def test_the_last_step_has_nothing_to_run() -> None:
    assert not [block for block in TUTORIAL if step(block) > 9]


def test_a_site_with_page_types_of_its_own(
    bare_site: CouncilSite, wheel: Path, tables: Path, tmp_path: Path
) -> None:
    """``migrate`` makes the site's own tables; those of the ready-made pages stand there unused."""
    with script(tmp_path, bare_site.python.parent, wheel) as running:
        running.follow([block for block in TUTORIAL if step(block) <= 5])
        settings = running.site / "mysite/settings/base.py"
        text = settings.read_text()
        assert text.count('    "wagtail_cofl.pages",\n') == 1
        settings.write_text(text.replace('    "wagtail_cofl.pages",\n', ""))
        shutil.copy(tables, running.site / "db.sqlite3")
        running.follow(OWN_PAGES)
        assert "all there" in running.shell(PUBLISH_ONE)
