"""An upload that is too big costs neither memory nor disk, and the rest of the form is kept."""

import os
import tracemalloc
from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.test import Client
from django.urls import path

from wagtail_cofl.awards.upload_handlers import limited_uploads, too_many_uploads, upload_too_big
from wagtail_cofl.city.personal import personal

MB = 1024 * 1024
BOUNDARY = "kites"


@personal
@limited_uploads
def form(request):
    if request.method != "POST":
        return HttpResponse(get_token(request))
    return JsonResponse(
        {
            "story": request.POST.get("story", ""),
            "after": request.POST.get("after", ""),
            "files": {
                field: [[file.name, file.size, len(file.read())] for file in files]
                for field, files in request.FILES.lists()
            },
            "too big": [f for f in ("photo", "video", "letter") if upload_too_big(request, f)],
            "too many": too_many_uploads(request),
        }
    )


urlpatterns = [path("form/", form)]


class Stream:
    """A request as it comes over the wire, made while it is read."""

    def __init__(self, parts: Iterator[bytes]):
        self.parts, self.rest, self.taken = parts, b"", 0

    def read(self, size: int) -> bytes:
        while len(self.rest) < size and (part := next(self.parts, b"")):
            self.rest += part
        answer, self.rest = self.rest[:size], self.rest[size:]
        self.taken += len(answer)
        return answer

    readline = read  # there are no lines


def field(name: str, value: str) -> bytes:
    return (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
    )


def file(name: str, size: int) -> Iterator[bytes]:
    yield (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="{name}.mp4"\r\n'
        "Content-Type: video/mp4\r\n\r\n"
    ).encode()
    for _ in range(size // 32768):
        yield bytes(32768)
    yield bytes(size % 32768) + b"\r\n"


def send(browser: Client, *parts: bytes | Iterator[bytes]):
    """Post ``parts`` as one form, without ever holding all of it."""

    def wire():
        for part in (field("csrfmiddlewaretoken", browser.token), *parts):
            yield from [part] if isinstance(part, bytes) else part
        yield f"--{BOUNDARY}--\r\n".encode()

    stream = Stream(wire())
    response = browser.post(
        "/form/",
        content_type=f"multipart/form-data; boundary={BOUNDARY}",
        **{"wsgi.input": stream, "CONTENT_LENGTH": str(2**31)},
    )
    return response, stream


@pytest.fixture
def browser(settings, tmp_path) -> Client:
    settings.ROOT_URLCONF = __name__
    settings.WAGTAIL_COFL = {"EVIDENCE_MB": 1}
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "uploads")
    os.mkdir(settings.FILE_UPLOAD_TEMP_DIR)
    browser = Client(enforce_csrf_checks=True)
    browser.token = browser.get("/form/").content.decode()
    return browser


def test_an_endless_file_is_dropped_and_the_rest_of_the_form_is_kept(browser, settings):
    tracemalloc.start()
    response, stream = send(
        browser,
        field("story", "We built a boat."),
        file("photo", MB),
        file("video", 60 * MB),
        file("letter", 1000),
        field("after", "And it swims."),
    )
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert response.json() == {
        "story": "We built a boat.",
        "after": "And it swims.",
        "files": {
            "photo": [["photo.mp4", MB, MB]],
            "letter": [["letter.mp4", 1000, 1000]],
        },
        "too big": ["video"],
        "too many": False,
    }
    assert stream.taken > 61 * MB
    assert peak < 8 * MB
    assert os.listdir(settings.FILE_UPLOAD_TEMP_DIR) == []


@pytest.mark.parametrize("memory", [0, 2**32], ids=["on disk", "in memory"])
def test_the_files_before_and_after_one_that_is_dropped_are_whole(browser, settings, memory):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = memory
    for parts, kept in [
        ([("video", MB + 1)], []),
        ([("photo", 9), ("video", MB + 1)], ["photo"]),
        ([("video", 3 * MB), ("photo", 9)], ["photo"]),
        ([("photo", 9), ("video", MB + 1), ("video", 2 * MB), ("letter", MB)], ["photo", "letter"]),
    ]:
        response, _stream = send(browser, *(file(*part) for part in parts), field("after", "x"))
        told = response.json()
        sizes = dict(parts)
        assert told["files"] == {f: [[f"{f}.mp4", sizes[f], sizes[f]]] for f in kept}
        assert (told["too big"], told["after"]) == (["video"], "x")
        assert os.listdir(settings.FILE_UPLOAD_TEMP_DIR) == []


def test_more_than_ten_files_are_dropped(browser, settings):
    for count in (10, 11, 40):
        files = (file("photo", 1000) for _ in range(count))
        told = send(browser, *files, field("after", "x"))[0].json()
        assert told["files"]["photo"] == [["photo.mp4", 1000, 1000]] * 10
        assert (told["too many"], told["too big"], told["after"]) == (count > 10, [], "x")
    assert os.listdir(settings.FILE_UPLOAD_TEMP_DIR) == []


def test_a_forged_form_is_still_refused(browser):
    assert form.csrf_exempt  # for the middleware, which would read the files
    photo = SimpleUploadedFile("a.png", b"x")
    for token in ("", "x" * 64):
        browser.token = token
        assert send(browser, field("story", "x"), file("photo", 9))[0].status_code == 403
        answer = browser.post("/form/", {"csrfmiddlewaretoken": token, "photo": photo})
        assert answer.status_code == 403
    assert Client(enforce_csrf_checks=True).post("/form/", {"story": "x"}).status_code == 403


def test_a_form_that_was_read_too_early_still_works(browser, settings, caplog):
    """A site's own middleware may read it; the file is then judged when it is here."""
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.reads_forms"]
    browser.handler.load_middleware()
    told = send(browser, field("story", "x"), file("photo", 9))[0].json()
    assert (told["story"], told["files"]) == ("x", {"photo": [["photo.mp4", 9, 9]]})
    assert "A middleware reads forms" in caplog.text


def reads_forms(get_response):
    def middleware(request):
        assert request.POST is not None
        return get_response(request)

    return middleware
