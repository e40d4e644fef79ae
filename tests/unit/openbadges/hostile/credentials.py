"""OB 3.0 credentials with proofs, words and numbers that would fool or tire a reader."""

import copy
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from wagtail_cofl.openbadges import did, multikey, v3

from ..factories import BASE, EMAIL, ISSUER, MULTIKEY, award, credential, sign, world
from .case import Hostile, case
from .texts import as_json

EVIL = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
EVIL_MULTIKEY = multikey.encode_ed25519(EVIL.public_key().public_bytes_raw())
EVIL_DID = "did:web:evil.example"
EVIL_WORLD = {did.did_url(EVIL_DID): did.did_document(EVIL_DID, [EVIL_MULTIKEY])}


def proved(**changes: Any) -> bytes:
    """A good credential with another proof than it had."""
    document = credential()
    document["proof"] = [{**document["proof"][0], **changes}]
    return as_json(document)


def with_subject(**members: Any) -> bytes:
    """A badge that is written as it should be, and was changed after it was signed."""
    document = copy.deepcopy(credential())
    document["credentialSubject"] |= members
    return as_json(document)


@case("wrong_purpose")
def proof_for_another_purpose():
    for purpose in ("authentication", "keyAgreement", "", None, ["assertionMethod"], 3):
        yield Hostile(proved(proofPurpose=purpose))


@case("created_later", "changed", "bad_date")
def proof_from_the_future():
    from datetime import UTC, datetime

    later = datetime(2099, 1, 1, tzinfo=UTC)
    yield Hostile(as_json(sign(v3.credential(award()), created=later)))
    yield Hostile(proved(created="9999-12-31T23:59:59Z"))
    yield Hostile(proved(created=3))


@case("foreign_key")
def proof_with_the_key_of_another():
    """Who publishes it as it should be."""
    document = v3.credential(award())
    theirs = {"private_key": EVIL, "verification_method": f"{EVIL_DID}#{EVIL_MULTIKEY}"}
    yield Hostile(as_json(sign(document, **theirs)), {**world(), **EVIL_WORLD})
    named = {"private_key": EVIL, "verification_method": f"{ISSUER.did}#{EVIL_MULTIKEY}"}
    yield Hostile(as_json(sign(document, **named)))
    # Their own DID document says that the museum's key is theirs.
    stolen = did.did_document(EVIL_DID, [MULTIKEY])
    document = copy.deepcopy(document)
    document["issuer"]["id"] = EVIL_DID
    yield Hostile(as_json(sign(document)), {**world(), did.did_url(EVIL_DID): stolen})


@case("changed", "foreign_key")
def proof_with_the_key_and_the_name_of_another():
    """The right name of the key, and a signature that somebody else made."""
    yield Hostile(as_json(sign(v3.credential(award()), private_key=EVIL)))


@case("changed", "bad_signature")
def proof_value_that_is_none():
    good = credential()["proof"][0]["proofValue"]
    for odd in (
        good[:-1] + ("1" if good[-1] != "1" else "2"),
        good[:-1],
        good + "1",
        good[1:],
        "z",
        "z0OIl",
        "zé" + good[3:],
        "u" + good[1:],
        "z" + "1" * 64,
        "z" + "1" * 1_000_000,
        "z" + "z" * 4_000_000,
        "z" + "0" * 4_000_000,
        "",
        None,
        3,
        [good],
        {},
    ):
        yield Hostile(proved(proofValue=odd))


@case("foreign_key", "no_key", "no_key_published", "unknown_key_type", "bad_key_address")
def verification_method_that_points_inside():
    for url in (
        "http://127.0.0.1/key",
        "http://169.254.169.254/latest/meta-data/",
        "file:///etc/passwd",
        f"{ISSUER.did}/../../evil#{MULTIKEY}",
        f"did:key:{EVIL_MULTIKEY}#{EVIL_MULTIKEY}",
        "#" + MULTIKEY,
        "",
        "x" * 4_000_000,
        None,
        3,
        {"id": f"{ISSUER.did}#{MULTIKEY}", "publicKeyMultibase": EVIL_MULTIKEY},
    ):
        yield Hostile(proved(verificationMethod=url))


@case("unknown_suite", "no_proof", "undefined_term")
def proofs_of_another_kind():
    for odd in (
        {"type": "Ed25519Signature2020"},
        {"type": ["DataIntegrityProof"]},
        {"cryptosuite": "none"},
        {"cryptosuite": None},
        {"cryptosuite": "ecdsa-sd-2023"},
        {"type": 3},
    ):
        yield Hostile(proved(**odd))
    for proof in (None, [], {}, "x", [None], [[]], 3):
        yield Hostile(as_json({**credential(), "proof": proof}))


CHAINED = ["changed", "unknown_proof", "previous_proof", "too_many_proofs", "unknown_suite"]


@case(*CHAINED, "not_json")
def thousands_of_proofs():
    """Each would have to be checked; one of them is false."""
    good = credential()
    [proof] = good["proof"]
    false = {**proof, "proofValue": "z" + proof["proofValue"][:0:-1]}
    yield Hostile(as_json({**good, "proof": [proof] * 2_000 + [false]}))
    yield Hostile(as_json({**good, "proof": [proof] * 900 + [false]}))
    many = [{**proof, "id": f"urn:x:{n}"} for n in range(2_000)]
    yield Hostile(as_json({**good, "proof": [*many, false]}))
    chain = [{**false, "id": f"urn:{n}", "previousProof": f"urn:{n + 1}"} for n in range(2_000)]
    yield Hostile(as_json({**good, "proof": chain}))
    other = [{**proof, "verificationMethod": f"https://a{n}.example/#k"} for n in range(2_000)]
    yield Hostile(as_json({**good, "proof": other}))


@case("changed", "not_json", "too_many_alike", "undefined_term")
def thousands_of_pieces_of_evidence():
    many = [{"id": f"urn:x:{n}", "type": ["Evidence"], "name": str(n)} for n in range(3_500)]
    yield Hostile(as_json({**credential(), "evidence": many}))
    yield Hostile(as_json({**credential(), "evidence": many[:1_800]}))
    nameless = [{"type": ["Evidence"], "name": str(n)} for n in range(3_500)]
    yield Hostile(as_json({**credential(), "evidence": nameless}))
    yield Hostile(as_json({**credential(), "evidence": nameless[:2_400]}))
    yield Hostile(as_json({**credential(), "evidence": many * 10}))


@case("changed", "not_json", "too_many_alike", "undefined_term")
def thousands_of_endorsements():
    one = {
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "x",
        "issuer": {"id": EVIL_DID, "type": ["Profile"]},
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {"id": BASE, "type": ["EndorsementSubject"]},
    }
    many = [{"id": f"urn:x:{n}", **one} for n in range(1_100)]
    yield Hostile(as_json({**credential(), "endorsement": many}))
    yield Hostile(as_json({**credential(), "endorsement": many[:500]}))
    yield Hostile(as_json({**credential(), "endorsement": many * 10}))
    begin = credential()["@context"]
    known = [{"@context": begin, **each} for each in many]
    yield Hostile(as_json({**credential(), "endorsement": known[:480]}))
    tokens = [f"eyJ{n}.eyJ.x" for n in range(10_000)]
    yield Hostile(as_json({**credential(), "endorsementJwt": tokens}))


@case("unknown_context", "bad_contexts", "inline_context", "too_many_alike", "not_json")
def contexts_that_change_what_words_mean():
    good = credential()
    begin = list(good["@context"])
    for odd in (
        {"achievement": "https://evil.example/nothing"},
        {"name": None},
        {"@vocab": "https://evil.example/"},
        {"@base": "https://evil.example/"},
        {"@import": "https://www.w3.org/ns/credentials/v2"},
        {"@import": "http://169.254.169.254/"},
        {"@version": 1.1, "@propagate": False},
        {"@protected": False},
        {"id": "@id", "type": "@type"},
        {"proof": None},
        "http://127.0.0.1/context",
        "file:///etc/passwd",
        "https://evil.example/context",
        None,
        [],
        [["https://www.w3.org/ns/credentials/v2"]],
        {},
        3,
    ):
        yield Hostile(as_json({**good, "@context": [*begin, odd]}))
        yield Hostile(as_json({**good, "@context": [odd, *begin]}))
    yield Hostile(as_json({**good, "@context": [*begin, {"@vocab": "urn:"}] * 6_000}))
    yield Hostile(as_json({**good, "@context": begin * 9_000}))
    yield Hostile(as_json({**good, "@context": begin * 5_000}))
    yield Hostile(as_json({**good, "@context": [*begin, *[f"urn:{n}" for n in range(15_000)]]}))


@case("unknown_context", "undefined_term", "changed", "too_many_alike", "not_json")
def contexts_deep_inside():
    for odd in (
        {"name": None},
        {"@vocab": "https://evil.example/"},
        {"@import": "http://127.0.0.1/"},
        "https://evil.example/context",
    ):
        yield Hostile(with_subject(**{"@context": odd}))
        proof = [{**credential()["proof"][0], "@context": odd}]
        yield Hostile(as_json({**credential(), "proof": proof}))
    yield Hostile(with_subject(**{"@context": None}))
    begin = credential()["@context"]
    yield Hostile(with_subject(**{"@context": begin * 9_000}))
    yield Hostile(with_subject(**{"@context": begin * 5_000}))
    yield Hostile(with_subject(result=[{"@context": begin, "type": ["Result"]}] * 1_800))
    several = [
        {"@context": begin[n % 2 :], "type": ["Result"], "value": str(n)} for n in range(1_300)
    ]
    yield Hostile(with_subject(result=several))


@case("undefined_term", "changed", "member_missing", "too_many_alike")
def words_that_no_context_has():
    """Which a signature does not cover."""
    for odd in ("unknownWord", "@included", "@graph", "@reverse", "@nest", "@index", "@set", ""):
        yield Hostile(with_subject(**{odd: "x"}))
        yield Hostile(with_subject(**{odd: {"id": "urn:x", "name": "x"}}))
        yield Hostile(as_json({**credential(), odd: [{"id": "urn:x"}]}))
    for odd in ("_:b0", "@id", "", " ", "a b", "http://[", "\u202e", "\0", "x" * 4_000_000):
        yield Hostile(with_subject(id=odd))
        yield Hostile(as_json({**credential(), "id": odd}))


@case("too_many_alike", "changed", "undefined_term", "wrong_type", "not_json")
def nodes_that_look_alike():
    """A canonical order of them takes for ever to find (RDFC 1.0, *dataset poisoning*)."""
    twins = [{"type": ["Alignment"], "targetName": "same", "targetUrl": BASE}] * 9
    yield Hostile(with_subject(result=[{"type": ["Result"], "alignment": twins}] * 9))
    yield Hostile(with_subject(result=[{"type": ["Result"], "value": "1"}] * 2_400))
    yield Hostile(with_subject(result=[{"type": ["Result"]}] * 6_000))
    inner: Any = {"type": ["Profile"]}
    for _ in range(25):
        inner = {"type": ["Profile"], "parentOrg": inner, "endorsement": []}
    yield Hostile(with_subject(source=[inner] * 100))
    for many in (["Profile"], ["Achievement"], "AchievementSubject"):
        yield Hostile(with_subject(result=[{"type": many, "name": str(n)} for n in range(2_350)]))
    ring = [{"id": f"_:b{n}", "type": ["Related"]} for n in range(3_000)]
    yield Hostile(with_subject(result=ring))


@case("changed", "not_json", "undefined_term", "wrong_type", "too_many_alike")
def texts_that_are_long_or_odd():
    yield Hostile(with_subject(narrative="x" * 4_900_000))
    yield Hostile(with_subject(narrative='"\\\n\r\t' * 480_000))
    yield Hostile(with_subject(narrative="\u202e\u2028\ufeff\U0010ffff" * 100_000))
    yield Hostile(with_subject(narrative=["x"] * 15_000))
    yield Hostile(with_subject(narrative={"@value": "x", "@language": "x" * 1_000_000}))
    yield Hostile(with_subject(narrative={"@list": ["x"] * 15_000}))


@case("changed", "bad_date", "not_json", "wrong_type")
def dates_that_are_none():
    for odd in (
        "9999-12-31T23:59:59-23:59",
        "0001-01-01T00:00:00+23:59",
        "2026-02-30T00:00:00Z",
        "2026-01-01",
        "x" * 4_000_000,
        "9" * 4_000_000,
        1e300,
        [],
    ):
        yield Hostile(as_json({**credential(), "validFrom": odd}))
        yield Hostile(as_json({**credential(), "validUntil": odd}))


@case("changed", "wrong_type", "undefined_term", "not_json", "bad_value")
def recipients_that_tire():
    entry = {
        "type": "IdentityObject",
        "hashed": True,
        "identityType": "emailAddress",
        "identityHash": "sha256$" + "0" * 64,
        "salt": "x",
    }
    many = [{**entry, "salt": str(n)} for n in range(2_500)]
    yield Hostile(with_subject(identifier=many))
    yield Hostile(with_subject(identifier=[{**entry, "salt": "x" * 4_500_000}]))
    yield Hostile(with_subject(identifier=[{**entry, "identityHash": "md5$" + EMAIL}]))


@case("unknown_method", "issuer_unreachable", "issuer_not_https", "not_json")
def issuers_that_lead_inside():
    for odd in (
        "did:web:127.0.0.1",
        "did:web:169.254.169.254:latest:meta-data",
        "did:web:localhost%3A8000",
        "did:web:evil.example%2F..%2F..",
        "did:web:a:..:..:etc",
        "did:web:[::1]",
        "did:web:user%40evil.example",
        "did:key:z" + "1" * 500_000,
        "did:key:" + "z" * 4_000_000,
        "did:web:" + "a:" * 2_000_000,
        "http://127.0.0.1/",
        "file:///etc/passwd",
        "x",
    ):
        document = copy.deepcopy(credential())
        document["issuer"]["id"] = odd
        yield Hostile(as_json(document), {})
