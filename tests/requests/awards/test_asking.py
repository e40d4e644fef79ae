"""Asking for a badge, from its public page over days of filling in to the badge, as a learner does it."""

import html
import re

import pytest
from django.core import mail
from django.test.utils import CaptureQueriesContext

from wagtail_cofl.awards.actors import Actor
from wagtail_cofl.awards.deciding import act
from wagtail_cofl.awards.issuing import issue
from wagtail_cofl.awards.models import Claim, ClaimDecision, Evidence
from wagtail_cofl.city.models import CitySettings
from wagtail_cofl.learners.models import AgeBand, Learner
from wagtail_cofl.learners.sessions import SESSION_KEY

from .asking import QUIZ, all_kinds, asking_badge, by_type, ids, show
from .deciders import member, new_badge, person

STEP = ("step", {"title": "Go to one session", "detail": ""})


def words_of(response) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


@pytest.fixture
def signed_in(browser, site):
    """A browser and an adult whom it knows."""
    browser.learner = person(site, email="ada@example.org")
    session = browser.session
    session[SESSION_KEY] = str(browser.learner.uuid)
    session.save()
    return browser


def begun(browser, badge) -> tuple[str, Claim]:
    response = browser.post(f"/cofl/badges/{badge.uuid}/ask/")
    assert response.status_code == 302
    return response["Location"], Claim.objects.get(learner=browser.learner, badge=badge)


def test_the_public_page_offers_asking_only_where_somebody_decides(
    browser, city, provider, django_assert_num_queries
):
    badge = asking_badge(provider, STEP)
    page, ask = f"/cofl/badges/{badge.current_version.uuid}", f"/cofl/badges/{badge.uuid}/ask/"

    def offered() -> bool:
        return ask in browser.get(page, HTTP_ACCEPT="text/html").content.decode()

    assert offered()
    for change in ({"archived": True}, {"workflow": None}, {"live": False}):
        kept = {name: getattr(badge, name) for name in change}
        type(badge).objects.filter(pk=badge.pk).update(**change)
        assert not offered()
        answer = browser.get(ask)
        assert answer.status_code == 410
        assert "You cannot ask for this badge at the moment." in words_of(answer)
        type(badge).objects.filter(pk=badge.pk).update(**kept)
    assert not Claim.objects.exists()
    assert browser.get("/cofl/badges/00000000-0000-4000-8000-000000000000/ask/").status_code == 404


def test_nobody_is_said_to_look_where_a_badge_comes_by_itself(browser, city, provider, badge):
    """One that asks for other badges only, and one with a quiz, which somebody has to begin."""
    needs = ("badges", {"title": "", "detail": "", "needed": 1, "badges": [badge]})
    itself = asking_badge(provider, needs, steps=[{"kind": "automatic"}], name="Second")
    quiz = asking_badge(provider, ("quiz", QUIZ), steps=[{"kind": "automatic"}], name="Quiz")
    looked = asking_badge(provider, STEP, name="Looked")
    button, words = "Ask for this badge", "It comes by itself when you have done what it asks for."
    for one, asked in ((itself, False), (quiz, True), (looked, True)):
        page = browser.get(f"/cofl/badges/{one.current_version.uuid}", HTTP_ACCEPT="text/html")
        assert (button in words_of(page), words in words_of(page)) == (asked, not asked)
        # Whoever had all of it before this badge was made still gets it by looking.
        assert f"/cofl/badges/{one.uuid}/ask/" in page.content.decode()
    learner = person(provider.site)
    for known in (False, True):
        if known:
            session = browser.session
            session[SESSION_KEY] = str(learner.uuid)
            session.save()
        for one, looks in ((itself, False), (quiz, False), (looked, True)):
            page = words_of(browser.get(f"/cofl/badges/{one.uuid}/ask/"))
            assert (f"{provider.name} looks at it" in page) == looks
            assert ("Nobody has to look" in page) == (not looks)


def test_one_press_begins_a_claim_and_the_next_one_finds_it(signed_in, city, provider):
    badge = asking_badge(provider, STEP)
    ask = f"/cofl/badges/{badge.uuid}/ask/"
    assert "Begin" in words_of(signed_in.get(ask))
    assert not Claim.objects.exists()  # looking begins nothing
    here, claim = begun(signed_in, badge)
    assert (claim.state, claim.way, claim.learner) == ("draft", "asked", signed_in.learner)
    assert signed_in.post(ask)["Location"] == signed_in.get(ask)["Location"] == here
    assert Claim.objects.count() == 1
    listed = words_of(signed_in.get("/cofl/my-badges/"))
    assert "Badges that you asked for Sound Recordist Not sent yet" in listed


def test_who_has_the_badge_is_led_to_it(signed_in, city, provider):
    badge = asking_badge(provider, STEP)
    award = issue(badge.current_version, signed_in.learner, email="ada@example.org")
    answer = signed_in.post(f"/cofl/badges/{badge.uuid}/ask/")
    assert f"/cofl/my-badges/{award.uuid}/" in answer.content.decode()
    assert not Claim.objects.exists()


def test_a_learner_of_unknown_age_is_asked_before_the_claim_begins(
    browser, city, provider, learner
):
    badge = asking_badge(provider, STEP)
    session = browser.session
    session[SESSION_KEY] = str(learner.uuid)
    session.save()
    ask = f"/cofl/badges/{badge.uuid}/ask/"
    assert "Choose how old you are." in words_of(browser.post(ask))
    under_13 = CitySettings.UnderThirteen
    for what, page in (
        (under_13.GUARDIAN, "/ask/nickname/?age=under-13"),
        (under_13.NOBODY, "/ask/grown-up/"),
    ):
        CitySettings.objects.update(under_13=what)
        session = browser.session
        session[SESSION_KEY] = str(learner.uuid)
        session.save()
        assert browser.post(ask, {"age": AgeBand.UNDER_13})["Location"].endswith(page)
        # Whose record that is nobody knows: it stays, and this browser is no longer theirs.
        assert SESSION_KEY not in browser.session
    assert not Claim.objects.exists()
    learner.refresh_from_db()
    assert (learner.age_band, learner.identifiers.count()) == ("", 1)
    session = browser.session
    session[SESSION_KEY] = str(learner.uuid)
    session.save()
    assert "/cofl/my-claims/" in browser.post(ask, {"age": AgeBand.TEEN})["Location"]
    learner.refresh_from_db()
    assert learner.age_band == AgeBand.TEEN


def test_signing_in_leads_back_to_the_badge(browser, city, provider):
    badge = asking_badge(provider, STEP)
    ask = f"/cofl/badges/{badge.uuid}/ask/"
    learner = person(badge.provider.site, email="ada@example.org")
    sign_in = re.search(r'href="(/cofl/sign-in/\?next=[^"]+)"', browser.get(ask).content.decode())[
        1
    ]
    assert sign_in.split("next=")[1].replace("%2F", "/") == ask
    by_words = re.search(
        r'href="(/cofl/sign-in/words/\?next=[^"]+)"', browser.get(sign_in).content.decode()
    )
    assert by_words[1].split("next=")[1].replace("%2F", "/") == ask
    browser.post(sign_in, {"email": "ada@example.org"})
    link = re.search(r"https://learn\.example\.org(\S+)", mail.outbox[-1].body)[1]
    assert browser.post(link)["Location"] == ask
    browser.learner = learner
    begun(browser, badge)


def test_somebody_new_asks_by_email_and_is_led_back(browser, city, provider):
    badge = asking_badge(provider, STEP)
    ask = f"/cofl/badges/{badge.uuid}/ask/"
    assert "Choose how old you are." in words_of(browser.get(ask + "?next=1"))
    step = browser.get(ask + "?next=1&age=13-17")["Location"]
    assert step == ask + "email/?age=13-17"
    assert "This is not a whole email address" in words_of(browser.post(step, {"email": "ada"}))
    assert browser.post(step, {"email": "ada@example.org"})["Location"] == ask + "sent/"
    assert "Sound Recordist" in words_of(browser.get(ask + "sent/"))
    link = re.search(r"https://learn\.example\.org(\S+)", mail.outbox[-1].body)[1]
    assert browser.post(link)["Location"] == ask
    browser.learner = Learner.objects.get(age_band="13-17")
    begun(browser, badge)
    # Nobody comes by without saying their age.
    for path in ("email/", "nickname/", "email/?age=under-13", "nickname/?age=7", "words/"):
        assert browser.get(ask + path)["Location"] == ask


def test_somebody_without_email_asks_with_six_words(browser, city, provider):
    badge = asking_badge(provider, STEP)
    ask = f"/cofl/badges/{badge.uuid}/ask/"
    assert browser.post(ask + "nickname/?age=18-plus", {"nickname": "Curlew"})["Location"] == (
        ask + "words/"
    )
    assert "Write these words down" in words_of(browser.get(ask + "words/"))
    assert "Write the words down first." in words_of(browser.post(ask + "words/"))
    assert not Learner.objects.exists()  # nothing is kept until then
    type(badge).objects.update(archived=True)
    assert browser.post(ask + "words/", {"written": "on"}).status_code == 410
    assert not Learner.objects.exists()  # nor where there is nothing to ask for
    type(badge).objects.update(archived=False)
    here = browser.post(ask + "words/", {"written": "on"})["Location"]
    claim = Claim.objects.get()
    assert here == f"/cofl/my-claims/{claim.uuid}/"
    assert claim.learner.nickname == "Curlew"
    assert "Go to one session" in words_of(browser.get(here))


def test_a_child_asks_a_grown_up_first(browser, city, provider):
    badge = asking_badge(provider, STEP)
    ask = f"/cofl/badges/{badge.uuid}/ask/"
    young = ask + "?next=1&age=under-13"
    CitySettings.objects.update(under_13=CitySettings.UnderThirteen.GUARDIAN)
    assert browser.get(young)["Location"] == ask + "nickname/?age=under-13"
    browser.post(ask + "nickname/?age=under-13", {"nickname": "Otter"})
    assert browser.post(ask + "words/", {"written": "on"})["Location"].endswith("/waiting/")
    claim = Claim.objects.get()
    assert (claim.state, claim.learner.is_kept) == ("draft", False)
    # Until they have said yes there is nothing to fill in.
    assert browser.get(f"/cofl/my-claims/{claim.uuid}/")["Location"].endswith("/waiting/")
    Claim.objects.all().delete()
    others = [value for value in CitySettings.UnderThirteen.values if value != "guardian"]
    CitySettings.objects.update(under_13=others[0])
    browser.session.flush()
    browser.cookies.clear()
    assert browser.get(young)["Location"] == ask + "grown-up/"
    assert browser.get(ask + "nickname/?age=under-13")["Location"] == ask + "grown-up/"
    assert "We have kept nothing about you." in words_of(browser.get(ask + "grown-up/"))


def test_a_claim_is_filled_in_over_days_sent_in_and_awarded(signed_in, city, provider):
    badge = asking_badge(provider, *all_kinds(new_badge(provider, "Welcome Host")))
    here, claim = begun(signed_in, badge)
    step, shown, _rubric, quiz, hours, _badges, _choice, story, photo, inner = ids(claim)
    page = words_of(signed_in.get(here))
    assert "Somebody at Harbour Museum looks at it, within 5 days." in page
    assert "Do any 2 of these 3 0 done, 2 to go" in page
    assert "Look well." not in page  # what the assessor is told

    def add(criterion, **data):
        return signed_in.post(here, {"act": "add", "criterion": criterion, **data})

    # It cannot be sent in while something is missing that only the learner can add.
    unsent = signed_in.post(here, {"act": "send"})
    told = words_of(unsent)
    assert "You cannot send it in yet" in told
    for reason in (
        "2 Show a recording: You have not shown anything for this yet.",
        "4 Answer two questions about knots: You have not answered the quiz yet.",
        "5 Volunteer for 4 hours: You have 0 of 4 hours.",
        "6 Have this badge: You have 0 of these badges; 1 are needed.",
        "7 Do any 2 of these: You have done 0 of these; 2 are needed.",
    ):
        assert reason in told
    assert "1 Go to one session:" not in told
    claim.refresh_from_db()
    assert (claim.state, claim.steps) == ("draft", [])

    saved = add(
        shown, text="Made at dawn.", link="example.org/dawn", witness="Mo Lee", role="my coach"
    )
    assert saved["Location"] == f"{here}#c2"
    add(step, text="It rained.")
    add(hours, hours="2,5", on="2026-10-03", what="Carried boats")
    assert Evidence.objects.filter(criterion=hours).count() == 0  # a comma is not a number here
    add(hours, hours="2.5", on="2026-10-03", what="Carried boats")
    add(hours, hours="1.5", on="04/10/2026", what="Swept")
    add(story, text="Once there was a boat.")
    assert "1 done, 1 to go" in words_of(signed_in.get(here))
    kinds = dict(Evidence.objects.values_list("kind", "data"))
    assert kinds["link"] == {"url": "https://example.org/dawn"}
    assert kinds["witness"] == {"name": "Mo Lee", "role": "my coach"}
    assert kinds["hours"] == {"hours": "1.5", "on": "2026-10-04", "what": "Swept"}

    knots = by_type(claim, "quiz")["value"]["questions"]
    options = [[option["id"] for option in question["value"]["options"]] for question in knots]
    add(quiz, question_1=options[0][0], question_2=options[1][:1])
    assert "You had 1 of 2 right" in words_of(signed_in.get(here))
    add(quiz, question_1=options[0][0], question_2=options[1][:2])
    assert "You had 2 of 2 right" in words_of(signed_in.get(here))
    assert Evidence.objects.filter(criterion=quiz).count() == 1  # the last try
    other = by_type(claim, "choice")["value"]["any_of"][2]["value"]["questions"]
    right = [[o["id"] for o in q["value"]["options"] if o["value"]["right"]] for q in other]
    add(inner, question_1=right[0], question_2=right[1])
    assert "That is enough." in words_of(signed_in.get(here))
    needed = by_type(claim, "badges")["value"]["badges"][0]["value"]
    issue(
        type(badge).objects.get(pk=needed).current_version,
        signed_in.learner,
        email="ada@example.org",
    )

    anna = member(provider, "anna")
    assert signed_in.post(here, {"act": "send"})["Location"] == here
    claim.refresh_from_db()
    assert (claim.state, claim.round) == ("waiting", 1)
    page = words_of(signed_in.get(here))
    assert "Waiting for somebody at Harbour Museum. They should answer by" in page
    assert "Add something" not in page and "Send it in" not in page
    # Nothing can be slipped in or taken away now.
    row = Evidence.objects.filter(criterion=step).get()
    for data in (
        {"act": "add", "criterion": step, "text": "More"},
        {"act": "remove", "evidence": str(row.uuid)},
        {"act": "send"},
    ):
        answer = signed_in.post(here, data)
        assert answer.status_code == 409
        assert "This has been sent in already." in words_of(answer)
    assert Evidence.objects.filter(criterion=step).get() == row

    # Somebody asks for more, with words beside the criterion.
    verdicts = {
        shown: {"met": False, "comment": "We hear wind."},
        step: {"met": True, "comment": "Lovely."},
    }
    act(claim, Actor.of_user(anna), ClaimDecision.Decision.MORE, "Nearly there.", verdicts)
    page = words_of(signed_in.get(here))
    assert "Something is missing." in page and "Nearly there." in page
    assert page.count("We hear wind.") == 1
    assert "They ask: We hear wind." in page and "They say: Lovely." in page
    # What was sent in the first round stays with it; the second one begins with copies.
    assert signed_in.post(here, {"act": "remove", "evidence": str(row.uuid)}).status_code == 409
    copy = Evidence.objects.get(criterion=step, round=2)
    assert signed_in.post(here, {"act": "remove", "evidence": str(copy.uuid)})["Location"] == (
        f"{here}#c1"
    )
    assert list(Evidence.objects.filter(criterion=step)) == [row]
    add(shown, text="No wind now.")
    assert "Send it in again" in words_of(signed_in.get(here))
    signed_in.post(here, {"act": "send"})
    claim.refresh_from_db()
    assert (claim.state, claim.round) == ("waiting", 2)

    yes = {criterion: {"met": True} for criterion in (step, shown, hours, story)}
    level = by_type(claim, "rubric")["value"]["levels"][1]["id"]
    yes[by_type(claim, "rubric")["id"]] = {"level": level}
    act(claim, Actor.of_user(anna), ClaimDecision.Decision.APPROVE, "", yes)
    page = signed_in.get(here)
    assert "You have this badge. Well done." in words_of(page)
    assert f"/cofl/my-badges/{Claim.objects.get(pk=claim.pk).award.uuid}/" in page.content.decode()
    assert "Badges that you asked for" not in words_of(signed_in.get("/cofl/my-badges/"))


def test_a_quiz_is_served_without_what_is_right(signed_in, city, provider):
    quiz = QUIZ | {"title": "Knots", "detail": ""}
    here, claim = begun(signed_in, asking_badge(provider, ("quiz", quiz)))
    page = signed_in.get(here).content.decode()
    asked = by_type(claim, "quiz")
    options = [o for q in asked["value"]["questions"] for o in q["value"]["options"]]
    inputs = re.findall(r"<input type=\"(?:radio|checkbox)\"[^>]*>", page)
    # Apart from its own id and number, each answer looks like every other one.
    shapes = {re.sub(r'(value|id|name|type)="[^"]*"', "", one) for one in inputs}
    assert len(inputs) == len(options) and len(shapes) == 1
    wrong = signed_in.post(
        here, {"act": "add", "criterion": asked["id"], "question_1": options[1]["id"]}
    )
    told = wrong.content.decode()
    assert "Choose at least one answer." in told  # nothing is marked half-way
    assert re.search(rf'value="{options[1]["id"]}"[^>]*checked', told)  # what was chosen stays
    assert not Evidence.objects.exists()


def test_where_nobody_has_to_look_the_badge_comes_at_once(signed_in, city, provider):
    badge = asking_badge(provider, ("quiz", QUIZ), steps=({"kind": "automatic"},))
    here, claim = begun(signed_in, badge)
    asked = by_type(claim, "quiz")
    right = [
        [o["id"] for o in q["value"]["options"] if o["value"]["right"]]
        for q in asked["value"]["questions"]
    ]
    data = {"act": "add", "criterion": asked["id"], "question_1": right[0], "question_2": right[1]}
    signed_in.post(here, data)
    answer = signed_in.post(here, {"act": "send"})
    award = Claim.objects.get(pk=claim.pk).award
    assert answer["Location"] == f"/cofl/my-badges/{award.uuid}/?new=1"


def test_a_declined_claim_says_why_and_how_to_ask_again(signed_in, city, provider):
    badge = asking_badge(provider, STEP)
    anna = member(provider, "anna")
    here, claim = begun(signed_in, badge)
    signed_in.post(here, {"act": "send"})
    verdicts = {ids(claim)[0]: {"met": False, "comment": "We did not see you."}}
    decline = ClaimDecision.Decision.DECLINE
    act(claim, Actor.of_user(anna), decline, "Come to a session first.", verdicts)
    page = words_of(signed_in.get(here))
    assert "The answer is: not this time. Come to a session first. Ask again" in page
    assert "They say: We did not see you." in page
    assert "Not this time" in words_of(signed_in.get("/cofl/my-badges/"))
    again, new = begun_again(signed_in, badge)
    assert again != here and new.state == "draft"


def begun_again(browser, badge) -> tuple[str, Claim]:
    response = browser.post(f"/cofl/badges/{badge.uuid}/ask/")
    return response["Location"], Claim.objects.latest("pk")


def test_a_claim_is_taken_back_only_after_a_second_press(signed_in, city, provider):
    here, claim = begun(signed_in, asking_badge(provider, STEP))
    member(provider, "anna")
    signed_in.post(here, {"act": "send"})
    assert "Take it back?" in words_of(signed_in.get(here + "take-back/"))
    claim.refresh_from_db()
    assert claim.state == "waiting"
    assert signed_in.post(here + "take-back/")["Location"].endswith("/my-badges/")
    claim.refresh_from_db()
    assert claim.state == "cancelled"
    assert "You took it back" in words_of(signed_in.get(here))
    assert signed_in.post(here + "take-back/")["Location"] == here  # once is enough


def test_a_stuck_claim_tells_the_learner_that_it_is_not_their_fault(signed_in, city, provider):
    here, claim = begun(signed_in, asking_badge(provider, STEP))
    signed_in.post(here, {"act": "send"})  # there is no assessor
    claim.refresh_from_db()
    assert (claim.state, claim.flag) == ("waiting", "nobody")
    assert "that is not your fault" in words_of(signed_in.get(here))
    Claim.objects.filter(pk=claim.pk).update(flag="suspended")
    assert "nothing is lost" in words_of(signed_in.get(here))


def test_nobody_else_finds_a_claim(signed_in, site, city, provider):
    here, claim = begun(signed_in, asking_badge(provider, STEP))
    other = person(site, email="eve@example.org")
    session = signed_in.session
    session[SESSION_KEY] = str(other.uuid)
    session.save()
    for path in (here, here + "take-back/"):
        assert signed_in.get(path).status_code == 404
        assert signed_in.post(path, {"act": "send"}).status_code == 404
    signed_in.cookies.clear()
    for path in (here, here + "take-back/"):
        answer = signed_in.get(path)
        assert answer["Location"].startswith("/cofl/sign-in/?next=")
        assert "no-store" in answer["Cache-Control"]
    claim.refresh_from_db()
    assert claim.state == "draft"


def test_a_badge_that_closes_meanwhile_is_said_to_be_closed(signed_in, city, provider):
    badge = asking_badge(provider, STEP)
    here, claim = begun(signed_in, badge)
    type(badge).objects.filter(pk=badge.pk).update(archived=True)
    answer = signed_in.post(here, {"act": "send"})
    assert answer.status_code == 409
    assert "This badge is no longer given." in words_of(answer)


def test_the_page_costs_the_same_however_much_there_is(signed_in, city, provider):
    from django.db import connection

    def cost(count: int) -> int:
        badge = asking_badge(
            provider, *[show(f"Show thing {n}") for n in range(count)], name=f"Badge {count}"
        )
        here, claim = begun(signed_in, badge)
        for criterion in ids(claim):
            for n in range(count):
                Evidence.objects.create(
                    claim=claim, round=1, criterion=criterion, kind="text", data={"text": f"{n}"}
                )
        signed_in.get(here)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert signed_in.get(here).status_code == 200
        return len(queries)

    few, many = cost(1), cost(6)
    assert few == many <= 16


def test_my_badges_tells_of_all_claims_in_one_query(signed_in, city, provider):
    from django.db import connection

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            signed_in.get("/cofl/my-badges/")
        return len(queries)

    begun(signed_in, asking_badge(provider, STEP, name="One"))
    before = cost()
    for name in ("Two", "Three"):
        begun(signed_in, asking_badge(provider, STEP, name=name))
    assert cost() == before
