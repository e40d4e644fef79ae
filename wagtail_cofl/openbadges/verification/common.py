"""Checks that both versions share."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from ..identity import identity_matches
from .report import Report, Stop, fail, gettext_noop


def as_list(value: Any) -> list[Any]:
    """JSON-LD's "one or several" as several."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def require(document: Any, members: Mapping[str, type | tuple[type, ...]], message: str) -> None:
    """Raises ``Stop`` with ``message``, which has a place for the ``member``, where a required
    member is missing or of another JSON type."""
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
    """Scheme and authority of an address, "" for what is none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}".lower() if parts.netloc else ""


def check_dates(report: Report, start: datetime, end: datetime | None, now: datetime) -> None:
    """Raises ``Stop`` before the start and after the end."""
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


def attempt(report: Report, check: Any, *args: Any) -> None:
    """Make a check whose failure does not stop the ones after it."""
    try:
        check(report, *args)
    except Stop as stop:
        report.checks.append(stop.check)
