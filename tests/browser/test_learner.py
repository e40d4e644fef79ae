"""A learner claims a badge on a phone."""

import io
import json

import zxingcpp
from PIL import Image

from .served import Served
from .visitor import Visit, Visitor

PNG = b"\x89PNG\r\n\x1a\n"


def read_poster(editor: Visitor, campaign_id: int) -> str:
    """What a phone reads when it is pointed at the poster's square."""
    editor.go(f"/admin/cofl/claim-codes/poster/{campaign_id}/")
    shot = editor.page.locator("svg.cofl-qr").screenshot()
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(shot)))
    return found.text


def say_age_and_address(learner: Visitor, email: str) -> str:
    """From the claim page to the mail; returns the link in it."""
    learner.press("Claim my badge", role="link")
    learner.page.get_by_label("18 or over").check()
    learner.press("Next")
    learner.page.get_by_role("textbox", name="email").fill(email)
    learner.press("Send me the link")
    learner.see("Look in your email")
    return learner.served.links_to(email)[-1]


def download(visitor: Visitor, name: str) -> tuple[str, bytes]:
    with visitor.page.expect_download() as waiting:
        visitor.page.get_by_role("link", name=name, exact=True).click()
    return waiting.value.suggested_filename, waiting.value.path().read_bytes()


def test_from_the_poster_to_the_badge(served: Served, visit: Visit, editor: Visitor) -> None:
    email = "kim@example.org"
    address = read_poster(editor, served.campaign_ids["sound"])
    assert address == f"{served.address}/cofl/claim/{served.codes['sound']}/"

    learner = visit()
    learner.go(address)
    learner.see("Sound Recordist")
    learner.look("claim")
    learner.press("Claim my badge", role="link")
    learner.look("claim-age")
    learner.press("Next")
    learner.see("Choose how old you are.")
    learner.look("claim-age-problem")
    learner.page.get_by_label("18 or over").check()
    learner.press("Next")
    learner.look("claim-email")
    learner.page.get_by_role("textbox", name="email").fill("kim at example")
    learner.press("Send me the link")
    assert learner.page.title().startswith("Problem:")
    assert learner.page.get_by_role("textbox", name="email").input_value() == "kim at example"
    learner.look("claim-email-problem")
    learner.page.get_by_role("textbox", name="email").fill(email)
    learner.press("Send me the link")
    learner.see("Look in your email")
    learner.look("claim-sent")

    # The mail is read elsewhere: another browser, which has none of the first one's cookies.
    (link,) = served.links_to(email)
    elsewhere = visit()
    elsewhere.go(link)
    elsewhere.look("claim-confirm")
    elsewhere.press("Get my badge")
    elsewhere.see("You did it!")
    elsewhere.look("award-party")

    name, picture = download(elsewhere, "Download badge picture")
    assert name == "sound-recordist.png"
    assert picture.startswith(PNG)
    assert b"openbadgecredential" in picture
    name, document = download(elsewhere, "Download credential")
    assert name == "sound-recordist.json"
    assert json.loads(document)["proof"]

    elsewhere.go(elsewhere.page.url.partition("?")[0])
    assert elsewhere.page.get_by_text("You did it!").count() == 0
    elsewhere.look("award")
    elsewhere.go("/cofl/my-badges/")
    elsewhere.look("my-badges")

    # The link has done its work, in any browser.
    learner.go(link)
    learner.see("This link has been used.")
    learner.look("link-used")

    # Signed in: another code is one press and no address.
    elsewhere.go("/cofl/claim/")
    elsewhere.look("enter-code")
    elsewhere.page.get_by_label("Your code").fill(served.codes["website"].lower().replace("-", " "))
    elsewhere.press("Next")
    elsewhere.press("Claim my badge", role="link")
    assert elsewhere.page.locator("input:visible").count() == 0
    elsewhere.look("claim-known")
    elsewhere.press("Get my badge")
    elsewhere.see("You did it!")
    elsewhere.see("First Website")
    assert len(served.links_to(email)) == 1

    # And back another day, with no password.
    elsewhere.go("/cofl/my-badges/")
    assert elsewhere.page.locator(".cofl-badges > li").count() == 2
    elsewhere.press("Sign out")
    elsewhere.go("/cofl/my-badges/")
    elsewhere.look("sign-in")
    elsewhere.page.get_by_role("textbox", name="email").fill(email)
    elsewhere.press("Send me the link")
    elsewhere.look("sign-in-sent")
    elsewhere.go(served.links_to(email)[-1])
    elsewhere.look("sign-in-confirm")
    elsewhere.press("Open my badges")
    elsewhere.see("Sound Recordist")


def test_a_stranger_reads_the_credentials_page(served: Served, visit: Visit) -> None:
    learner = visit()
    learner.go(f"/cofl/claim/{served.codes['kite']}/")
    learner.go(say_age_and_address(learner, "sam@example.org"))
    learner.press("Get my badge")
    mine = learner.page.url
    _name, document = download(learner, "Download credential")
    address = json.loads(document)["id"]

    stranger = visit()
    stranger.go(address)
    stranger.see("Kite Festival Helper")
    stranger.see("Tidehouse Youth Club")
    assert "sam@" not in stranger.page.content()
    stranger.look("credential")
    stranger.go(mine)
    assert stranger.page.url.endswith("/cofl/sign-in/"), "the learner's own page is private"


def test_a_wrong_code_keeps_what_was_typed(visit: Visit) -> None:
    learner = visit()
    learner.go("/cofl/claim/")
    learner.press("Next")
    learner.see("Type the code from your poster or card.")
    learner.look("enter-code-empty")
    learner.page.get_by_label("Your code").fill("kite fetsival")
    learner.press("Next")
    learner.see("We do not know that code.")
    field = learner.page.get_by_label("Your code")
    assert field.input_value() == "kite fetsival"
    assert field.get_attribute("aria-invalid") == "true"
    for part in (field.get_attribute("aria-describedby") or "").split():
        assert learner.page.locator(f"#{part}").is_visible()
    assert learner.page.title().startswith("Problem:")
    learner.look("code-unknown")


def test_codes_that_give_nothing_say_why(served: Served, visit: Visit) -> None:
    learner = visit()
    says = {
        "used": "This code has been used.",
        "exhausted": "All the badges of this code are claimed.",
        "expired": "This code has run out.",
        "not-yet": "This code does not work yet.",
    }
    for state, sentence in says.items():
        learner.go(f"/cofl/claim/{served.codes[state]}/")
        learner.see(sentence)
        assert learner.page.get_by_role("link", name="Claim my badge").count() == 0
        learner.look(f"code-{state}")
