"""Data Integrity proofs: made, checked, and broken by any change."""

import copy
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from wagtail_cofl.openbadges import jsonld, multikey, proofs, v3
from wagtail_cofl.openbadges.jsonld import UndefinedTerm, UnknownContext
from wagtail_cofl.openbadges.proofs import BadProof

from .factories import AWARDED, ISSUER, KEY, MULTIKEY, award, credential, sign

SIGNED = credential()
REFUSED = (BadProof, UndefinedTerm, UnknownContext)


def check(document, key=KEY):
    proofs.verify_proof(document, document["proof"][0], key.public_key())


def paths(value, path=()):
    """Where the leaves of a document are."""
    if isinstance(value, dict | list):
        for key, child in value.items() if isinstance(value, dict) else enumerate(value):
            yield from paths(child, (*path, key))
    else:
        yield path


def changed(document, path, make):
    document = copy.deepcopy(document)
    owner = document
    for key in path[:-1]:
        owner = owner[key]
    owner[path[-1]] = make(owner[path[-1]])
    return document


LEAVES = list(paths(SIGNED))


def name(path):
    return ".".join(map(str, path))


def test_what_is_signed_can_be_checked():
    assert len(LEAVES) > 40
    proof = SIGNED["proof"][0]
    assert proof["type"] == "DataIntegrityProof" and proof["cryptosuite"] == "eddsa-rdfc-2022"
    assert proof["proofPurpose"] == "assertionMethod"
    assert proof["created"] == "2026-05-28T09:30:00Z"
    assert proof["verificationMethod"] == f"{ISSUER.did}#{MULTIKEY}"
    assert len(multikey.decode_base58btc(proof["proofValue"])) == 64
    check(SIGNED)


def test_signing_leaves_the_document_alone_and_is_the_same_twice():
    document = v3.credential(award())
    before = copy.deepcopy(document)
    options = {"private_key": KEY, "verification_method": "did:web:a#b", "created": AWARDED}
    assert proofs.sign(document, **options) == proofs.sign(document, **options)
    assert document == before


@pytest.mark.parametrize("path", LEAVES, ids=name)
def test_any_changed_leaf_fails(path):
    with pytest.raises(REFUSED):
        check(
            changed(SIGNED, path, lambda leaf: not leaf if isinstance(leaf, bool) else leaf + "x")
        )


@given(
    st.sampled_from([p for p in LEAVES if p != ("@context", 0)]),
    st.none() | st.booleans() | st.text(st.characters(exclude_categories=["Cs"])) | st.integers(),
)
def test_a_leaf_changed_to_anything_else_fails(path, value):
    found = changed(SIGNED, path, lambda leaf: value)
    if found != SIGNED:
        with pytest.raises(REFUSED):
            check(found)


@pytest.mark.parametrize("path", LEAVES, ids=name)
def test_any_leaf_left_out_fails(path):
    document = copy.deepcopy(SIGNED)
    owner = document
    for key in path[:-1]:
        owner = owner[key]
    del owner[path[-1]]
    with pytest.raises(REFUSED):
        check(document)


@pytest.mark.parametrize(
    "addition",
    [
        {"validUntil": "2099-01-01T00:00:00Z"},
        {"evidence": [{"type": ["Evidence"], "name": "More"}]},
        {"favouriteColour": "red"},
        {"https://www.w3.org/2018/credentials#validUntil": "2099-01-01T00:00:00Z"},
        {"@index": "hidden"},
        {"@included": [{"id": "urn:uuid:0", "type": "Profile"}]},
    ],
)
def test_anything_added_fails(addition):
    with pytest.raises(REFUSED):
        check({**SIGNED, **addition})


def test_a_member_cannot_hide_under_its_whole_address():
    """The statements would be the same, but nobody would read that the badge has expired."""
    until = "2026-06-01T00:00:00Z"
    document = credential(validUntil=until)
    check(document)
    del document["validUntil"]
    date = "http://www.w3.org/2001/XMLSchema#dateTime"
    document["https://www.w3.org/2018/credentials#validUntil"] = {"@type": date, "@value": until}
    with pytest.raises(UndefinedTerm):
        check(document)


def test_another_key_fails():
    with pytest.raises(BadProof):
        check(SIGNED, Ed25519PrivateKey.generate())


@pytest.mark.parametrize("value", [None, "", "z", "zIII", "x123", 5, {"a": 1}, "z" + "1" * 90])
def test_a_proof_value_that_is_none_fails(value):
    with pytest.raises(BadProof):
        check({**SIGNED, "proof": [{**SIGNED["proof"][0], "proofValue": value}]})


@pytest.mark.spec("vc-di-eddsa 3.2.2 Verify Proof: proof.@context")
def test_a_proof_may_repeat_the_documents_contexts_but_not_bring_others():
    proof = SIGNED["proof"][0]
    check({**SIGNED, "proof": [{**proof, "@context": SIGNED["@context"]}]})
    for other in ("https://example.org", SIGNED["@context"][::-1], SIGNED["@context"][:1]):
        with pytest.raises(REFUSED):
            check({**SIGNED, "proof": [{**proof, "@context": other}]})


def test_a_document_without_contexts_is_refused():
    document = {key: value for key, value in SIGNED.items() if key != "@context"}
    with pytest.raises(REFUSED):
        check(document)


@given(name=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff")))
def test_any_text_can_be_signed(name):
    check(credential(name=name))


@pytest.mark.spec("Data Integrity 1.0, 2.1.1 Proof Sets")
def test_a_signed_document_can_be_signed_by_another_as_well():
    other = Ed25519PrivateKey.from_private_bytes(bytes(32))
    both = sign(SIGNED, private_key=other, verification_method="did:web:other.example#k")
    assert both["proof"][0] == SIGNED["proof"][0] and len(both["proof"]) == 2
    assert len(SIGNED["proof"]) == 1
    first, second = both["proof"]
    proofs.verify_proof(both, first, KEY.public_key())
    proofs.verify_proof(both, second, other.public_key())
    assert (
        second
        == sign(
            {key: value for key, value in SIGNED.items() if key != "proof"},
            private_key=other,
            verification_method="did:web:other.example#k",
        )["proof"][0]
    )
    proofs.verify_proof({**both, "proof": second}, second, other.public_key())
    for proof, key in ((first, KEY), (second, other)):
        with pytest.raises(BadProof):
            proofs.verify_proof({**both, "name": "x"}, proof, key.public_key())
    with pytest.raises(BadProof):
        proofs.verify_proof(both, second, KEY.public_key())


def test_a_proof_that_stands_alone_becomes_one_of_a_set():
    alone = {**SIGNED, "proof": SIGNED["proof"][0]}
    assert sign(alone)["proof"] == [SIGNED["proof"][0], SIGNED["proof"][0]]


@pytest.mark.spec("Data Integrity 1.0, 2.1.2 Proof Chains")
def test_a_proof_of_a_chain_is_not_understood():
    proof = {**SIGNED["proof"][0], "previousProof": "urn:uuid:0"}
    with pytest.raises(BadProof, match="not understood"):
        proofs.verify_proof({**SIGNED, "proof": [proof]}, proof, KEY.public_key())


@pytest.mark.spec("Data Integrity 1.0, 2.1: created and expires are optional")
def test_the_dates_of_a_proof_are_optional_and_signed():
    undated = sign(v3.credential(award()), created=None)
    assert not {"created", "expires"} & set(undated["proof"][0])
    check(undated)
    until = datetime(2030, 1, 2, 3, 4, 5, tzinfo=UTC)
    ending = sign(v3.credential(award()), expires=until)
    assert ending["proof"][0]["expires"] == "2030-01-02T03:04:05Z"
    check(ending)
    for document, change in (
        (undated, {"created": "2026-05-28T09:30:00Z"}),
        (ending, {"expires": "2031-01-02T03:04:05Z"}),
        (ending, {"created": "2026-05-28T09:30:01Z"}),
    ):
        with pytest.raises(BadProof):
            check({**document, "proof": [{**document["proof"][0], **change}]})
    without = {key: value for key, value in ending["proof"][0].items() if key != "expires"}
    with pytest.raises(BadProof):
        check({**ending, "proof": [without]})


def test_two_moments_give_two_proofs_of_which_each_fits():
    moments = [datetime(2026, month, 1, tzinfo=UTC) for month in range(1, 8)]
    signed = [sign(v3.credential(award()), created=moment) for moment in moments]
    for document in signed:
        check(document)
    assert len({document["proof"][0]["proofValue"] for document in signed}) == 7


EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"


@pytest.fixture
def examples_context(monkeypatch):
    """The context of the W3C's examples, which does not ship with the package."""
    shipped = jsonld.contexts()
    vocabulary = {"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}}
    monkeypatch.setattr(jsonld, "contexts", lambda: {**shipped, EXAMPLES: vocabulary})
    jsonld._addresses.cache_clear()
    yield
    jsonld._addresses.cache_clear()
    jsonld.SHAPES.clear()


@pytest.mark.spec("vc-di-eddsa B.1: representation eddsa-rdfc-2022")
def test_the_w3cs_own_test_vector(examples_context):
    secret = multikey.decode_base58btc("z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq")
    key = Ed25519PrivateKey.from_private_bytes(secret[2:])
    public = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
    assert multikey.encode_ed25519(key.public_key().public_bytes_raw()) == public
    signed = proofs.sign(
        {
            "@context": ["https://www.w3.org/ns/credentials/v2", EXAMPLES],
            "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
            "type": ["VerifiableCredential", "AlumniCredential"],
            "name": "Alumni Credential",
            "description": "A minimum viable example of an Alumni Credential.",
            "issuer": "https://vc.example/issuers/5678",
            "validFrom": "2023-01-01T00:00:00Z",
            "credentialSubject": {
                "id": "did:example:abcdefgh",
                "alumniOf": "The School of Examples",
            },
        },
        private_key=key,
        verification_method=f"did:key:{public}#{public}",
        created=datetime(2023, 2, 24, 23, 36, 38, tzinfo=UTC),
    )
    assert signed["proof"][0]["proofValue"] == (
        "z2YwC8z3ap7yx1nZYCg4L3j3ApHsF8kgPdSb5xoS1VR7vPG3F561B52hYnQF9iseabecm3ijx4K1FBTQsCZahKZme"
    )
    check(signed, key)
