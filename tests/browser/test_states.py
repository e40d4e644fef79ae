"""The same pages with nothing on them, and with far too much: words that no line can hold, lists
without end."""

import contextlib
import shutil
from collections.abc import Iterator

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
def copy(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The demo site with a second city, for these tests alone."""
    folder = tmp_path_factory.mktemp("two-cities")
    shutil.copytree(served.data, folder, dirs_exist_ok=True)
    with contextlib.closing(Served(folder)) as site:
        yield site


def look_at_all(visitor: Visitor, address: str, pages: list) -> None:
    wrong = []
    for name, path in pages:
        visitor.go(address + path)
        assert visitor.page.url == address + path
        wrong += look_everywhere(visitor, name)
    assert not wrong + visitor.errors, "\n".join(wrong + visitor.errors)


def test_empty_then_full(copy: Served, browser: Browser) -> None:
    empty = call(copy, f"empty({copy.port})")
    name, value = call(copy, "a_learner()")
    address = f"http://{HOST}:{copy.port}"
    # Served only now: Wagtail remembers for an hour which sites there are.
    with copy.running(), contextlib.closing(new_context(browser, DESK)) as context:
        context.add_cookies([{"name": name, "value": value, "url": address}])
        visitor = Visitor(copy, context, DESK)
        look_at_all(visitor, address, empty)
        look_at_all(visitor, address, call(copy, "full()"))
