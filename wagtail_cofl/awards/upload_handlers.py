"""Uploads that are too big are dropped while they arrive, and the rest of the form is kept.

Django stores a whole request, whatever its size, before a view is asked. Here a file is no longer stored
once it has passed the limit; what follows is read and thrown away until the next field begins.
"""

import logging
from collections.abc import Callable
from functools import wraps

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from .evidence_files import MOST_FILES, most_bytes

logger = logging.getLogger(__name__)


class QuotaUploadHandler(FileUploadHandler):
    """The first of a request's upload handlers: passes on what fits, and remembers what did not."""

    def __init__(self, request: HttpRequest | None = None):
        super().__init__(request)
        self.most_bytes = most_bytes()
        self.files = 0
        self.too_big: list[str] = []  # names of fields

    @property
    def too_many(self) -> bool:
        return self.files > MOST_FILES

    def new_file(self, *args, **kwargs) -> None:
        super().new_file(*args, **kwargs)
        self.files += 1

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        # Never skip in new_file: the parser would then close the file before this one, because the
        # other handlers still hold it.
        if self.too_many:
            raise SkipFile
        if start + len(raw_data) > self.most_bytes:
            self.too_big.append(self.field_name)
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Another handler has the file."""


def limited_uploads(view: Callable) -> Callable:
    """Decorate a view that takes files.

    The middleware against forged requests reads the form to find its token, and with it every file,
    before a view can say how. So it is told to leave this view alone, and does the same check here,
    once the limit stands (Django: *Modifying upload handlers on the fly*).
    """
    checked = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def limited_view(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            request.upload_handlers.insert(0, QuotaUploadHandler(request))
        except AttributeError:
            # The files are here by now; those that are too big are refused when they are judged.
            logger.warning("A middleware reads forms before our views can limit their files.")
        return checked(request, *args, **kwargs)

    return limited_view


def _quota(request: HttpRequest) -> QuotaUploadHandler | None:
    _read = request.FILES
    handlers = request.upload_handlers
    return next((h for h in handlers if isinstance(h, QuotaUploadHandler)), None)


def upload_too_big(request: HttpRequest, field: str) -> bool:
    """Was a file in this field dropped because it was too big?"""
    quota = _quota(request)
    return quota is not None and field in quota.too_big


def too_many_uploads(request: HttpRequest) -> bool:
    """Were files dropped because there were too many?"""
    quota = _quota(request)
    return quota is not None and quota.too_many
