"""A badge is true where its issuer hosts it (OB 2.0 *Hosted verification*, *VerificationObject*)."""

import json
from typing import Any

from ..documents import Document, gettext_noop
from .common import World, as_list, host, look_up, origin, shown
from .linked import ACCEPT
from .report import Report, Stop, fail


def revoked(name: str, reason: Any) -> Stop:
    """That it was withdrawn, with the issuer's reason if there is one."""
    message = gettext_noop("The issuer has withdrawn it.")
    if text := shown(reason):
        detail = gettext_noop("Their reason: “%(reason)s”")
        return fail(name, "revoked", message, detail, reason=text)
    detail = gettext_noop("They give no reason. Ask them if you need one.")
    return fail(name, "revoked", message, detail)


def changed() -> Stop:
    return fail(
        "hosted",
        "changed",
        gettext_noop("Something in it was changed."),
        gettext_noop("The issuer’s own copy on the web says something else."),
    )


def own_copy(url: str, world: World) -> Document:
    """The issuer's own copy. Raises ``Stop``, also where it says that it was withdrawn."""
    hosted = look_up("hosted", url, ACCEPT, world.fetch, world.allow_http, hosted=True)
    if hosted.get("revoked") is True:
        raise revoked("hosted", hosted.get("revocationReason"))
    return hosted


def _same(one: Document, other: Document) -> bool:
    """As JSON has it: Python takes 1 for true."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def check_hosted(report: Report, document: Document, url: str, world: World) -> None:
    """Does the same stand at ``url``? Raises ``Stop``. Whose address it is, is another question."""
    if not _same(own_copy(url, world), document):
        raise changed()
    report.passed(
        "hosted",
        gettext_noop("Nothing has been changed."),
        gettext_noop("The issuer’s own copy on the web says the same."),
    )
    report.passed(
        "status",
        gettext_noop("It has not been withdrawn."),
        gettext_noop("It still stands at %(host)s."),
        host=host(url),
    )


def _in_scope(url: str, issuer_url: str, issuer: Document) -> bool:
    """May this issuer's assertions live there? Where it declares nothing, only on its own origin."""
    policy = issuer.get("verification")
    if not isinstance(policy, dict):
        policy = {}
    starts, origins = as_list(policy.get("startsWith")), as_list(policy.get("allowedOrigins"))
    if not starts and not origins:
        return origin(url) == origin(issuer_url)
    begins = not starts or any(
        # "https://museum.example" also begins https://museum.example.evil.example/.
        isinstance(start, str) and url.startswith(start) and origin(url) == origin(start)
        for start in starts
    )
    listed = not origins or any(
        isinstance(name, str) and name.lower() in (host(url), origin(url)) for name in origins
    )
    return begins and listed


def check_scope(url: str, issuer_url: str, issuer: Document) -> None:
    """Raises ``Stop`` unless the issuer speaks at the assertion's address."""
    if not _in_scope(url, issuer_url, issuer):
        raise fail(
            "issuer",
            "other_origin",
            gettext_noop("It stands at an address that is not its issuer’s."),
            gettext_noop(
                "Anybody could name somebody else’s badge. Only its issuer’s address counts."
            ),
        )
