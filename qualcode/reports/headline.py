"""What a report says first: how many claims stand, and for what nobody stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from qualcode.analysis.triangulation import Row
from qualcode.i18n import mark, say
from qualcode.model.lists import ClaimKind, Verdict
from qualcode.model.views import ClaimView

_NUMBERS = {2: mark("two"), 3: mark("three"), 4: mark("four")}


def counts(rows: Sequence[Row]) -> str:
    """How many claims have which verdict, the strongest first."""
    found = Counter(row.verdict for row in rows)
    told = [f"{found[verdict]} {say(verdict.value)}"
            for verdict in reversed(Verdict) if found[verdict]]  # fmt: skip
    return say("{count} claims: {verdicts}.", count=len(rows), verdicts=", ".join(told))


def sentences(
    rows: Sequence[Row], claims: Sequence[ClaimView], *, citations: bool
) -> Iterator[str]:
    """The counts; what holds of the conclusions; and of which kinds of asset nobody speaks.

    Where the material is `citations` of an article, it speaks of citations.
    """
    if not rows:
        yield say("There are no claims yet.")
        return
    yield counts(rows)
    silent = {row.id for row in rows if not row.sources}
    concluded = _conclusions(claims)
    bare = [id_ for id_ in concluded if id_ in silent]
    if bare and bare == concluded:
        yield _of_conclusions(bare, citations=citations)
    bare_types = [
        f"{type_} ({len(ids)})" for type_, ids in _by_type(claims).items() if silent.issuperset(ids)
    ]
    if bare_types:
        yield _of_types(bare_types, citations=citations)


def _conclusions(claims: Sequence[ClaimView]) -> list[str]:
    """Inferences that rest on other claims and on which no further inference rests."""
    inferences = [claim for claim in claims if claim.kind == ClaimKind.INFERENCE.value]
    below = {id_ for claim in inferences for id_ in claim.rests_on}
    return [claim.id for claim in inferences if claim.rests_on and claim.id not in below]


def _by_type(claims: Sequence[ClaimView]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for claim in claims:
        if claim.type:
            found.setdefault(claim.type, []).append(claim.id)
    return found


def _of_conclusions(ids: Sequence[str], *, citations: bool) -> str:
    named = ", ".join(ids)
    if not citations:
        return say("No source is tied to what is concluded: {ids}.", ids=named)
    if len(ids) == 1:
        return say(
            "At the sentence of the article's headline conclusion ({ids}), no informant is cited.",
            ids=named,
        )
    return say(
        "At the sentences of the article's {count} headline conclusions ({ids}), no informant is"
        " cited.",
        count=say(_NUMBERS[len(ids)]) if len(ids) in _NUMBERS else len(ids),
        ids=named,
    )


def _of_types(types: Sequence[str], *, citations: bool) -> str:
    template = (
        mark("No informant is cited for any claim of these types: {types}.")
        if citations
        else mark("No source is tied to any claim of these types: {types}.")
    )
    return say(template, types=", ".join(types))
