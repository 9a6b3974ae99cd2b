from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.referral import Forest, Person

BAND = (Fraction(1, 3), Fraction(1, 2), Fraction(2, 3))
TREE_1 = "K0 A1 A2 A3 A4 B1 B2 C1"


@st.composite
def forests(draw: st.DrawFn, most: int = 9, *, unknown: bool = True) -> list[Person]:
    """Up to `most` people, each named by an earlier one, or a seed, or of unknown referrer."""
    people: list[Person] = []
    for number in range(draw(st.integers(1, most))):
        referrer = draw(st.sampled_from([None, *(person.id for person in people)]))
        known = not unknown or draw(st.booleans())
        date = draw(st.sampled_from(["", "2022-10-12", "2022-12-05"]))
        people.append(Person(f"p{number}", referrer, known, date))
    return people


def steps(forest: Forest, one: str, other: str) -> int | None:
    """The referral steps between two people, by walking up from both."""
    above: list[list[str]] = []
    for person in (one, other):
        path: list[str] = []
        at: str | None = person
        while at is not None:
            path.append(at)
            at = forest.referrer(at)
        above.append(path)
    shared = [person for person in above[0] if person in above[1]]
    return above[0].index(shared[0]) + above[1].index(shared[0]) if shared else None


def dense(forest: Forest, people: list[str], rho: Fraction) -> Fraction:
    """1'R⁻¹1 with the whole matrix, in exact fractions."""
    size = len(people)
    rows = [[Fraction(0)] * size + [Fraction(1)] for _ in people]
    for i, one in enumerate(people):
        for j, other in enumerate(people):
            apart = steps(forest, one, other)
            rows[i][j] = Fraction(0) if apart is None else rho**apart
    for i in range(size):
        rows[i] = [value / rows[i][i] for value in rows[i]]
        for j in range(size):
            if j != i:
                factor = rows[j][i]
                rows[j] = [a - factor * b for a, b in zip(rows[j], rows[i], strict=True)]
    return sum((row[-1] for row in rows), Fraction(0))


@pytest.mark.parametrize(
    ("support", "branches", "ancestor", "n_eff"),
    [
        ("A2 A3 A4", 1, "A1", (2.300, 1.933, 1.585)),
        ("A2 B2 C1", 3, "K0", (2.837, 2.485, 1.969)),
        ("K0 A1", 1, "K0", (1.500, 1.333, 1.200)),
        ("A1 B1", 2, "K0", (1.800, 1.600, 1.385)),
        ("A2 D1", 2, None, (2.000, 2.000, 2.000)),
        ("C1", 1, "C1", (1, 1, 1)),
        ("A1 A2 A3 A4", 1, "A1", (2.500, 2.000, 1.600)),
        ("A3 B2 C1", 3, "K0", (2.837, 2.485, 1.969)),
        ("A4 C1", 2, "K0", (1.976, 1.882, 1.670)),
        (TREE_1, 3, "K0", (4.500, 3.333, 2.400)),
        (TREE_1 + " D0 D1", 4, None, (6.000, 4.667, 3.600)),
    ],
)
def test_every_row_of_the_worked_tree(
    tree: Forest, support: str, branches: int, ancestor: str | None, n_eff: tuple[float, ...]
) -> None:
    """Methods note §1.5."""
    people = support.split()
    assert tree.branches(people) == branches
    assert tree.ancestor(people) == ancestor
    assert [tree.n_eff(people, rho) for rho in BAND] == pytest.approx(n_eff, abs=5e-4)


def test_a_fully_included_tree_counts_the_same_whatever_its_shape(tree: Forest) -> None:
    """Methods note §1.4: 1 + (n-1)(1-rho)/(1+rho)."""
    assert tree.n_eff(TREE_1.split(), 0.9) == pytest.approx(1 + 7 * 0.1 / 1.9)


def test_a_corroborating_referral_raises_the_count() -> None:
    """Methods note §1.4: {b, z} independent, then b's referral c at rho = .9."""
    forest = Forest.of([Person("b", None), Person("z", None), Person("c", "b")])
    assert forest.n_eff(["b", "z"], 0.9) == pytest.approx(2)
    assert forest.n_eff(["b", "z", "c"], 0.9) == pytest.approx(2.053, abs=5e-4)


def test_nobody_counts_for_nothing(tree: Forest) -> None:
    assert tree.n_eff([], 0.5) == 0
    assert tree.branches([]) == 0
    assert tree.ancestor([]) is None


def test_waves_seeds_and_branches_follow_the_referrals(tree: Forest) -> None:
    assert [tree.wave(person) for person in ("K0", "A1", "A3", "A4")] == [0, 1, 2, 3]
    assert tree.seed("A4") == "K0"
    assert tree.branch("A4") == tree.branch("A1") == "A1"
    assert tree.branch("K0") is None
    assert tree.is_seed("K0") and not tree.is_seed("A1")
    assert tree.referrer("A4") == "A3" and tree.referrer("D0") is None
    assert tree.descendants("A1") == ("A2", "A3", "A4")


def test_siblings_and_seeds_stand_by_date_then_id_undated_last() -> None:
    forest = Forest.of(
        [
            Person("a", "root", date=""),
            Person("b", "root", date="2022-12-05"),
            Person("d", "root", date="2022-10-12"),
            Person("c", "root", date="2022-10-12"),
            Person("e", "c"),
            Person("root", None, date="2022-10-01"),
            Person("early", None, date="2022-09-01"),
            Person("alone", None, known=False, date="2022-01-01"),
        ]
    )
    assert forest.order == ("early", "root", "c", "e", "d", "b", "a", "alone")


def test_an_unknown_who_named_somebody_is_a_seed_and_one_who_named_nobody_has_no_place() -> None:
    forest = Forest.of(
        [Person("x", None, known=False), Person("y", "x"), Person("z", None, known=False)]
    )
    assert forest.is_seed("x") and forest.seed("y") == "x"
    assert forest.unknown("z") and forest.unknown("who?")
    assert (forest.wave("z"), forest.seed("z"), forest.branch("z")) == (None, None, None)
    assert forest.ancestor(["y", "z"]) is None
    assert forest.branches(["y", "z"]) == 1
    assert forest.descendants("z") == ()


def test_the_effective_number_is_not_made_up_for_people_of_unknown_branch() -> None:
    forest = Forest.of([Person("z", None, known=False)])
    with pytest.raises(ValueError, match="nobody knows who led to z"):
        forest.n_eff(["z"], 0.5)


@pytest.mark.parametrize("rho", [-0.1, 1, Fraction(3, 2)])
def test_a_correlation_lies_between_nothing_and_one(tree: Forest, rho: float) -> None:
    with pytest.raises(ValueError, match="rho"):
        tree.n_eff(["A1"], rho)


@pytest.mark.parametrize(
    ("people", "complaint"),
    [
        ([Person("a", "b"), Person("b", "a"), Person("c", None)], "circle: a, b"),
        ([Person("a", "a")], "circle: a"),
        ([Person("a", "who?")], "a was referred by nobody known: who\\?"),
        ([Person("a", None), Person("a", None)], "same id"),
    ],
)
def test_what_is_no_forest_is_refused(people: list[Person], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        Forest.of(people)


def test_a_chain_of_a_hundred_thousand_people_is_no_trouble() -> None:
    chain = [Person(f"{n:06}", f"{n - 1:06}" if n else None) for n in range(100_000)]
    forest = Forest.of(chain)
    assert forest.wave("099999") == 99_999
    assert forest.ancestor(["099999", "000010"]) == "000010"
    assert forest.n_eff(forest.order, 0.5) == pytest.approx(1 + 99_999 / 3)
    assert forest.n_eff(["000000", "099999"], 0.5) == pytest.approx(2)


@given(forests(), st.data())
def test_the_order_of_the_people_does_not_matter(people: list[Person], data: st.DataObject) -> None:
    assert Forest.of(data.draw(st.permutations(people))) == Forest.of(people)


@given(forests(), st.data(), st.sampled_from(BAND))
def test_agrees_with_the_whole_matrix(
    people: list[Person], data: st.DataObject, rho: Fraction
) -> None:
    forest = Forest.of(people)
    placed = [person for person in forest.order if not forest.unknown(person)]
    chosen = data.draw(st.lists(st.sampled_from(placed), unique=True)) if placed else []
    exact = dense(forest, chosen, rho)
    assert forest.n_eff(chosen, rho) == pytest.approx(float(exact), abs=1e-9)


@given(forests(12, unknown=False), st.data(), st.floats(0, 0.99))
def test_one_more_source_never_lowers_the_count_nor_adds_more_than_itself(
    people: list[Person], data: st.DataObject, rho: float
) -> None:
    forest = Forest.of(people)
    chosen = data.draw(st.lists(st.sampled_from(forest.order), unique=True, min_size=1))
    fewer, more = forest.n_eff(chosen[1:], rho), forest.n_eff(chosen, rho)
    trees = len({forest.seed(person) for person in chosen})
    assert fewer - 1e-9 <= more
    assert trees - 1e-9 <= more <= len(chosen) + 1e-9


@given(forests(unknown=False))
def test_the_ancestor_is_the_last_whom_all_descend_from(people: list[Person]) -> None:
    forest = Forest.of(people)
    reach = {person: {person, *forest.descendants(person)} for person in forest.order}
    for one, other in combinations(forest.order, 2):
        above = [person for person in forest.order if {one, other} <= reach[person]]
        assert forest.ancestor([one, other]) == (above[-1] if above else None)


@given(forests())
def test_descent_seed_and_branch_tell_one_story(people: list[Person]) -> None:
    forest = Forest.of(people)
    assert sorted(forest.order) == sorted(person.id for person in people)
    for person in forest.order:
        referrer, branch, seed = forest.referrer(person), forest.branch(person), forest.seed(person)
        if referrer is not None:
            assert person in forest.descendants(referrer)
            assert forest.wave(person) == (forest.wave(referrer) or 0) + 1
        if branch is not None:
            assert forest.wave(branch) == 1 and forest.referrer(branch) == seed
            assert person == branch or person in forest.descendants(branch)
