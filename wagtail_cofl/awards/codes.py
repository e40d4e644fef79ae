"""Claim codes: 60 random bits in twelve letters and digits that people can read aloud."""

import re
import secrets

# 32 signs: no I, O, 0 or 1, which people mix up. 12 of them carry 60 bits.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 12


def new_code() -> str:
    """Twelve signs of :data:`ALPHABET`, without dashes: the form that is stored."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def normalise_code(typed: str) -> str:
    """What somebody typed, as it would be stored: capitals, no spaces, no dashes."""
    return re.sub(r"[\s\-–—_.]", "", typed).upper().translate(str.maketrans("1I", "LL"))


def pretty_code(code: str) -> str:
    """In groups of four, for reading and printing."""
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))
