"""Verifying hosted OB 2.0 assertions."""

import json

import pytest

from wagtail_cofl.openbadges import v2
from wagtail_cofl.openbadges.baking import KEYWORD_V2, bake_png
from wagtail_cofl.openbadges.verification import Gone, verify

from .factories import ACHIEVEMENT, BASE, EMAIL, ISSUER, NOW, Web, award, world
from .pictures import png
from .test_verifying_v3 import bad

ASSERTION = v2.assertion(award())
URL = ASSERTION["id"]


def check(document=ASSERTION, documents=None, **options):
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    web = Web(world() if documents is None else documents)
    return verify(data, fetch=web, **{"now": NOW, **options})


def hosted(**changes):
    """The assertion changed by its own issuer, and the world in which that is so."""
    document = {**ASSERTION, **changes}
    return document, {**world(), URL: document}


def test_a_hosted_badge_is_valid_and_says_why():
    report = check(email=EMAIL)
    assert (report.verdict, report.version, bad(report)) == ("valid", "2.0", [])
    names = ["parse", "schema", "hosted", "status", "badge", "issuer", "dates", "recipient"]
    assert [found.name for found in report.checks] == names
    assert "Sound Recordist" in report.checks[4].sentence
    assert report.checks[5].sentence == "Harbour Museum gave this badge."
    assert "learn.example.org" in report.checks[5].explanation


def test_each_document_is_looked_up_once():
    web = Web(world())
    verify(json.dumps(ASSERTION).encode(), fetch=web, now=NOW)
    assert [url for url, _ in web.asked] == [URL, ACHIEVEMENT.url, ISSUER.profile_url]


@pytest.mark.parametrize("text", [json.dumps(ASSERTION), URL, f" {URL}\n"])
def test_a_baked_badge_or_its_address(text):
    assert check(bake_png(png(), text, keyword=KEYWORD_V2)).verdict == "valid"


def test_a_baked_address_where_nobody_answers():
    report = check(bake_png(png(), URL, keyword=KEYWORD_V2), {})
    assert report.verdict == "could_not_check"


def test_a_badge_linked_by_an_object_is_looked_up_all_the_same():
    """What the assertion itself says of its badge is believed by nobody."""
    document, documents = hosted(badge={"id": ACHIEVEMENT.url, "name": "Something grander"})
    report = check(document, documents)
    assert report.verdict == "valid"
    assert "grander" not in json.dumps(report.to_dict())


@pytest.mark.parametrize(
    "change",
    [
        {"issuedOn": "2020-01-01T00:00:00Z"},
        {"recipient": {"type": "email", "hashed": False, "identity": "eve@example.org"}},
        {"narrative": "More"},
    ],
)
def test_a_changed_badge_is_not_valid(change):
    assert bad(check({**ASSERTION, **change})) == [("hosted", "changed")]


def test_a_withdrawn_badge_is_not_valid():
    gone = v2.revoked_assertion(URL, "It was given by mistake.")
    report = check(ASSERTION, {**world(), URL: gone})
    assert bad(report) == [("hosted", "revoked")]
    assert report.checks[-1].explanation == "Their reason: “It was given by mistake.”"
    # What stands at its address may be all that somebody has.
    report = check(gone, {**world(), URL: gone})
    assert (bad(report), report.version) == ([("hosted", "revoked")], "2.0")
    assert report.summary.id == URL


def test_nobody_else_withdraws_a_badge():
    """Such a thing is written in a minute, to harm somebody."""
    gone = v2.revoked_assertion(URL, "It was a lie.")
    assert bad(check(gone)) == [("hosted", "changed")]
    assert bad(check({"type": "Assertion", "revoked": True})) == [("schema", "member_missing")]
    assert check(gone, {}).verdict == "could_not_check"


@pytest.mark.spec("OB 2.0 Revocation: HTTP 410 or revoked: true")
@pytest.mark.parametrize("body", [b"", b"<html>", b"{}", json.dumps(ASSERTION).encode()])
def test_what_is_gone_was_withdrawn_whatever_stands_there_instead(body):
    def web(url, accept):
        raise Gone("Gone.", body)

    for data in (json.dumps(ASSERTION).encode(), bake_png(png(), URL, keyword=KEYWORD_V2)):
        report = verify(data, fetch=web, now=NOW)
        assert (bad(report), report.verdict) == ([("hosted", "revoked")], "not_valid")


@pytest.mark.parametrize("gone", [ACHIEVEMENT.url, ISSUER.profile_url])
def test_a_badge_or_an_issuer_that_is_gone_is_not_a_withdrawn_award(gone):
    web = Web(world())

    def fetch(url, accept):
        if url == gone:
            raise Gone("Gone.", json.dumps(world()[url]).encode())
        return web(url, accept)

    assert verify(json.dumps(ASSERTION).encode(), fetch=fetch, now=NOW).verdict == "could_not_check"


@pytest.mark.parametrize("missing", [URL, ACHIEVEMENT.url, ISSUER.profile_url])
@pytest.mark.parametrize("answer", [None, b"<html>", b"\xff", b"3"])
def test_what_cannot_be_had_is_no_word_against_the_badge(missing, answer):
    documents = world()
    if answer is None:
        del documents[missing]
    else:
        documents[missing] = answer
    report = check(ASSERTION, documents)
    assert report.verdict == "could_not_check"
    assert len(bad(report)) == 1


def elsewhere(**changes):
    """A world in which the badge and its issuer are of another museum."""
    url = "https://elsewhere.example/issuer"
    badge = {
        **v2.badge_class(ACHIEVEMENT),
        "id": "https://elsewhere.example/badge",
        "issuer": url,
    }
    document, documents = hosted(badge=badge["id"])
    issuer = {**v2.issuer_profile(ISSUER), "id": url, **changes}
    return document, {**documents, badge["id"]: badge, url: issuer}


def test_a_badge_of_another_issuer_is_not_valid():
    """Anybody could name a museum's badge in an assertion of their own."""
    assert bad(check(*elsewhere())) == [("issuer", "other_origin")]


@pytest.mark.spec("OB 2.0 VerificationObject: startsWith, allowedOrigins")
@pytest.mark.parametrize(
    ("policy", "verdict"),
    [
        ({"allowedOrigins": "learn.example.org"}, "valid"),
        ({"allowedOrigins": ["elsewhere.example", "Learn.Example.org"]}, "valid"),
        ({"allowedOrigins": [BASE]}, "valid"),
        ({"startsWith": f"{BASE}/cofl/assertions/"}, "valid"),
        ({"startsWith": ["https://elsewhere.example/", BASE]}, "valid"),
        ({"startsWith": f"{BASE}/cofl/", "allowedOrigins": "learn.example.org"}, "valid"),
        ({"startsWith": f"{BASE}/other/"}, "not_valid"),
        ({"startsWith": f"{BASE}/cofl/", "allowedOrigins": "elsewhere.example"}, "not_valid"),
        ({"startsWith": f"{BASE}/other/", "allowedOrigins": "learn.example.org"}, "not_valid"),
        ({"startsWith": "https://learn.example"}, "not_valid"),
        ({"startsWith": ""}, "not_valid"),
        ({"startsWith": [None, 3, {}], "allowedOrigins": [None, 3, {}]}, "not_valid"),
        ({}, "not_valid"),
        ("everywhere", "not_valid"),
    ],
)
def test_an_issuer_may_say_where_its_assertions_live(policy, verdict):
    assert check(*elsewhere(verification=policy)).verdict == verdict


def test_an_issuer_may_keep_its_assertions_away_from_its_own_address():
    document, documents = hosted()
    documents[ISSUER.profile_url]["verification"] = {"allowedOrigins": "badges.example"}
    assert bad(check(document, documents)) == [("issuer", "other_origin")]


def test_the_badge_may_stand_elsewhere_when_its_issuer_hosts_the_assertion():
    document, documents = elsewhere()
    documents["https://elsewhere.example/badge"]["issuer"] = ISSUER.profile_url
    assert check(document, documents).verdict == "valid"


@pytest.mark.parametrize("link", [None, 3, [], {"name": "x"}, "nowhere", "http://[::1"])
def test_a_link_that_leads_nowhere(link):
    badge = {**v2.badge_class(ACHIEVEMENT), "issuer": link}
    report = check(ASSERTION, {**world(), ACHIEVEMENT.url: badge})
    assert bad(report) == [("issuer", "no_address")]


def test_a_badge_may_be_written_out_in_the_assertion():
    """Without an address of its own; its issuer is looked up all the same."""
    inside = {**v2.badge_class(ACHIEVEMENT), "id": "urn:uuid:5ad2b0b2-4fd6-4a55-9f3c-d3b7a1a0f5f9"}
    for badge in (inside, {k: v for k, v in inside.items() if k != "id"}):
        report = check(*hosted(badge=badge))
        assert (report.verdict, report.summary.name) == ("valid", "Sound Recordist")
    report = check(*hosted(badge={**inside, "issuer": {"name": "Me", "url": "x", "email": "y"}}))
    assert bad(report) == [("issuer", "no_address")]


def test_an_award_is_neither_its_badge_nor_its_issuer():
    everything = {
        **v2.badge_class(ACHIEVEMENT),
        **v2.issuer_profile(ISSUER),
        **ASSERTION,
        "type": ["Assertion", "BadgeClass", "Issuer"],
        "badge": URL,
        "issuer": URL,
    }
    assert bad(check(everything, {URL: everything})) == [("badge", "names_itself")]
    everything["badge"] = {**everything, "id": None}
    assert bad(check(everything, {URL: everything})) == [("issuer", "names_itself")]
    badge = {**everything, "id": ACHIEVEMENT.url, "issuer": ACHIEVEMENT.url}
    report = check(ASSERTION, {URL: ASSERTION, ACHIEVEMENT.url: badge})
    assert bad(report) == [("issuer", "names_itself")]


def test_what_is_linked_is_of_the_right_kind():
    documents = world()
    documents[ACHIEVEMENT.url]["type"] = "Issuer"
    assert bad(check(ASSERTION, documents)) == [("badge", "id_mismatch")]
    documents = world()
    documents[ISSUER.profile_url]["type"] = ["Profile"]
    assert check(ASSERTION, documents).verdict == "valid"
    documents[ISSUER.profile_url]["type"] = "Assertion"
    assert bad(check(ASSERTION, documents)) == [("issuer", "id_mismatch")]


def test_one_is_not_true():
    """Python takes them for the same; JSON does not."""
    recipient = {**ASSERTION["recipient"], "hashed": 1}
    assert bad(check({**ASSERTION, "recipient": recipient})) == [("hosted", "changed")]


def test_what_others_say_of_it_is_counted_and_not_checked():
    document, documents = hosted(endorsement="https://elsewhere.example/1")
    documents[ACHIEVEMENT.url]["endorsement"] = [{}, "https://elsewhere.example/2"]
    report = check(document, documents)
    assert report.verdict == "valid"
    assert report.checks[-1].sentence == "Others speak for it: 3."


def test_something_else_at_the_badges_address():
    badge = {**v2.badge_class(ACHIEVEMENT), "id": f"{BASE}/other"}
    assert bad(check(ASSERTION, {**world(), ACHIEVEMENT.url: badge})) == [("badge", "id_mismatch")]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"id": None}, "member_missing"),
        ({"recipient": "ada"}, "member_missing"),
        ({"badge": []}, "member_missing"),
        ({"verification": "hosted"}, "member_missing"),
        ({"issuedOn": "2026-05-28"}, "bad_date"),
        ({"issuedOn": 1464428200}, "bad_date"),
        ({"expires": "soon"}, "bad_date"),
    ],
)
def test_what_is_missing_is_named(changes, code):
    assert bad(check(*hosted(**changes))) == [("schema", code)]


@pytest.mark.parametrize("member", ["name", "description", "criteria"])
def test_a_badge_that_says_nothing(member):
    badge = {**v2.badge_class(ACHIEVEMENT), member: ""}
    report = check(ASSERTION, {**world(), ACHIEVEMENT.url: badge})
    assert bad(report) == [("schema", "member_missing")]


def test_an_issuer_that_cannot_be_written_to():
    issuer = {**v2.issuer_profile(ISSUER), "email": ""}
    report = check(ASSERTION, {**world(), ISSUER.profile_url: issuer})
    assert bad(report) == [("schema", "member_missing")]


@pytest.mark.parametrize("kind", ["Oracle", None, 3])
def test_another_kind_of_verification_is_not_called_false(kind):
    report = check(*hosted(verification={"type": kind, "x": 1}))
    assert (bad(report), report.verdict) == ([("hosted", "not_hosted")], "could_not_check")


@pytest.mark.parametrize("kind", ["SignedBadge", "signed"])
def test_a_signed_badge_without_its_signature_is_not_called_false(kind):
    report = check(*hosted(verification={"type": kind, "x": 1}))
    assert (bad(report), report.verdict) == ([("proof", "no_signature")], "could_not_check")


def test_it_may_have_run_out():
    assert bad(check(*hosted(expires="2026-10-31T00:00:00Z"))) == [("dates", "expired")]
    assert bad(check(*hosted(issuedOn="2027-01-01T00:00:00+00:00"))) == [("dates", "not_yet")]
    assert check(*hosted(expires="2027-01-01T00:00:00Z")).verdict == "valid"


def test_to_whom_it_was_given():
    assert bad(check(email="eve@example.org")) == [("recipient", "other_recipient")]
    plain = {"type": "email", "hashed": False, "identity": "ADA@example.org"}
    assert check(*hosted(recipient=plain), email=EMAIL).verdict == "valid"
    by_url = {"type": "url", "hashed": False, "identity": EMAIL}
    report = check(*hosted(recipient=by_url), email=EMAIL)
    assert bad(report) == [("recipient", "recipient_unnamed")]
    # Nobody can say: that is no word against the badge.
    assert report.verdict == "could_not_check"
    assert check(*hosted(recipient=by_url)).verdict == "valid"


def test_what_comes_over_http_could_be_anybodys():
    """On this machine it may, where that is allowed."""
    text = json.dumps(world()).replace("https://learn.example.org", "http://localhost:8000")
    documents = json.loads(text)
    document = documents["http://localhost:8000/cofl/assertions/9"]
    assert check(document, documents, allow_http=True).verdict == "valid"
    assert check(document, documents).verdict == "could_not_check"
