"""What is kept, and how: keys sealed, rows written once, nothing deleted that was issued."""

import pytest
from django.db import IntegrityError
from django.db.models import ProtectedError

from wagtail_cofl.city.immutable import Immutable
from wagtail_cofl.city.sealing import CannotOpen
from wagtail_cofl.credentials.keys import active_key
from wagtail_cofl.credentials.models import Credential, IssuerKey

pytestmark = pytest.mark.django_db


def test_private_keys_are_sealed_at_rest(provider, settings):
    key = active_key(provider)
    raw = key.private_key().private_bytes_raw()
    stored = IssuerKey.objects.values_list("sealed_private", flat=True).get()
    assert raw.hex() not in stored
    assert stored.startswith("gAAAA")
    settings.WAGTAIL_COFL = {"KEY_ENCRYPTION_KEYS": ["A" * 43 + "="]}
    with pytest.raises(CannotOpen, match="KEY_ENCRYPTION_KEYS"):
        key.private_key()


def test_a_new_key_in_front_still_opens_what_the_older_one_sealed(provider, settings):
    key = active_key(provider)
    old = settings.WAGTAIL_COFL["KEY_ENCRYPTION_KEYS"]
    settings.WAGTAIL_COFL = {"KEY_ENCRYPTION_KEYS": ["A" * 43 + "=", *old]}
    assert key.private_key()


def test_a_provider_has_one_active_key(provider):
    key = active_key(provider)
    assert active_key(provider) == key
    with pytest.raises(IntegrityError):
        IssuerKey.objects.create(provider=provider, kid="z6Mkother", sealed_private="x")


def test_what_was_issued_cannot_be_deleted(award):
    version = award.badge_version
    for row in (
        award.credential,
        version,
        version.badge,
        version.badge.provider,
        award.credential.key,
        award.site,
    ):
        with pytest.raises(ProtectedError):
            row.delete()
    assert Credential.objects.count() == 1


def test_credentials_and_versions_are_written_once(award):
    for row in (award.credential, award.badge_version):
        with pytest.raises(Immutable):
            row.save()
        with pytest.raises(Immutable):
            type(row).objects.update(uuid=award.uuid)


def test_publishing_again_makes_a_new_version_only_when_something_changed(badge):
    first = badge.current_version
    badge.save_revision().publish()
    assert badge.current_version == first
    badge.description = "New words."
    badge.save_revision().publish()
    assert badge.current_version.number == 2
    first.refresh_from_db()
    assert first.description == "For people who helped at the festival."


def test_a_draft_changes_nothing_that_people_see(badge):
    badge.name = "Draft name"
    badge.save_revision()
    badge.refresh_from_db()
    assert badge.current_version.name == "Kite Festival Helper"
