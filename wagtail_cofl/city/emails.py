"""E-mail addresses of people: one way to write them, encrypted at rest, found by a keyed hash."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .sealing import keyed_hash, seal, unseal


def normalise_email(address: str) -> str:
    """Trimmed and lower-cased: the form that is hashed in badges and looked up here."""
    return address.strip().lower()


def email_lookup(address: str) -> str:
    """The keyed hash (64 hex) under which an address is found."""
    return keyed_hash("email", normalise_email(address))


class SealedEmail(models.Model):
    """An e-mail address encrypted at rest and found by a keyed hash. Both are "" where a row may do
    without an address."""

    sealed_value = models.TextField(_("encrypted address"), editable=False)
    lookup = models.CharField(_("keyed hash"), max_length=64, editable=False)

    class Meta:
        abstract = True

    @property
    def value(self) -> str:
        return unseal(self.sealed_value).decode() if self.sealed_value else ""

    @value.setter
    def value(self, address: str) -> None:
        address = normalise_email(address)
        self.sealed_value = seal(address.encode()) if address else ""
        self.lookup = email_lookup(address) if address else ""
