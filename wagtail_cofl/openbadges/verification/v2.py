"""OB 2.0: an assertion is true where its issuer hosts it (OB 2.0 *Hosted verification*)."""

from datetime import datetime
from typing import Any

from ..documents import Document, gettext_noop
from .common import (
    as_list,
    check_dates,
    check_recipient,
    host,
    look_up,
    origin,
    parse_date,
    require,
    shown,
)
from .report import Fetch, Report, Stop, cannot, fail

ACCEPT = "application/ld+json, application/json"


def _linked(name: str, value: Any, base: str, fetch: Fetch, allow_http: bool) -> Document:
    """A document that the one before names; it must live where the assertion lives."""
    url = value.get("id") if isinstance(value, dict) else value
    if not isinstance(url, str) or not origin(url) or origin(url) != origin(base):
        raise fail(
            name,
            "other_origin",
            gettext_noop("It names something at another address than its own."),
            gettext_noop(
                "Anybody could name somebody else’s badge. Only its issuer’s address counts."
            ),
        )
    found = look_up(name, url, ACCEPT, fetch, allow_http)
    if found.get("id") != url:
        raise fail(
            name, "id_mismatch", gettext_noop("At %(url)s there is something else."), url=shown(url)
        )
    return found


def _revoked(document: Document) -> Stop:
    if reason := shown(document.get("revocationReason")):
        return fail(
            "hosted",
            "revoked",
            gettext_noop("The issuer has withdrawn it."),
            gettext_noop("Their reason: “%(reason)s”"),
            reason=reason,
        )
    return fail(
        "hosted",
        "revoked",
        gettext_noop("The issuer has withdrawn it."),
        gettext_noop("They give no reason. Ask them if you need one."),
    )


def _copy(document: Document, fetch: Fetch, allow_http: bool) -> Document:
    """The issuer's own copy. Raises ``Stop``, also where it says that it was withdrawn."""
    hosted = look_up("hosted", document["id"], ACCEPT, fetch, allow_http, hosted=True)
    if hosted.get("revoked") is True:
        raise _revoked(hosted)
    return hosted


def _changed() -> Stop:
    return fail(
        "hosted",
        "changed",
        gettext_noop("Something in it was changed."),
        gettext_noop("The issuer’s own copy on the web says something else."),
    )


def _hosted(report: Report, document: Document, fetch: Fetch, allow_http: bool) -> None:
    kinds = as_list(document["verification"].get("type"))
    if "HostedBadge" not in kinds and "hosted" not in kinds:
        raise cannot(
            "hosted",
            "not_hosted",
            gettext_noop("It is signed in a way that we cannot check."),
            gettext_noop("That says nothing against it. Ask the issuer."),
        )
    if _copy(document, fetch, allow_http) != document:
        raise _changed()
    report.passed(
        "hosted",
        gettext_noop("Nothing has been changed."),
        gettext_noop("The issuer’s own copy on the web says the same."),
    )
    report.passed(
        "status",
        gettext_noop("It has not been withdrawn."),
        gettext_noop("It still stands at %(host)s."),
        host=host(document["id"]),
    )


def _structure(report: Report, document: Document) -> tuple[datetime, datetime | None]:
    require(
        document,
        {"id": str, "recipient": dict, "badge": (str, dict), "verification": dict},
        gettext_noop("The assertion has no proper “%(member)s”."),
    )
    start = parse_date(document.get("issuedOn"), "issuedOn")
    expires = document.get("expires")
    end = parse_date(expires, "expires") if expires is not None else None
    report.passed("schema", gettext_noop("It has everything that an Open Badge 2.0 needs."))
    return start, end


def _recipient(report: Report, recipient: Document, email: str | None) -> None:
    identity, salt = str(recipient.get("identity", "")), str(recipient.get("salt", ""))
    hashed = recipient.get("hashed") is True
    is_email = "email" in as_list(recipient.get("type"))
    check_recipient(
        report,
        email,
        [(identity, salt)] if is_email and hashed else [],
        [identity] if is_email and not hashed else [],
    )


def verify_v2(
    report: Report,
    document: Document,
    *,
    fetch: Fetch,
    now: datetime,
    email: str | None,
    allow_http: bool,
) -> None:
    """Adds the checks of one hosted assertion to ``report``; raises ``Stop`` to end early."""
    if document.get("revoked") is True:
        # All that is left of a withdrawn one. Its issuer is asked: anybody could write such a thing.
        require(document, {"id": str}, gettext_noop("The assertion has no proper “%(member)s”."))
        report.summary.id = document["id"]
        _copy(document, fetch, allow_http)
        raise _changed()
    start, end = _structure(report, document)
    summary = report.summary
    summary.id = document["id"]
    summary.awarded_on, summary.valid_until = start.date(), end.date() if end else None
    _hosted(report, document, fetch, allow_http)
    badge = _linked("badge", document["badge"], document["id"], fetch, allow_http)
    require(
        badge,
        {"name": str, "description": str, "criteria": (str, dict)},
        gettext_noop("The badge has no proper “%(member)s”."),
    )
    summary.name, summary.description = shown(badge["name"]), badge["description"]
    report.passed("badge", gettext_noop("It is the badge “%(badge)s”."), badge=summary.name)
    issuer = _linked("issuer", badge.get("issuer"), document["id"], fetch, allow_http)
    require(
        issuer,
        {"name": str, "url": str, "email": str},
        gettext_noop("The issuer has no proper “%(member)s”."),
    )
    summary.issuer, summary.issuer_name = issuer["id"], shown(issuer["name"])
    report.passed(
        "issuer",
        gettext_noop("%(name)s gave this badge."),
        gettext_noop("So it says at %(host)s, where the badge stands too."),
        name=summary.issuer_name,
        issuer=issuer["id"],
        host=host(issuer["id"]),
    )
    with report.stopping():
        check_dates(report, start, end, now)
    _recipient(report, document["recipient"], email)
