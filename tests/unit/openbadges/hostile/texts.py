"""JSON that readers read differently, or choke on."""

import json
from typing import Any

from .case import Hostile, case


def as_json(document: Any) -> bytes:
    return json.dumps(document).encode()


def with_odd(odd: bytes) -> bytes:
    return b'{"type": ["VerifiableCredential", "OpenBadgeCredential"], "odd": ' + odd + b"}"


@case("not_json")
def ten_thousand_levels_deep():
    for depth in (100, 10_000, 100_000):
        yield Hostile(with_odd(b"[" * depth + b"]" * depth))
        yield Hostile(with_odd(b'{"a":' * depth + b"1" + b"}" * depth))
        yield Hostile(with_odd(b'[{"a":' * depth + b"1" + b"}]" * depth))
        yield Hostile(b"[" * depth)


@case("not_json")
def five_mb_of_nested_arrays():
    yield Hostile(b"[" * 4_999_999)
    yield Hostile(with_odd(b"[" * 2_400_000 + b"]" * 2_400_000))
    yield Hostile(with_odd(b"[" + b"[[[[]]]]," * 540_000 + b"[]]"))
    yield Hostile(with_odd(b"[" + b"[]," * 1_600_000 + b"[]]"))


@case("not_json")
def five_mb_of_small_values():
    yield Hostile(with_odd(b"[" + b"0," * 2_400_000 + b"0]"))
    yield Hostile(with_odd(b"[" + b"1.5," * 1_200_000 + b"0]"))
    yield Hostile(with_odd(b"[" + b'"",' * 1_600_000 + b"0]"))
    yield Hostile(with_odd(b"{" + b",".join(b'"%d":0' % n for n in range(420_000)) + b"}"))


@case("not_json")
def names_that_stand_twice():
    yield Hostile(b'{"type": "Assertion", "type": "OpenBadgeCredential"}')
    yield Hostile(with_odd(b'[{"a": {"id": 1, "id": 1}}]'))
    yield Hostile(with_odd(rb'{"id": 1, "\u0069d": 2}'))
    yield Hostile(with_odd(b"{" + b'"a":0,' * 800_000 + b'"a":0}'))


@case("not_json")
def numbers_that_are_none():
    for odd in (b"NaN", b"-Infinity", b"Infinity", b"1e999", b"-1e999", b"01", b"+1", b"0x1"):
        yield Hostile(with_odd(odd))


@case("not_json")
def numbers_of_a_million_digits():
    """Python alone would take a minute to read them."""
    yield Hostile(with_odd(b"9" * 4_900_000))
    yield Hostile(with_odd(b"[" + b",".join([b"9" * 5_000] * 900) + b"]"))


@case("not_json")
def half_characters():
    for odd in (rb'"\ud800"', rb'"\udfff\ud800"', rb'{"\udc00": 1}', b'"\xed\xa0\x80"'):
        yield Hostile(with_odd(odd))


@case("not_json")
def bytes_that_are_no_text():
    for odd in (b'"\0"', b'"\x1f"', b'"\xff"', b'"\xc0\x80"', b'"\xf4\x90\x80\x80"'):
        yield Hostile(with_odd(odd))
    yield Hostile(with_odd(b"1").decode().encode("utf-16"))
    yield Hostile(bytes(4_999_999))
    yield Hostile(b" " * 4_999_999)


@case("member_missing", "no_address", "schema_broken", "wrong_type", "not_json")
def a_badge_with_a_name_of_five_mb():
    document = {"@context": ["x" * 1_600_000], "type": ["OpenBadgeCredential"], "id": "x"}
    yield Hostile(as_json({**document, "issuer": "did:web:" + "a:" * 700_000}))
    yield Hostile(as_json({**document, "x" * 1_600_000: "%(name)s"}))
