"""What somebody sends to be checked, bounded before it is read, kept in memory, and never on disk."""

import json
from collections.abc import Mapping

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _

from wagtail_cofl.openbadges.baking import is_picture
from wagtail_cofl.openbadges.verification.parsing import Unreadable, parse_json

MAX_BYTES = 5_000_000
# The lines that a form puts around a file, and an address beside it.
MAX_ENVELOPE = 20_000
FORM_TYPES = {"application/x-www-form-urlencoded", "multipart/form-data"}


class NotReceived(Exception):
    """What was sent cannot be taken. ``code`` is for machines, ``status`` the HTTP status."""

    def __init__(self, code: str, message: str, status: int = 400):
        super().__init__(message)
        self.code = code
        self.status = status


def _too_big() -> NotReceived:
    return NotReceived("too_big", _("This is too big. A badge has at most 5 MB."), 413)


class _InMemory(MemoryFileUploadHandler):
    """Whatever the site's own handlers do with files: this one is forgotten with the request."""

    def handle_raw_input(self, *args, **kwargs):
        self.activated = True


def receive(request: HttpRequest) -> tuple[Mapping, Mapping]:
    """Fields and files of a POST, for a form with ``badge``, ``picture`` and ``email``: as the form was
    filled, or from a body that is the badge itself, or ``{"badge": …, "email": …}``. Raises
    :exc:`NotReceived`."""
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        length = 0
    if length > MAX_BYTES + MAX_ENVELOPE:
        raise _too_big()
    try:
        if request.content_type in FORM_TYPES:
            if not hasattr(
                request, "_files"
            ):  # unless a middleware of the site has read it already
                request.upload_handlers = [_InMemory(request)]
            fields, files = request.POST, request.FILES
        else:
            fields, files = _from_body(request.read(MAX_BYTES + 1))
    except RequestDataTooBig as error:
        raise _too_big() from error
    except (BadRequest, MultiPartParserError, SuspiciousOperation, UnreadablePostError) as error:
        raise NotReceived("bad_request", _("This was not sent whole. Please try again.")) from error
    if any(file.size > MAX_BYTES for file in files.values()):
        raise _too_big()
    return fields, files


def _from_body(body: bytes) -> tuple[Mapping, Mapping]:
    if len(body) > MAX_BYTES:
        raise _too_big()
    if is_picture(body):
        return {}, {"picture": SimpleUploadedFile("badge", body)}
    try:
        given: Mapping = parse_json(body)
    except Unreadable:
        given = {}
    # An OB 2.0 assertion has a "badge" too, and a type.
    if "badge" in given and "type" not in given and "@context" not in given:
        badge = given["badge"]
        text = badge if isinstance(badge, str) else json.dumps(badge)
        return {"badge": text, "email": str(given.get("email") or "")}, {}
    return {"badge": body.decode("utf-8", "replace")}, {}
