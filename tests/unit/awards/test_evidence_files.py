"""Evidence: what a file is, its bytes say. What may be a program is refused; pictures tell no place."""

import io
import stat
import struct
import zlib
from pathlib import Path
from types import SimpleNamespace

import pillow_heif
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import FileField
from django.http import Http404
from PIL import Image

from wagtail_cofl import checks
from wagtail_cofl.awards import evidence_files
from wagtail_cofl.awards.evidence_files import FileProblem, display_name, judge, serve
from wagtail_cofl.city.private_storage import private_name, private_storage

SECRET = b"Saskia-at-home"


def picture(form: str, side=(48, 32), **how) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize(side).convert("RGB").save(out, form, **how)
    return out.getvalue()


def exif(orientation: int | None = None) -> bytes:
    made = Image.Exif()
    made[0x010F] = SECRET.decode()
    made.get_ifd(0x8825)[1] = "N"
    if orientation:
        made[0x0112] = orientation
    return made.tobytes()


def box(kind: bytes, body: bytes = b"") -> bytes:
    return struct.pack(">I4s", 8 + len(body), kind) + body


def film(brand: bytes = b"isom", handler: bytes = b"vide") -> bytes:
    """The boxes of a film, which say three times where it was made."""
    told = box(b"udta", box(b"\xa9xyz", SECRET))
    track = box(b"trak", box(b"mdia", box(b"hdlr", b"\0" * 8 + handler + b"\0" * 12)) + told)
    moov = box(b"moov", box(b"mvhd", b"\0" * 100) + track + box(b"meta", SECRET))
    return box(b"ftyp", brand + b"\0\0\0\0") + moov + box(b"uuid", SECRET) + box(b"mdat", b"frames")


def bitmap_that_says_heic() -> bytes:
    """Pillow would open it, as it would open what starts a program."""
    start = b"BM\0\0ftypheic\0\0" + picture("BMP")[14:54]
    return start.ljust(int.from_bytes(b"ic\0\0", "little")) + picture("BMP")[54:]


WEBM = b"\x1aE\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm" + b"\0" * 20
GOOD = [
    # bytes, kind, content type, ending
    (picture("JPEG"), "picture", "image/jpeg", ".jpg"),
    (picture("PNG"), "picture", "image/png", ".png"),
    (picture("WEBP"), "picture", "image/webp", ".webp"),
    (picture("GIF"), "picture", "image/gif", ".gif"),
    (picture("AVIF"), "picture", "image/jpeg", ".jpg"),
    (film(), "video", "video/mp4", ".mp4"),
    (film(b"qt  "), "video", "video/quicktime", ".mov"),
    (film(b"M4A ", b"soun"), "audio", "audio/mp4", ".m4a"),
    (WEBM, "video", "video/webm", ".webm"),
    (b"OggS" + b"\0" * 24 + b"\x01vorbis", "audio", "audio/ogg", ".ogg"),
    (b"OggS" + b"\0" * 24 + b"\x80theora", "video", "video/ogg", ".ogv"),
    (b"RIFF\x24\0\0\0WAVEfmt ", "audio", "audio/wav", ".wav"),
    (b"ID3\x04\0\0\0\0\0\0", "audio", "audio/mpeg", ".mp3"),
    (b"\xff\xfb\x90\x00" + b"\0" * 9, "audio", "audio/mpeg", ".mp3"),
    (b"%PDF-1.7\n%\xe2\xe3", "pdf", "application/pdf", ".pdf"),
    ("I built a boat – with Ümit.\n".encode(), "text", "text/plain", ".txt"),
]


@pytest.mark.parametrize(("content", "kind", "content_type", "ending"), GOOD)
def test_the_bytes_say_what_a_file_is(content, kind, content_type, ending):
    for name in ("mine.exe", "mine" + ending, "mine"):
        found = judge(SimpleUploadedFile(name, content, content_type="text/html"))
        assert (found.kind, found.content_type) == (kind, content_type)
        assert found.display_name == "mine" + ending
    assert found.content.read()  # from its beginning
    if kind not in ("picture", "video", "audio"):
        found.content.seek(0)
        assert found.content.read() == content


BAD = {
    "program": [
        b"MZ\x90\0" + b"\0" * 60,
        b"\x7fELF\x02\x01",
        bytes.fromhex("cffaedfe07000001"),
        bytes.fromhex("cafebabe00000002"),
        b"#!/bin/sh\nrm -rf ~\n",
        b"\xef\xbb\xbf\n#!/bin/sh\n",
    ],
    "markup": [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"\xef\xbb\xbf \n<?xml version='1.0'?><svg/>",
        "<html><script>alert(1)</script>".encode("utf-16"),
        "<html><script>alert(1)</script>".encode("utf-16-be"),
        b"<!-- GIF89a --><html>",
    ],
    "packed": [b"PK\x03\x04" + b"word/document.xml", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x1f\x8b\x08"],
    "empty": [b""],
    "other_photo": [box(b"ftyp", b"heic\0\0\0\0") + b"no more", bitmap_that_says_heic()],
    "broken_picture": [
        picture("JPEG", (640, 480))[:900],
        picture("PNG")[:60],
        picture("PNG").replace(b"IDAT", b"IDAT\0"),
        b"GIF89a\x01",
        b"RIFF\x24\0\0\0WEBPVP8 ",
    ],
    "broken_video": [
        box(b"ftyp", b"isom\0\0\0\0") + box(b"mdat", b"frames"),
        film()[:90],
        box(b"ftyp", b"isom\0\0\0\0") + box(b"moov", box(b"free") * 10_001),
    ],
    "unknown": [b"\0\x01\x02\x03", "Hello".encode("utf-16"), b"caf\xe9", b"RIFF\x24\0\0\0AVI LIST"],
}  # fmt: skip


@pytest.mark.parametrize("code", BAD)
def test_what_is_refused_is_told_why_and_what_to_do(code):
    for content in BAD[code]:
        with pytest.raises(FileProblem) as told:
            judge(SimpleUploadedFile("holiday.png", content, content_type="image/png"))
        assert told.value.code == code, content[:20]
        [sentence] = told.value.messages
        assert any(word in sentence for word in ("Save", "Choose", "save", "choose"))
    assert isinstance(told.value, ValidationError)


def test_every_problem_is_a_sentence_of_its_own():
    sentences = {FileProblem(code).messages[0] for code in evidence_files.PROBLEMS}
    assert len(sentences) == len(evidence_files.PROBLEMS)
    assert all("%" not in sentence for sentence in sentences)


def test_a_file_may_be_as_big_as_the_setting_says(settings):
    settings.WAGTAIL_COFL = {"EVIDENCE_MB": 1}
    full = b"a" * 1024 * 1024
    assert judge(ContentFile(full, name="a.txt")).kind == "text"
    with pytest.raises(FileProblem, match="at most 1 MB") as told:
        judge(ContentFile(full + b"a", name="a.txt"))
    assert told.value.code == "too_big"


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_pictures_too_large_to_draw_are_not_drawn(monkeypatch):
    size, huge = struct.pack(">II", 48, 32), []
    for side in (7_100, 10_000, 30_000):  # Pillow itself says nothing, warns, refuses
        header = b"IHDR" + picture("PNG")[16:29].replace(size, struct.pack(">II", side, side))
        crc = struct.pack(">I", zlib.crc32(header))
        huge.append(picture("PNG")[:12] + header + crc + picture("PNG")[33:])
    monkeypatch.setattr(evidence_files, "MOST_PIXELS", 48 * 32)
    assert judge(ContentFile(picture("PNG"), name="a")).kind == "picture"
    huge.append(picture("JPEG", (49, 32)))
    more = [Image.new("RGB", (48, 32), "red")]
    huge += [picture(form, save_all=True, append_images=more) for form in ("GIF", "PNG", "WEBP")]
    huge.append(picture("AVIF", (49, 32)))
    for content in huge:
        with pytest.raises(FileProblem) as told:
            judge(ContentFile(content, name="a.png"))
        assert told.value.code == "image_bomb"


def in_crumbs(form: str, count: int) -> bytes:
    """A picture with ``count`` pieces that say nothing."""
    content = picture(form)
    at, crumb = {
        "JPEG": (2, b"\xff\xfe\0\2"),
        "PNG": (33, struct.pack(">I4sI", 0, b"abCd", zlib.crc32(b"abCd"))),
        "WEBP": (len(content), b"XXXX\0\0\0\0"),
        "GIF": (content.find(b",\0\0\0\0"), b"!\xfe\1a\0"),
    }[form]
    content = content[:at] + crumb * count + content[at:]
    if form == "WEBP":
        content = b"RIFF" + struct.pack("<I", len(content) - 8) + content[8:]
    return content


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_picture_in_very_many_pieces_keeps_nobody_busy(form):
    assert (
        judge(ContentFile(in_crumbs(form, 1000), name="a")).content_type == f"image/{form.lower()}"
    )
    with pytest.raises(FileProblem) as told:
        judge(ContentFile(in_crumbs(form, 11_000), name="a"))
    assert told.value.code == "broken_picture"


def test_a_large_picture_is_not_taken_for_crumbs():
    out = io.BytesIO()
    Image.effect_noise((2000, 1500), 90).save(out, "GIF")
    assert len(out.getvalue()) > 255 * 10_000
    assert judge(ContentFile(out.getvalue(), name="a")).kind == "picture"


def test_pictures_and_recordings_lose_the_place_and_the_camera():
    told = [
        picture("JPEG", exif=exif()),
        picture("JPEG", exif=exif(6)),
        picture("PNG", exif=exif()),
        picture("WEBP", exif=exif()),
        picture("AVIF", exif=exif()),
        picture("GIF", comment=SECRET),
        film(),
        film(b"M4A ", b"soun"),
    ]
    for content in told:
        assert SECRET in content
        kept = judge(ContentFile(content, name="a")).content.read()
        assert SECRET not in kept
        assert kept
    assert len(judge(ContentFile(film(), name="a")).content) == len(film())  # nothing has moved
    upright = Image.open(judge(ContentFile(told[1], name="a")).content)
    assert upright.size == (32, 48)


def test_a_telephones_heic_becomes_a_jpeg_where_the_site_can_read_it(monkeypatch):
    heic = io.BytesIO()
    made = pillow_heif.from_pillow(Image.new("RGB", (64, 64), "red"))
    made.info["exif"] = exif()
    made.save(heic)
    upload = ContentFile(heic.getvalue(), name="IMG_0001.HEIC")
    assert SECRET in heic.getvalue()
    monkeypatch.setattr(Image, "OPEN", {k: v for k, v in Image.OPEN.items() if k != "HEIF"})
    monkeypatch.setattr(Image, "ID", [name for name in Image.ID if name != "HEIF"])
    with pytest.raises(FileProblem, match="Save it as JPEG"):
        judge(upload)
    pillow_heif.register_heif_opener()
    found = judge(upload)
    assert (found.content_type, found.display_name) == ("image/jpeg", "IMG_0001.jpg")
    kept = found.content.read()
    assert SECRET not in kept
    assert Image.open(io.BytesIO(kept)).format == "JPEG"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd.png", "passwd.png"),
        ("C:\\Users\\Saskia\\boat.PNG", "boat.png"),
        ("boat.jpeg.exe", "boat.jpeg.png"),
        ("...hidden", "hidden.png"),
        ("boat\r\nSet-Cookie: a\u202egnp.exe", "boatSet-Cookie: agnp.png"),
        ("Boat 12.5.2026", "Boat 12.5.2026.png"),
        ("", "evidence.png"),
        ("///", "evidence.png"),
        ("..", "evidence.png"),
        ("ü" * 300 + ".png", "ü" * 76 + ".png"),
        ("u\u0308.png", "ü.png"),
    ],
)
def test_a_name_is_only_a_name(given, shown):
    assert display_name(given, (".png",)) == shown
    upload = ContentFile(picture("PNG"))
    upload.name = given  # as no parser has cleaned it
    assert judge(upload).display_name == shown


def test_a_name_keeps_an_ending_that_fits():
    assert display_name("a.JPEG", (".jpg", ".jpeg")) == "a.jpeg"


# --- where they lie -------------------------------------------------------------------------------


def test_private_files_lie_beside_the_media_and_have_no_address(settings, tmp_path):
    storage = private_storage()
    kept = storage.save(private_name(None, "saskia-at-home.png"), ContentFile(b"boat"))
    assert "saskia" not in kept
    assert [len(part) for part in kept.split("/")] == [4, 32]
    path = tmp_path / "cofl-private" / kept
    assert path.read_bytes() == b"boat"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert {stat.S_IMODE(p.stat().st_mode) for p in path.parents[:2]} == {0o700}
    with pytest.raises(ValueError, match="not accessible via a URL"):
        storage.url(kept)
    settings.WAGTAIL_COFL = {"EVIDENCE_FOLDER": tmp_path / "elsewhere"}
    assert not storage.exists(kept)
    assert storage.location == str(tmp_path / "elsewhere")


def test_a_site_may_keep_private_files_in_its_own_storage(settings):
    field = FileField(storage=private_storage)
    assert field.deconstruct()[3]["storage"] is private_storage  # a migration names no folder
    before = settings.STORAGES
    in_memory = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    settings.STORAGES = {**before, "cofl_private": in_memory}
    kept = field.storage.save("a", ContentFile(b"boat"))
    assert field.storage.open(kept).read() == b"boat"
    assert checks.check_evidence_folder(None) == []
    settings.STORAGES = before
    assert not private_storage().exists(kept)


def test_private_files_may_not_lie_where_the_web_server_shows_them(settings, tmp_path):
    assert checks.check_evidence_folder(None) == []
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATICFILES_DIRS = [tmp_path / "assets", ("theme", str(tmp_path / "theme"))]
    (tmp_path / "link").symlink_to(tmp_path / "media")
    for inside in ("media", "media/x", "static/x", "assets/x", "theme/x", "link/x", "a/../media"):
        settings.WAGTAIL_COFL = {"EVIDENCE_FOLDER": str(tmp_path / inside)}
        [found] = checks.check_evidence_folder(None)
        assert found.id == "wagtail_cofl.E008"
        assert 'WAGTAIL_COFL["EVIDENCE_FOLDER"]' in found.hint
    settings.WAGTAIL_COFL = {"EVIDENCE_FOLDER": str(tmp_path / "media-private")}
    assert checks.check_evidence_folder(None) == []
    backend = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = {**settings.STORAGES, "cofl_private": {"BACKEND": backend}}
    [found] = checks.check_evidence_folder(None)  # without a location that is MEDIA_ROOT


# --- how they are handed out ----------------------------------------------------------------------


def evidence(content_type: str, name: str, content: bytes = b"boat"):
    field = SimpleNamespace(storage=private_storage())
    file = FileField.attr_class(None, SimpleNamespace(storage=field.storage, name="file"), "")
    file.name = field.storage.save(private_name(None, name), ContentFile(content))
    return SimpleNamespace(file=file, content_type=content_type, name=name)


def test_a_file_is_handed_out_so_that_it_cannot_run():
    response = serve(evidence("image/png", 'my "boat".png'))
    assert b"".join(response) == b"boat"
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["Content-Length"] == "4"
    assert response.headers["Content-Disposition"] == 'inline; filename="my \\"boat\\".png"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert {"private", "no-store"} <= set(response.headers["Cache-Control"].split(", "))
    assert response.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("content_type", evidence_files.TYPES)
def test_pictures_and_recordings_are_shown_and_the_rest_is_saved(content_type):
    response = serve(evidence(content_type, "Möwe.x"))
    shown = content_type.startswith(("image/", "audio/", "video/"))
    how = "inline" if shown else "attachment"
    policy = response.headers["Content-Security-Policy"]
    assert policy.removeprefix("sandbox; ").startswith("default-src 'none'")
    assert policy.startswith("sandbox") != content_type.startswith(("audio/", "video/"))
    assert response.headers["Content-Disposition"] == f"{how}; filename*=utf-8''M%C3%B6we.x"


def test_a_type_that_we_never_take_is_never_handed_out_as_such():
    for content_type in ("text/html", "image/svg+xml", ""):
        response = serve(evidence(content_type, "a.html"))
        assert response.headers["Content-Type"] == "application/octet-stream"
        assert response.headers["Content-Disposition"].startswith("attachment")


def test_a_file_that_is_gone_is_not_found():
    gone = evidence("image/png", "a.png")
    Path(private_storage().path(gone.file.name)).unlink()
    never = evidence("image/png", "a.png")
    never.file.name = None
    for lost in (gone, never):
        with pytest.raises(Http404):
            serve(lost)
