"""A picture in very many tiny pieces keeps readers busy for a minute. No program makes such a file."""

import struct
from collections.abc import Iterator
from itertools import islice

from . import chunks, gif, jpeg


def is_in_crumbs(content: bytes) -> bool:
    """Has a JPEG, PNG, WebP or GIF far more pieces than its length explains? Those of a GIF are the
    smallest: 255 bytes. A damaged file ends where it cannot be followed."""
    most = 10_000 + len(content) // 200
    try:
        return next(islice(_pieces(content), most, None), None) is not None
    except (IndexError, struct.error):
        return False


def _pieces(content: bytes) -> Iterator[int]:
    """Where each piece begins."""
    if jpeg.is_jpeg(content):
        return _segments(content)
    if gif.is_gif(content):
        return _blocks(content)
    if chunks.is_png(content):
        return _chunks(content, len(chunks.PNG_START), ">I", size_at=0, around=12)
    return _chunks(content, 12, "<I", size_at=4, around=8)  # WebP


def _chunks(content: bytes, at: int, how: str, *, size_at: int, around: int) -> Iterator[int]:
    while at + 8 <= len(content):
        yield at
        at += around + struct.unpack_from(how, content, at + size_at)[0]


def _segments(content: bytes) -> Iterator[int]:
    at = 2
    while marker := jpeg.NEXT_MARKER.search(content, at):
        at = marker.start()
        yield at
        alone = content[at + 1] in jpeg.ALONE or content[at + 1] == jpeg.END[1]
        at += 2 if alone else 2 + max(2, int.from_bytes(content[at + 2 : at + 4], "big"))


def _blocks(content: bytes) -> Iterator[int]:
    at = 13 + gif._table(content[10])
    while content[at] in (gif.EXTENSION, gif.PICTURE):
        yield at
        at += 2 if content[at] == gif.EXTENSION else 11 + gif._table(content[at + 9])
        while content[at]:
            yield at
            at += 1 + content[at]
        at += 1
