"""The page that checks badges: what may be given to it, and what happens by GET."""

import json
import re

import pytest
from django.utils.html import escape

from tests.conftest import ADDRESS, png
from wagtail_cofl.awards.issuing import issue
from wagtail_cofl.awards.revoking import revoke
from wagtail_cofl.credentials import documents, looking_up, views
from wagtail_cofl.openbadges.baking import KEYWORD_V2, bake_png

from .checking import (
    HTML,
    JSON,
    PATH,
    REAL,
    SOMEBODY_ELSES,
    WITHDRAWN,
    codes,
    picture,
)

pytestmark = pytest.mark.django_db


# --- what may be given ------------------------------------------------------------------------


def test_the_empty_form(browser, city):
    response = browser.get(PATH, headers=HTML)
    page = response.content.decode()
    assert response.status_code == 200
    assert "<h1" in page and "Check a badge" in page
    assert page.count("<label") == 3
    assert 'enctype="multipart/form-data"' in page
    assert "csrf" not in page


@pytest.mark.parametrize(
    "address",
    [
        "{base}/cofl/credentials/{uid}",
        "  {base}/cofl/credentials/{uid}\n",
        "learn.example.org/cofl/credentials/{uid}",
        "{base}/cofl/credentials/{uid}.json",
        "{base}/cofl/credentials/{uid}.png",
        "{base}/cofl/assertions/{uid}",
        "{base}/cofl/assertions/{uid}.png",
    ],
)
def test_an_address_of_ours(check, award, outside, address):
    page = check(badge=address.format(base=ADDRESS, uid=award.credential.uuid))
    assert REAL in page and "Kite Festival Helper" in page
    assert "Harbour Museum gave this badge<" in page
    assert "Port Merrow vouches for Harbour Museum<" in page
    assert "It has not been withdrawn<" in page
    assert "I helped to run a big event." in page
    assert f"/cofl/badges/{award.badge_version.uuid}.png" in page
    assert outside.asked == []


@pytest.mark.parametrize("kind", ["ob3", "ob2"])
def test_the_text_of_ours(check, award, kind):
    text = bytes(getattr(award.credential, kind)).decode()
    for given in (text, json.dumps(json.loads(text), indent=4).replace("\n", "\r\n")):
        assert REAL in check(badge=given)


@pytest.mark.parametrize("make", [documents.credential_png, documents.assertion_png])
def test_a_picture_of_ours_and_then_the_address_of_who_shows_it(check, award, make):
    page = check(picture=picture(make(award.credential.uuid)))
    assert REAL in page
    assert "We do not know who is showing it to you<" in page
    assert "Type the email address they gave you." in page
    # The picture is not sent a second time: what was in it goes along.
    again = json.loads(re.search(r'name="badge" value="([^"]+)"', page)[1].replace("&quot;", '"'))
    page = check(badge=json.dumps(again), email="lovelace@example.org")
    assert REAL in page and "It was given to this email address<" in page
    page = check(badge=json.dumps(again), email="eve@example.org")
    assert SOMEBODY_ELSES in page and "It was given to another email address." in page


def test_a_file_of_ours(check, award):
    assert REAL in check(picture=picture(bytes(award.credential.ob3), "badge.json"))


def test_the_verdict_is_not_amber_for_want_of_an_address(report, award):
    found = report(bytes(award.credential.ob3).decode())
    assert found["verdict"] == "valid"
    assert codes(found)["recipient_none"] == "not_applicable"


def test_a_badge_that_names_no_address_cannot_be_anybodys(report, badge, learner):
    award = issue(badge.current_version, learner, email=None)
    found = report({"badge": json.loads(award.credential.ob3), "email": "a@example.org"})
    assert found["verdict"] == "could_not_check"
    assert codes(found)["recipient_unnamed"] == "cannot"


# --- what cannot be checked -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "code", "fix"),
    [
        ("", "nothing", "Paste the badge’s address"),
        ("   ", "nothing", "Paste the badge’s address"),
        ("Kite Festival Helper", "not_json", "its whole text"),
        ("{", "not_json", "its whole text"),
        ('{"a": 1}', "not_a_badge", "Ask for the badge’s own file"),
        ("<svg xmlns='http://www.w3.org/2000/svg'/>", "no_badge", "Ask for the file itself"),
        ("https://elsewhere.example/nothing", "unreachable", "does not answer"),
        (f"{ADDRESS}/cofl/claim/", "unreachable", "no such document"),
    ],
)
def test_what_is_no_badge_is_said_with_what_to_do(check, report, city, given, code, fix):
    page = check(status=400, badge=given)
    assert "Problem:" in page and fix in page
    assert 'aria-invalid="true"' in page and 'id="badge-error"' in page
    assert report({"badge": given}, status=400)["code"] == code
    assert f">\n{escape(given)}</textarea>" in page


@pytest.mark.parametrize(
    ("content", "code", "fix"),
    [
        (png(), "no_badge", "Ask for the file itself"),
        (png()[:-20], "bad_picture", "Ask for the file again"),
        (b"\xff\xd8\xff\xe0" + bytes(40), "not_png", "Ask for the badge’s own PNG or SVG"),
        (b'<?xml version="1.0"?><svg/>', "no_badge", "Ask for the file itself"),
        (b"<svg><g></svg>", "bad_picture", "Ask for the file again"),
        (b"%PDF-1.7", "not_json", "its whole text"),
        (b"", "nothing", "choose its picture"),
    ],
)
def test_a_picture_without_a_badge_too(browser, check, city, content, code, fix):
    page = check(status=400, picture=picture(content))
    assert fix in page
    response = browser.post(PATH, {"picture": picture(content)}, headers=JSON)
    assert (response.status_code, response.json()["code"]) == (400, code)


def test_a_wrong_address_of_a_person(check, report, award):
    text = bytes(award.credential.ob3).decode()
    page = check(status=400, badge=text, email="lovelace at example")
    assert "not a whole email address" in page
    assert "lovelace at example" in page and "Kite Festival Helper" in page
    found = report({"badge": json.loads(text), "email": "nobody"}, status=400)
    assert set(found) == {"code", "message"} and found["code"] == "bad_email"


# --- by GET -----------------------------------------------------------------------------------


def test_an_address_in_the_query_is_filled_in_and_nobody_is_asked(browser, city, outside):
    url = "https://elsewhere.example/badge?a=1&b=2"
    page = browser.get(PATH, {"badge": url}, headers=HTML).content.decode()
    assert url.replace("&", "&amp;") in page and 'action="/cofl/verify/"' in page
    assert REAL not in page and outside.asked == []


@pytest.mark.parametrize("kind", ["credentials", "assertions"])
def test_a_document_of_this_city_is_checked_at_once_without_a_network(
    browser, award, outside, kind
):
    for base in (ADDRESS, ""):
        address = f"{base}/cofl/{kind}/{award.credential.uuid}"
        page = browser.get(PATH, {"badge": address}, headers=HTML).content.decode()
        assert REAL in page and "Port Merrow vouches for Harbour Museum<" in page
    revoke(award, None, "mistake")
    page = browser.get(PATH, {"badge": address}, headers=HTML).content.decode()
    assert WITHDRAWN in page and "It was given by mistake." in page
    assert outside.asked == []


def test_by_get_the_network_is_shut(browser, award, monkeypatch):
    """Whatever one of our documents may come to name: a link that is followed has nobody asked."""
    made = []

    def watch(**options):
        made.append(options)
        return looking_up.LookUps(**options)

    monkeypatch.setattr(views, "LookUps", watch)
    browser.get(PATH, {"badge": f"/cofl/credentials/{award.credential.uuid}"}, headers=HTML)
    assert made == [{"network": False}]


def test_a_document_of_this_city_that_is_none(browser, city):
    address = "/cofl/credentials/00000000-0000-4000-8000-000000000000"
    response = browser.get(PATH, {"badge": address}, headers=HTML)
    assert response.status_code == 404
    assert "There is no such document in this city." in response.content.decode()


def test_every_awards_page_leads_to_its_check(browser, award):
    path = f"/cofl/credentials/{award.credential.uuid}"
    page = browser.get(path, headers=HTML).content.decode()
    link = re.search(r'href="(/cofl/verify/\?badge=[^"]+)"', page)[1]
    assert REAL in browser.get(link, headers=HTML).content.decode()


def test_checking_one_of_ours_costs_a_known_number_of_queries(
    browser, award, django_assert_max_num_queries
):
    browser.post(PATH, bytes(award.credential.ob3), content_type="application/json", headers=JSON)
    with django_assert_max_num_queries(9):
        browser.post(
            PATH, bytes(award.credential.ob3), content_type="application/json", headers=JSON
        )


def test_a_picture_that_only_names_its_assertion(check, award):
    address = json.loads(award.credential.ob2)["id"]
    assert REAL in check(picture=picture(bake_png(png(), address, keyword=KEYWORD_V2)))
