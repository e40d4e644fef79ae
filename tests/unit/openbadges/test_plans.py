"""Where the order of lines is known beforehand, it is the one that sorting gives."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_cofl.openbadges import issuing, proofs, shared, v3
from wagtail_cofl.openbadges.documents import json_text
from wagtail_cofl.openbadges.facts import Evidence, StatusPlace
from wagtail_cofl.openbadges.jsonld import SHAPES, UndefinedTerm
from wagtail_cofl.openbadges.plans import Plans, stay_sorted

from .factories import ACHIEVEMENT, AWARDED, KEY, award

PLACE = StatusPlace("https://learn.example.org/cofl/status-lists/1", 99)
PROVING = {"private_key": KEY, "verification_method": "did:web:x.example#k", "created": AWARDED}
# Addresses that have each other's beginnings, and what sorts before and after the end of one.
NEAR = [
    f"{ACHIEVEMENT.url}{rest}" for rest in ("!", "-", "/", "#", "0", ":", "=", "?", "A", "~", "é")
]
LABELS = [f"_:c14n{number}".encode() for number in range(12)]
# Two addresses (0 and 1), a text (2) and two labels (3 and 4).
LINES = [
    (b"<%s> <p> %s .", (0, 2)),
    (b"<%s> <q> <%s> .", (0, 1)),
    (b"<%s> <q> %s .", (0, 3)),
    (b"<%s> <q> %s .", (0, 4)),
    (b'<%s> <p> "100 %% %%s"^^<t> .', (1,)),
    (b"<urn:b%%41> <p> %s .", (2,)),
    (b"<urn:b> <p> <urn:a> <g> .", ()),
    (b"%s <p> %s .", (3, 2)),
    (b"%s <p> %s %s .", (4, 3, 3)),
]


@pytest.fixture(autouse=True)
def nothing_learnt():
    SHAPES.clear()
    shared._plain.cache_clear()
    shared._LATEST.clear()


def by_sorting(lines, values):
    found = [text % tuple(values[place] for place in places) for text, places in lines]
    return b"".join(line + b"\n" for line in sorted(found))


def issue(facts):
    """It is what the general way signs."""
    expected = json_text(proofs.sign(v3.credential(facts), **PROVING)).encode()
    assert issuing.issue_v3(facts, **PROVING) == expected


def plans_of(facts):
    shape, _ = SHAPES.like(shared.document_of(facts))
    return shape.plans


ADDRESS = st.text("-/#0:a~é\U0001f600%", max_size=3).map(lambda rest: f"urn:b{rest}".encode())


@given(
    st.lists(ADDRESS, min_size=2, max_size=2, unique=True).filter(
        lambda own: not {b"urn:b", b"urn:b%41"} & set(own)
    ),
    st.text(st.characters(exclude_characters="\n\0"), max_size=3),
    st.lists(st.sampled_from(LABELS), min_size=2, max_size=2, unique=True),
)
def test_a_plan_gives_the_lines_in_their_order(addresses, text, labels):
    plans = Plans(LINES, 3, 10_000)
    values = [*addresses, f'"{text}"'.encode()]
    expected = by_sorting(LINES, [*values, *labels])
    for _ in range(2):
        assert plans.fill(values, labels) == expected
    assert len(plans._made) == 1


def test_a_plan_holds_for_other_texts_and_another_is_made_for_another_order():
    plans = Plans(LINES, 3, 10_000)
    for number, (one, other) in enumerate(((b"urn:a", b"urn:c"), (b"urn:c", b"urn:a")), 1):
        for text in (b'""', b'"%s"', b'"\xff"'):
            for ends in (b"", b"/1"):
                values = [one + ends, other + ends, text]
                assert plans.fill(values, LABELS[:2]) == by_sorting(LINES, values + LABELS[:2])
        assert len(plans._made) == number
    values = [b"urn:a", b"urn:c", b'"a"']
    assert plans.fill(values, LABELS[10:0:-8]) == by_sorting(LINES, values + LABELS[10:0:-8])
    assert len(plans._made) == 3


@pytest.mark.parametrize(
    "line",
    [
        (b"<%s> <p> <%s> .", (0, 1)),
        (b"<%s> <p> <urn:x> .", (0,)),
        (b"<%s> <p> %s@en .", (0, 3)),
        (b'<%s> <p> "a" .', (0,)),
    ],
)
def test_there_is_no_plan_where_a_slot_may_move_a_line(line):
    other = (b"<%s> <p> <%s> .", (0, 2)) if b"<p> <" in line[0] else (b"<%s> <p> %s .", (0, 4))
    plans = Plans([line, other], 5, 10_000)
    values = [b"urn:a", b"urn:b", b"urn:c", b'"b"', b'"c"']
    assert plans.fill(values, []) is None
    assert plans.fill(values, []) is None and not plans._made


def test_percent_signs_of_addresses_sort_as_what_they_are():
    plans = Plans(LINES, 3, 10_000)
    for address in (b"urn:b%25", b"urn:b%50"):
        values = [address, b"urn:a", b'"a"']
        assert plans.fill(values, LABELS[:2]) == by_sorting(LINES, values + LABELS[:2])
    assert len(plans._made) == 2


def test_plans_are_made_as_long_as_there_is_room():
    size = sum(len(text) for text, _ in LINES)
    plans = Plans(LINES, 3, 2 * size + 100)
    values = [b"urn:a", b"urn:c", b'"a"']
    assert plans.fill(values, LABELS[:2])
    assert plans.fill(values, LABELS[2:4]) is None
    assert plans.fill(values, LABELS[:2]) == by_sorting(LINES, values + LABELS[:2])
    assert len(plans._made) == 1


@pytest.mark.parametrize(
    ("templates", "stay"),
    [
        ([b"<%s> <p> _:a .", b"_:a <p> %s .", b"_:a <q> %s ."], True),
        ([b"_:a <p> <%s> .", b"_:a <p> _:z ."], True),
        ([b"<%s> <p> _:a .", b"<urn:x> <p> _:a ."], False),
        ([b"_:a <p> %s .", b"_:a <p> %s^^<t> ."], False),
        ([b'_:a <p> "a" .', b"_:a <p> %s ."], False),
        ([b"_:a <p> <%s> .", b"_:a <p> <urn:x> ."], False),
    ],
)
def test_lines_stay_in_order_where_no_slot_can_move_them(templates, stay):
    assert sorted(templates) == templates
    assert stay_sorted(templates, b"%s") is stay


@pytest.mark.spec("RDFC-1.0, 5")
@pytest.mark.parametrize("member", ["credential_url", "subject_id"])
def test_a_badge_whose_address_sorts_elsewhere_is_issued_in_the_right_order(member):
    usual = [award(status=PLACE, salt=f"salt {number}") for number in range(8)]
    for facts in usual:
        issue(facts)
    plans = plans_of(usual[0])
    assert plans._made
    for address in (*NEAR, "data:,a", "mailto:a@b.example", "urn:z", f"{PLACE.list_url}#990"):
        issue(award(status=PLACE, **{member: address}))
        assert shared.written(award(status=PLACE, **{member: address})) is not None
    assert plans_of(usual[0]) is plans


@pytest.mark.parametrize(
    "address", [ACHIEVEMENT.url, PLACE.list_url, f"{PLACE.list_url}#99", ACHIEVEMENT.issuer.did]
)
def test_a_badge_with_the_address_of_something_else_has_no_plan(address):
    for number in range(4):
        issue(award(status=PLACE, salt=f"salt {number}"))
    made = dict(plans_of(award(status=PLACE))._made)
    issue(award(status=PLACE, credential_url=address))
    assert plans_of(award(status=PLACE))._made == made


def test_a_badge_is_issued_without_a_plan_too():
    facts = [award(status=PLACE, salt=f"salt {number}") for number in range(6)]
    for one in facts[:2]:
        issue(one)
    plans = plans_of(facts[0])
    plans._room = 0
    plans._made.clear()
    for one in facts:
        issue(one)
        assert shared.written(one) is not None
    assert not plans._made


def test_two_things_said_alike_of_one_badge_are_put_in_order():
    for names in ("ab", "ab", "ab", "ba", "b~"):
        evidence = tuple(Evidence(url=f"https://learn.example.org/evidence/{n}") for n in names)
        issue(award(evidence=evidence))
    plans = plans_of(award(evidence=evidence))
    assert plans is not None and not plans._made


@pytest.mark.parametrize("email", [None, "ada@example.org"])
@pytest.mark.parametrize("status", [None, PLACE])
@pytest.mark.parametrize("until", [None, AWARDED])
@pytest.mark.parametrize("with_schema", [False, True])
def test_only_what_differs_is_filled_in(email, status, until, with_schema):
    members = {"email": email, "status": status, "valid_until": until, "with_schema": with_schema}
    for number in range(3):
        facts = award(credential_url=f"urn:x:{number}", **members)
        issue(facts)
    assert shared.written(facts) is not None
    _, slots = SHAPES.like(shared.document_of(facts))
    assert set(slots) <= set(shared._words(facts))


def test_what_awards_share_may_have_any_signs():
    odd = 'a"\\\x1f\x7f\t\b\u2028é\U0001f600 %s %%'
    achievement = replace(ACHIEVEMENT, name=odd, description=odd * 2)
    for number in range(4):
        issue(award(achievement=achievement, salt=f"{number}{odd}"))
    assert shared.written(award(achievement=achievement)) is not None
    for _ in range(4):
        with pytest.raises(UndefinedTerm):
            issuing.issue_v3(award(achievement=replace(achievement, name="\uffff")), **PROVING)
