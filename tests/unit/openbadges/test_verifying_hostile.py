"""Whatever comes in, a verification gives an answer, and never a good one to a bad badge."""

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_cofl.openbadges import did, v2
from wagtail_cofl.openbadges.baking import KEYWORD_V2, KEYWORD_V3, bake_png
from wagtail_cofl.openbadges.strict_json import MAX_VALUES
from wagtail_cofl.openbadges.verification import CannotFetch, verify

from .factories import EMAIL, ISSUER, NOW, Web, award, credential, world
from .pictures import SIGNATURE, chunk, png
from .test_verifying_v3 import bad

SIGNED = credential()
GOOD = {"3.0": SIGNED, "2.0": v2.assertion(award())}
# What JSON allows, half characters and endless numbers among it.
ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters())
    | st.sampled_from(
        ["did:web:", "https://[", "http://x", "@type", "_:b0", "9999-12-31T23:59-23:59"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "type", "@context", "@id", "@graph", "name", "expires", "proof"])
            | st.text(st.characters(), max_size=5),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)


def check(data, documents=None, **options):
    web = Web(world() if documents is None else documents)
    return verify(data, fetch=web, **{"now": NOW, "email": EMAIL, **options})


def nodes(value, path=()):
    if path:
        yield path
    if isinstance(value, dict | list):
        for key, child in value.items() if isinstance(value, dict) else enumerate(value):
            yield from nodes(child, (*path, key))


def replaced(document, path, value):
    document = copy.deepcopy(document)
    owner = document
    for key in path[:-1]:
        owner = owner[key]
    owner[path[-1]] = value
    return document


def text(document) -> bytes:
    return json.dumps(document).encode()


@pytest.mark.parametrize("version", GOOD)
@given(data=st.data())
def test_any_part_may_be_anything(version, data):
    good = GOOD[version]
    path = data.draw(st.sampled_from(list(nodes(good))))
    changed = replaced(good, path, data.draw(ODD))
    report = check(text(changed))
    assert report.checks
    json.dumps(report.to_dict())
    if text(changed) != text(good):
        assert report.verdict != "valid"


@given(data=st.data())
def test_what_is_looked_up_may_be_anything(data):
    url = data.draw(st.sampled_from(list(world())))
    document = world()[url]
    path = data.draw(st.sampled_from([(), *nodes(document)]))
    odd = data.draw(ODD)
    documents = {**world(), url: replaced(document, path, odd) if path else odd}
    for good in GOOD.values():
        assert check(text(good), documents).checks


@given(extra=ODD)
def test_something_beside_the_proof(extra):
    """A second proof is not covered by the first; whatever it is, it must not stop anybody."""
    assert check(text({**SIGNED, "proof": [SIGNED["proof"][0], extra]})).checks


@given(st.binary(max_size=300))
def test_any_bytes(data):
    for made in (data, SIGNATURE + data, bake(data), b"{" + data + b"}"):
        assert check(made).verdict != "valid"


def bake(data):
    return png(chunk(b"iTXt", b"openbadgecredential\0\0\0\0\0" + data))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" ",
        b"null",
        b"3",
        b"[]",
        b'"x"',
        b"{",
        b"\xef\xbb\xbf",
        b"\xff\xfe{\0}\0",
        b'{"type": ["OpenBadgeCredential"]',
        b"<svg",
    ],
)
def test_what_is_no_json_object(data):
    report = check(data)
    assert (bad(report), report.verdict) == ([("parse", "not_json")], "not_valid")


def test_neither_text_nor_picture():
    assert check(b"GIF89a\xff\xff").verdict == "not_valid"


@pytest.mark.parametrize(
    "odd",
    [
        b'{"type": "Assertion", "type": "OpenBadgeCredential"}',
        b'{"type": ["OpenBadgeCredential"], "a": NaN}',
        b'{"type": ["OpenBadgeCredential"], "a": -Infinity}',
        b'{"type": ["OpenBadgeCredential"], "a": 1e999}',
        b'{"type": ["OpenBadgeCredential"], "a": "\\ud800"}',
        b'{"type": ["OpenBadgeCredential"], "a": {"\\udfff": 1}}',
        b'{"type": ["OpenBadgeCredential"], "a": ' + b"9" * 5000 + b"}",
        b'{"type": ["OpenBadgeCredential"], "a": ' + b"[" * 61 + b"]" * 61 + b"}",
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        b"[" * 4_000_000,
        # Closing brackets in a text do not make what follows shallower.
        b'{"a": "' + b"]" * 900 + b'", "b": ' + b"[" * 900 + b"]" * 900 + b"}",
    ],
    ids=lambda data: data[:40].decode() + f" {len(data)}",
)
def test_json_that_others_would_read_otherwise_is_refused(odd):
    assert bad(check(odd)) == [("parse", "not_json")]


def test_a_good_badge_after_a_byte_order_mark_and_spaces():
    assert check(b"\xef\xbb\xbf" + text(SIGNED)).verdict == "valid"
    assert check(b"\n " + text(SIGNED) + b"\n").verdict == "valid"


@pytest.mark.parametrize("size", [5_000_001, 20_000_000])
def test_a_file_that_is_too_big_is_not_read(size):
    assert bad(check(b" " * size)) == [("parse", "too_big")]


def test_many_small_values_are_refused():
    report = check(text({**SIGNED, "credentialSubject": {"x": list(range(100_000))}}))
    assert report.verdict == "not_valid"
    # A name is a value too.
    named = {str(number): 0 for number in range(MAX_VALUES - 7_000)}
    assert bad(check(text({**SIGNED, "x": named}))) == [("parse", "not_json")]


@pytest.mark.parametrize(
    ("picture", "code"),
    [
        (png(), "no_badge"),
        (png()[:-5], "bad_picture"),
        (SIGNATURE, "bad_picture"),
        (bake_png(png(), "{}", keyword=KEYWORD_V3), "not_a_badge"),
        (bake_png(png(), "<svg/>", keyword=KEYWORD_V2), "not_json"),
    ],
)
def test_pictures_without_a_badge(picture, code):
    assert bad(check(picture)) == [("parse", code)]


@pytest.mark.parametrize("token", ["eyJhbGciOiJSUzI1NiJ9.eyJ9.c2ln", "eyJ.e30.", "e30.e30.e30"])
def test_a_damaged_token(token):
    for data in (token.encode(), bake_png(png(), token, keyword=KEYWORD_V2)):
        assert bad(check(data)) == [("parse", "bad_token")]


@pytest.mark.parametrize("kind", [None, 3, {}, "Profile", ["VerifiableCredential"], [{}]])
def test_json_that_is_no_badge(kind):
    assert bad(check(text({"type": kind}))) == [("parse", "not_a_badge")]


def test_a_document_made_to_take_for_ever():
    twins = [{"type": ["Alignment"], "targetName": "same"}] * 9
    results = [{"type": ["Result"], "alignment": twins}] * 9
    subject = {**SIGNED["credentialSubject"], "result": results}
    report = check(text({**SIGNED, "credentialSubject": subject}))
    assert ("proof", "too_many_alike") in bad(report)
    assert report.verdict == "could_not_check"


def test_what_a_fetch_says_is_passed_on():
    def fetch(url, accept):
        raise CannotFetch("The museum is closed.")

    report = verify(text(SIGNED), fetch=fetch, now=NOW)
    assert any("The museum is closed." in found.explanation for found in report.checks)


def test_a_stranger_is_asked_for_nothing_but_the_document():
    """The address is made from the DID alone: no query, nothing of the learner."""
    web = Web(world())
    verify(text(SIGNED), fetch=web, now=NOW, email=EMAIL)
    assert web.asked == [(did.did_url(ISSUER.did), web.asked[0][1])]
