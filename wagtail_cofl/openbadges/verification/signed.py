"""A badge is true where its issuer's key signed it (OB 2.0 *Signed verification*, *CryptographicKey*,
*RevocationList*)."""

from collections.abc import Iterator
from typing import Any

from ..documents import Document, gettext_noop
from ..jose import BadToken, PublicKey, Token, check_signature, public_key_from_pem
from .common import as_list, host
from .hosted import revoked
from .linked import Claims, Web, name_of
from .report import Report, Stop, cannot, fail

CANNOT_SAY = gettext_noop("That says nothing against it. Ask the issuer.")
# An assertion need not say which key of its issuer signed it.
MAX_KEYS = 3


def foreign_key() -> Stop:
    return fail(
        "proof",
        "foreign_key",
        gettext_noop("It was signed with a key that the issuer does not publish."),
        gettext_noop("Somebody else may have made it in the issuer’s name."),
    )


def no_key() -> Stop:
    return cannot(
        "proof",
        "no_key",
        gettext_noop("Without the issuer’s key its signature cannot be checked."),
        gettext_noop("The key stands at the issuer’s address on the web."),
    )


def read_key(pem: Any) -> PublicKey:
    """Raises ``Stop``."""
    try:
        return public_key_from_pem(str(pem))
    except BadToken as error:
        raise cannot(
            "proof",
            "unknown_key_type",
            gettext_noop("The issuer’s key is of a kind that we cannot check."),
            CANNOT_SAY,
            why=str(error),
        ) from error


def _key_document(listed: Any, web: Web) -> Document:
    if isinstance(listed, dict) and "publicKeyPem" in listed:
        # Written out in the issuer's own profile.
        return listed
    try:
        return web.document("issuer", name_of(listed))
    except Stop as stop:
        raise no_key() from stop


def published_keys(claims: Claims, issuer_url: str, issuer: Document, web: Web) -> list[PublicKey]:
    """The key that the assertion names, or the first few of its issuer where it names none. The issuer
    lists the key, and the key names the issuer as its owner. Raises ``Stop``."""
    listed = [
        key for key in as_list(issuer.get("publicKey")) if key and isinstance(name_of(key), str)
    ]
    if claims.key:
        listed = [key for key in listed if name_of(key) == claims.key]
    if not listed:
        raise foreign_key()
    keys = []
    for key in listed[:MAX_KEYS]:
        document = _key_document(key, web)
        if name_of(document.get("owner")) != issuer_url or document.get("id") != name_of(key):
            raise foreign_key()
        keys.append(read_key(document.get("publicKeyPem")))
    return keys


def check_token(token: Token, keys: list[PublicKey]) -> None:
    """Raises ``Stop`` unless one of these keys made the signature."""
    reason: BadToken | None = None
    for key in keys:
        try:
            return check_signature(token, key)
        except BadToken as error:
            reason = error
    assert reason is not None  # noqa: S101
    if reason.code == "signature":
        raise fail(
            "proof",
            "changed",
            gettext_noop("Something in it was changed after it was signed."),
            gettext_noop("The signature does not fit what it says now."),
        )
    if reason.code == "alg_none":
        raise fail(
            "proof",
            "no_proof",
            gettext_noop("It is not signed."),
            gettext_noop("Anybody could have written it."),
        )
    if reason.code == "alg_key_mismatch" or str(token.header["alg"]).startswith("HS"):
        # A public key is no secret: whoever reads it could make such a signature.
        raise fail(
            "proof",
            "alg_key_mismatch",
            gettext_noop("It was signed in another way than the issuer’s key is for."),
            gettext_noop("Somebody else may have made it in the issuer’s name."),
        )
    raise cannot(
        "proof",
        reason.code,
        gettext_noop("It is signed in a way that we cannot check."),
        CANNOT_SAY,
        why=str(reason),
    )


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
    web: Web,
    *,
    plain: bool = False,
) -> None:
    """Raises ``Stop`` where the issuer lists one of these names, and where nobody can say. A ``plain``
    list may be that of OB 1.x, which names no issuer."""
    named = issuer.get("revocationList")
    if not named:
        report.skipped(
            "status",
            gettext_noop("It names no list on which it could be withdrawn."),
            gettext_noop("Its issuer cannot take it back."),
        )
        return
    url = name_of(named)
    if not isinstance(url, str):
        raise _bad_list("bad_status", "the issuer names no address")
    listed = web.document("status", url)
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
