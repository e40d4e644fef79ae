"""OB 3.0: OpenBadgeCredential with a Data Integrity proof (OB 3.0 8.2, VCDM 2.0 7)."""

from datetime import datetime

from ..documents import Document, gettext_noop
from .common import as_list, check_dates, check_recipient, host, parse_date
from .report import Fetch, Report, Stop, fail
from .signatures import check_proof, published_keys
from .status import check_status
from .structure import check_structure


def _issuer_and_proof(
    report: Report, document: Document, issuer: str, fetch: Fetch, allow_http: bool
) -> Document | None:
    """The document with the issuer's keys, or None where it could not be had. Raises ``Stop`` where
    the signature does not fit or nobody can say: then the issuer gave nothing, whatever it says."""
    controller, url, bad = None, "", None
    with report.stopping():
        controller, url = published_keys(issuer, fetch, allow_http)
    try:
        check_proof(document, issuer, controller)
    except Stop as stop:
        bad = stop
    if controller is not None:
        report.passed(
            "issuer",
            gettext_noop("The issuer that it names can be found.")
            if bad
            else gettext_noop("%(name)s gave this badge."),
            gettext_noop("It says “%(name)s”, at %(host)s.")
            if bad
            else gettext_noop("Their address on the web, %(host)s, and their key match."),
            issuer=issuer,
            name=report.summary.issuer_name or host(url),
            host=host(url),
        )
    if bad:
        raise bad
    report.passed(
        "proof",
        gettext_noop("Nothing has been changed."),
        gettext_noop("The signature fits every word and date."),
    )
    return controller


def _proof_dates(document: Document, now: datetime) -> None:
    """Data Integrity 4.3: a proof may have an end of its own."""
    for proof in as_list(document.get("proof")):
        if not isinstance(proof, dict) or "expires" not in proof:
            continue
        if now >= parse_date(proof["expires"], "proof.expires"):
            raise fail("dates", "proof_expired", gettext_noop("Its signature has run out."))


def _recipient(report: Report, subject: Document, email: str | None) -> None:
    hashes, plain = [], []
    for entry in as_list(subject.get("identifier")):
        if not isinstance(entry, dict) or entry.get("identityType") != "emailAddress":
            continue
        identity = str(entry.get("identityHash", ""))
        if entry.get("hashed") is True:
            hashes.append((identity, str(entry.get("salt", ""))))
        else:
            plain.append(identity)
    check_recipient(report, email, hashes, plain)


def verify_v3(
    report: Report,
    document: Document,
    *,
    fetch: Fetch,
    now: datetime,
    email: str | None,
    allow_http: bool,
) -> None:
    """Adds the checks of one OB 3.0 credential to ``report``; raises ``Stop`` to end early."""
    start, end = check_structure(report, document)
    controller = _issuer_and_proof(report, document, report.summary.issuer, fetch, allow_http)
    with report.stopping():
        check_status(
            report,
            document,
            issuer=report.summary.issuer,
            controller=controller,
            fetch=fetch,
            now=now,
            allow_http=allow_http,
        )
    with report.stopping():
        _proof_dates(document, now)
        check_dates(report, start, end, now)
    _recipient(report, document["credentialSubject"], email)
