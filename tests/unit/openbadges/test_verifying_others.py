"""What stands beside the badge: who endorses it, a newer one, pictures, records of several badges."""

import base64
import json
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from wagtail_cofl.openbadges import clr, did, jose, multikey, proofs, v3
from wagtail_cofl.openbadges.facts import Endorsement, LearnerRecord, StatusPlace
from wagtail_cofl.openbadges.verification import Status, records, verify

from .factories import (
    ACHIEVEMENT,
    AWARDED,
    BASE,
    EMAIL,
    ISSUER,
    KEY,
    LIST_URL,
    NOW,
    Web,
    award,
    credential,
    sign,
    status_list,
    world,
)
from .pictures import png
from .test_verifying_hostile import nodes, replaced
from .test_verifying_v3 import DID_URL, METHOD, bad, check, found

GUILD_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
GUILD_MULTIKEY = multikey.encode_ed25519(GUILD_KEY.public_key().public_bytes_raw())
GUILD = replace(
    ISSUER,
    did="did:web:guild.example",
    profile_url="https://guild.example/",
    name="Guild of Recordists",
    description="",
)
GUILD_METHOD = f"{GUILD.did}#{GUILD_MULTIKEY}"
GUILD_URL = did.did_url(GUILD.did)
AFTER = AWARDED.replace(month=6)


def documents(**more):
    return {**world(), GUILD_URL: did.did_document(GUILD.did, [GUILD_MULTIKEY]), **more}


# --- endorsements -----------------------------------------------------------------------------


def unsigned_endorsement(about=ACHIEVEMENT.url, **changes):
    facts = Endorsement(
        url="https://guild.example/endorsements/1",
        name="We stand by it",
        endorser=GUILD,
        subject_id=about,
        endorsed_at=AWARDED,
        comment="Well made.",
    )
    return {**v3.endorsement(facts), **changes}


def endorsement(about=ACHIEVEMENT.url, key=GUILD_KEY, method=GUILD_METHOD, **changes):
    return proofs.sign(
        unsigned_endorsement(about, **changes),
        private_key=key,
        verification_method=method,
        created=AWARDED,
    )


def endorsed(*given, part="achievement", member="endorsement"):
    document = v3.credential(award())
    subject = document["credentialSubject"]
    whole = {
        "credential": document,
        "achievement": subject["achievement"],
        "issuer": document["issuer"],
    }
    whole[part][member] = list(given)
    return document


@pytest.mark.spec("OB 3.0, 9.3 Endorsement verification")
@pytest.mark.parametrize(
    ("part", "about"),
    [
        ("achievement", ACHIEVEMENT.url),
        ("credential", award().credential_url),
        ("issuer", ISSUER.did),
    ],
)
def test_whoever_speaks_for_it_is_named(part, about):
    report = check(sign(endorsed(endorsement(about), part=part)), documents())
    assert (bad(report), report.verdict) == ([], "valid")
    told = found(report, "endorsements")
    assert (told.code, told.status) == ("endorsements_ok", Status.PASS)
    assert "Guild of Recordists (guild.example)" in told.sentence


def test_an_endorsement_may_be_a_token():
    token = jose.vc_jwt(unsigned_endorsement(), key=GUILD_KEY, kid=GUILD_METHOD)
    document = jose.vc_jwt(endorsed(token, member="endorsementJwt"), key=KEY, kid=METHOD)
    report = check(document.encode(), documents())
    assert (bad(report), found(report, "endorsements").code) == ([], "endorsements_ok")


FORGED = endorsement(key=Ed25519PrivateKey.generate())


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (FORGED, "endorsement_untrusted"),
        ({**endorsement(), "name": "x"}, "endorsement_untrusted"),
        (endorsement("https://elsewhere.example/1"), "endorsement_untrusted"),
        (endorsement(method=METHOD), "endorsement_untrusted"),
        (endorsement(validUntil="2026-06-01T00:00:00Z"), "endorsement_untrusted"),
        (endorsement(validFrom="2027-06-01T00:00:00Z"), "endorsement_untrusted"),
        ({**endorsement(), "type": ["VerifiableCredential"]}, "endorsement_untrusted"),
        (unsigned_endorsement(), "endorsement_untrusted"),
        (endorsement(issuer="did:web:closed.example"), "endorsement_unchecked"),
        (
            {**unsigned_endorsement(), "proof": {"type": "RsaSignature2018"}},
            "endorsement_unchecked",
        ),
    ],
)
def test_an_endorsement_that_does_not_hold_leaves_the_badge_as_it_is(given, code):
    # Signed as JSON, since a badge may hold anything there.
    document = jose.vc_jwt(endorsed(given), key=KEY, kid=METHOD)
    report = check(document.encode(), documents())
    assert ("endorsements", code) in bad(report)
    assert report.verdict == "valid"
    assert "endorsements_ok" not in [each.code for each in report.checks]


@pytest.mark.parametrize("given", [3, {}, "x", None, [], {"issuer": {}}, "e30.e30.e30"])
def test_an_endorsement_may_be_anything(given):
    for member in ("endorsement", "endorsementJwt"):
        document = jose.vc_jwt(endorsed(given, member=member), key=KEY, kid=METHOD)
        report = check(document.encode(), documents())
        assert report.verdict == "valid"
        assert ("endorsements", "endorsement_untrusted") in bad(report)


def test_only_a_few_are_looked_at():
    others = [
        endorsement(issuer=f"did:web:a{n}.example", method=f"did:web:a{n}.example#x")
        for n in range(50)
    ]
    document = jose.vc_jwt(endorsed(endorsement(), *others), key=KEY, kid=METHOD)
    web = Web(documents())
    report = verify(document.encode(), fetch=web, now=NOW)
    assert len(web.asked) == 4
    told = [each for each in report.checks if each.code == "endorsement_unchecked"]
    assert told[0].params["count"] == "50"
    assert found(report, "endorsements").params["count"] == "1"


def test_of_a_forged_badge_nobody_is_asked_who_speaks_for_it():
    web = Web(documents())
    document = {**sign(endorsed(endorsement())), "name": "x"}
    verify(json.dumps(document).encode(), fetch=web, now=NOW)
    assert GUILD_URL not in [url for url, _ in web.asked]


def test_an_endorsement_by_itself():
    report = check(endorsement(), documents(), email=EMAIL)
    assert (bad(report), report.verdict) == ([], "valid")
    assert found(report, "recipient").code == "recipient_none"
    assert (report.summary.name, report.summary.issuer_name) == (
        "We stand by it",
        "Guild of Recordists",
    )
    assert bad(check({**endorsement(), "name": "x"}, documents())) == [("proof", "changed")]


# --- refresh ----------------------------------------------------------------------------------

REFRESH = f"{BASE}/refresh/9"


def refreshable(**changes):
    return sign({**v3.credential(award(refresh_url=REFRESH)), **changes})


@pytest.mark.spec("OB 3.0, 9.1: refresh")
def test_a_newer_one_is_told_of():
    newer = credential(validFrom="2026-06-28T09:30:00Z", validUntil="2028-01-01T00:00:00Z")
    web = Web({**world(), REFRESH: newer})
    report = verify(json.dumps(refreshable()).encode(), fetch=web, now=NOW)
    assert (bad(report), report.verdict) == ([("refresh", "newer")], "valid")
    told = found(report, "refresh")
    assert told.params["when"] == "2026-06-28"
    assert told.params["until"] == "2028-01-01"
    assert [url for url, _ in web.asked] == [DID_URL, REFRESH]
    # It may itself name a place for a newer one: that is not followed.
    web = Web({**world(), REFRESH: refreshable(validFrom="2026-06-28T09:30:00Z")})
    verify(json.dumps(refreshable()).encode(), fetch=web, now=NOW)
    assert len(web.asked) == 2


def test_the_newer_one_may_be_a_token():
    newer = v3.credential(award(awarded_at=AFTER))
    token = jose.vc_jwt(newer, key=KEY, kid=METHOD).encode()
    assert bad(check(refreshable(), {**world(), REFRESH: token})) == [("refresh", "newer")]


@pytest.mark.parametrize("answer", [credential(), credential(validFrom="2025-01-01T00:00:00Z")])
def test_nothing_newer(answer):
    report = check(refreshable(), {**world(), REFRESH: answer})
    assert (bad(report), found(report, "refresh").code) == ([], "refresh_ok")


@pytest.mark.parametrize(
    "answer",
    [
        None,
        b"<html>",
        {},
        {**credential(validFrom="2026-06-28T09:30:00Z"), "name": "x"},
        credential(validFrom="2026-06-28T09:30:00Z", id=f"{BASE}/other"),
        credential(validFrom="2026-06-28T09:30:00Z", issuer="did:web:eve.example"),
        credential(validFrom="soon"),
    ],
)
def test_where_nothing_comes_of_it_the_check_goes_on(answer):
    report = check(refreshable(), {**world(), **({REFRESH: answer} if answer is not None else {})})
    assert (bad(report), report.verdict) == ([("refresh", "not_refreshed")], "valid")


@pytest.mark.parametrize(
    "service", [{"id": REFRESH, "type": "Manual"}, "x", [{"id": REFRESH}] * 9, {"type": []}]
)
def test_other_services_are_not_asked(service):
    document = {**v3.credential(award()), "refreshService": service}
    web = Web(world())
    token = jose.vc_jwt(document, key=KEY, kid=METHOD).encode()
    report = verify(token, fetch=web, now=NOW)
    assert ("refresh", "not_refreshed") in bad(report)
    assert [url for url, _ in web.asked] == [DID_URL]


def test_a_forged_badge_is_not_refreshed():
    web = Web({**world(), REFRESH: credential()})
    verify(json.dumps({**refreshable(), "name": "x"}).encode(), fetch=web, now=NOW)
    assert [url for url, _ in web.asked] == [DID_URL]


# --- pictures ---------------------------------------------------------------------------------


def picture(url):
    document = v3.credential(award())
    document["credentialSubject"]["achievement"]["image"] = {"id": url, "type": "Image"}
    return check(jose.vc_jwt(document, key=KEY, kid=METHOD).encode())


def data_uri(content, kind="image/png"):
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


@pytest.mark.parametrize(
    ("url", "code"),
    [
        (data_uri(png()), "images_ok"),
        (data_uri(SVG, "image/svg+xml"), "images_ok"),
        ("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E", "images_ok"),
        (data_uri(b"\xff\xd8\xff\xe0", "image/jpeg"), "images_ok"),
        ("https://learn.example.org/1.png", "images_none"),
        (data_uri(b"<script>", "text/html"), "not_a_picture"),
        (data_uri(b"PK\3\4"), "not_a_picture"),
        ("data:image/png;base64,%%%", "not_a_picture"),
        ("data:", "not_a_picture"),
        ("DATA:image/png;base64,AAAA", "not_a_picture"),
        (data_uri(png() + bytes(1_500_000)), "not_a_picture"),
        ("picture.png", "not_a_picture"),
        ("javascript:alert(1)", "not_a_picture"),
    ],
    ids=lambda value: value[:30],
)
def test_a_picture_says_nothing_for_or_against(url, code):
    report = picture(url)
    assert (found(report, "images").code, report.verdict) == (code, "valid")


# --- records ----------------------------------------------------------------------------------


def record(*held, **changes):
    facts = LearnerRecord(
        url=f"{BASE}/records/1",
        name="All of Ada’s badges",
        issuer=ISSUER,
        subject_id="urn:uuid:5ad2b0b2-4fd6-4a55-9f3c-d3b7a1a0f5f9",
        awarded_at=AWARDED,
        credentials=held or (credential(),),
        email=EMAIL,
        salt="Kosher",
    )
    return sign({**clr.clr_credential(facts), **changes})


@pytest.mark.spec("CLR 2.0: each credential is verified by itself")
def test_a_record_of_several_badges():
    other = credential(id=f"{BASE}/cofl/credentials/10")
    web = Web(world())
    data = json.dumps(record(credential(), other)).encode()
    report = verify(data, fetch=web, now=NOW, email=EMAIL)
    assert (bad(report), report.verdict) == ([], "valid")
    assert report.summary.name == "All of Ada’s badges"
    assert found(report, "credentials").params["count"] == "2"
    assert found(report, "recipient").code == "recipient_ok"
    assert [url for url, _ in web.asked] == [DID_URL]


@pytest.mark.parametrize(
    ("held", "code", "verdict"),
    [
        ({**credential(id="urn:uuid:1"), "name": "x"}, "credential_not_valid", "not_valid"),
        (credential(validUntil="2026-06-01T00:00:00Z"), "credential_not_valid", "not_valid"),
        (credential(issuer="did:web:closed.example"), "credential_not_checked", "could_not_check"),
    ],
)
def test_a_record_with_a_badge_that_does_not_hold(held, code, verdict):
    report = check(record(credential(), held))
    assert (bad(report), report.verdict) == ([("credentials", code)], verdict)


def test_a_forged_record_is_not_opened():
    report = check({**record(), "name": "x"})
    assert bad(report) == [("proof", "changed")]


def test_a_record_with_more_than_is_looked_at(monkeypatch):
    monkeypatch.setattr(records, "MOST", 1)
    report = check(record(credential(), credential(id="urn:uuid:1")))
    assert bad(report) == [("credentials", "credential_not_checked")]
    assert found(report, "credentials").params["count"] == "1"


def test_a_record_inside_a_record_is_not_opened():
    report = check(record(record()))
    assert (bad(report), report.verdict) == (
        [("credentials", "credential_not_checked")],
        "could_not_check",
    )


# --- anything in any place --------------------------------------------------------------------


def rich():
    """A badge with something for every check."""
    facts = award(status=StatusPlace(LIST_URL, 5), refresh_url=REFRESH, with_schema=True)
    document = v3.credential(facts)
    achievement = document["credentialSubject"]["achievement"]
    achievement["endorsement"] = [unsigned_endorsement()]
    achievement["image"] = {"id": "data:image/png;base64,AAAA", "type": "Image"}
    document["validUntil"] = "2027-01-01T00:00:00Z"
    return document


RICH = rich()
ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8"), max_size=9)
    | st.sampled_from(["did:web:", "did:key:z6Mk", "https://[", "data:,", "e30.e30.e30", "@type"])
    | st.sampled_from(["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", REFRESH]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "type", "@context", "issuer", "image", "endorsement", "proof"])
            | st.text(st.characters(codec="utf-8"), max_size=5),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)


@given(data=st.data())
def test_what_is_signed_may_be_anything_anywhere(data):
    """Behind a signature that fits, every later check meets whatever the signer likes."""
    path = data.draw(st.sampled_from(list(nodes(RICH))))
    changed = replaced(RICH, path, data.draw(ODD))
    token = jose.sign(changed, key=KEY, kid=METHOD).encode()
    there = documents(**{LIST_URL: status_list(), REFRESH: data.draw(ODD)})
    report = check(token, there, email=EMAIL)
    assert report.checks
    json.dumps(report.to_dict())
    for each in report.checks:
        assert each.sentence and each.explanation is not None


@given(given_=ODD)
def test_what_is_looked_up_may_be_anything(given_):
    for url in (DID_URL, GUILD_URL, LIST_URL, REFRESH):
        there = documents(**{LIST_URL: status_list(), REFRESH: b"", url: given_})
        token = jose.sign(RICH, key=KEY, kid=METHOD).encode()
        assert check(token, there, email=EMAIL).checks
