"""Every page that there is, at every width, in light and in dark: the list is the URLconf's and the
page types' own (tests/addresses.py), so a new page is looked at as soon as it exists."""

import json
from collections import Counter

import pytest
from playwright.sync_api import Browser

from .served import Served
from .visitor import DESK, PHONE, TABLET, Visitor, findings, new_context

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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page(served: Served, browser: Browser, scheme: str) -> None:
    pages, cookie = served.every_page()
    people = {}
    for who in {page["who"] for page in pages}:
        context = new_context(browser, DESK, color_scheme=scheme)
        if who == "learner":
            context.add_cookies([cookie])
        people[who] = Visitor(served, context, DESK)
    wrong, seen = [], Counter()
    for page in pages:
        visitor = people[page["who"]]
        seen[page["name"]] += 1
        name = f"{page['name']}-{seen[page['name']]}-{scheme}"
        visitor.go(page["path"])
        landed = visitor.page.url.removeprefix(served.address)
        if landed != page["path"]:
            wrong.append(f"{page['path']} leads to {landed}")
            continue
        wrong += look_everywhere(visitor, name)
        wrong += [f"{name}: {error}" for error in visitor.errors]
        visitor.errors.clear()
    for visitor in people.values():
        visitor.context.close()
    assert not wrong, "\n".join(wrong)
