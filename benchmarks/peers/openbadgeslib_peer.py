"""openbadgeslib 4: signs its own model of a badge, verifies with a key that the caller trusts."""

import json
from importlib.metadata import version

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from openbadgeslib import baking, ob3

from benchmarks import document as doc
from benchmarks import exhibits
from benchmarks.timing import Maker, Operation, serve
from wagtail_cofl.openbadges.facts import Award
from wagtail_cofl.openbadges.identity import identity_hash


def public_pem(key) -> bytes:
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


ISSUER = ob3.Issuer(id=doc.ISSUER.did, name=doc.ISSUER.name, url=doc.ISSUER.profile_url)
ACHIEVEMENT = ob3.Achievement(
    id=doc.ACHIEVEMENT.url,
    name=doc.ACHIEVEMENT.name,
    description=doc.ACHIEVEMENT.description,
    criteria_narrative=doc.ACHIEVEMENT.criteria_narrative,
    image_url=doc.ACHIEVEMENT.image_url,
    tags=list(doc.ACHIEVEMENT.tags),
    achievement_type="Badge",
    alignments=[
        ob3.Alignment(
            target_name=alignment.target_name,
            target_url=alignment.target_url,
            target_framework=alignment.target_framework or None,
            target_code=alignment.target_code or None,
            target_description=alignment.target_description or None,
        )
        for alignment in doc.ACHIEVEMENT.alignments
    ],
)


def credential(facts: Award) -> ob3.OpenBadgeCredential:
    place = facts.status
    identity = ob3.IdentityObject(
        identity_hash(facts.email, facts.salt), "emailAddress", True, facts.salt
    )
    return ob3.OpenBadgeCredential(
        issuer=ISSUER,
        recipient_id=facts.subject_id,
        achievement=ACHIEVEMENT,
        id=facts.credential_url,
        issuance_date=facts.awarded_at,
        identifiers=[identity],
        credential_status=[ob3.status_entry(place.list_url, place.purpose, place.index)],
    )


def issue_rdfc() -> Operation:
    signer = ob3.OB3LdpSigner(doc.pem(doc.ED25519), doc.METHOD)
    verifier = ob3.OB3LdpVerifier(public_pem(doc.ED25519))

    def run(facts):
        return signer.sign_to_json(credential(facts), created=facts.awarded_at).encode()

    return Operation(doc.award, run, verifier.verify)


def issue_jwt() -> Operation:
    signer = ob3.OB3Signer(doc.pem(doc.P256), "ES256")
    verifier = ob3.OB3Verifier(public_pem(doc.P256))
    return Operation(doc.award, lambda facts: signer.sign(credential(facts)), verifier.verify)


def verify_own() -> Operation:
    """Dates, and the status with a list whose proof it cannot check: it knows none but tokens."""
    pages = exhibits.web()
    verifier = ob3.OB3LdpVerifier(public_pem(doc.ED25519))

    def run(data):
        return verifier.verify(
            data, check_status=True, verify_status_list=False, download=pages.__getitem__
        )

    return Operation(exhibits.own, run)


def verify_stranger() -> Operation:
    verifier = ob3.OB3LdpVerifier(public_pem(doc.ED25519))
    return Operation(exhibits.stranger, verifier.verify)


def publish() -> Operation:
    """As a token, the one way that it has."""
    key = doc.pem(doc.P256)

    def run(places):
        listed = ob3.build_status_list_credential(
            doc.ISSUER.did, doc.LIST_URL, "revocation", places, issued=doc.START, ttl=300_000
        )
        return ob3.sign_status_list_credential(listed, key, "ES256")

    return Operation(doc.set_places, run)


def look_up() -> Operation:
    """With the set of places that its ``set_indices`` makes of a list."""
    listed = json.loads(exhibits.status_list())
    bits = ob3.decode_encoded_list(listed["credentialSubject"]["encodedList"])
    places = ob3.set_indices(bits)
    return Operation(doc.place, lambda index: index in places)


def _bake(picture: str) -> Maker:
    def make() -> Operation:
        plain = getattr(doc.pictures(), picture)
        return Operation(lambda i: exhibits.own(i).decode(), lambda text: bake(plain, text))

    return make


def bake(plain: bytes, text: str) -> bytes:
    if plain.startswith(b"\x89PNG"):
        return baking.bake_png(plain, text, keyword=baking.ITXT_KEYWORD_OB3)
    return baking.bake_svg(
        plain, text, element=baking.SVG_ELEMENT_OB3, namespace=baking.SVG_NS_OB3, as_text=True
    )


def unbake(baked: bytes) -> str | None:
    if baked.startswith(b"\x89PNG"):
        return baking.extract_png(baked, keyword=baking.ITXT_KEYWORD_OB3)
    return baking.extract_svg(baked, element=baking.SVG_ELEMENT_OB3, text_fallback=True)


def _unbake(picture: str) -> Maker:
    def make() -> Operation:
        baked = bake(getattr(doc.pictures(), picture), exhibits.own(0).decode())

        def check(result: str | None) -> None:
            assert result == exhibits.own(0).decode(), result

        return Operation(lambda i: baked, unbake, check)

    return make


WORKS: dict[str, Maker] = {
    "issue-rdfc": issue_rdfc,
    "issue-jwt": issue_jwt,
    "verify-own": verify_own,
    "verify-stranger": verify_stranger,
    "bake-png": _bake("png"),
    "bake-svg": _bake("svg"),
    "unbake-png": _unbake("png"),
    "unbake-svg": _unbake("svg"),
    "status-publish": publish,
    "status-check": look_up,
}

if __name__ == "__main__":
    serve(WORKS, version("openbadgeslib"))
