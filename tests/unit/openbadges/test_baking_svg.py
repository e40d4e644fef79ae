"""Badges inside SVG pictures, and pictures that are none."""

import json
import re
import tracemalloc
from xml.dom import minidom
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_cofl.openbadges.baking import (
    KEYWORD_V2,
    KEYWORD_V3,
    BadPicture,
    Bakeable,
    bake,
    is_picture,
    unbake,
)

from .pictures import png

V2 = "http://openbadges.org"
V3 = "https://purl.imsglobal.org/ob/v3p0"
SVG = "http://www.w3.org/2000/svg"
ROOT = f'<svg xmlns="{SVG}" width="9" height="9">'.encode()
REST = b"<title>Tree \xc3\xa9</title>\r\n<path d='M 0 0 > 1'/></svg>\n"
PICTURE = ROOT + REST
URL = "https://city.example/a/1?x=1&y=<2>"
TOKEN = "eyJh.eyJ.c2ln"
HOSTED = json.dumps({"id": "https://city.example/a/1", "type": "Assertion"})
CREDENTIAL = json.dumps({"type": ["VerifiableCredential"], "name": "]]> é <b>&amp;"})

JSON_TEXT = st.recursive(
    st.none() | st.booleans() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("a]>\n", max_size=3), inner)
    ),
    max_leaves=6,
).map(lambda value: json.dumps({"id": "urn:x", "value": value}, ensure_ascii=False))


def tree(picture):
    return ElementTree.fromstring(picture)  # noqa: S314 - it is ours


def dom(picture):
    return minidom.parseString(picture)  # noqa: S318 - it is ours


def element(picture, namespace, name):
    """The only one of the name, as a stranger's parser sees it, and its place in the root."""
    root = tree(picture)
    (found,) = root.iter(f"{{{namespace}}}{name}")
    return found, list(root).index(found)


@pytest.mark.spec("OB 3.0, 5.3.2")
def test_a_credential_stands_directly_after_the_root_as_cdata():
    baked = bake(PICTURE, CREDENTIAL, version="3.0")
    opening = ROOT[:-1] + f' xmlns:openbadges="{V3}"><openbadges:credential><![CDATA['.encode()
    assert baked.startswith(opening)
    assert baked.endswith(b"]]></openbadges:credential>" + REST)
    found, place = element(baked, V3, "credential")
    assert (found.text, found.attrib, place) == (CREDENTIAL, {}, 0)


@pytest.mark.spec("OB 3.0, 5.3.2")
def test_a_token_stands_in_the_attribute_and_has_no_body():
    found, place = element(bake(PICTURE, TOKEN, version="3.0"), V3, "credential")
    assert (found.text, found.attrib, place) == (None, {"verify": TOKEN}, 0)


@pytest.mark.spec("OB 2.0, Baking")
@pytest.mark.parametrize(
    ("text", "attributes", "body"),
    [
        (HOSTED, {"verify": "https://city.example/a/1"}, HOSTED),
        ('{"verify": {"url": "http://a.example/1"}}', {"verify": "http://a.example/1"}, ...),
        ('{"id": "urn:uuid:1"}', {}, ...),
        ('{"id": 7, "verify": "signed"}', {}, ...),
        (URL, {"verify": URL}, None),
        (TOKEN, {"verify": TOKEN}, None),
    ],
)
def test_an_assertion_says_where_it_is_hosted(text, attributes, body):
    baked = bake(PICTURE, text, version="2.0")
    found, place = element(baked, V2, "assertion")
    assert (found.attrib, found.text, place) == (attributes, text if body is ... else body, 0)
    assert unbake(baked) == {KEYWORD_V2: text}


@given(JSON_TEXT, st.sampled_from(["2.0", "3.0"]))
def test_baking_and_unbaking_is_a_round_trip_that_keeps_every_other_byte(text, version):
    baked = bake(PICTURE, text, version=version)
    (again,) = unbake(baked).values()
    assert json.loads(again) == json.loads(text)
    if "\ufffe" not in text and "\uffff" not in text:
        assert again == text
    assert Bakeable(PICTURE).bake(text, version=version) == baked
    unbaked = re.sub(rb" xmlns:openbadges=.*</openbadges:\w+>", b">", baked, flags=re.DOTALL)
    assert unbaked == PICTURE


@pytest.mark.parametrize("text", ['{"a": "]]>"}', '{"a":\r\n"]]]]>>"}', '{"a": "\uffff\x7f\x85"}'])
def test_other_parsers_read_the_same_text(text):
    baked = bake(PICTURE, text, version="3.0")
    (node,) = dom(baked).getElementsByTagName("openbadges:credential")
    texts = {
        "".join(child.data for child in node.childNodes),
        "".join(element(baked, V3, "credential")[0].itertext()),
        unbake(baked)[KEYWORD_V3],
    }
    assert texts == {text.replace("\uffff", "\\uffff")}


@pytest.mark.parametrize("first", ["2.0", "3.0"])
def test_both_versions_live_in_one_picture_for_others_too(first):
    second = "3.0" if first == "2.0" else "2.0"
    texts = {"2.0": HOSTED, "3.0": CREDENTIAL}
    baked = bake(bake(PICTURE, texts[first], version=first), texts[second], version=second)
    assert unbake(baked) == {KEYWORD_V2: HOSTED, KEYWORD_V3: CREDENTIAL}
    assert element(baked, V2, "assertion")[0].text == HOSTED
    assert "".join(element(baked, V3, "credential")[0].itertext()) == CREDENTIAL
    # Others look for the name with this prefix, whatever its namespace.
    document = dom(baked)
    for name in ("openbadges:assertion", "openbadges:credential"):
        assert len(document.getElementsByTagName(name)) == 1


@pytest.mark.parametrize("version", ["2.0", "3.0"])
@pytest.mark.parametrize("make", [bake, lambda p, t, version: Bakeable(p).bake(t, version=version)])
def test_baking_again_replaces_and_leaves_the_other_version(version, make):
    both = bake(bake(PICTURE, HOSTED, version="2.0"), CREDENTIAL, version="3.0")
    again = make(make(both, '{"new": 1}', version=version), '{"new": 2}', version=version)
    keyword = KEYWORD_V2 if version == "2.0" else KEYWORD_V3
    assert unbake(again) == {**unbake(both), keyword: '{"new": 2}'}
    assert again.count(b"xmlns:openbadges") == 2
    assert again.endswith(REST)


@pytest.mark.parametrize(
    "older",
    [
        '<x:credential xmlns:x="{ns}" verify="a>b"/>',
        "<x:credential xmlns:x='{ns}'><![CDATA[ {{}} ]]></x:credential  >",
        '<g><x:credential xmlns:x="{ns}"><x:credential/>{{}}</x:credential></g>',
        '<credential xmlns="{ns}">{{}}</credential><credential xmlns="{ns}">{{"b":1}}</credential>',
        '<x:credential xmlns:x="{ns}"></x:credential>',
    ],
)
@pytest.mark.parametrize("between", ["", "<title>credential</title>"])
def test_every_older_badge_of_the_version_is_taken_out(older, between):
    older = older.format(ns=V3)
    picture = ROOT + (between + older).encode() + REST
    baked = bake(picture, '{"new": 1}', version="3.0")
    assert unbake(baked) == {KEYWORD_V3: '{"new": 1}'}
    kept = between + ("<g></g>" if older.startswith("<g>") else "")
    assert baked.endswith(b"</openbadges:credential>" + kept.encode() + REST)
    assert len(list(tree(baked).iter(f"{{{V3}}}credential"))) == 1


@pytest.mark.parametrize(
    "picture",
    [
        b"\xef\xbb\xbf" + PICTURE,
        b'<?xml version="1.0" encoding="utf-8"?>\n<!-- <svg> > --><?x <svg>?>\n' + PICTURE,
        b'<?xml version="1.0" encoding="US-ASCII"?><svg xmlns="http://www.w3.org/2000/svg"></svg>',
        b'<svg:svg xmlns:svg="http://www.w3.org/2000/svg" a="x>y" b=\'">\' ><svg:g/></svg:svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        b'<s:svg xmlns:s="http://www.w3.org/2000/svg" a=">" />',
        b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="urn:another"><openbadges:x/></svg>',
        b"<svg>" + b"<g>" * 2000 + b"</g>" * 2000 + b"</svg>",
        b"<!--" + b"x" * 30_000 + b"-->" + PICTURE,
    ],
)
@pytest.mark.parametrize("version", ["2.0", "3.0"])
def test_every_shape_of_picture_can_be_baked(picture, version):
    baked = bake(picture, HOSTED, version=version)
    assert Bakeable(picture).bake(HOSTED, version=version) == baked
    assert list(unbake(baked).values()) == [HOSTED]
    namespace, name = (V2, "assertion") if version == "2.0" else (V3, "credential")
    root = tree(baked)
    assert root[0].tag == f"{{{namespace}}}{name}"
    before = tree(picture)
    assert (root.tag, dict(root.attrib), len(root)) == (before.tag, before.attrib, len(before) + 1)


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<o:assertion>{{}}</o:assertion>", "{}"),
        ("<o:assertion>\n <![CDATA[\n{{}}\n]]> </o:assertion>", "{}"),
        ('<o:assertion verify=" https://a.example/1 "> </o:assertion>', "https://a.example/1"),
        ('<o:assertion verify="https://a.example/1"/>', "https://a.example/1"),
        ('<o:assertion verify="https://a.example/1">{{a}}</o:assertion>', "https://a.example/1"),
        ('<o:assertion verify="https://a.example/1">[1]</o:assertion>', "https://a.example/1"),
        ('<o:assertion verify="https://a.example/1">{{"a":1}}</o:assertion>', '{"a":1}'),
        ("<o:assertion/><g><o:assertion>1</o:assertion></g><o:assertion>2</o:assertion>", "1"),
        ("<title>Hi</title><o:assertion>{{&quot;</o:assertion>", '{"'),
        (f'<g xmlns="{V2}" xmlnsx=""><assertion>{{{{}}}}</assertion></g>', "{}"),
        (
            '<g xmlns:o="urn:x" xmlns="urn:y"><o:assertion>1</o:assertion></g><o:assertion/>'
            "<o:assertion>2</o:assertion>",
            "2",
        ),
        ('<other xmlns="urn:x"><o:assertion>{{}}</o:assertion></other>', "{}"),
    ],
)
def test_every_way_of_baking_is_read(inside, text):
    picture = (
        ROOT
        + f'<g xmlns:o="{V2}">'.encode()
        + inside.replace("{{", "{").replace("}}", "}").encode()
    )
    assert unbake(picture + b"</g></svg>") == {KEYWORD_V2: text}


@pytest.mark.parametrize(
    "inside",
    [
        "",
        '<openbadges:assertion xmlns:openbadges="urn:another">{}</openbadges:assertion>',
        f'<o:credential xmlns:o="{V2}">x</o:credential>',
        f'<o:assertion xmlns:o="{V3}">x</o:assertion>',
        f'<o:assertion xmlns:o="{V2}"> </o:assertion>',
        "<assertion>{}</assertion>",
    ],
)
def test_what_is_no_badge_is_not_read(inside):
    assert unbake(ROOT + inside.encode() + b"</svg>") == {}


@pytest.mark.parametrize("opening", [ROOT + b"<g %b>", ROOT[:-1] + b" %b><g>", ROOT + b"<g %b><g>"])
def test_both_badges_are_found_wherever_they_and_their_namespaces_are(opening):
    both = f'xmlns:o="{V2}" xmlns:p="{V3}"'.encode()
    picture = (
        (opening % both)
        + b"<o:assertion>two</o:assertion><title>x</title>"
        + b"<path/>" * 9000
        + b"<p:credential>three</p:credential>"
        + b"</g>" * opening.count(b"<g")
        + b"</svg>"
    )
    assert unbake(picture) == {KEYWORD_V2: "two", KEYWORD_V3: "three"}
    own = picture.replace(both, b"")
    own = own.replace(b"<o:assertion", f"<o:assertion xmlns:o='{V2}'".encode())
    own = own.replace(b"<p:credential", f"<p:credential xmlns:p='{V3}'".encode())
    assert unbake(own) == {KEYWORD_V2: "two", KEYWORD_V3: "three"}


def test_nothing_is_read_after_the_badges():
    baked = bake(ROOT + b"<g/>" * 9000 + b"no end", TOKEN, version="3.0")
    assert unbake(baked) == {KEYWORD_V3: TOKEN}


DOCTYPE = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://x.example/svg11.dtd">'
LAUGHS = b'<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("picture", "says"),
    [
        (b"", "neither"),
        (b'{"a": "<svg>"}', "neither"),
        (b"<html><body>", "neither"),
        (b"<html><svg></svg></html>", "not an SVG"),
        (LAUGHS + ROOT + b"&b;</svg>", "declares entities"),
        (b'<!DOCTYPE svg SYSTEM "file:///etc/passwd" []>' + PICTURE, "declares entities"),
        (PICTURE.decode().encode("utf-16"), "UTF-8"),
        (PICTURE.decode().encode("utf-16-le"), "UTF-8"),
        (PICTURE.decode().encode("utf-32"), "UTF-8"),
        (b'<?xml version="1.0" encoding="ISO-8859-1"?>' + PICTURE, "UTF-8"),
        (PICTURE + b" " * 5_000_000, "too big"),
        (ROOT + b"<g>" * 100_000, "too many"),
        (ROOT + b"<g " + b" a=''" * 100_000, "too many"),
        (b"<svg", "neither"),
        (b"<svg ", "damaged"),
        (b"<svg a='>", "damaged"),
    ],
)
@pytest.mark.parametrize("act", [unbake, Bakeable, lambda data: bake(data, "{}", version="3.0")])
def test_what_is_no_plain_picture_is_refused(picture, says, act):
    with pytest.raises(BadPicture, match=says):
        act(picture)


@pytest.mark.parametrize("doctype", [DOCTYPE, b'<!DOCTYPE svg SYSTEM "file:///etc/passwd">'])
def test_a_document_type_that_is_somewhere_else_is_left_there(doctype):
    """Drawing programs write one. Nothing of it is read, so nothing can be unfolded."""
    picture = b'<?xml version="1.0"?>' + doctype + PICTURE
    for baked in (
        bake(picture, TOKEN, version="3.0"),
        Bakeable(picture).bake(TOKEN, version="3.0"),
    ):
        assert baked.startswith(b'<?xml version="1.0"?>' + doctype)
        assert unbake(baked) == {KEYWORD_V3: TOKEN}


def test_a_long_namespace_that_is_used_often_costs_nothing():
    picture = b'<svg xmlns:a="' + b"u" * 1_000_000 + b'">' + b'<a:g a:h=""/>' * 40_000 + b"</svg>"
    tracemalloc.start()
    try:
        assert unbake(picture) == {}
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "rest", [b"", b"<!ELEMENT x></svg>", b"</g>", b"&b;</svg>", b"\xff</svg>", b"</svg><svg/>"]
)
def test_all_of_a_picture_is_checked_where_it_is_baked_often(rest):
    with pytest.raises(BadPicture, match="damaged"):
        Bakeable(ROOT + rest)


@pytest.mark.parametrize("text", ["\0", '{"a": "\x1b"}', "\ud800"])
def test_a_text_that_xml_cannot_carry_is_refused(text):
    with pytest.raises(BadPicture, match="text"):
        bake(PICTURE, text, version="3.0")


@given(st.binary(max_size=200))
def test_no_bytes_break_it(data):
    for made in (data, ROOT + data, bake(ROOT + REST, TOKEN, version="2.0").replace(b"eyJ.", data)):
        for act in (unbake, Bakeable, is_picture):
            try:
                act(made)
            except BadPicture as error:
                assert str(error).endswith(".")


def test_pictures_are_told_from_what_is_none(real_badges):
    for path in real_badges.rglob("*.[ps][nv]g"):
        assert is_picture(path.read_bytes())
    assert is_picture(png())
    assert is_picture(b"\xef\xbb\xbf\n<?xml version='1.0'?><!-- a --><s:svg xmlns:s='x'/>")
    for other in (b"", b"{}", TOKEN.encode(), b"https://a.example/<svg>", b"GIF89a", b"<html>"):
        assert not is_picture(other)


@pytest.mark.parametrize(
    ("path", "begins"),
    [
        ("concentricsky/baked_example.svg", "{"),
        ("mozilla/baked.svg", '{"verify"'),
        ("mozilla/no-json.svg", "http://example.org"),
        ("mozilla/bad-json.svg", "http://example.org"),
        ("concentricsky/unbaked_example.svg", None),
        ("mozilla/unbaked.svg", None),
    ],
)
def test_pictures_of_others_are_read_and_baked(real_badges, path, begins):
    picture = (real_badges / path).read_bytes()
    found = unbake(picture)
    assert list(found) == ([] if begins is None else [KEYWORD_V2])
    if begins is not None:
        assert found[KEYWORD_V2].startswith(begins)
    baked = bake(bake(picture, HOSTED, version="2.0"), CREDENTIAL, version="3.0")
    assert unbake(baked) == {KEYWORD_V2: HOSTED, KEYWORD_V3: CREDENTIAL}
