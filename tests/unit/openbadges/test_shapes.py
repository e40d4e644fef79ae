"""When a document may be filled in, and that the answer is the same where it may not."""

import copy
import json
import pickle
import threading
from dataclasses import replace

import pytest

from wagtail_cofl.openbadges import issuing, jsonld, learning, proofs, shapes, shared, v3
from wagtail_cofl.openbadges.facts import Evidence, Issuer, Result, StatusPlace
from wagtail_cofl.openbadges.jsonld import SHAPES, canonicalise, canonicalise_at_length, contexts
from wagtail_cofl.openbadges.kept import Kept
from wagtail_cofl.openbadges.rdf import TooManyAlike, UndefinedTerm

from .factories import ACHIEVEMENT, AWARDED, ISSUER, KEY, LIST_URL, award, credential, sign

ISSUING = {
    "private_key": KEY,
    "verification_method": "did:web:example.org#k",
    "created": AWARDED,
}


def forget():
    SHAPES.clear()
    shared._plain.cache_clear()
    shared._LATEST.clear()


@pytest.fixture(autouse=True)
def nothing_learnt():
    forget()
    yield
    forget()


def learnt(document):
    """The document, after it was seen twice."""
    for _ in range(2):
        canonicalise(document)
    assert SHAPES.why(document) == ""
    return document


def with_subject(**members):
    document = v3.credential(award(status=StatusPlace(LIST_URL, 5)))
    return {**document, "credentialSubject": {**document["credentialSubject"], **members}}


def same(document):
    """Filled in or not, it is the same as at length, refusals too."""
    try:
        expected = canonicalise_at_length(document)
    except Exception as error:
        with pytest.raises(type(error)) as caught:
            canonicalise(document)
        assert type(caught.value) is type(error) and str(caught.value) == str(error)
        return type(error)
    assert canonicalise(document) == expected
    return None


def test_a_shape_is_made_the_second_time():
    document = with_subject()
    assert SHAPES.why(document) == "new"
    canonicalise(document)
    assert SHAPES.why(document) == "new"
    canonicalise(document)
    assert SHAPES.why(document) == "" and len(SHAPES) == 1
    other = {**document, "id": "urn:uuid:1", "name": "Another"}
    assert SHAPES.why(other) == ""
    assert same(other) is None
    assert canonicalise(other) != canonicalise(document)


def test_a_document_of_words_alone_has_a_shape():
    document = {"@context": with_subject()["@context"], "type": ["Profile"]}
    assert same(learnt(document)) is None
    shape, slots = SHAPES.like(document)
    assert shape._values(slots) == ([], [])


def test_no_processor_is_asked_for_a_document_like_an_earlier_one(monkeypatch):
    document = learnt(with_subject())
    expected = canonicalise(document)
    monkeypatch.setattr(jsonld, "canonicalise_at_length", None)
    assert canonicalise(document) == expected


@pytest.mark.parametrize(
    "address",
    [
        "",
        "7",
        "../7",
        "//example.org/7",
        "_:b0",
        "@id",
        "@type",
        "name",
        "Profile",
        "cred:7",
        "xsd:date",
        "HTTPS://example.org/7",
        "gopher://example.org/7",
        "https://example.org/a b",
        "https://example.org/a\nb",
        "https://example.org/<b>",
        'https://example.org/"b"',
        "https://example.org/%zz",
        "https://example.org/a#b#c",
        "https://[::1/",
        "https://example.org/\ud800",
        "urn:undefined-term:name",
        "urn:x:\ufffe",
    ],
)
def test_an_address_that_might_be_read_otherwise_is_left_to_the_processor(address):
    learnt(with_subject())
    document = with_subject(id=address)
    assert SHAPES.why(document) in {"address", "undefined", "characters"}
    refused = same(document)
    assert refused in {None, UndefinedTerm, TooManyAlike}
    assert len(SHAPES) == 1


@pytest.mark.parametrize(
    "address",
    [
        "https://bücher.example/größe/日本?q=é#ö",
        "https://example.org:8443/a?b=c%20d#e",
        "https://user@example.org/!$&'()*+,;=:@",
        "https://[::1]/",
        "urn:x:y",
        "did:key:z6Mk#z6Mk",
        "mailto:a@example.org",
        "data:text/plain;base64,aGVsbG8=",
        "urn:x:\u00a0",
    ],
)
def test_an_address_that_is_absolute_is_filled_in(address):
    learnt(with_subject())
    document = with_subject(id=address)
    assert SHAPES.why(document) == ""
    assert same(document) is None


@pytest.mark.parametrize("text", ["\ud800", "a\udfffb", "\ufffe", "a\uffff"])
def test_what_is_no_text_is_refused(text):
    document = learnt(with_subject())
    assert same({**document, "name": text}) is UndefinedTerm
    assert SHAPES.why({**document, "name": text}) == "characters"


@pytest.mark.spec("RDFC-1.0 5: canonical N-Quads")
@pytest.mark.parametrize(
    "code", [*range(0x21), 0x22, 0x25, 0x5C, *range(0x7F, 0xA1), 0xFFFD, 0x1F3C5]
)
def test_each_character_is_written_as_it_should_be(code):
    document = learnt(with_subject())
    for text in (chr(code), f"a{chr(code)}b", f"\\{chr(code)}", f"\x1f{chr(code)}é"):
        assert SHAPES.why({**document, "name": text}) == ""
        assert same({**document, "name": text}) is None


@pytest.mark.parametrize(
    "text", [r"\u0000", r"\\u001f", "%s", "%%", "%(x)s", '"', "\\", "_:c14n0", "@x"]
)
def test_a_text_that_looks_like_notation_is_a_text(text):
    document = learnt(with_subject())
    assert SHAPES.why({**document, "name": text, "id": "urn:x:%25s"}) == ""
    assert same({**document, "name": text, "id": "urn:x:%25s"}) is None


def test_kinds_and_numbers_belong_to_the_skeleton():
    """1, 1.0 and True are equal in Python, and 0.0 is -0.0; what they come to is not."""
    for value in (1, True, 1.0, 0.0, -0.0, 1.5, 0, False, None, "1", ["1"], [], 10**20, 1e30):
        for _ in range(3):
            assert same(with_subject(creditsEarned=value)) is None
    assert '"true"^^' in canonicalise(with_subject(creditsEarned=True))
    assert '"1"^^' in canonicalise(with_subject(creditsEarned=1))


def test_types_and_contexts_belong_to_the_skeleton():
    document = learnt(with_subject())
    assert SHAPES.why({**document, "type": document["type"][::-1]}) == "new"
    assert same({**document, "type": ["VerifiableCredential", "Champion"]}) is UndefinedTerm
    assert SHAPES.why({**document, "@context": document["@context"][:1]}) == "new"
    other = {**document, "@context": ["https://example.org/"]}
    assert same(other) is jsonld.UnknownContext


@pytest.mark.parametrize(
    "value",
    [
        {"@value": "Gut", "@language": "de"},
        {"@value": "Gut", "type": "https://www.w3.org/2001/XMLSchema#string"},
        [{"@value": "Gut", "@language": "de"}, {"@value": "Good", "@language": "en"}],
        {"@value": "Gut", "@direction": "ltr"},
        {"@value": "Gut", "@language": "no language"},
        {"a:b": "c"},
        {"@list": ["a"]},
        [["a"], ["b"]],
        b"bytes",
        ("a", "b"),
        {"b", "a"},
        float("nan"),
    ],
)
def test_what_is_written_in_a_rare_way_comes_to_the_same(value):
    for _ in range(4):
        same({**with_subject(), "name": value})


@pytest.mark.parametrize("kind", [dict, list, str])
def test_a_kind_of_text_or_dictionary_of_somebodys_own_is_not_filled_in(kind):
    own = type("Own", (kind,), {})
    value = {"type": ["Profile"]} if kind is dict else ["a"] if kind is list else "a"
    document = with_subject(**{"source" if kind is dict else "role": own(value)})
    for _ in range(3):
        assert same(document) is None
    assert SHAPES.why(document) == "kind" and len(SHAPES) == 0


def alike_documents(first, second):
    """Two results that only their alignments tell apart."""
    results = [{"type": ["Result"], "value": value} for value in (first, second)]
    alignment = [{"type": ["Alignment"], "targetName": value} for value in (first, second)]
    for result, one in zip(results, alignment, strict=True):
        result["alignment"] = [one]
    return with_subject(result=results)


def test_nameless_things_that_look_alike_are_left_to_the_processor():
    learnt(alike_documents("a", "b"))
    document = alike_documents("a", "a")
    assert SHAPES.why(document) == "alike"
    assert same(document) is None


def test_nameless_twins_without_relations_are_filled_in():
    """Which is which makes no difference (RDFC-1.0 4.4.3, step 5), wherever the others come."""
    names = ["a", "b", "c", "d", "e"]
    evidence = [{"type": ["Evidence"], "name": name} for name in names]
    learnt({**with_subject(), "evidence": evidence})
    for pattern in ("aabcd", "abbcc", "aaaaa", "cbabc", "zyzyx"):
        document = {
            **with_subject(),
            "evidence": [{"type": ["Evidence"], "name": name} for name in pattern],
        }
        assert SHAPES.why(document) == ""
        assert same(document) is None


def test_a_shape_is_learnt_although_the_first_documents_would_not_do():
    for _ in range(3):
        canonicalise(alike_documents("a", "a"))
    assert len(SHAPES) == 0
    canonicalise(alike_documents("a", "b"))
    assert len(SHAPES) == 1


def test_the_same_said_twice_is_said_once():
    achievement = ACHIEVEMENT.url
    related = [{"id": achievement, "type": ["Related"], "version": v} for v in ("1", "2")]
    document = with_subject(
        achievement={**v3.achievement(ACHIEVEMENT), "related": related, "version": "3"}
    )
    learnt(document)
    for versions in (("1", "1", "1"), ("1", "2", "1"), ("2", "2", "3")):
        changed = copy.deepcopy(document)
        found = changed["credentialSubject"]["achievement"]
        found["version"] = versions[2]
        for one, version in zip(found["related"], versions, strict=False):
            one["version"] = version
        assert SHAPES.why(changed) == ""
        assert same(changed) is None


def test_the_same_said_twice_of_something_nameless_is_left_to_the_processor():
    def document(first, second):
        return {**with_subject(), "evidence": [{"type": ["Evidence"], "name": [first, second]}]}

    learnt(document("a", "b"))
    assert SHAPES.why(document("a", "a")) == "repeated"
    assert same(document("a", "a")) is None


def test_a_number_and_a_text_can_say_the_same_of_something_nameless():
    def document(text):
        return with_subject(
            result=[{"type": ["Result"], "value": "x"}],
            identifier=[{"type": "IdentityObject", "hashed": [True, text]}],
        )

    learnt(document("false"))
    assert same(document("true")) is None
    assert SHAPES.why(document("true")) == "repeated"


@pytest.mark.parametrize("place", ["issuer", "subject", "status", "achievement"])
def test_equal_addresses_in_two_places_are_one_thing(place):
    document = learnt(with_subject())
    same_address = document["issuer"]["id"]
    changed = copy.deepcopy(document)
    {
        "issuer": changed["issuer"],
        "subject": changed["credentialSubject"],
        "status": changed["credentialStatus"],
        "achievement": changed["credentialSubject"]["achievement"],
    }[place]["id"] = same_address
    changed["id"] = same_address
    assert SHAPES.why(changed) == ""
    assert same(changed) is None


def test_a_creator_who_is_the_issuer_is_one():
    achievement = {**v3.achievement(ACHIEVEMENT), "creator": v3.profile(ISSUER)}
    document = with_subject(achievement=achievement)
    other = copy.deepcopy(document)
    other["credentialSubject"]["achievement"]["creator"]["otherIdentifier"][0]["identifier"] = "b"
    learnt(other)
    assert SHAPES.why(document) == ""
    assert same(document) is None


def test_proofs_of_embedded_credentials_are_graphs_of_their_own():
    def document(*names):
        endorsements = [credential(id=f"urn:uuid:{name}", name=name) for name in names]
        return {**with_subject(), "endorsement": endorsements}

    learnt(document("a", "b"))
    assert SHAPES.why(document("c", "d")) == ""
    assert same(document("c", "d")) is None
    assert SHAPES.why(document("c", "c")) in {"alike", "repeated"}
    assert same(document("c", "c")) in {None, TooManyAlike}


def test_nameless_graphs_that_look_alike_are_refused_as_before():
    """Their proofs have ids, so no other blank node tells or needs to tell."""

    def document(*names):
        endorsements = [credential(id="urn:uuid:1", name="x") for _ in names]
        for one, name in zip(endorsements, names, strict=True):
            one["proof"][0] |= {"id": f"urn:uuid:{name}"}
        return {**with_subject(), "endorsement": endorsements}

    learnt(document("a", "b"))
    assert SHAPES.why(document("a", "a")) == "alike"
    assert same(document("a", "a")) is TooManyAlike


def test_hostile_shapes_cannot_fill_the_memory(monkeypatch):
    monkeypatch.setattr(learning, "MAX_SHAPES", 5)
    monkeypatch.setattr(learning, "MAX_NOTED", 20)
    for number in range(30):
        document = with_subject(creditsEarned=number)
        for _ in range(2):
            canonicalise(document)
        assert len(SHAPES) <= 5
        assert len(SHAPES._seen) <= 20
    assert SHAPES.why(with_subject(creditsEarned=29)) == ""
    assert SHAPES.why(with_subject(creditsEarned=1)) == "new"


def test_a_shape_in_use_stays(monkeypatch):
    monkeypatch.setattr(learning, "MAX_SHAPES", 5)
    ours = learnt(with_subject())
    for number in range(12):
        for _ in range(2):
            canonicalise(with_subject(creditsEarned=number))
        assert SHAPES.why(ours) == ""


@pytest.mark.parametrize(
    "members",
    [
        {"evidence": [{"type": ["Evidence"], "name": str(n)} for n in range(300)]},
        {"type": ["VerifiableCredential", "https://example.org/" + "x" * 100_000]},
        {
            "evidence": [{"type": ["Evidence"], "name": "a" * n} for n in range(100, 140)]
            + [{"type": ["Evidence", "https://example.org/" + "x" * 12_000], "name": "b"}]
        },
    ],
)
def test_a_shape_that_is_too_large_is_not_kept(members):
    document = {**with_subject(), **members}
    for _ in range(3):
        assert same(document) is None
    assert SHAPES.why(document) == "never" and len(SHAPES) == 0


def test_a_long_text_makes_no_large_shape():
    document = learnt({**with_subject(), "description": "x" * 1_000_000})
    assert same(document) is None


def test_a_document_as_deep_as_python_goes_is_refused_as_before():
    deep = {"type": ["Profile"]}
    for _ in range(3000):
        deep = {"type": ["Profile"], "parentOrg": deep}
    assert SHAPES.why(with_subject(source=deep)) == "depth"
    with pytest.raises(RecursionError):
        canonicalise(with_subject(source=deep))


def test_no_context_takes_the_beginning_of_an_address_for_a_word():
    def names(value):
        if isinstance(value, dict):
            for key, child in value.items():
                yield key
                yield from names(child)
        elif isinstance(value, list):
            for child in value:
                yield from names(child)

    schemes = {scheme.partition(":")[0] for scheme in shapes.SCHEMES}
    assert not schemes & set(names(list(contexts().values())))


def test_words_of_contexts_are_found():
    assert {"type", "@type", "@context", "@language", "proofPurpose"} <= jsonld._words()
    assert not {"id", "name", "verificationMethod"} & jsonld._words()


def test_threads_learn_and_fill_at_once():
    documents = [
        with_subject(creditsEarned=number % 5, id=f"urn:uuid:{number}", narrative=f"{number}é\x1f")
        for number in range(60)
    ]
    expected = [canonicalise_at_length(document) for document in documents]
    found: list[bool] = []

    def work(offset):
        for turn in range(120):
            index = (turn * 7 + offset) % 60
            found.append(canonicalise(documents[index]) == expected[index])

    threads = [threading.Thread(target=work, args=(n * 11,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 720
    assert len(SHAPES) == 5


def test_a_kept_part_never_changes_and_can_be_copied():
    kept = Kept(v3.achievement(ACHIEVEMENT))
    plain = v3.achievement(ACHIEVEMENT)
    assert kept == plain
    changes = [
        lambda: kept.update(name="x"),
        lambda: kept.__setitem__("name", "x"),
        lambda: kept.pop("name"),
        lambda: kept.setdefault("x", 1),
        lambda: kept.__ior__({"name": "x"}),
        lambda: kept["criteria"].clear(),
        lambda: kept["alignment"].append({}),
        lambda: kept["alignment"][0].popitem(),
        lambda: kept["tag"].sort(),
        lambda: kept["tag"].__iadd__(["x"]),
        lambda: kept["tag"].__delitem__(0),
    ]
    for change in changes:
        with pytest.raises(TypeError):
            change()
    assert kept == plain
    for copied in (
        copy.deepcopy(kept),
        pickle.loads(pickle.dumps(kept)),  # noqa: S301
        json.loads(json.dumps(kept)),
    ):
        assert copied == plain and type(copied) is dict and type(copied["criteria"]) is dict
        copied["tag"].append("x")
        copied["criteria"]["x"] = 1
    assert kept == plain


def issued(facts):
    return issuing.issue_v3(facts, **ISSUING)


def expected_of(facts):
    signed = proofs.sign(v3.credential(facts), **ISSUING)
    return json.dumps(signed, ensure_ascii=False, separators=(",", ":")).encode()


FACTS = [
    award(status=StatusPlace(LIST_URL, 5)),
    award(status=StatusPlace(LIST_URL, 99), salt='"\\\x1f\x7fé%s', credential_url="urn:x:é%25"),
    award(email=None, salt="", narrative="\u2028"),
    award(evidence=(Evidence(name="a"), Evidence(url="data:,x", narrative="**b**"))),
    award(results=(Result(value="a"), Result(value="a"))),
]


@pytest.mark.parametrize("facts", FACTS)
def test_an_issued_badge_is_byte_for_byte_what_signing_it_at_length_gives(facts):
    expected = expected_of(facts)
    for _ in range(3):
        forget()
        assert issued(facts) == expected
    for _ in range(4):
        assert issued(facts) == expected
    document = json.loads(expected)
    proofs.verify_proof(document, document["proof"][0], KEY.public_key())


def test_badges_of_one_achievement_differ_in_what_differs():
    for facts in FACTS * 3:
        assert issued(facts) == expected_of(facts)
    changed = award(achievement=copy.copy(ACHIEVEMENT), salt="x")
    assert issued(changed) == expected_of(changed)


def test_two_achievements_do_not_get_each_others_words():
    other = replace(ACHIEVEMENT, name="Another", issuer=replace(ISSUER, name="Another museum"))
    for _ in range(4):
        for achievement in (ACHIEVEMENT, other):
            facts = award(achievement=achievement)
            assert issued(facts) == expected_of(facts)


def test_the_first_badge_of_an_achievement_is_like_those_of_others(monkeypatch):
    for number in range(3):
        issued(award(salt=str(number)))
    facts = award(achievement=replace(ACHIEVEMENT, name="Another"))
    expected = expected_of(facts)
    monkeypatch.setattr(jsonld, "canonicalise_at_length", None)
    assert issued(facts) == expected


def test_words_of_an_achievement_that_look_like_places_for_values_are_words():
    achievement = replace(ACHIEVEMENT, name="100 %", tags=("%s", "%(x)s"), url="urn:x:%25")
    for salt in ("a", "b", "%s", "d"):
        facts = award(achievement=achievement, salt=salt, credits_earned=1.0)
        assert issued(facts) == expected_of(facts)


def test_minus_nought_is_written_as_it_was():
    for value in (0.0, 0.0, 0.0, -0.0):
        facts = award(credits_earned=value)
        assert issued(facts) == expected_of(facts)
    assert b":-0.0," in issued(facts)


def test_an_endorsed_achievement_is_issued_too():
    endorsed = replace(
        ACHIEVEMENT, endorsements=(credential(),), creator=Issuer("urn:a:b", "urn:a:c", "C", "")
    )
    facts = award(achievement=endorsed)
    for _ in range(4):
        assert issued(facts) == expected_of(facts)


def test_what_cannot_be_signed_is_not_issued():
    for _ in range(3):
        issued(award())
    with pytest.raises(UndefinedTerm):
        issued(award(credential_url="credentials/9"))
    with pytest.raises(UndefinedTerm):
        issued(award(role="\ud800"))
    with pytest.raises(UndefinedTerm):
        issued(award(role="\uffff"))


def test_a_badge_without_a_date_of_signing_is_issued():
    facts = award()
    found = json.loads(issuing.issue_v3(facts, **{**ISSUING, "created": None}))
    assert found == sign(v3.credential(facts), **{**ISSUING, "created": None})
    assert "created" not in found["proof"][0]
    proofs.verify_proof(found, found["proof"][0], KEY.public_key())


def test_where_only_equal_addresses_could_repeat_a_line_they_are_compared():
    tagged, _ = SHAPES.like(learnt(with_subject()))
    assert tagged.others is None  # two tags may be the same
    kept = shared.document_of(award())
    canonical = canonicalise(v3.credential(award())).encode()
    for _ in range(2):
        SHAPES.learn(kept, canonical)
    bound, _ = SHAPES.like(kept)
    assert ACHIEVEMENT.url.encode() in bound.others


def test_labels_of_one_nameless_thing_among_known_ones_are_found_by_its_place():
    kept = shared.document_of(award())
    canonical = canonicalise(v3.credential(award())).encode()
    for _ in range(2):
        SHAPES.learn(kept, canonical)
    shape, _ = SHAPES.like(kept)
    assert shape.sole is not None
    places = set()
    for number in range(40):
        facts = award(salt=f"salt {number}")
        slots = SHAPES.like(shared.document_of(facts))[1]
        found = shape._labels(shape._values(slots)[0])
        places.add(found[shape.sole])
        assert sorted(found) == shapes._LABELS[: len(found)]
        assert shape.fill(slots) == canonicalise_at_length(v3.credential(facts)).encode()
    assert len(places) > 1


EVIDENCE = [Evidence(url=f"https://learn.example.org/evidence/{number}") for number in range(2)]


@pytest.mark.parametrize(
    ("usual", "equal"),
    [
        ({}, {"credential_url": ACHIEVEMENT.url}),
        ({"evidence": tuple(EVIDENCE)}, {"evidence": (EVIDENCE[0], EVIDENCE[0])}),
    ],
)
def test_what_equal_addresses_say_twice_is_signed_once(usual, equal):
    for number in range(3):
        issued(award(salt=f"salt {number}", **usual))
    shape, _ = SHAPES.like(shared.document_of(award(**usual)))
    assert shape.others is not None
    facts = award(**{**usual, **equal})
    assert issued(facts) == expected_of(facts)
