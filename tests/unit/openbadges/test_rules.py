"""The standard's rules: what is said of a document that does not keep them."""

from typing import Any

import pytest

from wagtail_cofl.openbadges import rules, v3
from wagtail_cofl.openbadges.rules import Problem, problems, single_values
from wagtail_cofl.openbadges.rules.checks import MOST

from . import specimens
from .factories import award, credential

SPECIMENS = specimens.unsigned() | specimens.of_strangers()


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
    document = {**credential(), "id": 3, "evidence": [{}] * 100_000}
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
