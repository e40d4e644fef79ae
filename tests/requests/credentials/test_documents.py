"""Documents at their permanent addresses."""

import json
from datetime import UTC, datetime
from io import BytesIO

import pytest
from PIL import Image

from tests.conftest import ADDRESS, make_image, png
from wagtail_cofl.awards.issuing import issue
from wagtail_cofl.openbadges import proofs
from wagtail_cofl.openbadges.baking import unbake_png

pytestmark = pytest.mark.django_db


@pytest.fixture
def paths(award):
    uid, version = award.credential.uuid, award.badge_version
    provider = version.badge.provider
    return {
        "credential": f"/cofl/credentials/{uid}",
        "assertion": f"/cofl/assertions/{uid}",
        "badge": f"/cofl/badges/{version.uuid}",
        "issuer": f"/cofl/issuers/{provider.uuid}",
        "did": f"/cofl/issuers/{provider.uuid}/did.json",
        "key": f"/cofl/issuers/{provider.uuid}/keys/{provider.keys.get(use='proof').kid}",
    }


ALL_JSON = ["credential", "assertion", "badge", "issuer", "did", "key"]


@pytest.mark.parametrize("name", ALL_JSON)
def test_every_document_is_public_cacheable_and_open_to_other_origins(browser, paths, name):
    response = browser.get(paths[name], headers={"accept": "application/json"})
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cache-Control"].startswith("public, max-age=")
    assert not response.cookies
    again = browser.get(
        paths[name], headers={"accept": "application/json", "if-none-match": response["ETag"]}
    )
    assert again.status_code == 304
    assert again["ETag"] == response["ETag"]
    assert again["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("name", ALL_JSON)
def test_a_get_costs_one_query_and_no_signing(
    browser, paths, name, django_assert_max_num_queries, monkeypatch
):
    def never(*args, **kwargs):
        raise AssertionError("a GET signed something")

    monkeypatch.setattr(proofs, "sign", never)
    with django_assert_max_num_queries(1):
        assert browser.get(paths[name], headers={"accept": "application/json"}).status_code == 200


@pytest.mark.parametrize("name", ["credential", "assertion", "badge"])
def test_a_picture_costs_one_query(browser, paths, name, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        response = browser.get(paths[name] + ".png")
    assert response["Content-Type"] == "image/png"
    assert response["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("name", ["credential", "assertion", "badge", "issuer"])
def test_one_address_answers_machines_and_people(browser, paths, name):
    page = browser.get(paths[name], headers={"accept": "text/html,*/*;q=0.8"})
    machine = browser.get(paths[name], headers={"accept": "*/*"})
    assert page["Content-Type"].startswith("text/html")
    assert "json" in machine["Content-Type"]
    for response in (page, machine):
        assert "Accept" in response["Vary"]
    by_suffix = browser.get(paths[name] + ".json")
    assert by_suffix.content == machine.content


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        ("application/vc+ld+json", "application/vc+ld+json"),
        ("application/vc", "application/vc"),
        ("application/ld+json", "application/ld+json"),
        ("application/json", "application/json"),
        ("application/x-unheard-of", "application/vc+ld+json"),
    ],
)
def test_the_credential_in_each_media_type(browser, paths, accept, answer):
    assert browser.get(paths["credential"], headers={"accept": accept})["Content-Type"] == answer


def test_what_is_served_is_what_was_stored_byte_for_byte(browser, paths, award):
    served = browser.get(paths["credential"] + ".json").content
    assert served == bytes(award.credential.ob3)
    assert browser.get(paths["assertion"] + ".json").content == bytes(award.credential.ob2)


def test_no_name_and_no_address_of_the_learner_in_any_document(browser, paths):
    for name in ALL_JSON:
        text = browser.get(paths[name], headers={"accept": "application/json"}).content.decode()
        assert "lovelace" not in text.lower()
    for name in ("credential", "assertion"):
        assert b"lovelace@" not in browser.get(paths[name] + ".png").content


def test_ob3_names_the_did_and_ob2_names_the_page_and_each_names_the_other(browser, paths):
    credential = browser.get(paths["credential"] + ".json").json()
    profile = browser.get(paths["issuer"] + ".json").json()
    did = credential["issuer"]["id"]
    assert did == "did:web:learn.example.org" + paths["issuer"].replace("/", ":")
    assert credential["issuer"]["url"] == ADDRESS + paths["issuer"] == profile["id"]
    assert credential["issuer"]["otherIdentifier"][0]["identifier"] == profile["id"]
    assert profile["otherIdentifier"][0]["identifier"] == did
    document = browser.get(paths["did"]).json()
    assert document["id"] == did
    assert profile["id"] in document["alsoKnownAs"]
    method = credential["proof"][0]["verificationMethod"]
    assert method == f"{did}#{paths['key'].rpartition('/')[2]}"
    assert method in document["assertionMethod"]
    assert browser.get(paths["key"]).json()["id"] == method


def test_the_subject_is_the_awards_own_urn(browser, paths, award):
    subject = browser.get(paths["credential"] + ".json").json()["credentialSubject"]
    assert subject["id"] == f"urn:uuid:{award.uuid}"
    assert str(award.learner.uuid) not in json.dumps(subject)
    assert subject["identifier"][0]["hashed"] is True


def test_without_an_address_the_recipient_is_a_url(badge, learner, browser):
    from wagtail_cofl.awards.issuing import issue

    award = issue(badge.current_version, learner, email=None)
    ob2 = json.loads(bytes(award.credential.ob2))
    uid = award.credential.uuid
    assert ob2["recipient"] == {
        "type": "url",
        "hashed": False,
        "identity": f"{ADDRESS}/cofl/credentials/{uid}",
    }
    ob3 = json.loads(bytes(award.credential.ob3))
    assert ob3["credentialSubject"]["id"] == f"urn:uuid:{award.uuid}"
    assert "identifier" not in ob3["credentialSubject"]


def test_two_awards_of_one_person_have_nothing_in_common(badge, learner):
    from wagtail_cofl.awards.issuing import issue

    documents = []
    for _number in range(2):
        award = issue(badge.current_version, learner, email="lovelace@example.org")
        subject = json.loads(bytes(award.credential.ob3))["credentialSubject"]
        documents.append((subject["id"], subject["identifier"][0]["identityHash"]))
    assert documents[0][0] != documents[1][0]
    assert documents[0][1] != documents[1][1]


def test_esco_is_an_alignment_in_both_documents_and_attributed_on_the_page(browser, paths):
    uri = "http://data.europa.eu/esco/skill/03a0ab28-ce99-4e14-baf8-a66c55da28f8"
    achievement = browser.get(paths["credential"] + ".json").json()["credentialSubject"][
        "achievement"
    ]
    assert uri in [alignment["targetUrl"] for alignment in achievement["alignment"]]
    badge_class = browser.get(paths["badge"] + ".json").json()
    assert uri in [alignment["targetUrl"] for alignment in badge_class["alignment"]]
    page = browser.get(paths["badge"], headers={"accept": "text/html"}).content.decode()
    assert "This service uses the ESCO classification of the European Commission." in page


def test_baked_pictures_keep_pixels_and_carry_nothing_but_the_badge(browser, paths, award):
    original = png(comment="made by hand")
    for name, keyword in (("credential", "openbadgecredential"), ("assertion", "openbadges")):
        baked = browser.get(paths[name] + ".png").content
        assert list(unbake_png(baked)) == [keyword]
        with Image.open(BytesIO(baked)) as new, Image.open(BytesIO(original)) as old:
            assert new.tobytes() == old.tobytes()
            assert list(new.text) == [keyword]
            # An independent reader finds the very document that is served.
            assert new.text[keyword].encode() == browser.get(paths[name] + ".json").content


def test_nothing_that_was_issued_changes_afterwards(browser, paths, award, skill):
    before = {
        n: browser.get(paths[n] + ".json").content for n in ("credential", "assertion", "badge")
    }
    picture = browser.get(paths["badge"] + ".png").content
    badge = award.badge_version.badge
    image = badge.image
    image.file.save("other.png", make_image(png("#ff0000")).file)
    image.save()
    skill.label = "Something else"
    skill.save()
    badge.provider.name = "Another Museum"
    badge.provider.save()
    badge.name = "Another badge"
    badge.save()
    for name, content in before.items():
        assert browser.get(paths[name] + ".json").content == content
    assert browser.get(paths["badge"] + ".png").content == picture
    # The issuer profile is the one live document.
    assert browser.get(paths["issuer"] + ".json").json()["name"] == "Another Museum"


@pytest.mark.parametrize("kind", ["credentials", "assertions", "badges", "issuers"])
@pytest.mark.parametrize("suffix", ["", ".json"])
def test_an_unknown_document_is_a_404(browser, city, kind, suffix):
    path = f"/cofl/{kind}/00000000-0000-4000-8000-000000000000{suffix}"
    assert browser.get(path, headers={"accept": "application/json"}).status_code == 404
    assert browser.get(path, headers={"accept": "text/html"}).status_code == 404


def test_documents_only_answer_get_and_head(browser, paths):
    assert browser.post(paths["credential"]).status_code == 405
    assert browser.head(paths["credential"] + ".json").status_code == 200


def test_a_page_is_not_shown_in_another_citys_site(browser, paths, site):
    from wagtail.models import Site

    Site.objects.create(hostname="other.example", port=443, root_page=site.root_page)
    response = browser.get(
        paths["credential"], headers={"accept": "text/html", "host": "other.example"}
    )
    assert response.status_code == 404


def test_pages_say_when_it_was_earned_not_when_it_was_signed(browser, badge, learner):
    earned = datetime(2026, 6, 12, 14, tzinfo=UTC)
    given = issue(badge.current_version, learner, email=None, awarded_at=earned)
    path = f"/cofl/credentials/{given.credential.uuid}"
    page = browser.get(path, headers={"accept": "text/html"}).content.decode()
    assert "Awarded on 12 June 2026" in page
    checked = browser.get("/cofl/verify/", {"badge": ADDRESS + path}).content.decode()
    assert "on 12 June 2026." in checked
