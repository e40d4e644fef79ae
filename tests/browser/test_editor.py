"""An editor sets a badge up and gets its poster, without ever typing anything technical."""

import io
import re
from datetime import date, timedelta
from pathlib import Path

import zxingcpp
from PIL import Image
from playwright.sync_api import Error, expect

from .visitor import DESK, Visit, Visitor, findings, no_jargon

CHECKLIST = [
    "Name your city and its permanent address",
    "Add the first provider",
    "Add the first skill",
    "Publish the first badge",
    "Publish the first opportunity",
]


class Editor:
    """What an editor does in the admin, in her own words."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.page = visitor.page
        self.form = self.page.locator("form[data-edit-form]").or_(
            self.page.locator("form#page-edit-form")
        )

    def open_form(self, menu: str, add: str) -> None:
        """By the menu, as she finds it."""
        self.page.get_by_role("button", name="City of Learning").click()
        self.page.get_by_role("link", name=menu, exact=True).click()
        self.page.wait_for_load_state()
        self.page.get_by_role("link", name=add).first.click()
        self.page.wait_for_load_state()
        self.form.wait_for()
        no_jargon(self.form)

    def fill(self, label: str, words: str) -> None:
        self.form.get_by_role("textbox", name=label).first.fill(words)

    def fill_moment(self, label: str, words: str) -> None:
        """A date and time. The calendar that Wagtail opens must be gone before anything is pressed."""
        box = self.form.get_by_role("textbox", name=label)
        calendar = self.page.locator(".xdsoft_datetimepicker").filter(visible=True)
        box.click()
        expect(calendar).to_have_count(1)
        box.fill(words)
        box.press("Tab")
        expect(calendar).to_have_count(0)

    def choose(self, button: str, title: str, *, within: str = "main") -> None:
        """Press a chooser's button and pick the row or card with this title."""
        self.page.locator(within).get_by_role("button", name=button).first.click()
        dialog = self.page.get_by_role("dialog")
        search = dialog.get_by_label("Search term")
        search.fill(title)
        dialog.get_by_role("link", name=title).first.click()
        dialog.wait_for(state="hidden")

    def upload(self, picture: Path) -> None:
        """A new picture, by way of Wagtail's own image chooser."""
        self.form.get_by_role("button", name="Choose an image").click()
        dialog = self.page.get_by_role("dialog")
        dialog.get_by_role("tab", name="Upload").click()
        dialog.locator("input[type=file]").set_input_files(picture)
        expect(dialog.get_by_role("textbox", name="Title")).not_to_have_value("")
        dialog.get_by_role("button", name="Upload", exact=True).click()
        dialog.wait_for(state="hidden")

    def add_block(self, panel: str, name: str | None = None) -> None:
        """One more block; where there are kinds, the one with this name."""
        section = self.form.locator(f"#{panel}-section")
        section.get_by_role("button", name="Insert a block").first.click()
        if name:
            self.page.get_by_role("option", name=name).click()

    def preview(self, words: str, name: str) -> None:
        """Open the preview panel, wait for the words in it, look at it and put it away."""
        toggle = self.page.get_by_role("button", name="Toggle preview")
        toggle.click()
        panel = self.page.frame_locator("iframe").last
        expect(panel.get_by_text(words).first).to_be_visible(timeout=20_000)
        self.visitor.look_at_admin(name)
        for _again in range(8):
            expect(panel.get_by_text(words).first).to_be_visible(timeout=20_000)
            inside = panel.locator("html").element_handle().owner_frame()
            try:
                # A newer preview begins empty: what is found counts if the words stood all along.
                before = inside.get_by_text(words).count()
                found = findings(inside)
                if before and inside.get_by_text(words).count():
                    break
            except Error as error:  # Wagtail has put a newer preview in the place of this one
                if "detached" not in str(error) and "destroyed" not in str(error):
                    raise
        else:
            raise AssertionError("the preview never settles")
        assert not found, found
        toggle.click()

    def publish(self) -> None:
        actions = self.page.get_by_role("navigation", name=re.compile("Actions.*footer"))
        actions.get_by_role("button", name="More actions").click()
        with self.page.expect_navigation():
            actions.get_by_role("button", name="Publish", exact=True).click()

    def save(self) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Save", exact=True).click()


def log_in(visitor: Visitor) -> Editor:
    visitor.go("/admin/login/")
    visitor.page.get_by_label("Username").fill("editor")
    visitor.page.get_by_label("Password").fill("editor")
    visitor.press("Sign in")
    return Editor(visitor)


def test_from_the_dashboard_to_the_poster(visit: Visit, picture: Path) -> None:
    visitor = visit(DESK)
    editor = log_in(visitor)
    page = editor.page
    for line in CHECKLIST:
        visitor.see(line)
    visitor.look_at_admin("admin-dashboard", full=True)

    provider, skill = "Harbour Guides", "Showing people round"
    badge, event = "Harbour Guide", "Guide a harbour walk"

    editor.open_form("Providers", "Add provider")
    visitor.look_at_admin("admin-provider", full=True)
    editor.fill("Name", provider)
    editor.fill("Description", "People who know every bollard.")
    editor.fill("email", "guides@example.org")
    editor.save()
    visitor.see(provider)

    editor.open_form("Skills", "Add skill")
    visitor.look_at_admin("admin-skill", full=True)
    editor.fill("Name", skill)
    editor.fill("Description", "Leading a small group and telling them a story.")
    editor.save()
    visitor.see(skill)

    editor.open_form("Badges", "Add badge")
    visitor.look_at_admin("admin-badge-empty", full=True)
    editor.fill("Name", badge)
    editor.fill("What it says about the person", "I led a walk round the harbour.")
    editor.upload(picture)
    editor.fill("Description", "For people who show others the harbour.")
    editor.choose("Choose provider", provider)
    editor.form.get_by_role("combobox", name="Layer").select_option(
        label="Lead: helping others to do it"
    )
    editor.add_block("panel-criteria", "Something to do")
    editor.fill("What to do", "Lead one walk with a guide beside you")
    page.get_by_role("button", name="Add Skill").click()
    editor.choose("Choose a skill", skill)
    no_jargon(editor.form)
    visitor.look_at_admin("admin-badge", full=True)
    editor.preview("I led a walk round the harbour.", "admin-badge-preview")
    editor.publish()
    visitor.see("published")

    # An opportunity, from the last line of the checklist.
    visitor.go("/admin/")
    page.get_by_role("link", name=re.compile("Add another")).click()
    editor.form.wait_for()
    no_jargon(editor.form)
    editor.fill("Title", event)
    editor.fill("Summary", "An hour along the quay, led by you.")
    editor.add_block("panel-child-content-when_and_where", "Date")
    starts = date.today() + timedelta(days=30)
    editor.fill_moment("Starts", f"{starts} 14:00")
    editor.fill("Place", "Old Lifeboat House, PM1 3CD")
    editor.choose("Choose provider", provider)
    editor.choose("Choose badge", badge)
    no_jargon(editor.form)
    visitor.look_at_admin("admin-opportunity", full=True)
    editor.preview("An hour along the quay, led by you.", "admin-opportunity-preview")
    editor.publish()
    visitor.see("People claim its badge with a code.")
    visitor.look_at_admin("admin-published")

    page.get_by_role("link", name="Get a claim code").first.click()
    editor.form.wait_for()
    no_jargon(editor.form)
    assert editor.form.get_by_role("textbox", name="For").input_value() == event
    visitor.see(badge)
    visitor.look_at_admin("admin-claim-code", full=True)
    editor.save()

    visitor.look_at_admin("admin-kit", full=True)
    page.get_by_role("link", name="Open the poster").click()
    visitor.see("You did it. Take the badge home.")
    visitor.look("admin-poster")
    (code,) = zxingcpp.read_barcodes(
        Image.open(io.BytesIO(page.locator("svg.cofl-qr").screenshot()))
    )
    stranger = visit()
    stranger.go(code.text)
    stranger.see(badge)
    stranger.see(provider)
    stranger.look("claim-of-new-badge")
    stranger.go("/whats-on/?kind=informal")
    with stranger.page.expect_navigation():
        stranger.page.get_by_role("main").get_by_role("link", name=event).click()
    facts = stranger.page.locator(".cofl-facts")
    expect(facts).to_contain_text("Old Lifeboat House")
    expect(facts).to_contain_text("PM1 3CD")
    stranger.look("opportunity-new")
