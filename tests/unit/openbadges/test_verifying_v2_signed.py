"""Verifying OB 2.0 assertions that their issuer signed."""

import base64
import json
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from wagtail_cofl.openbadges import did, jose, v2
from wagtail_cofl.openbadges.baking import KEYWORD_V2, bake_png
from wagtail_cofl.openbadges.verification import Gone, verify

from .factories import ACHIEVEMENT, AWARDED, BASE, EMAIL, ISSUER, KEY, NOW, Web, award, world
from .pictures import png
from .test_verifying_v3 import bad

RSA = rsa.generate_private_key(65_537, 2048)
OTHER_RSA = rsa.generate_private_key(65_537, 2048)
P256 = ec.generate_private_key(ec.SECP256R1())
KEY_URL = f"{BASE}/cofl/issuers/7/key"
LIST = f"{BASE}/cofl/issuers/7/revoked"
UUID = "urn:uuid:c3f2d2a4-1d59-4d8d-9d3e-0f6e0c6a4b11"


def pem(key):
    public = key.public_key()
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def assertion(**changes):
    return {
        **v2.assertion(award()),
        "id": UUID,
        "verification": {"type": "SignedBadge", "creator": KEY_URL},
        **changes,
    }


def token(key=RSA, **changes):
    return jose.sign(assertion(**changes), key=key, kid=KEY_URL)


def key_document(key=RSA, **changes):
    return {
        "@context": v2.CONTEXT,
        "id": KEY_URL,
        "type": "CryptographicKey",
        "owner": ISSUER.profile_url,
        "publicKeyPem": pem(key),
        **changes,
    }


def revocation_list(entries, **changes):
    return {
        "@context": v2.CONTEXT,
        "id": LIST,
        "type": "RevocationList",
        "issuer": ISSUER.profile_url,
        "revokedAssertions": entries,
        **changes,
    }


def issuer(**changes):
    profile = {**v2.issuer_profile(ISSUER), "publicKey": KEY_URL, **changes}
    return {ISSUER.profile_url: profile}


def signed_world(key=RSA, **changes):
    return {**world(), **issuer(), KEY_URL: key_document(key, **changes)}


def revocable(listed):
    return {**signed_world(), **issuer(revocationList=LIST), LIST: listed}


def check(data, documents=None, **options):
    web = Web(signed_world() if documents is None else documents)
    if isinstance(data, str):
        data = data.encode()
    return verify(data, **{"fetch": web, "now": NOW, **options})


def test_a_signed_badge_is_valid_and_says_why():
    report = check(token(), email=EMAIL)
    assert (report.verdict, report.version, bad(report)) == ("valid", "2.0", [])
    names = ["parse", "schema", "badge", "issuer", "proof", "status", "dates", "recipient"]
    assert [found.name for found in report.checks] == names
    assert report.checks[3].sentence == "Harbour Museum gave this badge."
    assert report.summary.id == UUID


@pytest.mark.parametrize("key", [RSA, P256, KEY], ids=["RS256", "ES256", "EdDSA"])
def test_the_key_decides_how_it_is_signed(key):
    assert check(token(key), signed_world(key)).verdict == "valid"


def test_in_a_picture():
    assert check(bake_png(png(), token(), keyword=KEYWORD_V2)).verdict == "valid"


@pytest.mark.parametrize(
    "verification",
    [
        {"type": "signed", "creator": KEY_URL},
        {"type": ["SignedBadge"], "creator": {"id": KEY_URL}},
        {"type": "SignedBadge"},
    ],
)
def test_it_need_not_say_which_key(verification):
    assert check(token(verification=verification)).verdict == "valid"


def test_an_issuer_may_write_its_keys_out():
    web = {**signed_world(), **issuer(publicKey=[{"id": "x"}, key_document()])}
    del web[KEY_URL]
    assert check(token(), web).verdict == "valid"


def test_one_of_several_keys():
    """Where the assertion names none, the first few are tried."""
    older = key_document(OTHER_RSA, id=f"{KEY_URL}-old")
    web = {**signed_world(), **issuer(publicKey=[older["id"], KEY_URL]), older["id"]: older}
    assert check(token(verification={"type": "SignedBadge"}), web).verdict == "valid"
    many = [f"{KEY_URL}-{n}" for n in range(100)]
    asked = Web({**signed_world(), **issuer(publicKey=[*many, KEY_URL])})
    asked.documents |= {url: key_document(OTHER_RSA, id=url) for url in many}
    report = verify(token(verification={"type": "SignedBadge"}).encode(), fetch=asked, now=NOW)
    assert report.verdict == "not_valid"
    assert len(asked.asked) < 7


def altered(text, **changes):
    header, payload, signature = text.split(".")
    body = json.loads(base64.urlsafe_b64decode(payload + "=="))
    body = base64.urlsafe_b64encode(json.dumps({**body, **changes}).encode()).decode().rstrip("=")
    return f"{header}.{body}.{signature}"


def test_a_changed_badge_is_not_valid():
    assert bad(check(altered(token(), narrative="More"))) == [("proof", "changed")]
    assert bad(check(token(OTHER_RSA))) == [("proof", "changed")]


def test_nobody_else_signs_for_an_issuer():
    """The key names its issuer, and the issuer its key."""
    report = check(token(), signed_world(owner="https://evil.example"))
    assert bad(report) == [("proof", "foreign_key")]
    assert "issuer" not in {found.name for found in report.checks}
    evil = "https://evil.example/key"
    web = {**signed_world(), evil: key_document(OTHER_RSA, id=evil)}
    theirs = token(OTHER_RSA, verification={"type": "SignedBadge", "creator": evil})
    asked = Web(web)
    report = verify(theirs.encode(), fetch=asked, now=NOW)
    assert bad(report) == [("proof", "foreign_key")]
    assert evil not in [url for url, _ in asked.asked]
    for listed in (None, [], "elsewhere", {"x": 1}, 3, {}, [[KEY_URL]]):
        report = check(token(), {**signed_world(), **issuer(publicKey=listed)})
        assert bad(report) == [("proof", "foreign_key")]
    assert bad(check(token(), signed_world(id="elsewhere"))) == [("proof", "foreign_key")]


@pytest.mark.parametrize("key", [None, b"<html>", b"\xff", {}, {"publicKeyPem": 3}])
def test_a_key_that_cannot_be_had_is_no_word_against_the_badge(key):
    web = signed_world()
    if key is None or isinstance(key, bytes):
        web[KEY_URL] = key
        if key is None:
            del web[KEY_URL]
        assert bad(check(token(), web)) == [("proof", "no_key")]
    else:
        web[KEY_URL] = {**key_document(), **key, **({} if key else {"publicKeyPem": ""})}
        report = check(token(), web)
        assert bad(report) == [("proof", "unknown_key_type")]
        assert report.verdict == "could_not_check"


def test_a_weak_key_cannot_be_used():
    weak = rsa.generate_private_key(65_537, 1024)  # noqa: S505
    report = check(token(), signed_world(weak))
    assert (bad(report), report.verdict) == ([("proof", "unknown_key_type")], "could_not_check")


@pytest.mark.parametrize("missing", [ACHIEVEMENT.url, ISSUER.profile_url])
def test_without_its_badge_or_issuer_nobody_can_say(missing):
    web = signed_world()
    del web[missing]
    assert check(token(), web).verdict == "could_not_check"


def test_the_badge_may_be_written_out_in_what_was_signed():
    badge = {**v2.badge_class(ACHIEVEMENT), "id": "urn:uuid:1", "name": "Whistle"}
    report = check(token(badge=badge))
    assert (report.verdict, report.summary.name) == ("valid", "Whistle")


def test_a_token_may_hold_a_hosted_badge():
    """Then the copy decides, whoever signed it."""
    hosted = v2.assertion(award())
    text = jose.sign(hosted, key=OTHER_RSA, kid="x")
    assert check(text).verdict == "valid"
    assert bad(check(jose.sign({**hosted, "narrative": "x"}, key=RSA, kid="x"))) == [
        ("hosted", "changed")
    ]


@pytest.mark.spec("OB 2.0 RevocationList")
@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        ([UUID], ""),
        ([{"id": UUID, "revocationReason": "By mistake."}], "By mistake."),
        ([{"uid": UUID, "id": 3}], ""),
        ({"id": UUID}, ""),
        (["urn:uuid:other", {"id": UUID}, None, 3, [], {}], ""),
    ],
)
def test_a_withdrawn_badge_is_not_valid(entries, reason):
    report = check(token(), revocable(revocation_list(entries)))
    assert bad(report) == [("status", "revoked")]
    assert reason in next(c for c in report.checks if c.code == "revoked").explanation
    # The rest is told all the same.
    assert "dates_ok" in {found.code for found in report.checks}


@pytest.mark.parametrize("entries", [[], ["urn:uuid:other"], [{"id": UUID + "0"}, {}], None])
def test_a_badge_that_is_not_on_the_list_is_valid(entries):
    report = check(token(), revocable(revocation_list(entries)))
    assert report.verdict == "valid"
    assert "status_ok" in {found.code for found in report.checks}


@pytest.mark.parametrize(
    ("listed", "code"),
    [
        (None, "status_unreachable"),
        (b"<html>", "status_unreadable"),
        (b"[]", "status_unreadable"),
        ({}, "status_other_issuer"),
        (revocation_list([], issuer="https://evil.example"), "status_other_issuer"),
        (revocation_list([], id=f"{LIST}/other"), "status_not_a_list"),
        ({"issuer": ISSUER.profile_url, "error": "later"}, "status_not_a_list"),
    ],
)
def test_a_list_that_cannot_be_read_leaves_the_question_open(listed, code):
    web = revocable(listed)
    if listed is None:
        del web[LIST]
    report = check(token(), web)
    assert (bad(report), report.verdict) == ([("status", code)], "could_not_check")


@pytest.mark.parametrize(
    ("link", "code"),
    [(3, "bad_status"), ({"x": 1}, "bad_status"), ("http://127.0.0.1/l", "status_not_https")],
)
def test_a_list_that_is_nowhere(link, code):
    web = {**signed_world(), **issuer(revocationList=link)}
    assert bad(check(token(), web)) == [("status", code)]


def test_a_list_that_is_gone_withdraws_nothing():
    web = Web(revocable(revocation_list([])))

    def fetch(url, accept):
        if url == LIST:
            raise Gone("Gone.", json.dumps({"revokedAssertions": [UUID]}).encode())
        return web(url, accept)

    assert bad(check(token(), fetch=fetch)) == [("status", "status_unreachable")]


def header(**members):
    def part(document):
        return base64.urlsafe_b64encode(json.dumps(document).encode()).decode().rstrip("=")

    return f"{part(members)}.{part(assertion())}"


@pytest.mark.parametrize(
    ("alg", "code", "verdict"),
    [
        ("none", "no_proof", "not_valid"),
        ("NoNe", "no_proof", "not_valid"),
        ("HS256", "shared_secret", "not_valid"),
        ("ES256", "alg_key_mismatch", "not_valid"),
        ("RS256", "changed", "not_valid"),
        ("PS256", "unknown_suite", "could_not_check"),
    ],
)
def test_ways_to_sign_that_prove_nothing(alg, code, verdict):
    report = check(header(alg=alg) + ".AAAA")
    assert (bad(report), report.verdict) == ([("proof", code)], verdict)


@pytest.mark.parametrize(
    ("member", "since", "found"),
    [
        ("revoked", "2026-05-01T00:00:00Z", [("proof", "key_compromised")]),
        ("expires", "2026-05-01T00:00:00Z", [("proof", "key_expired")]),
        ("expires", "2026-06-01T00:00:00Z", []),
        ("revoked", "2026-06-01T00:00:00Z", [("proof", "key_revoked_later")]),
        ("revoked", "soon", [("proof", "unknown_key_type")]),
    ],
)
def test_a_key_may_have_been_given_up(member, since, found):
    """Before or after the badge was given, on 28 May."""
    report = check(token(), signed_world(**{member: since}))
    assert bad(report) == found
    later = found == [("proof", "key_revoked_later")]
    assert (report.verdict == "valid") == (later or not found)


def test_dates_and_recipient():
    assert bad(check(token(expires="2026-10-31T00:00:00Z"))) == [("dates", "expired")]
    assert bad(check(token(), email="eve@example.org")) == [("recipient", "other_recipient")]


# --- keys that the profile names no longer ------------------------------------------------------

FORMER = f"{ISSUER.profile_url}/keys/1/pem"
DID_URL = f"{ISSUER.profile_url}/did.json"


def former_world(key=RSA, revoked=None, also=(ISSUER.profile_url,), **changes):
    """The profile names another key; the DID document has this one too."""
    published = [did.PublishedKey("1", jose.public_jwk(key.public_key()), revoked)]
    return {
        **signed_world(OTHER_RSA),
        FORMER: key_document(id=FORMER, **changes),
        DID_URL: did.did_document(ISSUER.did, published, list(also)),
    }


def former_token(key=RSA, creator=FORMER):
    return token(key, verification={"type": "SignedBadge", "creator": creator})


def test_a_former_key_counts_if_the_issuers_did_document_has_it():
    assert check(former_token(), former_world()).verdict == "valid"
    report = check(former_token(OTHER_RSA), former_world())
    assert bad(report) == [("proof", "changed")]


def test_a_former_key_counts_until_it_was_stolen():
    day = timedelta(days=1)
    report = check(former_token(), former_world(revoked=AWARDED + day))
    assert (report.verdict, bad(report)) == ("valid", [("proof", "key_revoked_later")])
    report = check(former_token(), former_world(revoked=AWARDED - day))
    assert bad(report) == [("proof", "key_compromised")]


@pytest.mark.parametrize(
    "changes",
    [
        {"key": OTHER_RSA},
        {"also": ()},
        {"also": [f"{BASE}/cofl/issuers/8"]},
        {"owner": f"{BASE}/cofl/issuers/8"},
    ],
)
def test_a_former_key_is_none_unless_both_names_of_the_issuer_lead_to_it(changes):
    assert bad(check(former_token(), former_world(**changes))) == [("proof", "foreign_key")]


@pytest.mark.parametrize(
    "name",
    [
        "did:web:learn.example.org:cofl:issuers:8",
        "did:web:learn.example.org",
        "did:web:elsewhere.example:cofl:issuers:7",
        "did:example:7",
        3,
    ],
)
def test_the_other_name_of_the_issuer_stands_below_its_profile(name):
    entry = {"type": "IdentifierEntry", "identifier": name, "identifierType": "identifier"}
    web = Web({**former_world(), **issuer(otherIdentifier=[entry])})
    report = verify(former_token().encode(), fetch=web, now=NOW)
    assert bad(report) == [("proof", "foreign_key")]
    assert not [url for url, _ in web.asked if "did" in url or url == FORMER]


def test_nobody_is_asked_about_a_key_that_stands_elsewhere():
    elsewhere = f"{BASE}/cofl/issuers/70/keys/1"
    web = Web({**former_world(), elsewhere: key_document(id=elsewhere)})
    report = verify(former_token(creator=elsewhere).encode(), fetch=web, now=NOW)
    assert bad(report) == [("proof", "foreign_key")]
    assert not [url for url, _ in web.asked if url in (elsewhere, DID_URL)]


def test_a_former_key_without_an_answer_is_no_word_against_the_badge():
    for missing in (DID_URL, FORMER):
        web = former_world()
        del web[missing]
        report = check(former_token(), web)
        assert (report.verdict, bad(report)) == ("could_not_check", [("proof", "no_key")])
