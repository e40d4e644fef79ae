"""Badges as SVG pictures: those that we give, and those that somebody brings."""

from base64 import b64decode
from io import BytesIO
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.conftest import ADDRESS, png
from wagtail_cofl.awards.revoking import revoke
from wagtail_cofl.credentials import documents
from wagtail_cofl.credentials.pictures import svg_around
from wagtail_cofl.openbadges.baking import bake, unbake

from .checking import FALSE, JSON, PATH, REAL

pytestmark = pytest.mark.django_db
SVG = "{http://www.w3.org/2000/svg}"
PLACES = {
    "credentials": "{https://purl.imsglobal.org/ob/v3p0}credential",
    "assertions": "{http://openbadges.org}assertion",
}


def parsed(svg: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 - it is ours


@pytest.mark.parametrize("kind", PLACES)
def test_a_picture_holds_the_badge_its_name_and_the_pixels_and_nothing_else(browser, award, kind):
    path = f"/cofl/{kind}/{award.credential.uuid}"
    root = parsed(browser.get(f"{path}.svg").content)
    badge, title, image = list(root)
    assert badge.tag == PLACES[kind]
    assert badge.text.encode() == browser.get(f"{path}.json").content
    assert (title.tag, title.text) == (f"{SVG}title", "Kite Festival Helper")
    assert image.tag == f"{SVG}image"
    kind, _comma, data = image.attrib["href"].partition(",")
    assert kind == "data:image/png;base64"
    assert b64decode(data) == bytes(award.badge_version.picture)
    with Image.open(BytesIO(b64decode(data))) as picture:
        for element in (root, image):
            size = (int(element.attrib["width"]), int(element.attrib["height"]))
            assert size == picture.size


@pytest.mark.parametrize("kind", PLACES)
def test_it_is_served_like_the_other_documents_and_may_do_nothing(
    browser, award, kind, django_assert_max_num_queries
):
    path = f"/cofl/{kind}/{award.credential.uuid}.svg"
    with django_assert_max_num_queries(1):
        response = browser.get(path)
    assert response["Content-Type"] == "image/svg+xml"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["X-Content-Type-Options"] == "nosniff"
    policy = response["Content-Security-Policy"]
    assert policy == "default-src 'none'; img-src data:; style-src 'none'"
    assert response["Cache-Control"].startswith("public, max-age=")
    again = browser.get(path, headers={"if-none-match": response["ETag"]})
    assert (again.status_code, again["Content-Security-Policy"]) == (304, policy)
    nobody = f"/cofl/{kind}/00000000-0000-4000-8000-000000000000.svg"
    assert browser.get(nobody).status_code == 404


def test_a_withdrawn_one_is_gone_as_an_assertion_and_not_as_a_credential(browser, award):
    revoke(award, None, "mistake")
    uid = award.credential.uuid
    gone = browser.get(f"/cofl/assertions/{uid}.svg")
    assert (gone.status_code, gone["Content-Type"]) == (410, "application/ld+json")
    assert gone.json()["revoked"] is True
    assert browser.get(f"/cofl/credentials/{uid}.svg").status_code == 200


def test_a_name_cannot_break_out_of_its_title():
    name = "</title><script>alert(1)</script>&amp;\x00\ufffe ü"
    root = parsed(svg_around(png(), name))
    assert [child.tag for child in root] == [f"{SVG}title", f"{SVG}image"]
    assert root[0].text == "</title><script>alert(1)</script>&amp;\ufffd\ufffd ü"


def test_a_picture_that_would_be_too_big_to_check_is_not_given(browser, award, monkeypatch):
    monkeypatch.setattr("wagtail_cofl.openbadges.baking.svg.MAX_SVG", 100)
    assert browser.get(f"/cofl/credentials/{award.credential.uuid}.svg").status_code == 404
    assert browser.get(f"/cofl/credentials/{award.credential.uuid}.png").status_code == 200


@pytest.fixture
def baked(award):
    uid = award.credential.uuid
    return SimpleNamespace(ob3=documents.credential_svg(uid), ob2=documents.assertion_svg(uid))


def upload(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("badge.svg", content, "image/svg+xml")


@pytest.mark.parametrize("version", ["ob3", "ob2"])
def test_our_pictures_are_checked_in_every_way_of_sending_one(
    browser, check, report, baked, version
):
    picture = getattr(baked, version)
    assert REAL in check(picture=upload(picture))
    assert REAL in check(badge=picture.decode())
    assert report(picture.decode())["verdict"] == "valid"
    raw = browser.post(PATH, picture, content_type="image/svg+xml", headers=JSON)
    assert raw.json()["verdict"] == "valid"


@pytest.mark.parametrize("kind", PLACES)
def test_the_address_of_our_picture_is_checked(check, award, kind):
    assert REAL in check(badge=f"{ADDRESS}/cofl/{kind}/{award.credential.uuid}.svg")


def test_a_changed_badge_in_a_picture_is_refused(check, baked):
    forged = baked.ob3.replace(b"Kite Festival Helper", b"Kite Festival Master")
    assert FALSE in check(picture=upload(forged))


def test_a_token_in_a_picture_is_checked(check, award, baked):
    token = documents.credential_jwt(award.credential.uuid).decode()
    picture = bake(baked.ob3, token, version="3.0")
    assert list(unbake(picture).values()) == [token]
    assert REAL in check(picture=upload(picture))


@pytest.mark.parametrize("sign", [documents.credential_jwt, documents.assertion_jws])
def test_a_token_in_a_picture_is_checked_again_with_its_signature(check, award, baked, sign):
    """By whoever then types an email address: what is sent again is the token, not what it says."""
    token = sign(award.credential.uuid).decode()
    version = "3.0" if sign is documents.credential_jwt else "2.0"
    plain = svg_around(bytes(award.badge_version.picture), "A badge")
    page = check(picture=upload(bake(plain, token, version=version)))
    assert REAL in page
    assert f'name="badge" value="{token}"' in page
    assert REAL in check(badge=token, email=award.learner.email)


def test_a_picture_may_name_nothing_outside_itself(check, baked):
    doctype = b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    page = check(status=400, picture=upload(doctype + baked.ob3))
    assert "Save it as plain SVG, without DOCTYPE." in page


def test_the_page_takes_svg_and_the_badge_offers_it(browser, award):
    assert "image/svg+xml" in browser.get(PATH).content.decode()
    page = browser.get(
        f"/cofl/credentials/{award.credential.uuid}", headers={"accept": "text/html"}
    )
    for path in PLACES:
        for suffix in ("png", "svg", "json"):
            assert f'href="/cofl/{path}/{award.credential.uuid}.{suffix}"' in page.content.decode()
