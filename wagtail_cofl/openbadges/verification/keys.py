"""Where an issuer publishes its keys, and which they are (Controlled Identifiers 1.0; DID Core 1.0)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from urllib.parse import unquote

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ..did import BadDid, did_url
from ..documents import Document, gettext_noop
from ..jose import BadToken, PublicKey, public_key_from_jwk
from ..multikey import ED25519_PUBLIC, BadKey, decode_base58btc
from .common import World, as_list, host, origin, parse_date, shown
from .report import Stop, cannot, fail

ACCEPT = "application/did+json, application/json"
CANNOT_SAY = gettext_noop("That says nothing against it. Ask the issuer.")
KEY = "did:key:"
# Multicodec *p256-pub*, as a varint.
P256_PUBLIC = b"\x80\x24"


@dataclass(frozen=True, slots=True)
class Key:
    """A key that an issuer publishes for making statements. From ``revoked`` on somebody else may
    have it, from ``expires`` on it is not used any more (Controlled Identifiers 1.0, 2.2)."""

    public: PublicKey
    revoked: datetime | None = None
    expires: datetime | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """What an issuer says of its keys: ``document`` at ``url``, which is "" for a did:key. None where
    it could not be had."""

    issuer: str
    document: Document | None
    url: str

    @property
    def host(self) -> str:
        return host(self.url)


def der(key: PublicKey) -> bytes:
    """The key as bytes, to compare it with another."""
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


@lru_cache(maxsize=256)
def public_key_from_multikey(text: str) -> PublicKey:
    """An Ed25519 or P-256 key (Controlled Identifiers 1.0, 2.2.2). Raises ValueError."""
    data = decode_base58btc(text)
    if data.startswith(ED25519_PUBLIC):
        return Ed25519PublicKey.from_public_bytes(data[2:])
    if data.startswith(P256_PUBLIC):
        return EllipticCurvePublicKey.from_encoded_point(SECP256R1(), data[2:])
    raise BadKey("not an Ed25519 or P-256 public key")


def issuer_address(issuer: str, allow_http: bool) -> str:
    """Where the issuer's own document stands. Raises ``Stop`` for a name that leads nowhere."""
    if not issuer.startswith("did:"):
        return issuer
    try:
        return did_url(issuer, allow_http=allow_http)
    except BadDid as error:
        raise _unknown_method(issuer) from error


def _unknown_method(issuer: str) -> Stop:
    return cannot(
        "issuer",
        "unknown_method",
        gettext_noop("We cannot look up issuers that are named like %(issuer)s."),
        gettext_noop("That says nothing against the badge. Ask its issuer."),
        issuer=shown(issuer),
    )


def _key_alone(issuer: str) -> Published:
    """did:key (W3C CCG): the name is the key, and nothing has to be looked up."""
    multikey = issuer.removeprefix(KEY)
    try:
        public_key_from_multikey(multikey)
    except ValueError as error:
        raise _unknown_method(issuer) from error
    method = {
        "id": f"{issuer}#{multikey}",
        "type": "Multikey",
        "controller": issuer,
        "publicKeyMultibase": multikey,
    }
    return Published(issuer, {"id": issuer, "assertionMethod": [method]}, "")


def _is_key(document: Document) -> bool:
    return "publicKeyMultibase" in document or "publicKeyJwk" in document


def published_keys(issuer: str, world: World) -> Published:
    """The document in which the issuer publishes its keys: of a did:web (DID document), or at an
    https address. There it may be a controlled identifier document, or, as 1EdTech has it, the key by
    itself, or a profile without keys. Raises ``Stop``."""
    if issuer.startswith(KEY):
        return _key_alone(issuer)
    url = issuer_address(issuer, world.allow_http)
    document = world.look_up("issuer", url, ACCEPT)
    if _is_key(document) and "controller" in document:
        found = document["controller"]
        document = {"id": found, "assertionMethod": [document]}
    if document.get("id") != issuer:
        raise fail(
            "issuer",
            "issuer_mismatch",
            gettext_noop("At the issuer’s address there is somebody else."),
            gettext_noop("%(url)s does not belong to the issuer that the badge names."),
            url=shown(url),
        )
    return Published(issuer, document, url)


def methods(published: Published) -> Iterator[tuple[str, Document]]:
    """The keys that the issuer publishes for making statements, by their absolute ids (Controlled
    Identifiers 1.0, 2.3.2): listed in ``assertionMethod``, or written there."""
    issuer, controller = published.issuer, published.document or {}

    def absolute(value: object) -> str:
        return issuer + value if isinstance(value, str) and value.startswith("#") else str(value)

    listed = as_list(controller.get("assertionMethod"))
    names = {absolute(entry) for entry in listed if isinstance(entry, str)}
    for method in listed:
        if isinstance(method, dict) and method.get("controller") == issuer:
            yield absolute(method.get("id")), method
    for method in as_list(controller.get("verificationMethod")):
        if (
            isinstance(method, dict)
            and method.get("controller") == issuer
            and absolute(method.get("id")) in names
        ):
            yield absolute(method.get("id")), method


def unknown_key_type() -> Stop:
    return cannot(
        "proof",
        "unknown_key_type",
        gettext_noop("The issuer’s key is of a kind that we cannot check."),
        CANNOT_SAY,
    )


def foreign_key() -> Stop:
    return fail(
        "proof",
        "foreign_key",
        gettext_noop("It was signed with a key that the issuer does not publish."),
        gettext_noop("Somebody else may have made it in the issuer’s name."),
    )


def read_key(method: Document) -> Key:
    """A verification method: *Multikey*, *JsonWebKey*, or an older name of one of them. Raises
    ``Stop``."""
    try:
        if "publicKeyJwk" in method:
            public = public_key_from_jwk(method["publicKeyJwk"])
        else:
            public = public_key_from_multikey(str(method.get("publicKeyMultibase")))
        revoked, expires = (
            parse_date(method[member], member) if method.get(member) is not None else None
            for member in ("revoked", "expires")
        )
    except (BadToken, ValueError, Stop) as error:
        raise unknown_key_type() from error
    return Key(public, revoked, expires)


def find_key(published: Published, method_id: str, world: World) -> Key:
    """The key with that id, if the issuer says that it is its own. Raises ``Stop``."""
    for name, method in methods(published):
        if name == method_id:
            return read_key(method)
    named = {"assertionMethod", "verificationMethod"} & set(published.document or ())
    if named or published.issuer.startswith("did:"):
        raise foreign_key()
    # A profile that names no keys (OB 3.0, 8.2: the method's own address leads to the key).
    return read_key(_below(published, method_id, world))


def readable(published: Published) -> Iterator[tuple[str, Document, Key]]:
    """The keys in the issuer's document that can be read, by their absolute ids."""
    for name, method in methods(published):
        try:
            yield name, method, read_key(method)
        except Stop:
            continue


def listed(public: PublicKey, published: Published) -> Key | None:
    """The same key where the issuer's document has it, with what that says of it."""
    wanted = der(public)
    return next((key for _, _, key in readable(published) if der(key.public) == wanted), None)


def is_below(issuer_url: str, url: str) -> bool:
    """Is this address the issuer's own, or below it? Nobody else writes there."""
    base = issuer_url.split("#")[0].split("?")[0]
    base = base.removesuffix("/did.json").removesuffix("/.well-known").rstrip("/")
    place = url.split("#")[0].split("?")[0]
    # Dots lead upwards.
    dots = {".", ".."} & set(unquote(place).replace("\\", "/").split("/"))
    same = bool(origin(issuer_url)) and origin(issuer_url) == origin(url)
    return same and (place == base or place.startswith(f"{base}/")) and not dots


def _below(published: Published, method_id: str, world: World) -> Document:
    nowhere = cannot(
        "proof",
        "no_key_published",
        gettext_noop("At the issuer’s address there is no key."),
        gettext_noop("Without it its signature cannot be checked. Ask the issuer to publish it."),
    )
    place = method_id.split("#")[0]
    if place == published.url.split("#")[0]:
        raise nowhere
    if not is_below(published.url, method_id):
        raise foreign_key()
    found = world.look_up("proof", place, ACCEPT)
    if not _is_key(found):
        raise nowhere
    if found.get("id") not in (method_id, place) or found.get("controller") != published.issuer:
        raise foreign_key()
    return found


def check_age(key: Key, signed: datetime) -> bool:
    """Was it signed while the key was the issuer's alone? Says whether that ended later. Raises
    ``Stop``."""
    if key.revoked is not None and signed >= key.revoked:
        raise fail(
            "proof",
            "key_compromised",
            gettext_noop("It may have been signed by somebody else."),
            gettext_noop("The issuer’s key may be in other hands since %(when)s. Ask the issuer."),
            when=key.revoked.date().isoformat(),
        )
    if key.expires is not None and signed >= key.expires:
        raise fail(
            "proof",
            "key_expired",
            gettext_noop("It was signed with a key that the issuer had given up."),
            gettext_noop("The issuer used this key until %(when)s. Ask the issuer."),
            when=key.expires.date().isoformat(),
        )
    return key.revoked is not None
