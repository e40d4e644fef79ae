"""GET of a stored credential, through the whole of Django and the usual middleware."""

import os
from io import BytesIO

from benchmarks.timing import Maker, Operation

ENVIRON = {
    "REQUEST_METHOD": "GET",
    "SERVER_NAME": "learn.example.org",
    "SERVER_PORT": "443",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "HTTP_HOST": "learn.example.org",
    "HTTP_ACCEPT": "application/vc+ld+json, application/json;q=0.5",
    "HTTP_USER_AGENT": "A wallet",
    "REMOTE_ADDR": "192.0.2.7",
    "QUERY_STRING": "",
    "SCRIPT_NAME": "",
    "wsgi.url_scheme": "https",
    "wsgi.version": (1, 0),
    "wsgi.multithread": False,
    "wsgi.multiprocess": True,
    "wsgi.run_once": False,
}


def _get(path: str, status: int, etag: str = "") -> Operation:
    from django.core.wsgi import get_wsgi_application

    handler = get_wsgi_application()
    environ = {**ENVIRON, "PATH_INFO": path, **({"HTTP_IF_NONE_MATCH": etag} if etag else {})}

    def run(environ):
        response = handler(environ, lambda status, headers: None)
        body = b"".join(response)
        response.close()
        return response, body

    def check(result) -> None:
        response, body = result
        if response.status_code != status or bool(body) != (status == 200):
            raise AssertionError(f"{response.status_code} with {len(body)} bytes")

    return Operation(lambda i: {**environ, "wsgi.input": BytesIO()}, run, check)


def stored() -> Operation:
    return _get(os.environ["BENCH_CREDENTIAL"], 200)


def not_modified() -> Operation:
    first = stored()
    response, _body = first.run(first.prepare(0))
    return _get(os.environ["BENCH_CREDENTIAL"], 304, response.headers["ETag"])


def _instead(kind: str) -> Operation:
    from django.conf import settings

    settings.ROOT_URLCONF = "benchmarks.urls"  # this process has no other work
    return _get(f"/{kind}/{os.environ['BENCH_CREDENTIAL'].rpartition('/')[2]}", 200)


def bare() -> Operation:
    """A view of one line that answers the same bytes and nothing else."""
    return _instead("bare")


def read() -> Operation:
    """A view of three lines that reads the same bytes from the database."""
    return _instead("read")


OURS: dict[str, Maker] = {
    "serve-credential": stored,
    "serve-credential-read": stored,
    "serve-credential-304": not_modified,
}
LIMIT: dict[str, Maker] = {
    "serve-credential": bare,
    "serve-credential-read": read,
    "serve-credential-304": bare,
}
