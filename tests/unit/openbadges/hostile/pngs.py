"""PNGs with something wrong in them."""

import zlib

from wagtail_cofl.openbadges.baking import KEYWORD_V2, KEYWORD_V3, bake_png

from ..factories import credential
from ..pictures import IDAT, IEND, IHDR, SIGNATURE, chunk, chunks, itxt, png
from .case import Hostile, case
from .texts import as_json

MB = 1_000_000


def zeros(size: int) -> bytes:
    """What unpacks to so many zeros, and takes a thousandth of the room."""
    packer = zlib.compressobj(9)
    begin = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(bytes(MB)) + packer.flush(zlib.Z_FULL_FLUSH)
    return begin + block * (size // MB)


def compressed_itxt(keyword: str, packed: bytes) -> bytes:
    return chunk(b"iTXt", keyword.encode() + b"\0\1\0\0\0" + packed)


@case("too_big", picture=True)
def itxt_of_50_mb():
    yield Hostile(png(itxt(KEYWORD_V3, "x" * (50 * MB))))


@case("bad_picture", "not_json", picture=True)
def itxt_as_big_as_a_file_may_be():
    yield Hostile(png(itxt(KEYWORD_V3, " " * (4_999_800))))
    yield Hostile(png(itxt(KEYWORD_V3, "[" * (4_999_800))))


@case("bad_picture", picture=True)
def zip_bomb_in_itxt():
    """4 MB that unpack to 4 GB."""
    bomb = zeros(4_000 * MB)
    assert len(bomb) < 4_900_000
    yield Hostile(png(compressed_itxt(KEYWORD_V3, bomb)))
    yield Hostile(png(chunk(b"zTXt", KEYWORD_V2.encode() + b"\0\0" + bomb)))


@case("bad_picture", picture=True)
def many_zip_bombs():
    bomb = zeros(20 * MB)
    yield Hostile(png(*[compressed_itxt(KEYWORD_V3, bomb)] * 200))


@case("bad_picture", picture=True)
def chunk_length_of_2_to_31():
    for length in (2**31, 2**31 - 1, 2**32 - 1):
        odd = length.to_bytes(4) + b"iTXt" + KEYWORD_V3.encode() + b"\0\0\0\0\0{}"
        yield Hostile(SIGNATURE + IHDR + odd)
        yield Hostile(SIGNATURE + IHDR + odd + IDAT + IEND)
        yield Hostile(SIGNATURE + length.to_bytes(4) + b"IHDR" + bytes(100))


def baked() -> bytes:
    return bake_png(png(), as_json(credential()).decode(), keyword=KEYWORD_V3)


@case("bad_picture", picture=True)
def no_iend():
    yield Hostile(baked().removesuffix(IEND))


@case("bad_picture", picture=True)
def cut_off_at_every_chunk():
    """After each chunk, and in the middle of it."""
    whole, position = baked(), len(SIGNATURE)
    for part in chunks(whole)[:-1]:
        for cut in (position, position + 4, position + 8, position + len(part) // 2):
            yield Hostile(whole[:cut])
        position += len(part)
        yield Hostile(whole[:position])
    yield Hostile(whole[:-1])


@case("bad_picture", picture=True)
def ten_thousand_chunks():
    text = as_json(credential()).decode()
    yield Hostile(png(*[chunk(b"tEXt", b"x\0y")] * 10_000, itxt(KEYWORD_V3, text)))
    yield Hostile(png(*[chunk(b"aaAa")] * 400_000))


@case("bad_picture", picture=True)
def text_that_is_damaged():
    good = itxt(KEYWORD_V3, as_json(credential()).decode())
    yield Hostile(png(good[:-1] + bytes([good[-1] ^ 1])))
    yield Hostile(png(good[:100] + bytes([good[100] ^ 1]) + good[101:]))
    yield Hostile(png(compressed_itxt(KEYWORD_V3, b"\x78\x9c\xff\xff\xff")))
    yield Hostile(png(compressed_itxt(KEYWORD_V3, zlib.compress(b"{}" * 99)[:-5])))
    yield Hostile(png(chunk(b"iTXt", KEYWORD_V3.encode() + b"\0\0\0\0\0\xff\xfe")))


@case("no_badge", "not_json", picture=True)
def text_that_ends_too_soon():
    for length in range(6):
        yield Hostile(png(chunk(b"iTXt", KEYWORD_V3.encode() + bytes(length))))
    yield Hostile(png(chunk(b"iTXt"), chunk(b"tEXt"), chunk(b"zTXt", b"\0")))


@case("no_badge", picture=True)
def a_picture_of_four_thousand_million_pixels():
    """Which nobody may unpack."""
    size = (2**16).to_bytes(4)
    header = chunk(b"IHDR", size + size + b"\x10\x06\x00\x00\x00")
    yield Hostile(SIGNATURE + header + chunk(b"IDAT", zeros(500 * MB)) + IEND)
