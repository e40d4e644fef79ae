"""Claim codes: random ones of 60 bits that people can read aloud, and words like ``kite-festival``.

A random code is a secret for one person or a few. A word code hangs on a poster: it is easy to
guess, and lives by its quota and its dates.
"""

import difflib
import re
import secrets
from collections.abc import Iterable

from django.utils.translation import gettext as _

# 32 signs: no I, O, 0 or 1, which people mix up. 12 of them carry 60 bits.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 12

WORD_SHORTEST, WORD_LONGEST = 4, 40


def new_code() -> str:
    """Twelve signs of :data:`ALPHABET`, without dashes: the form that is stored."""
    return "".join(secrets.choice(ALPHABET) for _n in range(LENGTH))


def new_codes(n: int) -> list[str]:
    """``n`` random codes, each another."""
    codes: dict[str, None] = {}
    while len(codes) < n:
        codes[new_code()] = None
    return list(codes)


def normalise_code(typed: str) -> str:
    """What somebody typed, as it would be stored: capitals without spaces, dashes and other signs.

    Both kinds of code go the same way, so that ``Kite Festival`` finds ``kite-festival``; what is
    stored of a word code has L for I and 1 and is for looking up only.
    """
    return re.sub(r"[\W_]", "", typed).upper().translate(str.maketrans("1I", "LL"))


def pretty_code(code: str) -> str:
    """In groups of four, for reading and printing."""
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def word_code_problem(typed: str) -> str:
    """What keeps ``typed`` from being a word code, with the fix, or "".

    4 to 40 signs: letters a to z in either case, digits and single hyphens; a letter first.
    """
    if re.search(r"\s", typed):
        return _("Write a hyphen instead of each space, as in kite-festival.")
    if re.search(r"[^A-Za-z0-9-]", typed):
        return _("Use only the letters a to z, digits and hyphens, as in kite-festival.")
    if not re.match(r"[A-Za-z]", typed):
        return _("Begin with a letter, as in kite-festival.")
    if typed.endswith("-") or "--" in typed:
        return _("Put a hyphen only between two words, and only one, as in kite-festival.")
    if len(normalise_code(typed)) < WORD_SHORTEST:
        return _("Use at least %(n)s letters or digits.") % {"n": WORD_SHORTEST}
    if len(typed) > WORD_LONGEST:
        return _("Use at most %(n)s letters, digits and hyphens.") % {"n": WORD_LONGEST}
    return ""


def near_words(typed: str, words: Iterable[str]) -> str | None:
    """The word code, as it is written, that ``typed`` is one or two slips away from, or None.

    ``words`` are the word codes that are open; blank ones, as random codes have, are passed over.
    Half a code ("festival") is a guess and not a slip.
    """
    written = {normalise_code(word): word for word in words if word}
    near = difflib.get_close_matches(normalise_code(typed), written, n=1, cutoff=0.85)
    return written[near[0]] if near else None
