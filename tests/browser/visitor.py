"""Somebody with a browser, and how every page that they see is looked at."""

import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Frame, Locator, Page

from .served import Served

# By a name of our own: Wagtail's admin has an axe too, and another version of it.
AXE = (files("axe_playwright_python") / "axe.min.js").read_text() + "\nwindow.coflAxe = axe;"
PHONE, TABLET, DESK = 360, 768, 1280
HEIGHT = {PHONE: 740, TABLET: 1024, DESK: 900}
# Web pages of hers that an editor knows: where her provider is, and where people book.
HER_OWN_ADDRESSES = {"website", "booking_url"}
SCREENSHOTS = os.environ.get("COFL_SCREENSHOTS")

# What Wagtail's own markup does and we cannot mend: rule -> (part of the markup, why). A finding is
# left out only if every element that it names has this markup; our own panels never do.
WAGTAILS_OWN: dict[str, tuple[str, str]] = {
    "aria-input-field-name": (
        "public-DraftEditor-content",
        "Wagtail's rich text field is not tied to its visible label.",
    ),
}

ANYTHING_INLINE = """() => [
  ...[...document.querySelectorAll("style")].map((e) => e.outerHTML.slice(0, 90)),
  ...[...document.querySelectorAll("script:not([src])")].map((e) => e.outerHTML.slice(0, 90)),
  ...[...document.querySelectorAll("*")].filter((e) => e.getAttributeNames().some(
      (name) => name === "style" || name.startsWith("on"))).map((e) => e.outerHTML.slice(0, 90)),
]"""
TOO_WIDE = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  return [...document.querySelectorAll("body *")]
    .filter((e) => e.getBoundingClientRect().right > room + 1)
    .map((e) => e.outerHTML.slice(0, 90));
}"""
# What is still fading in has no colours of its own yet.
SETTLE = """() => Promise.race([
  Promise.allSettled(document.getAnimations().map((a) => a.finished)),
  new Promise((go) => setTimeout(go, 2000)),
])"""
HAS_AXE = "() => 'coflAxe' in window"
RUN_AXE = """async (rules) => {
  const only = rules ? {runOnly: {type: "rule", values: rules}} : {};
  const found = await coflAxe.run(document, {iframes: false, resultTypes: ["violations"], ...only});
  return found.violations
    .map((v) => ({rule: v.id, impact: v.impact, help: v.help, nodes: v.nodes.map(
        (n) => ({html: n.html.slice(0, 300), at: n.target.join(" "), why: n.failureSummary}))}));
}"""


def findings(
    page: Page | Frame, *, admin: bool = False, rules: list[str] | None = None
) -> list[dict]:
    """axe-core's findings on a page or frame, of every severity; in Wagtail's admin those that are
    serious and are not Wagtail's own. With ``rules`` only they are asked."""
    page.evaluate(SETTLE)
    if not page.evaluate(HAS_AXE):
        page.evaluate(AXE)
    found = page.evaluate(RUN_AXE, rules)
    if not admin:
        return found
    serious = [one for one in found if one["impact"] in {"serious", "critical"}]
    return [one for one in serious if not _is_wagtails_own(one)]


def _is_wagtails_own(finding: dict) -> bool:
    part, _why = WAGTAILS_OWN.get(finding["rule"], (None, ""))
    return part is not None and all(part in node["html"] for node in finding["nodes"])


@dataclass
class Visitor:
    """One browser context at one width. ``look`` is called on every page that the visitor sees."""

    served: Served
    context: BrowserContext
    width: int
    page: Page = field(init=False)
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._hear)

    def _hear(self, message: ConsoleMessage) -> None:
        """What a strict Content Security Policy refuses is an error of the page."""
        if "Content Security Policy" in message.text and "/admin/" not in self.page.url:
            self.errors.append(message.text)

    def go(self, path: str) -> None:
        address = path if path.startswith("http") else self.served.address + path
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.status < 500, f"{path}: {answer.status}"

    def press(self, name: str, *, role: str = "button") -> None:
        """Press the button or link with exactly this name, and wait for the page after it."""
        with self.page.expect_navigation():
            self.page.get_by_role(role, name=name, exact=True).click()

    def see(self, words: str) -> Locator:
        """The words are on the page for everybody to see."""
        found = self.page.get_by_text(words).filter(visible=True).first
        found.wait_for()
        return found

    # --- looking ------------------------------------------------------------------------------

    def look(self, name: str, *, full: bool = True) -> None:
        """A page of the public site: no findings, nothing inline, no sideways scroll at any width."""
        # First of all, because taking a picture leaves empty style attributes on fields.
        inline = self.page.evaluate(ANYTHING_INLINE)
        assert not inline, f"{name}: {inline}"
        self.take_picture(name, full=full)
        assert not (found := findings(self.page)), f"{name}: {json.dumps(found, indent=1)}"
        for width in (DESK, PHONE, 320):
            self.fits(name, width)
        self.resize(self.width)
        assert not self.errors, self.errors

    def resize(self, width: int) -> None:
        self.page.set_viewport_size({"width": width, "height": HEIGHT.get(width, 740)})

    def fits(self, name: str, width: int) -> None:
        """There is nothing to scroll to sideways."""
        self.resize(width)
        wide = self.page.evaluate(TOO_WIDE)
        assert not wide, f"{name} at {width} px: {wide}"

    def look_at_admin(self, name: str, *, full: bool = False) -> None:
        """A page of Wagtail's admin: findings count unless they are known to be Wagtail's own."""
        self.take_picture(name, full=full)
        found = findings(self.page, admin=True)
        assert not found, f"{name}: {json.dumps(found, indent=1)}"

    def take_picture(self, name: str, *, full: bool = True, width: int | None = None) -> None:
        if SCREENSHOTS:
            self.page.evaluate(SETTLE)
            Path(SCREENSHOTS).mkdir(parents=True, exist_ok=True)
            file = f"{SCREENSHOTS}/{name}-{width or self.width}.png"
            self.page.screenshot(path=file, full_page=full)


Visit = Callable[..., Visitor]


def new_context(browser: Browser, width: int, **more) -> BrowserContext:
    """A fresh browser: no cookies, nothing moves, and files may be downloaded."""
    return browser.new_context(
        viewport={"width": width, "height": HEIGHT[width]},
        locale="en-GB",
        timezone_id="Europe/London",
        reduced_motion="reduce",
        **more,
    )


def no_jargon(form: Locator) -> None:
    """No field asks for an address, a key, an identifier or code of any kind."""
    shown = form.locator("label, legend, .w-panel__heading, .w-field__help, input, textarea")
    seen = 0
    for part in shown.filter(visible=True).all():
        tag = part.evaluate("e => e.tagName")
        words = part.inner_text() if tag not in {"INPUT", "TEXTAREA"} else ""
        if tag in {"INPUT", "TEXTAREA"}:
            if part.get_attribute("name") not in HER_OWN_ADDRESSES:
                assert part.get_attribute("type") != "url", part.evaluate("e => e.outerHTML")
            words = " ".join(part.get_attribute(a) or "" for a in ("placeholder", "aria-label"))
            seen += 1
        bad = re.search(r"\b(ur[il]s?|iris?|dids?|uuids?|json(-ld)?|keys?|slug|api)\b", words, re.I)
        assert not bad, words
    assert seen, "the form has no field at all"
