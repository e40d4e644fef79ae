"""The spine read whole, and the street that is drawn of it. No database: rows that were never saved."""

import pytest

from wagtail_cofl.skills.models import Skill
from wagtail_cofl.skills.spine import Spine
from wagtail_cofl.skills.street import (
    MOST_WINDOWS,
    Light,
    Lights,
    Rows,
    building,
    street,
)


def make_spine(areas: dict[str, int], leads=(), **area_fields) -> Spine:
    """``areas``: how many skills each has. Keys count up: an area, then its skills, then the next."""
    skills, pk = [], 0
    for label, count in areas.items():
        pk += 1
        top = Skill(pk=pk, label=label, **area_fields)
        skills.append(top)
        for number in range(count):
            pk += 1
            skills.append(Skill(pk=pk, label=f"{label} {number + 1}", parent_id=top.pk))
    return Spine(skills, leads)


def labels(floors) -> list[list[str]]:
    return [[skill.label for skill in floor] for floor in floors]


# --- the spine --------------------------------------------------------------------------------


def test_a_skill_stands_a_floor_above_the_highest_that_leads_to_it():
    # 2 leads to 3, 3 to 4, and 2 to 4 as well: 4 is on the second floor, not the first.
    (area,) = make_spine({"Arts": 4}, [(2, 3), (3, 4), (2, 4)]).areas
    assert labels(area.floors) == [["Arts 1", "Arts 4"], ["Arts 2"], ["Arts 3"]]


def test_a_loop_of_skills_holds_nothing_up():
    (area,) = make_spine({"Arts": 3}, [(2, 3), (3, 4), (4, 2)]).areas
    assert sorted(skill.label for floor in area.floors for skill in floor) == [
        "Arts 1",
        "Arts 2",
        "Arts 3",
    ]


def test_a_skill_below_a_skill_belongs_to_the_area_above_both():
    spine = Spine(
        [
            Skill(pk=1, label="Sea"),
            Skill(pk=2, label="Boats", parent_id=1),
            Skill(pk=3, label="Knots", parent_id=2),
        ],
        [],
    )
    assert [skill.label for skill in spine.areas[0].skills] == ["Boats", "Knots"]
    assert spine.area_of(3).name == "Sea"
    assert spine.area_of(99) is None


def test_what_leads_on_and_back_is_found_by_uuid_too():
    spine = make_spine({"Arts": 3}, [(2, 3), (2, 4)])
    first, second, third = spine.areas[0].skills
    assert spine.leads_to(first) == [second, third]
    assert spine.comes_after(third) == [first]
    assert spine.by_uuid([str(third.uuid), "no such one", str(first.uuid)]) == [third, first]


# --- windows ----------------------------------------------------------------------------------


def windows(count: int, lights: Lights | None = None):
    (area,) = make_spine({"Arts": count}).areas
    return building(area, lights).windows


def test_windows_fill_from_the_ground_in_the_spines_order_two_on_a_floor():
    found = windows(5)
    assert [window.skills[0].label for window in found] == [f"Arts {n}" for n in range(1, 6)]
    ys = [window.y for window in found]
    assert ys[0] == ys[1] > ys[2] == ys[3] > ys[4]
    assert found[0].x < found[4].x < found[1].x, "a window that is alone stands in the middle"


def test_lit_windows_are_where_their_skills_are_not_first():
    found = windows(4, Lights(lit=frozenset({5})))
    assert [window.light for window in found] == [Light.DARK, Light.DARK, Light.DARK, Light.LIT]


@pytest.mark.parametrize("count", [1, 2, 15, 16, 17, 48, 100])
def test_a_building_has_at_most_sixteen_windows_and_leaves_no_skill_out(count):
    found = windows(count)
    assert len(found) == min(count, MOST_WINDOWS)
    shown = [skill.label for window in found for skill in window.skills]
    assert shown == [f"Arts {n}" for n in range(1, count + 1)]
    sizes = {len(window.skills) for window in found}
    assert max(sizes) - min(sizes) <= 1


def test_a_light_says_how_a_skill_was_got():
    lights = Lights(lit=frozenset({2, 3}), used=frozenset({3}), started=frozenset({4}))
    assert [window.light for window in windows(4, lights)] == [
        Light.LIT,
        Light.USED,
        Light.STARTED,
        Light.DARK,
    ]
    assert Light.USED.is_on
    assert Light.LIT.is_on
    assert not Light.STARTED.is_on
    assert len({light.words for light in Light}) == 4


def test_a_window_for_several_skills_is_half_lit_until_all_are_had():
    everything = frozenset(range(2, 50))

    def first(**lights):
        return windows(48, Lights(**lights))[0].light

    assert [s.pk for s in windows(48)[0].skills] == [2, 3, 4]
    assert first() is Light.DARK
    assert first(lit=frozenset({3})) is Light.STARTED
    assert first(started=frozenset({3})) is Light.STARTED
    assert first(lit=everything) is Light.LIT
    assert first(lit=everything, used=frozenset({4})) is Light.USED


def test_an_area_without_skills_is_its_own_window():
    (shown,) = street(make_spine({"Languages": 0}), Lights(lit=frozenset({1}))).buildings
    assert (shown.total, shown.lit) == (1, 1)
    assert shown.windows[0].light is Light.LIT


# --- buildings and their names ----------------------------------------------------------------


def test_a_building_is_named_for_its_area_and_its_count():
    spine = make_spine({"Arts and performance": 6})
    assert street(spine).buildings[0].name == "Arts and performance: 6 skills"
    lit = street(spine, Lights(lit=frozenset({2, 7})))
    assert lit.buildings[0].name == "Arts and performance: 2 of 6 lit"
    assert lit.lit == 2
    assert street(make_spine({"Arts": 1})).buildings[0].count == "1 skill"


def test_a_sign_that_is_not_in_the_areas_name_is_part_of_the_links_name():
    spine = make_spine({"Care and wellbeing": 2}, short_name="Health")
    assert street(spine).buildings[0].area.sign == "Health"
    assert street(spine).buildings[0].name == "Health, Care and wellbeing: 2 skills"


def test_the_summary_counts_skills_where_windows_do_not():
    one = street(make_spine({"Arts": 6}), Lights(lit=frozenset({2})))
    assert one.summary == "You have lit one window."
    many = street(make_spine({"Arts": 48}), Lights(lit=frozenset({2, 3})))
    assert many.a_window == 3
    assert many.summary == "You have 2 skills."


def test_twelve_areas_share_eight_colours_but_no_two_look_the_same():
    spine = make_spine({f"Area {n}": 2 for n in range(12)})
    shown = street(spine).buildings
    assert [b.area.number for b in shown] == [*range(1, 9), 1, 2, 3, 4]
    assert {b.roof for b in shown} == set(range(1, 9))
    assert len({(b.area.number, b.roof) for b in shown}) == 12


def test_the_taller_the_building_the_higher_and_its_parts_meet():
    low, high = street(make_spine({"A": 1, "B": 16})).buildings
    assert (low.floors, high.floors) == (1, 8)
    assert low.height < high.height
    for shown in (low, high):
        assert shown.top + shown.wall == shown.ground < shown.height
        assert len(shown.lines) == shown.floors - 1
        assert all(shown.top < w.y < w.y + 26 < shown.ground for w in shown.windows)
    assert street(make_spine({"B": 16})).is_tall
    assert not street(make_spine({"A": 10})).is_tall


def test_an_empty_spine_is_an_empty_street():
    empty = street(Spine([], []))
    assert empty.buildings == ()
    assert (empty.lit, empty.a_window, empty.is_tall) == (0, 1, False)
    assert empty.wide.across == 1


@pytest.mark.parametrize(
    "count, most, rows",
    [
        (1, 8, Rows(1, 0, 0)),
        (4, 8, Rows(4, 0, 0)),
        (8, 8, Rows(8, 0, 0)),
        (9, 8, Rows(5, 5, 1)),
        (12, 8, Rows(6, 6, 0)),
        (8, 4, Rows(4, 4, 0)),
        (5, 4, Rows(3, 3, 1)),
        (7, 4, Rows(4, 4, 1)),
        (10, 4, Rows(4, 8, 2)),
    ],
)
def test_rows_are_as_even_as_can_be(count, most, rows):
    assert Rows.of(count, most) == rows


@pytest.mark.parametrize("count", range(1, 13))
def test_the_gap_in_a_last_row_has_a_style(count):
    """css/skills.css moves a last row that is short of one or two buildings, so that it is in the
    middle; with very many areas it simply begins at the left."""
    assert all(Rows.of(count, most).missing <= 2 for most in (8, 4, 3))


def test_fewer_stand_in_a_row_where_a_sign_is_long():
    areas = {f"Area {n}": 1 for n in range(8)}
    assert street(make_spine(areas, short_name="Making")).narrow.across == 4
    assert street(make_spine(areas, short_name="Community")).narrow.across == 3
