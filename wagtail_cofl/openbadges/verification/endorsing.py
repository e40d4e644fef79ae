"""Who else speaks for it? Endorsements of the badge, of its achievement and of its issuer (OB 3.0, 9.3)."""

from collections.abc import Iterator
from typing import Any

from ..documents import Document, gettext_noop
from .common import World, as_list, host, shown
from .keys import Published, published_keys
from .report import Report, Status, Stop, fail
from .schema import dates_of, issuer_id, words
from .signed_documents import Signed, check_signed, in_token, with_document

# Each costs as much as a badge, and has somebody asked for a key.
MOST = 3


def _endorsed(document: Document) -> Iterator[Document]:
    """What may be endorsed in a credential."""
    yield document
    subject = document["credentialSubject"]
    for part in (subject.get("achievement"), document.get("issuer")):
        if isinstance(part, dict):
            yield part


def _found(document: Document) -> list[tuple[Any, str]]:
    """Every endorsement, with the id of what it should endorse."""
    return [
        (endorsement, str(part.get("id")))
        for part in _endorsed(document)
        for member in ("endorsement", "endorsementJwt")
        for endorsement in as_list(part.get(member))
    ]


def _untrusted() -> Stop:
    return fail("endorsements", "endorsement_untrusted", "")


def _check(given: Any, about: str, published: Published, world: World) -> str:
    """Who gave it. Raises ``Stop`` where it cannot be believed, or nobody can say."""
    signed = in_token(given) if isinstance(given, str) else Signed(given)
    document = signed.document
    if not isinstance(document, dict) or "EndorsementCredential" not in as_list(
        document.get("type")
    ):
        raise _untrusted()
    subject, issuer = document.get("credentialSubject"), issuer_id(document)
    if not isinstance(subject, dict) or subject.get("id") != about or not issuer:
        raise _untrusted()
    start, end = dates_of(document)
    if world.now < start or (end is not None and world.now >= end):
        raise _untrusted()
    keys = (
        with_document(published, world)
        if issuer == published.issuer
        else published_keys(issuer, world)
    )
    check_signed(signed, keys, world)
    profile = document["issuer"]
    name = words(profile.get("name")) if isinstance(profile, dict) else ""
    where = host(keys.url)
    return shown(f"{name} ({where})" if name and where else name or where or issuer)


def check_endorsements(
    report: Report, document: Document, published: Published, world: World
) -> None:
    """Looks at the first few. Whatever comes of it, the badge itself is not touched by it: others may
    put anything beside a badge's own words."""
    found = _found(document)
    if not found:
        report.skipped("endorsements", gettext_noop("Nobody else speaks for it."))
        return
    names, bad, unknown = [], 0, 0
    for given, about in found[:MOST]:
        try:
            names.append(_check(given, about, published, world))
        except Stop as stop:
            bad += stop.check.status == Status.FAIL
            unknown += stop.check.status != Status.FAIL
    if names:
        report.passed(
            "endorsements",
            gettext_noop("Others speak for it too: %(names)s."),
            gettext_noop("Their signatures fit. How much their word counts is yours to judge."),
            names="; ".join(dict.fromkeys(names)),
            count=str(len(names)),
        )
    if bad:
        report.warned(
            "endorsements",
            "endorsement_untrusted",
            gettext_noop("Somebody is said to speak for it, and that could not be trusted."),
            gettext_noop("The badge itself is not touched by it."),
            count=str(bad),
        )
    unknown += len(found) - len(found[:MOST])
    if unknown:
        report.warned(
            "endorsements",
            "endorsement_unchecked",
            gettext_noop("Somebody is said to speak for it, and that could not be checked."),
            gettext_noop("Ask them, if much depends on it."),
            count=str(unknown),
        )
