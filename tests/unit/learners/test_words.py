"""Six words and a nickname: a list for children, kind answers, and a hash that finds."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_cofl.learners.word_list import WORDS
from wagtail_cofl.learners.words import (
    WordProblem,
    check_words,
    new_words,
    nickname_problem,
    normalise_nickname,
    normalise_words,
    words_hash,
)

SIX = ("gull", "lantern", "maple", "otter", "pencil", "rainbow")


def slips(word: str) -> set[str]:
    """What is left of ``word`` with one letter gone, swapped with the next, or smudged: two words
    that are one slip apart share one of these."""
    made = {word}
    for i in range(len(word)):
        made |= {word[:i] + word[i + 1 :], word[:i] + "?" + word[i + 1 :]}
        made.add(word[:i] + word[i + 1 : i + 2] + word[i] + word[i + 2 :])
    return made


def one_slip_apart(words) -> list[tuple[str, str]]:
    made = {word: slips(word) for word in words}
    # A deletion on either side, or a replacement or a swap; two deletions may be two slips.
    return [
        (a, b)
        for a, b in itertools.combinations(words, 2)
        if abs(len(a) - len(b)) < 2
        and (a in made[b] or b in made[a] or any("?" in s for s in made[a] & made[b]))
    ]


def test_the_list_has_512_different_plain_short_words():
    assert len(set(WORDS)) == len(WORDS) == 512
    assert [word for word in WORDS if not re.fullmatch("[a-z]{3,7}", word)] == []


def test_no_word_of_the_list_is_one_slip_from_another():
    assert one_slip_apart(WORDS) == []
    assert one_slip_apart(["cat", "hat"]) and one_slip_apart(["pea", "pear"])
    assert one_slip_apart(["form", "from"]) and not one_slip_apart(["tram", "train"])


def test_four_letters_tell_a_word_of_the_list():
    assert len({word[:4] for word in WORDS}) == 512


def test_no_word_of_the_list_is_the_plural_of_another():
    assert [word for word in WORDS if {word + "s", word + "es", word[:-1] + "ies"} & {*WORDS}] == []


def test_new_words_are_six_of_the_list_and_differ_each_time():
    drawn = [new_words() for _n in range(200)]
    assert {len(words) for words in drawn} == {6}
    assert len(set(drawn)) == 200
    every = {word for words in drawn for word in words}
    assert every <= {*WORDS}
    assert len(every) > 350  # of 1,200 draws: all of the list has its chance


@pytest.mark.parametrize(
    "typed",
    [
        "gull lantern maple otter pencil rainbow",
        "  Gull, LANTERN;maple\n otter\tpencil\u00a0rainbow. ",
        "1. gull 2) lantern 3: maple\n4 otter\n5-pencil 6_rainbow",
        "“gull” – ‘lantern’ – máple/otter|ｐｅｎｃｉｌ&rainbow!",
    ],
)
def test_words_are_read_however_they_are_written(typed):
    assert check_words(typed) == SIX


@given(st.text())
def test_anything_typed_is_words_of_letters_or_a_problem_with_a_sentence(typed):
    assert all(word.isalpha() for word in normalise_words(typed))
    try:
        assert len(check_words(typed)) == 6
    except WordProblem as problem:
        assert problem.code in {"few", "many", "unknown"} and str(problem).endswith((".", "?"))


@pytest.mark.parametrize(
    ("typed", "code", "sentence"),
    [
        ("", "few", "You typed 0 words. Type all six of your words."),
        ("12 !", "few", "You typed 0 words. Type all six of your words."),
        ("gull", "few", "You typed 1 word. Type all six of your words."),
        ("gull " * 7, "many", "You typed 7 words. Type only your six words."),
        (
            "gull lantren maple otter pencil rainbow",
            "unknown",
            "We do not know “lantren”. Did you mean “lantern”?",
        ),
        (
            "sea gull lantern maple otter pencil rainbow",
            "unknown",
            "We do not know “sea”. Did you mean “seagull”?",
        ),
        ("gull zzzz", "unknown", "We do not know “zzzz”. Look at your six words again."),
        (
            "z" * 5000,
            "unknown",
            "We do not know “zzzzzzzzzzzzzzzzzzzz…”. Look at your six words again.",
        ),
    ],
)
def test_wrong_words_are_named_with_what_to_do(typed, code, sentence):
    with pytest.raises(WordProblem) as problem:
        check_words(typed)
    assert (problem.value.code, str(problem.value)) == (code, sentence)


@given(st.sampled_from(WORDS), st.data())
def test_two_letters_swapped_are_never_another_word_of_the_list(word, data):
    i = data.draw(st.integers(0, len(word) - 2))
    swapped = word[:i] + word[i + 1] + word[i] + word[i + 2 :]
    assert swapped == word or swapped not in WORDS


def test_the_hash_finds_the_same_person_again_and_nobody_else(settings):
    mine = words_hash(1, "Kai the Brave", SIX)
    assert re.fullmatch("[0-9a-f]{64}", mine)
    assert words_hash(1, "  kai  THE brave", list(SIX)) == mine
    settings.WAGTAIL_COFL = {**getattr(settings, "WAGTAIL_COFL", {}), "LOOKUP_KEY": "another"}
    hashes = {
        mine,
        words_hash(1, "Kai the Brave", SIX),  # with another key
        words_hash(2, "Kai the Brave", SIX),
        words_hash(1, "Kai", SIX),
        words_hash(1, "Kai the Brave", SIX[::-1]),
        words_hash(1, "Kai the Brave", (*SIX[:5], "raft")),
    }
    assert len(hashes) == 6


def test_the_hash_is_slow(monkeypatch):
    asked = {}

    def scrypt(password, **how):
        asked.update(how)
        return b"\1" * 32

    monkeypatch.setattr("hashlib.scrypt", scrypt)
    assert words_hash(1, "Kai", SIX) == "01" * 32
    assert asked["n"] * asked["r"] * asked["p"] * 128 >= 16 * 1024 * 1024  # bytes of memory
    assert asked["dklen"] == 32 and b"Kai" not in asked["salt"]


def test_a_nickname_is_the_same_however_a_keyboard_writes_it():
    assert normalise_nickname("  Zoë’s \t FOX ") == normalise_nickname("zoe\u0308's fox")
    assert normalise_nickname("Ｋａｉ ☀\ufe0f") == "kai ☀"
    assert normalise_nickname("STRASSE") == normalise_nickname("straße")
    assert normalise_nickname("Kai F") != normalise_nickname("Kaif")


@pytest.mark.parametrize(
    "text", ["Kai", "Jo", "7 of 9 B", "Zoë’s fox 🦊", "小龙", "x" * 30, "Awwww", "Team 2027"]
)
def test_a_made_up_nickname_is_welcome(text):
    assert nickname_problem(text) == ""


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Choose a nickname with 2 to 30 letters."),
        (" k ", "Choose a nickname with 2 to 30 letters."),
        ("x" * 31, "Choose a nickname with 2 to 30 letters."),
        ("12 34", "Use at least one letter in your nickname."),
        ("kai@example.org", "A nickname is made up. Leave out your email address."),
        ("kai＠example", "A nickname is made up. Leave out your email address."),
        ("kai 07700900123", "A nickname is made up. Leave out your phone number."),
        ("Kai +44 (7700) 90-01", "A nickname is made up. Leave out your phone number."),
        ("www.kai.example", "A nickname is made up. Leave out the web address."),
        ("HTTPS://kai", "A nickname is made up. Leave out the web address."),
    ],
)
def test_a_nickname_that_tells_too_much_or_nothing_is_refused(text, sentence):
    assert nickname_problem(text) == sentence
