"""When two sources may have their word from the same place."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.analysis.referral import Forest

DIMENSIONS = frozenset({"organisation", "branch"})
ALL_DIMENSIONS = DIMENSIONS | {"parent", "standpoint"}

Token = tuple[str, ...]

_ANYBODY: Token = ("anybody",)


@dataclass(frozen=True, slots=True)
class Witness:
    """A source (`informant`, `document` or `observation`) with what its support rests on.

    `organisation` is a document's issuer; `occasion` the date and place of an observation, either
    may be empty. `origins` holds, for each supporting passage, the source's own id, or X where it
    was told by or read from X; `sittings` the transcripts of those passages. A source that only
    assents to leading questions is not `eligible`.
    """

    id: str
    kind: str
    organisation: str = ""
    parent: str = ""
    standpoint: str = ""
    occasion: tuple[str, str] = ("", "")
    origins: frozenset[str] = frozenset()
    sittings: frozenset[str] = frozenset()
    eligible: bool = True


@dataclass(frozen=True, slots=True)
class Mark:
    """What a witness has about it, and what it cannot stand beside."""

    holds: frozenset[Token]
    shuns: frozenset[Token]

    def clashes(self, other: Mark) -> bool:
        """Whether one holds what the other shuns."""
        return not (self.shuns.isdisjoint(other.holds) and other.shuns.isdisjoint(self.holds))


def mark(witness: Witness, forest: Forest, dimensions: frozenset[str] = DIMENSIONS) -> Mark:
    """The rules that hold for this witness; two witnesses clash where their marks do.

    The dimensions are for informants among themselves. Documents clash by issuer and by the
    issuer's parent, observations by occasion, and sources of any kind by one recorded origin.
    """
    shared = _origin(witness)
    match witness.kind:
        case "informant":
            holds, shuns = _informant(witness, forest, dimensions)
        case "document":
            holds, shuns = _document(witness)
        case "observation":
            holds, shuns = _observation(*witness.occasion)
        case other:
            raise ValueError(f"no kind of source: {other}")
    if placeless(witness, forest, dimensions):
        shuns.append(_ANYBODY)
    return Mark(frozenset((_ANYBODY, *shared, *holds)), frozenset((*shared, *shuns)))


def placeless(witness: Witness, forest: Forest, dimensions: frozenset[str] = DIMENSIONS) -> bool:
    """Whether nothing is known that could show this witness to be independent of anybody."""
    if witness.kind != "informant":
        return witness.kind == "document" and not witness.organisation
    counting = (dimensions & DIMENSIONS) or dimensions
    return bool(counting) and not (
        ("organisation" in counting and witness.organisation)
        or ("branch" in counting and not forest.unknown(witness.id))
        or ("parent" in counting and witness.parent)
        or ("standpoint" in counting and witness.standpoint)
    )


def _origin(witness: Witness) -> list[Token]:
    return [("origin", *witness.origins)] if len(witness.origins) == 1 else []


def _informant(
    witness: Witness, forest: Forest, dimensions: frozenset[str]
) -> tuple[list[Token], list[Token]]:
    both: list[Token] = []
    holds: list[Token] = []
    shuns: list[Token] = []
    if len(witness.sittings) == 1:
        both.append(("sitting", *witness.sittings))
    if witness.organisation:
        holds += [("organisation", witness.organisation), ("office", witness.organisation)]
    if witness.organisation and "organisation" in dimensions:
        shuns.append(("organisation", witness.organisation))
    if "parent" in dimensions and witness.parent:
        both.append(("parent", witness.parent))
        shuns.append(("office", witness.parent))
    if "standpoint" in dimensions and witness.standpoint:
        both.append(("standpoint", witness.standpoint))
    if "branch" in dimensions and not forest.unknown(witness.id):
        tree, branch = forest.seed(witness.id) or "", forest.branch(witness.id)
        holds.append(("tree", tree))
        shuns.append(("tree", tree) if branch is None else ("seed", tree))
        both.append(("seed", tree) if branch is None else ("branch", branch))
    return both + holds, both + shuns


def _document(witness: Witness) -> tuple[list[Token], list[Token]]:
    issuer, parent = ("organisation", witness.organisation), ("organisation", witness.parent)
    return [issuer], [issuer, parent] if witness.parent else [issuer]


def _observation(date: str, place: str) -> tuple[list[Token], list[Token]]:
    """Two are of different occasions where both dates, or else both places, are known to differ."""
    dates, places = {date, ""}, {place, ""}
    holds: list[Token] = [("occasion", on, at) for on in dates for at in places]
    shuns: list[Token] = [("occasion", date, place)]
    if not date:
        holds.append(("undated",))
        shuns.append(("unplaced",))
    if not place:
        holds.append(("unplaced",))
        shuns.append(("undated",))
    return holds, shuns
