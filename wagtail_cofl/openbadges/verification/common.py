"""Checks that both versions share."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from ..did import LOOPBACK
from ..documents import Document, gettext_noop
from ..identity import identity_matches
from .parsing import Unreadable, parse_json
from .report import CannotFetch, Fetch, Report, cannot, fail

Kind = type | tuple[type, ...]


def as_list(value: Any) -> list[Any]:
    """JSON-LD's "one or several" as several."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def require(document: Any, members: Mapping[str, Kind], message: str) -> None:
    """Raises ``Stop`` with ``message``, which says ``%(member)s``, where a required member is
    missing, empty or of another JSON type."""
    for member, kind in members.items():
        found = document.get(member) if isinstance(document, dict) else None
        if not found or not isinstance(found, kind):
            raise fail("structure", "member_missing", message, member=member)


def parse_date(value: Any, member: str) -> datetime:
    """A date with a time zone. Raises ``Stop``."""
    try:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise ValueError("no time zone")
    except (TypeError, ValueError) as error:
        raise fail(
            "structure",
            "bad_date",
            gettext_noop("“%(member)s” is not a date with a time zone."),
            member=member,
        ) from error
    return moment


def origin(url: str) -> str:
    """Scheme and authority of an address; "" where it has none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}".lower() if parts.netloc else ""


def trusted(url: str, allow_http: bool) -> bool:
    """Does nobody on the way change what comes from there? https, or this very machine."""
    try:
        parts = urlsplit(url)
        name = parts.hostname or ""
    except ValueError:
        return False
    local = name in LOOPBACK or f"[{name}]" in LOOPBACK
    return bool(name) and (parts.scheme == "https" or (allow_http and local))


def look_up(name: str, url: str, accept: str, fetch: Fetch, allow_http: bool) -> Document:
    """The JSON at ``url``. Raises ``Stop``: what cannot be had is no word against the badge."""
    if not trusted(url, allow_http):
        raise cannot(
            name,
            f"{name}_not_https",
            gettext_noop("%(url)s is not an https address: what it says could be anybody’s."),
            url=url,
        )
    try:
        return parse_json(fetch(url, accept))
    except CannotFetch as error:
        raise cannot(
            name,
            f"{name}_unreachable",
            gettext_noop("What stands at %(url)s could not be looked up. %(why)s"),
            url=url,
            why=str(error),
        ) from error
    except Unreadable as error:
        raise cannot(
            name,
            f"{name}_unreadable",
            gettext_noop("What stands at %(url)s cannot be read."),
            url=url,
            why=str(error),
        ) from error


def check_dates(report: Report, start: datetime, end: datetime | None, now: datetime) -> None:
    """Raises ``Stop`` before the start and from the end on."""
    if now < start:
        raise fail(
            "dates",
            "not_yet",
            gettext_noop("It is only valid from %(when)s."),
            when=start.date().isoformat(),
        )
    if end is not None and now >= end:
        raise fail(
            "dates",
            "expired",
            gettext_noop("It was valid until %(when)s."),
            when=end.date().isoformat(),
        )
    report.passed("dates", gettext_noop("It is valid today."))


def check_recipient(
    report: Report, email: str | None, hashes: list[tuple[str, str]], plain: list[str]
) -> None:
    """Was it given to this address? ``hashes`` are (identity hash, salt). Raises ``Stop``."""
    if email is None:
        report.skipped("recipient", gettext_noop("Nobody asked whom it was given to."))
        return
    wanted = email.strip().lower()
    if any(identity_matches(email, found, salt) for found, salt in hashes) or any(
        wanted == found.strip().lower() for found in plain
    ):
        report.passed("recipient", gettext_noop("It was given to this email address."))
        return
    if not hashes and not plain:
        raise fail(
            "recipient",
            "recipient_unnamed",
            gettext_noop("It does not say to which email address it was given."),
        )
    raise fail(
        "recipient",
        "other_recipient",
        gettext_noop("It was given to another email address."),
    )
