"""AVIF and HEIC: boxes within boxes (ISO/IEC 14496-12), metadata as items (ISO/IEC 23008-12).

Other boxes count bytes from the start of the file, so nothing may move: what tells about people is
written over in its place. How such a picture is turned is not said by EXIF but by the picture itself
(``irot``, ``imir``), and stays.
"""

import struct
from collections.abc import Iterator

BRANDS = (b"avif", b"avis", b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
# A valid EXIF block that says nothing: offset, TIFF header, a directory of no entries.
NO_EXIF = b"\0\0\0\0II*\0\x08\0\0\0\0\0\0\0\0\0"
NO_XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"/>'


def is_avif_or_heic(content: bytes) -> bool:
    return content[4:8] == b"ftyp" and content[8:12] in BRANDS


def _boxes(data: bytes | bytearray, at: int, end: int) -> Iterator[tuple[bytes, int, int, int]]:
    """(type, where the type is written, where the body begins, where the box ends)."""
    while at + 8 <= end:
        size, kind = struct.unpack_from(">I4s", data, at)
        body = at + 8
        if size == 1:
            size = struct.unpack_from(">Q", data, body)[0]
            body += 8
        stop = end if size == 0 else at + size
        if stop < body or stop > end:
            raise ValueError("a box that is longer than what holds it")
        yield kind, at + 4, body, stop
        at = stop


def _blank(data: bytearray, kind_at: int, body: int, end: int) -> None:
    """Make a box one that everybody skips."""
    data[kind_at : kind_at + 4] = b"free"
    data[body:end] = bytes(end - body)


class _Reader:
    """Reads big-endian numbers of any width one after the other."""

    def __init__(self, data: bytes, at: int):
        self.data, self.at = data, at

    def number(self, width: int) -> int:
        value = int.from_bytes(self.data[self.at : self.at + width], "big")
        self.at += width
        return value


def _metadata_items(data: bytes, body: int, end: int) -> dict[int, bytes]:
    """The items of an ``iinf`` box that are EXIF or text: type by item number."""
    version = data[body]
    found = {}
    for kind, _kind_at, start, _stop in _boxes(data, body + (6 if version == 0 else 8), end):
        read = _Reader(data, start)
        infe, _flags = read.number(1), read.number(3)
        if kind != b"infe" or infe < 2:
            continue
        number, _protection = read.number(2 if infe == 2 else 4), read.number(2)
        item_type = data[read.at : read.at + 4]
        if item_type in (b"Exif", b"mime", b"uri "):
            found[number] = item_type
    return found


def _extents(data: bytes, body: int, end: int, idat: int) -> Iterator[tuple[int, int, int]]:
    """What an ``iloc`` box says: (item number, where its bytes begin, how many), for each part. Raises
    ``ValueError`` where it says more than it has room for."""
    read = _Reader(data, body)
    version, _flags = read.number(1), read.number(3)
    sizes, more = read.number(1), read.number(1)
    offset_size, length_size, base_size = sizes >> 4, sizes & 15, more >> 4
    index_size = more & 15 if version in (1, 2) else 0
    wide = 4 if version == 2 else 2
    for _item in range(read.number(wide)):
        number = read.number(wide)
        method = read.number(2) & 15 if version in (1, 2) else 0
        _reference, base = read.number(2), read.number(base_size)
        start_of = {0: 0, 1: idat}.get(method)
        extents = read.number(2)
        if extents > 1 and not (index_size or offset_size or length_size):
            raise ValueError("parts that take no room")
        for _extent in range(extents):
            if read.at > end:
                raise ValueError("more parts than there is room for")
            read.number(index_size)
            offset, length = read.number(offset_size), read.number(length_size)
            if start_of is not None:
                yield number, start_of + base + offset, length


def _strip_meta(data: bytearray, body: int, end: int) -> None:
    """Write over the metadata items of one ``meta`` box, which has a version before its boxes."""
    inside = {kind: (start, stop) for kind, _at, start, stop in _boxes(data, body + 4, end)}
    if b"iinf" not in inside or b"iloc" not in inside:
        return
    items = _metadata_items(data, *inside[b"iinf"])
    idat = inside.get(b"idat", (0, 0))[0]
    room = len(data)
    for number, start, length in list(_extents(data, *inside[b"iloc"], idat)):
        if number not in items:
            continue
        length = max(0, min(length or len(data) - start, len(data) - start))
        room -= length
        if room < 0:  # parts on top of each other would be written over for hours
            raise ValueError("parts that are longer than the file")
        nothing = NO_EXIF if items[number] == b"Exif" else NO_XMP.ljust(length)
        data[start : start + length] = nothing.ljust(length, b"\0")[:length]


def strip(content: bytes) -> bytes:
    """With empty EXIF and XMP items, and without user data. Raises ``ValueError``."""
    data = bytearray(content)
    for kind, kind_at, body, end in list(_boxes(content, 0, len(content))):
        if kind == b"meta":
            _strip_meta(data, body, end)
        elif kind == b"uuid":
            _blank(data, kind_at, body, end)
        elif kind == b"moov":
            _strip_moov(data, body, end)
    return bytes(data)


def _strip_moov(data: bytearray, body: int, end: int, *, track: bool = False) -> None:
    """An animation: its tracks and itself may have user data and metadata of their own."""
    for kind, kind_at, start, stop in list(_boxes(data, body, end)):
        if kind in (b"udta", b"meta", b"uuid"):
            _blank(data, kind_at, start, stop)
        elif kind == b"trak" and not track:
            _strip_moov(data, start, stop, track=True)
