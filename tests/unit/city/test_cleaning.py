"""Pictures lose what they tell about people, and nothing else."""

import io
import struct
import zlib

import pillow_heif
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageCms, ImageOps, PngImagePlugin

from wagtail_cofl.city.cleaning import boxes, clean

SECRET = b"Saskia-at-home"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">' + SECRET + b"</x:xmpmeta>"
SIDE = (96, 64)


def exif(orientation: int | None = None) -> bytes:
    """EXIF with a camera, a place, a person and a thumbnail's worth of notes."""
    made = Image.Exif()
    made[0x010F] = made[0x013B] = SECRET.decode()
    if orientation:
        made[0x0112] = orientation
    place = made.get_ifd(0x8825)
    place[1], place[2] = "N", (50.0, 22.0, 12.0)
    place[3], place[4] = "W", (4.0, 8.0, 24.0)
    made.get_ifd(0x8769)[0x9286] = SECRET
    return made.tobytes()


def drawing(mode: str = "RGB", size=SIDE) -> Image.Image:
    """A picture in which every corner is another colour, so that turning shows."""
    picture = Image.linear_gradient("L").resize(size).convert("RGB")
    for colour, box in {
        "#c02020": (0, 0, 32, 32),
        "#20c020": (64, 0, 96, 32),
        "#2020c0": (0, 32, 32, 64),
    }.items():
        picture.paste(colour, box)
    if "A" in mode:
        picture.putalpha(Image.linear_gradient("L").resize(size))
    return picture.convert(mode)


PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def written(kind: str, picture: Image.Image | None = None, **how) -> bytes:
    out = io.BytesIO()
    (picture or drawing()).save(out, kind, **how)
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


def difference(one: Image.Image, other: Image.Image) -> float:
    """The root of the mean square of what differs, of 255."""
    assert one.size == other.size
    both = ImageChops.difference(one.convert("RGB"), other.convert("RGB"))
    counts = both.histogram()
    squares = sum(count * (value % 256) ** 2 for value, count in enumerate(counts))
    return (squares / (3 * one.width * one.height)) ** 0.5


def segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body


def jpeg_with_everything(**how) -> bytes:
    plain = written(
        "JPEG", quality=90, exif=exif(), icc_profile=PROFILE, comment=SECRET, dpi=(300, 300), **how
    )
    more = (
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP)
        + segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04" + SECRET)
        + segment(0xE2, b"MPF\0" + SECRET)
        + segment(0xE0, b"JFXX\0\x13" + SECRET)
        + segment(0xEB, b"JP" + SECRET)
    )
    film = b"\0\0\0\x18ftypmp42" + SECRET
    return plain[:2] + more + plain[2:] + film


def test_a_jpeg_keeps_its_pixels_and_its_colours():
    for progressive in (False, True):
        before = jpeg_with_everything(progressive=progressive)
        after = clean(before)
        assert SECRET not in after
        assert after.endswith(b"\xff\xd9")
        old, new = opened(before), opened(after)
        assert new.tobytes() == old.tobytes()
        assert new.info["icc_profile"] == PROFILE
        assert new.info["dpi"] == (300, 300)
        assert not new.getexif()
        assert bool(new.info.get("progressive")) is progressive


def test_a_jpeg_keeps_no_thumbnail_in_its_header():
    plain = written("JPEG")
    assert plain[2:4] == b"\xff\xe0"
    header = segment(0xE0, b"JFIF\0\x01\x02\0\0\x01\0\x01\x02\x02" + SECRET[:12])
    at = plain.index(b"\xff\xdb")
    after = clean(plain[:2] + header + plain[at:])
    assert SECRET[:12] not in after
    assert opened(after).tobytes() == opened(plain).tobytes()


def test_a_cmyk_jpeg_keeps_how_its_colours_are_coded():
    before = written("JPEG", drawing("CMYK"), exif=exif())
    after = clean(before)
    assert SECRET not in after
    assert opened(after).tobytes() == opened(before).tobytes()


@pytest.mark.parametrize("orientation", range(2, 9))
def test_a_turned_jpeg_is_drawn_upright(orientation):
    before = written(
        "JPEG", quality=85, subsampling="4:2:0", exif=exif(orientation), icc_profile=PROFILE
    )
    after = clean(before)
    new = opened(after)
    assert SECRET not in after
    assert not new.getexif()
    assert new.info["icc_profile"] == PROFILE
    # Hard edges between pure colours are the worst case: 3 of 255 is what the eye does not see.
    assert difference(new, ImageOps.exif_transpose(opened(before))) < 3
    assert len(after) < 1.3 * len(before)


def test_a_clean_picture_stays_byte_for_byte():
    for kind in ("JPEG", "PNG", "GIF", "WEBP", "AVIF"):
        content = written(kind)
        assert clean(content) == content, kind
    content = clean(jpeg_with_everything())
    assert clean(content) == content


def test_a_png_keeps_what_draws_it():
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", SECRET.decode())
    texts.add_itxt("XML:com.adobe.xmp", XMP.decode())
    texts.add_text("Comment", SECRET.decode(), zip=True)
    texts.add_itxt("openbadgecredential", '{"name": "a badge"}')
    texts.add(b"tIME", struct.pack(">H5B", 2026, 1, 2, 3, 4, 5))
    texts.add(b"caBX", SECRET)
    before = written(
        "PNG", drawing("RGBA"), pnginfo=texts, exif=exif(), icc_profile=PROFILE, dpi=(300, 300)
    )
    after = clean(before + SECRET)
    new = opened(after)
    assert SECRET not in after
    assert not new.text
    assert not new.getexif()
    assert new.tobytes() == drawing("RGBA").tobytes()
    assert new.info["icc_profile"] == PROFILE
    assert round(new.info["dpi"][0]) == 300
    for name in (b"tIME", b"caBX", b"iTXt", b"zTXt", b"eXIf"):
        assert name not in after


def test_a_png_with_few_colours_stays_see_through():
    picture = drawing().quantize(8)
    before = written("PNG", picture, transparency=0, exif=exif())
    new = opened(clean(before))
    assert new.info["transparency"] == 0
    assert new.tobytes() == picture.tobytes()


def frames(mode: str = "RGB") -> list[Image.Image]:
    return [ImageOps.mirror(drawing(mode)), drawing(mode), ImageOps.flip(drawing(mode))]


def moving(kind: str, **how) -> bytes:
    first, *others = frames()
    return written(
        kind, first, save_all=True, append_images=others, duration=[100, 200, 300], loop=3, **how
    )


def timing(content: bytes) -> tuple:
    """(loops, each frame's duration, each frame's pixels)"""
    with Image.open(io.BytesIO(content)) as picture:
        durations, pixels = [], []
        for number in range(picture.n_frames):
            picture.seek(number)
            picture.load()
            durations.append(picture.info.get("duration"))
            pixels.append(picture.convert("RGBA").tobytes())
        return picture.info.get("loop"), durations, pixels


@pytest.mark.parametrize(
    "kind, how",
    [
        ("PNG", {"exif": exif()}),
        ("WEBP", {"exif": exif(), "xmp": XMP}),
        ("GIF", {"comment": SECRET}),
        ("AVIF", {"exif": exif()}),
    ],
)
def test_an_animation_goes_on_moving(kind, how):
    before = moving(kind, **how)
    assert SECRET in before
    after = clean(before)
    assert SECRET not in after
    assert timing(after) == timing(before)
    assert len(timing(after)[1]) == 3


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_turned_animation_is_drawn_upright(kind):
    how = {"lossless": True} if kind == "WEBP" else {}
    before = moving(kind, exif=exif(6), **how)
    after = clean(before)
    assert SECRET not in after
    loops, durations, pixels = timing(after)
    assert (loops, durations) == timing(before)[:2]
    turned = [frame.transpose(Image.Transpose.ROTATE_270) for frame in frames()]
    assert pixels == [frame.convert("RGBA").tobytes() for frame in turned]


def test_a_gif_loses_remarks_of_every_kind():
    plain = moving("GIF")
    at = 13 + 3 * 2 ** ((plain[10] & 7) + 1)

    def blocks(data: bytes) -> bytes:
        return bytes([len(data)]) + data + b"\0"

    remarks = (
        b"\x21\xfe"
        + blocks(SECRET)
        + b"\x21\xff\x0bXMP DataXMP"
        + blocks(SECRET)
        + b"\x21\x01\x0c"
        + bytes(12)
        + blocks(SECRET)
    )
    after = clean(plain[:at] + remarks + plain[at:] + SECRET)
    assert after == plain


@pytest.mark.parametrize("lossless", [True, False])
def test_a_webp_keeps_its_pixels(lossless):
    how = {"lossless": lossless, "exif": exif(), "xmp": XMP, "icc_profile": PROFILE}
    before = written("WEBP", drawing("RGBA"), **how)
    after = clean(before + SECRET)
    new = opened(after)
    assert SECRET not in after
    assert new.tobytes() == opened(before).tobytes()
    assert new.info["icc_profile"] == PROFILE
    assert "exif" not in new.info
    assert "xmp" not in new.info
    turned = written("WEBP", lossless=True, exif=exif(6))
    upright = drawing().transpose(Image.Transpose.ROTATE_270)
    assert opened(clean(turned)).tobytes() == upright.tobytes()


@pytest.mark.parametrize("orientation", [1, 6])
def test_an_avif_keeps_its_pixels_and_how_it_is_turned(orientation):
    before = written("AVIF", exif=exif(orientation), xmp=XMP, icc_profile=PROFILE)
    assert SECRET in before
    after = clean(before)
    old, new = opened(before), opened(after)
    assert SECRET not in after
    assert XMP not in after
    assert len(after) == len(before)
    assert new.tobytes() == old.tobytes()
    assert new.info["icc_profile"] == PROFILE
    assert not new.getexif().get_ifd(0x8825)
    assert 0x010F not in new.getexif()
    assert ImageOps.exif_transpose(new).size == ImageOps.exif_transpose(old).size


def test_a_heic_keeps_its_pixels():
    heif = pillow_heif.from_pillow(drawing())
    out = io.BytesIO()
    heif.save(out, exif=exif(), xmp=XMP, quality=90)
    before = out.getvalue()
    assert SECRET in before
    after = clean(before)
    assert SECRET not in after
    old, new = pillow_heif.open_heif(before), pillow_heif.open_heif(after)
    assert bytes(new.data) == bytes(old.data)


def test_a_picture_of_another_kind_is_drawn_anew():
    before = written("TIFF", exif=exif())
    after = clean(before)
    assert SECRET in before
    assert SECRET not in after
    assert opened(after).format == "TIFF"
    assert opened(after).tobytes() == drawing().tobytes()


@pytest.mark.parametrize(
    "content",
    [b'<svg xmlns="http://www.w3.org/2000/svg"><title>A</title></svg>', b"", b"not a picture"],
)
def test_what_is_no_picture_to_draw_stays(content):
    assert clean(content) == content


def test_an_upload_that_broke_off_still_loses_its_remarks():
    for kind in ("JPEG", "PNG", "GIF", "WEBP"):
        how = {"comment": SECRET} if kind == "GIF" else {"exif": exif()}
        whole = written(kind, **how)
        assert SECRET in whole
        assert SECRET not in clean(whole[: len(whole) - 20]), kind


def test_broken_exif_turns_nothing():
    before = written("JPEG", exif=b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + SECRET)
    after = clean(before)
    assert SECRET not in after
    assert opened(after).tobytes() == opened(before).tobytes()


STARTS = [
    written("JPEG", exif=exif(6))[:200],
    written("PNG", exif=exif())[:200],
    written("GIF", comment=SECRET)[:60],
    written("WEBP", exif=exif())[:60],
    written("AVIF", exif=exif())[:400],
]


@given(st.sampled_from(STARTS), st.integers(0, 399), st.binary(max_size=60))
def test_no_file_brings_it_down(start, at, noise):
    clean(start[:at] + noise + start[at + len(noise) :])


def test_a_checksum_is_not_touched():
    after = clean(written("PNG", exif=exif()))
    at = 8
    while at < len(after):
        size = int.from_bytes(after[at : at + 4], "big")
        body = after[at + 4 : at + 8 + size]
        assert zlib.crc32(body) == int.from_bytes(after[at + 8 + size : at + 12 + size], "big")
        at += 12 + size


def _box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", len(body) + 8, kind) + body


@pytest.mark.parametrize(
    "sizes, item",
    [
        (0x0000, struct.pack(">HHHH", 1, 0, 65535, 0)),  # parts that take no room
        (0x4400, struct.pack(">HHHH", 1, 0, 65535, 0)),  # more parts than there is room for
        (
            0x4400,
            struct.pack(">HHH", 1, 0, 9) + 9 * struct.pack(">II", 0, 0),
        ),  # each the whole file
    ],
    ids=["no-room", "too-many", "on-top"],
)
def test_a_list_of_parts_that_would_take_hours_is_refused(sizes, item):
    """Whoever uploads may write 65,535 parts for each of 65,535 items into a few bytes."""
    entry = _box(b"infe", b"\2\0\0\0" + struct.pack(">HH", 1, 0) + b"Exif\0")
    items = _box(b"iinf", b"\0\0\0\0" + struct.pack(">H", 1) + entry)
    places = _box(b"iloc", b"\0\0\0\0" + struct.pack(">HH", sizes, 1) + item)
    picture = _box(b"ftyp", b"heic\0\0\0\0mif1") + _box(b"meta", bytes(4) + items + places)
    with pytest.raises(ValueError):
        boxes.strip(picture)


def test_tracks_within_tracks_are_not_followed():
    deep = b""
    for _level in range(2000):
        deep = _box(b"trak", deep)
    picture = _box(b"ftyp", b"avis\0\0\0\0mif1") + _box(b"moov", deep)
    assert boxes.strip(picture) == picture
