"""Canonical form: what is signed, and what is refused before it could vanish from it."""

import hashlib
import json
import threading
import time
from importlib import resources

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_cofl.openbadges import jsonld, v3
from wagtail_cofl.openbadges.jsonld import TooManyAlike, UndefinedTerm, UnknownContext, canonicalise

from .factories import award, credential

FOLDER = resources.files("wagtail_cofl.openbadges") / "contexts"
MANIFEST = json.loads((FOLDER / "MANIFEST.json").read_text("utf-8"))


def inlined(value):
    """The document with its contexts written out."""
    if isinstance(value, dict):
        return {
            k: [jsonld.contexts()[c]["@context"] for c in v] if k == "@context" else inlined(v)
            for k, v in value.items()
        }
    return [inlined(child) for child in value] if isinstance(value, list) else value


def by_pyoxigraph(document) -> str:
    """The same by another JSON-LD processor, which gets the contexts as they ship."""
    quads = pyoxigraph.parse(
        json.dumps(inlined(document)).encode(), format=pyoxigraph.RdfFormat.JSON_LD
    )
    dataset = pyoxigraph.Dataset(quads)
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return "".join(sorted(f"{quad} .\n" for quad in dataset))


def with_subject(**members):
    document = v3.credential(award())
    return {**document, "credentialSubject": {**document["credentialSubject"], **members}}


@pytest.mark.parametrize("entry", MANIFEST, ids=lambda e: e["file"])
def test_a_context_is_byte_for_byte_what_the_manifest_says(entry):
    data = (FOLDER / entry["file"]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == entry["sha256"]
    assert json.loads(data)["@context"]
    assert entry["package"] and entry["version"] and entry["licence"]


def test_nothing_lies_beside_the_manifest():
    files = {entry["file"] for entry in MANIFEST} | {"MANIFEST.json", "LICENCES.txt"}
    assert {path.name for path in FOLDER.iterdir()} == files


def test_a_badge_has_the_form_that_another_processor_gives_it():
    assert canonicalise(v3.credential(award())) == by_pyoxigraph(v3.credential(award()))


def test_an_endorsed_badge_with_results_too():
    """Lists, nested credentials, proofs in graphs of their own, numbers, language tags."""
    endorsement = {
        **credential(),
        "id": "urn:uuid:0f1b7cc4-40a0-4ad4-8d7c-6b2f2a5d3c11",
        "name": {"@value": "Gut gemacht", "@language": "de"},
    }
    achievement = {
        **v3.achievement(award().achievement),
        "creditsAvailable": 1.5,
        "resultDescription": [
            {
                "id": "urn:uuid:f4b9a3f5-31c5-4e6f-9a0c-6d5a3c1e2b70",
                "type": ["ResultDescription"],
                "name": "Level",
                "resultType": "PerformanceLevel",
                "allowedValue": ["low", "high", "low"],
            }
        ],
    }
    document = {
        **with_subject(achievement=achievement, creditsEarned=2.0),
        "endorsement": [endorsement],
        "evidence": [{"type": ["Evidence"], "name": "A"}, {"type": ["Evidence"], "name": "B"}],
    }
    found = canonicalise(document)
    assert found == by_pyoxigraph(document)
    assert '"2"^^' in found  # 2.0 and 2 are the same number in JSON
    assert '"1.5E0"^^' in found


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff")))
def test_any_text_is_escaped_as_rdfc_1_0_says(text):
    """pyld alone leaves control characters as they are."""
    document = {**v3.credential(award()), "name": text}
    assert canonicalise(document) == by_pyoxigraph(document)


@pytest.mark.spec("RDFC-1.0 5: canonical N-Quads")
def test_control_characters_are_escaped():
    document = {**v3.credential(award()), "name": 'a\x00\x07\b\t\n\x0b\f\r\x1f"\\\x7f\x80é'}
    assert r'"a\u0000\u0007\b\t\n\u000B\f\r\u001F\"\\\u007F' + "\x80é" in canonicalise(document)


def test_order_of_members_and_of_alignments_does_not_matter():
    document = v3.credential(award())
    turned = {key: document[key] for key in reversed(document)}
    achievement = turned["credentialSubject"]["achievement"]
    turned["credentialSubject"] = {
        **turned["credentialSubject"],
        "achievement": {**achievement, "alignment": achievement["alignment"][::-1]},
    }
    assert canonicalise(turned) == canonicalise(document)


@pytest.mark.parametrize(
    "context",
    [
        "https://example.org/context",
        {"name": "https://example.org/other-name"},
        None,
        3,
        [v3.CONTEXTS[0], {"@vocab": "https://example.org/"}],
    ],
)
@pytest.mark.parametrize("place", ["top", "inside"])
def test_a_context_that_does_not_ship_is_refused(context, place):
    document = v3.credential(award())
    if place == "top":
        document["@context"] = context
    else:
        document = with_subject(**{"@context": context})
    with pytest.raises(UnknownContext):
        canonicalise(document)


def test_without_a_context_nothing_has_a_meaning():
    document = v3.credential(award())
    del document["@context"]
    with pytest.raises(UndefinedTerm):
        canonicalise(document)


@pytest.mark.parametrize(
    ("members", "term"),
    [
        ({"favouriteColour": "red"}, "favouriteColour"),
        ({"": "red"}, ""),
        ({"type": ["AchievementSubject", "Champion"]}, "Champion"),
        ({"id": "subject-1"}, "subject-1"),
        ({"id": "https://example.org/a b"}, "https://example.org/a b"),
        ({"https://schema.org/name": "x"}, "https://schema.org/name"),
        ({"@id": "urn:x:y"}, "@id"),
        ({"@direction": "ltr"}, "@direction"),
        ({"@unheard-of": "x"}, "@unheard-of"),
        ({"narrative": {"@value": "x", "@direction": "rtl"}}, "@direction"),
        ({"narrative": {"@value": "x", "@language": "not a language"}}, "not a language"),
        ({"narrative": "half \ud83d"}, "'half \\ud83d'"),
        ({"narrative": "x\uffff"}, "'x\\uffff'"),
        ({"creditsEarned": float("inf")}, "inf"),
        ({"achievement": {"type": ["Achievement"], "criteria": {"id": "../x"}}}, "../x"),
        ({"narrative": b"bytes"}, "bytes"),
    ],
)
def test_what_would_vanish_is_refused_and_named(members, term):
    with pytest.raises(UndefinedTerm) as caught:
        canonicalise(with_subject(**members))
    assert caught.value.term == term


def test_json_literals_are_refused():
    schema = {"id": "urn:x:y", "type": "JsonSchema", "jsonSchema": {"a": 1}}
    with pytest.raises(UndefinedTerm):
        canonicalise({**v3.credential(award()), "credentialSchema": [schema]})


def test_blank_nodes_cannot_be_named():
    with pytest.raises(TooManyAlike):
        canonicalise(with_subject(id="_:b0"))


def alike(twins: int, children: int):
    child = {"type": ["Alignment"], "targetName": "same"}
    return [{"type": ["Result"], "alignment": [child] * children} for _ in range(twins)]


@pytest.mark.spec("RDFC-1.0 7.1: dataset poisoning")
@pytest.mark.parametrize(("twins", "children"), [(2, 9), (2, 40), (9, 8), (300, 7)])
def test_a_document_made_to_take_for_ever_is_refused_at_once(twins, children):
    document = with_subject(result=alike(twins, children))
    begin = time.process_time()
    with pytest.raises(TooManyAlike):
        canonicalise(document)
    assert time.process_time() - begin < 5


@pytest.mark.parametrize(("twins", "children"), [(2, 5), (1, 40), (40, 1)])
def test_a_document_with_a_few_twins_is_not(twins, children):
    document = with_subject(result=alike(twins, children))
    assert canonicalise(document) == by_pyoxigraph(document)


def test_threads_get_the_same_answer():
    document = v3.credential(award())
    expected, found = canonicalise(document), []
    threads = [
        threading.Thread(target=lambda: found.extend(canonicalise(document) for _ in range(10)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 40


def test_the_document_is_left_as_it_was():
    document = v3.credential(award())
    before = json.dumps(document)
    canonicalise(document)
    assert json.dumps(document) == before
