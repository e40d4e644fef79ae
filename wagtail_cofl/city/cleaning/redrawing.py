"""Drawing a picture anew: upright where it says "turn me", and without any remark."""

from io import BytesIO

from PIL import Image, ImageSequence, JpegImagePlugin

ORIENTATION = 0x0112  # the EXIF tag
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# How a picture itself says that it is turned: there EXIF has no say, and Pillow only repeats it.
TURNS_ITSELF = {"AVIF", "HEIF"}


class CannotDraw(Exception):
    """Pillow cannot read or write such a file."""


def _turn(picture: Image.Image) -> Image.Transpose | None:
    if picture.format in TURNS_ITSELF:
        return None
    try:
        return TURNS.get(picture.getexif().get(ORIENTATION))
    except Exception:  # EXIF can be broken in many ways; then nobody turns the picture
        return None


def is_turned(content: bytes) -> bool:
    """Does a remark in the picture say that it must be turned?"""
    try:
        with Image.open(BytesIO(content)) as picture:
            return _turn(picture) is not None
    except Exception:  # a damaged file makes Pillow's readers fail in ways of their own
        return False


def _as_before(picture: Image.Image, content: bytes) -> dict:
    """How to write the picture as it was written: Pillow's arguments."""
    how = {"icc_profile": picture.info.get("icc_profile")}
    if isinstance(picture, JpegImagePlugin.JpegImageFile):
        # The same tables of the same coarseness: what they round away is gone already.
        how |= {"qtables": picture.quantization, "optimize": True}
        how |= {"progressive": bool(picture.info.get("progressive"))}
        if (sampling := JpegImagePlugin.get_sampling(picture)) >= 0:
            how["subsampling"] = sampling
    elif picture.format == "WEBP":
        how |= {"lossless": b"VP8L" in content and b"VP8 " not in content, "quality": 95}
    if dpi := picture.info.get("dpi"):
        how["dpi"] = dpi
    return {name: value for name, value in how.items() if value is not None}


def redraw(content: bytes) -> bytes:
    """The same picture in the same format, upright, its frames with the same timing. Raises
    :exc:`CannotDraw`."""
    try:
        with Image.open(BytesIO(content)) as picture:
            turn = _turn(picture)
            how = _as_before(picture, content)
            kind = "JPEG" if picture.format == "MPO" else picture.format
            moving = kind != "JPEG" and getattr(picture, "is_animated", False)
            frames, durations = [], []
            for frame in ImageSequence.Iterator(picture) if moving else [picture]:
                drawn = frame.copy() if turn is None else frame.transpose(turn)
                durations.append(frame.info.get("duration", 0))
                see_through = drawn.info.get("transparency")
                drawn.info = {} if see_through is None else {"transparency": see_through}
                frames.append(drawn)
            if moving:
                how |= {"save_all": True, "append_images": frames[1:], "duration": durations}
                how["loop"] = picture.info.get("loop", 0)
            out = BytesIO()
            frames[0].save(out, kind, **how)
    except Exception as error:  # as above
        raise CannotDraw(str(error)) from error
    return out.getvalue()
