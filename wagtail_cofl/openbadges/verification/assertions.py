"""The checks of an assertion of OB 1.x or 2.0: its badge and its issuer are looked up, and either the
issuer hosts a copy or its key signed it."""

from collections.abc import Callable
from dataclasses import dataclass

from ..documents import Document, gettext_noop
from ..jose import Token
from .common import World, as_list, check_dates, check_recipient, host, origin, require, shown
from .hosted import check_hosted, check_scope
from .keys import Key
from .linked import Claims, address, linked
from .report import Check, Report, Status, cannot
from .signed import check_revocations, check_signature


@dataclass(frozen=True, slots=True)
class Edition:
    """How one edition of the standard differs. ``read`` says what an assertion claims, ``find_keys``
    the issuer's keys that may have signed it, for the claims and the issuer's address and profile;
    both raise ``Stop``. The documents of a ``typed`` one have ids and types."""

    read: Callable[[Report, Document], Claims]
    find_keys: Callable[[Claims, str, Document, World], list[Key]]
    typed: bool


def _find_badge(claims: Claims, world: World, typed: bool) -> tuple[str, Document]:
    """Address and text. A badge that is written out in the assertion and has no address of its own is
    vouched for by whatever vouches for the assertion; then the address is ""."""
    inside = claims.badge
    if isinstance(inside, dict) and not origin(str(inside.get("id"))):
        return "", inside
    url = address("badge", inside, claims.address)
    return url, linked("badge", url, world, *(["BadgeClass"] if typed else []))


def _count_endorsements(report: Report, *documents: Document) -> None:
    found = sum(len(as_list(document.get("endorsement"))) for document in documents)
    if found:
        report.checks.append(
            Check(
                "endorsements",
                Status.NOT_APPLICABLE,
                "endorsements_not_checked",
                gettext_noop("Others speak for it: %(count)s."),
                {"count": str(found)},
                gettext_noop("We do not check what they say. Ask them."),
            )
        )


def _recipient(report: Report, recipient: Document, email: str | None) -> None:
    identity, salt = str(recipient.get("identity", "")), str(recipient.get("salt", ""))
    hashed = recipient.get("hashed") is True
    is_email = "email" in as_list(recipient.get("type"))
    check_recipient(
        report,
        email,
        [(identity, salt)] if is_email and hashed else [],
        [identity] if is_email and not hashed else [],
    )


def check_assertion(
    report: Report,
    document: Document,
    edition: Edition,
    *,
    token: Token | None,
    world: World,
    email: str | None,
) -> None:
    """Adds the checks of one assertion to ``report``; raises ``Stop`` to end early. ``document`` is
    the payload of ``token`` where there is one."""
    claims = edition.read(report, document)
    summary = report.summary
    summary.awarded_on = claims.start.date()
    summary.valid_until = claims.end.date() if claims.end else None
    if claims.address:
        check_hosted(report, document, claims.address, world)
    elif token is None:
        raise cannot(
            "proof",
            "no_signature",
            gettext_noop("It says that it is signed, but the signature is not here."),
            gettext_noop("Ask for the picture, or for the file that holds the signature."),
        )
    badge_url, badge = _find_badge(claims, world, edition.typed)
    require(
        badge,
        {"name": str, "description": str, "criteria": (str, dict)},
        gettext_noop("The badge has no proper “%(member)s”."),
    )
    summary.name, summary.description = shown(badge["name"]), badge["description"]
    report.passed("badge", gettext_noop("It is the badge “%(badge)s”."), badge=summary.name)
    issuer_url = address("issuer", badge.get("issuer"), claims.address, badge_url)
    kinds = ["Issuer", "Profile"] if edition.typed else []
    issuer = linked("issuer", issuer_url, world, *kinds)
    # 1.x asks for no address to write to.
    needed = {"name": str, "url": str, **({"email": str} if edition.typed else {})}
    require(issuer, needed, gettext_noop("The issuer has no proper “%(member)s”."))
    summary.issuer, summary.issuer_name = issuer_url, shown(issuer["name"])
    signed = Report()
    if token is None or claims.address:
        check_scope(claims.address, issuer_url, issuer)
        detail = gettext_noop("Their own address on the web, %(host)s, says so.")
    else:
        keys = edition.find_keys(claims, issuer_url, issuer, world)
        check_signature(signed, token, keys, claims)
        detail = gettext_noop("It bears their signature. We checked it at %(host)s.")
    report.passed(
        "issuer",
        gettext_noop("%(name)s gave this badge."),
        detail,
        name=summary.issuer_name,
        issuer=issuer_url,
        host=host(issuer_url),
    )
    report.checks += signed.checks
    if not claims.address:
        with report.stopping():
            check_revocations(
                report, claims.names, issuer_url, issuer, world, plain=not edition.typed
            )
    with report.stopping():
        check_dates(report, claims.start, claims.end, world.now)
    with report.stopping():
        _recipient(report, claims.recipient, email)
    _count_endorsements(report, document, badge, issuer)
