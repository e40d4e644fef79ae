"""Payloads of VC-JWTs, filled in: of the many awards of an achievement a few words differ.

The general way writes a payload once, with marks for these words; an award then brings its own. Awards
that say more than most are left to the general way.
"""

import re
from dataclasses import MISSING, fields
from datetime import UTC, datetime
from functools import lru_cache
from json.encoder import encode_basestring
from operator import attrgetter
from secrets import token_hex

from . import v3
from .documents import Document, json_text, timestamp
from .facts import Achievement, Award, StatusPlace
from .identity import identity_hash
from .jose import with_claims
from .shapes import Template, pick

# What differs from one award to the next, in the order of :func:`payload`.
CREDENTIAL, FROM, UNTIL, SUBJECT, HASH, SALT, ENTRY, PURPOSE, INDEX, LIST, NBF, EXP = range(12)
_FILLED_IN = {"email", "salt", "status", "valid_until"}
_OTHERS = {
    field.name: field.default
    for field in fields(Award)
    if field.default is not MISSING and field.name not in _FILLED_IN
}
_others = attrgetter(*_OTHERS)
_NOTHING = tuple(_OTHERS.values())

# No document has this text by chance or on purpose.
_MARK = token_hex(16)
_MARKED = re.compile(f'"{_MARK}([0-9]+)"')
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Payloads that are kept, at most.
_MOST = 256


def _cut(text: str) -> Template:
    """A text with marks for numbered values."""
    words = _MARKED.split(text)
    constant = "%s".join(part.replace("%", "%%") for part in words[::2])
    return Template(constant.encode(), pick([int(number) for number in words[1::2]]))


def _mark(document: Document, **slots: int) -> None:
    for member, slot in slots.items():
        if member in document:
            document[member] = f"{_MARK}{slot}"


def _marked(award: Award) -> Document:
    document = with_claims(v3.credential(award, for_token=True))
    _mark(document, id=CREDENTIAL, validFrom=FROM, awardedDate=FROM, validUntil=UNTIL)
    _mark(document, jti=CREDENTIAL, sub=SUBJECT, nbf=NBF, exp=EXP)
    subject = document["credentialSubject"]
    _mark(subject, id=SUBJECT)
    for identifier in subject.get("identifier", ()):
        _mark(identifier, identityHash=HASH, salt=SALT)
    _mark(
        document.get("credentialStatus", {}),
        id=ENTRY,
        statusPurpose=PURPOSE,
        statusListIndex=INDEX,
        statusListCredential=LIST,
    )
    return document


@lru_cache(maxsize=_MOST)
def _template(
    achievement: Achievement, _credits: str, hashed: bool, listed: bool, ends: bool
) -> Template:
    """``_credits`` tells apart numbers that are equal, but not written in the same way."""
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
    )
    return _cut(json_text(_marked(example)))


# By who an achievement is: even to ask for its hash takes a while. To hold it keeps its id its own.
_LATEST: dict[tuple[int, bool, bool, bool], tuple[Template, Achievement]] = {}


def _quoted(text: str) -> bytes:
    return encode_basestring(text).encode()


def _date(moment: datetime) -> bytes:
    return b'"%b"' % timestamp(moment).encode()


def _seconds(moment: datetime) -> bytes:
    """RFC 7519 (2) *NumericDate* of the moment's :func:`~.documents.timestamp`."""
    since = moment - _EPOCH
    return b"%d" % (since.days * 86_400 + since.seconds)


def _template_of(achievement: Achievement, hashed: bool, listed: bool, ends: bool) -> Template:
    """Raises TypeError where embedded endorsements, which may change, cannot be hashed."""
    key = (id(achievement), hashed, listed, ends)
    found = _LATEST.get(key)
    if found is not None:
        return found[0]
    template = _template(achievement, repr(achievement.credits_available), hashed, listed, ends)
    if len(_LATEST) >= _MOST:
        _LATEST.clear()
    _LATEST[key] = template, achievement
    return template


def payload(award: Award) -> bytes | None:
    """The payload of the award's VC-JWT: :func:`.v3.credential` and the claims that
    :func:`.jose.with_claims` adds. None where only the general way can say, or refuse."""
    place, until, email = award.status, award.valid_until, award.email
    if (
        not award.subject_id
        or (place is not None and type(place) is not StatusPlace)
        or _others(award) != _NOTHING
    ):
        return None
    try:
        template = _template_of(
            award.achievement, bool(email), place is not None, until is not None
        )
    except TypeError:
        return None
    return template.fill(
        (
            _quoted(award.credential_url),
            _date(award.awarded_at),
            _date(until) if until else b"",
            _quoted(award.subject_id),
            _quoted(identity_hash(email, award.salt)) if email else b"",
            _quoted(award.salt) if email else b"",
            _quoted(f"{place.list_url}#{place.index}") if place else b"",
            _quoted(place.purpose) if place else b"",
            b'"%d"' % place.index if place else b"",
            _quoted(place.list_url) if place else b"",
            _seconds(award.awarded_at),
            _seconds(until) if until else b"",
        )
    )
