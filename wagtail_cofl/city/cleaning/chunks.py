"""PNG and WebP: files that are rows of named chunks."""

import struct
from collections.abc import Iterator

PNG_START = b"\x89PNG\r\n\x1a\n"
# What draws a PNG (W3C PNG 3rd edition), animated ones included. Text, EXIF, times and whatever
# other programs put in are left out, and so is a badge that was baked into the picture.
PNG_KEPT = set(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs"
    b" acTL fcTL fdAT".split()
)
WEBP_KEPT = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
WEBP_HAS_EXIF, WEBP_HAS_XMP = 0x08, 0x04


def is_png(content: bytes) -> bool:
    return content.startswith(PNG_START)


def is_webp(content: bytes) -> bool:
    return content[:4] == b"RIFF" and content[8:12] == b"WEBP"


def strip_png(content: bytes) -> bytes:
    """Only the chunks that draw the picture, up to its end."""
    out, at = bytearray(PNG_START), len(PNG_START)
    while at + 12 <= len(content):
        size, name = struct.unpack_from(">I4s", content, at)
        end = at + 12 + size
        if name in PNG_KEPT:
            out += content[at:end]
        at = end
        if name == b"IEND":
            break
    return bytes(out)


def _webp_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    end = min(len(content), 8 + struct.unpack_from("<I", content, 4)[0])
    at = 12
    while at + 8 <= end:
        name, size = struct.unpack_from("<4sI", content, at)
        yield name, content[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def strip_webp(content: bytes) -> bytes:
    """Only the chunks that draw the picture; its header no longer promises others."""
    out = bytearray()
    for name, body in _webp_chunks(content):
        if name not in WEBP_KEPT:
            continue
        if name == b"VP8X":
            body = bytes([body[0] & ~(WEBP_HAS_EXIF | WEBP_HAS_XMP)]) + body[1:]
        out += struct.pack("<4sI", name, len(body)) + body + b"\0" * (len(body) % 2)
    return struct.pack("<4sI4s", b"RIFF", 4 + len(out), b"WEBP") + bytes(out)
