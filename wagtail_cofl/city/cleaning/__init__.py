"""Pictures without what they tell about people: where and when, with what, by whom, and remarks.

A photo carries the place where it was taken, and often a small copy of itself before somebody was
cut out of it. :func:`clean` takes EXIF, GPS, XMP, IPTC, comments and thumbnails out of a file, and
whatever follows its end. It removes parts of the file and leaves the picture's own bytes alone, so
nothing is lost: colour profile, transparency and animation stay. Only a picture that says "turn me"
is drawn anew, upright, because that remark goes too.
"""

import logging
import struct

from . import boxes, chunks, gif, jpeg, redrawing

logger = logging.getLogger(__name__)

# What a file begins with, and who knows how such files are built.
FORMATS = (
    (jpeg.is_jpeg, jpeg.strip),
    (chunks.is_png, chunks.strip_png),
    (chunks.is_webp, chunks.strip_webp),
    (gif.is_gif, gif.strip),
    (boxes.is_avif_or_heic, boxes.strip),
)


def clean(content: bytes) -> bytes:
    """The same picture without its remarks; the very same bytes where there are none.

    A picture of another kind, or a damaged one, is drawn anew. What cannot be drawn, such as an SVG,
    comes back as it is.
    """
    strip = next((strip for fits, strip in FORMATS if fits(content)), None)
    try:
        stripped = strip(content) if strip else None
    except (ValueError, IndexError, struct.error):
        stripped = None
    if stripped == content:
        return content
    turned = redrawing.is_turned(content)
    if stripped is not None and not turned:
        return stripped
    try:
        return redrawing.redraw(content)
    except redrawing.CannotDraw as problem:
        if stripped is None and not _is_markup(content):
            logger.warning("A picture could not be read, and is kept as it is: %s", problem)
        return content if stripped is None else stripped


def _is_markup(content: bytes) -> bool:
    return content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"
