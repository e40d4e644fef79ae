"""The pipeline: bytes in, report out."""

from datetime import datetime

from ..documents import Document, gettext_noop
from . import v2, v3
from .common import as_list, look_up
from .parsing import Unreadable, parse_json, read_badge
from .report import Fetch, Report, fail


def _read(data: bytes, fetch: Fetch, allow_http: bool) -> Document:
    found = read_badge(data)
    if isinstance(found, str) and found.startswith(("http://", "https://")):
        # OB 2.0 *Baking*: a picture may hold only the address of its assertion.
        return look_up("parse", found, v2.ACCEPT, fetch, allow_http, hosted=True)
    try:
        return parse_json(found)
    except Unreadable as error:
        raise fail(
            "parse",
            "not_json",
            gettext_noop("This is neither a badge picture nor the JSON of a badge."),
            why=str(error),
        ) from error


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
        report.document = document = _read(data, fetch, allow_http)
        types = as_list(document.get("type"))
        if "OpenBadgeCredential" in types or "AchievementCredential" in types:
            report.version = "3.0"
        elif "Assertion" in types:
            report.version = "2.0"
        else:
            raise fail("parse", "not_a_badge", gettext_noop("This is JSON, but not a badge."))
        report.passed("parse", gettext_noop("It can be read as an Open Badge."))
        check = v3.verify_v3 if report.version == "3.0" else v2.verify_v2
        check(report, document, fetch=fetch, now=now, email=email, allow_http=allow_http)
    return report
