"""Hashed recipients: OB 3.0 B.5 and OB 2.0 *IdentityHash*."""

import hashlib
import hmac


def _normal(email: str) -> str:
    return email.strip().lower()


def identity_hash(email: str, salt: str) -> str:
    """``sha256$`` and the hex of SHA-256 over the lower-cased address followed by the salt."""
    return "sha256$" + hashlib.sha256((_normal(email) + salt).encode()).hexdigest()


def identity_matches(email: str, expected: str, salt: str) -> bool:
    """Does the hash belong to this address? ``sha256$`` and ``md5$`` are read; constant time."""
    algorithm, _, digest = expected.partition("$")
    if algorithm not in {"sha256", "md5"}:
        return False
    for written in {_normal(email), email.strip()}:
        data = (written + salt).encode()
        found = hashlib.new(algorithm, data, usedforsecurity=False).hexdigest()
        if hmac.compare_digest(found.encode(), digest.lower().encode()):
            return True
    return False
