"""The permanent addresses of documents. They are printed into badges: never change a path here."""

from uuid import UUID

from django.urls import reverse

from wagtail_cofl.openbadges.did import did_web

_NOBODY = UUID(int=0)


class Addresses:
    """Makes absolute addresses under one city's canonical address."""

    def __init__(self, canonical_address: str):
        self.base = canonical_address
        self._patterns: dict[str, str] = {}

    def _url(self, name: str, uuid, *args) -> str:
        # Each kind is looked for once: a list of awards has five addresses for every person.
        pattern = self._patterns.get(name)
        if pattern is None or args:
            pattern = self.base + reverse(f"wagtail_cofl:{name}", args=[_NOBODY, *args])
            self._patterns[name] = pattern
        return pattern.replace(str(_NOBODY), str(uuid))

    def credential(self, uuid) -> str:
        """The OB 3.0 credential and, for a browser, the page about it."""
        return self._url("credential", uuid)

    def credential_picture(self, uuid) -> str:
        return self._url("credential_png", uuid)

    def assertion(self, uuid) -> str:
        """The OB 2.0 assertion of the same award."""
        return self._url("assertion", uuid)

    def assertion_picture(self, uuid) -> str:
        return self._url("assertion_png", uuid)

    def badge(self, uuid) -> str:
        """A badge version: OB 2.0 BadgeClass, OB 3.0 achievement id, and its page."""
        return self._url("badge_version", uuid)

    def badge_picture(self, uuid) -> str:
        return self._url("badge_version_png", uuid)

    def issuer(self, uuid) -> str:
        """The provider: OB 2.0 issuer profile and its page."""
        return self._url("issuer", uuid)

    def status_list(self, uuid) -> str:
        """A list that says which credentials of a provider were withdrawn."""
        return self._url("status_list", uuid)

    def revocations(self, provider_uuid) -> str:
        """The OB 2.0 RevocationList of a provider."""
        return self._url("issuer_revocations", provider_uuid)

    def withdrawn(self, provider_uuid) -> str:
        """A provider's 1EdTechRevocationList (OB 3.0)."""
        return self._url("issuer_withdrawn", provider_uuid)

    def key(self, provider_uuid, kid: str) -> str:
        """One public key; for a token key its JWK, which tokens name as their ``kid``."""
        return self._url("key_json", provider_uuid, kid)

    def key_pem(self, provider_uuid, kid: str) -> str:
        """The same key as OB 2.0 wants it, of a token key."""
        return self._url("key_pem", provider_uuid, kid)

    def skill(self, uuid) -> str:
        return self._url("skill", uuid)

    def did(self, provider_uuid) -> str:
        """The provider's ``did:web``, whose document is at ``<issuer address>/did.json``."""
        return did_web(self.issuer(provider_uuid))
