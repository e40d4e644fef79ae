"""Hypothesis strategies: awards of every kind, with texts made to be written wrongly."""

from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from wagtail_cofl.openbadges import v3
from wagtail_cofl.openbadges.facts import (
    Achievement,
    Alignment,
    Award,
    Endorsement,
    Evidence,
    Identifier,
    Issuer,
    Related,
    Result,
    ResultDescription,
    RevocationListPlace,
    RubricLevel,
    StatusPlace,
)

from .factories import sign

NASTY = [
    'say "so"',
    "back\\slash",
    r"a\u001f é \\u00",
    "a\nb\r\nc\td",
    "\x00\x01\x07\b\x0b\f\x1f\x7f\x80\x85",
    "100 % %s %(a)s %%",
    "_:a",
    "_:z _:c14n0 .",
    '" .\n<urn:a:b> <urn:c:d> "x" .',
    "@en",
    "@type",
    "^^<http://www.w3.org/2001/XMLSchema#date>",
    "https://example.org/",
    "urn:a:b",
    "type",
    "a\u2028b\u2029c",
    "\ue000\uf8ff\U0001f3c5\U000f0000\U0010fffd",
    "e\u0301 é ﬁ",
    " ",
    "2",
]
TEXT = st.sampled_from(NASTY) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"),
    min_size=1,
    max_size=12,
)
# Few, so that the same address often stands in two places.
ADDRESSES = [
    "https://learn.example.org/cofl/badges/3",
    "https://learn.example.org/cofl/badges/3.png",
    "https://learn.example.org/cofl/badges/3?a=1&b=%20#top",
    "http://data.example/esco/2",
    "https://bücher.example/größe/日本",
    "urn:uuid:5ad2b0b2-4fd6-4a55-9f3c-d3b7a1a0f5f9",
    "did:web:learn.example.org:cofl:issuers:7",
    "data:text/plain,hello",
]
ADDRESS = st.sampled_from(ADDRESSES) | st.uuids().map(lambda uuid: f"urn:uuid:{uuid}")
# The id of a place in a list gets a fragment.
LIST = ADDRESS.map(lambda address: address.partition("#")[0])
MOMENT = st.datetimes(datetime(1970, 1, 2), datetime(2999, 1, 1), timezones=st.just(UTC))


def few(strategy: Any, most: int = 2) -> Any:
    return st.lists(strategy, max_size=most).map(tuple)


def maybe(strategy: Any, nothing: Any = "") -> Any:
    return st.just(nothing) | strategy


ALIGNMENT = st.builds(
    Alignment, TEXT, ADDRESS, target_framework=maybe(TEXT), target_description=maybe(TEXT)
)
IDENTIFIER = st.builds(Identifier, TEXT)
ISSUER = st.builds(
    Issuer,
    did=ADDRESS,
    profile_url=ADDRESS,
    name=TEXT,
    email=st.just("badges@example.org"),
    description=maybe(TEXT),
    image_url=maybe(ADDRESS),
    identifiers=few(IDENTIFIER, 1),
)
LEVEL = st.builds(RubricLevel, ADDRESS, TEXT, points=maybe(TEXT), alignments=few(ALIGNMENT, 1))
DESCRIPTION = st.builds(
    ResultDescription,
    url=ADDRESS,
    name=TEXT,
    result_type=st.sampled_from(["Percent", "LetterGrade"]),
    allowed_values=few(TEXT, 3),
    levels=few(LEVEL, 1),
)
ACHIEVEMENT = st.builds(
    Achievement,
    url=ADDRESS,
    name=TEXT,
    description=TEXT,
    criteria_url=ADDRESS,
    criteria_narrative=TEXT,
    image_url=ADDRESS,
    issuer=ISSUER,
    alignments=few(ALIGNMENT),
    tags=few(TEXT, 3),
    version=maybe(TEXT),
    creator=maybe(ISSUER, None),
    credits_available=st.sampled_from([None, 1.0, 2.5]),
    identifiers=few(IDENTIFIER, 1),
    related=few(st.builds(Related, ADDRESS), 1),
    results=few(DESCRIPTION, 1),
)
EVIDENCE = st.builds(Evidence, url=maybe(ADDRESS), narrative=maybe(TEXT), name=TEXT)


@st.composite
def endorsements(draw: Any) -> Any:
    facts = draw(
        st.builds(
            Endorsement,
            url=ADDRESS,
            name=TEXT,
            endorser=ISSUER,
            subject_id=ADDRESS,
            endorsed_at=MOMENT,
            comment=maybe(TEXT),
        )
    )
    return sign(v3.endorsement(facts))


@st.composite
def awards(draw: Any) -> Award:
    achievement = draw(ACHIEVEMENT)
    described = [result.url for result in achievement.results]
    result = st.builds(
        Result,
        described_by=st.sampled_from(["", *described]),
        value=TEXT,
        alignments=few(ALIGNMENT, 1),
    )
    return Award(
        credential_url=draw(ADDRESS),
        assertion_url="https://learn.example.org/cofl/assertions/9",
        subject_id=draw(ADDRESS),
        awarded_at=draw(MOMENT),
        achievement=achievement,
        assertion_image_url="",
        credential_image_url="",
        email=draw(st.none() | st.emails()),
        salt=draw(TEXT),
        status=draw(
            st.none()
            | st.builds(StatusPlace, LIST, st.integers(0, 131071))
            | st.builds(RevocationListPlace, LIST)
        ),
        valid_until=draw(maybe(MOMENT, None)),
        activity_start=draw(maybe(MOMENT, None)),
        credits_earned=draw(st.sampled_from([None, 3.0, 0.25])),
        narrative=draw(maybe(TEXT)),
        role=draw(maybe(TEXT)),
        source=draw(st.none() | ISSUER),
        results=draw(few(result)),
        evidence=draw(few(EVIDENCE)),
        endorsements=draw(st.sampled_from([(), (), ()]) | few(endorsements(), 1)),
        refresh_url=draw(maybe(ADDRESS)),
        with_schema=draw(st.booleans()),
    )
