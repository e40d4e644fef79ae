"""Badges of strangers: written in other ways, by mistake or on purpose."""

import copy
import json
import sys
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wagtail_cofl.openbadges import did, v2, v3
from wagtail_cofl.openbadges.verification import Status, verify
from wagtail_cofl.openbadges.verification.parsing import MAX_BYTES, MAX_DEPTH, MAX_VALUES

from .factories import BASE, EMAIL, ISSUER, MULTIKEY, NOW, Web, award, credential, sign, world

HTTPS_ISSUER = f"{BASE}/cofl/issuers/7/controller"


def check(document, documents=None, **options):
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    web = Web(world() if documents is None else documents)
    report = verify(data, **{"fetch": web, "now": NOW, **options})
    json.dumps(report.to_dict())
    return report


def codes(report):
    return {c.code: c.status for c in report.checks}


def badge(change=None, **members):
    """A credential that was signed with whatever is odd about it."""
    document = {**copy.deepcopy(v3.credential(award())), **members}
    if change:
        change(document)
    return sign(document)


# Who made it?


def https_world(**changes):
    controller = {**did.did_document(HTTPS_ISSUER, [MULTIKEY]), **changes}
    return {**world(), HTTPS_ISSUER: controller}


def https_badge():
    document = v3.credential(award())
    document["issuer"]["id"] = HTTPS_ISSUER
    return sign(document, verification_method=f"{HTTPS_ISSUER}#{MULTIKEY}")


def test_an_issuer_may_be_an_https_address():
    assert check(https_badge(), https_world()).verdict == "valid"
    report = check(https_badge(), https_world(id=f"{BASE}/somebody-else"))
    assert codes(report)["issuer_mismatch"] == Status.FAIL


def test_an_issuer_may_be_a_string():
    assert check(badge(issuer=ISSUER.did)).verdict == "valid"


@pytest.mark.parametrize("issuer", ["did:key:z6Mk", "did:web:a/b", "mailto:ada@example.org", "x"])
def test_an_issuer_that_cannot_be_looked_up_is_no_word_against_the_badge(issuer):
    report = check(credential(issuer=issuer) if ":" in issuer else {**credential(), "issuer": "x"})
    assert report.verdict == "could_not_check"
    assert Status.PASS not in {c.status for c in report.checks if c.name in {"issuer", "proof"}}


@pytest.mark.parametrize(
    "keys",
    [
        {"assertionMethod": [f"#{MULTIKEY}"]},
        {"assertionMethod": f"{ISSUER.did}#{MULTIKEY}"},
        {"assertionMethod": [did.key_document(ISSUER.did, MULTIKEY)], "verificationMethod": []},
    ],
)
def test_a_key_may_be_published_in_several_ways(keys):
    documents = world()
    documents[did.did_url(ISSUER.did)] |= keys
    assert check(credential(), documents).verdict == "valid"


@pytest.mark.parametrize(
    "keys",
    [
        {"assertionMethod": []},
        {"assertionMethod": None},
        {"assertionMethod": [f"{ISSUER.did}#other"]},
        {"verificationMethod": []},
        {"verificationMethod": ["text", 3, None]},
        {
            "verificationMethod": [
                {**did.key_document(ISSUER.did, MULTIKEY), "controller": "did:web:eve.example"}
            ]
        },
    ],
)
def test_a_key_must_be_published_by_the_issuer_for_making_statements(keys):
    documents = world()
    documents[did.did_url(ISSUER.did)] |= keys
    report = check(credential(), documents)
    assert codes(report)["foreign_key"] == Status.FAIL
    assert report.verdict == "not_valid"


def test_where_the_issuer_does_not_answer_the_rest_is_still_told():
    report = check(credential(), {}, email=EMAIL, now=NOW)
    assert report.verdict == "could_not_check"
    assert codes(report)["issuer_unreachable"] == Status.CANNOT
    assert codes(report)["no_key"] == Status.CANNOT
    report = check({**credential(), "proof": []}, {})
    assert report.verdict == "not_valid"


def test_what_the_issuers_address_says_must_be_readable():
    address = did.did_url(ISSUER.did)
    for answer in (b"<html>", b"\xff", b"[]", b"[" * 100_000, b""):
        report = check(credential(), {address: answer})
        assert codes(report)["issuer_unreadable"] == Status.CANNOT


@pytest.mark.parametrize(
    ("address", "allow_http", "asked"),
    [
        ("http://learn.example.org/a", False, False),
        ("http://learn.example.org/a", True, False),
        ("http://localhost:8000/a", False, False),
        ("http://localhost:8000/a", True, True),
        ("http://[::1]:8000/a", True, True),
        ("https://learn.example.org/a", False, True),
        ("http://[::1", True, False),
        ("ftp://localhost/a", False, False),
        ("file:///etc/passwd", True, False),
    ],
)
def test_nothing_is_looked_up_where_others_could_change_it_on_the_way(address, allow_http, asked):
    web = Web({})
    document = {**v2.assertion(award()), "id": address}
    report = verify(json.dumps(document).encode(), fetch=web, now=NOW, allow_http=allow_http)
    assert [url for url, _ in web.asked] == ([address] if asked else [])
    code = "hosted_unreachable" if asked else "hosted_not_https"
    assert codes(report)[code] == Status.CANNOT


# Does it still hold?


def test_a_badge_that_may_have_been_withdrawn_is_not_called_valid():
    """A kind of list that we cannot read."""
    status = {
        "id": f"{BASE}/revoked.json",
        "type": "1EdTechCredentialRefresh",
    }
    extensions = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
    contexts = [*v3.CONTEXTS, extensions]
    for entry in (status, [status]):
        report = check(badge(**{"@context": contexts, "credentialStatus": entry}))
        assert codes(report)["proof_ok"] == Status.PASS
        assert codes(report)["unknown_status"] == Status.CANNOT
        assert report.verdict == "could_not_check"


@pytest.mark.parametrize(
    ("expires", "verdict"),
    [
        ("2026-10-31T00:00:00Z", "not_valid"),
        ("2026-11-02T00:00:00Z", "valid"),
        ("tomorrow", "not_valid"),
    ],
)
@pytest.mark.spec("vc-data-integrity 4.4: expires")
def test_a_signature_may_run_out(monkeypatch, expires, verdict):
    from wagtail_cofl.openbadges.verification import signatures as module

    # Our own signing writes no such member: what is asked here is only whether it is read.
    monkeypatch.setattr(module, "verify_proof", lambda *args: None)
    document = credential()
    document["proof"][0]["expires"] = expires
    assert check(document).verdict == verdict


# How is it written?


@pytest.mark.parametrize("version", ["-3.0.8", "-3.0.9-3.1.0"])
def test_other_editions_of_the_same_context_are_not_judged_either(version):
    url = f"https://purl.imsglobal.org/spec/ob/v3p0/context{version}.json"
    report = check({**credential(), "@context": [v3.CONTEXTS[0], url]})
    assert codes(report)["unknown_context"] == Status.CANNOT
    assert url in report.checks[-1].sentence or any(url in c.sentence for c in report.checks)


@pytest.mark.parametrize(
    "contexts",
    [
        v3.CONTEXTS[::-1],
        v3.CONTEXTS[:1],
        [v3.CONTEXTS[0], v3.CONTEXTS[0]],
        [v3.CONTEXTS[0], {"@vocab": "https://example.org/"}],
        [v3.CONTEXTS[0], v3.CONTEXTS[1] + ".evil.example"],
        [None],
    ],
)
def test_contexts_must_begin_as_the_standard_says(contexts):
    report = check({**credential(), "@context": contexts})
    assert codes(report)["bad_contexts"] == Status.FAIL


def test_a_list_of_one_without_its_brackets_is_noted_but_holds():
    def unwrap(document):
        document["credentialSubject"]["achievement"]["tag"] = "sound"
        document["credentialSubject"]["identifier"] = document["credentialSubject"]["identifier"][0]

    report = check(badge(unwrap), email=EMAIL)
    assert codes(report)["not_arrays"] == Status.WARN
    assert report.verdict == "valid"
    noted = next(c for c in report.checks if c.code == "not_arrays")
    assert noted.params["members"] == (
        "credentialSubject.achievement.tag, credentialSubject.identifier"
    )


def test_other_contexts_that_ship_may_follow():
    schema = {"id": "https://purl.example/s.json", "type": "1EdTechJsonSchemaValidator2019"}
    extensions = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
    contexts = [*v3.CONTEXTS, extensions, "https://w3id.org/security/data-integrity/v2"]
    document = badge(**{"@context": contexts, "credentialSchema": [schema]})
    assert check(document).verdict == "valid"


# Hostile input


def nested(depth):
    value = "x"
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({**credential(), "name": "half \ud83d"}),
        json.dumps({**credential(), "half \ud83d": 1}),
        json.dumps({**credential(), "evidence": nested(MAX_DEPTH)}),
        json.dumps({**credential(), "evidence": ["x"] * MAX_VALUES}),
        json.dumps({**credential(), "name": "x" * MAX_BYTES}),
        json.dumps(credential()).replace('"Sound Recordist"', "1e999", 1),
        json.dumps(credential()).replace('"Sound Recordist"', "NaN", 1),
        json.dumps(credential()).replace('"name"', '"name": "Diver", "name"', 1),
        json.dumps(credential()).replace('"Sound Recordist"', "9" * 5000, 1),
        '{"a":' * 100_000,
    ],
    ids=["half", "half key", "deep", "wide", "big", "inf", "nan", "twice", "digits", "deeper"],
)
def test_json_that_is_read_in_several_ways_or_never_is_refused(text):
    begin = time.perf_counter()
    report = check(text.encode())
    assert time.perf_counter() - begin < 5
    assert set(codes(report)) <= {"not_json", "too_big"}
    assert report.verdict == "not_valid"


def test_depth_is_refused_also_where_little_of_the_stack_is_left():
    deepest = json.dumps({**credential(), "evidence": nested(MAX_DEPTH - 3)}).encode()

    def at(depth):
        return check(deepest) if depth == 0 else at(depth - 1)

    before = sys.getrecursionlimit()
    assert at(before // 3).verdict in {"not_valid", "could_not_check"}


def test_a_signature_that_would_take_for_ever_to_check_is_not_checked():
    child = {"type": ["Alignment"], "targetName": "same"}
    twins = [{"type": ["Result"], "alignment": [child] * 9}] * 2
    document = credential()
    document["credentialSubject"]["result"] = twins
    begin = time.perf_counter()
    report = check(document)
    assert time.perf_counter() - begin < 5
    assert codes(report)["too_many_alike"] == Status.CANNOT


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


def places(value, path=()):
    yield path
    if isinstance(value, dict | list):
        for key, child in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(child, (*path, key))


def swapped(document, path, value):
    document = copy.deepcopy(document)
    owner = document
    for key in path[:-1]:
        owner = owner[key]
    owner[path[-1]] = value
    return document


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_value_in_any_place_makes_it_stumble(data):
    """Whatever stands where in a badge, or in what its issuer publishes, there is a report."""
    documents = world()
    assertion = v2.assertion(award())
    given_ = data.draw(st.sampled_from([credential(), assertion]))
    victims = [given_, *documents.values()]
    victim = data.draw(st.integers(0, len(victims) - 1))
    path = data.draw(st.sampled_from([p for p in places(victims[victim]) if p]))
    value = data.draw(JSON)
    victims[victim] = swapped(victims[victim], path, value)
    report = check(victims[0], dict(zip(documents, victims[1:], strict=True)), email=EMAIL)
    assert report.checks
    if victim == 0 and victims[0] != given_:
        assert report.verdict != "valid"


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode) | JSON.map(json.dumps))
def test_no_bytes_make_it_stumble(data):
    report = check(data.encode() if isinstance(data, str) else data)
    unknown = {"signed_token", "parse_not_https", "parse_unreachable"}  # "http://" is an address
    assert report.verdict == "not_valid" or report.checks[-1].code in unknown
