"""Proofs of every kind: several at once, of other suites, damaged, of the future, of older editions."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from wagtail_cofl.openbadges import did, jcs, multikey, v3
from wagtail_cofl.openbadges.jsonld import canonicalise
from wagtail_cofl.openbadges.proofs import BadProof
from wagtail_cofl.openbadges.verification import Status

from .factories import AWARDED, ISSUER, KEY, MULTIKEY, NOW, award, credential, sign, world
from .test_verifying_v3 import DID_URL, METHOD, bad, check, found

OLDER_VC = "https://www.w3.org/2018/credentials/v1"
SUITE_2020 = "https://w3id.org/security/suites/ed25519-2020/v1"


def unsigned(**changes):
    return {**v3.credential(award()), **changes}


def with_jcs(document, *, key=KEY, contexts=True, **changes):
    """Another proof, ``eddsa-jcs-2022``."""
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-jcs-2022",
        "created": "2026-05-28T09:30:00Z",
        "verificationMethod": METHOD,
        "proofPurpose": "assertionMethod",
        **({"@context": document["@context"]} if contexts else {}),
        **changes,
    }
    plain = {name: value for name, value in document.items() if name != "proof"}
    signed = b"".join(
        hashlib.sha256(jcs.canonical(part).encode()).digest() for part in (options, plain)
    )
    proof = {**options, "proofValue": multikey.base58btc(key.sign(signed))}
    return {**document, "proof": [*document.get("proof", []), proof]}


def handmade(document, options):
    """Signed by hand, whatever the options are."""
    plain = {name: value for name, value in document.items() if name != "proof"}
    parts = ({**options, "@context": document["@context"]}, plain)
    signed = b"".join(hashlib.sha256(canonicalise(part).encode()).digest() for part in parts)
    return {
        **document,
        "proof": [{**options, "proofValue": multikey.base58btc(KEY.sign(signed))}],
    }


# --- another suite ----------------------------------------------------------------------------


@pytest.mark.spec("EdDSA Cryptosuites 1.0, 3.3.2")
@pytest.mark.parametrize("contexts", [True, False])
def test_a_proof_over_the_json_as_it_stands(contexts):
    document = with_jcs(unsigned(), contexts=contexts)
    assert (check(document).verdict, bad(check(document))) == ("valid", [])
    assert bad(check({**document, "name": "x"})) == [("proof", "changed")]


@pytest.mark.spec("EdDSA Cryptosuites 1.0, 3.3.1: proof.@context")
def test_contexts_that_were_signed_and_left_out_are_worth_a_warning():
    """As openvc-core makes them."""
    document = with_jcs(unsigned())
    del document["proof"][0]["@context"]
    report = check(document)
    assert (report.verdict, bad(report)) == ("valid", [("proof", "proof_without_contexts")])
    longer = [*v3.CONTEXTS, "https://w3id.org/security/data-integrity/v2"]
    for change in ({"name": "x"}, {"@context": longer}):
        assert bad(check({**document, **change})) == [("proof", "changed")]
    document["proof"][0]["created"] = "2026-05-28T09:30:01Z"
    assert bad(check(document)) == [("proof", "changed")]


def test_its_contexts_must_be_those_of_the_document():
    document = with_jcs(unsigned(), **{"@context": [v3.CONTEXTS[1]]})
    assert bad(check(document)) == [("proof", "changed")]
    older_words = v3.CONTEXTS[1].replace("3.0.3", "3.0.2")
    other = {**with_jcs(unsigned()), "@context": [v3.CONTEXTS[0], older_words]}
    assert bad(check(other)) == [("proof", "changed")]
    # What a holder adds at the end of the list is no part of what was signed.
    document = with_jcs(unsigned())
    longer = [*v3.CONTEXTS, "https://w3id.org/security/data-integrity/v2"]
    assert check({**document, "@context": longer}).verdict == "valid"


def test_words_that_we_do_not_know_are_covered_by_it():
    words = "https://words.example/v1"
    document = with_jcs(unsigned(**{"@context": [*v3.CONTEXTS, words], "motto": "Ahoy"}))
    report = check(document)
    assert (bad(report), report.verdict) == ([("contexts", "other_words")], "valid")
    assert words in found(report, "contexts").sentence


def test_json_without_one_way_to_write_it():
    document = with_jcs(unsigned())
    document["credentialSubject"]["creditsEarned"] = 10**400
    assert check(document).verdict == "not_valid"


# --- several ----------------------------------------------------------------------------------


@pytest.mark.spec("Data Integrity 1.0, 2.1.1 Proof Sets")
def test_of_several_proofs_all_must_hold():
    document = with_jcs(credential())
    assert (check(document).verdict, bad(check(document))) == ("valid", [])
    other = Ed25519PrivateKey.generate()
    assert bad(check(with_jcs(credential(), key=other))) == [("proof", "changed")]
    foreign = with_jcs(credential(), verificationMethod="did:web:eve.example#x")
    assert bad(check(foreign)) == [("proof", "foreign_key")]


@pytest.mark.parametrize(
    "other",
    [
        {"type": "DataIntegrityProof", "cryptosuite": "ecdsa-sd-2023"},
        {"type": "RsaSignature2018"},
        {**credential()["proof"][0], "previousProof": "urn:uuid:1"},
    ],
)
def test_a_proof_that_we_do_not_know_beside_one_that_we_do(other):
    document = credential()
    report = check({**document, "proof": [*document["proof"], other]})
    assert (bad(report), report.verdict) == ([("proof", "other_proof")], "valid")
    assert found(report, "issuer").code == "issuer_ok"
    alone = check({**document, "proof": other})
    assert (bad(alone), alone.verdict) == ([("proof", "unknown_suite")], "could_not_check")


def test_a_hundred_proofs_are_not_looked_at():
    document = credential()
    report = check({**document, "proof": document["proof"] * 100})
    assert (bad(report), report.verdict) == ([("proof", "unknown_suite")], "could_not_check")


@pytest.mark.parametrize("purpose", ["authentication", "keyAgreement", None, ["assertionMethod"]])
def test_a_signature_that_fits_but_was_made_for_something_else(purpose):
    report = check(with_jcs(unsigned(), proofPurpose=purpose))
    assert (bad(report), report.verdict) == ([("proof", "wrong_purpose")], "not_valid")


# --- when -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ahead", "code"),
    [(timedelta(0), None), (timedelta(minutes=5), None), (timedelta(minutes=6), "created_later")],
)
def test_a_signature_of_the_future(ahead, code):
    document = sign(v3.credential(award()), created=NOW + ahead)
    assert bad(check(document)) == ([("proof", code)] if code else [])


def test_a_date_of_a_signature_that_is_none():
    document = sign(v3.credential(award()))
    options = {**document["proof"][0], "created": "2026-05-28T09:30:00"}
    del options["proofValue"]
    assert bad(check(handmade(document, options))) == [("proof", "bad_date")]


def keys(**method):
    """The issuer's world, with more about its key."""
    document = did.did_document(ISSUER.did, [MULTIKEY])
    document["verificationMethod"][0] |= method
    return {**world(), DID_URL: document}


@pytest.mark.spec("Controlled Identifiers 1.0, 2.2: revoked, expires")
@pytest.mark.parametrize(
    ("method", "code", "verdict"),
    [
        ({"revoked": "2026-05-28T09:30:00Z"}, "key_compromised", "not_valid"),
        ({"revoked": "2020-01-01T00:00:00Z"}, "key_compromised", "not_valid"),
        ({"revoked": "2026-05-28T09:30:01Z"}, "key_revoked_later", "valid"),
        ({"expires": "2026-05-28T09:30:00Z"}, "key_expired", "not_valid"),
        ({"expires": "2026-05-28T09:30:01Z"}, None, "valid"),
        ({"revoked": None, "expires": None}, None, "valid"),
        ({"revoked": "some day"}, "unknown_key_type", "could_not_check"),
        ({"expires": True}, "unknown_key_type", "could_not_check"),
    ],
)
def test_a_key_that_is_not_to_be_believed_any_more(method, code, verdict):
    report = check(credential(), keys(**method))
    assert (bad(report), report.verdict) == ([("proof", code)] if code else [], verdict)
    if code == "key_compromised":
        assert found(report, "proof").sentence == ("It may have been signed by somebody else.")


def test_without_a_date_of_its_own_a_signature_is_as_old_as_the_badge():
    document = v3.credential(award())
    options = {**credential()["proof"][0]}
    del options["proofValue"], options["created"]
    document = handmade(document, options)
    assert bad(check(document)) == []
    assert bad(check(document, keys(revoked="2026-05-28T09:30:00Z"))) == [
        ("proof", "key_compromised")
    ]


# --- older editions ---------------------------------------------------------------------------


def older(**changes):
    """OB 3.0 in VC Data Model 1.1, signed as it was then."""
    document = v3.credential(award())
    document["@context"] = [OLDER_VC, v3.CONTEXTS[1], SUITE_2020]
    document["issuanceDate"] = document.pop("validFrom")
    document |= changes
    options = {
        "type": "Ed25519Signature2020",
        "created": "2026-05-28T09:30:00Z",
        "verificationMethod": METHOD,
        "proofPurpose": "assertionMethod",
    }
    signed = handmade(document, options)
    return {**signed, "proof": signed["proof"][0]}


@pytest.mark.spec("VC Data Model 1.1; Ed25519Signature2020")
def test_an_older_edition_is_checked_and_said_to_be_one():
    report = check(older())
    assert (bad(report), report.verdict) == ([("contexts", "older_edition")], "valid")
    assert report.summary.awarded_on == AWARDED.date()
    late = older(expirationDate="2026-06-01T00:00:00Z")
    assert bad(check(late)) == [("contexts", "older_edition"), ("dates", "expired")]
    assert ("proof", "changed") in bad(check({**older(), "name": "x"}))


def test_an_older_edition_without_its_date():
    document = older()
    del document["issuanceDate"]
    report = check(document)
    assert (bad(report), found(report, "schema").params) == (
        [("schema", "bad_date")],
        {"member": "issuanceDate"},
    )


@pytest.mark.parametrize("number", [1, 2])
def test_a_draft_is_not_called_false(number):
    document = older()
    document["@context"] = [*document["@context"][:number], "https://drafts.example/ob_v3p0.jsonld"]
    report = check(document)
    assert (bad(report), report.verdict) == ([("contexts", "unknown_context")], "could_not_check")


def test_an_older_edition_with_a_newer_proof():
    document = v3.credential(award())
    document["@context"] = [
        OLDER_VC,
        v3.CONTEXTS[1],
        "https://w3id.org/security/data-integrity/v2",
    ]
    document["issuanceDate"] = document.pop("validFrom")
    report = check(sign(document))
    assert (bad(report), report.verdict) == ([("contexts", "older_edition")], "valid")


# --- contexts and rules -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("context", "code", "status"),
    [
        ({"@vocab": "https://words.example/"}, "inline_context", Status.CANNOT),
        ({"@import": "https://words.example/"}, "inline_context", Status.CANNOT),
        ({"name": "https://schema.org/description"}, "inline_context", Status.CANNOT),
        (None, "inline_context", Status.CANNOT),
        ("https://words.example/v1", "unknown_context", Status.CANNOT),
        ("", "unknown_context", Status.CANNOT),
    ],
)
def test_words_of_ones_own(context, code, status):
    document = {**credential(), "@context": [*v3.CONTEXTS, context]}
    report = check(document)
    assert bad(report) == [("contexts", code)]
    assert found(report, "contexts").status == status
    # Nobody is asked for what the words mean, or for anything else.
    assert [each.name for each in report.checks] == ["parse", "schema", "contexts"]


@pytest.mark.parametrize("context", [{"name": "https://schema.org/x"}, "https://words.example/v1"])
def test_words_of_ones_own_further_inside(context):
    document = credential()
    document["credentialSubject"]["achievement"]["@context"] = context
    report = check(document)
    assert (bad(report), report.verdict) == ([("proof", "unknown_context")], "could_not_check")


def test_a_word_that_the_standard_does_not_have():
    document = v3.credential(award())
    document["credentialSubject"]["achievement"]["achievementType"] = "Trophy"
    report = check(sign(document))
    assert (bad(report), report.verdict) == ([("schema", "not_as_defined")], "valid")
    told = found(report, "schema")
    assert told.params["place"] == "credentialSubject.achievement.achievementType"
    assert "Trophy" in told.explanation
    extensions = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
    document["@context"] = [*v3.CONTEXTS, extensions]
    document["credentialSchema"] = [
        {"id": "https://x.example/s.json", "type": "1EdTechJsonSchemaValidator2019"}
    ]
    report = check(sign(document))
    assert (bad(report), report.verdict) == ([("schema", "against_schema")], "not_valid")


def test_a_name_in_several_languages():
    document = v3.credential(award())
    document["credentialSubject"]["achievement"]["name"] = {"en": "Diver", "fr": "Plongeuse"}
    report = check(with_jcs(document))
    assert (report.summary.name, report.verdict) == ("Diver", "valid")


def test_a_moment_is_a_moment_in_every_zone():
    now = datetime(2026, 5, 28, 9, 30, tzinfo=UTC)
    document = credential(validFrom="2026-05-28T11:30:00+02:00")
    assert bad(check(document, now=now)) == []


@pytest.mark.spec("vc-di-eddsa B.2: representation eddsa-jcs-2022")
def test_the_w3cs_own_test_vector():
    contexts = [
        "https://www.w3.org/ns/credentials/v2",
        "https://www.w3.org/ns/credentials/examples/v2",
    ]
    public = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
    document = {
        "@context": contexts,
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
    }
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-jcs-2022",
        "created": "2023-02-24T23:36:38Z",
        "verificationMethod": f"https://vc.example/issuers/5678#{public}",
        "proofPurpose": "assertionMethod",
        "@context": contexts,
        "proofValue": (
            "z63t83Y53KfzJ5ZosfKTnqfMcKB2dmTrfjSaQjeNNjAD5srBowQfmWqeRb8rRjmeEuCBEsddF9LsVogtuTsijJKh4"
        ),
    }
    key = Ed25519PublicKey.from_public_bytes(multikey.decode_ed25519(public))
    jcs.verify_jcs(document, proof, key)
    with pytest.raises(BadProof):
        jcs.verify_jcs({**document, "name": "x"}, proof, key)
