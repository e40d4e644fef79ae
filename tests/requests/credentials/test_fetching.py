"""Fetching what strangers name: only public places, only so much, only so long."""

import socket
import threading
import time

import pytest

from wagtail_cofl.credentials import fetching
from wagtail_cofl.credentials.fetching import SafeFetcher, is_public
from wagtail_cofl.openbadges.verification import CannotFetch, Gone

from .strangers import PRIVATE, PUBLIC, Authority, Stranger, says, sends_to

HOST = "museum.example"


@pytest.fixture(scope="module")
def authority():
    return Authority()


@pytest.fixture
def museum(authority, tmp_path):
    stranger = Stranger(HOST, authority, tmp_path)
    yield stranger
    stranger.close()


@pytest.fixture
def intranet(authority, tmp_path):
    """A server behind the city's own walls."""
    stranger = Stranger("intranet.example", authority, tmp_path, at=PRIVATE)
    stranger.answers["/secret"] = says(b"secret")
    yield stranger
    stranger.close()


NAMES = {HOST: [PUBLIC], "intranet.example": [PRIVATE], "both.example": [PUBLIC, PRIVATE]}


def resolver(host, port):
    if host in NAMES:
        return NAMES[host]
    try:
        socket.inet_pton(socket.AF_INET6 if ":" in host else socket.AF_INET, host)
    except OSError:
        raise socket.gaierror("no such name") from None
    return [host]


@pytest.fixture
def fetch(authority):
    """A fetcher to which 127.0.0.2 is a public place."""
    return SafeFetcher(
        resolver=resolver, permits=lambda address: address == PUBLIC, tls=authority.context
    )


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",  # noqa: S104
        "10.1.2.3",
        "100.64.0.1",
        "100.100.100.200",
        "127.0.0.1",
        "127.8.8.8",
        "168.63.129.16",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "64:ff9b::8.8.8.8",
        "64:ff9b:1::a00:1",
        "100::1",
        "2001::1",
        "2001:10::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:808:808::1",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
        "",
        "localhost",
        "1.2.3",
    ],
)
def test_places_that_are_not_for_everybody(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "51.140.1.1", "2606:4700::1111", "2a00:1450::1"])
def test_places_that_are(address):
    assert is_public(address)


def test_the_answer_of_a_public_place(museum, fetch):
    museum.answers["/badge?a=b"] = says(b"{}")
    assert fetch(f"{museum.address}/badge?a=b#there", "application/json") == b"{}"
    [(path, headers)] = museum.asked
    assert path == "/badge?a=b"
    assert headers["Accept"] == "application/json"
    assert headers["Host"] == f"{HOST}:{museum.port}"
    assert headers["User-Agent"].startswith("wagtail-cofl/")
    assert not {"Cookie", "Authorization", "Referer"} & set(headers)
    # The name is told to the server, though the connection goes to its number.
    assert museum.names == [HOST]


def test_a_name_is_asked_for_once_and_the_connection_goes_where_was_looked(museum, authority):
    """A name that says something else the second time gains nothing by it."""
    asked = []

    def changing(host, port):
        asked.append(host)
        return [PUBLIC] if len(asked) == 1 else [PRIVATE]

    museum.answers["/"] = says(b"here")
    fetch = SafeFetcher(resolver=changing, permits=lambda a: a == PUBLIC, tls=authority.context)
    assert fetch(museum.address, "*/*") == b"here"
    assert asked == [HOST]


@pytest.mark.parametrize(
    "place",
    ["https://intranet.example", f"https://{PRIVATE}", "https://[::1]", "https://both.example"],
)
def test_a_private_place_is_never_asked(intranet, fetch, place):
    with pytest.raises(CannotFetch, match="no public place"):
        fetch(f"{place}:{intranet.port}/secret", "*/*")
    assert intranet.asked == [] and intranet.names == []


def test_a_name_that_nobody_has_and_a_private_one_are_told_alike(fetch):
    said = []
    for host in ("nobody.example", "intranet.example"):
        with pytest.raises(CannotFetch) as caught:
            fetch(f"https://{host}/", "*/*")
        said.append(str(caught.value).replace(host, "…"))
    assert said[0] == said[1]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_way_on_is_followed(museum, fetch, status):
    museum.answers |= {"/old": sends_to("/new", status), "/new": says(b"new")}
    assert fetch(museum.address + "/old", "*/*") == b"new"


def test_a_way_on_to_a_private_place_is_not(museum, intranet, fetch):
    for target in (
        f"{intranet.address}/secret",
        f"https://{PRIVATE}:{intranet.port}/secret",
        f"//{PRIVATE}:{intranet.port}/secret",
    ):
        museum.answers["/"] = sends_to(target)
        with pytest.raises(CannotFetch, match="no public place"):
            fetch(museum.address, "*/*")
    assert intranet.asked == []


@pytest.mark.parametrize("target", ["http://museum.example/", "file:///etc/passwd", "gopher://x/"])
def test_a_way_on_out_of_https_is_not(museum, fetch, target):
    museum.answers["/"] = sends_to(target)
    with pytest.raises(CannotFetch, match="https"):
        fetch(museum.address, "*/*")


def test_three_ways_on_and_no_more(museum, fetch):
    for number in range(4):
        museum.answers[f"/{number}"] = sends_to(f"/{number + 1}")
    museum.answers["/4"] = says(b"end")
    assert fetch(museum.address + "/1", "*/*") == b"end"
    with pytest.raises(CannotFetch, match="on and on"):
        fetch(museum.address + "/0", "*/*")


@pytest.mark.parametrize(
    "url",
    [
        "http://museum.example/",
        "ftp://museum.example/",
        "file:///etc/passwd",
        "//museum.example/",
        "museum.example",
        "",
        "https://",
        "https:///path",
        "https://user@museum.example/",
        "https://user:secret@museum.example/",
        "https://@museum.example/",
        "https://museum.example:22/",
        "https://museum.example:80/",
        "https://museum.example:99999/",
        "https://museum.example:x/",
        "https://museum.example\\@intranet.example/",
        "https://museum.example/\r\nHost: intranet.example",
        "https://museum .example/",
        "https://[::1/",
        "https://a..b/",
        "https://" + "a" * 64 + ".example/",
        "https://museum.example/" + "a" * 2_000,
    ],
)
def test_an_address_that_is_none_of_ours_to_visit(fetch, url):
    def never(host, port):
        raise AssertionError("looked it up")

    with pytest.raises(CannotFetch):
        SafeFetcher(resolver=never)(url, "*/*")


def test_letters_of_every_language_are_sent_as_the_web_sends_them(museum, fetch):
    museum.answers["/caf%C3%A9?q=%E2%82%AC"] = says(b"menu")
    assert fetch(f"{museum.address}/café?q=€", "*/*") == b"menu"


def test_who_cannot_prove_its_name_is_not_believed(museum, authority, tmp_path):
    fetch = SafeFetcher(
        resolver=lambda host, port: [PUBLIC], permits=lambda a: True, tls=authority.context
    )
    museum.answers["/"] = says(b"mine")
    with pytest.raises(CannotFetch, match="cannot prove"):
        fetch(f"https://bank.example:{museum.port}/", "*/*")
    with pytest.raises(CannotFetch, match="cannot prove"):
        SafeFetcher(resolver=resolver, permits=lambda a: True)(museum.address, "*/*")
    assert museum.asked == []


@pytest.mark.parametrize("status", [204, 206, 304, 400, 401, 404, 429, 500, 503])
def test_what_is_not_there(museum, fetch, status):
    museum.answers["/"] = says(b"" if status in {204, 304} else b"error", status=status)
    with pytest.raises(CannotFetch, match=str(status)) as caught:
        fetch(museum.address, "*/*")
    assert not isinstance(caught.value, Gone)


def test_what_was_taken_away_may_say_why(museum, fetch):
    museum.answers["/"] = says(b'{"revoked": true}', status=410)
    with pytest.raises(Gone) as caught:
        fetch(museum.address, "*/*")
    assert caught.value.body == b'{"revoked": true}'


def lies_about_length(handler):
    handler.send_response(200)
    handler.send_header("Content-Length", "10")
    handler.end_headers()
    handler.wfile.write(b"x" * 50)


class Flood:
    """Goes on sending until somebody hangs up; ``sent`` is how much went out."""

    def __init__(self, first: bytes, then: bytes):
        self.first, self.then, self.sent = first, then, 0
        self.over = threading.Event()

    def __call__(self, handler):
        try:
            handler.wfile.write(self.first)
            while self.sent < 60_000_000:
                handler.wfile.write(self.then)
                self.sent += len(self.then)
        except OSError:
            pass
        finally:
            self.over.set()


OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (OK + b"\r\n", b"x" * 10_000),
        (OK + b"Content-Length: 99999999999\r\n\r\n", b"x" * 10_000),
        (OK + b"Content-Length: -5\r\n\r\n", b"x" * 10_000),
        (CHUNKED, b"2710\r\n" + b"x" * 10_000 + b"\r\n"),
        (CHUNKED + b"-1\r\n", b"x" * 10_000),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 400),
        (b"", b"x" * 10_000),
        (OK, b"X-Y: z\r\n" * 1_000),
    ],
    ids=["no length", "long", "negative", "chunks", "chunk -1", "continue", "no line", "headers"],
)
def test_too_much_is_not_read(museum, fetch, monkeypatch, first, then):
    monkeypatch.setattr(fetching, "MAX_BYTES", 5_000)
    monkeypatch.setattr(fetching, "MAX_RECEIVED", 1_000_000)
    museum.answers["/"] = flood = Flood(first, then)
    with pytest.raises(CannotFetch):
        fetch(museum.address, "*/*")
    assert flood.over.wait(10)
    # What the machine itself holds back for a reader is some megabytes.
    assert flood.sent < 30_000_000


def test_what_is_no_web_server(museum, fetch):
    museum.answers["/"] = lambda handler: handler.wfile.write(b"SSH-2.0-OpenSSH_9.9\r\n")
    with pytest.raises(CannotFetch):
        fetch(museum.address, "*/*")


def test_a_length_that_is_a_lie_gives_no_more_than_it_says(museum, fetch):
    museum.answers["/"] = lies_about_length
    assert fetch(museum.address, "*/*") == b"x" * 10


def test_what_is_packed_is_not_unpacked(museum, fetch):
    museum.answers["/"] = says(b"\x1f\x8b", Content_Encoding="gzip")
    with pytest.raises(CannotFetch, match="cannot read"):
        fetch(museum.address, "*/*")


def drips(what: bytes):
    def answer(handler):
        try:
            for sign in what * 1_000:
                handler.wfile.write(bytes([sign]))
                time.sleep(0.05)
        except OSError:
            pass

    return answer


@pytest.mark.parametrize(
    "what",
    [b"x", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n" + b"y" * 99],
    ids=["no line", "lines", "a body"],
)
def test_a_server_that_drips_is_left_in_time(museum, fetch, what):
    """Each byte comes soon after the one before: only a clock for the whole helps."""
    museum.answers["/"] = drips(what)
    with pytest.raises(CannotFetch, match="in 0 seconds"):
        fetch(museum.address, "*/*", seconds=0.4)


def test_a_server_that_never_shakes_hands_is_left_in_time(fetch):
    with socket.create_server((PUBLIC, 0)) as silent:
        with pytest.raises(CannotFetch, match="did not answer"):
            fetch(f"https://{HOST}:{silent.getsockname()[1]}/", "*/*", seconds=0.4)


def test_a_name_server_that_never_answers_is_left_in_time():
    late = threading.Event()

    def slow(host, port):
        late.wait(30)
        return [PUBLIC]

    with pytest.raises(CannotFetch, match="did not answer"):
        SafeFetcher(resolver=slow)("https://museum.example/", "*/*", seconds=0.3)
    late.set()


def test_nobody_at_home(fetch):
    with socket.create_server((PUBLIC, 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(CannotFetch, match="does not answer as it should"):
        fetch(f"https://{HOST}:{port}/", "*/*")


def test_of_two_numbers_one_may_be_out(museum, authority):
    museum.answers["/"] = says(b"here")
    fetch = SafeFetcher(
        resolver=lambda host, port: ["127.0.0.3", PUBLIC],
        permits=lambda a: a != PRIVATE,
        tls=authority.context,
    )
    assert fetch(museum.address, "*/*") == b"here"


def test_a_developers_own_machine(tmp_path):
    plain = Stranger("localhost", None, tmp_path, at=PRIVATE)
    plain.answers["/"] = says(b"mine")
    try:
        fetch = SafeFetcher(allow_http=True, allow_loopback=True)
        assert fetch(plain.address, "*/*") == b"mine"
        with pytest.raises(CannotFetch, match="no public place"):
            SafeFetcher(allow_http=True)(plain.address, "*/*")
        with pytest.raises(CannotFetch, match="no public place"):
            fetch("http://10.0.0.1:8000/", "*/*")
    finally:
        plain.close()
