"""One way to write an e-mail address, and the hash that finds it."""

from wagtail_cofl.city.sealing import keyed_hash


def normalise_email(address: str) -> str:
    """Trimmed and lower-cased: the form that is hashed in badges and looked up here."""
    return address.strip().lower()


def email_lookup(address: str) -> str:
    """The keyed hash (64 hex) under which an address is found."""
    return keyed_hash("email", normalise_email(address))
