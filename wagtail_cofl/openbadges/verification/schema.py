"""OB 3.0 and CLR 2.0: has it the members that the data model asks for, and are its words known? (OB 3.0,
section B and 9.1)"""

import re
from datetime import datetime
from typing import Any

from ..documents import Document, gettext_noop
from ..jsonld import contexts
from ..rules import problems, single_values
from .common import as_list, parse_date, require, shown
from .report import Report, Stop, cannot, fail
from .signatures import needs_contexts

VC = "https://www.w3.org/ns/credentials/v2"
OLDER_VC = "https://www.w3.org/2018/credentials/v1"
# What the official JSON Schemas allow after it.
_OB = re.compile(
    r"https://purl\.imsglobal\.org/spec/ob/v3p0/context(-3\.\d\.\d)*\.json\Z", re.ASCII
)
_CLR = re.compile(
    r"https://purl\.imsglobal\.org/spec/clr/v2p0/context(-2\.\d\.\d)*\.json\Z", re.ASCII
)
_FOLLOWING = {"credential": (_OB,), "endorsement": (_OB,), "clr": (_CLR, _OB)}
# What checks of their own look at.
_LATER = ("$.@context", "$.proof")
SCHEMA_TYPE = "1EdTechJsonSchemaValidator2019"


def words(value: Any) -> str:
    """A text, or the first of those by language."""
    if isinstance(value, dict):
        value = next(iter(value.values()), "")
    return value if isinstance(value, str) else ""


def is_older(document: Document) -> bool:
    """VC Data Model 1.1, which OB 3.0 was made for at first."""
    return as_list(document.get("@context"))[:1] == [OLDER_VC]


def issuer_id(document: Document) -> str:
    """The id of a credential's issuer; "" for none."""
    issuer = document.get("issuer")
    found = issuer.get("id") if isinstance(issuer, dict) else issuer
    return found if isinstance(found, str) else ""


def dates_of(document: Document) -> tuple[datetime, datetime | None]:
    """When it begins and ends to be valid, in the words of either edition. Raises ``Stop``."""
    first, last = "validFrom", "validUntil"
    if is_older(document):
        first = first if first in document else "issuanceDate"
        last = last if last in document else "expirationDate"
    start, until = parse_date(document.get(first), first), document.get(last)
    return start, parse_date(until, last) if until is not None else None


def _check_envelope(document: Document) -> None:
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
    if "VerifiableCredential" not in document["type"]:
        raise fail(
            "schema",
            "bad_type",
            gettext_noop("It does not call itself a verifiable credential."),
        )
    if isinstance(document["issuer"], dict):
        message = gettext_noop("The issuer has no proper “%(member)s”.")
        require(document["issuer"], {"id": str}, message)


def _check_subject(document: Document) -> None:
    subject = document["credentialSubject"]
    if not subject.get("id") and not subject.get("identifier"):
        raise fail("schema", "no_subject", gettext_noop("It does not say to whom it was given."))


def _check_achievement(subject: Document) -> None:
    message = gettext_noop("The subject has no proper “%(member)s”.")
    require(subject, {"achievement": dict}, message)
    text = (str, dict)
    require(
        subject["achievement"],
        {"id": str, "type": (str, list), "name": text, "description": text, "criteria": dict},
        gettext_noop("The achievement has no proper “%(member)s”."),
    )


def _names_schema(document: Document) -> bool:
    return any(
        isinstance(schema, dict) and SCHEMA_TYPE in as_list(schema.get("type"))
        for schema in as_list(document.get("credentialSchema"))
    )


def _check_rules(report: Report, document: Document, kind: str) -> bool:
    """What the whole data model says. It decides only where the badge says that it keeps to it (OB 3.0,
    9.1): a misspelt word in a corner is no sign of forgery."""
    found = problems(document, "legacy" if kind == "credential" and is_older(document) else kind)
    found = [problem for problem in found if not problem.path.startswith(_LATER)]
    if not found:
        return True
    params = {
        "place": shown(found[0].path.removeprefix("$.")),
        "why": found[0].why,
        "problem": found[0].code,
        "count": str(len(found)),
    }
    message = gettext_noop("It does not keep to the rules of the standard in everything.")
    detail = gettext_noop("At “%(place)s”: %(why)s")
    if _names_schema(document):
        raise fail("schema", "against_schema", message, detail, **params)
    report.warned("schema", "not_as_defined", message, detail, **params)
    return False


def check_schema(
    report: Report, document: Document, kind: str = "credential"
) -> tuple[datetime, datetime | None]:
    """When it begins and ends to be valid. Raises ``Stop`` where something needed is missing. ``kind``
    is ``credential``, ``endorsement`` or ``clr``."""
    _check_envelope(document)
    _check_subject(document)
    subject = document["credentialSubject"]
    if kind == "credential":
        _check_achievement(subject)
    start, end = dates_of(document)
    named = subject["achievement"] if kind == "credential" else document
    issuer, summary = document["issuer"], report.summary
    summary.id, summary.name = document["id"], shown(words(named.get("name")))
    summary.description = words(named.get("description"))
    summary.issuer = issuer_id(document)
    summary.issuer_name = shown(words(issuer.get("name"))) if isinstance(issuer, dict) else ""
    summary.awarded_on, summary.valid_until = start.date(), end.date() if end else None
    fine = _check_rules(report, document, kind)
    if single := single_values(document, kind):
        report.warned(
            "schema",
            "not_arrays",
            gettext_noop("It has everything, but writes a list of one as if it were none."),
            members=shown(", ".join(path.removeprefix("$.") for path in single)),
        )
    elif fine:
        report.passed("schema", gettext_noop("It has everything that the standard asks for."))
    return start, end


def _unknown(context: str) -> Stop:
    return cannot(
        "contexts",
        "unknown_context",
        gettext_noop("It uses words from %(context)s, which we do not know."),
        gettext_noop("That says nothing against it. Ask the issuer."),
        context=shown(context),
    )


def check_contexts(report: Report, document: Document, kind: str = "credential") -> None:
    """The contexts say what the words mean (VC Data Model 2.0, 4.3; OB 3.0, B). They are never fetched:
    raises ``Stop`` for others than ours where the signature covers only what they define."""
    given = document["@context"]
    older = is_older(document)
    following = given[1 : 1 + len(_FOLLOWING[kind])]
    fit = (older or given[0] == VC) and len(following) == len(_FOLLOWING[kind])
    for context, pattern in zip(following, _FOLLOWING[kind], strict=False):
        if not isinstance(context, str) or not pattern.match(context):
            # Drafts of OB 3.0 had other addresses.
            if older and isinstance(context, str):
                raise _unknown(context)
            fit = False
    if not fit:
        raise fail(
            "contexts",
            "bad_contexts",
            gettext_noop("It does not begin with the contexts of Open Badges 3.0."),
            gettext_noop("So nobody can be sure what its words mean."),
        )
    if any(not isinstance(context, str) for context in given):
        raise cannot(
            "contexts",
            "inline_context",
            gettext_noop("It gives words a meaning of its own."),
            gettext_noop("We know only the words of the standard. Ask the issuer."),
        )
    unknown = [context for context in given if context not in contexts()]
    if unknown and needs_contexts(document):
        raise _unknown(unknown[0])
    if unknown:
        report.warned(
            "contexts",
            "other_words",
            gettext_noop("It also uses words from %(context)s, which we do not know."),
            gettext_noop("We looked only at the words of the standard."),
            context=shown(unknown[0]),
        )
    if older:
        report.warned(
            "contexts",
            "older_edition",
            gettext_noop("It was made to an older edition of the standard."),
            gettext_noop("That says nothing against it. Its issuer may have a newer one for you."),
        )
    if not unknown and not older:
        report.passed("contexts", gettext_noop("It uses the words of the standard."))
