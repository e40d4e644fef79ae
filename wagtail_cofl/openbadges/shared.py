"""What many awards share: an achievement, its issuer, and nearly all of their documents.

Of the plain awards of an achievement a few words differ. The general way (:func:`.v3.credential`, JSON)
writes one of them; the others only bring their words. Awards that say more are left to the general way.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import UTC, datetime
from functools import lru_cache
from json.encoder import encode_basestring
from operator import attrgetter, itemgetter
from secrets import token_hex
from typing import Any

from . import v3
from .documents import Document, json_text, timestamp
from .facts import Achievement, Award, Issuer, StatusPlace
from .identity import identity_hash
from .jose import with_claims
from .jsonld import SHAPES
from .kept import Kept, KeptText
from .shapes import Shape, Unfit
from .status import entry
from .templates import Template, pick

# Of each kind, what is kept at most.
_MOST = 256

# What differs from one plain award to the next, by its number.
CREDENTIAL, FROM, UNTIL, SUBJECT, HASH, SALT, ENTRY, PURPOSE, INDEX, LIST, NBF, EXP = range(12)
_DIFFERENT = {"email", "salt", "status", "valid_until", "with_schema"}
# Of these a plain award says nothing.
_REST = {
    field.name: field.default
    for field in fields(Award)
    if field.default is not MISSING and field.name not in _DIFFERENT
}
_rest = attrgetter(*_REST)
_NOTHING = tuple(_REST.values())

# No document has this text by chance or on purpose.
_MARK = token_hex(16)
_MARKED = re.compile(f'"{_MARK}([0-9]+)"')
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@lru_cache(maxsize=2 * _MOST)
def _achievement(facts: Achievement, _credits: str) -> Kept:
    return Kept(v3.achievement(facts))


@lru_cache(maxsize=2 * _MOST)
def _profile(facts: Issuer) -> Kept:
    return Kept(v3.profile(facts))


def _credits(facts: Achievement) -> str:
    """Numbers that are equal are not all written in the same way: 1 and 1.0, 0.0 and -0.0."""
    return repr(facts.credits_available)


def describe(facts: Achievement) -> Document:
    """What :func:`.v3.achievement` says, read only, and made once for many awards."""
    try:
        return _achievement(facts, _credits(facts))
    except TypeError:  # embedded endorsements cannot be hashed
        return v3.achievement(facts)


def introduce(facts: Issuer) -> Document:
    """What :func:`.v3.profile` says, read only, and made once for many awards."""
    try:
        return _profile(facts)
    except TypeError:
        return v3.profile(facts)


Arrange = Callable[[Sequence[str]], tuple[str, ...]]


@dataclass(slots=True)
class _Plain:
    """An award's document, with marks in place of what differs, and the payload of its token with
    places for that. ``filling``, once a shape is known: the shape, and its slots from an award's words."""

    document: Document
    payload: Template
    filling: tuple[Shape, Arrange] | None = None


def _mark(document: Document, **slots: int) -> None:
    for member, slot in slots.items():
        if member in document:
            document[member] = f"{_MARK}{slot}"


def _marked(document: Document) -> Document:
    """A copy, but for what is kept, with marks in place of what differs."""
    document = document.copy()
    _mark(document, id=CREDENTIAL, validFrom=FROM, awardedDate=FROM, validUntil=UNTIL)
    _mark(document, jti=CREDENTIAL, sub=SUBJECT, nbf=NBF, exp=EXP)
    subject = document["credentialSubject"] = document["credentialSubject"].copy()
    _mark(subject, id=SUBJECT)
    if "identifier" in subject:
        subject["identifier"] = [entry.copy() for entry in subject["identifier"]]
        for identifier in subject["identifier"]:
            _mark(identifier, identityHash=HASH, salt=SALT)
    if "credentialStatus" in document:
        status = document["credentialStatus"] = document["credentialStatus"].copy()
        _mark(
            status,
            id=ENTRY,
            statusPurpose=PURPOSE,
            statusListIndex=INDEX,
            statusListCredential=LIST,
        )
    return document


def _same(value: Any, key: str = "type") -> Any:
    """The document, with texts that have no marks as the same for all. Types are anyway."""
    if type(value) is dict:
        return {key: _same(child, key) for key, child in value.items()}
    if type(value) is list:
        return [_same(child) for child in value]
    keep = type(value) is str and key != "type" and not value.startswith(_MARK)
    return KeptText(value) if keep else value


def _cut(text: str) -> Template:
    """A text with marks for numbered values."""
    words = _MARKED.split(text)
    constant = "%s".join(part.replace("%", "%%") for part in words[::2])
    return Template(constant.encode(), pick([int(number) for number in words[1::2]]))


@lru_cache(maxsize=_MOST)
def _plain(
    achievement: Achievement,
    _credits: str,
    hashed: bool,
    listed: bool,
    ends: bool,
    with_schema: bool,
) -> _Plain:
    example = Award(
        credential_url="urn:x:credential",
        assertion_url="",
        subject_id="urn:x:subject",
        awarded_at=_EPOCH,
        achievement=achievement,
        assertion_image_url="",
        credential_image_url="",
        email="somebody" if hashed else None,
        status=StatusPlace("urn:x:list", 0) if listed else None,
        valid_until=_EPOCH if ends else None,
        with_schema=with_schema,
    )
    return _Plain(
        _same(_marked(v3.credential(example, describe=describe, introduce=introduce))),
        _cut(json_text(_marked(with_claims(v3.credential(example))))),
    )


# By who an achievement is: even to ask for its hash takes a while. To hold it keeps its id its own.
_LATEST: dict[tuple[int, bool, bool, bool, bool], tuple[_Plain, Achievement]] = {}


def _plain_of(award: Award) -> _Plain | None:
    achievement, place = award.achievement, award.status
    if (
        not award.subject_id
        or (place is not None and type(place) is not StatusPlace)
        or _rest(award) != _NOTHING
    ):
        return None
    members = (
        bool(award.email),
        place is not None,
        award.valid_until is not None,
        award.with_schema,
    )
    key = id(achievement), *members
    found = _LATEST.get(key)
    if found is not None:
        return found[0]
    try:
        plain = _plain(achievement, _credits(achievement), *members)
    except TypeError:  # embedded endorsements cannot be hashed
        return None
    if len(_LATEST) >= _MOST:
        _LATEST.clear()
    _LATEST[key] = plain, achievement
    return plain


def document_of(award: Award) -> Document:
    """What :func:`.v3.credential` says, for reading only: it shares parts with others. Raises what that
    raises."""
    plain = _plain_of(award)
    if plain is None:
        return v3.credential(award, describe=describe, introduce=introduce)
    # A copy has its members in their order, whatever comes in their places.
    document = plain.document.copy()
    document["id"] = award.credential_url
    document["validFrom"] = document["awardedDate"] = timestamp(award.awarded_at)
    if award.valid_until:
        document["validUntil"] = timestamp(award.valid_until)
    subject = document["credentialSubject"] = document["credentialSubject"].copy()
    subject["id"] = award.subject_id
    if award.email:
        hashed = identity_hash(award.email, award.salt)
        subject["identifier"] = [
            {**subject["identifier"][0], "identityHash": hashed, "salt": award.salt}
        ]
    if isinstance(award.status, StatusPlace):
        document["credentialStatus"] = entry(award.status)
    return document


def _words(award: Award) -> tuple[str, ...]:
    """What is different about a plain award, but for the numbers, in the order of their numbers."""
    until, email = award.valid_until, award.email
    place = award.status if isinstance(award.status, StatusPlace) else None
    return (
        award.credential_url,
        timestamp(award.awarded_at),
        timestamp(until) if until else "",
        award.subject_id,
        identity_hash(email, award.salt) if email else "",
        award.salt,
        f"{place.list_url}#{place.index}" if place else "",
        place.purpose if place else "",
        str(place.index) if place else "",
        place.list_url if place else "",
    )


def _filling(plain: _Plain) -> tuple[Shape, Arrange] | None:
    known = SHAPES.like(plain.document)
    if known is None:
        return None
    shape, marks = known
    return shape, itemgetter(*[int(mark.removeprefix(_MARK)) for mark in marks])


def written(award: Award) -> tuple[list[str], bytes, bytes] | None:
    """Contexts, canonical N-Quads and JSON of :func:`document_of`. None where only another way can say,
    or refuse."""
    plain = _plain_of(award)
    if plain is None:
        return None
    if plain.filling is None:
        plain.filling = _filling(plain)
        if plain.filling is None:
            return None
    shape, arrange = plain.filling
    try:
        canonical, text = shape.write(arrange(_words(award)))
    except Unfit:
        return None
    return plain.document["@context"], canonical, text


def _seconds(moment: datetime) -> bytes:
    """RFC 7519 (2) *NumericDate* of the moment's :func:`~.documents.timestamp`."""
    since = moment - _EPOCH
    return b"%d" % (since.days * 86_400 + since.seconds)


def payload(award: Award) -> bytes | None:
    """The payload of the award's VC-JWT: :func:`.v3.credential` and the claims that
    :func:`.jose.with_claims` adds. None where only the general way can say, or refuse."""
    plain = _plain_of(award)
    if plain is None:
        return None
    words, until = _words(award), award.valid_until
    numbers = _seconds(award.awarded_at), _seconds(until) if until else b""
    return plain.payload.fill([*[encode_basestring(word).encode() for word in words], *numbers])
