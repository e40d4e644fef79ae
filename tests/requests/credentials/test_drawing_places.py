"""A place in a list for every credential, drawn at random."""

import json
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import ADDRESS
from wagtail_cofl.awards.issuing import issue
from wagtail_cofl.awards.models import Award
from wagtail_cofl.credentials import listing
from wagtail_cofl.credentials.models import Credential, StatusList
from wagtail_cofl.credentials.publishing import PlaceTaken, keep

pytestmark = pytest.mark.django_db


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
    listing.free_places(provider, 1)
    with django_assert_num_queries(2):
        listing.free_places(provider, 1)


def test_each_provider_has_a_list_of_its_own(badge, learner, site):
    from wagtail_cofl.providers.models import Provider

    other = Provider.objects.create(site=site, name="Library", email="l@example.org")
    [(mine, _index)] = listing.free_places(badge.provider, 1)
    [(theirs, _index)] = listing.free_places(other, 1)
    assert mine != theirs


def test_who_opens_a_list_at_the_same_time_opens_the_same(provider):
    """Neither sees the other's: both make the first, and both the one that follows it."""
    first = listing._open_list(provider, "revocation")
    assert listing._open_list(provider, "revocation") == first
    second = listing._open_list(provider, "revocation", after=first)
    assert listing._open_list(provider, "revocation", after=first) == second != first
    assert len(StatusList.objects.all()) == 2
    assert listing._open_list(provider, "revocation", after=first).decoys == second.decoys


@pytest.mark.parametrize(("count", "most"), [(1_000, 3), (3_000, 9)])
def test_many_places_at_once_are_few_queries(provider, count, most):
    listing.free_places(provider, 1)
    with CaptureQueriesContext(connection) as queries:
        places = listing.free_places(provider, count)
    assert len(set(places)) == count and len({each for each, _index in places}) == 1
    assert len(queries) <= most


def test_many_places_run_on_into_the_next_list(provider, monkeypatch):
    monkeypatch.setattr(StatusList, "LENGTH", 1_000)
    places = listing.free_places(provider, 1_900)
    counts = Counter(each.pk for each, _index in places)
    assert len(set(places)) == 1_900 and len(counts) == 3
    assert max(counts.values()) < 900  # each with a hundred places of nobody, too


def test_what_somebody_has_is_not_offered(badge, learner, monkeypatch):
    monkeypatch.setattr(StatusList, "LENGTH", 40)
    monkeypatch.setattr(listing, "FULL", 1.0)
    given = [issue(badge.current_version, learner, email=None).credential for _ in range(6)]
    listed = given[0].status_list
    offered = {index for _list, index in listing.free_places(badge.provider, 30)}
    assert offered == set(range(40)) - {each.status_index for each in given} - set(listed.decoys)


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

    def race(provider, count, purpose):
        return [(first.status_list, drawn.pop(0))]

    monkeypatch.setattr(listing, "free_places", race)
    second = issue(badge.current_version, learner, email=None).credential
    assert second.status_index == 5
    assert json.loads(second.ob3)["credentialStatus"]["statusListIndex"] == "5"
    assert Credential.objects.count() == Award.objects.count() == 2


def test_a_claim_draws_again_too_and_uses_the_code_once(badge, learner, code, monkeypatch):
    from wagtail_cofl.awards.claiming import claim

    first = issue(badge.current_version, learner, email=None).credential
    drawn = [first.status_index, 7]
    monkeypatch.setattr(listing, "free_places", lambda *args: [(first.status_list, drawn.pop(0))])
    assert claim(code, learner).award.credential.status_index == 7
    code.refresh_from_db()
    assert code.used == 1


def test_bad_luck_without_end_is_said(badge, learner, monkeypatch):
    first = issue(badge.current_version, learner, email=None).credential
    monkeypatch.setattr(
        listing, "free_places", lambda *args: [(first.status_list, first.status_index)]
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
