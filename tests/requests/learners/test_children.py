"""A child under 13 claims a badge, and a grown-up answers: every way through, page by page."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from wagtail_cofl.awards.campaigns import one_code
from wagtail_cofl.awards.models import Award, Claim
from wagtail_cofl.city.models import CitySettings
from wagtail_cofl.learners.models import (
    AgeBand,
    Consent,
    ConsentRequest,
    EmailLink,
    Guardian,
    Identifier,
    Learner,
)
from wagtail_cofl.learners.sessions import SESSION_KEY

pytestmark = pytest.mark.django_db


def enter(client, learner):
    """Sign ``learner`` in there."""
    session = client.session
    session[SESSION_KEY] = str(learner.uuid)
    session.save()
    client.cookies["sessionid"] = session.session_key


WAITING = "/cofl/my-badges/waiting/"


def text(answer) -> str:
    return answer.content.decode()


def begin(browser, code, nickname="Otter", age="under-13") -> list[str]:
    """From the age to where the words are written down; returns the words."""
    answer = browser.get(f"/cofl/claim/{code.pretty}/you/?age={age}&next=1")
    nickname_page = f"/cofl/claim/{code.pretty}/nickname/?age={age}"
    if age == "under-13":
        assert answer["Location"] == nickname_page
    assert "Choose a nickname" in text(browser.get(nickname_page))
    words_page = browser.post(nickname_page, {"nickname": nickname})["Location"]
    assert words_page == f"/cofl/claim/{code.pretty}/words/"
    words = re.findall(r"<li>(\w+)</li>", text(browser.get(words_page)))
    assert len(words) == 6
    assert not Learner.objects.exists(), "something was kept before the words were written down"
    return words


def written(browser, code):
    return browser.post(f"/cofl/claim/{code.pretty}/words/", {"written": "on"})["Location"]


@pytest.fixture
def waiting(browser, code):
    """A child who waits, in ``browser``; the words."""
    words = begin(browser, code)
    assert written(browser, code) == WAITING
    return words


@pytest.fixture
def grown_up(site):
    """Another browser."""
    client = Client(HTTP_HOST="learn.example.org")
    client.defaults |= {"wsgi.url_scheme": "https", "SERVER_PORT": "443"}
    return client


def mailed_path() -> str:
    return re.search(r"https://learn.example.org(/cofl/grown-up/\S+/)", mail.outbox[-1].body)[1]


def square(browser) -> str:
    """Where the square on the child's screen leads."""
    from wagtail_cofl.learners import squares

    request = type("R", (), {"session": browser.session})
    _asked, secret = squares.shown(request, Learner.objects.get())
    return f"/cofl/grown-up/{secret}/"


def test_by_mail_to_a_yes(browser, grown_up, waiting, code):
    child = Learner.objects.get()
    assert (child.age_band, child.is_kept, child.nickname) == ("under-13", False, "Otter")
    assert not Award.objects.exists()
    page = text(browser.get(WAITING))
    assert "Ask a grown-up" in page
    assert "cofl-qr" in page
    answer = browser.post(WAITING, {"act": "mail", "email": "mum@example"})
    assert 'value="mum@example"' in text(answer)
    assert not mail.outbox
    browser.post(WAITING, {"act": "mail", "email": "Mum@example.org"})
    letter = mail.outbox[-1]
    assert letter.to == ["mum@example.org"]
    for words in ("Otter", "Kite Festival Helper", "Harbour Museum", "14 days"):
        assert words in letter.body
    page = text(browser.get(WAITING))
    assert "Waiting for your grown-up" in page
    assert "not looked at it yet" in page
    assert "mum@" not in page

    path = mailed_path()
    for _scanner in range(2):
        answer = grown_up.get(path)
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
        grown_up.head(path)
    page = text(answer)
    for words in ("the nickname “Otter”", "under 13", "this badge and its date", "your email"):
        assert words in page
    assert not Consent.objects.exists()
    assert "has been opened" in text(browser.get(WAITING))
    assert browser.get("/cofl/my-badges/")["Location"] == WAITING

    assert grown_up.post(path, {"answer": "yes"})["Location"] == path
    child.refresh_from_db()
    assert child.is_kept
    assert Guardian.objects.get().value == "mum@example.org"
    receipt = Consent.objects.get()
    assert "under 13" in receipt.shown
    assert "Otter" not in receipt.shown
    assert not Identifier.objects.exists()
    page = text(grown_up.get(path))
    assert "What we keep about “Otter”" in page
    assert "the badge “Kite Festival Helper” of" in page
    assert "Take it back" in page
    award = Award.objects.get()
    assert award.learner == child
    assert browser.get(WAITING)["Location"] == f"/cofl/my-badges/{award.uuid}/?new=1"
    assert "You did it!" in text(browser.get(f"/cofl/my-badges/{award.uuid}/?new=1"))
    assert grown_up.post(path, {"answer": "no"}).status_code == 200
    assert Learner.objects.exists(), "a second press changed the answer"


def test_the_square_and_a_yes_without_an_address(browser, grown_up, waiting):
    path = square(browser)
    page = text(grown_up.get(path))
    assert "Your email address, if you like" in page
    assert 'value="yes">Yes, keep it' in page
    assert 'value="no">No, thank you' in page
    answer = grown_up.post(path, {"answer": "yes", "email": "dad@"})
    assert "not a whole email address" in text(answer)
    assert not Consent.objects.exists()
    assert grown_up.post(path, {"answer": "perhaps"}).status_code == 200
    assert not Consent.objects.exists()
    grown_up.post(path, {"answer": "yes", "email": ""})
    assert Guardian.objects.get().value == ""
    page = text(grown_up.get(path))
    assert "no email address, of the child or of you" in page
    # They may leave one later, and lose the link after that.
    grown_up.post(path, {"act": "address", "email": "dad@example.org"})
    assert Guardian.objects.get().value == "dad@example.org"
    mail.outbox.clear()
    for email in ("nobody@example.org", "Dad@Example.org"):
        answer = grown_up.post("/cofl/grown-up/", {"email": email})
        assert answer["Location"] == "/cofl/grown-up/sent/"
    (letter,) = mail.outbox
    assert letter.to == ["dad@example.org"]
    assert "Take it back" in text(grown_up.get(mailed_path()))


def test_a_no_leaves_nothing_but_the_note_of_it(browser, grown_up, waiting, code):
    path = square(browser)
    answer = grown_up.post(path, {"answer": "no"})
    assert answer["Location"] == "/cofl/grown-up/thanks/"
    assert "deleted" in text(grown_up.get(answer["Location"]))
    for model in (Learner, Claim, ConsentRequest, Guardian, Identifier, EmailLink):
        assert not model.objects.exists()
    assert Consent.objects.get().decision == "refused"
    code.refresh_from_db()
    assert code.used == 0
    assert grown_up.get(path).status_code == 404
    assert grown_up.post(path, {"answer": "yes"}).status_code == 404
    assert "not mean that you did anything wrong" in text(browser.get(WAITING))
    assert browser.get(WAITING)["Location"] == "/cofl/sign-in/words/"


def test_taking_a_yes_back(browser, grown_up, waiting):
    path = square(browser)
    back = path + "take-back/"
    assert grown_up.get(back)["Location"] == path
    grown_up.post(path, {"answer": "yes", "email": "mum@example.org"})
    award = Award.objects.get()
    assert "the badge “Kite Festival Helper”" in text(grown_up.get(path))
    assert "It cannot be undone" in text(grown_up.get(back))
    assert Learner.objects.exists()
    assert grown_up.post(back)["Location"] == "/cofl/grown-up/thanks/"
    assert not Learner.objects.exists()
    assert not Guardian.objects.exists()
    award.refresh_from_db()
    assert award.learner is None
    assert award.revocation.reason == "asked"
    assert set(Consent.objects.values_list("decision", flat=True)) == {"given", "withdrawn"}
    assert grown_up.get(path).status_code == 404
    assert grown_up.post(back).status_code == 404


def test_the_guardian_hears_of_every_badge_and_is_asked_once(browser, grown_up, waiting, badge):
    grown_up.post(square(browser), {"answer": "yes", "email": "mum@example.org"})
    second = one_code(badge, "Sunday")
    answer = browser.post(f"/cofl/claim/{second.pretty}/you/")
    assert answer["Location"].endswith("?new=1")
    assert len(mail.outbox) == 2
    for letter in mail.outbox:
        assert letter.to == ["mum@example.org"]
        assert "Kite Festival Helper" in letter.body
    assert ConsentRequest.objects.filter(answer="").count() == 0
    assert "Take it back" in text(grown_up.get(mailed_path()))
    for award in Award.objects.all():
        assert "identityHash" not in str(award.credential.ob3), "a hash of whose address?"


def test_a_child_comes_back_by_words_and_asks_somebody_else(browser, grown_up, waiting):
    browser.post(WAITING, {"act": "mail", "email": "mum@example.org"})
    first = mailed_path()
    tablet = grown_up
    answer = tablet.post(
        "/cofl/sign-in/words/", {"nickname": "otter", "words": " ".join(waiting).title()}
    )
    assert answer["Location"] == "/cofl/my-badges/"
    assert tablet.get("/cofl/my-badges/")["Location"] == WAITING
    page = text(tablet.get(WAITING))
    assert "cofl-qr" not in page, "the square of another screen cannot be shown again"
    tablet.post(WAITING, {"act": "again"})
    assert mail.outbox[-1].to == ["mum@example.org"]
    assert mailed_path() != first
    assert "Their email address" in text(tablet.get(WAITING + "?other=1"))
    tablet.post(WAITING, {"act": "mail", "email": "gran@example.org"})
    assert mail.outbox[-1].to == ["gran@example.org"]
    tablet.post(WAITING, {"act": "square"})
    assert "cofl-qr" in text(tablet.get(WAITING))
    for _n in range(4):
        answer = tablet.post(WAITING, {"act": "again"})
    assert "Let your grown-up scan the square" in text(answer)
    assert len(mail.outbox) == 5


def test_nobody_answers(browser, grown_up, waiting, code):
    path = square(browser)
    Learner.objects.update(created_at=timezone.now() - timedelta(days=15))
    ConsentRequest.objects.update(expires_at=timezone.now() - timedelta(days=1))
    assert grown_up.get(path).status_code == 410
    assert "too old" in text(grown_up.post(path, {"answer": "yes"}))
    call_command("cofl_tidy", verbosity=0)
    assert not Learner.objects.exists()
    code.refresh_from_db()
    assert code.used == 0


def test_no_address_of_a_child_is_ever_kept(browser, grown_up, waiting):
    grown_up.post(square(browser), {"answer": "yes", "email": "mum@example.org"})
    assert "Add an address" not in text(browser.get("/cofl/my-badges/account/"))
    mail.outbox.clear()
    answer = browser.post("/cofl/my-badges/account/", {"email": "kid@example.org"})
    assert answer.status_code == 200
    browser.post("/cofl/sign-in/", {"email": "kid@example.org"})
    assert not mail.outbox
    assert not EmailLink.objects.exists()
    assert not Identifier.objects.exists()
    # A guardian's address leads to nobody's badges.
    browser.post("/cofl/sign-in/", {"email": "mum@example.org"})
    assert not mail.outbox


def test_a_city_that_keeps_no_badges_of_children(browser, code):
    CitySettings.objects.update(under_13=CitySettings.UnderThirteen.NOBODY)
    stop = f"/cofl/claim/{code.pretty}/grown-up/"
    assert browser.get(f"/cofl/claim/{code.pretty}/you/?age=under-13&next=1")["Location"] == stop
    nickname = f"/cofl/claim/{code.pretty}/nickname/?age=under-13"
    assert browser.post(nickname, {"nickname": "Otter"})["Location"] == stop
    assert "kept nothing about you" in text(browser.get(stop))


def test_the_links_of_one_city_are_nothing_in_another(browser, waiting, site):
    from wagtail.models import Site

    path = square(browser)
    Site.objects.create(hostname="other.example.org", port=443, root_page=site.root_page)
    other = Client(HTTP_HOST="other.example.org")
    other.defaults |= {"wsgi.url_scheme": "https", "SERVER_PORT": "443"}
    assert other.post(path, {"answer": "yes"}).status_code == 404
    assert not Consent.objects.exists()


def test_no_address_stands_in_an_address(browser, grown_up, waiting):
    browser.post(WAITING, {"act": "mail", "email": "mum@example.org"})
    answer = browser.get(WAITING)
    for found in re.findall(r'(?:href|action|src)="([^"]*)"', text(answer)):
        if not found.startswith("mailto:"):
            assert "@" not in found
    assert answer["Referrer-Policy"] == "same-origin"
    path = mailed_path()
    page = text(grown_up.get(path))
    assert path.split("/")[-2] not in page, "the secret would reach whoever gets a report"


def test_age_bands_are_what_they_are(code, browser):
    answer = browser.get(f"/cofl/claim/{code.pretty}/nickname/?age=7")
    assert answer["Location"] == f"/cofl/claim/{code.pretty}/you/"
    assert AgeBand.UNDER_13 == "under-13"


def test_a_workflow_may_ask_again_about_one_badge(browser, grown_up, waiting, badge):
    grown_up.post(square(browser), {"answer": "yes"})
    child = Learner.objects.get()
    version = badge.current_version
    claim = Claim.objects.create(
        site_id=child.site_id,
        badge=badge,
        badge_version=version,
        learner=child,
        way=Claim.Way.ASKED,
        state=Claim.State.WAITING,
        turn=Claim.Turn.GUARDIAN,
        steps=[{"id": "x", "kind": "consent", "due_days": 7, "overdue": "remind"}],
    )
    browser.post(WAITING, {"act": "square"})
    assert "cofl-qr" in text(browser.get(WAITING))
    browser.post(WAITING, {"act": "mail", "email": "mum@example.org"})
    assert "Waiting for your grown-up" in text(browser.get(WAITING))
    path = mailed_path()
    page = text(grown_up.get(path))
    assert "For this badge they ask you again" in page
    assert "With a yes we keep" not in page
    assert grown_up.post(path, {"answer": "no"})["Location"] == path
    assert "What we keep about “Otter”" in text(grown_up.get(path))
    claim.refresh_from_db()
    assert claim.state == Claim.State.DECLINED
    assert Award.objects.get().learner == child
    # From here, too, everything can be taken back.
    grown_up.post(path + "take-back/")
    assert not Learner.objects.exists()


def test_who_came_by_a_list_says_their_age_once(browser, code, learner):
    enter(browser, learner)
    you = f"/cofl/claim/{code.pretty}/you/"
    assert "How old are you?" in text(browser.get(you))
    assert "Choose how old you are" in text(browser.post(you, {"age": "7"}))
    answer = browser.post(you, {"age": "under-13"})
    assert answer["Location"] == f"/cofl/claim/{code.pretty}/nickname/?age=under-13"
    assert not Award.objects.exists()
    # Whose record that is nobody knows: it stays as it was, and this browser is no longer theirs.
    assert SESSION_KEY not in browser.session
    learner.refresh_from_db()
    assert (learner.age_band, learner.identifiers.count()) == ("", 1)
    enter(browser, learner)
    assert "?new=1" in browser.post(you, {"age": "18-plus"})["Location"]
    learner.refresh_from_db()
    assert learner.age_band == "18-plus"
