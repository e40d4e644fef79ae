"""Documents that name one another, as those of OB 1.x and 2.0 do, and where they are looked up."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..documents import Document, gettext_noop
from .common import World, as_list, origin, shown
from .report import fail

ACCEPT = "application/ld+json, application/json"


@dataclass(frozen=True, slots=True)
class Claims:
    """What an assertion says, in whichever edition. ``address`` is where its issuer hosts it, "" for a
    signed one, of which ``key`` names the key; ``names`` are those by which a list may withdraw it."""

    address: str
    key: str
    names: frozenset[str]
    badge: Any
    recipient: Document
    start: datetime
    end: datetime | None


def is_of(document: Document, *kinds: str) -> bool:
    """Is one of these among its types?"""
    types = as_list(document.get("type"))
    return any(kind in types for kind in kinds)


def name_of(value: Any) -> Any:
    """The address in a link: an object with an id, or the address by itself."""
    return value.get("id") if isinstance(value, dict) else value


def address(name: str, value: Any, *before: str) -> str:
    """Where a linked document stands. Raises ``Stop`` for what is no address, and for one of those
    ``before`` it: what names itself stands on nothing."""
    url = name_of(value)
    if not isinstance(url, str) or not origin(url):
        raise fail(
            name,
            "no_address",
            gettext_noop("It names something that has no address on the web."),
            gettext_noop("So nobody can be asked whether it is so."),
        )
    if url in before:
        raise fail(
            name,
            "names_itself",
            gettext_noop("It names itself where it should name something else."),
            gettext_noop("An award, its badge and its issuer are three things."),
        )
    return url


def linked(name: str, url: str, world: World, *kinds: str) -> Document:
    """The document at ``url``, which says that it is what stands there and, where ``kinds`` are given,
    that it is one of them. OB 1.0 has neither ids nor types. Raises ``Stop``."""
    found = world.look_up(name, url, ACCEPT)
    named = found.get("id", None if kinds else url)
    if named != url or (kinds and not is_of(found, *kinds)):
        raise fail(
            name, "id_mismatch", gettext_noop("At %(url)s there is something else."), url=shown(url)
        )
    return found
