"""Filled in or at length, the canonical form is the same: thousands of badges, three processors."""

import json
import os
import re
import time
from collections import Counter
from itertools import count

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from pyld import jsonld as pyld

from wagtail_cofl.openbadges import issuing, jsonld, proofs, v3
from wagtail_cofl.openbadges.jsonld import SHAPES, canonicalise, canonicalise_at_length
from wagtail_cofl.openbadges.shapes import SCHEMES

from .factories import AWARDED, KEY, award
from .making import awards

EXAMPLES = int(os.environ.get("COFL_EXAMPLES", "2000"))
PARTS = 4  # which may run at the same time
WORDS = {"type", "@context", "proofPurpose"}


def others(value, numbers, word=False):
    """A document of the same skeleton that says other things."""
    if isinstance(value, dict):
        return {key: others(child, numbers, key in WORDS) for key, child in value.items()}
    if isinstance(value, list):
        return [others(child, numbers, word) for child in value]
    if word or not isinstance(value, str):
        return value
    return f"urn:other:{next(numbers)}" if value.startswith(SCHEMES) else str(next(numbers))


def taught(document):
    """The document, after one like it was seen twice."""
    if SHAPES.why(document) == "new":
        other = others(document, count())
        text = canonicalise_at_length(other).encode()
        SHAPES.learn(other, text)
        SHAPES.learn(other, text)
    return document


def by_pyld(document):
    def load(url, options):
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": url,
            "document": jsonld.contexts()[url],
        }

    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": load}
    return pyld.normalize(document, options)


def without_controls(value):
    """pyld writes control characters as they are, but for the ends of lines."""
    if isinstance(value, dict):
        return {key: without_controls(child) for key, child in value.items()}
    if isinstance(value, list):
        return [without_controls(child) for child in value]
    return (
        re.sub(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]", "?", value) if isinstance(value, str) else value
    )


def check(document):
    """How the document was written; it must be as two other ways write it."""
    found = canonicalise(document)
    assert found == canonicalise_at_length(document)
    plain = without_controls(document)
    assert canonicalise(plain) == by_pyld(plain)
    return SHAPES.why(document)


SIGNING = {"private_key": KEY, "verification_method": "did:web:example.org#k", "created": AWARDED}


@pytest.mark.spec("RDFC-1.0 4.4")
@pytest.mark.parametrize("part", range(PARTS))
def test_filled_in_is_the_same_as_at_length(part):
    ways = Counter()

    @seed(part if "CI" in os.environ else time.time_ns())
    @settings(
        max_examples=EXAMPLES // PARTS,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(awards(), st.integers(0, 3))
    def every(facts, signing):
        ways[check(taught(v3.credential(facts)))] += 1
        if not signing:
            expected = json.dumps(
                proofs.sign(v3.credential(facts), **SIGNING),
                ensure_ascii=False,
                separators=(",", ":"),
            )
            for _ in range(3):
                assert issuing.issue_v3(facts, **SIGNING).decode() == expected

    every()
    assert set(ways) <= {"", "alike", "repeated"}
    assert ways[""] > 0.6 * ways.total()


def test_an_ordinary_badge_is_filled_in():
    assert check(taught(v3.credential(award()))) == ""
