"""A badge in a PNG, without touching a pixel (OB 2.0 *Baking*, OB 3.0 5.3.1)."""

import struct
import zlib
from collections.abc import Iterator

from ..documents import gettext_noop
from .common import KEYWORD_V2, KEYWORD_V3, MAX_TEXT, BadPicture, encoded

SIGNATURE = b"\x89PNG\r\n\x1a\n"
TEXT_CHUNKS = (b"iTXt", b"tEXt", b"zTXt")
MAX_CHUNKS = 5_000
_length_and_kind = struct.Struct(">I4s").unpack_from


def _check(png: bytes, start: int, end: int) -> None:
    if zlib.crc32(memoryview(png)[start + 4 : end - 4]) != int.from_bytes(png[end - 4 : end]):
        raise BadPicture(gettext_noop("A part of the picture is damaged."))


def _chunks(png: bytes) -> Iterator[tuple[bytes, int, int]]:
    """(type, start, end) of each chunk; the data is between ``start + 8`` and ``end - 4``. Only
    the headers are read: whoever uses a chunk's data checks its sum."""
    if not png.startswith(SIGNATURE):
        raise BadPicture(gettext_noop("This is not a PNG picture."))
    position = len(SIGNATURE)
    for _count in range(MAX_CHUNKS):
        if position + 12 > len(png):
            raise BadPicture(gettext_noop("The picture is cut off."))
        length, kind = _length_and_kind(png, position)
        end = position + 12 + length
        if end > len(png):
            raise BadPicture(gettext_noop("The picture is cut off."))
        if position == len(SIGNATURE) and kind != b"IHDR":
            raise BadPicture(gettext_noop("The picture does not begin with its header."))
        yield kind, position, end
        if kind == b"IEND":
            return
        position = end
    raise BadPicture(gettext_noop("The picture has too many parts."))


def _has_keyword(png: bytes, start: int, end: int, keyword: bytes) -> bool:
    """Whether a text chunk's keyword is this one; a chunk may end without a terminator."""
    stop = start + 8 + len(keyword)
    return png.startswith(keyword, start + 8) and (
        stop == end - 4 or (stop < end - 4 and png[stop] == 0)
    )


class Opened:
    """A PNG cut open after its header, its older badges of one keyword taken out.

    ``thorough`` checks the sum of every chunk as well, which costs more than all the rest. Raises
    :exc:`BadPicture`.
    """

    __slots__ = ("_begin", "_head", "_sum", "_tail")

    def __init__(self, png: bytes, keyword: str, *, thorough: bool) -> None:
        key = keyword.encode("latin-1")
        whole = memoryview(png)
        header_end = kept_from = 0
        self._tail: list[memoryview] = []
        for kind, start, end in _chunks(png):
            if thorough:
                _check(png, start, end)
            if not header_end:
                header_end = kept_from = end
            elif kind in TEXT_CHUNKS and _has_keyword(png, start, end, key):
                self._tail.append(whole[kept_from:start])
                kept_from = end
        self._head = whole[:header_end]
        self._tail.append(whole[kept_from:])
        self._begin = b"iTXt" + key + b"\0\0\0\0\0"
        self._sum = zlib.crc32(self._begin)

    def bake(self, text: str) -> bytes:
        """The picture with ``text`` in one uncompressed iTXt chunk after IHDR."""
        data = encoded(text)
        begin = self._begin
        return b"".join(
            (
                self._head,
                (len(begin) - 4 + len(data)).to_bytes(4),
                begin,
                data,
                zlib.crc32(data, self._sum).to_bytes(4),
                *self._tail,
            )
        )


def bake_png(png: bytes, text: str, *, keyword: str) -> bytes:
    """``png`` with ``text`` in one uncompressed iTXt chunk after IHDR, instead of any older chunk
    of the same keyword. Every other byte stays, and is not looked at: sums are not checked. Raises
    :exc:`BadPicture`."""
    return Opened(png, keyword, thorough=False).bake(text)


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
    """Keyword to text of the badges in a picture: iTXt, compressed iTXt and zTXt, legacy tEXt. The
    first of a keyword counts. Raises :exc:`BadPicture`."""
    found: dict[str, str] = {}
    for kind, start, end in _chunks(png):
        if kind not in TEXT_CHUNKS:
            continue
        for keyword in (KEYWORD_V3, KEYWORD_V2):
            if keyword not in found and _has_keyword(png, start, end, keyword.encode()):
                break
        else:
            continue
        _check(png, start, end)
        text = _text(kind, png[start + 8 : end - 4])
        if len(text) > MAX_TEXT:
            raise BadPicture(gettext_noop("The text in the picture is too long."))
        try:
            found[keyword] = text.decode()
        except UnicodeDecodeError as error:
            raise BadPicture(gettext_noop("The text in the picture is not UTF-8.")) from error
    return found
