"""OB 2.0: assertions that their issuer hosts or signed (OB 2.0 *Verification*)."""

from datetime import datetime

from ..documents import Document, gettext_noop
from ..jose import Token
from .assertions import Edition, check_assertion
from .common import World, parse_date, require
from .hosted import changed, own_copy
from .linked import ACCEPT, Claims, is_of, name_of
from .report import Fetch, Report, cannot
from .signed import published_keys

__all__ = ["ACCEPT", "verify_v2"]


def _read(report: Report, document: Document) -> Claims:
    require(
        document,
        {"id": str, "recipient": dict, "badge": (str, dict), "verification": dict},
        gettext_noop("The assertion has no proper “%(member)s”."),
    )
    start = parse_date(document.get("issuedOn"), "issuedOn")
    expires = document.get("expires")
    end = parse_date(expires, "expires") if expires is not None else None
    report.passed("schema", gettext_noop("It has everything that an Open Badge 2.0 needs."))
    name, verification = document["id"], document["verification"]
    hosted = is_of(verification, "HostedBadge", "hosted")
    if not hosted and not is_of(verification, "SignedBadge", "signed"):
        raise cannot(
            "hosted",
            "not_hosted",
            gettext_noop("It is to be checked in a way that we do not know."),
            gettext_noop("That says nothing against it. Ask the issuer."),
        )
    creator = name_of(verification.get("creator"))
    return Claims(
        address=name if hosted else "",
        key=creator if isinstance(creator, str) else "",
        names=frozenset({name}),
        badge=document["badge"],
        recipient=document["recipient"],
        start=start,
        end=end,
    )


EDITION = Edition(_read, published_keys, typed=True)


def verify_v2(
    report: Report,
    document: Document,
    *,
    token: Token | None = None,
    fetch: Fetch,
    now: datetime,
    email: str | None,
    allow_http: bool,
) -> None:
    """Adds the checks of one assertion to ``report``; raises ``Stop`` to end early. ``document`` is
    the payload of ``token`` where it came as one."""
    world = World(fetch, now, allow_http)
    if isinstance(document.get("id"), str):
        report.summary.id = document["id"]
    if document.get("revoked") is True:
        # All that is left of a withdrawn one. Its issuer is asked: anybody could write such a thing.
        require(document, {"id": str}, gettext_noop("The assertion has no proper “%(member)s”."))
        own_copy(document["id"], world)
        raise changed()
    check_assertion(report, document, EDITION, token=token, world=world, email=email)
