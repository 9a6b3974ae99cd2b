from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis.crowd import largest_in_crowd
from qualcode.analysis.independence import DIMENSIONS, Independent, Witness, independent
from qualcode.analysis.referral import Forest, Person

ALL = ("organisation", "branch", "parent", "standpoint")
PLACES = ("", "X", "Y", "Z")


def informant(
    person: str, organisation: str = "", parent: str = "", standpoint: str = ""
) -> Witness:
    return Witness(person, "informant", organisation, parent, standpoint)


def document(name: str, issuer: str = "", parent: str = "") -> Witness:
    return Witness(name, "document", issuer, parent)


def observation(name: str, date: str = "", place: str = "", organisation: str = "") -> Witness:
    return Witness(name, "observation", organisation, occasion=(date, place))


def same(one: str, other: str) -> bool:
    return one != "" and one == other


def placeless(one: Witness, forest: Forest, dimensions: frozenset[str]) -> bool:
    if one.kind == "observation":
        return False
    if one.kind == "document":
        return one.organisation == ""
    unknown = {
        "organisation": one.organisation == "",
        "branch": forest.unknown(one.id),
        "parent": one.parent == "",
        "standpoint": one.standpoint == "",
    }
    asked = [name for name in ("organisation", "branch") if name in dimensions]
    return bool(dimensions) and all(unknown[name] for name in asked or dimensions)


def related(one: Witness, other: Witness, forest: Forest, dimensions: frozenset[str]) -> bool:
    """The rules for two informants, said the long way."""
    if len(one.sittings) == 1 and one.sittings == other.sittings:
        return True
    if "organisation" in dimensions and same(one.organisation, other.organisation):
        return True
    if "standpoint" in dimensions and same(one.standpoint, other.standpoint):
        return True
    if "parent" in dimensions and (
        same(one.parent, other.parent)
        or same(one.parent, other.organisation)
        or same(one.organisation, other.parent)
    ):
        return True
    if "branch" not in dimensions or forest.unknown(one.id) or forest.unknown(other.id):
        return False
    if forest.seed(one.id) != forest.seed(other.id):
        return False
    seeds = forest.is_seed(one.id) or forest.is_seed(other.id)
    return seeds or forest.branch(one.id) == forest.branch(other.id)


def clash(
    one: Witness, other: Witness, forest: Forest, dimensions: frozenset[str] = DIMENSIONS
) -> bool:
    """Whether these two count as one."""
    return independent([one, other], forest, dimensions).size < 2


def slow_clash(one: Witness, other: Witness, forest: Forest, dimensions: frozenset[str]) -> bool:
    """The rules for any two sources, said the long way."""
    if len(one.origins) == 1 and one.origins == other.origins:
        return True
    if placeless(one, forest, dimensions) or placeless(other, forest, dimensions):
        return True
    kinds = {one.kind, other.kind}
    if kinds == {"observation"}:
        (date, place), (day, spot) = one.occasion, other.occasion
        return not (date and day and date != day) and not (place and spot and place != spot)
    if "observation" in kinds:
        return False
    if kinds == {"informant"}:
        return related(one, other, forest, dimensions)
    return any(
        a.kind == "document" and b.organisation and b.organisation in (a.organisation, a.parent)
        for a, b in ((one, other), (other, one))
    )


def first_largest(
    witnesses: list[Witness], forest: Forest, dimensions: frozenset[str]
) -> tuple[str, ...]:
    """Tries every set, the large ones first."""
    for size in range(len(witnesses), 0, -1):
        for chosen in combinations(witnesses, size):
            pairs = combinations(chosen, 2)
            if not any(slow_clash(one, other, forest, dimensions) for one, other in pairs):
                return tuple(witness.id for witness in chosen)
    return ()


dimension_sets = st.sets(st.sampled_from(ALL)).map(frozenset)


@st.composite
def studies(
    draw: st.DrawFn, least: int = 0, most: int = 9, *, plain: bool = False
) -> tuple[list[Witness], Forest]:
    """A forest, and witnesses of all kinds in it; `plain` ones are placed informants in no more
    than their organisations and branches, without a seed among them."""
    people: list[Person] = []
    witnesses: list[Witness] = []
    few = st.sampled_from(PLACES)
    offices = st.sampled_from([f"office {n}" for n in range(8)]) if plain else few
    for number in range(draw(st.integers(least, most)) + 2 * plain):
        person = f"p{number}"
        if plain and number < 2:
            people.append(Person(person, None))
            continue
        referrers = [each.id for each in people] if plain else [None, *(p.id for p in people)]
        people.append(
            Person(person, draw(st.sampled_from(referrers)), plain or draw(st.booleans()))
        )
        if plain:
            witnesses.append(
                Witness(person, "informant", draw(offices), sittings=frozenset({person}))
            )
            continue
        kind = draw(st.sampled_from(["informant", "informant", "document", "observation"]))
        heard = st.sampled_from([person, "p0", "p1"])
        witnesses.append(
            Witness(
                person if kind == "informant" else f"t{number}",
                kind,
                draw(few),
                draw(few),
                draw(few),
                (draw(st.sampled_from(["", "1", "2"])), draw(st.sampled_from(["", "here"]))),
                draw(st.frozensets(heard, min_size=1)),
                draw(st.frozensets(heard, min_size=1)),
            )
        )
    return witnesses, Forest.of(people)


@pytest.mark.parametrize(
    ("support", "witnesses"),
    [
        ("A2 A3 A4", "A2"),
        ("A2 B2 C1", "A2 B2 C1"),
        ("K0 A1", "K0"),
        ("A1 B1", "A1 B1"),
        ("A2 D1", "A2 D1"),
        ("C1", "C1"),
        ("A1 A2 A3 A4", "A1"),
        ("A3 B2 C1", "A3 B2"),
        ("A4 C1", "A4"),
        ("K0 A1 A2 A3 A4 B1 B2 C1", "A1 B1 C1"),
        ("K0 A1 A2 A3 A4 B1 B2 C1 D0 D1", "A1 B1 C1 D0"),
    ],
)
def test_every_row_of_the_worked_tree(
    tree: Forest, organisation: dict[str, str], support: str, witnesses: str
) -> None:
    """Methods note §1.5."""
    people = [informant(person, organisation[person]) for person in support.split()]
    ids = tuple(witnesses.split())
    assert independent(people, tree) == Independent(len(ids), ids)


def test_a_document_clashes_with_its_issuer_and_the_issuers_parent(tree: Forest) -> None:
    rule = document("rule", "Dinsos", "Kemensos")
    assert clash(rule, informant("A1", "Dinsos"), tree)
    assert clash(rule, informant("A1", "Kemensos"), tree)
    assert not clash(rule, informant("A1", "BAPAS"), tree)
    assert clash(rule, document("decree", "Kemensos"), tree)
    assert clash(rule, document("plan", "Dinsos"), tree)
    assert not clash(rule, document("plan", "BAPAS", "Kemensos"), tree)


def test_what_cannot_be_placed_at_all_clashes_with_everybody(tree: Forest) -> None:
    stranger, leaflet = informant("stranger"), document("leaflet")
    for other in (informant("A1", "X"), document("rule", "X"), observation("visit", "1", "X")):
        assert clash(stranger, other, tree)
        assert clash(leaflet, other, tree)


def test_where_the_branch_is_unknown_the_organisation_decides(tree: Forest) -> None:
    assert clash(informant("stranger", "X"), informant("A1", "X"), tree)
    assert not clash(informant("stranger", "X"), informant("A1", "Y"), tree)


def test_where_the_organisation_is_unknown_the_branch_decides(tree: Forest) -> None:
    assert clash(informant("A1"), informant("A2", "X"), tree)
    assert clash(informant("A1"), informant("K0", "X"), tree)
    assert not clash(informant("A1"), informant("B1", "X"), tree)


def test_an_observation_clashes_only_with_one_of_the_same_occasion(tree: Forest) -> None:
    visit = observation("visit", "2022-10-12", "office", "X")
    assert not clash(visit, informant("A1", "X"), tree)
    assert not clash(visit, document("rule", "X"), tree)
    assert not clash(visit, observation("later", "2022-12-05", "office"), tree)
    assert not clash(visit, observation("elsewhere", "", "shelter"), tree)
    assert clash(visit, observation("again", "2022-10-12", ""), tree)
    assert clash(visit, observation("whenever"), tree)


def test_who_was_told_clashes_with_the_teller_and_with_whoever_else_was_told(tree: Forest) -> None:
    teller = Witness("B1", "informant", "Z", origins=frozenset({"B1"}))
    told = Witness("A1", "informant", "X", origins=frozenset({"B1"}))
    also = Witness("D1", "informant", "W", origins=frozenset({"B1"}))
    saw_too = Witness("D1", "informant", "W", origins=frozenset({"B1", "D1"}))
    assert clash(told, teller, tree) and clash(told, also, tree)
    assert not clash(told, saw_too, tree) and not clash(teller, saw_too, tree)


def test_those_heard_only_in_one_sitting_count_once(tree: Forest) -> None:
    def heard(person: str, *sittings: str) -> Witness:
        return Witness(person, "informant", person, sittings=frozenset(sittings))

    assert clash(heard("A1", "group"), heard("B1", "group"), tree)
    assert not clash(heard("A1", "group"), heard("B1", "group", "alone"), tree)
    minutes = Witness("group", "document", "Z", sittings=frozenset({"group"}))
    assert not clash(heard("A1", "group"), minutes, tree)


def test_assent_to_a_leading_question_makes_no_witness(tree: Forest) -> None:
    led = Witness("A1", "informant", "X", eligible=False)
    assert independent([led, informant("B1", "Z")], tree) == Independent(1, ("B1",))
    assert independent([led], tree) == Independent(0, ())


def test_other_dimensions_count_only_when_they_are_set(tree: Forest) -> None:
    one = informant("A1", "X", parent="P", standpoint="provider")
    other = informant("B1", "Y", parent="P", standpoint="provider")
    office = informant("C1", "P")
    assert not clash(one, other, tree)
    assert clash(one, other, tree, DIMENSIONS | {"parent"})
    assert clash(one, office, tree, DIMENSIONS | {"parent"})
    assert clash(one, other, tree, DIMENSIONS | {"standpoint"})
    assert not clash(informant("A1", "X"), informant("A2", "Y"), tree, frozenset({"organisation"}))


def test_dimensions_that_nobody_knows_are_refused(tree: Forest) -> None:
    with pytest.raises(ValueError, match="colour"):
        independent([], tree, frozenset({"colour"}))


def test_a_source_of_no_kind_is_refused(tree: Forest) -> None:
    with pytest.raises(ValueError, match="rumour"):
        independent([Witness("r", "rumour")], tree)


@given(studies(), dimension_sets)
def test_agrees_with_the_rules_said_the_long_way(
    study: tuple[list[Witness], Forest], dimensions: frozenset[str]
) -> None:
    witnesses, forest = study
    for one, other in combinations(witnesses, 2):
        expected = slow_clash(one, other, forest, dimensions)
        assert clash(one, other, forest, dimensions) == expected
        assert clash(other, one, forest, dimensions) == expected


@given(studies(), dimension_sets)
def test_is_the_first_largest_of_all_sets(
    study: tuple[list[Witness], Forest], dimensions: frozenset[str]
) -> None:
    witnesses, forest = study
    expected = first_largest(witnesses, forest, dimensions)
    assert independent(witnesses, forest, dimensions) == Independent(len(expected), expected)


@given(studies(least=1, most=20))
def test_one_more_source_never_lowers_it_and_adds_at_most_one(
    study: tuple[list[Witness], Forest],
) -> None:
    witnesses, forest = study
    fewer, more = independent(witnesses[1:], forest).size, independent(witnesses, forest).size
    assert fewer <= more <= fewer + 1
    assert 1 <= more <= len(witnesses)


@given(studies(most=20), st.data())
def test_the_order_of_sources_does_not_change_its_size(
    study: tuple[list[Witness], Forest], data: st.DataObject
) -> None:
    witnesses, forest = study
    shuffled = data.draw(st.permutations(witnesses))
    assert independent(shuffled, forest).size == independent(witnesses, forest).size


@settings(max_examples=50)
@given(studies(least=21, most=60), dimension_sets)
def test_witnesses_in_a_crowd_are_truly_independent(
    study: tuple[list[Witness], Forest], dimensions: frozenset[str]
) -> None:
    witnesses, forest = study
    found = independent(witnesses, forest, dimensions)
    chosen = [witness for witness in witnesses if witness.id in found.ids]
    assert tuple(witness.id for witness in chosen) == found.ids
    assert len(chosen) == found.size > 0
    for one, other in combinations(chosen, 2):
        assert not slow_clash(one, other, forest, dimensions)
    assert found == independent(witnesses, forest, dimensions)


@settings(max_examples=50)
@given(studies(least=1, most=20))
def test_a_crowd_of_repeated_voices_is_no_larger_than_without_them(
    study: tuple[list[Witness], Forest],
) -> None:
    """Everybody once more, by another id and of the same origin, brings nobody independent."""
    witnesses, forest = study
    sourced = [
        Witness(w.id, w.kind, w.organisation, w.parent, "", w.occasion, frozenset({w.id}))
        for w in witnesses
    ]
    echoes = [
        Witness(f"echo {w.id} {n}", "observation", occasion=(f"{w.id} {n}", ""), origins=w.origins)
        for w in sourced
        for n in range(21)
    ]
    alone = independent(sourced, forest)
    crowd = independent([*sourced, *echoes], forest)
    assert crowd.size <= len(witnesses)
    assert crowd.at_least or crowd.size >= alone.size


@settings(max_examples=50)
@given(studies(least=5, most=20, plain=True))
def test_a_crowd_without_seeds_is_settled_exactly_and_is_the_first_of_its_size(
    study: tuple[list[Witness], Forest],
) -> None:
    """Five copies of everybody make a crowd of no more than twenty who matter."""
    witnesses, forest = study
    exact = independent(witnesses, forest)
    copied = [
        Witness(w.id, w.kind, w.organisation, sittings=frozenset({w.id, str(copy)}))
        for w in witnesses
        for copy in range(5)
    ]
    assert len(copied) > 20
    assert independent(copied, forest) == exact


@given(studies(least=1, most=16), dimension_sets)
def test_matching_falls_short_of_the_exact_size_only_where_it_says_so(
    study: tuple[list[Witness], Forest], dimensions: frozenset[str]
) -> None:
    witnesses, forest = study
    exact = independent(witnesses, forest, dimensions).size
    found, at_least = largest_in_crowd(witnesses, forest, dimensions)
    assert len(found) <= exact
    assert at_least or len(found) == exact


def _star(seed: str, offices: list[str]) -> tuple[list[Person], list[Witness]]:
    """A seed of an office of its own, and one person named in each of the offices."""
    people = [Person(seed, None)]
    people += [Person(f"{seed}-{n}", seed) for n in range(len(offices))]
    named = zip(people[1:], offices, strict=True)
    return people, [
        informant(seed, f"office of {seed}"),
        *(informant(person.id, office) for person, office in named),
    ]


def _stars(count: int, offices: list[str]) -> tuple[list[Witness], Forest]:
    stars = [_star(f"s{number:02}", offices) for number in range(count)]
    forest = Forest.of(person for people, _ in stars for person in people)
    return [witness for _, witnesses in stars for witness in witnesses], forest


def test_in_a_crowd_a_seed_stands_where_its_tree_has_nobody_better() -> None:
    """Ten trees whose people are all of the same three offices: three trees give one person
    each, or one gives three; the other seeds stand for themselves."""
    witnesses, forest = _stars(10, ["X", "Y", "Z"])
    found = independent(witnesses, forest)
    assert found.size == 9 + 3
    assert not found.at_least


def test_with_more_than_twelve_rival_seeds_it_is_the_better_extreme() -> None:
    witnesses, forest = _stars(14, ["X", "Y", "Z"])
    found = independent(witnesses, forest)
    assert found.size == 14
    assert found.at_least


def test_more_than_twelve_seeds_are_no_trouble_where_they_are_no_rivals() -> None:
    witnesses, forest = _stars(30, ["X"])
    assert independent(witnesses, forest) == Independent(
        30, tuple(witness.id for witness in witnesses if forest.is_seed(witness.id))
    )


def test_a_thousand_who_were_all_told_by_one_are_one() -> None:
    people = [Person(f"{n:04}", None) for n in range(1000)]
    told = [
        Witness(person.id, "informant", person.id, origins=frozenset({"0000"})) for person in people
    ]
    assert independent(told, Forest.of(people)) == Independent(1, ("0000",))


def test_a_crowd_that_cannot_be_placed_is_one() -> None:
    crowd = [informant(f"{n:02}") for n in range(30)]
    assert independent(crowd, Forest.of([])) == Independent(1, ("00",))
    someone = [*crowd, informant("a", "X")]
    assert independent(someone, Forest.of([])) == Independent(1, ("00",))


def test_observations_of_many_occasions_all_count() -> None:
    visits = [observation(f"{n:02}", f"2022-10-{n:02}", "office") for n in range(1, 29)]
    assert independent(visits, Forest.of([])).size == 28
