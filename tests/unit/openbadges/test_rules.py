"""The standard's rules: what they say of a document, and that they say what the official schemas say."""

import json
import random
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from wagtail_cofl.openbadges import rules, v3
from wagtail_cofl.openbadges.rules import Problem, problems, single_values
from wagtail_cofl.openbadges.rules.checks import MOST

from . import specimens
from .factories import award, credential

SPECIMENS = specimens.unsigned() | specimens.of_strangers()
# These have nothing to change that another has not.
CHANGED = sorted(SPECIMENS.keys() - {"badge with a list", "badge without an id"})
# How many bad and strange documents are made of each good one.
MUTANTS = 120
# What is put in the place of something good.
JUNK: list[Any] = [
    None,
    "",
    "x",
    0,
    2.5,
    True,
    [],
    {},
    ["x"],
    [["x"]],
    [{}],
    {"en": "x"},
    {"en-GB": "x", "de": "y"},
    {"en": 3},
    {"english": "x"},
    {"id": "https://a.example", "type": "Profile"},
    "2026-05-28T09:30:00",
    "2026-02-29T00:00:00Z",
    "2024-02-29T23:59:59-11:45",
    "2026-05-28T24:00:00Z",
    "0000-01-01T00:00:00Z",
    "2026-05-28",
    "2026-13-28",
    "ext:mine",
    "ext:-",
    "a.b.c",
    "en-GB",
    "zh-Hans-CN",
    ["VerifiableCredential", "ClrCredential", "OpenBadgeCredential", "EndorsementCredential"],
    ["https://www.w3.org/ns/credentials/v2"],
    "https://www.w3.org/ns/credentials/v2",
]


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every member and every item, the whole excepted."""
    if isinstance(value, dict | list):
        for step, child in value.items() if isinstance(value, dict) else enumerate(value):
            yield (*path, step)
            yield from places(child, (*path, step))


def changes(value: Any) -> Iterator[Any]:
    yield from JUNK
    yield [value]
    yield [value, value]
    yield [value, "x"]
    if isinstance(value, list):
        yield value[0]
        yield value[::-1]
        yield [*value, 5]
    if isinstance(value, str):
        yield {"en": value}
        yield value + "x"
        yield value.upper()
    if isinstance(value, dict):
        yield {**value, "extra": 1}
        yield {**value, "type": "Else"}
        yield {**value, "type": ["Else"]}


def altered(value: Any, path: tuple[Any, ...], new: list[Any]) -> Any:
    """A copy with something else at ``path``: the one thing in ``new``, or nothing."""
    step, rest = path[0], path[1:]
    copy = value.copy()
    if rest:
        copy[step] = altered(value[step], rest, new)
    elif new:
        copy[step] = new[0]
    else:
        del copy[step]
    return copy


def mutants(name: str) -> Iterator[tuple[str, Any]]:
    """Documents that differ from a good one in one place, the same ones every time."""
    document = SPECIMENS[name][1]
    # Places that differ by their index only are one place.
    distinct = {tuple("#" if isinstance(s, int) else s for s in p): p for p in places(document)}
    chosen = []
    for path in distinct.values():
        holder = document
        for step in path[:-1]:
            holder = holder[step]
        chosen.append((path, []))
        chosen += [(path, [new]) for new in changes(holder[path[-1]])]
    for path, new in random.Random(name).sample(chosen, min(MUTANTS, len(chosen))):
        yield f"{path} = {new}", altered(document, path, new)


@pytest.fixture(scope="module")
def official(standards_dir):
    checker = jsonschema.Draft201909Validator.FORMAT_CHECKER
    assert "date-time" in checker.checkers, "install rfc3339-validator"
    return {
        kind: jsonschema.Draft201909Validator(
            json.loads((standards_dir / file).read_text("utf-8")), format_checker=checker
        )
        for kind, file in specimens.SCHEMAS.items()
    }


@pytest.mark.parametrize("name", SPECIMENS)
def test_a_good_document_has_no_problems_and_the_schema_says_so_too(name, official):
    kind, document = SPECIMENS[name]
    assert problems(document, kind) == []
    assert [error.message for error in official[kind].iter_errors(document)] == []


@pytest.mark.spec("1EdTech JSON Schemas of OB 3.0 and CLR 2.0")
@pytest.mark.parametrize("name", CHANGED)
def test_rules_and_schemas_agree_on_whatever_is_changed(name, official):
    kind = SPECIMENS[name][0]
    verdicts = []
    for what, mutant in mutants(name):
        found = problems(mutant, kind)
        assert (found == []) == official[kind].is_valid(mutant), (what, found)
        verdicts.append(found == [])
    # Some of them were still good, and most were not.
    assert 20 < len(verdicts) and 0.05 < sum(verdicts) / len(verdicts) < 0.9


@pytest.mark.parametrize(
    ("member", "value", "problem"),
    [
        ("id", 3, ("$.id", "type")),
        ("type", ["VerifiableCredential"], ("$.type", "value")),
        ("validFrom", "2026-05-28T09:30:00", ("$.validFrom", "format")),
        ("@context", [v3.CONTEXTS[1], v3.CONTEXTS[0]], ("$.@context[0]", "value")),
        ("@context", v3.CONTEXTS[:1], ("$.@context", "missing")),
        ("evidence", [{"type": ["Evidence"]}, {}], ("$.evidence[1].type", "missing")),
        ("issuer", {"id": "urn:x:y", "url": "urn:x:y"}, ("$.issuer.type", "missing")),
        ("image", {"id": "urn:x", "type": "Image", "alt": ""}, ("$.image.alt", "unexpected")),
        ("endorsementJwt", ["e30.e30"], ("$.endorsementJwt[0]", "format")),
    ],
)
def test_a_problem_says_where_and_what(member, value, problem):
    found = problems({**credential(), member: value})
    assert [(each.path, each.code) for each in found] == [problem]
    assert found[0].why.endswith(".")


def test_all_problems_are_named():
    document = v3.credential(award())
    del document["credentialSubject"]["achievement"]["name"]
    document["credentialSubject"]["achievement"]["achievementType"] = "Bagde"
    del document["issuer"]
    assert {each.path for each in problems(document)} == {
        "$.issuer",
        "$.credentialSubject.achievement.name",
        "$.credentialSubject.achievement.achievementType",
    }


@pytest.mark.parametrize("document", [None, [], "x", 3])
def test_something_else_than_an_object_is_a_problem(document):
    assert [(each.path, each.code) for each in problems(document)] == [("$", "type")]
    assert single_values(document) == []


def test_there_are_never_more_problems_than_somebody_can_read():
    document = {**credential(), "evidence": [{}] * 100_000}
    assert len(problems(document)) == MOST
    names = {f"m{number}": 1 for number in range(1000)}
    assert len(problems({**credential(), "image": names})) == MOST


def test_a_kind_that_there_is_not_is_a_mistake_of_ours():
    with pytest.raises(KeyError):
        problems(credential(), "diploma")


@pytest.mark.spec("OB 3.0 7.1: members of which there can be several are arrays even for one")
@pytest.mark.parametrize("name", specimens.unsigned())
def test_we_write_arrays_even_for_one(name):
    kind, document = SPECIMENS[name]
    assert single_values(document, kind) == []


def test_single_values_are_tolerated_and_named():
    kind, document = SPECIMENS["stranger's badge"]
    assert single_values(document, kind) == [
        "$.issuer.endorsement",
        "$.issuer.endorsementJwt",
        "$.issuer.otherIdentifier",
        "$.evidence",
        "$.credentialSubject.identifier",
        "$.credentialSubject.result",
    ]
    achievement = {**document["credentialSubject"]["achievement"], "tag": "sound"}
    subject = {**document["credentialSubject"], "achievement": achievement}
    found = single_values({**document, "credentialSubject": subject})
    assert "$.credentialSubject.achievement.tag" in found


@pytest.mark.spec("OB 3.0 7.1: type, proof, credentialSchema and termsOfUse may be compacted")
def test_what_may_be_compacted_is_not_named():
    document = credential()
    document["proof"] = document["proof"][0]
    document["credentialSchema"] = {"id": "urn:x:y", "type": "JsonSchema"}
    document["termsOfUse"] = {"type": "Policy"}
    document["credentialSubject"]["type"] = "AchievementSubject"
    assert problems(document) == [] and single_values(document) == []


def legacy(**members: Any) -> dict[str, Any]:
    """The same badge as the VC Data Model 1.1 has it."""
    document = {**credential(), **members}
    document["issuanceDate"] = document.pop("validFrom")
    document["@context"] = [
        "https://www.w3.org/2018/credentials/v1",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
    ]
    return document


@pytest.mark.spec("VCDM 1.1")
def test_the_older_form_has_rules_of_its_own():
    assert problems(legacy(), "legacy") == []
    assert {each.path for each in problems(legacy())} == {"$.@context[0]", "$.validFrom"}
    assert [(e.path, e.code) for e in problems(legacy(name=3), "legacy")] == [("$.name", "type")]
    endorsed = legacy(endorsement=[v3.endorsement(specimens.endorsement_facts())])
    assert {each.path for each in problems(endorsed, "legacy")} == {
        "$.endorsement[0].@context[0]",
        "$.endorsement[0].issuanceDate",
    }
    late = legacy(expirationDate="never")
    assert problems(late, "legacy") == [
        Problem("$.expirationDate", "format", rules.problems(late, "legacy")[0].why)
    ]


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("2026-05-28T09:30:00Z", True),
        ("2026-05-28T09:30:00.5-00:30", True),
        ("2026-05-28T09:30:00Z\n", False),
        ("2026-05-28 09:30:00Z", False),
        ("2026-05-28T09:30:60Z", False),
        ("2026-05-31T09:30:00+24:00", False),
        ("2026-04-31T09:30:00Z", False),
        ("٢٠٢٦-05-28T09:30:00Z", False),
        ("2026-05-28T09:30Z", False),
    ],
)
def test_a_date_is_a_day_that_exists_with_a_time_zone(text, good):
    assert (problems({**credential(), "awardedDate": text}) == []) is good
