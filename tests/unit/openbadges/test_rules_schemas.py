"""Our rules say of a document what the official JSON Schemas say, good or bad."""

import json
import random
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from wagtail_cofl.openbadges.rules import problems

from . import specimens
from .changing import altered, places

SPECIMENS = specimens.unsigned() | specimens.of_strangers()
# These have nothing to change that another has not.
CHANGED = sorted(SPECIMENS.keys() - {"badge with a list", "badge without an id"})
# How many bad and strange documents are made of each good one.
MUTANTS = 100
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


SUBJECT = ("credentialSubject",)
ACHIEVEMENT = (*SUBJECT, "achievement")
OB = "https://purl.imsglobal.org/spec/ob/v3p0/"


@pytest.mark.parametrize(
    ("name", "path", "value", "good"),
    [
        # Contexts and types.
        ("badge", ("@context",), "https://x.example/", True),
        ("badge", ("@context",), {"x": 1}, True),
        ("badge", ("@context", 1), f"{OB}context.json", True),
        ("badge", ("@context", 1), f"{OB}context-3.0.1-3.0.2.json", True),
        ("badge", ("@context", 1), f"{OB}context-3.1.json", False),
        ("badge", ("@context", 1), f"{OB}extensions.json", False),
        ("record", ("@context", 1), f"{OB}context.json", False),
        ("record", (*SUBJECT, "verifiableCredential", 0, "@context"), [], False),
        ("badge", ("type",), "Anything", True),
        ("badge", ("type",), [], False),
        ("badge", ("type",), ["AchievementCredential", "VerifiableCredential"], True),
        ("badge", (*ACHIEVEMENT, "type"), ["Badge"], False),
        ("badge", (*ACHIEVEMENT, "type"), ["Badge", {"en": "x"}, "Achievement"], True),
        # Objects that may have no other members, and those that may.
        ("badge", (*SUBJECT, "identifier", 0, "extra"), 1, False),
        ("badge", (*ACHIEVEMENT, "image", "extra"), 1, False),
        ("full profile", ("otherIdentifier", 0, "extra"), 1, False),
        ("full record", (*SUBJECT, "association", 0, "extra"), 1, False),
        ("badge", (*ACHIEVEMENT, "alignment", 0, "extra"), 1, True),
        ("badge", (*ACHIEVEMENT, "criteria"), {}, True),
        # Several, one, none.
        ("badge", ("evidence",), [], True),
        ("badge", (*ACHIEVEMENT, "alignment"), [], True),
        ("record", (*SUBJECT, "verifiableCredential"), [], False),
        ("badge", (*SUBJECT, "achievement"), [], False),
        ("badge", ("credentialSubject",), [], False),
        # Dates.
        ("badge", ("awardedDate",), "0000-01-01T00:00:00Z", False),
        ("badge", ("awardedDate",), "2026-05-00T00:00:00Z", False),
        ("badge", ("awardedDate",), "2024-02-29T00:00:00+00:00", True),
        ("badge", ("awardedDate",), "2026-02-29T00:00:00+00:00", False),
        ("badge", ("awardedDate",), "2026-05-28t23:59:59.9z", True),
        ("badge", ("awardedDate",), "2026-05-28T23:59:60Z", False),
        ("badge", ("awardedDate",), "2026-05-28T23:59:59", False),
        ("stranger's profile", ("dateOfBirth",), "1815-02-30", False),
        ("stranger's profile", ("dateOfBirth",), "0000-02-03", False),
        # Words.
        ("badge", (*ACHIEVEMENT, "achievementType"), "ext:a", True),
        ("badge", (*ACHIEVEMENT, "achievementType"), "my ext:a", True),
        ("badge", (*ACHIEVEMENT, "achievementType"), "ext:-a", False),
        ("badge", (*ACHIEVEMENT, "achievementType"), "ext:", False),
        ("full badge", (*SUBJECT, "result", 2, "status"), "ext:a", False),
        ("full record", (*SUBJECT, "association", 0, "associationType"), "ext:a", False),
        # Texts, languages, tokens, numbers.
        ("badge", ("name",), {}, True),
        ("badge", ("name",), {"en-GB": "x"}, True),
        ("badge", ("name",), {"en-gb": "x"}, False),
        ("badge", ("name",), {"en": ["x"]}, False),
        ("badge", (*ACHIEVEMENT, "inLanguage"), "zh-Hans-CN", True),
        ("badge", (*ACHIEVEMENT, "inLanguage"), "es-419", True),
        ("badge", (*ACHIEVEMENT, "inLanguage"), "en-gb", False),
        ("badge", (*ACHIEVEMENT, "inLanguage"), {"en": "en-gb"}, False),
        ("badge", ("endorsementJwt",), "a..b", True),
        ("badge", ("endorsementJwt",), ["a.b."], False),
        ("badge", (*SUBJECT, "creditsEarned"), True, False),
        ("badge", (*SUBJECT, "creditsEarned"), 1.5, True),
        ("badge", (*SUBJECT, "identifier", 0, "hashed"), 1, False),
        # An address, a profile, or texts by language, and “id” is a language.
        ("badge", ("issuer",), "", True),
        ("badge", ("issuer",), {}, True),
        ("badge", ("issuer",), {"id": "urn:x:y"}, True),
        ("badge", ("issuer",), {"id": "urn:x:y", "url": "urn:x:y"}, False),
    ],
)
def test_rules_and_schemas_agree_at_the_edges(name, path, value, good, official):
    kind, document = SPECIMENS[name]
    edge = altered(document, path, [value])
    assert (problems(edge, kind) == [], official[kind].is_valid(edge)) == (good, good)
