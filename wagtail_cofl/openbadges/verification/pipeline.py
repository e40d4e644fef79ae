"""The pipeline: bytes in, report out."""

from datetime import datetime

from ..documents import gettext_noop
from ..jsonld import bounded
from . import v1, v2, v3
from .common import as_list
from .parsing import read
from .report import Fetch, Report, fail

# Values in all documents of one verification whose signatures cover their RDF: half a second's work.
MAX_CANONICALISED = 12_000


def verify(
    data: bytes,
    *,
    fetch: Fetch,
    now: datetime,
    email: str | None = None,
    allow_http: bool = False,
) -> Report:
    """Verify a badge: the JSON or the token (VC-JWT, JWS) of an OB 3.0 credential, an endorsement, a CLR
    2.0 record or an OB 2.0 or 1.x assertion; or a picture, PNG or SVG, with one of them inside.

    ``now`` has a time zone. With ``email`` the report also says whether it was given to that
    address. ``allow_http`` lets issuers on a loopback host use http. Never raises for bad input,
    whatever it holds; other exceptions of ``fetch`` than ``CannotFetch`` pass through.
    """
    report = Report()
    with report.stopping(), bounded(MAX_CANONICALISED):
        signed = read(data, fetch, allow_http)
        report.document = document = signed.document
        report.token = signed.token.text if signed.token else ""
        kind = v3.kind_of(document)
        if kind:
            report.version = "3.0"
        elif older := v1.edition(document):
            report.version = older
        elif "Assertion" in as_list(document.get("type")):
            report.version = "2.0"
        else:
            raise fail("parse", "not_a_badge", gettext_noop("This is JSON, but not a badge."))
        report.passed("parse", gettext_noop("It can be read as an Open Badge."))
        token = signed.token
        if kind:
            v3.verify_v3(
                report,
                document,
                token=token,
                kind=kind,
                fetch=fetch,
                now=now,
                email=email,
                allow_http=allow_http,
            )
            return report
        check = v2.verify_v2 if report.version == "2.0" else v1.verify_v1
        check(
            report,
            document,
            token=token,
            fetch=fetch,
            now=now,
            email=email,
            allow_http=allow_http,
        )
    return report
