"""What pictures of both kinds share: the names of the versions, bounds, and what is refused."""

from typing import Literal

from ..documents import gettext_noop

Version = Literal["2.0", "3.0"]
# OB 2.0 *Baking*, OB 3.0 5.3.
KEYWORD_V2 = "openbadges"
KEYWORD_V3 = "openbadgecredential"
KEYWORDS: dict[Version, str] = {"2.0": KEYWORD_V2, "3.0": KEYWORD_V3}
# What is inflated is bounded: a few kilobytes can unpack to gigabytes.
MAX_TEXT = 5_000_000


class BadPicture(ValueError):
    """Not a whole picture, or one that cannot carry the text. ``str()`` is a sentence, marked for
    translators, that says what is wrong."""


def encoded(text: str) -> bytes:
    """The text as UTF-8. Raises :exc:`BadPicture` for half a character and for far too much."""
    try:
        data = text.encode()
    except UnicodeEncodeError as error:
        raise BadPicture(gettext_noop("The text for the picture is not Unicode.")) from error
    if len(data) > MAX_TEXT:
        raise BadPicture(gettext_noop("The text for the picture is too long."))
    return data
