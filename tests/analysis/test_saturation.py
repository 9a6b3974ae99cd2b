"""Saturation: the worked example of the methods note (§2), and laws against slow counting."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import combinations, permutations
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis.orders import orders
from qualcode.analysis.rarefaction import chao2, expected
from qualcode.analysis.saturation import Grouping, Interview, Rule, Saturation, saturation

patient = settings(deadline=None)

NEW = (20, 9, 5, 3, 3, 1, 0, 1, 0, 0)
WAVES = ("0", *"111", *"2222", *"33")
FIVE, NONE = Fraction(1, 20), Fraction(0)


def _example() -> list[Interview]:
    """Ten interviews on ten days, each with its new themes and an old one."""
    themes = [f"t{at:02}" for at in range(sum(NEW))]
    interviews = []
    for at, count in enumerate(NEW):
        new, themes = themes[:count], themes[count:]
        said = {f"p{at}": frozenset([*new, "t00"])}
        interviews.append(Interview(f"i{at}", f"2022-10-{at + 1:02}", said))
    return interviews


def _found(rule: Rule, **groupings: Grouping) -> Saturation:
    return saturation(_example(), groupings, rule, "wave")


@pytest.mark.parametrize(
    ("rule", "at", "shares"),
    [
        (Rule(4, 2), 5, [10.8, 2.7]),
        (Rule(4, 2, separate=True), 6, [10.8, 2.7]),
        (Rule(4, 3), 6, [10.8, 5.4, 2.7]),
        (Rule(5, 2), 5, [2.5]),
        (Rule(5, 3), 5, [5.0]),
        (Rule(5, 3, below=True), 6, [5.0, 2.5]),
        (Rule(6, 2), 6, [2.4]),
        (Rule(6, 3), 6, [2.4]),
        (Rule(4, 2, NONE), 8, None),
        (Rule(4, 2, NONE, separate=True), 8, None),
        (Rule(5, 2, NONE), 8, None),
        (Rule(6, 2, NONE), 8, None),
        (Rule(4, 3, NONE), None, None),
        (Rule(5, 3, NONE), None, None),
        (Rule(6, 3, NONE), None, None),
    ],
)
def test_the_worked_example_comes_out_as_by_hand(
    rule: Rule, at: int | None, shares: list[float] | None
) -> None:
    found = _found(rule)
    assert found.base_themes == {4: 37, 5: 40, 6: 41}[rule.base]
    assert found.at == at
    assert found.outcomes == ((at, 1),)
    if shares:
        assert [round(run.share * 100, 1) for run in found.runs][: len(shares)] == shares


def test_two_in_forty_is_five_percent_to_the_last_digit() -> None:
    assert Rule(threshold=FIVE).met(2, 40)
    assert not Rule(threshold=FIVE, below=True).met(2, 40)
    assert not Rule(threshold=FIVE).met(3, 59)


def test_by_wave_the_base_is_the_first_waves_that_hold_enough() -> None:
    grouping = Grouping(tuple("0123"), {f"p{at}": wave for at, wave in enumerate(WAVES)})
    found = _found(Rule(4, 2), wave=grouping)
    assert [(wave.interviews, wave.new) for wave in found.waves] == [
        (1, 20), (3, 17), (4, 5), (2, 0),
    ]  # fmt: skip
    assert [(run.first, run.new, run.of, run.met) for run in found.wave_runs] == [
        (3, 5, 37, False), (4, 0, 37, True),
    ]  # fmt: skip
    assert found.wave_at == 3


def test_a_wave_in_which_nothing_was_heard_confirms_nothing() -> None:
    grouping = Grouping((*"0123", "4", ""), {f"p{at}": wave for at, wave in enumerate(WAVES[:8])})
    found = _found(Rule(4, 2), wave=grouping)
    assert [wave.name for wave in found.waves] == ["0", "1", "2"]
    assert found.wave_at is None
    assert found.groups["wave"][-1].interviews == 2


def test_saturation_inside_one_office_is_said_with_what_came_later() -> None:
    here = Interview("a", "2022-01-01", {"p": frozenset("xy")})
    again = [
        Interview("b", "2022-01-02", {"q": frozenset("x")}),
        Interview("c", "2022-01-03", {"q": frozenset("x")}),
    ]
    there = Interview("d", "2022-02-01", {"r": frozenset("z")})
    office = Grouping(("X", "Y"), {"p": "X", "q": "X", "r": "Y"})
    found = saturation([here, *again, there], {"organisation": office}, Rule(1, 2))
    assert (found.at, found.inside, found.later, found.themes) == (1, {"organisation": "X"}, 1, 3)
    assert [(group.name, group.only) for group in found.groups["organisation"]] == [
        ("X", ("x", "y")), ("Y", ("z",)),
    ]  # fmt: skip


def test_nobody_knows_that_people_of_unknown_office_share_one() -> None:
    several = [Interview(id_, f"2022-01-0{id_}", {id_: frozenset("x")}) for id_ in "123"]
    unknown = Grouping(("",), dict.fromkeys("123", ""))
    found = saturation(several, {"organisation": unknown}, Rule(1, 2))
    assert (found.at, found.inside) == (1, {})


def test_what_holds_no_theme_is_left_out_and_named() -> None:
    empty = Interview("silent", "2022-10-01", {})
    found = saturation([empty, *_example()], {}, Rule())
    assert found.left_out == ("silent",)
    assert (found.at, len(found.points)) == (5, 10)


@pytest.mark.parametrize("interviews", [[], _example()[:1], _example()[:5]])
def test_too_few_interviews_reach_nothing(interviews: list[Interview]) -> None:
    found = saturation(interviews, {}, Rule())
    assert (found.at, found.runs, found.later) == (None, (), 0)


def test_the_illustration_of_the_study_has_its_twelve_orders() -> None:
    said = {
        "SEK": "C01 C06", "KBDS": "C02 C10 C12 C14", "KB1": "C10 C12 C14", "KB3": "C10 C12 C14",
        "KBI": "C10 C13 C16 C31", "KTBI": "C10 C13 C14", "PBI": "C16 C31", "FBI": "C10 C16 C31",
    }  # fmt: skip
    days = ("10-12", "10-12", "10-18", "10-26", "12-05", "12-05", "12-05", "12-09")
    interviews = [
        Interview(who, f"2022-{day}", {who: frozenset(claims.split())})
        for (who, claims), day in zip(said.items(), days, strict=True)
    ]
    found = saturation(interviews, {}, Rule(4, 2))
    assert [point.new for point in found.points] == [2, 4, 0, 0, 3, 0, 0, 0]
    assert found.outcomes == ((5, 4), (6, 8))
    assert [round(point.expected, 2) for point in found.points] == [
        3.00, 4.89, 6.16, 7.06, 7.71, 8.21, 8.62, 9.00,
    ]  # fmt: skip
    assert round(found.chao2, 2) == 10.31
    assert saturation(interviews, {}, Rule(2, 2)).outcomes == ((2, 12),)


def test_an_interview_without_a_date_may_stand_anywhere() -> None:
    assert len(list(orders(["2022", "2023", ""]) or ())) == 3
    assert len(list(orders(["", "", ""]) or ())) == 6
    assert list(orders([]) or ()) == [()]


def test_a_month_may_lie_before_or_after_one_of_its_days() -> None:
    assert list(orders(["2022-10-12", "2022-10", "2022-11"]) or ()) == [(1, 0, 2), (0, 1, 2)]


@pytest.mark.parametrize(
    "dates", [["2022"] * 8, [""] * 1_000, [f"{y}" for y in range(1000, 2000)] * 2]
)
def test_too_many_orders_are_not_tried(dates: list[str]) -> None:
    assert orders(dates) is None


dates = st.lists(
    st.sampled_from(["", "2022", "2022-10", "2022-10-12", "2022-11", "2023"]), max_size=6
)


@patient
@given(dates)
def test_the_orders_are_those_of_all_that_contradict_no_date(days: list[str]) -> None:
    def sound(order: tuple[int, ...]) -> bool:
        pairs = combinations([days[at] for at in order], 2)
        return not any(one and other and other < one and not one.startswith(other)
                       for one, other in pairs)  # fmt: skip

    tried = list(orders(days) or ())
    assert sorted(tried) == sorted(filter(sound, permutations(range(len(days)))))
    assert len(set(tried)) == len(tried)


found = st.lists(st.frozensets(st.sampled_from("abcdefg"), min_size=1), max_size=7)
rules = st.builds(
    Rule,
    st.integers(1, 4),
    st.integers(1, 3),
    st.sampled_from([NONE, FIVE, Fraction(1, 3), Fraction(1)]),
    st.booleans(),
    st.booleans(),
)


def _by_hand(themes: list[frozenset[str]], rule: Rule) -> int | None:
    base = frozenset[str]().union(*themes[: rule.base])
    start = rule.base
    while start + rule.run <= len(themes):
        before = frozenset[str]().union(*themes[:start])
        new = frozenset[str]().union(*themes[start : start + rule.run]) - before
        share = Fraction(len(new), len(base))
        if share < rule.threshold or (share == rule.threshold and not rule.below):
            return start
        start += rule.run if rule.separate else 1
    return None


@patient
@given(found, rules)
def test_agrees_with_going_through_every_run_and_order(
    themes: list[frozenset[str]], rule: Rule
) -> None:
    dated = [Interview(str(at), f"{2000 + at}", {"p": each}) for at, each in enumerate(themes)]
    assert saturation(dated, {}, rule).at == _by_hand(themes, rule)
    tied = [Interview(str(at), "2000", {"p": each}) for at, each in enumerate(themes[:5])]
    every = Counter(_by_hand(list(order), rule) for order in permutations(themes[:5]))
    assert dict(saturation(tied, {}, rule).outcomes) == every


@patient
@given(found)
def test_the_curve_without_order_is_the_mean_over_all_choices(
    themes: list[frozenset[str]],
) -> None:
    for chosen, value in enumerate(expected(themes), 1):
        shown = [len(frozenset[str]().union(*some)) for some in combinations(themes, chosen)]
        assert value == pytest.approx(sum(shown) / comb(len(themes), chosen))


@patient
@given(found)
def test_chao2_adds_nothing_where_nothing_is_found_once(themes: list[frozenset[str]]) -> None:
    twice = themes * 2
    assert chao2(twice) == len(frozenset[str]().union(*themes))
    assert chao2(themes) >= chao2(twice)


@patient
@given(found, st.lists(st.sampled_from(["X", "Y", ""]), min_size=7, max_size=7))
def test_what_only_one_group_has_is_what_goes_without_it(
    themes: list[frozenset[str]], offices: list[str]
) -> None:
    interviews = [
        Interview(str(at), f"{2000 + at}", {str(at): each}) for at, each in enumerate(themes)
    ]
    of = {str(at): office for at, office in enumerate(offices)}
    groups = saturation(interviews, {"office": Grouping(("X", "Y", ""), of)}, Rule()).groups
    for group in groups["office"]:
        inside = {theme for at, each in enumerate(themes) if offices[at] == group.name
                  for theme in each}  # fmt: skip
        outside = {theme for at, each in enumerate(themes) if offices[at] != group.name
                   for theme in each}  # fmt: skip
        assert set(group.only) == inside - outside
        assert group.themes == len(inside)
