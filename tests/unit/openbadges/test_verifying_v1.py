"""Verifying the oldest badges there are, those of OB 1.0 and 1.1."""

import json

import pytest

from wagtail_cofl.openbadges import jose
from wagtail_cofl.openbadges.baking import KEYWORD_V2, bake_png
from wagtail_cofl.openbadges.identity import identity_hash
from wagtail_cofl.openbadges.verification import Status, verify
from wagtail_cofl.openbadges.verification.v1 import CONTEXT, edition

from .factories import NOW, Web
from .pictures import png
from .test_verifying_v2_signed import OTHER_RSA, RSA, pem
from .test_verifying_v3 import bad

BASE = "https://old.example"
URL = f"{BASE}/assertions/1"
KEY_URL = f"{BASE}/key.pem"
EMAIL = "ada@example.org"


def assertion(**changes):
    """1.0: no context, no type, no id, and dates as it pleased people."""
    return {
        "uid": "abc123",
        "recipient": {
            "type": "email",
            "hashed": True,
            "salt": "deadsea",
            "identity": identity_hash(EMAIL, "deadsea"),
        },
        "image": f"{BASE}/1.png",
        "evidence": f"{BASE}/work",
        "issuedOn": 1_359_217_910,
        "badge": f"{BASE}/badges/1",
        "verify": {"type": "hosted", "url": URL},
        **changes,
    }


def newer(**changes):
    """1.1"""
    return assertion(**{"@context": CONTEXT, "id": URL, "type": "Assertion", **changes})


def world(document=None, **issuer):
    return {
        URL: document or assertion(),
        f"{BASE}/badges/1": {
            "name": "Webmaker",
            "description": "Made a page.",
            "image": f"{BASE}/badge.png",
            "criteria": f"{BASE}/criteria",
            "issuer": f"{BASE}/issuer",
        },
        f"{BASE}/issuer": {"name": "Old School", "url": BASE, **issuer},
        KEY_URL: pem(RSA).encode(),
    }


def check(document, documents=None, **options):
    data = document.encode() if isinstance(document, str) else document
    data = data if isinstance(data, bytes) else json.dumps(data).encode()
    documents = world(document) if documents is None else documents
    return verify(data, **{"fetch": Web(documents), "now": NOW, **options})


def codes(report):
    return {found.code: found.status for found in report.checks}


def test_a_badge_of_the_first_edition_is_told_as_legacy_and_still_checked():
    report = check(assertion(), email=EMAIL)
    assert (report.verdict, report.version) == ("valid", "1.0")
    names = ["parse", "schema", "dates", "hosted", "status", "badge", "issuer", "dates"]
    assert [found.name for found in report.checks] == [*names, "recipient"]
    assert codes(report)["older_edition"] == Status.WARN
    assert codes(report)["no_time_zone"] == Status.WARN
    assert "Open Badges 1.0" in report.checks[1].sentence
    summary = report.summary
    assert (summary.name, summary.issuer_name, summary.id) == ("Webmaker", "Old School", "abc123")
    assert summary.awarded_on.isoformat() == "2013-01-26"


def test_a_badge_of_the_second_edition():
    report = check(newer(issuedOn="2015-04-01T00:00:00Z"), email=EMAIL)
    assert (report.verdict, report.version, report.summary.id) == ("valid", "1.1", URL)
    assert "no_time_zone" not in codes(report)


def test_in_a_picture():
    picture = bake_png(png(), json.dumps(assertion()), keyword=KEYWORD_V2)
    assert check(picture, world()).verdict == "valid"
    assert check(bake_png(png(), URL, keyword=KEYWORD_V2), world()).verdict == "valid"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        (1_359_217_910, "2013-01-26"),
        ("1359217910", "2013-01-26"),
        (1_359_217_910.5, "2013-01-26"),
        ("2015-04-01", "2015-04-01"),
        ("2015-04-01T10:00:00", "2015-04-01"),
        ("2015-04-01T10:00:00+02:00", "2015-04-01"),
    ],
)
def test_dates_as_they_were_written_then(written, day):
    report = check(assertion(issuedOn=written))
    assert (report.verdict, report.summary.awarded_on.isoformat()) == ("valid", day)


@pytest.mark.parametrize(
    "written", [None, True, [], "soon", 10**20, -(10**20), "9" * 400, "", 1e300]
)
def test_what_is_no_date(written):
    assert bad(check(assertion(issuedOn=written)))[:1] == [("schema", "bad_date")]
    if written is not None:
        assert bad(check(assertion(expires=written)))[:1] == [("schema", "bad_date")]


def test_it_may_have_run_out():
    assert ("dates", "expired") in bad(check(assertion(expires="2016-01-01")))
    assert check(assertion(expires="2030-01-01")).verdict == "valid"


def test_a_changed_or_withdrawn_badge_is_not_valid():
    assert ("hosted", "changed") in bad(check(assertion(evidence="x"), world()))
    assert ("hosted", "revoked") in bad(check(assertion(), {URL: {"revoked": True}}))
    assert check(assertion(), {}).verdict == "could_not_check"


def test_nobody_hosts_a_badge_of_somebody_else():
    evil = "https://evil.example/1"
    document = assertion(verify={"type": "hosted", "url": evil})
    report = check(document, {**world(), evil: document})
    assert ("issuer", "other_origin") in bad(report)
    assert report.verdict == "not_valid"


@pytest.mark.parametrize("recipient", [EMAIL, {"identity": EMAIL, "hashed": False}])
def test_a_recipient_without_a_hash(recipient):
    assert check(assertion(recipient=recipient), email=EMAIL).verdict == "valid"
    report = check(assertion(recipient=recipient), email="eve@example.org")
    assert ("recipient", "other_recipient") in bad(report)


def test_a_hash_by_itself():
    document = assertion(recipient=identity_hash(EMAIL, "deadsea"), salt="deadsea")
    assert check(document, email=EMAIL).verdict == "valid"


@pytest.mark.parametrize(
    "changes",
    [
        {"recipient": None},
        {"recipient": 3},
        {"badge": None},
        {"verify": {"type": "hosted"}},
        {"verify": {"type": "hosted", "url": 3}},
    ],
)
def test_what_is_missing_is_named(changes):
    assert bad(check(assertion(**changes))) == [("schema", "member_missing")]


def test_another_way_to_check_is_not_called_false():
    report = check(assertion(verify={"type": "oracle", "url": URL}))
    assert (bad(report), report.verdict) == ([("hosted", "not_hosted")], "could_not_check")


SIGNED = {"verify": {"type": "signed", "url": KEY_URL}}


def token(key=RSA, **changes):
    return jose.sign(assertion(**SIGNED, **changes), key=key, kid="x")


@pytest.mark.parametrize("written", ["pem", "json"])
def test_a_signed_badge(written):
    web = world()
    if written == "json":
        web[KEY_URL] = {"id": KEY_URL, "owner": f"{BASE}/issuer", "publicKeyPem": pem(RSA)}
    report = check(token(), web)
    assert (report.verdict, report.version) == ("valid", "1.0")
    assert codes(report)["proof_ok"] == Status.PASS
    assert ("proof", "changed") in bad(check(token(OTHER_RSA), web))


def test_a_signed_badge_without_its_signature():
    report = check(assertion(**SIGNED))
    assert ("proof", "no_signature") in bad(report)
    assert report.verdict == "could_not_check"


@pytest.mark.parametrize("key", [None, b"\xff", b"{", b"{}", b"-----BEGIN", b"x" * 10**6])
def test_a_key_that_cannot_be_had(key):
    web = {**world(), KEY_URL: key}
    if key is None:
        del web[KEY_URL]
    report = check(token(), web)
    assert report.verdict == "could_not_check"
    assert report.checks[-1].name == "proof"


def test_a_key_stands_where_its_issuer_does():
    evil = "https://evil.example/key"
    text = jose.sign(assertion(verify={"type": "signed", "url": evil}), key=OTHER_RSA, kid="x")
    asked = Web({**world(), evil: pem(OTHER_RSA).encode()})
    report = verify(text.encode(), fetch=asked, now=NOW)
    assert ("proof", "foreign_key") in bad(report)
    assert evil not in [url for url, _ in asked.asked]


@pytest.mark.parametrize(
    ("listed", "verdict"),
    [
        ({"abc123": "By mistake."}, "not_valid"),
        ({"other": "x"}, "valid"),
        ({"@context": CONTEXT, "revokedAssertions": [{"uid": "abc123"}]}, "not_valid"),
        ({"@context": CONTEXT}, "could_not_check"),
        (b"", "could_not_check"),
    ],
)
def test_lists_of_withdrawn_badges(listed, verdict):
    url = f"{BASE}/revoked"
    report = check(token(), {**world(revocationList=url), url: listed})
    assert report.verdict == verdict


@pytest.mark.parametrize(
    ("document", "found"),
    [
        (assertion(), "1.0"),
        (newer(), "1.1"),
        ({**newer(), "@context": [CONTEXT]}, "1.1"),
        ({"@context": CONTEXT, "type": "BadgeClass"}, ""),
        ({"@context": "https://w3id.org/openbadges/v2", "type": "Assertion"}, ""),
        ({"@context": None, "verify": {}}, ""),
        ({"verify": "x"}, ""),
        ({}, ""),
    ],
)
def test_which_edition(document, found):
    assert edition(document) == found


def test_real_badges_of_strangers(real_badges):
    """Their issuers are gone, if there ever were any: what there is, is told."""
    for name, version, verdict in [
        ("concentricsky/baked_heart.png", "1.0", "could_not_check"),
        ("mozilla/valid-baked.png", "", "could_not_check"),
        ("mozilla/404.png", "", "could_not_check"),
        # Its recipient has another name than the standard's; it holds nothing but an address.
        ("concentricsky/baked_example.svg", "1.0", "not_valid"),
        ("mozilla/baked.svg", "1.0", "not_valid"),
        ("mozilla/bad-json.svg", "", "could_not_check"),
        ("mozilla/no-json.svg", "", "could_not_check"),
        ("mozilla/unbaked.svg", "", "not_valid"),
    ]:
        report = verify((real_badges / name).read_bytes(), fetch=Web({}), now=NOW)
        assert (report.version, report.verdict) == (version, verdict), name
        assert all(found.sentence for found in report.checks)
