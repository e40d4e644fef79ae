"""Badges inside pictures, and pictures that are none."""

import json
import tracemalloc
import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from wagtail_cofl.openbadges.baking import (
    KEYWORD_V2,
    KEYWORD_V3,
    MAX_TEXT,
    BadPicture,
    Bakeable,
    bake_png,
    unbake_png,
)

from .pictures import IDAT, IEND, IHDR, SIGNATURE, chunk, chunks, itxt, png

ANCILLARY = st.lists(
    st.builds(
        chunk,
        st.sampled_from([b"tEXt", b"zTXt", b"iTXt", b"pHYs", b"aaAa"]),
        st.binary(max_size=60),
    ),
    max_size=6,
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(ANCILLARY, TEXT, st.sampled_from([KEYWORD_V2, KEYWORD_V3]), st.binary(max_size=9))
def test_baking_and_unbaking_is_a_round_trip_that_keeps_every_other_byte(
    extra, text, keyword, tail
):
    picture = png(*extra) + tail
    baked = bake_png(picture, text, keyword=keyword)
    assert unbake_png(baked)[keyword] == text
    assert baked.replace(itxt(keyword, text), b"", 1) == picture


def test_the_badge_stands_once_directly_after_the_header():
    baked = bake_png(png(), "{}", keyword=KEYWORD_V3)
    assert chunks(baked) == [IHDR, itxt(KEYWORD_V3, "{}"), IDAT, IEND]


@pytest.mark.parametrize(
    "older",
    [
        itxt(KEYWORD_V3, "old"),
        itxt(KEYWORD_V3, "old", compressed=True),
        chunk(b"tEXt", b"openbadgecredential\0old"),
        itxt(KEYWORD_V3, "old") + itxt(KEYWORD_V3, "older"),
    ],
)
def test_an_older_badge_of_the_same_version_is_replaced(older):
    other = chunk(b"tEXt", b"Author\0Ada")
    baked = bake_png(png(other, older), "new", keyword=KEYWORD_V3)
    assert chunks(baked) == [IHDR, itxt(KEYWORD_V3, "new"), other, IDAT, IEND]


def test_both_versions_live_in_one_picture():
    baked = bake_png(bake_png(png(), "two", keyword=KEYWORD_V2), "three", keyword=KEYWORD_V3)
    assert unbake_png(baked) == {KEYWORD_V2: "two", KEYWORD_V3: "three"}


def test_other_software_reads_picture_and_badge():
    baked = bake_png(png(), '{"name": "é"}', keyword=KEYWORD_V3)
    with Image.open(BytesIO(baked)) as picture:
        picture.load()
        assert picture.size == (1, 1)
        assert picture.text[KEYWORD_V3] == '{"name": "é"}'


@pytest.mark.parametrize(
    "made",
    [
        itxt(KEYWORD_V2, "text é", compressed=True),
        itxt(KEYWORD_V2, "text é", language="en-GB"),
        itxt(KEYWORD_V2, "text é", language="en-GB", compressed=True),
        chunk(b"tEXt", b"openbadges\0" + "text é".encode()),
        chunk(b"zTXt", b"openbadges\0\0" + zlib.compress("text é".encode())),
    ],
)
def test_every_way_of_baking_is_read(made):
    assert unbake_png(png(made)) == {KEYWORD_V2: "text é"}


def test_the_first_of_two_counts_and_other_texts_do_not():
    picture = png(chunk(b"tEXt", b"Comment\0x"), itxt(KEYWORD_V2, "1"), itxt(KEYWORD_V2, "2"))
    assert unbake_png(picture) == {KEYWORD_V2: "1"}
    assert unbake_png(png()) == {}


BOMB = zlib.compress(b"a" * (MAX_TEXT * 20))


@pytest.mark.parametrize(
    ("picture", "says"),
    [
        (b"", "not a PNG"),
        (b"GIF89a", "not a PNG"),
        (SIGNATURE, "cut off"),
        (png()[:-1], "cut off"),
        (SIGNATURE + IHDR + IDAT, "cut off"),
        (SIGNATURE + IHDR + b"\xff\xff\xff\xffIDAT" + IEND, "cut off"),
        (SIGNATURE + IHDR + b"\0\0\0\x01" + IEND[4:], "cut off"),
        (SIGNATURE + IDAT + IEND, "header"),
        (png(*[chunk(b"tEXt")] * 6000), "too many"),
    ],
)
@pytest.mark.parametrize("act", ["bake", "unbake"])
def test_what_is_no_whole_picture_is_refused(picture, says, act):
    with pytest.raises(BadPicture, match=says):
        if act == "bake":
            bake_png(picture, "{}", keyword=KEYWORD_V3)
        else:
            unbake_png(picture)


def damaged(part):
    return part[:-1] + bytes([part[-1] ^ 1])


def test_the_sum_of_every_part_is_checked_where_a_picture_is_baked_often():
    with pytest.raises(BadPicture, match="damaged"):
        Bakeable(png().replace(IDAT, damaged(IDAT)))


def test_the_sum_of_the_badge_is_checked_and_that_of_the_pixels_is_not():
    badge = itxt(KEYWORD_V2, "{}")
    with pytest.raises(BadPicture, match="damaged"):
        unbake_png(png(damaged(badge)))
    assert unbake_png(png(badge).replace(IDAT, damaged(IDAT))) == {KEYWORD_V2: "{}"}


@given(ANCILLARY, TEXT, TEXT)
def test_a_picture_that_is_baked_often_is_baked_the_same(extra, two, three):
    picture = png(*extra, itxt(KEYWORD_V2, "old"), *extra)
    often = Bakeable(picture)
    assert often.bake(two, version="2.0") == bake_png(picture, two, keyword=KEYWORD_V2)
    assert often.bake(three, version="3.0") == bake_png(picture, three, keyword=KEYWORD_V3)


@pytest.mark.parametrize("text", ["\ud800", "a" * (MAX_TEXT + 1)])
def test_a_text_that_could_not_be_read_again_is_not_baked(text):
    with pytest.raises(BadPicture, match="text for the picture"):
        bake_png(png(), text, keyword=KEYWORD_V3)


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (chunk(b"iTXt", b"openbadges\0\1\0\0\0" + BOMB), "too long"),
        (chunk(b"zTXt", b"openbadges\0\0" + BOMB), "too long"),
        (chunk(b"tEXt", b"openbadges\0" + b"a" * (MAX_TEXT + 1)), "too long"),
        (chunk(b"iTXt", b"openbadges\0\1\0\0\0" + zlib.compress(b"{}")[:-6]), "damaged"),
        (chunk(b"iTXt", b"openbadges\0\1\0\0\0nothing"), "damaged"),
        (chunk(b"tEXt", b"openbadges\0\xff"), "UTF-8"),
    ],
)
def test_a_text_that_cannot_be_read_is_refused(made, says):
    with pytest.raises(BadPicture, match=says):
        unbake_png(png(made))


def test_a_bomb_is_never_unpacked():
    picture = png(chunk(b"iTXt", b"openbadges\0\1\0\0\0" + BOMB))
    tracemalloc.start()
    try:
        with pytest.raises(BadPicture):
            unbake_png(picture)
        assert tracemalloc.get_traced_memory()[1] < MAX_TEXT * 4
    finally:
        tracemalloc.stop()


@given(st.binary(max_size=200))
def test_no_bytes_break_it(data):
    for made in (data, SIGNATURE + data, png(chunk(b"iTXt", b"openbadges\0" + data))):
        try:
            unbake_png(made)
        except BadPicture as error:
            assert str(error).endswith(".")


def test_a_badge_baked_by_others(real_badges):
    found = unbake_png((real_badges / "concentricsky" / "baked_heart.png").read_bytes())
    assert json.loads(found[KEYWORD_V2])["verify"]["type"] == "hosted"


@pytest.mark.parametrize("name", ["valid-baked.png", "404.png"])
def test_an_address_baked_by_others(real_badges, name):
    found = unbake_png((real_badges / "mozilla" / name).read_bytes())
    assert found[KEYWORD_V2].startswith("http")


def test_real_pictures_without_a_badge_can_be_baked(real_badges):
    for path in ("mozilla/unbaked.png", "concentricsky/public_domain_heart.png"):
        picture = (real_badges / path).read_bytes()
        assert unbake_png(picture) == {}
        baked = bake_png(picture, "{}", keyword=KEYWORD_V3)
        assert baked.replace(itxt(KEYWORD_V3, "{}"), b"") == picture
