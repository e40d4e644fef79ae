"""Documents that never change are read once and kept for a while."""

from uuid import uuid4

import pytest
from django.db import connection

from wagtail_cofl.credentials import reading
from wagtail_cofl.credentials.models import Credential
from wagtail_cofl.credentials.reading import NotStored, stored


@pytest.fixture
def clock(monkeypatch):
    """Seconds that pass when a test says so."""
    now = [1_000.0 * reading.SECONDS]
    monkeypatch.setattr(reading, "monotonic", lambda: now[0])
    return now


def test_a_document_is_read_once_a_minute(award, clock, django_assert_num_queries):
    uuid, document = award.credential.uuid, bytes(award.credential.ob3)
    with django_assert_num_queries(1):
        assert stored(Credential, "ob3", uuid) == stored(Credential, "ob3", uuid) == document
    clock[0] += reading.SECONDS
    with django_assert_num_queries(1):
        assert stored(Credential, "ob3", uuid) == document


def test_what_is_not_there_is_asked_for_each_time(db, clock, django_assert_num_queries):
    uuid = uuid4()
    with django_assert_num_queries(2):
        for _time in range(2):
            with pytest.raises(NotStored):
                stored(Credential, "ob3", uuid)


def test_a_deleted_document_is_gone_a_minute_later(browser, award, clock):
    path = f"/cofl/credentials/{award.credential.uuid}.json"
    assert browser.get(path).status_code == 200
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {award._meta.db_table} WHERE id = %s", [award.pk])  # noqa: S608
        table = Credential._meta.db_table
        cursor.execute(f"DELETE FROM {table} WHERE id = %s", [award.credential.pk])  # noqa: S608
    clock[0] += reading.SECONDS
    assert browser.get(path).status_code == 404
