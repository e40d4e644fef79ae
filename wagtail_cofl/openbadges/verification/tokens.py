"""VC-JWT: whose key signed a token, does the signature fit, and do its claims say what the credential
says? (OB 3.0, 8.2.4; VC Data Model 1.1, 6.3.1)"""

from datetime import UTC, datetime
from typing import Any

from ..documents import Document, gettext_noop
from ..jose import BadToken, PublicKey, Token, check_signature, parse, public_key_from_jwk
from .common import World, as_list, origin, parse_date, trusted
from .keys import (
    CANNOT_SAY,
    Key,
    Published,
    check_age,
    der,
    find_key,
    foreign_key,
    is_below,
    listed,
    readable,
    unknown_key_type,
)
from .report import Check, Status, Stop, cannot, fail
from .signatures import (
    LATER_REVOKED,
    changed,
    check_created,
    no_key,
    no_proof,
    unknown_suite,
)

JWK = "application/jwk+json, application/json"
JWKS = "application/jwk-set+json, application/json"
CLAIMS = ("iss", "jti", "sub", "nbf", "exp")
# A set of keys with more is not looked through.
MAX_KEYS = 200

MISSING_CLAIMS = Check(
    "proof",
    Status.WARN,
    "claims_missing",
    gettext_noop("Its signature fits, but its envelope lacks what the standard asks for."),
    detail=gettext_noop("What the badge says is signed all the same."),
)


def bad_token(error: BadToken) -> Stop:
    """A token that cannot be taken apart."""
    if error.code == "crit":
        return cannot(
            "parse",
            "signed_token",
            gettext_noop("It is signed in a way that we cannot check."),
            CANNOT_SAY,
        )
    if error.code == "private_jwk":
        return fail(
            "parse",
            "private_key",
            gettext_noop("It holds a key that should be secret."),
            gettext_noop("So anybody could have written it."),
        )
    return fail(
        "parse",
        "bad_token",
        gettext_noop("It looks like a signed badge, but it is damaged."),
        gettext_noop("Ask for the badge’s own file, or for its address."),
        why=str(error),
    )


def read_token(text: str) -> Token:
    """Raises ``Stop`` for what is none."""
    try:
        return parse(text)
    except BadToken as error:
        raise bad_token(error) from error


def _date(claim: Any) -> str | None:
    """A *NumericDate* (RFC 7519, 2) as credentials write dates."""
    if isinstance(claim, bool) or not isinstance(claim, int | float):
        return None
    try:
        return datetime.fromtimestamp(claim, UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return None


def credential_in(token: Token) -> Document:
    """The credential in a token: all of the payload but the claims; or, of VC Data Model 1.1, its
    member ``vc``, of which the claims may hold parts."""
    payload = token.payload
    inner = payload.get("vc")
    if not isinstance(inner, dict):
        return {name: value for name, value in payload.items() if name not in CLAIMS}
    document = dict(inner)
    subject = document.get("credentialSubject")
    if isinstance(subject, dict) and "sub" in payload:
        document["credentialSubject"] = {"id": payload["sub"], **subject}
    given = {
        "id": payload.get("jti"),
        "issuer": payload.get("iss"),
        "issuanceDate": _date(payload.get("nbf")),
        "expirationDate": _date(payload.get("exp")),
    }
    if "validFrom" in document:
        del given["issuanceDate"], given["expirationDate"]
    return {**{name: value for name, value in given.items() if value is not None}, **document}


# --- the key ----------------------------------------------------------------------------------


def _jwks(published: Published, world: World) -> list[tuple[str, PublicKey]]:
    """The keys that the issuer's authority publishes for it (1EdTech: *key provenance*), by their
    ``kid``. Raises ``Stop``."""
    issuer = published.issuer
    if not published.url:
        raise foreign_key()
    url = f"{origin(published.url)}/.well-known/jwks.json"
    try:
        document = world.look_up("proof", url, JWKS)
    except Stop as stop:
        raise _unconfirmed() from stop
    found = []
    for jwk in as_list(document.get("keys"))[:MAX_KEYS]:
        # Where several issuers live, each key says whose it is.
        if isinstance(jwk, dict) and jwk.get("iss", issuer) == issuer:
            try:
                found.append((str(jwk.get("kid")), public_key_from_jwk(jwk)))
            except BadToken:
                continue
    return found


def _unconfirmed() -> Stop:
    return cannot(
        "proof",
        "key_unconfirmed",
        gettext_noop("We could not find out whether the key is the issuer’s."),
        gettext_noop("Anybody can put a key beside a badge. Only the issuer’s own address counts."),
    )


def _confirmed(key: PublicKey, published: Published, world: World) -> Key:
    """The same key where the issuer publishes it. Raises ``Stop``."""
    if mine := listed(key, published):
        return mine
    wanted = der(key)
    if any(der(public) == wanted for _, public in _jwks(published, world)):
        return Key(key)
    raise foreign_key()


def _from_jwk(jwk: Any) -> PublicKey:
    try:
        return public_key_from_jwk(jwk)
    except BadToken as error:
        if error.code == "private_jwk":
            raise fail(
                "proof",
                "private_key",
                gettext_noop("The key that signed it is not secret."),
                gettext_noop("So anybody could have written it."),
            ) from error
        raise unknown_key_type() from error


def _named(kid: str, published: Published, world: World) -> Key:
    """The key of that name. Raises ``Stop``."""
    issuer = published.issuer
    if kid.startswith("#"):
        kid = issuer + kid
    if kid.startswith(("did:", f"{issuer}#")):
        if not kid.startswith(f"{issuer}#"):
            raise foreign_key()
        if published.document is None:
            raise no_key()
        return find_key(published, kid, world)
    for name, method, key in readable(published):
        jwk = method.get("publicKeyJwk")
        if name == kid or (isinstance(jwk, dict) and jwk.get("kid") == kid):
            return key
    if ":" in kid:
        if not trusted(kid, world.allow_http):
            raise fail(
                "proof",
                "bad_key_address",
                gettext_noop("It names a key at an address where nobody can look it up."),
                gettext_noop("An issuer’s key stands on the web, at an https address."),
            )
        found = _from_jwk(world.look_up("proof", kid, JWK))
        if published.document is None and is_below(published.url, kid):
            return Key(found)
        return _confirmed(found, published, world)
    for name, public in _jwks(published, world):
        if name == kid:
            return Key(public)
    raise foreign_key()


def _key(token: Token, published: Published, world: World) -> Key:
    kid, jwk = token.header.get("kid"), token.header.get("jwk")
    if published.document is None and published.issuer.startswith("did:"):
        # There the issuer may have said that a key is not to be believed any more.
        raise no_key()
    if kid:
        return _named(kid, published, world)
    if jwk is not None:
        return _confirmed(_from_jwk(jwk), published, world)
    raise cannot(
        "proof",
        "no_key_named",
        gettext_noop("It does not say with which key it was signed."),
        CANNOT_SAY,
    )


# --- the signature and the claims -------------------------------------------------------------


def shared_secret() -> Stop:
    """A signature for which the issuer's key is no use (RFC 8725, 2.1)."""
    return fail(
        "proof",
        "shared_secret",
        gettext_noop("It is signed with a secret instead of the issuer’s own key."),
        gettext_noop("Nobody but its maker could check that. Anybody may be its maker."),
    )


def check_alg(alg: str) -> None:
    """Raises ``Stop`` for ways to sign that prove nothing, or that we do not know."""
    if alg.lower() == "none":
        raise no_proof()
    if alg.startswith("HS"):
        raise shared_secret()
    if alg not in ("RS256", "ES256", "EdDSA"):
        raise unknown_suite()


def check_fits(token: Token, key: PublicKey) -> None:
    """Raises ``Stop`` unless the key made the signature."""
    try:
        check_signature(token, key)
    except BadToken as error:
        if error.code == "alg_key_mismatch":
            raise fail(
                "proof",
                "alg_key_mismatch",
                gettext_noop("Its signature is of another kind than the issuer’s key."),
                gettext_noop("So it was not made with that key."),
            ) from error
        raise changed() from error


def _same_moment(claim: Any, date: Any) -> bool:
    if isinstance(claim, bool) or not isinstance(claim, int | float):
        return False
    try:
        return int(datetime.fromisoformat(date).timestamp()) == int(claim)
    except (TypeError, ValueError, OverflowError):
        return False


def _begun(claim: Any, now: datetime) -> bool:
    date = _date(claim)
    return date is not None and datetime.fromisoformat(date) <= now


def _check_claims(payload: Document, document: Document, now: datetime) -> bool:
    """OB 3.0, 8.2.4.2: what stands in the claims stands in the credential too. Says whether all are
    there. A status list is no badge: of one that was signed anew, *nbf* may be that day. Raises
    ``Stop``."""
    is_list = "BitstringStatusListCredential" in as_list(document.get("type"))
    issuer, subject = document.get("issuer"), document.get("credentialSubject")
    end = document.get("validUntil", document.get("expirationDate"))
    says = {
        "iss": issuer.get("id") if isinstance(issuer, dict) else issuer,
        "jti": document.get("id"),
        "sub": subject.get("id") if isinstance(subject, dict) else None,
        "nbf": document.get("validFrom", document.get("issuanceDate")),
        "exp": end,
    }
    for claim in CLAIMS:
        if claim not in payload:
            continue
        same = (
            _same_moment(payload[claim], says[claim])
            if claim in ("nbf", "exp")
            else payload[claim] == says[claim]
        )
        if claim == "nbf" and is_list:
            same = same or _begun(payload[claim], now)
        if not same:
            raise fail(
                "proof",
                f"{claim}_mismatch",
                gettext_noop("Its envelope says something else than the badge inside."),
                gettext_noop("They differ in “%(claim)s”. A badge cannot say two things at once."),
                claim=claim,
            )
    return all(claim in payload for claim in CLAIMS if claim != "exp" or end is not None)


def check_token(
    token: Token, document: Document, published: Published, world: World
) -> list[Check]:
    """Raises ``Stop`` unless the issuer signed the token, with a key that it publishes. ``document`` is
    the credential in it. Gives what must be said beside."""
    check_alg(token.header["alg"])
    key = _key(token, published, world)
    check_fits(token, key.public)
    whole = _check_claims(token.payload, document, world.now)
    given = document.get("validFrom", document.get("issuanceDate"))
    moment = parse_date(given, "validFrom", "proof") if given is not None else world.now
    issued = _date(token.payload.get("iat"))
    if issued:
        check_created(datetime.fromisoformat(issued), world.now)
    notes = [LATER_REVOKED] if check_age(key, moment) else []
    return notes if whole else [*notes, MISSING_CLAIMS]


def stands_below(token: Token, issuer: str) -> bool:
    """Does the token name a key below its issuer's https address? Then that address vouches for it,
    and need not be looked up."""
    return issuer.startswith("http") and is_below(issuer, str(token.header.get("kid", "")))
