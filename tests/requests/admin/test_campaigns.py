"""An editor starts a campaign, changes it, and prints and watches its event kit."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from wagtail_cofl.awards import campaign_forms, event_kit
from wagtail_cofl.awards.campaigns import free_word, kind_of, one_code, start_campaign
from wagtail_cofl.awards.claiming import claim
from wagtail_cofl.awards.models import Campaign, Claim, ClaimCode
from wagtail_cofl.badges.models import IssuingWorkflow
from wagtail_cofl.contrib import certificates

pytestmark = pytest.mark.django_db

ADD = "/admin/cofl/claim-codes/add/"


def kit(campaign, name="kit") -> str:
    return reverse(f"cofl_claim_codes:{name}", args=[campaign.pk])


@pytest.fixture
def editor(browser, admin_user):
    browser.force_login(admin_user)
    return browser


@pytest.fixture
def filled(badge):
    return {
        "badge": badge.pk,
        "label": "Pier",
        "kind": "one",
        "quota": "30",
        "word": "",
        "cards": "",
        "addresses": "",
        "opens_at": "",
        "closes_at": "",
        "at_once": "on",
    }


def test_the_three_things_that_can_be_handed_out(editor, badge, filled):
    for data, kind, codes, quota, word in (
        ({"quota": "50", "word": "kite-festival", "cards": "9"}, "one", 1, 50, "kite-festival"),
        ({"kind": "cards", "cards": "30", "word": "no-word"}, "cards", 30, 1, ""),
        (
            {
                "kind": "reserved",
                "addresses": "Ada@example.org\n\nbo@example.org,\nada@example.org",
            },
            "reserved",
            2,
            1,
            "",
        ),
    ):
        answer = editor.post(ADD, filled | data)
        campaign = Campaign.objects.latest("pk")
        assert answer["Location"] == kit(campaign)
        code = campaign.codes.first()
        assert (kind_of(campaign), campaign.codes.count()) == (kind, codes)
        assert (code.quota, code.word, code.site_id) == (quota, word, badge.provider.site_id)
    letters = {letter.to[0]: letter.body for letter in mail.outbox}
    assert set(letters) == {"ada@example.org", "bo@example.org"}
    for code in campaign.codes.all():
        assert f"https://learn.example.org/cofl/claim/{code.pretty}/" in letters[code.value]
        assert code.given_out_at
    page = editor.get(kit(campaign)).content.decode()
    assert "bo@example.org" in page and "Not used yet" in page and "not gone yet" not in page


@pytest.mark.parametrize(
    "data, said",
    [
        ({"word": "kite"}, "Your city has used “kite” already. kite-2 is free."),
        ({"word": "Kite"}, "kite-2".replace("kite", "Kite") + " is free."),
        ({"word": "kit"}, "Use at least 4 letters"),
        ({"word": "kite fest"}, "Write a hyphen instead of each space"),
        ({"opens_at": "2036-06-12 16:00", "closes_at": "2036-06-12 10:00"}, "after “works from”"),
        ({"at_once": ""}, "it has no workflow"),
        ({"quota": ""}, "Say how many people may use the code."),
        ({"quota": "0"}, "greater than or equal to 1"),
        ({"kind": "cards"}, "Say how many cards you need."),
        ({"kind": "cards", "cards": "2001"}, "less than or equal to 2000"),
        ({"kind": "reserved"}, "Write at least one email address."),
        ({"kind": "reserved", "addresses": "ada\nbo@example.org"}, "Line 1 is not an email"),
        (
            {"kind": "reserved", "addresses": "\n".join(f"{n}@example.org" for n in range(101))},
            "These are 101 addresses.",
        ),
    ],
)
def test_a_mistake_is_named_and_loses_nothing(editor, badge, filled, data, said):
    one_code(badge, "Before", word="kite")
    page = editor.post(ADD, filled | data).content.decode()
    assert said in page
    assert 'value="Pier"' in page
    for typed in data.values():
        assert not typed or typed.split("\n")[0] in page
    assert Campaign.objects.count() == 1
    assert not mail.outbox


def test_a_word_that_somebody_takes_in_the_same_moment_is_named_too(
    editor, badge, filled, monkeypatch
):
    one_code(badge, "Before", word="kite")
    asked = []

    def not_yet(site_id, word):
        asked.append(word)
        return len(asked) > 1 and ClaimCode.objects.filter(word=word).exists()

    monkeypatch.setattr(campaign_forms, "is_taken", not_yet)
    answer = editor.post(ADD, filled | {"word": "kite"})
    page = answer.content.decode()
    assert answer.status_code == 200 and 'value="Pier"' in page
    assert "Your city has used “kite” already. kite-2 is free." in page
    assert Campaign.objects.count() == 1
    answer = editor.post(ADD, filled | {"word": "kite-2"})
    assert answer["Location"] == kit(Campaign.objects.latest("pk"))


def test_letters_wait_for_a_city_that_may_write_and_a_server_that_takes_them(
    editor, badge, filled, settings, monkeypatch
):
    data = filled | {"kind": "reserved", "addresses": "ada@example.org"}
    usual, settings.WAGTAIL_COFL = settings.WAGTAIL_COFL, {"CANONICAL_ADDRESSES": []}
    assert "No letters can be sent yet." in editor.post(ADD, data).content.decode()
    assert not Campaign.objects.exists()
    settings.WAGTAIL_COFL = usual

    def broken(self, *args, **kwargs):
        raise OSError("ada@example.org refused")

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", broken)
        page = editor.post(ADD, data, follow=True).content.decode()
    assert "did not take 1 letter" in page
    campaign = Campaign.objects.get()
    assert campaign.codes.get().given_out_at is None
    assert "Send the letters that have not gone yet" in page
    for _twice in range(2):
        editor.post(kit(campaign, "given-out"), {"letters": "1"})
    assert [letter.to for letter in mail.outbox] == [["ada@example.org"]]


def test_only_badges_that_are_given_are_offered(editor, badge, filled):
    badge.unpublish()
    page = editor.post(ADD, filled).content.decode()
    assert "Choose a badge that is published and still given." in page


def test_a_badge_with_a_workflow_may_be_asked_for(editor, badge, filled):
    badge.workflow = IssuingWorkflow.objects.filter(provider=badge.provider).first() or (
        IssuingWorkflow.objects.create(provider=badge.provider, name="Review")
    )
    badge.save()
    editor.post(ADD, filled | {"at_once": ""})
    campaign = Campaign.objects.get()
    assert campaign.at_once is False
    assert (
        "Did you do it? Ask for the badge." in editor.get(kit(campaign, "poster")).content.decode()
    )


def test_what_may_still_change(editor, badge, code, learner):
    campaign = code.campaign
    claim(code, learner)
    address = kit(campaign, "edit")
    page = editor.get(address).content.decode()
    assert 'name="badge"' not in page and 'name="cards"' not in page and 'name="kind"' not in page
    data = {"label": "Sunday", "quota": "0", "opens_at": "", "closes_at": "", "at_once": "on"}
    assert "greater than or equal to 1" in editor.post(address, data).content.decode()
    ClaimCode.objects.update(quota=9, used=5)
    page = editor.post(address, data | {"quota": "4"}).content.decode()
    assert "5 people have used it already. Say 5 or more." in page
    assert editor.post(address, data | {"quota": "5"})["Location"] == kit(campaign)
    campaign.refresh_from_db()
    assert (campaign.label, campaign.codes.get().quota) == ("Sunday", 5)

    cards = start_campaign(badge, "Cards", cards=2)
    before = set(cards.codes.values_list("code", flat=True))
    data = {"label": "Cards", "cards": "3", "opens_at": "", "closes_at": "", "at_once": "on"}
    editor.post(kit(cards, "edit"), data)
    assert before < set(cards.codes.values_list("code", flat=True))
    page = editor.post(kit(cards, "edit"), data | {"cards": "1996"}).content.decode()
    assert "There are 5 cards, and there can be 2000." in page.replace("2,000", "2000")
    assert cards.codes.count() == 5


def test_a_campaign_goes_unless_somebody_has_claimed(editor, badge, code, learner):
    empty = start_campaign(badge, "Mistake", cards=2)
    editor.post(kit(empty, "delete"))
    assert not Campaign.objects.filter(pk=empty.pk).exists()
    claim(code, learner)
    answer = editor.post(kit(code.campaign, "delete"), follow=True)
    assert "say until when they work" in answer.content.decode()
    assert Campaign.objects.get() == code.campaign


def test_the_counter_counts_in_one_query(
    editor, badge, learner, django_assert_num_queries, django_assert_max_num_queries
):
    campaign = start_campaign(badge, "Cards", cards=30)
    first, second = campaign.codes.all()[:2]
    claim(first, learner)
    other = type(learner).objects.create(site=learner.site)
    Claim.objects.create(
        site=learner.site,
        badge=badge,
        badge_version=badge.current_version,
        learner=other,
        code=second,
        way=Claim.Way.CODE,
        state=Claim.State.WAITING,
    )
    ClaimCode.objects.filter(pk=second.pk).update(used=1)
    one_code(badge, "Another", quota=500)
    editor.post(kit(campaign, "given-out"), {"sheet": ["1"]})
    with django_assert_num_queries(1):
        counts = event_kit.counts_of(campaign.pk)
    assert (counts.codes, counts.given_out, counts.places) == (30, 24, 30)
    assert (counts.claimed, counts.waiting, counts.left) == (1, 1, 28)
    answer = editor.get(kit(campaign, "counter"))
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    page = answer.content.decode()
    assert "<html" not in page and "<dd>28</dd>" in page and "<dd>24<small> of 30" in page
    assert event_kit.counts_of(0) is None
    assert editor.get("/admin/cofl/claim-codes/counter/0/").status_code == 404


def test_ticks_change_only_what_was_changed(editor, badge):
    campaign = start_campaign(badge, "Cards", cards=60)

    def given():
        return [sheet.given for sheet in event_kit.sheets_of(campaign)]

    address = kit(campaign, "given-out")
    assert editor.get(address).status_code == 405
    editor.post(address, {"sheet": ["1"]})
    assert given() == [True, False, False]
    # Somebody whose page is older ticks another sheet.
    editor.post(address, {"sheet": ["3"]})
    assert given() == [True, False, True]
    editor.post(address, {"was": ["1", "3"], "sheet": ["3"]})
    assert given() == [False, False, True]


def test_the_kit_needs_no_script_and_has_none_inside(editor, badge):
    for campaign in (
        one_code(badge, "One", word="kite-festival").campaign,
        start_campaign(badge, "Cards", cards=1_001),
    ):
        page = editor.get(kit(campaign)).content.decode()
        assert "Count again" in page
        assert 'aria-live="polite"' in page
        assert page.count("data-cofl-counter=") == 1
        main = page[page.index("<main") : page.index("</main>")]
        assert "style=" not in main and "<script>" not in main
        assert f'href="{kit(campaign, "poster")}"' in main
    assert "Sheet 42: cards 985 to 1001" in page.replace("1,001", "1001")
    assert 'value="42"' in page


def test_sheets_of_cards(editor, badge, monkeypatch):
    monkeypatch.setattr(event_kit, "SHEETS_TOGETHER", 1)
    campaign = start_campaign(badge, "Cards", cards=25)
    page = editor.get(kit(campaign, "cards")).content.decode()
    assert page.count('class="cofl-cards"') == 1
    assert page.count('class="cofl-qr"') == 24
    assert "1 of 25" in page and "24 of 25" in page and "25 of 25" not in page
    assert 'href="?sheet=2"' in page
    last = editor.get(kit(campaign, "cards") + "?sheet=2").content.decode()
    code = campaign.codes.last()
    assert "25 of 25" in last and code.pretty in last and last.count('class="cofl-qr"') == 1
    assert "learn.example.org<wbr>/cofl/claim" in last
    assert "style=" not in last
    assert 'href="?sheet=1"' in last and 'href="?sheet=3"' not in last
    for nothing in ("3", "0"):
        assert editor.get(kit(campaign, "cards") + f"?sheet={nothing}").status_code == 404
    other = one_code(badge, "One").campaign
    for name in ("cards", "cards-pdf"):
        assert editor.get(kit(other, name)).status_code == 404
    poster = editor.get(kit(campaign, "poster")).content.decode()
    assert "Type the code from your card." in poster and code.pretty not in poster


def test_the_poster_says_when_it_works(editor, badge):
    day = timezone.localtime().replace(month=6, day=12, hour=10, minute=0, second=0) + timedelta(
        days=3653
    )
    code = one_code(badge, "Day", opens_at=day, closes_at=day + timedelta(hours=6))
    page = editor.get(kit(code.campaign, "poster")).content.decode()
    assert "10am to 4pm." in page
    Campaign.objects.update(opens_at=None)
    page = editor.get(kit(code.campaign, "poster")).content.decode()
    assert "Works until" in page and "Works from" not in page


def test_pdfs_have_every_letter(editor, badge, monkeypatch):
    badge.name = "Gŵyl Łódź – Ünnepő’s helper"
    badge.save()
    cards = start_campaign(badge, "Cards", cards=25)
    word = one_code(badge, "One", word="gwyl-lodz").campaign
    for campaign, name, pages in ((word, "poster-pdf", 1), (cards, "cards-pdf", 2)):
        answer = editor.get(kit(campaign, name))
        assert answer["Content-Type"] == "application/pdf"
        assert "no-store" in answer["Cache-Control"]
        content = answer.content
        assert content.startswith(b"%PDF-")
        assert content.count(b"/Type /Page\n") == pages
        assert b"/FontFile2" in content, "the font is not inside"
    assert "poster-pdf" in editor.get(kit(word)).content.decode()
    monkeypatch.setattr(certificates, "find_spec", lambda name: None)
    assert "-pdf" not in editor.get(kit(word)).content.decode()
    assert event_kit.pdf_addresses(None) == []


def test_the_font_of_the_pdfs_knows_welsh_and_polish():
    from reportlab.pdfbase.pdfmetrics import getFont

    from wagtail_cofl.contrib.certificates import drawing

    for font in (drawing.PLAIN, drawing.BOLD):
        known = getFont(font).face.charToGlyph
        assert not [letter for letter in "ŵŷŴŶłąęśżźćńőșțđğ’“”–…" if ord(letter) not in known]


def test_a_free_word_stays_short_enough(badge):
    long = "a" * 40
    one_code(badge, "Long", word=long)
    assert free_word(badge.provider.site_id, long) == "a" * 38 + "-2"
    assert free_word(badge.provider.site_id, "free-word") == "free-word"
