"""A badge for many people at once."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from wagtail_cofl.awards import issuing
from wagtail_cofl.awards.issuing import issue_many
from wagtail_cofl.awards.models import Award
from wagtail_cofl.city.readiness import CityNotReady
from wagtail_cofl.credentials.models import Credential
from wagtail_cofl.learners.models import Learner
from wagtail_cofl.signals import awards_issued


@pytest.fixture
def people(site):
    return Learner.objects.bulk_create([Learner(site=site) for _ in range(7)])


@pytest.fixture
def few_at_once(monkeypatch):
    monkeypatch.setattr(issuing, "AT_ONCE", 3)


def test_everybody_gets_an_award_with_documents_of_their_own(badge, people, few_at_once):
    given = [(person, f"p{n}@example.org") for n, person in enumerate(people)]
    assert issue_many(badge.current_version, given) == 7
    awards = Award.objects.select_related("credential").order_by("pk")
    assert [award.learner_id for award in awards] == [person.pk for person in people]
    documents = [json.loads(award.credential.ob3) for award in awards]
    assert [doc["credentialSubject"]["id"] for doc in documents] == [
        f"urn:uuid:{award.uuid}" for award in awards
    ]
    assert len({doc["id"] for doc in documents}) == 7
    assert len({doc["credentialStatus"]["statusListIndex"] for doc in documents}) == 7
    salts = {doc["credentialSubject"]["identifier"][0]["salt"] for doc in documents}
    assert len(salts) == 7


def test_each_transaction_is_told_and_heard_of(badge, people, few_at_once):
    heard, told = [], []

    def listener(awards, **kwargs):
        heard.append([award.pk for award in awards])

    awards_issued.connect(listener)
    try:
        issue_many(
            badge.current_version,
            ((person, None) for person in people),
            after_each=lambda awards: told.append([award.pk for award in awards]),
        )
    finally:
        awards_issued.disconnect(listener)
    assert [len(part) for part in told] == [3, 3, 1]
    assert heard == told


def test_people_are_read_as_they_are_needed(badge, people, few_at_once):
    read = []

    def reading():
        for person in people:
            read.append(person.pk)
            yield person, None

    told = []
    issue_many(badge.current_version, reading(), after_each=lambda awards: told.append(len(read)))
    assert told == [3, 6, 7]


def test_what_was_given_before_something_broke_stays_given(badge, people, few_at_once):
    def breaking():
        yield from ((person, None) for person in people[:4])
        raise OSError("the list ended in the middle")

    with pytest.raises(OSError):
        issue_many(badge.current_version, breaking())
    assert Award.objects.count() == Credential.objects.count() == 3


def test_nobody_is_given_anything_where_the_city_may_not_issue(badge, people, settings):
    settings.WAGTAIL_COFL = {**settings.WAGTAIL_COFL, "CANONICAL_ADDRESSES": []}
    with pytest.raises(CityNotReady):
        issue_many(badge.current_version, [(person, None) for person in people])
    assert not Award.objects.exists()


def test_more_people_cost_no_more_queries(badge, people):
    def queries(how_many):
        with CaptureQueriesContext(connection) as asked:
            issue_many(badge.current_version, [(person, None) for person in people[:how_many]])
        return len(asked)

    queries(1)
    assert queries(7) == queries(2)
