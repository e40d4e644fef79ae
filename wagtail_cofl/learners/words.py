"""Six easy words and a nickname: how somebody without e-mail comes back to their badges."""

import difflib
import hashlib
import re
import secrets
import unicodedata
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_cofl.city.sealing import keyed_hash

from .word_list import WORDS

#: Six of 512 words are 54 bits.
COUNT = 6

NICKNAME_LENGTHS = range(2, 31)
# Seven digits are a telephone number, also when written in groups.
_PHONE = re.compile(r"(?:\d[\s().+/-]*){7}")
_WEB = re.compile(r"\bwww\.|https?:", re.I)
# Phones set these by themselves, other keyboards do not: apostrophes, and how an emoji is drawn.
_BY_THEMSELVES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "\ufe0e": None, "\ufe0f": None})


class WordProblem(ValueError):
    """The words cannot be right. ``code`` is "few", "many" or "unknown"; ``str()`` names the fix."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code


def new_words() -> tuple[str, ...]:
    """Six words by chance; a word may come twice."""
    return tuple(secrets.choice(WORDS) for _n in range(COUNT))


def normalise_words(typed: str) -> tuple[str, ...]:
    """The words in what somebody typed: lower case, without numbers, signs and accents."""
    letters = unicodedata.normalize("NFKD", typed).casefold()
    letters = "".join(c for c in letters if not unicodedata.combining(c))
    return tuple(re.findall(r"[^\W\d_]+", letters))


def check_words(typed: str) -> tuple[str, ...]:
    """The six words that somebody typed, all of the list. Raises :exc:`WordProblem`."""
    words = normalise_words(typed)
    # First the words, then how many: "sea gull" is a word too many, and what helps is "seagull".
    for word, after in zip(words, (*words[1:], ""), strict=False):
        if word not in WORDS:
            raise WordProblem("unknown", _unknown(word, after))
    if len(words) < COUNT:
        raise WordProblem(
            "few",
            ngettext(
                "You typed %(count)s word. Type all six of your words.",
                "You typed %(count)s words. Type all six of your words.",
                len(words),
            )
            % {"count": len(words)},
        )
    if len(words) > COUNT:
        raise WordProblem(
            "many",
            _("You typed %(count)s words. Type only your six words.") % {"count": len(words)},
        )
    return words


def _unknown(word: str, after: str) -> str:
    names = {"word": word if len(word) <= 20 else word[:20] + "…"}
    one_word = [word + after] if word + after in WORDS else []
    if nearest := one_word or difflib.get_close_matches(word, WORDS, n=1):
        names["nearest"] = nearest[0]
        return _("We do not know “%(word)s”. Did you mean “%(nearest)s”?") % names
    return _("We do not know “%(word)s”. Look at your six words again.") % names


def words_hash(site_id: int, nickname: str, words: Iterable[str]) -> str:
    """What is kept of the recovery words: 64 hex digits that find the learner again.

    The same input gives the same hash, so that an index finds the row: with a salt per row, every
    try would cost one slow hash (about 50 ms and 16 MiB) for each learner of the city. In place of
    that salt stand the city and the nickname, so that a guess is a guess at one person and not at
    everybody at once, keyed with ``LOOKUP_KEY``: who steals the rows alone cannot try words at all.
    ``words`` come from :func:`new_words` or :func:`check_words`.
    """
    salt = keyed_hash("recovery words", f"{site_id}\0{normalise_nickname(nickname)}")
    return hashlib.scrypt(
        " ".join(words).encode(), salt=salt.encode(), n=2**14, r=8, p=1, dklen=32
    ).hex()


def normalise_nickname(text: str) -> str:
    """The form in which nicknames are compared: small letters, single spaces, plain apostrophes."""
    text = unicodedata.normalize("NFKC", text).casefold().translate(_BY_THEMSELVES)
    return " ".join(text.split())


def nickname_problem(text: str) -> str:
    """What is wrong with a nickname, or "". It is made up, so it tells nobody how to reach a child."""
    text = " ".join(unicodedata.normalize("NFKC", text).split())
    if "@" in text:
        return _("A nickname is made up. Leave out your email address.")
    if _PHONE.search(text):
        return _("A nickname is made up. Leave out your phone number.")
    if _WEB.search(text):
        return _("A nickname is made up. Leave out the web address.")
    if len(text) not in NICKNAME_LENGTHS:
        return _("Choose a nickname with 2 to 30 letters.")
    if not any(c.isalpha() for c in text):
        return _("Use at least one letter in your nickname.")
    return ""
