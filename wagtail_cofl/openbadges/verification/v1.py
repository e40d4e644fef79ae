"""OB 1.0 and 1.1, which nobody should issue any more: told as what they are, and still checked."""

from datetime import UTC, datetime
from typing import Any

from ..documents import Document, gettext_noop
from ..jose import Token
from .assertions import Edition, check_assertion
from .common import World, as_list, look_up_bytes, origin, require
from .keys import Key, foreign_key
from .linked import Claims, is_of
from .parsing import Unreadable, parse_json
from .report import Fetch, Report, Stop, cannot, fail
from .signatures import no_key
from .signed import read_key

CONTEXT = "https://w3id.org/openbadges/v1"
KEY_ACCEPT = "application/x-pem-file, application/ld+json, application/json, text/plain"
# Of a public key in PEM, with room.
MAX_KEY = 20_000


def edition(document: Document) -> str:
    """Which 1.x an assertion follows: "1.1", "1.0", or "" where it is none."""
    if "@context" in document:
        older = CONTEXT in as_list(document["@context"])
        return "1.1" if older and (is_of(document, "Assertion") or "verify" in document) else ""
    return "1.0" if isinstance(document.get("verify"), dict) else ""


def _date(value: Any, member: str) -> tuple[datetime, bool]:
    """A moment, and whether it was written without a time zone: a day, a local time or the seconds
    since 1970, all of which 1.x takes. Raises ``Stop``."""
    try:
        if isinstance(value, str) and not value.isdecimal():
            moment = datetime.fromisoformat(value)
        elif isinstance(value, int | float | str) and not isinstance(value, bool):
            moment = datetime.fromtimestamp(float(value), UTC).replace(tzinfo=None)
        else:
            raise TypeError("no date")
        loose = moment.tzinfo is None
        return (moment.replace(tzinfo=UTC) if loose else moment), loose
    except (TypeError, ValueError, OverflowError, OSError) as error:
        raise fail(
            "schema", "bad_date", gettext_noop("“%(member)s” is not a date."), member=member
        ) from error


def _recipient(document: Document) -> Document:
    """As 2.0 writes it: 1.0 took an address, or its hash, by itself."""
    recipient: Any = document["recipient"]
    if isinstance(recipient, str):
        salt, hashed = document.get("salt", ""), recipient.startswith(("sha256$", "md5$"))
        return {"type": "email", "identity": recipient, "hashed": hashed, "salt": salt}
    return {"type": "email", **recipient}


def _read(report: Report, document: Document) -> Claims:
    require(
        document,
        {"recipient": (dict, str), "badge": (str, dict), "verify": dict},
        gettext_noop("The assertion has no proper “%(member)s”."),
    )
    verify = document["verify"]
    kinds = as_list(verify.get("type"))
    hosted = "hosted" in kinds or "HostedBadge" in kinds
    if not hosted and "signed" not in kinds and "SignedBadge" not in kinds:
        raise cannot(
            "hosted",
            "not_hosted",
            gettext_noop("It is to be checked in a way that we do not know."),
            gettext_noop("That says nothing against it. Ask the issuer."),
        )
    require(
        verify, {"url": str}, gettext_noop("The assertion’s “verify” has no proper “%(member)s”.")
    )
    start, loose = _date(document.get("issuedOn"), "issuedOn")
    end, expires = None, document.get("expires")
    if expires is not None:
        end, _loose = _date(expires, "expires")
        loose = loose or _loose
    report.warned(
        "schema",
        "older_edition",
        gettext_noop("It is of an older edition of the standard, Open Badges %(edition)s."),
        gettext_noop("It has what that edition asks for. Its issuer may give you a newer one."),
        edition=report.version,
    )
    if loose:
        report.warned(
            "dates",
            "no_time_zone",
            gettext_noop("Its dates name no time zone."),
            gettext_noop("We take them as UTC, so they may be off by a day."),
        )
    names = [document.get("id"), document.get("uid")]
    return Claims(
        address=verify["url"] if hosted else "",
        key=verify["url"],
        names=frozenset(name for name in names if isinstance(name, str)),
        badge=document["badge"],
        recipient=_recipient(document),
        start=start,
        end=end,
    )


def _find_keys(claims: Claims, issuer_url: str, issuer: Document, world: World) -> list[Key]:
    """The key at ``verify.url``: in PEM by itself, or in a document of 1.1. It must stand where its
    issuer does."""
    if origin(claims.key) != origin(issuer_url):
        raise foreign_key()
    try:
        found = look_up_bytes("proof", claims.key, KEY_ACCEPT, world.fetch, world.allow_http)
        text = found[:MAX_KEY].decode("ascii", "replace").strip()
        document = parse_json(text) if text.startswith("{") else {"publicKeyPem": text}
    except (Stop, Unreadable) as error:
        raise no_key() from error
    return [read_key(document)]


EDITION = Edition(_read, _find_keys, typed=False)


def verify_v1(
    report: Report,
    document: Document,
    *,
    token: Token | None = None,
    fetch: Fetch,
    now: datetime,
    email: str | None,
    allow_http: bool,
) -> None:
    """Adds the checks of one assertion to ``report``, whose ``version`` is :func:`edition`; raises
    ``Stop`` to end early."""
    named = document.get("id") or document.get("uid")
    report.summary.id = named if isinstance(named, str) else ""
    world = World(fetch, now, allow_http)
    check_assertion(report, document, EDITION, token=token, world=world, email=email)
