"""Whose key signed a document, and does the signature fit? (Data Integrity 1.0, 4.2 and 4.4;
Controlled Identifiers 1.0, 3.3)"""

from collections.abc import Iterator

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from ..did import BadDid, did_url
from ..documents import Document, gettext_noop
from ..jsonld import TooManyAlike, UndefinedTerm, UnknownContext
from ..multikey import BadKey, decode_ed25519
from ..proofs import SUITE, BadProof, verify_proof
from .common import as_list, look_up, shown
from .report import Fetch, cannot, fail

ACCEPT = "application/did+json, application/json"
CANNOT_SAY = gettext_noop("That says nothing against it. Ask the issuer.")


def published_keys(issuer: str, fetch: Fetch, allow_http: bool) -> tuple[Document, str]:
    """The document in which the issuer publishes its keys, and its address: of a did:web (DID
    document), or at an https address (controlled identifier document). Raises ``Stop``."""
    url = issuer
    if issuer.startswith("did:"):
        try:
            url = did_url(issuer, allow_http=allow_http)
        except BadDid as error:
            raise cannot(
                "issuer",
                "unknown_method",
                gettext_noop("We cannot look up issuers that are named like %(issuer)s."),
                gettext_noop("That says nothing against the badge. Ask its issuer."),
                issuer=shown(issuer),
            ) from error
    document = look_up("issuer", url, ACCEPT, fetch, allow_http)
    if document.get("id") != issuer:
        raise fail(
            "issuer",
            "issuer_mismatch",
            gettext_noop("At the issuer’s address there is somebody else."),
            gettext_noop("%(url)s does not belong to the issuer that the badge names."),
            url=shown(url),
        )
    return document, url


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
                CANNOT_SAY,
            ) from error
    raise fail(
        "proof",
        "foreign_key",
        gettext_noop("It was signed with a key that the issuer does not publish."),
        gettext_noop("Somebody else may have made it in the issuer’s name."),
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
            gettext_noop("The signature does not fit what it says now."),
        ) from error
    except UnknownContext as error:
        raise cannot(
            "proof",
            "unknown_context",
            gettext_noop("It uses words from %(context)s, which we do not know."),
            CANNOT_SAY,
            context=shown(error.context),
        ) from error
    except UndefinedTerm as error:
        raise fail(
            "proof",
            "undefined_term",
            gettext_noop("It says something that its signature cannot cover: %(term)s."),
            gettext_noop("Such a thing could be changed, and nobody would see."),
            term=shown(error.term),
        ) from error
    except TooManyAlike as error:
        raise cannot(
            "proof",
            "too_many_alike",
            gettext_noop("It is written so that checking its signature would take too long."),
            CANNOT_SAY,
        ) from error


def check_proof(document: Document, issuer: str, controller: Document | None) -> None:
    """Raises ``Stop`` unless ``issuer`` signed every word of the document, with a key that is in its
    own ``controller`` document."""
    proofs = [p for p in as_list(document.get("proof")) if isinstance(p, dict)]
    if not proofs:
        raise fail(
            "proof",
            "no_proof",
            gettext_noop("It is not signed."),
            gettext_noop("Anybody could have written it."),
        )
    ours = [
        p for p in proofs if p.get("type") == "DataIntegrityProof" and p.get("cryptosuite") == SUITE
    ]
    if not ours:
        raise cannot(
            "proof",
            "unknown_suite",
            gettext_noop("It is signed in a way that we cannot check."),
            CANNOT_SAY,
        )
    if controller is None:
        raise cannot(
            "proof",
            "no_key",
            gettext_noop("Without the issuer’s key its signature cannot be checked."),
            gettext_noop("The key stands at the issuer’s address on the web."),
        )
    for proof in ours:
        if proof.get("proofPurpose") != "assertionMethod":
            raise fail(
                "proof",
                "wrong_purpose",
                gettext_noop("Its signature was made for another purpose."),
                gettext_noop("It was not meant as a statement about somebody."),
            )
        key = _public_key(controller, issuer, str(proof.get("verificationMethod")))
        _fits(document, proof, key)
