"""OB 3.0: has it the members that the data model asks for (OB 3.0, section B)?"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from ..documents import Document, gettext_noop
from ..v3 import CONTEXTS
from .common import parse_date, require, shown
from .report import Report, cannot, fail

# What the official JSON Schema allows in the second place.
_OB_CONTEXT = re.compile(r"https://purl\.imsglobal\.org/spec/ob/v3p0/context(-3\.\d\.\d)*\.json\Z")
_OLDER = "https://www.w3.org/2018/credentials/v1"
# Members of which there may be several: arrays even for one (OB 3.0, 7.1).
_SEVERAL = {
    "subject": ("identifier", "result"),
    "achievement": ("alignment", "otherIdentifier", "related", "resultDescription", "tag"),
    "credential": ("endorsement", "evidence"),
}


def _check_contexts(contexts: list[Any]) -> None:
    if contexts[0] == _OLDER:
        raise cannot(
            "structure",
            "older_edition",
            gettext_noop("It was made to an older edition of the standard that we cannot check."),
            gettext_noop("That says nothing against it. Ask the issuer."),
        )
    known = len(contexts) > 1 and contexts[0] == CONTEXTS[0]
    if not known or not isinstance(contexts[1], str) or not _OB_CONTEXT.match(contexts[1]):
        raise fail(
            "structure",
            "bad_contexts",
            gettext_noop("It does not begin with the contexts of Open Badges 3.0."),
        )


def _not_arrays(parts: dict[str, Document]) -> Iterator[str]:
    for part, members in _SEVERAL.items():
        for member in members:
            if not isinstance(parts[part].get(member, []), list):
                yield member


def check_structure(report: Report, document: Document) -> tuple[datetime, datetime | None]:
    """When it begins and ends to be valid. Raises ``Stop`` where something needed is missing."""
    require(
        document,
        {
            "@context": list,
            "id": str,
            "type": list,
            "issuer": (str, dict),
            "credentialSubject": dict,
        },
        gettext_noop("The credential has no proper “%(member)s”."),
    )
    _check_contexts(document["@context"])
    if "VerifiableCredential" not in document["type"]:
        raise fail(
            "structure",
            "bad_type",
            gettext_noop("It does not call itself a verifiable credential."),
        )
    issuer = document["issuer"]
    if isinstance(issuer, dict):
        require(issuer, {"id": str}, gettext_noop("The issuer has no proper “%(member)s”."))
    subject = document["credentialSubject"]
    require(
        subject,
        {"achievement": dict},
        gettext_noop("The subject has no proper “%(member)s”."),
    )
    if not subject.get("id") and not subject.get("identifier"):
        raise fail("structure", "no_subject", gettext_noop("It does not say to whom it was given."))
    achievement = subject["achievement"]
    require(
        achievement,
        {"id": str, "type": (str, list), "name": str, "description": str, "criteria": dict},
        gettext_noop("The achievement has no proper “%(member)s”."),
    )
    start = parse_date(document.get("validFrom"), "validFrom")
    until = document.get("validUntil")
    end = parse_date(until, "validUntil") if until is not None else None
    summary = report.summary
    summary.id, summary.name = document["id"], shown(achievement["name"])
    summary.description = achievement["description"]
    summary.issuer = issuer["id"] if isinstance(issuer, dict) else issuer
    summary.issuer_name = shown(issuer.get("name")) if isinstance(issuer, dict) else ""
    summary.awarded_on, summary.valid_until = start.date(), end.date() if end else None
    parts = {"credential": document, "subject": subject, "achievement": achievement}
    if single := list(_not_arrays(parts)):
        report.warned(
            "structure",
            "not_arrays",
            gettext_noop("It has everything, but writes a list of one as if it were none."),
            members=", ".join(single),
        )
    else:
        report.passed("structure", gettext_noop("It has everything that an Open Badge 3.0 needs."))
    return start, end
