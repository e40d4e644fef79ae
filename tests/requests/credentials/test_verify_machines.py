"""The same checks for machines; and bounds and privacy for everybody."""

import json
import sys
from io import BytesIO
from urllib.parse import quote

import pytest
from django.core.signals import got_request_exception
from django.test import Client
from django.views.debug import ExceptionReporter
from PIL import Image

from tests.conftest import ADDRESS, png
from tests.unit.openbadges import factories
from wagtail_cofl.credentials import documents, looking_up, receiving, views
from wagtail_cofl.credentials.models import Credential
from wagtail_cofl.openbadges.baking import KEYWORD_V3, bake_png

from .checking import (
    HTML,
    JSON,
    PATH,
    codes,
    picture,
)

pytestmark = pytest.mark.django_db


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
        "schema_ok": "pass",
        "contexts_ok": "pass",
        "issuer_ok": "pass",
        "vouched_ok": "pass",
        "proof_ok": "pass",
        "refresh_none": "not_applicable",
        "status_ok": "pass",
        "dates_ok": "pass",
        "recipient_ok": "pass",
        "endorsements_none": "not_applicable",
        "images_none": "not_applicable",
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
