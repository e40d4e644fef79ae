"""Was it withdrawn? Bitstring Status List 1.0, 3.2 *Validate Algorithm*, for one bit each; and
1EdTech's own list of withdrawn credentials."""

import re
from typing import Any
from urllib.parse import unquote

from ..documents import Document, gettext_noop
from ..status import LENGTH, REVOCATION, SUSPENSION, BadList, decode, is_set
from .common import World, as_list, host, parse_date, shown
from .keys import Published
from .remembering import Remembered
from .report import Report, Stop, cannot, fail
from .schema import issuer_id
from .signed_documents import Signed, check_signed, look_up_signed, with_document

ACCEPT = (
    "application/vc+ld+json, application/vc, application/ld+json, application/json, "
    "application/vc+jwt;q=0.8, text/plain;q=0.7"
)
REVOCATION_LIST = "1EdTechRevocationList"
# OB 3.0 knows one; a document with more would have us look up as many lists as it likes.
MAX_ENTRIES = 2
# Bits by the digest of the whole list: a list is asked for by every badge that is on it. In bytes, and
# eight times the least that there is.
KEPT = LENGTH
_KNOWN: Remembered[bytes, bytes] = Remembered(64)
# An integer, written as a text (2.1).
_INDEX = re.compile(r"[0-9]{1,18}\Z")

NOT_KNOWN = gettext_noop("We could not find out whether it was withdrawn.")
UNKNOWN_KIND = gettext_noop("It names a kind of list that we cannot read. Ask the issuer.")
BAD_LIST = gettext_noop("The issuer’s list is not as it should be (%(why)s). Ask the issuer.")
WITHDRAWN = gettext_noop("The issuer has withdrawn it.")


def _not_known(code: str, why: str) -> Stop:
    return cannot("status", code, NOT_KNOWN, BAD_LIST, why=why)


# --- Bitstring Status List --------------------------------------------------------------------


def _place(entry: Document) -> tuple[str, int, str]:
    """Address of the list, index and purpose (2.1). Raises ``Stop``."""
    purpose = entry.get("statusPurpose")
    if purpose not in (REVOCATION, SUSPENSION) or entry.get("statusSize", 1) != 1:
        raise cannot("status", "unknown_status", NOT_KNOWN, UNKNOWN_KIND)
    url, index = entry.get("statusListCredential"), entry.get("statusListIndex")
    if not isinstance(url, str) or not isinstance(index, str) or not _INDEX.match(index):
        raise _not_known("bad_status", "the badge names no place in it")
    return url, int(index), purpose


def _check_list(signed: Signed, url: str, published: Published, world: World) -> None:
    """Is this the issuer's own list, signed and in date? Raises ``Stop``."""
    document = signed.document
    if "BitstringStatusListCredential" not in as_list(document.get("type")):
        raise _not_known("status_not_a_list", "it is something else")
    if document.get("id", url) != url:
        raise _not_known("status_not_a_list", "it names another address")
    if issuer_id(document) != published.issuer:
        raise _not_known("status_other_issuer", "somebody else keeps it")
    try:
        check_signed(signed, with_document(published, world), world)
        start = document.get("validFrom")
        end = document.get("validUntil")
        early = start is not None and world.now < parse_date(start, "validFrom")
        late = end is not None and world.now >= parse_date(end, "validUntil")
    except Stop as stop:
        raise _not_known("status_list_untrusted", stop.check.code) from stop
    if early or late:
        raise _not_known("status_list_out_of_date", "it is not in date")


def _bits(signed: Signed, purpose: str) -> bytes:
    """The bits of a list for ``purpose``. Raises ``Stop``."""
    subject = signed.document.get("credentialSubject")
    if not isinstance(subject, dict) or "BitstringStatusList" not in as_list(subject.get("type")):
        raise _not_known("status_not_a_list", "it has no list")
    if purpose not in as_list(subject.get("statusPurpose")):
        raise _not_known("status_other_purpose", "it is for another purpose")
    known = _KNOWN.get(signed.digest)
    if known is not None:
        return known
    try:
        bits = decode(str(subject.get("encodedList", "")))
    except BadList as error:
        raise _not_known("status_list_unreadable", str(error)) from error
    if len(bits) * 8 < LENGTH:
        raise _not_known("status_list_too_short", "it is too short to hide anybody")
    if signed.digest and len(bits) <= KEPT:
        _KNOWN.remember(signed.digest, bits)
    return bits


def _check_bit(bits: bytes, index: int, purpose: str) -> None:
    try:
        withdrawn = is_set(bits, index)
    except IndexError as error:
        raise _not_known("status_out_of_range", "it has no such place") from error
    if withdrawn and purpose == REVOCATION:
        detail = gettext_noop("It is on the issuer’s list of withdrawn badges.")
        raise fail("status", "revoked", WITHDRAWN, detail)
    if withdrawn:
        raise fail(
            "status",
            "suspended",
            gettext_noop("The issuer has suspended it for now."),
            gettext_noop("It may count again later. Ask the issuer."),
        )


# --- 1EdTech's list ---------------------------------------------------------------------------


def _same(one: Any, other: str) -> bool:
    """OB 3.0, 9.4: ids are compared unescaped and without space around them."""
    return isinstance(one, str) and unquote(one).strip() == unquote(other).strip()


def _check_named(entry: Document, document: Document, published: Published, world: World) -> str:
    """*1EdTechRevocationList*: an unsigned list that names what was withdrawn. Raises ``Stop``."""
    url = str(entry.get("id"))
    listed = world.look_up("status", url, "application/json")
    if listed.get("id", url) != url or not isinstance(listed.get("revokedCredential", []), list):
        raise _not_known("status_not_a_list", "it is something else")
    if issuer_id(listed) != published.issuer:
        raise _not_known("status_other_issuer", "somebody else keeps it")
    for found in listed.get("revokedCredential", []):
        if (
            not isinstance(found, dict)
            or not _same(found.get("id"), document["id"])
            or found.get("revoked", True) is False
        ):
            continue
        if reason := shown(found.get("revocationReason")):
            detail = gettext_noop("Their reason: “%(reason)s”")
            raise fail("status", "revoked", WITHDRAWN, detail, reason=reason)
        detail = gettext_noop("It is on the issuer’s list of withdrawn badges.")
        raise fail("status", "revoked", WITHDRAWN, detail)
    return url


# --- all entries ------------------------------------------------------------------------------


def check_status(report: Report, document: Document, published: Published, world: World) -> None:
    """Raises ``Stop`` where the issuer has withdrawn the badge, and where nobody can say: a badge is
    never called good whose issuer may say otherwise."""
    entries = as_list(document.get("credentialStatus"))
    if not entries:
        report.skipped(
            "status",
            gettext_noop("It is of a kind that is never withdrawn."),
            gettext_noop("So nobody can see whether its issuer still stands by it."),
        )
        return
    if len(entries) > MAX_ENTRIES:
        raise cannot("status", "unknown_status", NOT_KNOWN, UNKNOWN_KIND)
    asked: dict[str, Signed] = {}
    url = ""
    for entry in entries:
        kinds = as_list(entry.get("type")) if isinstance(entry, dict) else []
        if "BitstringStatusListEntry" in kinds:
            url, index, purpose = _place(entry)
            if url not in asked:
                asked[url] = look_up_signed("status", url, ACCEPT, world)
                _check_list(asked[url], url, published, world)
            _check_bit(_bits(asked[url], purpose), index, purpose)
        elif REVOCATION_LIST in kinds:
            url = _check_named(entry, document, published, world)
        else:
            raise cannot("status", "unknown_status", NOT_KNOWN, UNKNOWN_KIND)
    report.passed(
        "status",
        gettext_noop("It has not been withdrawn."),
        gettext_noop("We asked the issuer’s list at %(host)s."),
        host=host(url),
    )
