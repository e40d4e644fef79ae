"""The pipeline: bytes in, report out."""

import re
from datetime import datetime

from ..documents import Document
from .common import as_list
from .parsing import fetch_json, parse_json, read_badge
from .report import Fetch, Report, cannot, fail, gettext_noop
from .v2 import ACCEPT, verify_v2
from .v3 import verify_v3

# RFC 7515 3.1 *JWS Compact Serialization*: how VC-JWT badges and signed OB 2.0 badges are written.
_TOKEN = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+\Z", re.ASCII)


def _document(data: bytes, fetch: Fetch) -> Document:
    text = read_badge(data).strip()
    if _TOKEN.match(text):
        raise cannot(
            "parse", "signed_token", gettext_noop("It is signed in a way that we cannot check.")
        )
    if text.startswith(("http://", "https://")):
        # OB 2.0 *Baking*: a picture may hold only the address of its assertion.
        return fetch_json("parse", text, ACCEPT, fetch)
    return parse_json(text)


def verify(
    data: bytes,
    *,
    fetch: Fetch,
    now: datetime,
    email: str | None = None,
    allow_http: bool = False,
) -> Report:
    """Verify a badge: a PNG with a badge inside, or the JSON of an OB 3.0 credential or an OB 2.0
    hosted assertion.

    ``now`` has a time zone. With ``email`` the report also says whether it was given to that
    address. ``allow_http`` lets issuers on a loopback host use http. Never raises for bad input,
    whatever it holds; other exceptions of ``fetch`` than ``CannotFetch`` pass through.
    """
    report = Report()
    with report.stopping():
        document = _document(data, fetch)
        types = as_list(document.get("type"))
        if "OpenBadgeCredential" in types or "AchievementCredential" in types:
            report.version = "3.0"
        elif "Assertion" in types:
            report.version = "2.0"
        else:
            raise fail("parse", "not_a_badge", gettext_noop("This is JSON, but not a badge."))
        report.passed("parse", gettext_noop("It can be read as an Open Badge."))
        if report.version == "3.0":
            verify_v3(report, document, fetch=fetch, now=now, email=email, allow_http=allow_http)
        else:
            verify_v2(report, document, fetch=fetch, now=now, email=email)
    return report
