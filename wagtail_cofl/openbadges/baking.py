"""Baking: a credential inside a PNG, without touching a pixel (OB 2.0 and OB 3.0 *Baking*)."""

import zlib
from collections.abc import Iterator

from .documents import gettext_noop

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEYWORD_V2 = "openbadges"
KEYWORD_V3 = "openbadgecredential"
TEXT_CHUNKS = (b"iTXt", b"tEXt", b"zTXt")
# What is inflated is bounded: a few kilobytes can unpack to gigabytes.
MAX_TEXT = 5_000_000
MAX_CHUNKS = 5_000


class BadPicture(ValueError):
    """Not a whole PNG. ``str()`` is a sentence, marked for translators, that says what is wrong."""


def _chunks(png: bytes) -> Iterator[tuple[bytes, int, int]]:
    """(type, start, end) of each chunk; the data is between ``start + 8`` and ``end - 4``."""
    if not png.startswith(SIGNATURE):
        raise BadPicture(gettext_noop("This is not a PNG picture."))
    position = len(SIGNATURE)
    for _count in range(MAX_CHUNKS):
        if position + 12 > len(png):
            raise BadPicture(gettext_noop("The picture is cut off."))
        length = int.from_bytes(png[position : position + 4])
        end = position + 12 + length
        if end > len(png):
            raise BadPicture(gettext_noop("The picture is cut off."))
        kind = png[position + 4 : position + 8]
        if position == len(SIGNATURE) and kind != b"IHDR":
            raise BadPicture(gettext_noop("The picture does not begin with its header."))
        if zlib.crc32(png[position + 4 : end - 4]) != int.from_bytes(png[end - 4 : end]):
            raise BadPicture(gettext_noop("A part of the picture is damaged."))
        yield kind, position, end
        if kind == b"IEND":
            return
        position = end
    raise BadPicture(gettext_noop("The picture has too many parts."))


def _chunk(kind: bytes, data: bytes) -> bytes:
    body = kind + data
    return len(data).to_bytes(4) + body + zlib.crc32(body).to_bytes(4)


def _keyword(data: bytes) -> str:
    return data.partition(b"\0")[0].decode("latin-1")


def bake_png(png: bytes, text: str, *, keyword: str) -> bytes:
    """``png`` with ``text`` in one uncompressed iTXt chunk after IHDR, instead of any older chunk
    of the same keyword. Every other byte stays. Raises :exc:`BadPicture`."""
    baked = _chunk(b"iTXt", keyword.encode("latin-1") + b"\0\0\0\0\0" + text.encode())
    parts = [SIGNATURE]
    for kind, start, end in _chunks(png):
        if kind not in TEXT_CHUNKS or _keyword(png[start + 8 : end - 4]) != keyword:
            parts.append(png[start:end])
        if start == len(SIGNATURE):
            parts.append(baked)
    return b"".join([*parts, png[end:]])


def _inflate(data: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(data, MAX_TEXT + 1)
    except zlib.error as error:
        raise BadPicture(gettext_noop("The text in the picture is damaged.")) from error
    if len(text) > MAX_TEXT:
        raise BadPicture(gettext_noop("The text in the picture is too long."))
    if not unpacker.eof:
        raise BadPicture(gettext_noop("The text in the picture is damaged."))
    return text


def _text(kind: bytes, data: bytes) -> bytes:
    rest = data.partition(b"\0")[2]
    if kind == b"tEXt":
        return rest
    if kind == b"zTXt":
        return _inflate(rest[1:])
    compressed, rest = rest[:1] == b"\1", rest[2:]
    rest = rest.partition(b"\0")[2].partition(b"\0")[2]  # language tag, translated keyword
    return _inflate(rest) if compressed else rest


def unbake_png(png: bytes) -> dict[str, str]:
    """Keyword to text of the badges in a picture: iTXt, compressed iTXt and legacy tEXt.

    Raises :exc:`BadPicture`.
    """
    found: dict[str, str] = {}
    for kind, start, end in _chunks(png):
        if kind not in TEXT_CHUNKS:
            continue
        data = png[start + 8 : end - 4]
        keyword = _keyword(data)
        if keyword in (KEYWORD_V2, KEYWORD_V3) and keyword not in found:
            text = _text(kind, data)
            if len(text) > MAX_TEXT:
                raise BadPicture(gettext_noop("The text in the picture is too long."))
            try:
                found[keyword] = text.decode()
            except UnicodeDecodeError as error:
                raise BadPicture(gettext_noop("The text in the picture is not UTF-8.")) from error
    return found
