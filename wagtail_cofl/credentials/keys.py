"""Issuer keys are made silently: no editor ever sees one.

A provider has two: one for proofs inside of documents (Ed25519), one for tokens (RSA, or P-256).
"""

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, transaction

from wagtail_cofl.city.sealing import seal
from wagtail_cofl.openbadges import jose
from wagtail_cofl.openbadges.multikey import encode_ed25519
from wagtail_cofl.providers.models import Provider
from wagtail_cofl.settings import TOKEN_ALGORITHMS, cofl_settings

from . import private_keys
from .models import IssuerKey


def active_key(provider: Provider) -> IssuerKey:
    """The key of ``provider`` that signs proofs today, made on first use."""
    return _active(provider, IssuerKey.Use.PROOF)


def active_token_key(provider: Provider) -> IssuerKey:
    """The key of ``provider`` that signs tokens today, made on first use, for ``TOKEN_ALGORITHM`` as it
    is then."""
    return _active(provider, IssuerKey.Use.TOKEN)


def make_keys(provider: Provider) -> None:
    """Both keys, if they are not there yet: so that nobody has to wait for them later."""
    active_key(provider)
    active_token_key(provider)


def _active(provider: Provider, use: IssuerKey.Use) -> IssuerKey:
    active = IssuerKey.objects.filter(provider=provider, use=use, retired_at=None)
    if key := active.first():
        return key
    made = new_key(provider, use)
    try:
        with transaction.atomic():
            made.save()
        return made
    except IntegrityError:  # another process made it a moment ago; the constraint chose
        return active.get()


def new_key(provider: Provider, use: IssuerKey.Use) -> IssuerKey:
    """A key that is not saved yet, so that an RSA key is looked for outside of a transaction."""
    algorithm = "EdDSA" if use == IssuerKey.Use.PROOF else cofl_settings.TOKEN_ALGORITHM
    if use == IssuerKey.Use.TOKEN and algorithm not in TOKEN_ALGORITHMS:
        raise ImproperlyConfigured(
            f'WAGTAIL_COFL["TOKEN_ALGORITHM"] is {algorithm!r}: set it to "RS256" or "ES256".'
        )
    private = private_keys.generate(algorithm)
    public = private.public_key()
    if use == IssuerKey.Use.PROOF:
        kid = encode_ed25519(public.public_bytes_raw())
    else:
        kid = jose.thumbprint(jose.public_jwk(public))
    return IssuerKey(
        provider=provider,
        use=use,
        algorithm=algorithm,
        kid=kid,
        public_pem=public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode(),
        sealed_private=seal(private_keys.to_bytes(private)),
    )
