"""Under a strict policy a browser refuses what is inline and what comes from elsewhere. So no page
of ours may have any."""

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

from ..addresses import addresses
from ..conftest import be_learner

pytestmark = pytest.mark.django_db

# <script type=…> that a browser does not run.
DATA = {"application/json", "application/ld+json"}
# What a browser fetches or sends to by itself, and what of a <link> it fetches.
FETCHED = {
    ("audio", "src"),
    ("base", "href"),
    ("button", "formaction"),
    ("embed", "src"),
    ("form", "action"),
    ("frame", "src"),
    ("iframe", "src"),
    ("image", "href"),
    ("image", "xlink:href"),
    ("img", "src"),
    ("img", "srcset"),
    ("input", "formaction"),
    ("input", "src"),
    ("object", "data"),
    ("script", "src"),
    ("source", "src"),
    ("source", "srcset"),
    ("track", "src"),
    ("use", "href"),
    ("use", "xlink:href"),
    ("video", "poster"),
    ("video", "src"),
}
FETCHED_LINKS = {"stylesheet", "icon", "apple-touch-icon", "manifest", "modulepreload", "preload"}


class Looking(HTMLParser):
    """Reads a page: ``bad`` is what a strict policy stops, ``files`` what the page loads, ``forms``
    its forms (each: method, action, names of fields with their values)."""

    def __init__(self, host: str):
        super().__init__()
        self.host = host
        self.bad: list[str] = []
        self.files: set[str] = set()
        self.forms: list[dict] = []

    def handle_starttag(self, tag, pairs):
        attributes = {name: value or "" for name, value in pairs}
        shown = self.get_starttag_text()
        if tag == "style" or "style" in attributes:
            self.bad.append(f"inline style: {shown}")
        if tag == "script" and "src" not in attributes and attributes.get("type") not in DATA:
            self.bad.append(f"inline script: {shown}")
        for name, value in attributes.items():
            if name.startswith("on"):
                self.bad.append(f"inline handler: {shown}")
            if value.strip().lower().startswith("javascript:"):
                self.bad.append(f"script in an address: {shown}")
            link = tag == "link" and name == "href"
            if link and FETCHED_LINKS & set(attributes.get("rel", "").lower().split()):
                self._fetch(value, shown)
            elif (tag, name) in FETCHED:
                several = value.split(",") if name == "srcset" else [value]
                for one in several:
                    self._fetch((one.split() or [""])[0], shown)
        if tag == "form":
            method = attributes.get("method", "get").lower()
            self.forms.append({"method": method, "action": attributes.get("action", "")})
            self.forms[-1]["fields"] = {}
        elif self.forms and tag in {"input", "button"} and attributes.get("name"):
            if attributes.get("type") in {"hidden", "submit"} or tag == "button":
                self.forms[-1]["fields"][attributes["name"]] = attributes.get("value", "")

    def _fetch(self, address: str, shown: str) -> None:
        parts = urlsplit(address)
        if parts.scheme not in {"", "https"} or parts.netloc not in {"", self.host}:
            self.bad.append(f"from elsewhere: {shown}")
        elif parts.path:
            self.files.add(parts.path)


def look(response, host: str) -> Looking | None:
    """What is on a page; None for what is no page."""
    if not response.get("Content-Type", "").startswith("text/html"):
        return None
    assert "default-src 'none'" in response["Content-Security-Policy"]
    seen = Looking(host)
    seen.feed(response.content.decode())
    return seen


def paths_of(here) -> list[str]:
    pages = [page.url for page in here.pages.values()]
    return [address.path for address in addresses(here)] + pages


@pytest.fixture(params=["a visitor", "a learner"])
def someone(request, browser, here):
    if request.param == "a learner":
        be_learner(browser, here)
    return browser


def test_the_test_can_see():
    seen = Looking("ours.example")
    seen.feed(
        """<style>a{}</style><p style="x"><script>1</script><a href="JavaScript:1" onclick="1">
        <img src="data:image/png;base64,AA"><img srcset="/a.png 1x, https://cdn.example/b.png 2x">
        <link rel="preload stylesheet" href="//cdn.example/c.css">
        <form method="post" action="http://ours.example/"></form>"""
    )
    assert len(seen.bad) == 9, seen.bad
    fine = Looking("ours.example")
    fine.feed(
        """<script type="application/ld+json">{}</script><script src="/static/a.js"></script>
        <link rel="canonical" href="https://elsewhere.example/"><a href="https://elsewhere.example/">
        <img src="/b.png" srcset="/c.png 2x"><form action="?a=1"></form>"""
    )
    assert fine.bad == []
    assert fine.files == {"/static/a.js", "/b.png", "/c.png"}


def test_pages_have_nothing_inline_and_nothing_from_elsewhere(someone, here):
    bad, pages, files = [], 0, set()
    for path in paths_of(here):
        response = someone.get(path, headers={"accept": "text/html"}, follow=True)
        if seen := look(response, here.host):
            pages += 1
            files |= seen.files
            bad += [f"{path}: {found}" for found in seen.bad]
    assert bad == []
    assert pages > 20
    assert any(name.endswith(".css") for name in files)


def test_neither_have_the_answers_to_forms(someone, here):
    """Every form of every page, sent as it is: what comes back is mostly a page with an error."""
    bad, sent = [], 0
    for path in paths_of(here):
        page = look(someone.get(path, headers={"accept": "text/html"}), here.host)
        for form in page.forms if page else []:
            sent += 1
            send = someone.post if form["method"] == "post" else someone.get
            response = send(urljoin(path, form["action"]), form["fields"], follow=True)
            if seen := look(response, here.host):
                bad += [f"form of {path}: {found}" for found in seen.bad]
    assert bad == []
    assert sent > 5


def test_style_sheets_and_scripts_keep_to_the_policy(browser, here):
    """Ours load nothing from elsewhere and make no code from text."""
    files = set()
    for path in paths_of(here):
        if seen := look(browser.get(path, headers={"accept": "text/html"}), here.host):
            files |= {name for name in seen.files if name.endswith((".css", ".js"))}
    assert files
    for name in files:
        found = finders.find(name.removeprefix(staticfiles_storage.base_url))
        assert found, f"{name} is not there"
        text = Path(found).read_text()
        elsewhere = re.findall(r"(?:url\(|@import)\s*['\"]?((?:[a-z]+:)?//[^'\")\s]+|data:)", text)
        assert elsewhere == [], name
        assert not re.search(r"\beval\(|new Function\(|setAttribute\(['\"]style", text), name
