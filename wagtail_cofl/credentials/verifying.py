"""Checking a badge for somebody: what the standard can tell, and what this city knows beside it."""

import json
import re
from dataclasses import dataclass, replace

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from wagtail.models import Site

from wagtail_cofl.city.models import CitySettings
from wagtail_cofl.openbadges.did import BadDid, did_url
from wagtail_cofl.openbadges.verification import (
    CannotFetch,
    Check,
    Gone,
    Report,
    Status,
    verify,
)
from wagtail_cofl.openbadges.verification.common import host, withdrawn
from wagtail_cofl.providers.models import Provider

from .looking_up import LookUps, own_document
from .models import Credential
from .telling import explanation, sentence
from .tokens import assertion_payload, assertion_uuid, credential_payload

ACCEPT = (
    "application/vc+ld+json, application/vc, application/ld+json, application/json, "
    "image/png;q=0.8, image/svg+xml;q=0.7"
)
_WEB = re.compile(r"https?://\S+\Z", re.IGNORECASE)
_BARE = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+(:[0-9]+)?/\S*\Z", re.IGNORECASE)
WITHDRAWN = gettext_noop("The issuer has withdrawn it.")
SUSPENDED = gettext_noop("The issuer has suspended it for now.")
# With a warning, a proof holds all the same.
HOLDS = {Status.PASS, Status.WARN}
OTHER_PICTURES = (b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*\0", b"MM\0*")


class NotReadable(Exception):
    """There is nothing to check. ``code`` is for machines, ``str()`` a sentence that names the fix."""

    status = 400

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code


@dataclass(slots=True)
class Checked:
    """A report, and the credential of this deployment that the badge calls itself, if there is one.
    ``genuine`` says that the badge is that one and was not changed."""

    report: Report
    own: Credential | None = None
    genuine: bool = False


def address_in(text: str) -> str:
    """The address that somebody pasted, also without its beginning; "" for anything else."""
    text = text.strip()
    if _WEB.match(text):
        return text
    return f"https://{text}" if _BARE.match(text) else ""


def fetch_badge(address: str, look_up: LookUps) -> bytes:
    """The badge at an address. Raises :exc:`NotReadable`."""
    try:
        return look_up(address, ACCEPT)
    except Gone as gone:
        # For a badge that is an answer too: it was withdrawn.
        return json.dumps(withdrawn(address, gone.body)).encode()
    except CannotFetch as error:
        raise NotReadable("unreachable", str(error)) from error


def check_badge(
    data: bytes, *, look_up: LookUps, site: Site | None = None, email: str | None = None
) -> Checked:
    """Verify a picture or a document. With ``site`` the report also says whether that site's city
    vouches for the issuer. Raises :exc:`NotReadable` for what is no badge at all."""
    _refuse_other_pictures(data)
    report = verify(
        data,
        fetch=look_up,
        now=timezone.now(),
        email=email or None,
        allow_http=settings.DEBUG,
    )
    first = report.checks[0]
    if first.name == "parse" and first.status == Status.FAIL:
        fix = _fix(first.code) or explanation(first)
        raise NotReadable(first.code, f"{sentence(first)} {fix}".strip())
    own = _own_credential(report.summary.id, look_up)
    genuine = own is not None and _is(own, report)
    if own and genuine:
        _tell_state(report, own)
    if site is not None and report.verdict != "not_valid":
        _vouch(report, site, look_up)
    return Checked(report, own, genuine)


def _refuse_other_pictures(data: bytes) -> None:
    if data.startswith(OTHER_PICTURES):
        raise NotReadable(
            "not_png",
            _(
                "There is no badge in this kind of picture. Ask for the badge’s own PNG or SVG file, "
                "or paste its address."
            ),
        )


def _fix(code: str) -> str:
    """What to do about something that cannot be read."""
    return {
        "not_json": _(
            "Paste the badge’s own address, or its whole text, from the first sign to the last."
        ),
        "not_a_badge": _("Ask for the badge’s own file, or for its address."),
        "no_badge": _(
            "Pictures lose the badge inside when they are sent in a chat or cut out of a page. Ask for "
            "the file itself, or for the badge’s address."
        ),
        "bad_picture": _("Ask for the file again, or for the badge’s address."),
        "too_big": _("Badges have at most 5 MB."),
    }.get(code, "")


def _own_credential(url: str, look_up: LookUps) -> Credential | None:
    uid = assertion_uuid(url)
    if uid is None:
        match = own_document(url) if look_up.is_ours(url) else None
        if match is None or match.url_name not in {"credential", "assertion"}:
            return None
        uid = match.kwargs["uuid"]
    rows = Credential.objects.select_related(
        "badge_version__badge", "provider", "revocation", "award"
    )
    return rows.defer("badge_version__picture").filter(uuid=uid).first()


def _is(own: Credential, report: Report) -> bool:
    """Is what was checked word for word what we issued? Of a withdrawn assertion nothing is left but
    that it was withdrawn, and the report says so only if we do. A stranger can sign a badge with the
    number of one of ours."""
    if any((check.name, check.code) == ("hosted", "revoked") for check in report.checks):
        return True
    ours = [json.loads(bytes(own.ob3)), json.loads(bytes(own.ob2))]
    if any(check.name == "proof" and check.status in HOLDS for check in report.checks):
        # As a token: then the proof was not in the document.
        creator = report.document.get("verification", {}).get("creator", "")
        ours += [credential_payload(own), assertion_payload(own, creator)]
    return report.document in ours


def _tell_state(report: Report, own: Credential) -> None:
    """That it was withdrawn or is suspended, and why. The list does not say why; one for suspensions
    says the same of both; and a credential of before there were lists names none."""
    revocation = getattr(own, "revocation", None)
    suspension = own.suspension
    if revocation is not None:
        code, message = "revoked", WITHDRAWN
        reason = revocation.get_reason_display()
    elif suspension is not None:
        code, message = "suspended", SUSPENDED
        reason = suspension.get_reason_display()
    else:
        return
    told = Check(
        "status",
        Status.FAIL,
        code,
        message,
        {"reason": str(reason)},
        gettext_noop("The reason: “%(reason)s”"),
    )
    for number, check in enumerate(report.checks):
        if check.code in {"revoked", "suspended"}:
            report.checks[number] = replace(told, name=check.name)
            return
    report.checks = [check for check in report.checks if check.name != "status"]
    report.checks.append(told)


def _own_provider(issuer: str, site: Site, look_up: LookUps) -> Provider | None:
    url = issuer
    if issuer.startswith("did:"):
        try:
            url = did_url(issuer, allow_http=settings.DEBUG).removesuffix("/did.json")
        except BadDid:
            return None
    match = own_document(url) if look_up.is_ours(url) else None
    if match is None or match.url_name != "issuer":
        return None
    return Provider.objects.filter(uuid=match.kwargs["uuid"], site=site).first()


def _vouch(report: Report, site: Site, look_up: LookUps) -> None:
    """A signature tells which address on the web gave a badge. Whether that is who it says it is, only
    somebody who knows them can tell: a city knows its own providers."""
    if any(c.name in {"proof", "hosted"} and c.status == Status.CANNOT for c in report.checks):
        # Then nobody knows whether the issuer that it names gave it.
        return
    places = [n for n, check in enumerate(report.checks) if check.code == "issuer_ok"]
    if not places:
        return
    given = report.checks[places[0]].params
    params = {
        "city": str(CitySettings.objects.filter(site=site).first() or site),
        "name": given.get("name", ""),
        "host": given.get("host") or host(report.summary.issuer),
    }
    if _own_provider(report.summary.issuer, site, look_up):
        check = Check(
            "vouched",
            Status.PASS,
            "vouched_ok",
            gettext_noop("%(city)s vouches for %(name)s."),
            params,
            gettext_noop("They are one of its own providers."),
        )
    else:
        check = Check(
            "vouched",
            Status.NOT_APPLICABLE,
            "vouched_none",
            gettext_noop("%(city)s does not know this issuer."),
            params,
            gettext_noop(
                "All that is certain is that the owner of %(host)s gave it. Is that an address that "
                "you trust?"
            ),
        )
    report.checks.insert(places[0] + 1, check)
