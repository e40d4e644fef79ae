"""The list itself: signed once for each change, as a document and as a token, with places of nobody."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.conftest import ADDRESS
from wagtail_cofl.awards.issuing import issue
from wagtail_cofl.awards.revoking import revoke
from wagtail_cofl.credentials import listing
from wagtail_cofl.credentials.documents import status_list
from wagtail_cofl.credentials.looking_up import LookUps
from wagtail_cofl.credentials.models import StatusList
from wagtail_cofl.openbadges import jose, proofs, status
from wagtail_cofl.openbadges.verification import verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(award):
    return f"/cofl/status/{award.credential.status_list.uuid}"


def bits(document: bytes) -> bytes:
    return status.decode(json.loads(document)["credentialSubject"]["encodedList"])


def places_set(document: bytes) -> set[int]:
    """The places that are set, those of nobody among them."""
    found = bits(document)
    return {n for n in range(131_072) if status.is_set(found, n)}


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        ("*/*", "application/vc+ld+json"),
        ("application/vc", "application/vc"),
        ("application/ld+json", "application/ld+json"),
        ("application/json", "application/json"),
        ("text/html,*/*;q=0.8", "application/vc+ld+json"),
    ],
)
def test_it_is_for_machines_whoever_asks(browser, path, accept, answer):
    response = browser.get(path, headers={"accept": accept})
    assert response.status_code == 200
    assert response["Content-Type"] == answer
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Accept" in response["Vary"]
    assert not response.cookies


def test_how_long_it_may_be_kept_is_said_twice_and_alike(browser, path):
    response = browser.get(path)
    assert response["Cache-Control"] == "public, max-age=300"
    assert response.json()["credentialSubject"]["ttl"] == 300 * 1000
    again = browser.get(path, headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304


def test_no_such_list(browser, city):
    path = "/cofl/status/00000000-0000-4000-8000-000000000000"
    assert browser.get(path).status_code == 404


def test_it_is_the_issuers_own_and_says_nothing_of_anybody(award, browser, path):
    document = browser.get(path).json()
    credential = json.loads(award.credential.ob3)
    assert document["id"] == ADDRESS + path
    assert document["issuer"] == credential["issuer"]["id"]
    assert (
        document["proof"][0]["verificationMethod"] == (credential["proof"][0]["verificationMethod"])
    )
    assert str(award.credential.uuid) not in json.dumps(document)
    assert award.credential.status_index not in places_set(browser.get(path).content)


def test_it_is_signed_once_for_each_change(browser, path, award, monkeypatch):
    signed = []

    def count(document, **options):
        signed.append(document["id"])
        return original(document, **options)

    original = proofs.sign
    monkeypatch.setattr(proofs, "sign", count)
    first = browser.get(path).content
    assert browser.get(path).content == first
    assert len(signed) == 1
    revoke(award, None, "mistake")
    assert len(signed) == 1
    second = browser.get(path).content
    assert second != first and browser.get(path).content == second
    assert len(signed) == 2


def test_the_next_reader_costs_one_query(browser, path, django_assert_num_queries):
    browser.get(path)
    with django_assert_num_queries(1):
        browser.get(path)


def test_only_the_bit_of_the_withdrawn_one_is_set(badge, learner, browser):
    awards = [issue(badge.current_version, learner, email=None) for _ in range(5)]
    for award in awards[:2]:
        revoke(award, None, "asked")
    found = bits(browser.get(f"/cofl/status/{awards[0].credential.status_list.uuid}").content)
    withdrawn = {award.credential.status_index for award in awards[:2]}
    decoys = set(awards[0].credential.status_list.decoys)
    assert {n for n in range(131_072) if status.is_set(found, n)} - decoys == withdrawn


# --- places of nobody -------------------------------------------------------------------------


def test_some_places_are_nobodys_and_some_of_those_are_set(award, browser, path):
    listed = StatusList.objects.get()
    assert len(set(listed.decoys)) == listing.DECOYS
    assert award.credential.status_index not in listed.decoys
    found = places_set(browser.get(path).content)
    listed.refresh_from_db()
    assert found == set(listed.decoys[: listed.decoys_set])


def test_lists_do_not_begin_with_the_same_number(site):
    from wagtail_cofl.providers.models import Provider

    providers = [Provider.objects.create(site=site, name=f"P{n}") for n in range(8)]
    begun = {listing._open_list(each, "revocation").decoys_set for each in providers}
    assert len(begun) > 1
    assert max(begun) <= listing.DECOYS // 4


@pytest.mark.spec("Bitstring Status List 1.0, 2.2: a revocation is not reversed")
def test_each_signing_sets_a_few_more_and_takes_none_back(award, path, browser, monkeypatch):
    monkeypatch.setattr(listing._lottery, "randint", lambda least, most: most)
    before = places_set(browser.get(path).content)
    revoke(award, None, "mistake")
    after = places_set(browser.get(path).content)
    assert before < after
    assert len(after - before - {award.credential.status_index}) == listing.MORE_DECOYS
    monkeypatch.setattr(listing._lottery, "randint", lambda least, most: least)
    listing.changed(StatusList.objects.all())
    assert places_set(browser.get(path).content) == after


def test_those_of_a_suspension_list_come_and_go(award, path, browser, monkeypatch):
    listed = StatusList.objects.get()
    StatusList.objects.update(purpose="suspension", decoys_set=2)
    monkeypatch.setattr(listing._lottery, "randint", lambda least, most: least)
    counts = []
    for _ in range(3):
        listing.changed(StatusList.objects.all())
        counts.append(len(places_set(browser.get(path).content)))
    assert counts == [0, 0, 0]
    monkeypatch.setattr(listing._lottery, "randint", lambda least, most: most)
    listing.changed(StatusList.objects.all())
    assert places_set(browser.get(path).content) == set(listed.decoys[: listing.MORE_DECOYS])


def test_when_all_are_set_that_is_that(award, path, browser, monkeypatch):
    listed = StatusList.objects.get()
    StatusList.objects.update(decoys_set=listing.DECOYS)
    monkeypatch.setattr(listing._lottery, "randint", lambda least, most: most)
    assert places_set(browser.get(path).content) == set(listed.decoys)
    listed.refresh_from_db()
    assert listed.decoys_set == listing.DECOYS


# --- as a token -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        ("application/vc+jwt", "application/vc+jwt"),
        ("text/plain", "text/plain"),
        ("application/vc+jwt, application/vc;q=0.9", "application/vc+jwt"),
        ("text/plain, application/json;q=0.5", "text/plain"),
        # What a browser's own software says of itself: it takes text if there is nothing better.
        ("application/json, text/plain, */*", "application/json"),
    ],
)
def test_who_asks_for_a_token_gets_the_same_list_as_one(browser, path, accept, answer):
    response = browser.get(path, headers={"accept": accept})
    assert (response.status_code, response["Content-Type"]) == (200, answer)
    assert "Accept" in response["Vary"]
    assert response["Cache-Control"] == "public, max-age=300"
    document = browser.get(path).json()
    if answer != "application/json":
        token = jose.parse(response.content.decode())
        assert token.payload["credentialSubject"] == document["credentialSubject"]
        assert (token.payload["iss"], token.payload["jti"]) == (document["issuer"], ADDRESS + path)


@pytest.mark.spec("OB 3.0, 8.2.4.1: kid")
def test_the_token_is_signed_with_the_key_that_it_names(browser, path, award):
    token = jose.parse(browser.get(path, headers={"accept": "application/vc+jwt"}).content.decode())
    key = award.credential.provider.keys.get(use="token")
    assert (token.header["alg"], token.header["kid"]) == (
        key.algorithm,
        f"{ADDRESS}/cofl/issuers/{award.credential.provider.uuid}/keys/{key.kid}",
    )
    jose.check_signature(token, jose.public_key_from_pem(key.public_pem))


def test_the_token_too_is_signed_once_for_each_change(browser, path, award, monkeypatch):
    signed = []
    original = jose.vc_jwt

    def count(document, **options):
        signed.append(document["id"])
        return original(document, **options)

    monkeypatch.setattr(jose, "vc_jwt", count)
    as_token = {"accept": "application/vc+jwt"}
    first = browser.get(path, headers=as_token).content
    assert browser.get(path, headers=as_token).content == first
    browser.get(path)
    assert len(signed) == 1
    revoke(award, None, "mistake")
    second = jose.parse(browser.get(path, headers=as_token).content.decode())
    assert len(signed) == 2
    listed = status.decode(second.payload["credentialSubject"]["encodedList"])
    assert status.is_set(listed, award.credential.status_index)
    assert browser.get(path).json()["credentialSubject"] == second.payload["credentialSubject"]


def test_a_token_that_somebody_else_has_just_signed_is_not_signed_again(award, monkeypatch):
    row = award.credential.status_list
    token = listing.list_token(row.uuid)
    monkeypatch.setattr(jose, "vc_jwt", lambda *args, **options: 1 / 0)
    listing._sign_token(StatusList.objects.get(pk=row.pk))
    assert listing.list_token(row.uuid) == token


def test_a_token_costs_its_next_reader_one_query(browser, path, django_assert_num_queries):
    as_token = {"accept": "application/vc+jwt"}
    browser.get(path, headers=as_token)
    with django_assert_num_queries(1):
        browser.get(path, headers=as_token)


def test_no_token_of_no_list_and_none_elsewhere(browser, award, path, settings):
    as_token = {"accept": "application/vc+jwt"}
    unknown = "/cofl/status/00000000-0000-4000-8000-000000000000"
    assert browser.get(unknown, headers=as_token).status_code == 404
    settings.WAGTAIL_COFL = {
        **settings.WAGTAIL_COFL,
        "CANONICAL_ADDRESSES": ["https://staging.example.org"],
    }
    assert browser.get(path, headers=as_token).status_code == 404


# --- who signs and who reads ------------------------------------------------------------------


def test_a_list_stays_in_its_own_citys_hands(award, path, settings, browser):
    """A copy of the database elsewhere serves what was signed, and signs nothing itself."""
    stored = browser.get(path).content
    settings.WAGTAIL_COFL = {
        **settings.WAGTAIL_COFL,
        "CANONICAL_ADDRESSES": ["https://staging.example.org"],
    }
    assert browser.get(path).content == stored
    StatusList.objects.update(document=None)
    assert browser.get(path).status_code == 404
    assert StatusList.objects.get().document is None


def test_a_list_that_somebody_else_has_just_signed_is_not_signed_again(award, monkeypatch):
    """The lock says no, and then the list is there."""
    row = award.credential.status_list
    stale = StatusList.objects.get(pk=row.pk)
    document = status_list(row.uuid)
    monkeypatch.setattr(proofs, "sign", lambda *args, **options: 1 / 0)
    listing._sign(stale)
    assert status_list(row.uuid) == document


def test_our_own_verifier_reads_it(award):
    revoked = issue(award.badge_version, award.learner, email=None)
    revoke(revoked, None, "not-met")
    later = timezone.now() + timedelta(seconds=1)
    verdicts = [
        verify(bytes(each.credential.ob3), fetch=LookUps(network=False), now=later).verdict
        for each in (award, revoked)
    ]
    assert verdicts == ["valid", "not_valid"]
