"""Looking up what a stranger's badge names, without being led to where a stranger should not go.

A badge is written by anybody, and so are the addresses in it. Whoever checks badges for others must
not become their way into the network behind it, nor be kept busy by a server that never ends.
"""

import io
import queue
import socket
import ssl
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import ip_address, ip_network
from threading import Thread
from time import monotonic
from urllib.parse import quote, urljoin, urlsplit

from django.utils.translation import gettext as _

from wagtail_cofl import __version__
from wagtail_cofl.openbadges.verification import CannotFetch, Gone

MAX_BYTES = 5_000_000
# With headers and what marks the parts of a body.
MAX_RECEIVED = MAX_BYTES + 1_000_000
MAX_REDIRECTS = 3
MAX_ADDRESSES = 4
SECONDS = 10.0
REDIRECTS = {301, 302, 303, 307, 308}
# What a web server may listen on. The other numbers below 1024 belong to other services.
LEAST_PORT, WELL_KNOWN = 1024, {"http": 80, "https": 443}

# IANA's special-purpose registries, and what clouds keep their secrets at. An IPv6 address that only
# wraps an IPv4 one (mapped, 6to4, NAT64, Teredo) is refused for the wrapping.
_NOT_FOR_US = [
    ip_network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "168.63.129.16/32",  # Azure's wire server: the one of them that has a public number
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "2620:4f:8000::/48",
        "3fff::/20",
    )
]
_GLOBAL_V6 = ip_network("2000::/3")


def is_public(address: str) -> bool:
    """Is this the number of a machine that everybody on the internet can reach?"""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if found.version == 6 and found not in _GLOBAL_V6:
        return False
    # Our own list beside Python's, whose own has changed from release to release.
    return found.is_global and not any(found in network for network in _NOT_FOR_US)


def is_loopback(address: str) -> bool:
    """This very machine."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def resolve(host: str, port: int) -> list[str]:
    """Every number that a name has, by the system's resolver. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class _Clock:
    """One deadline for everything: names, connections, handshakes, every byte."""

    def __init__(self, seconds: float):
        self._end = monotonic() + seconds

    def left(self) -> float:
        """Seconds that are left. Raises TimeoutError when there are none."""
        if (rest := self._end - monotonic()) <= 0:
            raise TimeoutError
        return rest

    def run(self, call: Callable[[], list[str]]) -> list[str]:
        """``call``, which knows no deadline of its own, in a thread that is left behind when late."""
        box: queue.SimpleQueue = queue.SimpleQueue()

        def work() -> None:
            try:
                box.put((call(), None))
            except Exception as error:  # to be raised where it is waited for
                box.put(([], error))

        Thread(target=work, daemon=True).start()
        try:
            answer, error = box.get(timeout=self.left())
        except queue.Empty:
            raise TimeoutError from None
        if error:
            raise error
        return answer


class _Raw(io.RawIOBase):
    """A socket's bytes, where each read gets only the time that is left of all, and all of them
    together only ``MAX_RECEIVED``: a server may lie about how much there is in several ways."""

    def __init__(self, sock: socket.socket, clock: _Clock):
        self._sock, self._clock, self._received = sock, clock, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        self._sock.settimeout(self._clock.left())
        count = self._sock.recv_into(buffer)
        self._received += count
        if self._received > MAX_RECEIVED:
            raise OSError("too much")
        return count


class _Pinned:
    """As much of a socket as ``http.client`` needs. Closing it leaves the connection to its owner."""

    def __init__(self, sock: socket.socket, clock: _Clock):
        self._sock, self._clock = sock, clock

    def sendall(self, data: bytes) -> None:
        self._sock.settimeout(self._clock.left())
        self._sock.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Raw(self._sock, self._clock))

    def close(self) -> None:
        pass


@dataclass(frozen=True, slots=True)
class _Target:
    """One address, taken apart. ``host`` is ASCII; IPv6 numbers stand in it without brackets."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def name(self) -> str:
        """As the ``Host`` header has it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == WELL_KNOWN[self.scheme] else f"{host}:{self.port}"


class _Redirect(Exception):
    """Go on at ``url``."""

    def __init__(self, url: str):
        self.url = url


@dataclass(frozen=True)
class SafeFetcher:
    """Gets what stands at a public https address: at most ``MAX_BYTES``, ``SECONDS`` and
    ``MAX_REDIRECTS``. Every number of a name must be public, and the connection goes to a number that
    was looked at, so that a name cannot change its mind between the look and the visit.

    ``allow_http`` and ``allow_loopback`` are for a developer's own machine. ``resolver``, ``permits``
    and ``tls`` are handed in by tests. Proxies of the environment are not used.
    """

    allow_http: bool = False
    allow_loopback: bool = False
    resolver: Callable[[str, int], list[str]] = resolve
    permits: Callable[[str], bool] = is_public
    tls: ssl.SSLContext | None = field(default=None, repr=False)

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return self.tls or ssl.create_default_context()

    def __call__(self, url: str, accept: str, *, seconds: float = SECONDS) -> bytes:
        """The body at ``url``. Raises ``CannotFetch``, and ``Gone`` with the body of a 410."""
        seconds = min(seconds, SECONDS)
        clock = _Clock(seconds)
        for _step in range(MAX_REDIRECTS + 1):
            target = self._target(url)
            try:
                with closing(self._connect(target, clock)) as sock:
                    return self._ask(target, sock, accept, clock)
            except _Redirect as redirect:
                url = urljoin(url, redirect.url)
            except TimeoutError as error:
                raise CannotFetch(
                    _("%(host)s did not answer in %(seconds)d seconds. Try again later.")
                    % {"host": target.name, "seconds": round(seconds)}
                ) from error
            except ssl.SSLCertVerificationError as error:
                raise CannotFetch(
                    _("%(host)s cannot prove that it is what it says.") % {"host": target.name}
                ) from error
            except (OSError, HTTPException) as error:
                raise CannotFetch(
                    _("%(host)s does not answer as it should. Try again later.")
                    % {"host": target.name}
                ) from error
        raise CannotFetch(_("%(host)s sends us on and on.") % {"host": target.name})

    def _target(self, url: str) -> _Target:
        """Raises ``CannotFetch`` for an address that we do not go to."""
        bad = CannotFetch(_("This is not an address that we can look up."))
        if len(url) > 2_000 or any(sign <= " " or sign in "\\\x7f" for sign in url):
            raise bad
        try:
            parts = urlsplit(url)
            port = parts.port
            host = (parts.hostname or "").encode("idna").decode()
        except ValueError as error:  # UnicodeError is one
            raise bad from error
        if parts.scheme != "https" and not (self.allow_http and parts.scheme == "http"):
            raise CannotFetch(_("Only https addresses are looked up."))
        if not host or "@" in parts.netloc:
            raise bad
        port = port or WELL_KNOWN[parts.scheme]
        if port < LEAST_PORT and port != WELL_KNOWN[parts.scheme]:
            raise bad
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
        if parts.query:
            path += "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~?")
        return _Target(parts.scheme, host, port, path)

    def _connect(self, target: _Target, clock: _Clock) -> socket.socket:
        """A connection to a number that was looked at, with TLS for the name. Raises OSError and
        ``CannotFetch``."""
        nowhere = CannotFetch(
            _("%(host)s has no public place on the internet.") % {"host": target.name}
        )
        try:
            addresses = clock.run(lambda: self.resolver(target.host, target.port))
        except TimeoutError:
            raise
        except (OSError, UnicodeError) as error:
            raise nowhere from error
        if not addresses or not all(self._may_visit(address) for address in addresses):
            raise nowhere
        sock = self._first(addresses[:MAX_ADDRESSES], target.port, clock)
        if target.scheme == "http":
            return sock
        try:
            sock.settimeout(clock.left())
            return self._tls.wrap_socket(sock, server_hostname=target.host)
        except BaseException:
            sock.close()
            raise

    @staticmethod
    def _first(addresses: list[str], port: int, clock: _Clock) -> socket.socket:
        """A connection to the first number that takes one. Raises OSError."""
        failure = OSError()
        for count, address in enumerate(addresses):
            share = clock.left() / (len(addresses) - count)
            try:
                return socket.create_connection((address, port), timeout=share)
            except OSError as error:
                failure = error
        raise failure

    def _may_visit(self, address: str) -> bool:
        return self.permits(address) or (self.allow_loopback and is_loopback(address))

    def _ask(self, target: _Target, sock: socket.socket, accept: str, clock: _Clock) -> bytes:
        connection = HTTPConnection(target.host, target.port)
        connection.sock = _Pinned(sock, clock)
        connection.request(
            "GET",
            target.path,
            headers={
                "Host": target.name,
                "Accept": accept,
                "Accept-Encoding": "identity",
                "User-Agent": f"wagtail-cofl/{__version__}",
                "Connection": "close",
            },
        )
        with connection.getresponse() as response:
            return self._body(target, response)

    def _body(self, target: _Target, response: HTTPResponse) -> bytes:
        host = {"host": target.name}
        if response.status in REDIRECTS and response.headers["Location"]:
            raise _Redirect(response.headers["Location"])
        if response.status not in {200, 410}:
            raise CannotFetch(
                _("%(host)s has nothing there (%(status)d).") % {**host, "status": response.status}
            )
        if response.headers.get("Content-Encoding", "identity") != "identity":
            raise CannotFetch(_("%(host)s answers in a way that we cannot read.") % host)
        body = response.read(MAX_BYTES + 1)
        if len(body) > MAX_BYTES:
            raise CannotFetch(_("%(host)s answers with too much.") % host)
        if response.status == 410:
            raise Gone(_("%(host)s has taken it away.") % host, body)
        return body
