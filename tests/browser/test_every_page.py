"""Every page that there is, at every width, in light and then in dark: the list is the URLconf's and the
page types' own (tests/addresses.py), so a new page is looked at as soon as it exists."""

import json
from collections import Counter

import pytest
from playwright.sync_api import Browser

from .served import Served
from .visitor import DESK, PHONE, TABLET, Visitor, findings, new_context

# axe-core's rules that are about colours.
COLOURS = ["color-contrast", "link-in-text-block"]

pytestmark = pytest.mark.usefixtures("served")


def look_everywhere(visitor: Visitor, name: str) -> list[str]:
    """One page at all widths; what is wrong with it, in words. Wide first: one load is enough."""
    wrong = []
    for width in (DESK, TABLET, PHONE, 320):
        try:
            visitor.fits(name, width)
        except AssertionError as error:
            wrong.append(str(error))
        if width == 320:
            continue
        visitor.take_picture(name, width=width)
        if width != TABLET and (found := findings(visitor.page)):
            wrong.append(f"{name} at {width} px: {json.dumps(found, indent=1)}")
    visitor.resize(DESK)
    return wrong


def look_in_the_dark(visitor: Visitor, name: str) -> list[str]:
    """The same page in dark. Nothing but its colours is another (light-dark() in cofl.css): how wide it
    is, and what a screen reader hears, was looked at in light."""
    wrong = []
    visitor.page.emulate_media(color_scheme="dark")
    for width in (PHONE, DESK):
        visitor.resize(width)
        visitor.take_picture(name, width=width)
        if found := findings(visitor.page, rules=COLOURS):
            wrong.append(f"{name} at {width} px: {json.dumps(found, indent=1)}")
    visitor.page.emulate_media(color_scheme="light")
    return wrong


def test_every_page(served: Served, browser: Browser) -> None:
    pages, cookie = served.every_page()
    people = {}
    for who in {page["who"] for page in pages}:
        context = new_context(browser, DESK)
        if who == "learner":
            context.add_cookies([cookie])
        people[who] = Visitor(served, context, DESK)
    wrong, seen = [], Counter()
    for page in pages:
        visitor = people[page["who"]]
        seen[page["name"]] += 1
        name = f"{page['name']}-{seen[page['name']]}"
        visitor.go(page["path"])
        landed = visitor.page.url.removeprefix(served.address)
        if landed != page["path"]:
            wrong.append(f"{page['path']} leads to {landed}")
            continue
        wrong += look_everywhere(visitor, name)
        wrong += look_in_the_dark(visitor, f"{name}-dark")
        wrong += [f"{name}: {error}" for error in visitor.errors]
        visitor.errors.clear()
    for visitor in people.values():
        visitor.context.close()
    assert not wrong, "\n".join(wrong)
