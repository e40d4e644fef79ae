"""What verification looks up beyond our own database: bounded, and never by redirects."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from wagtail_cofl.credentials import looking_up
from wagtail_cofl.credentials.looking_up import look_up
from wagtail_cofl.openbadges.verification import CannotFetch

pytestmark = pytest.mark.django_db


class Stranger(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/badge")
            self.end_headers()
            return
        self.send_response(200 if self.path == "/badge" else 404)
        self.end_headers()
        self.wfile.write(self.headers["Accept"].encode())

    def log_message(self, *args):
        pass


@pytest.fixture
def stranger(settings):
    settings.DEBUG = True
    server = HTTPServer(("127.0.0.1", 0), Stranger)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_stranger_is_asked_with_our_accept(stranger):
    assert look_up(stranger + "/badge", "application/json") == b"application/json"


def test_redirects_and_missing_pages_are_not_answers(stranger):
    for path in ("/moved", "/nothing"):
        with pytest.raises(CannotFetch, match="does not answer"):
            look_up(stranger + path, "application/json")


def test_too_much_is_refused(stranger, monkeypatch):
    monkeypatch.setattr(looking_up, "MAX_BYTES", 3)
    with pytest.raises(CannotFetch, match="too much"):
        look_up(stranger + "/badge", "application/json")


def test_http_is_for_debugging_only(stranger, settings):
    settings.DEBUG = False
    with pytest.raises(CannotFetch, match="https"):
        look_up(stranger + "/badge", "application/json")


def test_files_are_never_read(settings):
    settings.DEBUG = True
    with pytest.raises(CannotFetch, match="https"):
        look_up("file:///etc/hostname", "application/json")


def test_our_own_documents_need_no_network(award, monkeypatch):
    def never(*args, **kwargs):
        raise AssertionError("went out")

    monkeypatch.setattr(looking_up, "build_opener", never)
    uid = award.credential.uuid
    found = look_up(f"https://learn.example.org/cofl/credentials/{uid}", "application/json")
    assert found == bytes(award.credential.ob3)
    with pytest.raises(CannotFetch, match="no such document"):
        look_up("https://learn.example.org/cofl/claim/", "application/json")
