"""Data Integrity: whose key signed a document, and does the signature fit? (Data Integrity 1.0, 4.2 and
4.4; EdDSA Cryptosuites 1.0, 3.2 and 3.3)"""

from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from ..documents import Document, gettext_noop
from ..jcs import verify_jcs
from ..jsonld import TooManyAlike, UndefinedTerm, UnknownContext
from ..multikey import BadKey, decode_base58btc
from ..proofs import SUITE, BadProof, verify_proof
from .common import World, as_list, parse_date, shown
from .keys import CANNOT_SAY, Published, check_age, find_key, unknown_key_type
from .remembering import Remembered
from .report import Check, Status, Stop, cannot, fail

JCS = "eddsa-jcs-2022"
#: Of before there were suites by name; its proofs are made as those of ``SUITE`` are.
OLDER = "Ed25519Signature2020"
# How far the clock of an issuer may be before ours.
SKEW = timedelta(minutes=5)
# Each costs as much as the badge; more than two or three nobody has.
MAX_PROOFS = 5
# A status list is asked for by every badge that is on it.
_FITTED: Remembered[tuple[bytes, str, bytes], None] = Remembered(1_000)

LATER_REVOKED = Check(
    "proof",
    Status.WARN,
    "key_revoked_later",
    gettext_noop("Its signature fits, but the issuer has since taken the key back."),
    detail=gettext_noop(
        "Whoever has that key can make a badge with an earlier date. Ask the issuer, if much "
        "depends on it."
    ),
)
OTHER_PROOF = Check(
    "proof",
    Status.WARN,
    "other_proof",
    gettext_noop("It has another signature, of a kind that we cannot check."),
    detail=gettext_noop("The one that we know fits."),
)

WITHOUT_CONTEXTS = Check(
    "proof",
    Status.WARN,
    "proof_without_contexts",
    gettext_noop("Its signature fits, but its envelope lacks what the standard asks for."),
    detail=gettext_noop("What the badge says is signed all the same."),
)


def no_proof() -> Stop:
    return fail(
        "proof",
        "no_proof",
        gettext_noop("It is not signed."),
        gettext_noop("Anybody could have written it."),
    )


def unknown_suite() -> Stop:
    return cannot(
        "proof",
        "unknown_suite",
        gettext_noop("It is signed in a way that we cannot check."),
        CANNOT_SAY,
    )


def no_key() -> Stop:
    return cannot(
        "proof",
        "no_key",
        gettext_noop("Its signature could not be checked."),
        gettext_noop("What that takes stands at the issuer’s address on the web."),
    )


def changed() -> Stop:
    return fail(
        "proof",
        "changed",
        gettext_noop("Something in it was changed after it was signed."),
        gettext_noop("The signature does not fit what it says now."),
    )


def damaged() -> Stop:
    return fail(
        "proof",
        "bad_signature",
        gettext_noop("Its signature is damaged."),
        gettext_noop("It is not a signature at all. Ask for the badge again."),
    )


def _is_signature(proof: Document) -> bool:
    try:
        return len(decode_base58btc(str(proof.get("proofValue", "")))) == 64
    except BadKey:
        return False


def suite_of(proof: object) -> str:
    """The name of a suite that can be checked here; "" for another."""
    if not isinstance(proof, dict) or "previousProof" in proof:
        # A chain of proofs (Data Integrity 1.0, 2.1.2) signs the earlier ones too.
        return ""
    if proof.get("type") == "DataIntegrityProof":
        suite = proof.get("cryptosuite")
        return suite if suite in (SUITE, JCS) else ""
    return OLDER if proof.get("type") == OLDER else ""


def needs_contexts(document: Document) -> bool:
    """Is there a proof that can only be checked by somebody who knows every word?"""
    return any(suite_of(proof) in (SUITE, OLDER) for proof in as_list(document.get("proof")))


def _jcs_fits(document: Document, proof: Document, key: Ed25519PublicKey) -> bool:
    """Raises ``BadProof``. False where the signature is over the document's contexts too, as it must be
    (EdDSA Cryptosuites 1.0, 3.3.1), and the proof does not say so: openvc-core leaves them out."""
    try:
        verify_jcs(document, proof, key)
    except BadProof:
        if "@context" in proof or "@context" not in document:
            raise
        verify_jcs(document, {**proof, "@context": document["@context"]}, key)
        return False
    return True


def _fits(document: Document, proof: Document, key: Ed25519PublicKey, digest: bytes) -> bool:
    """Raises ``Stop`` where the signature does not fit, or nobody could say. What has fitted once is
    remembered by the ``digest`` of the whole document, if there is one. False where the proof is not
    written as it must be."""
    known = (digest, str(proof), key.public_bytes_raw()) if digest else None
    if known in _FITTED:
        return True
    try:
        if suite_of(proof) == JCS:
            return _jcs_fits(document, proof, key)
        verify_proof(document, proof, key)
    except BadProof as error:
        raise (changed() if _is_signature(proof) else damaged()) from error
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
    if known:
        _FITTED.remember(known, None)
    return True


def _when(proof: Document, document: Document) -> datetime | None:
    """When it was signed, or at least given, as far as it says."""
    if proof.get("created") is not None:
        return parse_date(proof["created"], "proof.created", "proof")
    given = document.get("validFrom", document.get("issuanceDate"))
    return parse_date(given, "validFrom", "proof") if given is not None else None


def check_created(moment: datetime | None, now: datetime) -> None:
    """Raises ``Stop`` for a signature of the future."""
    if moment is not None and moment - SKEW > now:
        raise fail(
            "proof",
            "created_later",
            gettext_noop("Its signature bears a date that has not come yet."),
            gettext_noop("It says that it was signed on %(when)s."),
            when=moment.date().isoformat(),
        )


def _check_one(
    document: Document, proof: Document, published: Published, world: World, digest: bytes
) -> list[Check]:
    if proof.get("proofPurpose") != "assertionMethod":
        raise fail(
            "proof",
            "wrong_purpose",
            gettext_noop("Its signature was made for another purpose."),
            gettext_noop("It was not meant as a statement about somebody."),
        )
    key = find_key(published, str(proof.get("verificationMethod")), world)
    if not isinstance(key.public, Ed25519PublicKey):
        raise unknown_key_type()
    notes = [] if _fits(document, proof, key.public, digest) else [WITHOUT_CONTEXTS]
    moment = _when(proof, document)
    if proof.get("created") is not None:
        check_created(moment, world.now)
    return [*notes, LATER_REVOKED] if check_age(key, moment or world.now) else notes


def check_proofs(
    document: Document, published: Published, world: World, digest: bytes = b""
) -> list[Check]:
    """Raises ``Stop`` unless the issuer signed every word of the document, with a key that it
    publishes. Of several proofs (Data Integrity 1.0, 2.1.1) each that we know must hold. Gives what
    must be said beside."""
    proofs = [proof for proof in as_list(document.get("proof")) if isinstance(proof, dict)]
    if not proofs:
        raise no_proof()
    ours = [proof for proof in proofs if suite_of(proof)]
    if not ours or len(proofs) > MAX_PROOFS:
        raise unknown_suite()
    if published.document is None:
        raise no_key()
    found = [_check_one(document, proof, published, world, digest) for proof in ours]
    notes = [
        note for note in (WITHOUT_CONTEXTS, LATER_REVOKED) if any(note in each for each in found)
    ]
    return [*notes, OTHER_PROOF] if len(ours) < len(proofs) else notes
