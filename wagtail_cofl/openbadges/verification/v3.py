"""OB 3.0: OpenBadgeCredential with a Data Integrity proof (OB 3.0 8.2, VCDM 2.0 7)."""

from collections.abc import Iterator
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from ..did import BadDid, did_url
from ..documents import Document, gettext_noop
from ..jsonld import TooManyAlike, UndefinedTerm, UnknownContext
from ..multikey import BadKey, decode_ed25519
from ..proofs import SUITE, BadProof, verify_proof
from .common import as_list, check_dates, check_recipient, look_up, parse_date
from .report import Fetch, Report, cannot, fail
from .structure import check_structure

ACCEPT = "application/did+json, application/json"


def _issuer(report: Report, issuer: str, fetch: Fetch, allow_http: bool) -> Document:
    """The document in which the issuer publishes its keys: of a did:web (DID document), or at an
    https address (controlled identifier document)."""
    url = issuer
    if issuer.startswith("did:"):
        try:
            url = did_url(issuer, allow_http=allow_http)
        except BadDid as error:
            raise cannot(
                "issuer",
                "unknown_method",
                gettext_noop("We cannot look up issuers that are named like %(issuer)s."),
                issuer=issuer,
            ) from error
    document = look_up("issuer", url, ACCEPT, fetch, allow_http)
    if document.get("id") != issuer:
        raise fail(
            "issuer",
            "issuer_mismatch",
            gettext_noop("At the issuer’s address there is somebody else."),
        )
    report.passed("issuer", gettext_noop("The issuer is %(issuer)s."), issuer=issuer)
    return document


def _methods(controller: Document, issuer: str) -> Iterator[tuple[str, Document]]:
    """The keys that the issuer publishes for making statements, by their absolute ids (Controlled
    Identifiers 1.0, 2.3.2): listed in ``assertionMethod``, or written there."""

    def absolute(value: object) -> str:
        return issuer + value if isinstance(value, str) and value.startswith("#") else str(value)

    listed = as_list(controller.get("assertionMethod"))
    names = {absolute(entry) for entry in listed if isinstance(entry, str)}
    for method in listed:
        if isinstance(method, dict):
            yield absolute(method.get("id")), method
    for method in as_list(controller.get("verificationMethod")):
        if isinstance(method, dict) and absolute(method.get("id")) in names:
            yield absolute(method.get("id")), method


def _public_key(controller: Document, issuer: str, method_id: str) -> Ed25519PublicKey:
    for name, method in _methods(controller, issuer):
        if name != method_id or method.get("controller") != issuer:
            continue
        try:
            raw = decode_ed25519(str(method.get("publicKeyMultibase")))
            return Ed25519PublicKey.from_public_bytes(raw)
        except (BadKey, ValueError) as error:
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


def _fits(document: Document, proof: Document, key: Ed25519PublicKey) -> None:
    """Raises ``Stop`` where the signature does not fit, or nobody could say."""
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
            gettext_noop("It uses words from %(context)s, which we do not know."),
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
            gettext_noop("It is written so that checking its signature would take too long."),
        ) from error


def _proof(report: Report, document: Document, issuer: str, controller: Document | None) -> None:
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
    if controller is None:
        raise cannot(
            "proof",
            "no_key",
            gettext_noop("Without the issuer’s key its signature cannot be checked."),
        )
    for proof in ours:
        if proof.get("proofPurpose") != "assertionMethod":
            raise fail(
                "proof",
                "wrong_purpose",
                gettext_noop("Its signature was made for another purpose."),
            )
        key = _public_key(controller, issuer, str(proof.get("verificationMethod")))
        _fits(document, proof, key)
    report.passed(
        "proof",
        gettext_noop("Nothing has been changed. The signature fits every word and date."),
    )


def _proof_dates(document: Document, now: datetime) -> None:
    """Data Integrity 4.3: a proof may have an end of its own."""
    for proof in as_list(document.get("proof")):
        if not isinstance(proof, dict) or "expires" not in proof:
            continue
        if now >= parse_date(proof["expires"], "proof.expires"):
            raise fail("dates", "proof_expired", gettext_noop("Its signature has run out."))


def _status(report: Report, document: Document) -> None:
    """Nobody is told that a badge is good whose issuer says elsewhere that it may not be."""
    if as_list(document.get("credentialStatus")):
        raise cannot(
            "status",
            "unknown_status",
            gettext_noop("It may have been withdrawn: we cannot read the list that would say so."),
        )
    report.skipped("status", gettext_noop("It names no list on which it could be withdrawn."))


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
    start, end = check_structure(report, document)
    issuer = document["issuer"]
    name = issuer["id"] if isinstance(issuer, dict) else issuer
    controller = None
    with report.stopping():
        controller = _issuer(report, name, fetch, allow_http)
    _proof(report, document, name, controller)
    with report.stopping():
        _status(report, document)
    with report.stopping():
        _proof_dates(document, now)
        check_dates(report, start, end, now)
    _recipient(report, document["credentialSubject"], email)
