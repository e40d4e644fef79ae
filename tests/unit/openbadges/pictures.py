"""Small PNGs, chunk by chunk."""

import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunk(kind: bytes, data: bytes = b"") -> bytes:
    return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)


IHDR = chunk(b"IHDR", (1).to_bytes(4) + (1).to_bytes(4) + b"\x08\x00\x00\x00\x00")
IDAT = chunk(b"IDAT", zlib.compress(b"\0\0"))
IEND = chunk(b"IEND")


def png(*extra: bytes) -> bytes:
    """One black pixel, with ``extra`` chunks between the header and the pixel."""
    return b"".join([SIGNATURE, IHDR, *extra, IDAT, IEND])


def itxt(keyword: str, text: str, *, compressed: bool = False, language: str = "") -> bytes:
    body = text.encode()
    return chunk(
        b"iTXt",
        b"\0".join(
            [
                keyword.encode(),
                bytes([compressed]) + b"\0" + language.encode(),
                b"",
                zlib.compress(body) if compressed else body,
            ]
        ),
    )


def chunks(picture: bytes) -> list[bytes]:
    found, position = [], len(SIGNATURE)
    while position < len(picture):
        end = position + 12 + int.from_bytes(picture[position : position + 4])
        found.append(picture[position:end])
        position = end
    return found
