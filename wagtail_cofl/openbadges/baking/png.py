"""A badge in a PNG, without touching a pixel (OB 2.0 *Baking*, OB 3.0 5.3.1)."""

import struct
import zlib

from ..documents import gettext_noop
from .common import KEYWORDS, MAX_TEXT, BadPicture, encoded

SIGNATURE = b"\x89PNG\r\n\x1a\n"
TEXT_CHUNKS = {b"iTXt", b"tEXt", b"zTXt"}
MAX_CHUNKS = 5_000
_BADGES = {keyword.encode(): keyword for keyword in KEYWORDS.values()}
_ENOUGH = max(map(len, _BADGES)) + 1
_length_and_kind = struct.Struct(">I4s").unpack_from


def _checked(png: bytes, start: int, end: int) -> bytes:
    """A chunk's type and data, which its sum covers."""
    body = png[start + 4 : end - 4]
    if zlib.crc32(body) != int.from_bytes(png[end - 4 : end]):
        raise BadPicture(gettext_noop("A part of the picture is damaged."))
    return body


def _texts(png: bytes, *, thorough: bool = False) -> list[tuple[int, int]]:
    """(start, end) of each chunk of text; the data is between ``start + 8`` and ``end - 4``.

    A loop over the headers of all chunks. Whoever uses a chunk's data checks its sum; ``thorough``
    checks every chunk's. Raises :exc:`BadPicture`.
    """
    if not png.startswith(SIGNATURE):
        raise BadPicture(gettext_noop("This is not a PNG picture."))
    end, size = len(SIGNATURE), len(png)
    if size >= end + 12 and not png.startswith(b"IHDR", end + 4):
        raise BadPicture(gettext_noop("The picture does not begin with its header."))
    texts = []
    for _count in range(MAX_CHUNKS):
        if end + 12 > size:
            break
        length, kind = _length_and_kind(png, end)
        start, end = end, end + 12 + length
        if end > size:
            break
        if thorough:
            _checked(png, start, end)
        if kind in TEXT_CHUNKS:
            texts.append((start, end))
        elif kind == b"IEND":
            return texts
    else:
        raise BadPicture(gettext_noop("The picture has too many parts."))
    raise BadPicture(gettext_noop("The picture is cut off."))


def _keyword(png: bytes, start: int) -> bytes:
    """The keyword of a chunk of text, or as much of it as is of interest."""
    return png[start + 8 : start + 8 + _ENOUGH].partition(b"\0")[0]


class Opened:
    """A PNG cut open after its header, its older badges of one keyword taken out.

    ``thorough`` checks the sum of every chunk as well, which costs more than all the rest. Raises
    :exc:`BadPicture`.
    """

    __slots__ = ("_begin", "_head", "_sum", "_tail")

    def __init__(self, png: bytes, keyword: str, *, thorough: bool) -> None:
        key = keyword.encode("latin-1")
        whole = memoryview(png)
        texts = _texts(png, thorough=thorough)
        header_end = kept_from = len(SIGNATURE) + 12 + int.from_bytes(png[8:12])
        self._tail: list[memoryview] = []
        for start, end in texts:
            if _keyword(png, start) == key:
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


def _text(body: bytes, at: int) -> bytes:
    """The text of a chunk whose keyword ends before ``at``."""
    kind = body[:4]
    if kind == b"tEXt":
        return body[at:]
    if kind == b"zTXt":
        return _inflate(body[at + 1 :])
    compressed = body[at : at + 1] == b"\1"
    at = body.find(b"\0", at + 2) + 1 or len(body)  # after the language tag
    at = body.find(b"\0", at) + 1 or len(body)  # after the translated keyword
    return _inflate(body[at:]) if compressed else body[at:]


def unbake_png(png: bytes) -> dict[str, str]:
    """Keyword to text of the badges in a picture: iTXt, compressed iTXt and zTXt, legacy tEXt. The
    first of a keyword counts. Raises :exc:`BadPicture`."""
    found: dict[str, str] = {}
    for start, end in _texts(png):
        keyword = _BADGES.get(_keyword(png, start))
        if keyword is None or keyword in found:
            continue
        # Before it is copied; the names before the text are short.
        too_long = end - start > MAX_TEXT + 1_000
        text = b"" if too_long else _text(_checked(png, start, end), 4 + len(keyword) + 1)
        if too_long or len(text) > MAX_TEXT:
            raise BadPicture(gettext_noop("The text in the picture is too long."))
        try:
            found[keyword] = text.decode()
        except UnicodeDecodeError as error:
            raise BadPicture(gettext_noop("The text in the picture is not UTF-8.")) from error
    return found
