"""Whose key signed it, and does the issuer say so?"""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from wagtail_cofl.openbadges import did, multikey, proofs, v3

from .factories import ISSUER, KEY, MULTIKEY, NOW, award, credential, world
from .test_verifying_v3 import DID_URL, METHOD, bad, check


def keys(**changes):
    """The issuer's world with a changed DID document."""
    return {DID_URL: {**did.did_document(ISSUER.did, [MULTIKEY]), **changes}}


def test_a_badge_signed_with_a_key_of_somebody_else_is_not_valid():
    other = Ed25519PrivateKey.generate()
    document = proofs.sign(
        v3.credential(award()), private_key=other, verification_method=METHOD, created=NOW
    )
    assert bad(check(document)) == [("proof", "changed")]


def test_a_key_of_ones_own_in_a_place_of_ones_own_does_not_help():
    """Whoever forges a badge can publish a key, but not in the issuer's DID document."""
    forger = Ed25519PrivateKey.generate()
    theirs = multikey.encode_ed25519(forger.public_key().public_bytes_raw())
    evil = "did:web:evil.example"
    document = proofs.sign(
        v3.credential(award()),
        private_key=forger,
        verification_method=f"{evil}#{theirs}",
        created=NOW,
    )
    documents = {**world(), did.did_url(evil): did.did_document(evil, [theirs])}
    assert bad(check(document, documents)) == [("proof", "foreign_key")]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"assertionMethod": []}, "foreign_key"),
        ({"assertionMethod": [f"{ISSUER.did}#other"]}, "foreign_key"),
        ({"assertionMethod": None, "authentication": [METHOD]}, "foreign_key"),
        ({"verificationMethod": []}, "foreign_key"),
        ({"verificationMethod": ["x", None, {}]}, "foreign_key"),
        (
            {
                "verificationMethod": [
                    {"id": METHOD, "controller": "did:web:x", "publicKeyMultibase": MULTIKEY}
                ]
            },
            "foreign_key",
        ),
        (
            {"verificationMethod": [{"id": METHOD, "controller": ISSUER.did, "publicKeyJwk": {}}]},
            "unknown_key_type",
        ),
    ],
)
def test_a_key_that_the_issuer_does_not_vouch_for(changes, code):
    assert bad(check(credential(), keys(**changes))) == [("proof", code)]


@pytest.mark.spec("DID Core 5.3.2, 3.2.2: embedded methods, relative ids")
@pytest.mark.parametrize(
    "changes",
    [
        {
            "verificationMethod": [],
            "assertionMethod": [
                {"id": METHOD, "controller": ISSUER.did, "publicKeyMultibase": MULTIKEY}
            ],
        },
        {"assertionMethod": [f"#{MULTIKEY}"]},
        {"assertionMethod": METHOD},
    ],
)
def test_other_ways_to_publish_a_key(changes):
    assert check(credential(), keys(**changes)).verdict == "valid"


@pytest.mark.parametrize(
    ("documents", "code", "verdict"),
    [
        ({}, "issuer_unreachable", "could_not_check"),
        ({DID_URL: b"<html>"}, "issuer_unreadable", "could_not_check"),
        ({DID_URL: b"\xff"}, "issuer_unreadable", "could_not_check"),
        ({DID_URL: b"[]"}, "issuer_unreadable", "could_not_check"),
        (keys(id="did:web:evil.example"), "issuer_mismatch", "not_valid"),
    ],
)
def test_an_issuer_that_cannot_be_found(documents, code, verdict):
    report = check(credential(), documents)
    assert ("issuer", code) in bad(report)
    assert report.verdict == verdict


@pytest.mark.parametrize("issuer", ["did:key:z6Mk", "did:web:", "urn:x", "http://a.example"])
def test_an_issuer_that_is_named_in_a_way_that_leads_nowhere(issuer):
    report = check(credential(issuer=issuer))
    assert report.verdict == "could_not_check"
    assert any(name == "issuer" for name, _ in bad(report))


def local(port):
    name = f"did:web:localhost%3A{port}"
    url = f"http://localhost:{port}/.well-known/did.json"
    document = credential(issuer=name)
    signed = proofs.sign(
        {key: value for key, value in document.items() if key != "proof"},
        private_key=KEY,
        verification_method=f"{name}#{MULTIKEY}",
        created=NOW,
    )
    return signed, {url: did.did_document(name, [MULTIKEY])}


def test_http_on_this_machine_counts_only_where_it_is_allowed():
    signed, documents = local(8000)
    assert check(signed, documents, allow_http=True).verdict == "valid"
    assert check(signed, documents).verdict == "could_not_check"
