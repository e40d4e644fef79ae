"""Badges made by PyPI ``openbadgeslib``, for our verifier. Usage: ``issue_openbadgeslib.py FOLDER``."""

import copy
import hashlib
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from openbadgeslib import ob2, ob3
from theirs import DID, DID_URL, HOST, PNG, SVG, Theirs, changed_token, did_document, unsigned_token

NOW = datetime.now(tz=UTC).replace(microsecond=0)
EMAIL = "ada@example.org"
SALT = "Kosher"
KEYS: dict[str, Any] = {
    "EdDSA": ed25519.Ed25519PrivateKey.generate(),
    "ES256": ec.generate_private_key(ec.SECP256R1()),
    "RS256": rsa.generate_private_key(65_537, 2048),
}
LISTED = f"https://{HOST}/status/1"
METHOD = f"{DID}#EdDSA"


def pem(key: Any) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def badge(number: int, **members: Any) -> ob3.OpenBadgeCredential:
    digest = hashlib.sha256(f"{EMAIL}{SALT}".encode()).hexdigest()
    return ob3.OpenBadgeCredential(
        issuer=ob3.Issuer(id=DID, name="Harbour Museum", url=f"https://{HOST}/"),
        recipient_id=f"urn:uuid:00000000-0000-4000-8000-{number:012}",
        achievement=ob3.Achievement(
            id=f"https://{HOST}/badges/1",
            name="Sound Recordist – “wow”",
            description="Recorded a place.",
            criteria_narrative="Record **one** place.",
        ),
        id=f"https://{HOST}/credentials/{number}",
        identifiers=[ob3.IdentityObject(f"sha256${digest}", "emailAddress", True, SALT)],
        **{"issuance_date": NOW - timedelta(days=9), **members},
    )


def proofs(theirs: Theirs) -> None:
    signer = ob3.OB3LdpSigner(pem(KEYS["EdDSA"]), METHOD)
    good = signer.sign(badge(1), created=NOW)
    theirs.add("a proof", good)
    theirs.add("a proof, and its recipient", good, email="Ada@Example.org")
    theirs.add("another recipient", good, "not_valid", "other_recipient", email="x@example.org")
    theirs.add("a proof in a PNG", signer.sign_into_png(badge(2), PNG))
    theirs.add("a proof in an SVG", signer.sign_into_svg(badge(3), SVG))
    renamed = copy.deepcopy(good)
    renamed["credentialSubject"]["achievement"]["name"] = "Master of the Harbour"
    theirs.add("changed after it was signed", renamed, "not_valid", "changed")
    other = ob3.OB3LdpSigner(pem(ed25519.Ed25519PrivateKey.generate()), METHOD)
    theirs.add("another key in its name", other.sign(badge(4), created=NOW), "not_valid", "changed")
    unknown = ob3.OB3LdpSigner(pem(KEYS["EdDSA"]), f"{DID}#unknown")
    never = unknown.sign(badge(4), created=NOW)
    theirs.add("a key never published", never, "not_valid", "foreign_key")
    ended = badge(5, expiration_date=NOW - timedelta(days=1))
    theirs.add("expired", signer.sign(ended, created=NOW), "not_valid", "expired")
    place = ob3.status_entry(LISTED, "revocation", 11)
    theirs.add("on its list", signer.sign(badge(6, credential_status=[place]), created=NOW))
    place = ob3.status_entry(LISTED, "revocation", 12)
    gone = signer.sign(badge(7, credential_status=[place]), created=NOW)
    theirs.add("withdrawn on its list", gone, "not_valid", "revoked")
    place = ob3.status_entry(f"{LISTED}0", "revocation", 12)
    lost = signer.sign(badge(7, credential_status=[place]), created=NOW)
    theirs.add("a list that nobody finds", lost, "could_not_check", "status_unreachable")


def tokens(theirs: Theirs) -> None:
    for alg, key in KEYS.items():
        signer = ob3.OB3Signer(pem(key), alg)
        good = signer.sign(badge(8))
        theirs.add(f"a token, {alg}", good, email=EMAIL)
        theirs.add(f"a token in a PNG, {alg}", signer.sign_into_png(badge(8), PNG))
        theirs.add(f"a token in an SVG, {alg}", signer.sign_into_svg(badge(8), SVG))
        forged = changed_token(good, name="Master of the Harbour")
        theirs.add(f"changed after it was signed, {alg}", forged, "not_valid", "changed")
    theirs.add("a token that says it is not signed", unsigned_token(good), "not_valid", "no_proof")
    stranger = ob3.OB3Signer(pem(ec.generate_private_key(ec.SECP256R1())), "ES256")
    theirs.add(
        # It has the key inside, and that is not one of the issuer's. There is no list of keys to ask.
        "a token by a stranger's key",
        stranger.sign(badge(9)),
        "could_not_check",
        "key_unconfirmed",
    )
    for alg in ("RS512", "RS384"):
        unknown = ob3.OB3Signer(pem(KEYS["RS256"]), alg).sign(badge(9))
        theirs.add(f"a token, {alg}", unknown, "could_not_check", "unknown_suite")


def version_2(theirs: Theirs) -> None:
    issuer, named = f"https://{HOST}/issuer", f"https://{HOST}/badge"
    key_url, list_url = f"https://{HOST}/key", f"https://{HOST}/revoked"
    key = KEYS["RS256"]
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    profile = ob2.Profile(
        issuer, "Harbour Museum", f"https://{HOST}/", "m@example.org", None, [key_url], list_url
    )
    listed = ob2.RevocationList(list_url, issuer, [{"id": "urn:uuid:gone"}])
    documents: list[Any] = [
        profile,
        ob2.BadgeClass(named, "Sound Recordist", "Sound.", f"{named}.png", named, issuer),
        ob2.CryptographicKey(key_url, issuer, public.decode()),
        listed,
    ]
    theirs.pages |= {each.id: each.to_dict() for each in documents}

    def assertion(name: str = "urn:uuid:00000000-0000-4000-8000-000000000020") -> ob2.Assertion:
        return ob2.Assertion(
            recipient=ob2.IdentityObject.create(EMAIL, salt=SALT),
            badge=named,
            verification=ob2.Verification(type="SignedBadge", creator=key_url),
            id=name,
            issued_on=NOW - timedelta(days=9),
        )

    signer = ob2.OB2Signer(pem(key), "RS256")
    good = signer.sign(assertion())
    theirs.add("2.0: a token", good, email=EMAIL)
    theirs.add(
        "2.0: another recipient", good, "not_valid", "other_recipient", email="x@example.org"
    )
    theirs.add("2.0: a token in a PNG", signer.sign_into_png(assertion(), PNG))
    theirs.add("2.0: a token in an SVG", signer.sign_into_svg(assertion(), SVG))
    gone = signer.sign(assertion("urn:uuid:gone"))
    theirs.add("2.0: withdrawn", gone, "not_valid", "revoked")
    dated = changed_token(good, issuedOn="2020-01-01T00:00:00Z")
    theirs.add("2.0: changed after it was signed", dated, "not_valid", "changed")
    other = ob2.OB2Signer(pem(rsa.generate_private_key(65_537, 2048)), "RS256")
    theirs.add("2.0: another key in its name", other.sign(assertion()), "not_valid", "changed")


def main(folder: Path) -> None:
    theirs = Theirs(folder, "openbadgeslib")
    theirs.pages[DID_URL] = did_document(KEYS)
    listed = ob3.build_status_list_credential(
        DID, LISTED, "revocation", [12], issued=NOW - timedelta(days=1), ttl=300_000
    )
    theirs.pages[LISTED] = ob3.sign_status_list_credential(listed, pem(KEYS["ES256"]), "ES256")
    proofs(theirs)
    tokens(theirs)
    version_2(theirs)
    theirs.end()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
