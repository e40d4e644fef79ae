"""The pipeline: bytes in, report out."""

from datetime import datetime

from .common import as_list
from .parsing import parse_json, read_badge
from .report import CannotFetch, Fetch, Report, cannot, fail, gettext_noop
from .v2 import ACCEPT, verify_v2
from .v3 import verify_v3


def _text(data: bytes, fetch: Fetch) -> str:
    text = read_badge(data).strip()
    if not text.startswith(("http://", "https://")):
        return text
    # OB 2.0 *Baking*: a picture may hold only the address of its assertion.
    try:
        return fetch(text, ACCEPT).decode()
    except (CannotFetch, UnicodeDecodeError) as error:
        raise cannot(
            "parse",
            "unreachable",
            gettext_noop("The badge at %(url)s could not be looked up. %(why)s"),
            url=text,
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
    address. ``allow_http`` lets issuers on a loopback host use http. Never raises for bad input.
    """
    report = Report()
    with report.stopping():
        document = parse_json(_text(data, fetch))
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
