"""Every way in which a badge is given, from the learner's phone to the signed document.

A child with a grown-up, and six words: test_people.py. A code read from a poster: test_learner.py.
"""

import urllib.error
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from wagtail_cofl.openbadges.verification import CannotFetch, verify

from .served import Served
from .test_learner import say_age_and_address
from .visitor import Visit, Visitor

LIST = """Email,Who,Their own address
office@school.example,Lee,lee@example.org
office@school.example,Mo,mo@example.org
office@school.example,Cy,cy at example.org
"""
# The list twice: nobody gets it twice.
COMMANDS = """
import io, json
from django.core.management import call_command
call_command("cofl_issue", badge="bread-maker", email="bea@example.org")
call_command("cofl_issue_list", "{file}", badge="bread-maker")
call_command("cofl_issue_list", "{file}", badge="bread-maker", stdout=(said := io.StringIO()))
print(json.dumps(said.getvalue()))
"""


@pytest.fixture(scope="module")
def made(served: Served) -> dict[str, str]:
    return served.run("import json; from tests.browser.ways import make; print(json.dumps(make()))")


@pytest.fixture
def visit_as(visit: Visit, served: Served, made: dict[str, str]):
    """A learner who has signed in before."""

    def start(who: str) -> Visitor:
        visitor = visit()
        cookie = {"name": made["cookie"], "value": made[who], "url": served.address}
        visitor.context.add_cookies([cookie])
        return visitor

    return start


def fetch(url: str, accept: str) -> bytes:
    request = urllib.request.Request(url, headers={"Accept": accept})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.read()
    except urllib.error.URLError as error:
        raise CannotFetch(str(error)) from error


def signed(visitor: Visitor, name: str, *, email: str | None = None) -> dict:
    """The document of the badge whose own page the visitor sees, as anybody can check it."""
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(name)
    link = visitor.page.get_by_role("link", name="Download credential", exact=True)
    address = visitor.served.address + link.get_attribute("href")
    data = fetch(address, "application/json")
    report = verify(data, fetch=fetch, now=datetime.now(UTC), email=email, allow_http=True)
    assert report.verdict == "valid", report.to_dict()
    assert report.summary.name == name
    return report.document


def keep(visitor: Visitor, link: str, name: str) -> None:
    """From the link in a letter to the badge; whoever comes this way says how old they are."""
    visitor.go(link)
    visitor.see(name)
    visitor.press("Keep my badge")
    visitor.page.get_by_label("18 or over").check()
    visitor.press("Keep my badge")
    visitor.see("You did it!")


def add(learner: Visitor, part: int, *, words="", answer="", photo: Path | None = None) -> None:
    """Open the form of a criterion, fill it in and save it."""
    section = learner.page.locator(f"#c{part}")
    if not section.locator("details[open]").count():
        section.locator("summary").click()
    if words:
        section.get_by_label("In your own words").fill(words)
    if answer:
        section.get_by_label(answer).check()
    if photo:
        section.get_by_label("A photo").set_input_files(photo)
    with learner.page.expect_navigation():
        section.locator("details button[type=submit]").click()


def test_codes_and_the_badge_that_follows_from_two(visit: Visit, made: dict[str, str]) -> None:
    learner, email = visit(), "wendy@example.org"
    learner.go("/cofl/claim/")
    learner.page.get_by_label("Your code").fill("Kite Festival")
    learner.press("Next")
    learner.see("Kite Festival Helper")
    learner.go(say_age_and_address(learner, email))
    learner.press("Get my badge")
    learner.see("You did it!")
    signed(learner, "Kite Festival Helper", email=email)
    learner.go("/cofl/my-badges/")
    assert not learner.page.get_by_text("Feast Maker").count()

    learner.go("/cofl/claim/")
    learner.page.get_by_label("Your code").fill(made["card"].lower())
    learner.press("Next")
    learner.press("Claim my badge", role="link")
    learner.press("Get my badge")
    signed(learner, "Soup for Sixty", email=email)

    # Nobody did anything for the third.
    learner.go("/cofl/my-badges/")
    learner.look("my-badges-three")
    with learner.page.expect_navigation():
        learner.page.get_by_role("link", name="Feast Maker").click()
    signed(learner, "Feast Maker", email=email)

    # The card is used up.
    another = visit()
    another.go(f"/cofl/claim/{made['card']}/")
    another.see("This code has been used.")


def test_a_letter_of_a_list(served: Served, visit: Visit, editor: Visitor, tmp_path: Path) -> None:
    file = tmp_path / "tuesday-group.csv"
    file.write_text(LIST)
    editor.go("/admin/cofl/lists/")
    editor.page.get_by_role("link", name="Add list").first.click()
    editor.page.get_by_label("List").set_input_files(file)
    editor.page.get_by_role("combobox", name="Badge").select_option(label="Gull Counter")
    editor.look_at_admin("admin-list-upload", full=True)
    editor.press("Look at it")

    # The address of the school was taken for theirs.
    editor.see("2 rows have a problem and are left out.")
    editor.look_at_admin("admin-list-preview", full=True)
    editor.page.get_by_label("E-mail address").select_option(label="Their own address")
    editor.press("Look again")
    editor.see("1 row has a problem and is left out.")
    editor.see("Row 4:")
    editor.press("Give it to 2 people")
    editor.see("2 of 2 rows are done.")
    editor.look_at_admin("admin-list", full=True)
    assert not served.links_to("office@school.example")

    learner = visit()
    (link,) = served.links_to("lee@example.org")
    learner.go(link)
    learner.look("invited")
    learner.press("Keep my badge")
    learner.look("invited-age")
    keep(learner, link, "Gull Counter")
    signed(learner, "Gull Counter", email="lee@example.org")
    editor.go(editor.page.url)
    editor.see("Claimed (1)")


def test_asked_for_and_looked_at(
    served: Served, visit: Visit, made: dict[str, str], tmp_path: Path
) -> None:
    photo = tmp_path / "walk.jpg"
    Image.new("RGB", (400, 300), "#9cc9d8").save(photo)
    learner = visit()
    learner.go(made["guide"])
    learner.press("Ask for this badge", role="link")
    learner.page.get_by_label("13 to 17").check()
    learner.press("Next")
    learner.press("Give me six words", role="link")
    learner.page.get_by_label("Your nickname").fill("Turnstone")
    learner.press("Next")
    learner.page.get_by_label("I have written them down").check()
    learner.press("Next: say what you did")
    claim = learner.page.url

    learner.press("Send it in")
    learner.see("You cannot send it in yet")
    learner.look("my-claim-missing")
    add(learner, 1, answer="Wait on the rocks")
    learner.see("Not yet")
    add(learner, 1, answer="Walk back to the steps")
    learner.see("You had 1 of 1 right")
    add(learner, 2, words="I led six people along the shore.", photo=photo)
    expect(learner.page.get_by_role("img", name="Your photo")).to_be_visible()
    learner.look("my-claim-filled")
    learner.press("Send it in")
    learner.look("my-claim-waiting")

    assessor = visit()
    assessor.go("/cofl/queue/")
    assessor.page.get_by_label("Username").fill("dana")
    assessor.page.get_by_label("Password").fill("dana")
    assessor.press("Sign in")

    def look_at_it() -> None:
        assessor.go("/cofl/queue/")
        assessor.press("Look at Turnstone, Shore Guide", role="link")

    look_at_it()
    assessor.page.locator("#c2").get_by_label("Not yet").check()
    assessor.page.locator("#id_c2-text").fill("What did you tell them?")
    assessor.press("Ask for more")
    assert not assessor.page.get_by_text("Turnstone").count(), "it is the learner's turn"
    answer = assessor.context.request.get(f"{served.address}/admin/", max_redirects=0)
    assert answer.status == 302, "who assesses is no editor"

    learner.go(claim)
    learner.see("What did you tell them?")
    learner.look("my-claim-more")
    add(learner, 2, words="I told them about the limpets.")
    learner.press("Send it in again")

    look_at_it()
    assessor.see("I told them about the limpets.")
    assessor.press("Approve")
    assert assessor.page.title().startswith("Problem:")
    assessor.page.locator("#c2").get_by_label("Yes").check()
    assessor.page.locator("#c3").get_by_label("With questions").check()
    assessor.press("Approve")

    learner.go(claim)
    learner.see("You have this badge.")
    learner.press("See my badge", role="link")
    learner.look("award-with-level")
    subject = signed(learner, "Shore Guide")["credentialSubject"]
    (result,) = subject["result"]
    (described,) = subject["achievement"]["resultDescription"]
    levels = {one["id"]: one["name"] for one in described["rubricCriterionLevel"]}
    assert result["resultDescription"] == described["id"]
    assert levels[result["achievedLevel"]] == "With questions"


def test_two_peers_look(visit_as, made: dict[str, str]) -> None:
    learner = visit_as("asker")
    learner.go(made["watcher"])
    learner.press("Ask for this badge", role="link")
    learner.press("Begin")
    claim = learner.page.url
    add(learner, 1, words="Two hours on Sunday, no seals.")
    learner.press("Send it in")

    for place, name in enumerate(["knot", "dunlin"], start=1):
        learner.go(claim)
        assert not learner.page.get_by_text("You have this badge.").count()
        peer = visit_as(name)
        peer.go("/cofl/peers/")
        with peer.page.expect_navigation():
            peer.page.get_by_role("link", name="Shore Watch").click()
        peer.see("no seals")
        assert not peer.page.get_by_text("Sanderling").count(), "peers are not told who it is"
        peer.page.locator("#c1").get_by_label("Yes").check()
        if place == 1:
            peer.look("peer-one")
        peer.press("Yes, it is all done")
        peer.see("Nobody needs you now.")

    learner.go(claim)
    learner.press("See my badge", role="link")
    signed(learner, "Shore Watch")


def test_by_command(served: Served, visit: Visit, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("email\nnoor@example.org\n")
    assert served.run(COMMANDS.format(file=file)).startswith("1 rows: 0 would get it")
    learner = visit()
    learner.go("/cofl/sign-in/")
    learner.page.get_by_role("textbox", name="email").fill("bea@example.org")
    learner.press("Send me the link")
    learner.go(served.links_to("bea@example.org")[-1])
    learner.press("Open my badges")
    with learner.page.expect_navigation():
        learner.page.get_by_role("link", name="Bread Maker").click()
    signed(learner, "Bread Maker", email="bea@example.org")

    another = visit()
    (link,) = served.links_to("noor@example.org")
    keep(another, link, "Bread Maker")
    signed(another, "Bread Maker", email="noor@example.org")
