"""Claim codes: random ones, words, and what people make of them when they type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_cofl.awards.codes import (
    ALPHABET,
    near_words,
    new_code,
    new_codes,
    normalise_code,
    pretty_code,
    word_code_problem,
)


def test_random_codes_are_different_and_read_back_as_they_were_printed():
    codes = new_codes(500)
    assert len(set(codes)) == len(codes) == 500
    for code in codes:
        assert len(code) == 12 and {*code} <= {*ALPHABET}
        assert normalise_code(pretty_code(code).lower()) == code
    assert new_codes(0) == []


def test_a_code_drawn_twice_is_handed_out_once(monkeypatch):
    drawn = iter(["A", "A", "B", "A", "C"])
    monkeypatch.setattr("wagtail_cofl.awards.codes.new_code", lambda: next(drawn))
    assert new_codes(3) == ["A", "B", "C"]


@pytest.mark.parametrize(
    "typed",
    [
        "Kite Festival",
        "KITE-FESTIVAL",
        "kitefestival",
        " kite_festival. ",
        "kite – festival",
        "“kite‑festival”",
        "k1te festivaI",
    ],
)
def test_a_word_code_is_found_however_it_is_typed(typed):
    assert normalise_code(typed) == normalise_code("kite-festival")


def test_different_word_codes_stay_different():
    words = ["kite-festival", "kite-festivals", "kite-festival2", "kite-carnival"]
    assert len({normalise_code(word) for word in words}) == len(words)


@given(st.text())
def test_what_is_typed_comes_to_rest_at_once(typed):
    stored = normalise_code(typed)
    assert stored == normalise_code(stored) == normalise_code(f" {typed}-")


@pytest.mark.parametrize("word", ["kite", "Kite-Festival", "summer-2027", "a-b-c-d", "k" * 40])
def test_a_good_word_code_has_no_problem(word):
    assert word_code_problem(word) == ""


@pytest.mark.parametrize(
    ("typed", "fix"),
    [
        ("", "Begin with a letter"),
        ("kit", "at least 4"),
        ("a-b-c", "at least 4"),
        ("k" * 41, "at most 40"),
        ("kite festival", "hyphen instead of each space"),
        ("kite_festival", "letters a to z"),
        ("kite-fête", "letters a to z"),
        ("kite-festival\n", "hyphen instead"),
        ("2027-kites", "Begin with a letter"),
        ("-kite", "Begin with a letter"),
        ("2027", "Begin with a letter"),
        ("kite-", "between two words"),
        ("kite--festival", "only one"),
    ],
)
def test_a_bad_word_code_is_refused_with_the_fix(typed, fix):
    assert fix in word_code_problem(typed)


def test_a_slip_in_a_word_code_is_answered_with_the_word_as_it_is_written():
    words = ["", "Kite-Festival", "book-week"]
    for typed in ["kite festivl", "kyte-festival", "KITEFESTIVALL", "kite-fesitval"]:
        assert near_words(typed, words) == "Kite-Festival"
    assert near_words("bookweak", words) == "book-week"


def test_what_is_far_from_every_word_code_is_told_none():
    words = ["", "kite-festival", "book-week"]
    for typed in ["", "kite", "festival", "week", new_code(), "kite-carnival-parade", "x" * 9999]:
        assert near_words(typed, words) is None
    assert near_words("kite-festival", []) is None
