"""The picture's own bytes, as the PNG that badges are baked into."""

from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from wagtail_cofl.city.cleaning import clean

# A badge is fetched by old phones and stored with every version: enough for print, not more.
MAX_SIDE = 1000
MAX_BYTES = 1_000_000


class PictureProblem(Exception):
    """The picture cannot be used; ``str()`` says what to choose instead."""


def png_bytes(image) -> bytes:
    """The bytes of a Wagtail image as PNG: its own bytes where it is a PNG of sensible size,
    otherwise drawn anew. Raises :exc:`PictureProblem`.

    The picture travels with every badge for ever, so nothing but the picture comes along, whatever
    the site does with other photos: no place, no names, no badge that was baked into it before.
    """
    try:
        with image.open_file() as handle:
            content = clean(handle.read())
    except OSError as error:
        raise PictureProblem(
            _("The file of this picture is missing. Upload the picture again.")
        ) from error
    try:
        with Image.open(BytesIO(content)) as picture:
            picture.load()
            if picture.format == "PNG" and max(picture.size) <= MAX_SIDE:
                if len(content) <= MAX_BYTES:
                    return content
            picture = picture.convert("RGBA")
            picture.thumbnail((MAX_SIDE, MAX_SIDE))
            out = BytesIO()
            picture.save(out, "PNG", optimize=True)
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise PictureProblem(
            _("This file is not a picture that a badge can carry. Use a PNG or a JPEG.")
        ) from error
    return out.getvalue()
