"""Checks that both versions share."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from ..did import LOOPBACK
from ..documents import Document, gettext_noop
from ..identity import identity_matches
from ..strict_json import MAX_VALUES, Unreadable, parse_json
from .report import CannotFetch, Fetch, Gone, Report, Stop, cannot, fail

Kind = type | tuple[type, ...]
# Longer than any name, and short enough for a sentence.
MAX_SHOWN = 200
# A list of withdrawn badges has five values for each, and is not canonicalised.
MAX_LISTED = 150_000


def as_list(value: Any) -> list[Any]:
    """JSON-LD's "one or several" as several."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def shown(value: Any) -> str:
    """A stranger's text as a sentence may hold it: "" for what is none, short, and without characters
    that turn the text around it."""
    if not isinstance(value, str):
        return ""
    # Cut first: a text may have millions of signs.
    text = "".join(sign if sign.isprintable() else " " for sign in value[: MAX_SHOWN + 1])
    return text.strip() if len(text) <= MAX_SHOWN else text[:MAX_SHOWN].strip() + "…"


@dataclass(frozen=True, slots=True)
class World:
    """What a verification may ask, and when it is."""

    fetch: Fetch
    now: datetime
    allow_http: bool

    def look_up(self, name: str, url: str, accept: str) -> Document:
        """Raises ``Stop``, in the name of the check that asks."""
        return look_up(name, url, accept, self.fetch, self.allow_http)


def remembering(fetch: Fetch) -> Fetch:
    """The same, but nobody is asked for the same thing twice."""
    known: dict[tuple[str, str], bytes | CannotFetch] = {}

    def ask(url: str, accept: str) -> bytes:
        found = known.get((url, accept))
        if found is None:
            try:
                found = fetch(url, accept)
            except CannotFetch as error:
                found = error
            known[url, accept] = found
        if isinstance(found, CannotFetch):
            raise found
        return found

    return ask


def host(url: str) -> str:
    """The name of the machine at ``url``; "" where it has none."""
    return origin(url).partition("://")[2]


def require(document: Any, members: Mapping[str, Kind], message: str) -> None:
    """Raises ``Stop`` with ``message``, which says ``%(member)s``, where a required member is
    missing, empty or of another JSON type."""
    for member, kind in members.items():
        found = document.get(member) if isinstance(document, dict) else None
        if not found or not isinstance(found, kind):
            raise fail("schema", "member_missing", message, member=member)


def parse_date(value: Any, member: str, name: str = "schema") -> datetime:
    """A date with a time zone. Raises ``Stop``, in the name of the check that asks."""
    try:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise ValueError("no time zone")
    except (TypeError, ValueError) as error:
        raise fail(
            name,
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
    if not name or "@" in parts.netloc:
        # What stands before an @ looks like the name of a host, and is none.
        return False
    local = name in LOOPBACK or f"[{name}]" in LOOPBACK
    return parts.scheme == "https" or (allow_http and local)


# What could not be had, by the check that asked for it.
_UNREACHABLE = {
    "parse": gettext_noop("We could not look up the badge."),
    "issuer": gettext_noop("We could not reach the issuer."),
    "hosted": gettext_noop("We could not ask the issuer whether this is so."),
    "badge": gettext_noop("We could not ask the issuer what the badge is."),
    "proof": gettext_noop("We could not look up the key that signed it."),
    "refresh": gettext_noop("We could not ask whether there is a newer one."),
    "status": gettext_noop("We could not find out whether it was withdrawn."),
}


def withdrawn(url: str, body: bytes) -> Document:
    """What a 410 at ``url`` says, whatever stands in its body: an assertion that was withdrawn."""
    try:
        found = parse_json(body)
    except Unreadable:
        found = {}
    return {"id": url, "type": "Assertion", **found, "revoked": True}


def _check_address(name: str, url: str, allow_http: bool) -> None:
    if not trusted(url, allow_http):
        raise cannot(
            name,
            f"{name}_not_https",
            _UNREACHABLE[name],
            gettext_noop(
                "%(url)s is not an https address: what it says may be changed on the way."
            ),
            url=shown(url),
        )


def _unreachable(name: str, url: str, error: CannotFetch) -> Stop:
    detail = gettext_noop("%(why)s")
    code = f"{name}_unreachable"
    return cannot(name, code, _UNREACHABLE[name], detail, url=shown(url), why=str(error))


def unreadable(name: str, url: str, error: Exception) -> Stop:
    """What was had from an address is not what it should be."""
    return cannot(
        name,
        f"{name}_unreadable",
        _UNREACHABLE[name],
        gettext_noop("What stands at %(url)s cannot be read. Ask the issuer to mend it."),
        url=shown(url),
        why=str(error),
    )


def look_up(
    name: str, url: str, accept: str, fetch: Fetch, allow_http: bool, *, hosted: bool = False
) -> Document:
    """The JSON at ``url``. Raises ``Stop``: what cannot be had is no word against the badge.

    With ``hosted`` the badge itself stands there, and a 410 says that it was withdrawn (OB 2.0,
    *Revocation*)."""
    _check_address(name, url, allow_http)
    try:
        return parse_json(fetch(url, accept), MAX_LISTED if name == "status" else MAX_VALUES)
    except CannotFetch as error:
        if hosted and isinstance(error, Gone):
            return withdrawn(url, error.body)
        raise _unreachable(name, url, error) from error
    except Unreadable as error:
        raise unreadable(name, url, error) from error


def look_up_bytes(name: str, url: str, accept: str, fetch: Fetch, allow_http: bool) -> bytes:
    """What stands at ``url``, whatever it is. Raises ``Stop``."""
    _check_address(name, url, allow_http)
    try:
        return fetch(url, accept)
    except CannotFetch as error:
        raise _unreachable(name, url, error) from error


def check_dates(report: Report, start: datetime, end: datetime | None, now: datetime) -> None:
    """Raises ``Stop`` before the start and from the end on."""
    given = start.date().isoformat()
    if now < start:
        raise fail("dates", "not_yet", gettext_noop("It is only valid from %(when)s."), when=given)
    if end is None:
        report.passed(
            "dates",
            gettext_noop("It is in date."),
            gettext_noop("Given on %(start)s. It does not run out."),
            start=given,
        )
        return
    until = end.date().isoformat()
    if now >= end:
        raise fail(
            "dates",
            "expired",
            gettext_noop("It was valid until %(when)s."),
            gettext_noop("It has run out. Ask whether there is a newer one."),
            when=until,
        )
    report.passed(
        "dates",
        gettext_noop("It is in date."),
        gettext_noop("Given on %(start)s. It runs out on %(end)s."),
        start=given,
        end=until,
    )


def check_recipient(
    report: Report, email: str | None, hashes: list[tuple[str, str]], plain: list[str]
) -> None:
    """Was it given to this address? ``hashes`` are (identity hash, salt). Raises ``Stop``."""
    named = bool(hashes or plain)
    if email is None:
        if named:
            report.skipped(
                "recipient",
                gettext_noop("We do not know who is showing it to you."),
                gettext_noop("Type the email address they gave you."),
            )
        else:
            report.skipped(
                "recipient",
                gettext_noop("We do not know who is showing it to you."),
                gettext_noop("This badge names no email address. Ask them how they got it."),
            )
        return
    wanted = email.strip().lower()
    if any(identity_matches(email, found, salt) for found, salt in hashes) or any(
        wanted == found.strip().lower() for found in plain
    ):
        report.passed(
            "recipient",
            gettext_noop("It was given to this email address."),
            gettext_noop("The address that you typed fits the one in the badge."),
        )
        return
    if not named:
        raise cannot(
            "recipient",
            "recipient_unnamed",
            gettext_noop("It does not say to which email address it was given."),
            gettext_noop(
                "Nobody can tell from the badge alone whose it is. Ask them how they got it."
            ),
        )
    raise fail(
        "recipient",
        "other_recipient",
        gettext_noop("It was given to another email address."),
        gettext_noop("People have several. Ask which one they claimed it with."),
    )
