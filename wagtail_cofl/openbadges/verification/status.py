"""Was it withdrawn? Bitstring Status List 1.0, 3.2 *Validate Algorithm*, for one bit each."""

import re
from datetime import datetime
from typing import Any

from ..documents import Document, gettext_noop
from ..status import LENGTH, REVOCATION, SUSPENSION, BadList, decode, is_set
from .common import as_list, host, look_up, parse_date
from .report import Fetch, Report, Stop, cannot, fail
from .signatures import check_proof

ACCEPT = "application/vc+ld+json, application/vc, application/ld+json, application/json"
# OB 3.0 knows one; a document with more would have us look up as many lists as it likes.
MAX_ENTRIES = 2
# An integer, written as a text (2.1).
_INDEX = re.compile(r"[0-9]{1,18}\Z")

NOT_KNOWN = gettext_noop("We could not find out whether it was withdrawn.")
UNKNOWN_KIND = gettext_noop("It names a kind of list that we cannot read. Ask the issuer.")
BAD_LIST = gettext_noop("The issuer’s list is not as it should be (%(why)s). Ask the issuer.")


def _not_known(code: str, why: str) -> Stop:
    return cannot("status", code, NOT_KNOWN, BAD_LIST, why=why)


def _place(entry: Any) -> tuple[str, int, str]:
    """Address of the list, index and purpose (2.1). Raises ``Stop``."""
    unknown = cannot("status", "unknown_status", NOT_KNOWN, UNKNOWN_KIND)
    if not isinstance(entry, dict) or "BitstringStatusListEntry" not in as_list(entry.get("type")):
        raise unknown
    purpose = entry.get("statusPurpose")
    if purpose not in (REVOCATION, SUSPENSION) or entry.get("statusSize", 1) != 1:
        raise unknown
    url, index = entry.get("statusListCredential"), entry.get("statusListIndex")
    if not isinstance(url, str) or not isinstance(index, str) or not _INDEX.match(index):
        raise _not_known("bad_status", "the badge names no place in it")
    return url, int(index), purpose


def _check_list(
    document: Document, url: str, issuer: str, controller: Document | None, now: datetime
) -> None:
    """Is this the issuer's own list, signed and in date? Raises ``Stop``."""
    if "BitstringStatusListCredential" not in as_list(document.get("type")):
        raise _not_known("status_not_a_list", "it is something else")
    if document.get("id", url) != url:
        raise _not_known("status_not_a_list", "it names another address")
    signer = document.get("issuer")
    if (signer.get("id") if isinstance(signer, dict) else signer) != issuer:
        raise _not_known("status_other_issuer", "somebody else keeps it")
    try:
        check_proof(document, issuer, controller)
        start = document.get("validFrom")
        end = document.get("validUntil")
        early = start is not None and now < parse_date(start, "validFrom")
        late = end is not None and now >= parse_date(end, "validUntil")
    except Stop as stop:
        raise _not_known("status_list_untrusted", stop.check.code) from stop
    if early or late:
        raise _not_known("status_list_out_of_date", "it is not in date")


def _bits(document: Document, purpose: str) -> bytes:
    """The bits of a list for ``purpose``. Raises ``Stop``."""
    subject = document.get("credentialSubject")
    if not isinstance(subject, dict) or "BitstringStatusList" not in as_list(subject.get("type")):
        raise _not_known("status_not_a_list", "it has no list")
    if purpose not in as_list(subject.get("statusPurpose")):
        raise _not_known("status_other_purpose", "it is for another purpose")
    try:
        bits = decode(str(subject.get("encodedList", "")))
    except BadList as error:
        raise _not_known("status_list_unreadable", str(error)) from error
    if len(bits) * 8 < LENGTH:
        raise _not_known("status_list_too_short", "it is too short to hide anybody")
    return bits


def check_status(
    report: Report,
    document: Document,
    *,
    issuer: str,
    controller: Document | None,
    fetch: Fetch,
    now: datetime,
    allow_http: bool,
) -> None:
    """Raises ``Stop`` where the issuer has withdrawn the badge, and where nobody can say: a badge is
    never called good whose issuer may say otherwise. ``controller`` holds the issuer's keys."""
    entries = as_list(document.get("credentialStatus"))
    if not entries:
        report.skipped(
            "status",
            gettext_noop("It names no list on which it could be withdrawn."),
            gettext_noop("Its issuer cannot take it back."),
        )
        return
    if len(entries) > MAX_ENTRIES:
        raise cannot("status", "unknown_status", NOT_KNOWN, UNKNOWN_KIND)
    for url, index, purpose in [_place(entry) for entry in entries]:
        listed = look_up("status", url, ACCEPT, fetch, allow_http)
        _check_list(listed, url, issuer, controller, now)
        try:
            withdrawn = is_set(_bits(listed, purpose), index)
        except IndexError as error:
            raise _not_known("status_out_of_range", "it has no such place") from error
        if withdrawn and purpose == REVOCATION:
            raise fail(
                "status",
                "revoked",
                gettext_noop("The issuer has withdrawn it."),
                gettext_noop("It is on the issuer’s list of withdrawn badges."),
            )
        if withdrawn:
            raise fail(
                "status",
                "suspended",
                gettext_noop("The issuer has suspended it for now."),
                gettext_noop("It may count again later. Ask the issuer."),
            )
    report.passed(
        "status",
        gettext_noop("It has not been withdrawn."),
        gettext_noop("We asked the issuer’s list at %(host)s."),
        host=host(url),
    )
