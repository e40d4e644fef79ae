"""The test vectors of the W3C's *Data Integrity EdDSA Cryptosuites*, as its repository stores them: keys,
documents, hashes and signatures that are not ours.

Only what belongs together is here: a signature stands beside the hashes that it was made of. Both can be
computed anew, so that a vector copied wrongly could not pass.
"""

import copy
import hashlib
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from wagtail_cofl.openbadges import jcs, jsonld, multikey, proofs

# Used in the vectors alone: whatever the other contexts do not define, it does.
EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"
EXAMPLES_CONTEXT = {"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}}

PUBLIC = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
SECRET = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"
# Multicodec *ed25519-priv*, as a varint.
ED25519_PRIVATE = b"\x80\x26"
METHOD = f"https://vc.example/issuers/5678#{PUBLIC}"
CREATED = datetime(2023, 2, 24, 23, 36, 38, tzinfo=UTC)

CREDENTIAL = {
    "@context": ["https://www.w3.org/ns/credentials/v2", EXAMPLES],
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
}
OPTIONS = {
    "type": "DataIntegrityProof",
    "cryptosuite": "eddsa-rdfc-2022",
    "created": "2023-02-24T23:36:38Z",
    "verificationMethod": METHOD,
    "proofPurpose": "assertionMethod",
}
RDFC = {
    **OPTIONS,
    "proofValue": "z21EVs3eXERqTn4acNHT9viboqgzUaQ3kTmhPT3eA8qrVPE7CrQq78WkzctnMX5W4CrzcKnHw8V6dvy5pgWYCU5e9",
}
# The same with the key named by itself, as the Recommendation has it.
RDFC_BY_DID_KEY = {
    **OPTIONS,
    "verificationMethod": f"did:key:{PUBLIC}#{PUBLIC}",
    "proofValue": "z2YwC8z3ap7yx1nZYCg4L3j3ApHsF8kgPdSb5xoS1VR7vPG3F561B52hYnQF9iseabecm3ijx4K1FBTQsCZahKZme",
}
RDFC_DOCUMENT_HASH = "517744132ae165a5349155bef0bb0cf2258fff99dfe1dbd914b938d775a36017"
RDFC_OPTIONS_HASHES = [
    (RDFC, "4c4d3890a157f8d611b13c265c2c22f39aa0a567c7c7dd9ba3e45cd579784eeb"),
    (RDFC_BY_DID_KEY, "bea7b7acfbad0126b135104024a5f1733e705108f42d59668b05c0c50004c6b0"),
]
JCS = {
    **OPTIONS,
    "cryptosuite": "eddsa-jcs-2022",
    "@context": CREDENTIAL["@context"],
    "proofValue": "z63t83Y53KfzJ5ZosfKTnqfMcKB2dmTrfjSaQjeNNjAD5srBowQfmWqeRb8rRjmeEuCBEsddF9LsVogtuTsijJKh4",
}
JCS_DOCUMENT_HASH = "59b7cb6251b8991add1ce0bc83107e3db9dbbab5bd2c28f687db1a03abc92f19"
# The first of a proof set, by a key of its own.
IN_A_SET_KEY = "z6MktgKTsu1QhX6QPbyqG6geXdw6FQCZBPq7uQpieWbiQiG7"
IN_A_SET = {
    **OPTIONS,
    "id": "urn:uuid:26329423-bec9-4b2e-88cb-a7c7d9dc4544",
    "verificationMethod": f"https://vc.example/issuers/56781#{IN_A_SET_KEY}",
    "proofValue": "z5KTX5yikM4eUukZW9qh66LGT3KZEUCACGpWcT2t4Yd54NMoFRchGmH4778omyNFAD3weSt6sNk5fuaMQmhhzNmEC",
}


@pytest.fixture(autouse=True)
def examples_context(monkeypatch):
    """The contexts of the examples, which we do not ship: here alone are they known."""
    known = {**jsonld.contexts(), EXAMPLES: EXAMPLES_CONTEXT}

    def forget():
        jsonld._addresses.cache_clear()
        jsonld._words.cache_clear()

    with monkeypatch.context() as patched:
        patched.setattr(jsonld, "contexts", lambda: known)
        forget()
        yield
    forget()


@pytest.fixture
def private_key():
    secret = multikey.decode_base58btc(SECRET)
    assert secret.startswith(ED25519_PRIVATE)
    return Ed25519PrivateKey.from_private_bytes(secret.removeprefix(ED25519_PRIVATE))


def public_key(text=PUBLIC):
    return Ed25519PublicKey.from_public_bytes(multikey.decode_ed25519(text))


def sha256(data):
    return hashlib.sha256(data).hexdigest()


@pytest.mark.spec("Controlled Identifiers 1.0, 2.2.2")
def test_the_pair_of_keys_is_read_as_one(private_key):
    raw = private_key.public_key().public_bytes_raw()
    assert multikey.encode_ed25519(raw) == PUBLIC
    assert public_key().public_bytes_raw() == raw


@pytest.mark.spec("EdDSA Cryptosuites 1.0, 3.2.3 and 3.2.4")
@pytest.mark.parametrize(("proof", "digest"), RDFC_OPTIONS_HASHES)
def test_rdfc_the_hashes_are_theirs(proof, digest):
    assert sha256(jsonld.canonical_bytes(CREDENTIAL)) == RDFC_DOCUMENT_HASH
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    options["@context"] = CREDENTIAL["@context"]
    assert sha256(jsonld.canonical_bytes(options)) == digest


@pytest.mark.spec("EdDSA Cryptosuites 1.0, 3.2.1")
@pytest.mark.parametrize("proof", [RDFC, RDFC_BY_DID_KEY], ids=["https", "did:key"])
def test_rdfc_we_make_the_same_signature(private_key, proof):
    method = proof["verificationMethod"]
    signed = proofs.sign(
        CREDENTIAL, private_key=private_key, verification_method=method, created=CREATED
    )
    assert signed == {**CREDENTIAL, "proof": [proof]}


@pytest.mark.spec("EdDSA Cryptosuites 1.0, 3.2.2")
@pytest.mark.parametrize("proof", [RDFC, RDFC_BY_DID_KEY], ids=["https", "did:key"])
def test_rdfc_their_signature_holds(proof):
    proofs.verify_proof({**CREDENTIAL, "proof": proof}, proof, public_key())


@pytest.mark.spec("EdDSA Cryptosuites 1.0, 3.3.2")
def test_jcs_their_signature_holds():
    assert sha256(jcs.canonical(CREDENTIAL).encode()) == JCS_DOCUMENT_HASH
    jcs.verify_jcs({**CREDENTIAL, "proof": JCS}, JCS, public_key())


@pytest.mark.spec("Data Integrity 1.0, 2.1.1")
def test_a_proof_of_a_set_holds_by_itself(private_key):
    both = {**CREDENTIAL, "proof": [IN_A_SET, RDFC]}
    proofs.verify_proof(both, IN_A_SET, public_key(IN_A_SET_KEY))
    proofs.verify_proof(both, RDFC, public_key())
    # And a set grows by a proof that is the same as if it stood alone.
    one = {**CREDENTIAL, "proof": IN_A_SET}
    grown = proofs.sign(one, private_key=private_key, verification_method=METHOD, created=CREATED)
    assert grown["proof"] == [IN_A_SET, RDFC]


VERIFIED = {
    "rdfc": (proofs.verify_proof, RDFC, PUBLIC),
    "jcs": (jcs.verify_jcs, JCS, PUBLIC),
    "set": (proofs.verify_proof, IN_A_SET, IN_A_SET_KEY),
}


@pytest.mark.parametrize("name", VERIFIED)
def test_no_word_of_a_vector_may_change(name):
    verify, proof, key = VERIFIED[name]
    for member in ("id", "name", "description", "issuer", "validFrom"):
        changed = copy.deepcopy(CREDENTIAL)
        changed[member] = changed[member].replace("5", "6").replace("e", "é").replace("0", "1")
        assert changed != CREDENTIAL
        with pytest.raises(proofs.BadProof):
            verify(changed, proof, public_key(key))
    options = {"created": "2023-02-24T23:36:39Z", "verificationMethod": f"{METHOD}x"}
    for member, value in options.items():
        with pytest.raises(proofs.BadProof):
            verify(CREDENTIAL, {**proof, member: value}, public_key(key))


@pytest.mark.parametrize("name", VERIFIED)
def test_a_vector_does_not_hold_for_the_key_of_another(name):
    verify, proof, key = VERIFIED[name]
    other = PUBLIC if key == IN_A_SET_KEY else IN_A_SET_KEY
    with pytest.raises(proofs.BadProof):
        verify(CREDENTIAL, proof, public_key(other))


@pytest.mark.spec("EdDSA Cryptosuites 1.0, 3.3.2")
def test_jcs_the_contexts_of_the_proof_are_signed_too():
    without = {name: value for name, value in JCS.items() if name != "@context"}
    with pytest.raises(proofs.BadProof):
        jcs.verify_jcs(CREDENTIAL, without, public_key())
