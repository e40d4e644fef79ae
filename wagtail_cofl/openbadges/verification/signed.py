"""A badge is true where its issuer's key signed it (OB 2.0 *Signed verification*, *CryptographicKey*,
*RevocationList*)."""

from collections.abc import Iterator
from typing import Any

from ..documents import Document, gettext_noop
from ..jose import BadToken, Token, public_key_from_pem
from . import keys as controllers
from .common import World, as_list, host, parse_date
from .hosted import revoked
from .keys import Key, check_age, foreign_key, is_below, listed, unknown_key_type
from .linked import ACCEPT, Claims, name_of
from .report import Report, Stop, cannot
from .signatures import LATER_REVOKED, no_key
from .tokens import check_alg, check_fits

# An assertion need not say which key of its issuer signed it.
MAX_KEYS = 3


def read_key(document: Document) -> Key:
    """A *CryptographicKey*. Raises ``Stop``."""
    try:
        public = public_key_from_pem(str(document.get("publicKeyPem")))
        revoked_at, expires = (
            parse_date(document[member], member) if document.get(member) is not None else None
            for member in ("revoked", "expires")
        )
    except (BadToken, Stop) as error:
        raise unknown_key_type() from error
    return Key(public, revoked_at, expires)


def _key_document(listed: Any, world: World) -> Document:
    if isinstance(listed, dict) and "publicKeyPem" in listed:
        # Written out in the issuer's own profile.
        return listed
    try:
        return world.look_up("proof", name_of(listed), ACCEPT)
    except Stop as stop:
        raise no_key() from stop


def _owned(key: Any, issuer_url: str, world: World) -> Key:
    document = _key_document(key, world)
    if name_of(document.get("owner")) != issuer_url or document.get("id") != name_of(key):
        raise foreign_key()
    return read_key(document)


def _other_name(issuer: Document) -> str:
    """The did:web of the same issuer, as its profile has it; or ""."""
    for entry in as_list(issuer.get("otherIdentifier")):
        name = entry.get("identifier") if isinstance(entry, dict) else None
        if isinstance(name, str) and name.startswith("did:web:"):
            return name
    return ""


def _former_key(claims: Claims, issuer_url: str, issuer: Document, world: World) -> Key:
    """A key that the profile names no longer. 1EdTech's own verifier refuses a profile with two keys,
    so an issuer that has an OB 3.0 name publishes the older ones under that alone: the two names say
    that they are one, all of it stands below the profile, where nobody else writes, and the DID
    document says since when a key is not to be believed. Raises ``Stop``."""
    did = _other_name(issuer)
    if not did or not is_below(issuer_url, claims.key):
        raise foreign_key()
    if not is_below(issuer_url, controllers.issuer_address(did, world.allow_http)):
        raise foreign_key()
    try:
        found = controllers.published_keys(did, world)
    except Stop as stop:
        raise no_key() from stop
    if issuer_url not in as_list((found.document or {}).get("alsoKnownAs")):
        raise foreign_key()
    key = listed(_owned(claims.key, issuer_url, world).public, found)
    if key is None:
        raise foreign_key()
    return key


def published_keys(claims: Claims, issuer_url: str, issuer: Document, world: World) -> list[Key]:
    """The key that the assertion names, or the first few of its issuer where it names none. The issuer
    lists the key, and the key names the issuer as its owner. Raises ``Stop``."""
    named = [
        key for key in as_list(issuer.get("publicKey")) if key and isinstance(name_of(key), str)
    ]
    if claims.key:
        named = [key for key in named if name_of(key) == claims.key]
        if not named:
            return [_former_key(claims, issuer_url, issuer, world)]
    if not named:
        raise foreign_key()
    return [_owned(key, issuer_url, world) for key in named[:MAX_KEYS]]


def check_signature(report: Report, token: Token, keys: list[Key], claims: Claims) -> None:
    """Raises ``Stop`` unless one of these keys made the signature, when it was the issuer's alone."""
    check_alg(token.header["alg"])
    bad: Stop | None = None
    for key in keys:
        try:
            check_fits(token, key.public)
        except Stop as stop:
            bad = stop
            continue
        later = check_age(key, claims.start)
        report.passed(
            "proof",
            gettext_noop("Nothing has been changed."),
            gettext_noop("The signature fits every word and date."),
        )
        if later:
            report.checks.append(LATER_REVOKED)
        return
    raise bad or no_key()


# --- withdrawn? -------------------------------------------------------------------------------


def _bad_list(code: str, why: str) -> Stop:
    return cannot(
        "status",
        code,
        gettext_noop("We could not find out whether it was withdrawn."),
        gettext_noop("The issuer’s list is not as it should be (%(why)s). Ask the issuer."),
        why=why,
    )


def _entries(listed: Document, plain: bool) -> Iterator[tuple[Any, Any]]:
    """Names and reasons. Raises ``Stop``."""
    if "revokedAssertions" in listed:
        for entry in as_list(listed["revokedAssertions"]):
            if isinstance(entry, dict):
                for name in (entry.get("id"), entry.get("uid")):
                    yield name, entry.get("revocationReason")
            else:
                yield entry, None
    elif plain and "@context" not in listed:
        # OB 1.x: the uid of each, with the reason.
        yield from listed.items()
    else:
        raise _bad_list("status_not_a_list", "it has no list")


def check_revocations(
    report: Report,
    names: frozenset[str],
    issuer_url: str,
    issuer: Document,
    world: World,
    *,
    plain: bool = False,
) -> None:
    """Raises ``Stop`` where the issuer lists one of these names, and where nobody can say. A ``plain``
    list may be that of OB 1.x, which names no issuer."""
    named = issuer.get("revocationList")
    if not named:
        report.skipped(
            "status",
            gettext_noop("It is of a kind that is never withdrawn."),
            gettext_noop("So nobody can see whether its issuer still stands by it."),
        )
        return
    url = name_of(named)
    if not isinstance(url, str):
        raise _bad_list("bad_status", "the issuer names no address")
    listed = world.look_up("status", url, ACCEPT)
    if listed.get("id", url) != url:
        raise _bad_list("status_not_a_list", "it names another address")
    if name_of(listed.get("issuer", issuer_url if plain else None)) != issuer_url:
        raise _bad_list("status_other_issuer", "somebody else keeps it")
    for name, reason in _entries(listed, plain):
        if isinstance(name, str) and name in names:
            raise revoked("status", reason)
    report.passed(
        "status",
        gettext_noop("It has not been withdrawn."),
        gettext_noop("We asked the issuer’s list at %(host)s."),
        host=host(url),
    )
