"""Its pictures: are those that it carries in itself pictures? Others are not looked at."""

import base64
import binascii
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from ..baking import is_picture
from ..documents import Document, gettext_noop
from .common import as_list, origin
from .report import Report

# As text: a picture of a megabyte.
MAX_SIGNS = 1_400_000
_OTHERS = (b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"RIFF")


def _addresses(document: Document) -> Iterator[str]:
    subject = document["credentialSubject"]
    for part in (document, subject, subject.get("achievement"), document.get("issuer")):
        for image in as_list(part.get("image")) if isinstance(part, dict) else ():
            found = image.get("id") if isinstance(image, dict) else image
            if isinstance(found, str):
                yield found


def _is_inside(address: str) -> bool:
    return address[:5].lower() == "data:"


def _problem(address: str) -> str:
    """What is wrong with it, technically; "" where nothing is."""
    if not _is_inside(address):
        return "" if origin(address) else "it stands nowhere"
    if len(address) > MAX_SIGNS:
        return "it is too big"
    head, _, body = address.partition(",")
    try:
        encoded = head.endswith(";base64")
        data = base64.b64decode(body, validate=True) if encoded else unquote_to_bytes(body)
    except (binascii.Error, ValueError):
        return "it is not base64"
    return "" if is_picture(data) or data.startswith(_OTHERS) else "it is something else"


def check_pictures(report: Report, document: Document) -> None:
    """A picture says nothing of a badge's truth, so nothing here speaks against it."""
    addresses = list(_addresses(document))
    if not addresses:
        report.skipped("images", gettext_noop("It has no picture."))
    elif why := next(filter(None, map(_problem, addresses)), ""):
        report.warned(
            "images",
            "not_a_picture",
            gettext_noop("Its picture cannot be shown."),
            gettext_noop("That says nothing against what it says in words."),
            why=why,
        )
    elif not all(map(_is_inside, addresses)):
        report.skipped("images", gettext_noop("Its picture was not looked at."))
    else:
        report.passed("images", gettext_noop("Its picture is a picture."))
