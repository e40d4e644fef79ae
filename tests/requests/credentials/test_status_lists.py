"""A place in a list for every credential, and the list: signed once for each change."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.conftest import ADDRESS
from wagtail_cofl.awards.issuing import issue
from wagtail_cofl.awards.models import Award
from wagtail_cofl.awards.revoking import revoke
from wagtail_cofl.credentials import listing
from wagtail_cofl.credentials.documents import status_list
from wagtail_cofl.credentials.looking_up import LookUps
from wagtail_cofl.credentials.models import Credential, StatusList
from wagtail_cofl.credentials.publishing import PlaceTaken, keep
from wagtail_cofl.openbadges import proofs, status
from wagtail_cofl.openbadges.verification import verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(award):
    return f"/cofl/status/{award.credential.status_list.uuid}"


def bits(document: bytes) -> bytes:
    return status.decode(json.loads(document)["credentialSubject"]["encodedList"])


def test_a_credential_has_a_place_that_its_document_names(award):
    credential = award.credential
    entry = json.loads(credential.ob3)["credentialStatus"]
    address = f"{ADDRESS}/cofl/status/{credential.status_list.uuid}"
    assert entry["statusListCredential"] == address
    assert entry["statusListIndex"] == str(credential.status_index)
    assert 0 <= credential.status_index < 131_072
    assert credential.status_list.provider == credential.provider


def test_places_tell_nothing_of_the_order(badge, learner):
    indexes = [
        issue(badge.current_version, learner, email=None).credential.status_index for _ in range(12)
    ]
    assert len(set(indexes)) == 12
    assert indexes != sorted(indexes) and indexes != sorted(indexes, reverse=True)
    assert StatusList.objects.count() == 1


def test_issuing_costs_two_queries_for_its_place(badge, learner, django_assert_num_queries):
    provider = badge.provider
    listing.free_place(provider)
    with django_assert_num_queries(2):
        listing.free_place(provider)


def test_each_provider_has_a_list_of_its_own(badge, learner, site):
    from wagtail_cofl.providers.models import Provider

    other = Provider.objects.create(site=site, name="Library", email="l@example.org")
    mine, _index = listing.free_place(badge.provider)
    theirs, _index = listing.free_place(other)
    assert mine != theirs


def test_who_opens_a_list_at_the_same_time_opens_the_same(provider, monkeypatch):
    """Neither sees the other's: both make the first."""
    first = listing._open_list(provider)
    monkeypatch.setattr(type(StatusList.objects.none()), "count", lambda self: 0)
    assert listing._open_list(provider) == first
    assert len(StatusList.objects.all()) == 1


def test_a_list_that_is_four_fifths_full_gets_a_successor(badge, learner, monkeypatch):
    monkeypatch.setattr(StatusList, "LENGTH", 20)
    # In a list so short, 64 draws find too many free places once in forty times.
    monkeypatch.setattr("wagtail_cofl.credentials.listing.DRAWN", 2000)
    version = badge.current_version
    for _ in range(16):
        issue(version, learner, email=None)
    assert StatusList.objects.count() == 1
    issue(version, learner, email=None)
    counts = [entry.credentials.count() for entry in StatusList.objects.all()]
    assert counts == [16, 1]


def test_a_place_that_is_taken_is_drawn_again(badge, learner, monkeypatch):
    """Two processes that drew the same place before either had saved it."""
    first = issue(badge.current_version, learner, email=None).credential
    drawn = [first.status_index, first.status_index, 5]

    def race(provider):
        return first.status_list, drawn.pop(0)

    monkeypatch.setattr("wagtail_cofl.credentials.publishing.free_place", race)
    second = issue(badge.current_version, learner, email=None).credential
    assert second.status_index == 5
    assert json.loads(second.ob3)["credentialStatus"]["statusListIndex"] == "5"
    assert Credential.objects.count() == Award.objects.count() == 2


def test_a_claim_draws_again_too_and_uses_the_code_once(badge, learner, code, monkeypatch):
    from wagtail_cofl.awards.claiming import claim

    first = issue(badge.current_version, learner, email=None).credential
    drawn = [first.status_index, 7]
    monkeypatch.setattr(
        "wagtail_cofl.credentials.publishing.free_place",
        lambda provider: (first.status_list, drawn.pop(0)),
    )
    assert claim(code, learner).credential.status_index == 7
    code.refresh_from_db()
    assert code.used == 1


def test_bad_luck_without_end_is_said(badge, learner, monkeypatch):
    first = issue(badge.current_version, learner, email=None).credential
    monkeypatch.setattr(
        "wagtail_cofl.credentials.publishing.free_place",
        lambda provider: (first.status_list, first.status_index),
    )
    with pytest.raises(PlaceTaken):
        issue(badge.current_version, learner, email=None)
    assert Award.objects.count() == 1


def test_another_clash_is_not_called_a_taken_place(award):
    from django.db import IntegrityError

    twin = Credential.objects.get(pk=award.credential.pk)
    twin.pk, twin._state.adding, twin.status_index = None, True, 131_071
    with pytest.raises(IntegrityError):
        keep([twin])


# --- the list ---------------------------------------------------------------------------------


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
    assert sum(bits(browser.get(path).content)) == 0


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
    assert {n for n in range(131_072) if status.is_set(found, n)} == withdrawn


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
