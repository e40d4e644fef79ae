"""JPEG (ITU-T T.81): segments, each a marker and its length, around the coded picture."""

import re

START, END = b"\xff\xd8", b"\xff\xd9"
SCAN = 0xDA
ALONE = {0x01, *range(0xD0, 0xD8)}  # markers without a length
# In coded data 0xFF stands before a zero, or before a marker that belongs there (RST0 to RST7).
NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def is_jpeg(content: bytes) -> bool:
    return content.startswith(START + b"\xff")


def _kept(marker: int, body: bytes) -> bytes | None:
    """What stays of a segment: all of it where it draws the picture, nothing of a remark."""
    if marker == 0xE0 and body.startswith(b"JFIF\0"):
        return body[:12] + b"\0\0"  # resolution, without the thumbnail
    if marker == 0xE2:
        return body if body.startswith(b"ICC_PROFILE\0") else None
    if marker == 0xEE:
        return body if body.startswith(b"Adobe") else None  # says how colours are coded
    if 0xE0 <= marker <= 0xEF or marker == 0xFE:
        return None
    return body


def strip(content: bytes) -> bytes:
    """Without application segments and comments, and without what follows the picture's end: the
    second picture, the film or the depth map that telephones hang on. Raises ``ValueError``."""
    out, at = bytearray(START), len(START)
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            raise ValueError("no marker where one must be")
        marker = content[at + 1]
        if marker == 0xFF:  # padding
            at += 1
            continue
        if marker == END[1]:
            return bytes(out + END)
        if marker in ALONE:
            out += content[at : at + 2]
            at += 2
            continue
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if end < at + 4:
            raise ValueError("a segment that is shorter than its length")
        body = _kept(marker, content[at + 4 : end])
        if body is not None:
            out += bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body
        at = end
        if marker == SCAN:
            following = NEXT_MARKER.search(content, at)
            end = following.start() if following else len(content)
            out += content[at:end]
            at = end
    if content[at:] == END:
        out += END
    return bytes(out)  # the end is missing where an upload broke off
