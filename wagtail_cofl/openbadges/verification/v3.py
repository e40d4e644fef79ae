"""OB 3.0: OpenBadgeCredential with a Data Integrity proof (OB 3.0 8.2, VCDM 2.0 7)."""

import re
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from ..did import BadDid, did_url
from ..documents import Document
from ..jsonld import TooManyAlike, UndefinedTerm, UnknownContext
from ..multikey import BadKey, decode_ed25519
from ..proofs import SUITE, BadProof, verify_proof
from ..v3 import CONTEXTS
from .common import as_list, attempt, check_dates, check_recipient, parse_date, require
from .parsing import fetch_json
from .report import Fetch, Report, cannot, fail, gettext_noop

# Required members and their JSON types.
Types = dict[str, type | tuple[type, ...]]
CREDENTIAL: Types = {
    "@context": list,
    "id": str,
    "type": list,
    "issuer": (str, dict),
    "credentialSubject": dict,
}
SUBJECT: Types = {"achievement": dict}
ACHIEVEMENT: Types = {
    "id": str,
    "type": (str, list),
    "name": str,
    "description": str,
    "criteria": dict,
}
# Any edition of the OB 3.0 context; which one we know is the signature's business.
_OB_CONTEXT = re.compile(r"https://purl\.imsglobal\.org/spec/ob/v3p0/context(-3\.\d\.\d)*\.json\Z")


def _structure(report: Report, document: Document) -> tuple[datetime, datetime | None]:
    require(document, CREDENTIAL, gettext_noop("The credential has no proper “%(member)s”."))
    contexts = document["@context"]
    if len(contexts) < 2 or contexts[0] != CONTEXTS[0] or not _OB_CONTEXT.match(str(contexts[1])):
        raise fail(
            "structure",
            "bad_contexts",
            gettext_noop("It does not begin with the contexts of Open Badges 3.0."),
        )
    subject = document["credentialSubject"]
    require(subject, SUBJECT, gettext_noop("The subject has no proper “%(member)s”."))
    if not subject.get("id") and not subject.get("identifier"):
        raise fail("structure", "no_subject", gettext_noop("It does not say to whom it was given."))
    achievement = subject["achievement"]
    require(achievement, ACHIEVEMENT, gettext_noop("The achievement has no proper “%(member)s”."))
    start = parse_date(document.get("validFrom"), "validFrom")
    until = document.get("validUntil")
    end = parse_date(until, "validUntil") if until is not None else None
    report.passed("structure", gettext_noop("It has everything that an Open Badge 3.0 needs."))
    return start, end


def _issuer_keys(issuer: str, fetch: Fetch, allow_http: bool) -> Document:
    try:
        url = did_url(issuer, allow_http=allow_http)
    except BadDid as error:
        raise cannot(
            "issuer",
            "unknown_method",
            gettext_noop("We cannot look up issuers that are named like %(issuer)s."),
            issuer=issuer,
        ) from error
    document = fetch_json("issuer", url, "application/did+json, application/json", fetch)
    if document.get("id") != issuer:
        raise fail(
            "issuer",
            "issuer_mismatch",
            gettext_noop("At the issuer’s address there is somebody else."),
        )
    return document


def _public_key(did_document: Document, issuer: str, method_id: str) -> Ed25519PublicKey:
    """The key that the issuer itself publishes for making statements (DID Core 5.3.2): written out
    there, or named there and written out under ``verificationMethod``."""
    named = as_list(did_document.get("assertionMethod"))
    methods = [entry for entry in named if isinstance(entry, dict)]
    if method_id in named:
        methods += as_list(did_document.get("verificationMethod"))
    for method in methods:
        if not isinstance(method, dict) or method.get("id") != method_id:
            continue
        if method.get("controller") == issuer:
            try:
                raw = decode_ed25519(str(method.get("publicKeyMultibase")))
                return Ed25519PublicKey.from_public_bytes(raw)
            except BadKey as error:
                raise cannot(
                    "proof",
                    "unknown_key_type",
                    gettext_noop("The issuer’s key is of a kind that we cannot check."),
                ) from error
    raise fail(
        "proof",
        "foreign_key",
        gettext_noop("It was signed with a key that the issuer does not publish."),
    )


def _proof(report: Report, document: Document, issuer: str, did_document: Document) -> None:
    proofs = [p for p in as_list(document.get("proof")) if isinstance(p, dict)]
    if not proofs:
        raise fail("proof", "no_proof", gettext_noop("It is not signed."))
    ours = [
        p for p in proofs if p.get("type") == "DataIntegrityProof" and p.get("cryptosuite") == SUITE
    ]
    if not ours:
        raise cannot(
            "proof",
            "unknown_suite",
            gettext_noop("It is signed in a way that we cannot check."),
        )
    for proof in ours:
        if proof.get("proofPurpose") != "assertionMethod":
            raise fail(
                "proof",
                "wrong_purpose",
                gettext_noop("Its signature was made for another purpose."),
            )
        key = _public_key(did_document, issuer, str(proof.get("verificationMethod")))
        try:
            verify_proof(document, proof, key)
        except BadProof as error:
            raise fail(
                "proof",
                "changed",
                gettext_noop("Something in it was changed after it was signed."),
            ) from error
        except UnknownContext as error:
            raise cannot(
                "proof",
                "unknown_context",
                gettext_noop("It uses definitions that we do not know: %(context)s."),
                context=error.context,
            ) from error
        except UndefinedTerm as error:
            raise fail(
                "proof",
                "undefined_term",
                gettext_noop("It says something that its signature cannot cover: %(term)s."),
                term=error.term,
            ) from error
        except TooManyAlike as error:
            raise cannot(
                "proof",
                "too_many_alike",
                gettext_noop("It is built in such a way that checking it would take too long."),
            ) from error
    report.passed(
        "proof",
        gettext_noop("Nothing has been changed. The signature fits every word and date."),
    )


def _status(report: Report, document: Document) -> None:
    """A badge that can be withdrawn, in a way that is not looked up here, is not known to hold."""
    if document.get("credentialStatus"):
        raise cannot(
            "status",
            "unknown_status",
            gettext_noop("Whether the issuer has withdrawn it could not be checked."),
        )


def _recipient(report: Report, subject: Document, email: str | None) -> None:
    hashes, plain = [], []
    for entry in as_list(subject.get("identifier")):
        if not isinstance(entry, dict) or entry.get("identityType") != "emailAddress":
            continue
        identity = str(entry.get("identityHash", ""))
        if entry.get("hashed") is True:
            hashes.append((identity, str(entry.get("salt", ""))))
        else:
            plain.append(identity)
    check_recipient(report, email, hashes, plain)


def verify_v3(
    report: Report,
    document: Document,
    *,
    fetch: Fetch,
    now: datetime,
    email: str | None,
    allow_http: bool,
) -> None:
    """Adds the checks of one OB 3.0 credential to ``report``; raises ``Stop`` to end early."""
    start, end = _structure(report, document)
    issuer: Any = document["issuer"]
    if isinstance(issuer, dict):
        issuer = issuer.get("id")
    did_document = _issuer_keys(str(issuer), fetch, allow_http)
    report.passed("issuer", gettext_noop("The issuer is %(issuer)s."), issuer=str(issuer))
    _proof(report, document, str(issuer), did_document)
    attempt(report, _status, document)
    attempt(report, check_dates, start, end, now)
    attempt(report, _recipient, document["credentialSubject"], email)
