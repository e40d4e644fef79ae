"""Baking: a credential inside a PNG or an SVG, the picture itself untouched (OB 2.0 *Baking*,
OB 3.0 5.3).

:func:`bake` and :func:`unbake` for one picture; :class:`Bakeable` for one that is baked often.
"""

from ..documents import gettext_noop
from . import png, svg
from .common import KEYWORD_V2, KEYWORD_V3, KEYWORDS, MAX_TEXT, BadPicture, Version
from .png import SIGNATURE, bake_png, unbake_png
from .svg import bake_svg, unbake_svg

__all__ = [
    "KEYWORDS",
    "KEYWORD_V2",
    "KEYWORD_V3",
    "MAX_TEXT",
    "SIGNATURE",
    "BadPicture",
    "Bakeable",
    "Version",
    "bake",
    "bake_png",
    "bake_svg",
    "is_picture",
    "unbake",
    "unbake_png",
    "unbake_svg",
]


def is_picture(data: bytes) -> bool:
    """Whether this is a PNG or an SVG, by its first bytes; it may still be a damaged one."""
    return data.startswith(SIGNATURE) or svg.is_svg(data)


def _opened(picture: bytes, keyword: str, *, thorough: bool) -> png.Opened | svg.Opened:
    if picture.startswith(SIGNATURE):
        return png.Opened(picture, keyword, thorough=thorough)
    if svg.is_svg(picture):
        return svg.Opened(picture, keyword, thorough=thorough)
    raise BadPicture(gettext_noop("This is neither a PNG nor an SVG picture."))


class Bakeable:
    """A picture, checked once from its first byte to its last, to be baked many times.

    Raises :exc:`BadPicture`.
    """

    __slots__ = ("_opened",)

    def __init__(self, picture: bytes) -> None:
        self._opened = {
            version: _opened(picture, keyword, thorough=True)
            for version, keyword in KEYWORDS.items()
        }

    def bake(self, text: str, *, version: Version) -> bytes:
        """What :func:`bake` gives, for little more than copying it."""
        return self._opened[version].bake(text)


def bake(picture: bytes, text: str, *, version: Version) -> bytes:
    """``picture`` with ``text`` (a document, a token, or an address) inside, instead of an older
    badge of that version; one of the other version stays, and so does every other byte.

    The parts of the picture that are only copied are not checked: see :class:`Bakeable`. Raises
    :exc:`BadPicture`.
    """
    return _opened(picture, KEYWORDS[version], thorough=False).bake(text)


def unbake(picture: bytes) -> dict[str, str]:
    """Keyword ("openbadges" of OB 2.0, "openbadgecredential" of OB 3.0) to the text of the badges
    in a picture, PNG or SVG; empty where there is none. Raises :exc:`BadPicture`."""
    if picture.startswith(SIGNATURE):
        return unbake_png(picture)
    if svg.is_svg(picture):
        return unbake_svg(picture)
    raise BadPicture(gettext_noop("This is neither a PNG nor an SVG picture."))
