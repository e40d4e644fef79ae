"""The street in a browser: one building open at a time without a script, and the learner's own lights
where there is one."""

import pytest
from playwright.sync_api import Browser, Page, expect

from .served import Served
from .visitor import DESK, Visitor, new_context

STREET = "/skills/"


def open_buildings(page: Page) -> list[str]:
    shown = page.locator(".cofl-inside").filter(visible=True)
    return [heading.removeprefix("Inside ") for heading in shown.locator("h2").all_inner_texts()]


@pytest.mark.parametrize("script", [True, False])
def test_a_building_opens_when_it_is_picked(served: Served, browser: Browser, script: bool) -> None:
    context = new_context(browser, DESK, java_script_enabled=script)
    visitor = Visitor(served, context, DESK)
    visitor.go(STREET)
    towers = visitor.page.locator(".cofl-city a")
    assert towers.count() >= 8  # an editor may have added one
    names = [tower.get_attribute("aria-label").partition(":")[0] for tower in towers.all()]
    assert open_buildings(visitor.page) == names[:1]
    towers.nth(5).click()
    assert open_buildings(visitor.page) == [names[5]]
    expect(visitor.page.locator(".cofl-inside:target h2")).to_be_in_viewport()
    visitor.page.go_back()
    assert open_buildings(visitor.page) == names[:1]
    context.close()


def test_a_learners_own_lights_come_on_and_the_building_stays_open(
    served: Served, browser: Browser
) -> None:
    _pages, cookie = served.every_page()
    context = new_context(browser, DESK)
    context.add_cookies([cookie])
    visitor = Visitor(served, context, DESK)
    visitor.go(STREET)
    expect(visitor.page.locator("#street")).to_contain_text("You have lit")
    assert visitor.page.locator(".cofl-city .cofl-w--lit").count() > 0
    expect(visitor.page.get_by_role("status")).to_have_text("Your own lights are on now.")
    visitor.page.locator(".cofl-city a").nth(5).click()
    (opened,) = open_buildings(visitor.page)
    visitor.page.reload()
    expect(visitor.page.locator("#street")).to_contain_text("You have lit")
    assert open_buildings(visitor.page) == [opened]
    visitor.look("skills-mine")
    context.close()


def test_without_a_script_the_lights_are_a_page(served: Served, browser: Browser) -> None:
    _pages, cookie = served.every_page()
    context = new_context(browser, DESK, java_script_enabled=False)
    context.add_cookies([cookie])
    visitor = Visitor(served, context, DESK)
    visitor.go(STREET)
    assert visitor.page.locator(".cofl-city .cofl-w--lit").count() == 0
    visitor.press("See my lights", role="link")
    visitor.see("only you see this")
    assert visitor.page.locator(".cofl-city--night .cofl-w--lit").count() > 0
    context.close()
