"""Files that people add to a claim as evidence: which ones we take, and how they are handed out.

What a file is, its bytes say: never its name, nor what the browser calls it. Pictures and films lose
the place and the camera. What could run as a program is refused; the rest is handed out in a way that
it cannot run.
"""

import re
import unicodedata
from dataclasses import dataclass
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.http import FileResponse, Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image

from wagtail_cofl.city.cleaning import boxes, chunks, clean, counting, films, gif, jpeg
from wagtail_cofl.city.personal import keep_private
from wagtail_cofl.settings import cofl_settings

PICTURE, VIDEO, AUDIO, PDF, TEXT = "picture", "video", "audio", "pdf", "text"
#: content type: kind, and the endings that a name may have; the first is given where none fits.
TYPES = {
    "image/jpeg": (PICTURE, (".jpg", ".jpeg")),
    "image/png": (PICTURE, (".png",)),
    "image/webp": (PICTURE, (".webp",)),
    "image/gif": (PICTURE, (".gif",)),
    "video/mp4": (VIDEO, (".mp4", ".m4v")),
    "video/quicktime": (VIDEO, (".mov",)),
    "video/webm": (VIDEO, (".webm",)),
    "video/ogg": (VIDEO, (".ogv", ".ogg")),
    "audio/mp4": (AUDIO, (".m4a",)),
    "audio/mpeg": (AUDIO, (".mp3",)),
    "audio/wav": (AUDIO, (".wav",)),
    "audio/ogg": (AUDIO, (".ogg", ".oga", ".opus")),
    "application/pdf": (PDF, (".pdf",)),
    "text/plain": (TEXT, (".txt",)),
}
SHOWN_IN_PLACE = (PICTURE, VIDEO, AUDIO)
SHUT = "sandbox; default-src 'none'"
# A browser that opens a recording by its address puts a player around it, which loads the same address
# again. A sandbox forbids that.
PLAYER_ONLY = "default-src 'none'; media-src 'self'; style-src 'unsafe-inline'"

MOST_PIXELS = 50_000_000  # of all frames together: 200 MB while Pillow reads them
LONGEST_NAME = 80
HEAD = 4096

PROGRAMS = (
    b"MZ",  # Windows
    b"\x7fELF",  # Linux
    *(bytes.fromhex(magic) for magic in ("feedface", "feedfacf", "cefaedfe", "cffaedfe")),  # macOS
    b"\xca\xfe\xba\xbe",  # macOS for two processors; Java
    b"\0asm",
    b"dex\n",
    b"L\0\0\0\x01\x14\x02\0",  # a Windows shortcut
    b"#!",
)
PACKED = (
    b"PK\x03\x04",  # zip, and with it Word, Excel, PowerPoint and OpenDocument
    b"PK\x05\x06",
    b"PK\x07\x08",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",  # Word, Excel and PowerPoint until 2003
    b"{\\rtf",
    b"%!PS",
    b"\x1f\x8b",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!",
    b"BZh",
    b"\xfd7zXZ\0",
)
IS_WEBM = re.compile(rb"\x42\x82.{1,8}webm", re.DOTALL)  # RFC 8794, 11.2.6: DocType
BEFORE_TEXT = b"\xef\xbb\xbf \t\r\n"  # a byte order mark and blanks
NOT_IN_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")

PROBLEMS = {
    "empty": gettext_lazy("This file is empty. Choose it again, or choose another one."),
    "too_big": gettext_lazy(
        "This file is too big. Choose one of at most %(mb)s MB, such as a smaller picture or a "
        "shorter video."
    ),
    "too_many": gettext_lazy(
        "These are too many files at once. Add at most %(files)s, save, and then add more."
    ),
    "program": gettext_lazy(
        "This file is a program. Choose a picture, a video, a sound, a PDF or a plain text."
    ),
    "markup": gettext_lazy(
        "This file could carry a program. Take a picture of what it shows, or save it as PDF."
    ),
    "packed": gettext_lazy(
        "This is an office document or a packed file. Save it as PDF, or add what is in it one by "
        "one."
    ),
    "other_photo": gettext_lazy("We can’t open this kind of picture. Save it as JPEG."),
    "broken_picture": gettext_lazy(
        "This picture is broken. Choose it again, or save it as a new JPEG."
    ),
    "broken_video": gettext_lazy(
        "This recording is broken, or was not finished. Choose it again, or save it as a new MP4."
    ),
    "image_bomb": gettext_lazy(
        "This picture is too large to open. Save it smaller, with at most 50 million dots."
    ),
    "unknown": gettext_lazy(
        "We don’t know this kind of file. Save it as JPEG, PNG, MP4, MP3, PDF or plain text."
    ),
}
MOST_FILES = 10


class FileProblem(ValidationError):
    """Why a file was refused: ``code`` is one of :data:`PROBLEMS`, the message names the fix."""

    def __init__(self, code: str):
        params = {"mb": cofl_settings.EVIDENCE_MB, "files": MOST_FILES}
        super().__init__(PROBLEMS[code], code=code, params=params)


@dataclass(frozen=True)
class Judged:
    """A file that we take. ``content`` is what to store: cleaned, or the upload itself."""

    kind: str
    content_type: str
    content: File
    display_name: str


def most_bytes() -> int:
    """How big one file may be."""
    return int(cofl_settings.EVIDENCE_MB * 1024 * 1024)


def judge(upload: File) -> Judged:
    """What ``upload`` is, and what to keep of it. Raises :exc:`FileProblem`."""
    if not upload.size:
        raise FileProblem("empty")
    if upload.size > most_bytes():
        raise FileProblem("too_big")
    upload.seek(0)
    head = upload.read(HEAD)
    upload.seek(0)
    content_type, content = _known(head, upload)
    upload.seek(0)
    kind, endings = TYPES[content_type]
    name = display_name(upload.name or "", endings)
    if content is not None:
        upload = ContentFile(content, name=name)
    return Judged(kind, content_type, upload, name)


def _known(head: bytes, upload: File) -> tuple[str, bytes | None]:
    """(content type, what to store in place of the upload, if anything)."""
    text = head.lstrip(BEFORE_TEXT)
    if head.startswith(PROGRAMS) or text.startswith(b"#!"):
        raise FileProblem("program")
    if _is_markup(head):
        raise FileProblem("markup")
    if head.startswith(PACKED):
        raise FileProblem("packed")
    for fits, form in (
        (jpeg.is_jpeg, "JPEG"),
        (chunks.is_png, "PNG"),
        (chunks.is_webp, "WEBP"),
        (gif.is_gif, "GIF"),
    ):
        if fits(head):
            return f"image/{form.lower()}", _cleaned_picture(upload.read(), form)
    if boxes.is_avif_or_heic(head):
        return "image/jpeg", _as_jpeg(upload.read())
    if head[4:8] == b"ftyp":
        return _cleaned_film(upload.read())
    if text.startswith(b"%PDF-"):
        return "application/pdf", None
    if content_type := _recording(head):
        return content_type, None
    if _is_text(upload.read()):
        return "text/plain", None
    raise FileProblem("unknown")


def _is_markup(head: bytes) -> bool:
    """SVG, HTML or XML, also where every character has two bytes."""
    return head.replace(b"\0", b"").lstrip(BEFORE_TEXT + b"\xff\xfe").startswith(b"<")


def _is_text(content: bytes) -> bool:
    try:
        return not NOT_IN_TEXT.search(content.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def _recording(head: bytes) -> str:
    """The content type of a recording that is not made of boxes, or ""."""
    if head.startswith(b"\x1aE\xdf\xa3") and IS_WEBM.search(head, 0, 128):
        return "video/webm"
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return "audio/wav"
    if head.startswith(b"OggS"):
        return "video/ogg" if b"\x80theora" in head[:64] else "audio/ogg"
    if head.startswith(b"ID3") or _is_mp3_frame(head):
        return "audio/mpeg"
    return ""


def _is_mp3_frame(head: bytes) -> bool:
    """ISO/IEC 11172-3, 2.4.1.3: eleven ones, layer III, a bit rate and a sampling rate that exist."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return False
    return head[2] & 0xF0 != 0xF0 and head[2] & 0x0C != 0x0C


def _open(content: bytes, *forms: str) -> Image.Image:
    """A picture of a size that can be drawn. Pillow tries no other format: some start programs."""
    try:
        picture = Image.open(BytesIO(content), formats=forms)
        frames = getattr(picture, "n_frames", 1) if "JPEG" not in forms else 1
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise FileProblem("image_bomb") from bomb
    if picture.width * picture.height * frames > MOST_PIXELS:
        raise FileProblem("image_bomb")
    return picture


def _cleaned_picture(content: bytes, form: str) -> bytes:
    if counting.is_in_crumbs(content):
        raise FileProblem("broken_picture")
    try:
        _open(content, form).verify()
        picture = _open(content, form)  # after verify() nothing more can be read
        picture.draft(
            None, (64, 64)
        )  # a JPEG is read small: that is enough to see that it is whole
        picture.load()
    except FileProblem:
        raise
    except Exception as error:  # a damaged file makes Pillow's readers fail in ways of their own
        raise FileProblem("broken_picture") from error
    return clean(content)


def _as_jpeg(content: bytes) -> bytes:
    """HEIC and AVIF, which many browsers cannot show, where this site's Pillow can read them."""
    try:
        Image.init()
        out = BytesIO()
        readable = (form for form in ("HEIF", "AVIF") if form in Image.OPEN)
        _open(content, *readable).convert("RGB").save(out, "JPEG", quality=90)
    except FileProblem:
        raise
    except Exception as error:
        raise FileProblem("other_photo") from error
    return out.getvalue()


def _cleaned_film(content: bytes) -> tuple[str, bytes]:
    try:
        cleaned, shows_pictures = films.strip(content)
    except Exception as error:
        raise FileProblem("broken_video") from error
    if not shows_pictures:
        return "audio/mp4", cleaned
    return "video/quicktime" if content[8:12] == b"qt  " else "video/mp4", cleaned


def display_name(name: str, endings: tuple[str, ...]) -> str:
    """The person's own name for a file, so that it can be shown and saved: no folders, no hidden
    characters, no dots in front, one of ``endings`` behind, at most 80 characters."""
    name = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    name = "".join(char for char in name if char.isprintable()).strip(". ")
    found = re.search(r"\.[A-Za-z][A-Za-z0-9]{0,4}$", name)
    ending = found[0].lower() if found else ""
    stem = name.removesuffix(found[0] if found else "") or _("evidence")
    if ending not in endings:
        ending = endings[0]
    return stem[: LONGEST_NAME - len(ending)].rstrip(". ") + ending


def serve(evidence) -> HttpResponse:
    """The file of ``evidence``, which has ``file`` (a ``FieldFile``), ``content_type`` and ``name``.

    Who may see it, the caller asks first. Raises ``Http404`` where the file is gone.
    """
    known = evidence.content_type in TYPES
    content_type = evidence.content_type if known else "application/octet-stream"
    kind = TYPES[content_type][0] if known else ""
    try:
        content = evidence.file.open("rb")
    except (FileNotFoundError, ValueError) as error:  # ValueError: it never had one
        raise Http404 from error
    response = FileResponse(
        content,
        as_attachment=kind not in SHOWN_IN_PLACE,
        filename=evidence.name,
        content_type="text/plain; charset=utf-8" if content_type == "text/plain" else content_type,
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = PLAYER_ONLY if kind in (VIDEO, AUDIO) else SHUT
    return keep_private(response)
