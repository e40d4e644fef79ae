"""The page that checks badges: for people and for machines, of ours and of anybody's."""

import json
import re
import sys
from dataclasses import replace
from io import BytesIO
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import got_request_exception
from django.test import Client
from django.utils.html import escape
from django.views.debug import ExceptionReporter
from PIL import Image

from tests.conftest import ADDRESS, png
from tests.unit.openbadges import factories
from wagtail_cofl.awards.issuing import issue
from wagtail_cofl.awards.revoking import revoke
from wagtail_cofl.credentials import documents, looking_up, receiving, views
from wagtail_cofl.credentials.models import Credential
from wagtail_cofl.openbadges import did, v2, v3
from wagtail_cofl.openbadges.baking import KEYWORD_V2, KEYWORD_V3, bake_png
from wagtail_cofl.openbadges.verification import CannotFetch, Gone

pytestmark = pytest.mark.django_db

PATH = "/cofl/verify/"
HTML = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
JSON = {"accept": "application/json"}
REAL, FALSE, UNSURE = "This badge is real", "Do not trust this badge", "We cannot be sure yet"


class Outside:
    """The internet, as far as these tests need one."""

    def __init__(self):
        self.pages = {}
        self.asked = []

    def __call__(self, url, accept, *, seconds):
        self.asked.append(url)
        found = self.pages.get(url)
        if found is None:
            raise CannotFetch("It does not answer.")
        if isinstance(found, Exception):
            raise found
        return found if isinstance(found, bytes) else json.dumps(found).encode()


@pytest.fixture(autouse=True)
def outside(monkeypatch):
    outside = Outside()
    monkeypatch.setattr(looking_up, "SafeFetcher", lambda **options: outside)
    return outside


EASTMOOR = "https://learn.eastmoor.example"
ISSUER = replace(
    factories.ISSUER,
    did=did.did_web(f"{EASTMOOR}/issuers/7"),
    profile_url=f"{EASTMOOR}/issuers/7",
    name="Eastmoor Museum",
)


def strangers(**changes) -> dict:
    """A signed badge of a museum elsewhere."""
    facts = factories.award(
        credential_url=f"{EASTMOOR}/credentials/9",
        achievement=replace(factories.ACHIEVEMENT, issuer=ISSUER),
    )
    return factories.sign(
        {**v3.credential(facts), **changes},
        verification_method=f"{ISSUER.did}#{factories.MULTIKEY}",
    )


@pytest.fixture
def stranger(outside):
    """Such a badge, whose issuer can be looked up."""
    keys = did.did_document(ISSUER.did, [factories.MULTIKEY])
    outside.pages[did.did_url(ISSUER.did)] = keys
    return strangers()


@pytest.fixture
def check(browser):
    """Post the page's form; the words of the page that follows."""

    def post(status=200, **fields):
        response = browser.post(PATH, fields, headers=HTML)
        assert response.status_code == status
        return response.content.decode()

    return post


@pytest.fixture
def report(browser):
    """Post as a machine does."""

    def post(body, kind="application/json", status=200):
        if isinstance(body, dict | list):
            body = json.dumps(body)
        response = browser.post(PATH, body, content_type=kind, headers=JSON)
        assert response.status_code == status, response.content
        assert response["Content-Type"] == "application/json"
        return response.json()

    return post


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


def picture(content: bytes, name="badge.png"):
    return SimpleUploadedFile(name, content, "image/png")


def codes(found: dict) -> dict[str, str]:
    return {check["code"]: check["status"] for check in found["checks"]}


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
    assert "Harbour Museum gave this badge." in page
    assert "Port Merrow vouches for Harbour Museum." in page
    assert "It has not been withdrawn." in page
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
    assert "We do not know who is showing it to you." in page
    assert "Type the email address they gave you." in page
    # The picture is not sent a second time: what was in it goes along.
    again = json.loads(re.search(r'name="badge" value="([^"]+)"', page)[1].replace("&quot;", '"'))
    page = check(badge=json.dumps(again), email="lovelace@example.org")
    assert REAL in page and "It was given to this email address." in page
    page = check(badge=json.dumps(again), email="eve@example.org")
    assert FALSE in page and "It was given to another email address." in page


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


# --- what it says -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("ob3", "Kite Festival", "Bird Festival"),
        ("ob3", "Harbour Museum", "Royal Museum"),
        ("ob3", '"statusListIndex":"', '"statusListIndex":"1'),
        ("ob2", '"issuedOn":"2', '"issuedOn":"1'),
    ],
)
def test_a_changed_badge_is_refused_with_the_reason(check, report, award, kind, old, new):
    text = bytes(getattr(award.credential, kind)).decode()
    assert old in text
    forged = text.replace(old, new, 1)
    page = check(badge=forged)
    assert FALSE in page and "Something in it was changed" in page
    # Neither its picture nor our word is lent to it, and the real one is shown the way to.
    assert "<img" not in page
    assert "vouches" not in page and "gave this badge" not in page
    assert f'href="/cofl/credentials/{award.credential.uuid}"' in page
    assert report(forged)["verdict"] == "not_valid"


def test_a_withdrawn_badge_is_refused_with_the_reason(check, report, award):
    uid = award.credential.uuid
    ob3, ob2 = bytes(award.credential.ob3).decode(), bytes(award.credential.ob2).decode()
    baked = documents.assertion_png(uid)
    revoke(award, None, "mistake", "Private words.")
    given = [
        {"badge": ob3},
        {"badge": ob2},
        {"picture": picture(documents.credential_png(uid))},
        {"picture": picture(baked)},
        {"badge": f"{ADDRESS}/cofl/credentials/{uid}"},
        {"badge": f"{ADDRESS}/cofl/assertions/{uid}"},
        {"badge": f"{ADDRESS}/cofl/assertions/{uid}.png"},
    ]
    for fields in given:
        page = check(**fields)
        assert FALSE in page and "The issuer has withdrawn it." in page
        assert "It was given by mistake." in page
        assert "cofl-badge--grey" in page and "Private words" not in page
    for text in (ob3, ob2):
        found = report(text)
        assert found["verdict"] == "not_valid"
        assert codes(found)["revoked"] == "fail"


def test_one_of_before_there_were_lists_is_withdrawn_too(report, award, monkeypatch):
    """Its document names none; the city remembers."""
    from wagtail_cofl.credentials import publishing

    original = publishing.v3.credential

    def without_list(facts):
        document = original(facts)
        del document["credentialStatus"]
        return document

    monkeypatch.setattr(publishing.v3, "credential", without_list)
    old = issue(award.badge_version, award.learner, email=None)
    text = bytes(old.credential.ob3).decode()
    assert report(text)["verdict"] == "valid"
    revoke(old, None, "mistake")
    found = report(text)
    assert (found["verdict"], codes(found)["revoked"]) == ("not_valid", "fail")


def test_a_strangers_badge(check, report, city, stranger, outside):
    page = check(badge=json.dumps(stranger))
    assert REAL in page
    assert "Eastmoor Museum gave this badge." in page
    # Anybody may call themselves a museum: nobody here vouches for it, and the page says so.
    assert "vouches" not in page
    assert "Port Merrow does not know this issuer." in page
    assert "the owner of learn.eastmoor.example gave it" in words(page)
    assert "Sound Recordist" in page and "<img" not in page
    assert outside.asked == [did.did_url(ISSUER.did)]
    assert codes(report(stranger))["vouched_none"] == "not_applicable"


def test_another_city_of_the_same_site_vouches_for_its_own_only(browser, award, site):
    from wagtail.models import Site

    from wagtail_cofl.city.models import CitySettings

    other = Site.objects.create(hostname="other.example", port=443, root_page=site.root_page)
    CitySettings.objects.create(site=other, name="Eastmoor")
    response = browser.post(
        PATH,
        bytes(award.credential.ob3),
        content_type="application/json",
        headers={"accept": "application/json", "host": "other.example"},
    )
    assert codes(response.json())["vouched_none"] == "not_applicable"


def test_a_forger_who_calls_himself_ours_is_not_vouched_for(check, report, award, stranger):
    """Own key, own address, and our museum's name."""
    forged = strangers(
        id=f"{ADDRESS}/cofl/credentials/{award.credential.uuid}",
        issuer={"id": ISSUER.did, "type": ["Profile"], "name": "Harbour Museum"},
    )
    found = report(forged)
    assert codes(found)["vouched_none"] == "not_applicable"
    # It carries the number of a badge of ours: that lends it nothing.
    page = check(badge=json.dumps(forged))
    assert "<img" not in page and "I helped to run a big event." not in page


def test_where_the_issuer_does_not_answer_nothing_is_decided(
    check, report, city, stranger, outside
):
    outside.pages.clear()
    page = check(badge=json.dumps(stranger))
    assert UNSURE in page and "Do not decide on this alone." in page
    assert "Check again" in page
    assert report(stranger)["verdict"] == "could_not_check"


def test_what_is_signed_in_another_way_is_neither_good_nor_bad(check, report, city):
    token = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln"
    page = check(badge=token)
    assert UNSURE in page and "That says nothing against it." in page
    assert report(token, "text/plain")["verdict"] == "could_not_check"


def test_a_strangers_badge_that_was_taken_down(check, city, outside):
    url = "https://elsewhere.example/assertion"
    outside.pages[url] = Gone("Gone.", json.dumps(v2.revoked_assertion(url, "No.")).encode())
    assert "The issuer has withdrawn it." in check(badge=url)
    outside.pages[url] = Gone("Gone.", b"<h1>Gone</h1>")
    assert "The issuer has withdrawn it." in check(badge=url)


def test_every_text_of_a_stranger_is_only_text(check, city, stranger):
    nasty = "<script>alert(1)</script>"
    document = strangers(
        issuer={**stranger["issuer"], "name": nasty},
        credentialSubject={
            **stranger["credentialSubject"],
            "achievement": {
                **stranger["credentialSubject"]["achievement"],
                "name": nasty,
                "description": nasty,
            },
        },
    )
    page = check(badge=json.dumps(document))
    assert REAL in page
    assert "<script" not in page


# --- what cannot be checked -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "code", "fix"),
    [
        ("", "nothing", "Paste the badge’s address"),
        ("   ", "nothing", "Paste the badge’s address"),
        ("Kite Festival Helper", "not_json", "its whole text"),
        ("{", "not_json", "its whole text"),
        ('{"a": 1}', "not_a_badge", "Ask for the badge’s own file"),
        ("<svg xmlns='http://www.w3.org/2000/svg'/>", "svg", "Use the PNG"),
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
        (b"\xff\xd8\xff\xe0" + bytes(40), "not_png", "Ask for the badge’s own PNG"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "svg", "Use the PNG"),
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


# --- for machines -----------------------------------------------------------------------------


def test_a_machine_may_send_a_badge_in_every_way(browser, report, award):
    text = bytes(award.credential.ob3).decode()
    baked = documents.credential_png(award.credential.uuid)
    address = f"{ADDRESS}/cofl/credentials/{award.credential.uuid}"
    for body, kind in [
        (text, "application/json"),
        (text, "application/vc+ld+json"),
        (bytes(award.credential.ob2).decode(), "application/ld+json"),
        (baked, "image/png"),
        (address, "text/plain"),
        ({"badge": address}, "application/json"),
        ({"badge": json.loads(text)}, "application/json"),
        ({"badge": text, "email": "lovelace@example.org"}, "application/json"),
    ]:
        assert report(body, kind)["verdict"] == "valid"
    for fields in ({"badge": text}, {"picture": picture(baked)}):
        response = browser.post(PATH, fields, headers=JSON)
        assert response.json()["verdict"] == "valid"
    response = browser.post(
        PATH,
        "badge=" + quote(address),
        headers=JSON,
        content_type="application/x-www-form-urlencoded",
    )
    assert response.json()["verdict"] == "valid"


def test_the_report_for_machines(report, award):
    found = report({"badge": bytes(award.credential.ob3).decode(), "email": "lovelace@example.org"})
    assert set(found) == {"verdict", "version", "badge", "checks", "checkedAt"}
    assert found["badge"]["name"] == "Kite Festival Helper"
    assert found["badge"]["issuer"]["name"] == "Harbour Museum"
    assert all(
        set(check) == {"name", "status", "code", "message", "detail", "params"}
        for check in found["checks"]
    )
    assert codes(found) == {
        "parse_ok": "pass",
        "structure_ok": "pass",
        "issuer_ok": "pass",
        "vouched_ok": "pass",
        "proof_ok": "pass",
        "status_ok": "pass",
        "dates_ok": "pass",
        "recipient_ok": "pass",
    }
    assert "lovelace" not in json.dumps(found)


def test_the_button_gives_the_same_report(browser, award):
    response = browser.post(
        PATH, {"badge": bytes(award.credential.ob3).decode(), "answer": "json"}, headers=HTML
    )
    assert response["Content-Type"] == "application/json"
    assert response.json()["verdict"] == "valid"


def test_words_are_in_the_readers_language_and_codes_are_not(browser, award):
    response = browser.post(
        PATH,
        bytes(award.credential.ob3),
        content_type="application/json",
        headers={"accept": "application/json", "accept-language": "fr"},
    )
    assert response.json()["verdict"] == "valid"


# --- bounds and privacy -----------------------------------------------------------------------


class Unread(BytesIO):
    """A body that must not be read."""

    def read(self, *args):
        raise AssertionError("read it")


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x"])
def test_what_is_too_big_is_refused_before_it_is_read(browser, city, kind):
    response = browser.generic(
        "POST",
        PATH,
        b"",
        content_type=kind,
        headers=JSON,
        CONTENT_LENGTH="5100000",
        **{"wsgi.input": Unread()},
    )
    assert response.status_code == 413
    assert response.json() == {
        "code": "too_big",
        "message": "This is too big. A badge has at most 5 MB.",
    }


def test_a_big_picture_is_taken_and_never_written_to_disk(browser, award, monkeypatch):
    from django.core.files import uploadhandler

    def never(*args, **kwargs):
        raise AssertionError("wrote a file")

    monkeypatch.setattr(uploadhandler, "TemporaryUploadedFile", never)
    noise = BytesIO()
    Image.effect_noise((1_900, 1_900), 90).save(noise, "PNG")
    assert 2_600_000 < len(noise.getvalue()) < 4_900_000
    baked = bake_png(noise.getvalue(), bytes(award.credential.ob3).decode(), keyword=KEYWORD_V3)
    response = browser.post(PATH, {"picture": picture(baked)}, headers=JSON)
    assert response.json()["verdict"] == "valid"


def test_just_too_big(browser, city, monkeypatch):
    monkeypatch.setattr(receiving, "MAX_BYTES", 1_000)
    response = browser.post(PATH, {"picture": picture(bytes(1_001))}, headers=JSON)
    assert (response.status_code, response.json()["code"]) == (413, "too_big")
    page = browser.post(PATH, {"picture": picture(bytes(1_001))}, headers=HTML)
    assert page.status_code == 413 and "at most 5 MB" in page.content.decode()
    response = browser.post(PATH, b" " * 1_001, content_type="application/json", headers=JSON)
    assert response.status_code == 413


def test_more_text_than_a_form_may_have(browser, city, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    for fields in ({"badge": "x" * 2_000}, {"badge": "x" * 2_000, "picture": picture(png())}):
        response = browser.post(PATH, fields, headers=JSON)
        assert (response.status_code, response.json()["code"]) == (413, "too_big")


def test_a_form_that_is_broken(browser, city):
    response = browser.post(
        PATH, b"--x\r\nbroken", content_type="multipart/form-data", headers=JSON
    )
    assert (response.status_code, response.json()["code"]) == (400, "bad_request")


@pytest.mark.parametrize(
    "body",
    [b"\xff\xfe\x00", b'{"badge": "\\ud800"}', b'{"badge": {"badge": 1}}', b"\0", b"[" * 99_999],
)
def test_odd_bodies_have_an_answer(report, city, body):
    assert set(report(body, status=400)) == {"code", "message"}


def test_nothing_is_kept_and_nobody_is_remembered(
    browser, award, settings, django_assert_num_queries
):
    """No token, no session, no cache, and the person's address in no header and no other page."""
    secret = "lovelace@example.org"
    strict = Client(enforce_csrf_checks=True, headers={"host": "learn.example.org"})
    text = bytes(award.credential.ob3).decode()
    before = Credential.objects.count()
    for response in (
        strict.post(PATH, {"badge": text, "email": secret}, headers=HTML, secure=True),
        strict.post(PATH, {"badge": text, "email": secret}, headers=JSON, secure=True),
        strict.get(PATH, headers=HTML, secure=True),
        strict.get(PATH, {"badge": "x", "email": secret}, headers=HTML, secure=True),
    ):
        assert response.status_code == 200
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
        assert "no-store" in response["Cache-Control"] and "private" in response["Cache-Control"]
        assert secret not in str(response.headers)
    for response in (
        strict.post(PATH, {"badge": text, "email": secret}, headers=HTML, secure=True),
        strict.get(PATH, {"badge": text[:50]}, headers=HTML, secure=True),
    ):
        assert response["Referrer-Policy"] == "same-origin"
    # An address in a query would stand in the log of every server: it is not even read.
    page = strict.get(PATH, {"badge": "x", "email": secret}, headers=HTML, secure=True)
    assert secret not in page.content.decode()
    assert Credential.objects.count() == before


def test_an_error_report_names_nobody(browser, award, monkeypatch):
    """What Django would send to the site's administrators when the page breaks."""
    reports = []

    def broken(*args, **kwargs):
        raise RuntimeError("broken")

    def write(request, **kwargs):
        reports.append(ExceptionReporter(request, *sys.exc_info()).get_traceback_html())

    monkeypatch.setattr(views, "check_badge", broken)
    got_request_exception.connect(write)
    browser.raise_request_exception = False
    try:
        response = browser.post(
            PATH, {"badge": "{}", "email": "lovelace@example.org"}, headers=HTML
        )
    finally:
        got_request_exception.disconnect(write)
    assert response.status_code == 500
    [html] = reports
    assert "RuntimeError" in html and "_verify_post" in html
    assert "lovelace" not in html


def test_a_badge_has_us_ask_only_a_few_places(report, city, outside):
    """However many it names."""
    document = factories.listed()
    entry = document["credentialStatus"]
    document["credentialStatus"] = [
        {**entry, "id": f"urn:x:{n}", "statusListCredential": f"https://victim.example/{n}"}
        for n in range(500)
    ]
    outside.pages |= factories.world()
    signed = factories.sign({k: v for k, v in document.items() if k != "proof"})
    report(signed)
    assert len(outside.asked) <= looking_up.MOST


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
        assert REAL in page and "Port Merrow vouches for Harbour Museum." in page
    revoke(award, None, "mistake")
    page = browser.get(PATH, {"badge": address}, headers=HTML).content.decode()
    assert FALSE in page and "It was given by mistake." in page
    assert outside.asked == []


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
