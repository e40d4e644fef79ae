"""Is there a newer one? (OB 3.0, 9.1 *Refresh*)"""

from ..documents import Document, gettext_noop
from .common import World, as_list, shown
from .keys import Published
from .report import Report, Stop
from .schema import dates_of, issuer_id, words
from .signed_documents import check_signed, look_up_signed, with_document

TYPE = "1EdTechCredentialRefresh"
ACCEPT = "application/vc+ld+json, application/ld+json, application/json, text/plain"


def _not_asked(report: Report, why: str) -> None:
    report.warned(
        "refresh",
        "not_refreshed",
        gettext_noop("We could not find out whether there is a newer one."),
        gettext_noop("So what is said here is said of this one."),
        why=why,
    )


def check_refresh(report: Report, document: Document, published: Published, world: World) -> None:
    """Asks once, of a badge whose proof holds, and goes on whatever comes of it. A newer badge is told
    of, not judged."""
    services = as_list(document.get("refreshService"))
    if not services:
        report.skipped("refresh", gettext_noop("It names no place where a newer one would stand."))
        return
    service = services[0]
    if (
        len(services) > 1
        or not isinstance(service, dict)
        or TYPE not in as_list(service.get("type"))
    ):
        _not_asked(report, "another kind of service")
        return
    try:
        found = look_up_signed("refresh", str(service.get("id")), ACCEPT, world)
        newer = found.document
        if (newer.get("id"), issuer_id(newer)) != (document["id"], published.issuer):
            _not_asked(report, "another badge")
            return
        start, end = dates_of(newer)
        if start <= dates_of(document)[0]:
            report.passed("refresh", gettext_noop("There is no newer one."))
            return
        check_signed(found, with_document(published, world), world)
    except Stop as stop:
        _not_asked(report, stop.check.code)
        return
    subject = newer.get("credentialSubject")
    achievement = subject.get("achievement") if isinstance(subject, dict) else None
    report.warned(
        "refresh",
        "newer",
        gettext_noop("There is a newer one."),
        gettext_noop("The issuer gave it anew on %(when)s. Ask for that one."),
        when=start.date().isoformat(),
        until=end.date().isoformat() if end else "",
        name=shown(words(achievement.get("name"))) if isinstance(achievement, dict) else "",
        url=shown(str(service.get("id"))),
    )
