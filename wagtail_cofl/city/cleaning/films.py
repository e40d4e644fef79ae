"""MP4, M4A and QuickTime: boxes within boxes (ISO/IEC 14496-12).

A telephone writes into a film where it was made, and with what. Those boxes are written over in their
place, because others count bytes from the start of the file.
"""

import re
from collections.abc import Iterator

from .boxes import _blank, _boxes

TELLING = (b"udta", b"meta", b"uuid")
#: A real film has some hundred boxes outside its pictures and sounds.
MOST_BOXES = 10_000
SHOWS_PICTURES = re.compile(rb"hdlr.{8}vide", re.DOTALL)


def strip(content: bytes) -> tuple[bytes, bool]:
    """(the same film without user data and metadata, whether it has pictures beside sound).

    Raises ``ValueError`` where it is damaged, or was not finished.
    """
    data = bytearray(content)
    tracks = None
    budget = iter(range(MOST_BOXES))
    for kind, at, start, end in _counted(data, 0, len(data), budget):
        if kind in TELLING:
            _blank(data, at, start, end)
        elif kind == b"moov":
            tracks = start, end
            _strip_inside(data, start, end, budget)
    if tracks is None:
        raise ValueError("no list of tracks")
    return bytes(data), bool(SHOWS_PICTURES.search(data, *tracks))


def _strip_inside(data: bytearray, start: int, end: int, budget: Iterator[int]) -> None:
    for kind, at, body, stop in _counted(data, start, end, budget):
        if kind in TELLING:
            _blank(data, at, body, stop)
        elif kind == b"trak":
            for inner, inner_at, inner_body, inner_stop in _counted(data, body, stop, budget):
                if inner in TELLING:
                    _blank(data, inner_at, inner_body, inner_stop)


def _counted(data: bytearray, start: int, end: int, budget: Iterator[int]) -> Iterator:
    for box in _boxes(data, start, end):
        if next(budget, None) is None:
            raise ValueError("more boxes than any film has")
        yield box
