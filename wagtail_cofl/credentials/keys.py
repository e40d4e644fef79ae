"""Issuer keys are made silently: no editor ever sees one."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import IntegrityError, transaction

from wagtail_cofl.city.sealing import seal
from wagtail_cofl.openbadges.multikey import encode_ed25519
from wagtail_cofl.providers.models import Provider

from .models import IssuerKey


def active_key(provider: Provider) -> IssuerKey:
    """The key that ``provider`` signs with today, made on first use."""
    active = IssuerKey.objects.filter(provider=provider, retired_at=None)
    if key := active.first():
        return key
    private = Ed25519PrivateKey.generate()
    try:
        with transaction.atomic():
            return IssuerKey.objects.create(
                provider=provider,
                kid=encode_ed25519(private.public_key().public_bytes_raw()),
                sealed_private=seal(private.private_bytes_raw()),
            )
    except IntegrityError:  # another process made it a moment ago; the constraint chose
        return active.get()
