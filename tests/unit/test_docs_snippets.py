"""What the documentation tells people to type or to press is there and does what it says. (The
developer's tutorial runs in ``tests/install``.)"""

import ast
import re
from dataclasses import fields
from datetime import timedelta
from pathlib import Path

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import timezone
from django.utils.formats import date_format

from wagtail_cofl.opportunities.finding import Card
from wagtail_cofl.opportunities.models import Opportunity

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
HOW_TO = DOCS / "how-to"
FOR_EDITORS = [
    DOCS / "tutorials/your-first-badge.md",
    DOCS / "tutorials/make-a-playlist.md",
    *(HOW_TO / f"{name}.md" for name in ("build-your-spine", "claim-codes", "make-a-playlist")),
    HOW_TO / "criteria-that-answer.md",
    *(HOW_TO / f"{name}.md" for name in ("publish-whats-on", "two-cities", "withdraw-a-badge")),
]
#: Buttons and menus that are Wagtail's own.
WAGTAILS_OWN = {
    "add child page",
    "pages",
    "publish",
    "reports",
    "settings",
    "site",
    "site history",
    "sites",
}


def blocks(page: str, language: str) -> list[str]:
    text = (HOW_TO / f"{page}.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.M | re.S)


@pytest.fixture
def safari(site, provider, badge) -> Opportunity:
    row = Opportunity.objects.create(
        site=site, provider=provider, badge=badge, title="Rockpool safari", kind="informal"
    )
    row.sessions.create(starts_at=timezone.now() + timedelta(days=3))
    return row


@pytest.mark.parametrize("snippet", blocks("whats-on-on-your-home-page", "html"))
def test_whats_on_shows_on_a_page_of_the_sites_own(safari: Opportunity, snippet: str) -> None:
    request = RequestFactory().get("/", SERVER_NAME=safari.site.hostname)
    html = engines["django"].from_string(snippet).render({"page": None}, request)
    assert "Rockpool safari" in html
    assert f"/cofl/opportunities/{safari.uuid}/" in html
    assert date_format(timezone.localtime(safari.sessions.get().starts_at), "l j F") in html


def test_cards_have_what_the_table_says() -> None:
    text = (HOW_TO / "whats-on-on-your-home-page.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| `(\w+)` \|", text, re.M)
    assert named
    assert set(named) <= {field.name for field in fields(Card)}


def plain(words: str) -> str:
    return " ".join(words.lower().replace("’", "'").split())


@pytest.fixture(scope="module")
def screen_words() -> set[str]:
    """Every text in the package that could be on a screen, in small letters."""
    package = ROOT / "wagtail_cofl"
    words = set(WAGTAILS_OWN)
    for path in package.rglob("*.py"):
        if "migrations" not in path.parts:
            nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            texts = [node.value for node in nodes if isinstance(node, ast.Constant)]
            words |= {plain(text) for text in texts if isinstance(text, str)}
    for path in package.rglob("*.html"):
        found = re.findall(r"""translate (["'])(.*?)\1""", path.read_text(encoding="utf-8"))
        words |= {plain(text) for _quote, text in found}
    return words


@pytest.mark.parametrize("path", FOR_EDITORS, ids=lambda path: path.stem)
def test_what_editors_are_told_to_press_is_on_a_screen(path: Path, screen_words: set[str]) -> None:
    """Bold words are the words of forms, menus and buttons; so are the terms of a list of fields."""
    text = path.read_text(encoding="utf-8")
    named = re.findall(r"\*\*([^*]+)\*\*", text) + re.findall(r"^([A-Z][^\n|]*)\n: ", text, re.M)
    assert named
    unknown = {name for name in named if plain(name) not in screen_words}
    assert not unknown
