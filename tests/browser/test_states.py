"""The same pages with nothing on them, and with far too much: words that no line can hold, lists
without end."""

import pytest
from playwright.sync_api import Browser

from .served import Served
from .test_every_page import look_everywhere
from .visitor import DESK, Visitor, new_context

CITY, HOST = "tests.browser.another_city", "127.0.0.1"


def call(served: Served, what: str):
    """What a function of :mod:`.another_city` returns, called inside the site."""
    return served.run(f"import json; from {CITY} import *; print(json.dumps({what}))")


@pytest.fixture(scope="module")
def resident(served: Served, browser: Browser):
    """A learner of the other city, and what is empty there."""
    empty = call(served, f"empty({served.port})")
    name, value = call(served, "a_learner()")
    address = f"http://{HOST}:{served.port}"
    context = new_context(browser, DESK)
    context.add_cookies([{"name": name, "value": value, "url": address}])
    yield Visitor(served, context, DESK), address, empty
    context.close()


def look_at_all(visitor: Visitor, address: str, pages: list) -> None:
    wrong = []
    for name, path in pages:
        visitor.go(address + path)
        assert visitor.page.url == address + path
        wrong += look_everywhere(visitor, name)
    assert not wrong + visitor.errors, "\n".join(wrong + visitor.errors)


def test_empty_then_full(served: Served, resident) -> None:
    visitor, address, empty = resident
    look_at_all(visitor, address, empty)
    look_at_all(visitor, address, call(served, "full()"))
