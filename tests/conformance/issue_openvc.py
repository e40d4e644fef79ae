"""Badges made by PyPI ``openvc-core``, for our verifier. Usage: ``issue_openvc.py FOLDER CONTEXTS``."""

import copy
import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from openvc.keys import Ed25519SigningKey, P256SigningKey
from openvc.proof.data_integrity import DataIntegrityProofSuite
from openvc.proof.di_jcs import EddsaJcsProofSuite
from openvc.proof.vc_jwt import VcJwtProofSuite
from openvc.status.bitstring import new_bitstring, set_status_bit
from openvc.status.issue import build_status_list_credential
from theirs import DID, DID_URL, HOST, Theirs, changed_token, did_document, unsigned_token

OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
LISTED = f"https://{HOST}/status/1"
NOW = datetime.now(tz=UTC).replace(microsecond=0)
ED25519, P256 = ed25519.Ed25519PrivateKey.generate(), ec.generate_private_key(ec.SECP256R1())
METHOD = f"{DID}#EdDSA"


def stamp(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def badge(number: int, **members: Any) -> dict[str, Any]:
    """It knows nothing of badges: this is the standard's own form, by hand."""
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2", OB],
        "id": f"https://{HOST}/credentials/{number}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Sound Recordist – “wow”",
        "issuer": {"id": DID, "type": ["Profile"], "name": "Harbour Museum"},
        "validFrom": stamp(NOW),
        "credentialSubject": {
            "id": f"urn:uuid:00000000-0000-4000-8000-{number:012}",
            "type": ["AchievementSubject"],
            "achievement": {
                "id": f"https://{HOST}/badges/1",
                "type": ["Achievement"],
                "name": "Sound Recordist",
                "description": "Recorded a place.",
                "criteria": {"narrative": "Record **one** place."},
            },
        },
        **members,
    }


def place(index: int) -> dict[str, Any]:
    return {
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(index),
        "statusListCredential": LISTED,
    }


def main(folder: Path, contexts: Path) -> None:
    theirs = Theirs(folder, "openvc-core")
    theirs.pages[DID_URL] = did_document({"EdDSA": ED25519, "ES256": P256})
    known = contexts / "purl.imsglobal.org_spec_ob_v3p0_context-3.0.3.json"
    more = {OB: json.loads(known.read_bytes())}
    key = Ed25519SigningKey(ED25519, kid=METHOD)
    how = {"signing_key": key, "verification_method": METHOD, "created": NOW}
    rdfc, jcs = DataIntegrityProofSuite(), EddsaJcsProofSuite()

    def signed(document: dict[str, Any], **other: Any) -> dict[str, Any]:
        return rdfc.add_proof(document, **{**how, **other}, extra_contexts=more)

    bits = new_bitstring(131_072)
    set_status_bit(bits, 12, 1)
    listed = build_status_list_credential(
        id=LISTED, issuer=DID, bitstring=bits, valid_from=NOW - timedelta(days=1), ttl=300_000
    )
    theirs.pages[LISTED] = signed(listed)
    good = signed(badge(1))
    theirs.add("a proof", good)
    renamed = copy.deepcopy(good)
    renamed["name"] = "Master of the Harbour"
    theirs.add("changed after it was signed", renamed, "not_valid", "changed")
    other = Ed25519SigningKey(ed25519.Ed25519PrivateKey.generate(), kid=METHOD)
    forged = signed(badge(2), signing_key=other)
    theirs.add("another key in its name", forged, "not_valid", "changed")
    never = signed(badge(2), verification_method=f"{DID}#unknown")
    theirs.add("a key never published", never, "not_valid", "foreign_key")
    theirs.add("on its list", signed(badge(3, credentialStatus=place(11))))
    gone = signed(badge(4, credentialStatus=place(12)))
    theirs.add("withdrawn on its list", gone, "not_valid", "revoked")
    ended = signed(badge(5, validFrom="2020-01-01T00:00:00Z", validUntil="2021-01-01T00:00:00Z"))
    theirs.add("expired", ended, "not_valid", "expired")

    # It signs the document's contexts as part of the proof, and does not write them there.
    good = jcs.add_proof(badge(6), **how)
    theirs.add("a proof by JCS, without its contexts", good, "valid", "proof_without_contexts")
    whole = copy.deepcopy(good)
    whole["proof"]["@context"] = whole["@context"]
    theirs.add("a proof by JCS", whole)
    for name, document in (("changed", good), ("changed, with its contexts", whole)):
        renamed = {**document, "name": "Master of the Harbour"}
        theirs.add(f"a proof by JCS, {name}", renamed, "not_valid", "changed")

    # As VC Data Model 1.1 has it, in a member ``vc``; *nbf* is when it was signed.
    suite = VcJwtProofSuite()
    for alg, signer in (
        ("EdDSA", key),
        ("ES256", P256SigningKey(P256, kid=f"{DID}#ES256")),
    ):
        token = sign_within_a_second(suite, signer)
        theirs.add(f"a token, {alg}", token)
        forged = changed_token(token, sub="urn:uuid:0")
        theirs.add(f"a changed token, {alg}", forged, "not_valid", "changed")
    theirs.add("a token that says it is not signed", unsigned_token(token), "not_valid", "no_proof")
    older = suite.sign(badge(8, validFrom="2026-01-01T00:00:00Z"), signing_key=key)
    theirs.add("a token of another day than its badge", older, "not_valid", "nbf_mismatch")
    theirs.end()


def sign_within_a_second(suite: VcJwtProofSuite, signer: Any) -> str:
    """A token whose *nbf* is the badge's *validFrom*, as OB 3.0 (8.2.4.2) wants it."""
    import jwt

    while True:
        moment = datetime.now(tz=UTC).replace(microsecond=0)
        token = suite.sign(badge(7, validFrom=stamp(moment)), signing_key=signer)
        claims = jwt.decode(token, options={"verify_signature": False})
        if claims["nbf"] == int(moment.timestamp()):
            return token


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
