"""OB 2.0: an assertion is true where its issuer hosts it (OB 2.0 *Hosted verification*)."""

from datetime import datetime
from typing import Any

from ..documents import Document
from .common import as_list, attempt, check_dates, check_recipient, origin, parse_date, require
from .parsing import fetch_json
from .report import Fetch, Report, cannot, fail, gettext_noop

ACCEPT = "application/ld+json, application/json"
# Required members and their JSON types.
Types = dict[str, type | tuple[type, ...]]
ASSERTION: Types = {"id": str, "recipient": dict, "badge": (str, dict), "verification": dict}
BADGE: Types = {"name": str, "description": str, "criteria": (str, dict)}
ISSUER: Types = {"name": str, "url": str, "email": str}


def _linked(name: str, value: Any, base: str, fetch: Fetch) -> Document:
    """A document that the one before names; it must live where the assertion lives."""
    url = value.get("id") if isinstance(value, dict) else value
    if not isinstance(url, str) or not origin(url) or origin(url) != origin(base):
        raise fail(
            name,
            "other_origin",
            gettext_noop("It names something at another address than its own."),
        )
    found = fetch_json(name, url, ACCEPT, fetch)
    if found.get("id") != url:
        raise fail(
            name, "id_mismatch", gettext_noop("At %(url)s there is something else."), url=url
        )
    return found


def _hosted(report: Report, document: Document, fetch: Fetch) -> None:
    verification = document["verification"]
    if "HostedBadge" not in as_list(verification.get("type")) and "hosted" not in as_list(
        verification.get("type")
    ):
        raise cannot(
            "hosted", "not_hosted", gettext_noop("It is signed in a way that we cannot check.")
        )
    hosted = fetch_json("hosted", document["id"], ACCEPT, fetch)
    if hosted.get("revoked") is True:
        raise fail("hosted", "revoked", gettext_noop("The issuer has withdrawn it."))
    if hosted != document:
        raise fail(
            "hosted",
            "changed",
            gettext_noop("Something in it was changed: the issuer’s own copy says something else."),
        )
    report.passed(
        "hosted", gettext_noop("Nothing has been changed. The issuer’s own copy says the same.")
    )


def verify_v2(
    report: Report, document: Document, *, fetch: Fetch, now: datetime, email: str | None
) -> None:
    """Adds the checks of one hosted assertion to ``report``; raises ``Stop`` to end early."""
    require(document, ASSERTION, gettext_noop("The assertion has no proper “%(member)s”."))
    start = parse_date(document.get("issuedOn"), "issuedOn")
    expires = document.get("expires")
    end = parse_date(expires, "expires") if expires is not None else None
    report.passed("structure", gettext_noop("It has everything that an Open Badge 2.0 needs."))
    _hosted(report, document, fetch)
    badge = _linked("badge", document["badge"], document["id"], fetch)
    require(badge, BADGE, gettext_noop("The badge has no proper “%(member)s”."))
    report.passed("badge", gettext_noop("It is the badge %(badge)s."), badge=badge["name"])
    issuer = _linked("issuer", badge.get("issuer"), document["id"], fetch)
    require(issuer, ISSUER, gettext_noop("The issuer has no proper “%(member)s”."))
    report.passed("issuer", gettext_noop("The issuer is %(issuer)s."), issuer=issuer["name"])
    attempt(report, check_dates, start, end, now)
    recipient = document["recipient"]
    identity, salt = str(recipient.get("identity", "")), str(recipient.get("salt", ""))
    hashed = recipient.get("hashed") is True
    is_email = recipient.get("type") == "email"
    attempt(
        report,
        check_recipient,
        email,
        [(identity, salt)] if is_email and hashed else [],
        [identity] if is_email and not hashed else [],
    )
