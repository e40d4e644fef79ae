"""OB 3.0: OpenBadgeCredential with a Data Integrity proof, or in a signed token (OB 3.0 8.2 and 9;
VCDM 2.0 7)."""

from datetime import datetime

from ..documents import Document, gettext_noop
from ..jose import Token
from . import records
from .common import (
    World,
    as_list,
    check_dates,
    check_recipient,
    host,
    parse_date,
    remembering,
)
from .endorsing import check_endorsements
from .keys import KEY, Published, issuer_address, published_keys
from .pictures import check_pictures
from .refreshing import check_refresh
from .report import Fetch, Report, Status, Stop, fail
from .schema import check_contexts, check_schema
from .signatures import unknown_suite
from .signed_documents import Signed, check_signed
from .status import check_status
from .tokens import stands_below

# The kinds of OB 3.0 and CLR 2.0 that stand by themselves.
_KINDS = {
    "OpenBadgeCredential": "credential",
    "AchievementCredential": "credential",
    "EndorsementCredential": "endorsement",
    "ClrCredential": "clr",
}


def kind_of(document: Document) -> str:
    """What sort of credential it calls itself; "" for none of ours."""
    types = as_list(document.get("type"))
    return next((kind for name, kind in _KINDS.items() if name in types), "")


def _find(issuer: str, token: Token | None, world: World) -> tuple[Published, Stop | None]:
    """The issuer's keys, and why they could not be had."""
    if token is not None and stands_below(token, issuer):
        return Published(issuer, None, issuer), None
    try:
        return published_keys(issuer, world), None
    except Stop as stop:
        try:
            url = issuer_address(issuer, world.allow_http)
        except Stop:
            url = ""
        return Published(issuer, None, url), stop


def _tell_issuer(report: Report, published: Published, *, signed: bool) -> None:
    issuer, name = published.issuer, report.summary.issuer_name
    if not signed and published.document is None:
        return
    if issuer.startswith(KEY):
        if signed:
            report.warned(
                "issuer",
                "issuer_only_key",
                gettext_noop("It was given by somebody who says “%(name)s”."),
                gettext_noop(
                    "No address on the web stands behind that name. Ask them how you can be sure."
                ),
                issuer=issuer,
                name=name or issuer[:40] + "…",
            )
        return
    where = host(published.url)
    report.passed(
        "issuer",
        gettext_noop("%(name)s gave this badge.")
        if signed
        else gettext_noop("It says that %(name)s gave it."),
        gettext_noop("It bears their signature. We checked it at %(host)s.")
        if signed
        else gettext_noop("There is such an issuer, at %(host)s. Nothing shows that they gave it."),
        issuer=issuer,
        name=name or where,
        host=where,
    )


def _issuer_and_proof(report: Report, signed: Signed, world: World) -> Published:
    """Raises ``Stop`` where the signature does not fit or nobody can say: then the issuer gave nothing,
    whatever it says."""
    published, missing = _find(report.summary.issuer, signed.token, world)
    notes, bad = [], None
    try:
        notes = check_signed(signed, published, world)
    except Stop as stop:
        bad = stop
    # A token's key may be confirmed elsewhere than in a document that does not answer.
    if missing and (bad or missing.check.status == Status.FAIL):
        report.checks.append(missing.check)
    else:
        _tell_issuer(report, published, signed=bad is None)
    if bad:
        raise bad
    report.checks += notes
    if not notes:
        report.passed(
            "proof",
            gettext_noop("Nothing has been changed."),
            gettext_noop("The signature fits every word and date."),
        )
    return published


def _proof_dates(document: Document, now: datetime) -> None:
    """Data Integrity 4.3: a proof may have an end of its own."""
    ends = [
        parse_date(proof["expires"], "proof.expires")
        for proof in as_list(document.get("proof"))
        if isinstance(proof, dict) and "expires" in proof
    ]
    if any(now >= end for end in ends):
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


def _verify(report: Report, signed: Signed, kind: str, world: World, email: str | None) -> None:
    document = signed.document
    start, end = check_schema(report, document, kind)
    check_contexts(report, document, kind)
    published = _issuer_and_proof(report, signed, world)
    check_refresh(report, document, published, world)
    with report.stopping():
        check_status(report, document, published, world)
    with report.stopping():
        _proof_dates(document, world.now)
        check_dates(report, start, end, world.now)
    with report.stopping():
        if kind == "endorsement":
            report.skipped(
                "recipient", gettext_noop("It is given to nobody: it speaks for something.")
            )
        else:
            _recipient(report, document["credentialSubject"], email)
    check_endorsements(report, document, published, world)
    check_pictures(report, document)


def _check_inside(report: Report, document: Document, world: World) -> None:
    """Each credential in a record, as if it had come alone."""
    given, found = records.inside(document), []
    for each in given[: records.MOST]:
        inner = Report()
        found.append(inner)
        with inner.stopping():
            signed = records.read(each)
            kind = kind_of(signed.document)
            # A record in a record is not opened.
            if kind not in ("credential", "endorsement"):
                raise unknown_suite()
            _verify(inner, signed, kind, world, None)
    records.tell(report, found, len(given) - len(found))


def verify_v3(
    report: Report,
    document: Document,
    *,
    token: Token | None = None,
    kind: str = "credential",
    fetch: Fetch,
    now: datetime,
    email: str | None,
    allow_http: bool,
) -> None:
    """Adds the checks of one OB 3.0 credential to ``report``, in the order of the standard (OB 3.0, 9);
    raises ``Stop`` to end early. ``document`` is the credential in ``token`` where there is one.
    ``kind`` is what :func:`kind_of` says."""
    world = World(remembering(fetch), now, allow_http)
    _verify(report, Signed(document, token), kind, world, email)
    if kind == "clr":
        _check_inside(report, document, world)
