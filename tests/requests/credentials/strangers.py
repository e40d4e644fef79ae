"""A stranger's web server on this machine, with TLS of a certificate authority of the test's own.

The network 127.0.0.0/8 is all this machine: 127.0.0.2 plays a public address, 127.0.0.1 a private one.
"""

import ipaddress
import ssl
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

PUBLIC, PRIVATE = "127.0.0.2", "127.0.0.1"


def _usage(ca: bool) -> x509.KeyUsage:
    """What a key is for: an authority signs certificates, a server signs what it says."""
    usage = dict.fromkeys(
        (
            "digital_signature",
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "key_cert_sign",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    return x509.KeyUsage(**usage | {"key_cert_sign" if ca else "digital_signature": True})


class Authority:
    """Issues certificates; ``context`` trusts it and nobody else."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Test authority")])
        self.certificate = self._made(self.name, self.key, ca=True)

    def _made(self, name, key, *, ca: bool, alternatives=()) -> x509.Certificate:
        now = datetime.now(tz=UTC)
        builder = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
            # Python 3.13 and later believe no certificate without these three.
            .add_extension(_usage(ca), critical=True)
            .add_extension(
                x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False
            )
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()),
                critical=False,
            )
        )
        if alternatives:
            names = x509.SubjectAlternativeName(list(alternatives))
            builder = builder.add_extension(names, critical=False)
        return builder.sign(self.key, hashes.SHA256())

    def certificate_for(self, host: str, folder: Path) -> Path:
        key = ec.generate_private_key(ec.SECP256R1())
        try:
            alternative = x509.IPAddress(ipaddress.ip_address(host))
        except ValueError:
            alternative = x509.DNSName(host)
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host)])
        made = self._made(name, key, ca=False, alternatives=[alternative])
        path = folder / f"{host}.pem"
        encoding = serialization.Encoding.PEM
        path.write_bytes(
            key.private_bytes(
                encoding,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
            + made.public_bytes(encoding)
        )
        return path

    @property
    def context(self) -> ssl.SSLContext:
        pem = self.certificate.public_bytes(serialization.Encoding.PEM).decode()
        return ssl.create_default_context(cadata=pem)


Answer = Callable[[BaseHTTPRequestHandler], None]


class Stranger:
    """Answers each path as ``answers`` says, and remembers who asked how."""

    def __init__(self, host: str, authority: Authority | None, folder: Path, at: str = PUBLIC):
        self.host = host
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.names: list[str | None] = []
        stranger = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                stranger.asked.append((self.path, dict(self.headers)))
                stranger.answers.get(self.path, nothing)(self)
                self.close_connection = True

            def log_message(self, *args) -> None:
                pass

        class Server(ThreadingHTTPServer):
            def handle_error(self, *args) -> None:  # somebody hung up: that is what is tested
                pass

        self.server = Server((at, 0), Handler)
        self.port = self.server.server_port
        if authority:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(authority.certificate_for(host, folder))
            context.sni_callback = lambda _sock, name, _context: self.names.append(name)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.address = f"{'https' if authority else 'http'}://{host}:{self.port}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def nothing(handler: BaseHTTPRequestHandler) -> None:
    says(b"", status=404)(handler)


def says(body: bytes, *, status: int = 200, **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def sends_to(url: str, status: int = 302) -> Answer:
    return says(b"", status=status, Location=url)
