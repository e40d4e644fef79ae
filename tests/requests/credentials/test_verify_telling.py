"""What the checking page says first, and what it does not say."""

import json
import re

import pytest

from tests.unit.openbadges import factories

from .checking import FALSE, ISSUER, REAL, UNSURE, strangers, words

ASKED_OF_A_BADGE_THAT_HOLDS = [
    "We do not know who is showing it",
    "of a kind that is never withdrawn",
]


def title(page: str) -> str:
    return re.search(r"<h1[^>]*>([^<]*)", page)[1]


def told(page: str) -> str:
    """Without the report for machines, which leaves nothing out."""
    return words(page[: page.index("cofl-fold")])


def lights(page: str) -> list[str]:
    """Of the answer and of each line, from the top."""
    return re.findall(r"cofl-light cofl-light--([a-z]+)", page)


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        ({"validUntil": "2026-06-01T00:00:00Z"}, "This badge has run out"),
        ({"validFrom": "2999-01-01T00:00:00Z"}, "This badge does not count yet"),
    ],
)
def test_a_badge_that_is_out_of_date_is_not_called_false(check, city, stranger, dates, said):
    page = check(badge=json.dumps(strangers(**dates)))
    assert title(page) == said and FALSE not in page
    assert "Eastmoor Museum gave this badge<" in page
    assert lights(page)[:2] == ["stop", "stop"], "the reason comes first"
    for line in [*ASKED_OF_A_BADGE_THAT_HOLDS, "Ask the person for the badge’s own address"]:
        assert line not in told(page)


def test_a_changed_badge_is_false_whatever_else_is_wrong(check, city, stranger):
    document = strangers(validUntil="2026-06-01T00:00:00Z") | {"name": "Surgeon"}
    page = check(badge=json.dumps(document))
    assert title(page) == FALSE
    assert "good" not in lights(page), "nothing in it is good"
    assert "It says that Eastmoor Museum gave it<" in page


def test_of_a_signature_that_nobody_could_check_nothing_is_certain(check, city, stranger, outside):
    stranger["proof"] = [{**stranger["proof"][0], "cryptosuite": "bbs-2023"}]
    page = check(badge=json.dumps(stranger))
    assert title(page) == UNSURE
    assert "All that is certain" not in told(page) and "gave this badge" not in told(page)
    assert "It says that Eastmoor Museum gave it<" in page
    assert set(lights(page)) == {"wait", "note"}


def test_whoever_is_known_by_a_key_alone_is_not_waved_through(check, report, city, outside):
    """Anybody can make such a key, and a badge in any name."""
    document = strangers(
        issuer={"id": f"did:key:{factories.MULTIKEY}", "type": ["Profile"], "name": "City Hall"}
    )
    del document["proof"]
    key = f"did:key:{factories.MULTIKEY}"
    document = factories.sign(document, verification_method=f"{key}#{factories.MULTIKEY}")
    page = check(badge=json.dumps(document))
    assert title(page) == "We cannot say who gave this badge" and REAL not in page
    assert "What it says about itself" in page
    assert lights(page)[0] == "wait" and "Check again" not in page
    assert report(document)["verdict"] == "valid"


def test_what_only_its_maker_can_mend_is_not_told_to_everybody_in_the_first_line(
    check, city, outside
):
    page = check(badge=json.dumps(strangers(credentialSubject={"type": ["AchievementSubject"]})))
    answer = page[: page.index("cofl-checks")]
    assert title(page) == FALSE
    assert "It is not made as a badge should be." in answer and "to whom" not in answer
    assert "It does not say to whom it was given." in told(page)


def test_only_what_the_reader_can_find_out_is_counted(check, city, stranger, outside):
    """Not that its issuer keeps no list."""
    page = check(badge=json.dumps(stranger))
    assert "2 things for you to check." in page
    assert lights(page).count("ask") == 2
    page = check(badge=json.dumps(stranger), email=factories.EMAIL)
    assert "One thing for you to check." in page
    assert ISSUER.name in page
