"""The worst of the hostile corpus, through the door that is open to everybody."""

from itertools import islice

import pytest

from tests.unit.openbadges.hostile.corpus import CASES

from .checking import HTML, JSON, PATH, picture

pytestmark = pytest.mark.django_db

WORST = [
    "itxt_of_50_mb",
    "zip_bomb_in_itxt",
    "ten_thousand_chunks",
    "svg_with_entities",
    "svg_with_a_document_type_of_its_own",
    "ten_thousand_levels_deep",
    "half_characters",
    "alg_none",
    "hs256_with_the_public_key",
    "kid_that_points_inside",
    "proof_value_that_is_none",
    "contexts_that_change_what_words_mean",
    "nodes_that_look_alike",
    "list_of_2_to_31_bits",
    "an_assertion_that_is_its_own_badge_and_issuer",
    "signed_assertions_that_lead_inside",
]


@pytest.mark.parametrize("name", WORST)
def test_it_has_an_answer_and_never_a_good_one(browser, city, outside, name):
    for hostile in islice(CASES[name].build(), 3):
        outside.pages = dict(hostile.documents)
        responses = [
            browser.post(PATH, hostile.data, content_type="application/json", headers=JSON),
            browser.post(PATH, {"picture": picture(hostile.data)}, headers=JSON),
        ]
        for response in responses:
            found = response.json()
            if response.status_code == 200:
                assert found["verdict"] in ("not_valid", "could_not_check")
                assert any(check["status"] in ("fail", "cannot") for check in found["checks"])
            else:
                assert response.status_code in (400, 413)
                assert set(found) == {"code", "message"} and all(found.values())
    assert not [url for url in outside.asked if "127.0.0.1" in url or "169.254" in url]


@pytest.mark.parametrize("name", ["svg_with_a_script", "texts_that_are_long_or_odd", "alg_none"])
def test_a_person_is_answered_too_and_nothing_of_it_runs(browser, city, outside, name):
    for hostile in islice(CASES[name].build(), 3):
        outside.pages = dict(hostile.documents)
        page = browser.post(PATH, {"picture": picture(hostile.data)}, headers=HTML)
        assert page.status_code in (200, 400, 413)
        assert "<script>alert(1)" not in page.content.decode()
        assert "This badge is real" not in page.content.decode()
