"""People without e-mail, and a child with a grown-up."""

import io

import zxingcpp
from PIL import Image

from .served import Served
from .visitor import Visit, Visitor


def say_age(visitor: Visitor, age: str) -> None:
    visitor.go(f"/cofl/claim/{visitor.served.codes['kite']}/you/")
    visitor.page.get_by_label(age).check()
    visitor.press("Next")


def get_words(visitor: Visitor, nickname: str, after: str) -> list[str]:
    """From the nickname to the tick; the words."""
    visitor.page.get_by_label("Your nickname").fill("otter@example.org")
    visitor.press("Next")
    visitor.look("claim-nickname-problem")
    visitor.page.get_by_label("Your nickname").fill(nickname)
    visitor.press("Next")
    words = visitor.page.locator(".cofl-words > li").all_inner_texts()
    assert len(words) == 6
    visitor.look("claim-words")
    visitor.press(after)
    assert visitor.page.title().startswith("Problem:")
    visitor.look("claim-words-problem")
    visitor.page.get_by_label("I have written them down").check()
    visitor.press(after)
    return words


def test_six_words_lead_back(served: Served, visit: Visit) -> None:
    learner = visit()
    say_age(learner, "18 or over")
    learner.press("Give me six words", role="link")
    words = get_words(learner, "Sea Otter", "Get my badge")
    learner.see("You did it!")
    learner.go("/cofl/my-badges/account/")
    learner.look("account")

    elsewhere = visit()
    elsewhere.go("/cofl/sign-in/")
    elsewhere.press("I have a nickname and six words", role="link")
    elsewhere.page.get_by_label("Your nickname").fill("sea otter")
    elsewhere.page.get_by_label("Your six words").fill(" ".join(words[:5]) + " zebbra")
    elsewhere.press("Open my badges")
    elsewhere.see("Did you mean “zebra”?")
    elsewhere.look("sign-in-words-problem")
    elsewhere.page.get_by_label("Your six words").fill("\n".join(words))
    elsewhere.press("Open my badges")
    elsewhere.see("Kite Festival Helper")

    address = "otter@example.org"
    learner.page.get_by_label("Your email address").fill(address)
    learner.press("Send me the link")
    learner.look("account-sent")
    elsewhere.go(served.links_to(address)[-1])
    elsewhere.look("account-confirm")
    elsewhere.press("Yes, add it")
    elsewhere.see("The address is added")


def test_a_grown_up_says_yes_on_the_spot_and_takes_it_back(served: Served, visit: Visit) -> None:
    child = visit()
    say_age(child, "12 or under")
    get_words(child, "Crab", "Next: ask a grown-up")
    child.see("Ask a grown-up")
    child.look("waiting-square")
    shot = child.page.locator("svg.cofl-qr").screenshot()
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(shot)))

    grown_up = visit()
    grown_up.go(found.text)
    grown_up.see("the nickname “Crab”")
    grown_up.look("guardian")
    yes, no = (
        grown_up.page.get_by_role("button", name=name) for name in ("Yes, keep it", "No, thank you")
    )
    look = "e => [getComputedStyle(e).backgroundColor, getComputedStyle(e).font, e.offsetWidth, e.offsetHeight]"
    assert yes.evaluate(look) == no.evaluate(look), "yes and no do not weigh the same"
    grown_up.press("Yes, keep it")
    grown_up.look("guardian-kept")
    child.press("They have answered", role="link")
    child.see("You did it!")
    grown_up.press("Take it back", role="link")
    grown_up.look("guardian-take-back")
    grown_up.press("Delete everything")
    grown_up.see("It is deleted")
    child.go("/cofl/my-badges/")
    assert child.page.url.endswith("/cofl/sign-in/")


def test_a_child_waits_for_an_answer_by_mail(served: Served, visit: Visit) -> None:
    child, address = visit(), "mum@example.org"
    say_age(child, "12 or under")
    child.page.get_by_label("Your nickname").fill("Gull")
    child.press("Next")
    child.page.get_by_label("I have written them down").check()
    child.press("Next: ask a grown-up")
    child.page.get_by_label("Their email address").fill(address)
    child.press("Send it to them")
    child.see("They have not looked at it yet.")
    child.look("waiting-mailed")
    grown_up = visit()
    grown_up.go(served.links_to(address)[-1])
    grown_up.press("No, thank you")
    grown_up.look("guardian-thanks")
    child.press("Look again", role="link")
    child.see("does not mean that you did anything wrong")
    child.look("waiting-over")
