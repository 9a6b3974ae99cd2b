"""Negative cases: what speaks against a claim, and how that was explained."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qualcode.errors import RefusedError, UsageError
from qualcode.model.lists import Stance
from qualcode.model.views import NegativeCaseView
from qualcode.store import claims, codebook, codings, negative_cases, passages, readings
from qualcode.store.claims import Claim
from qualcode.store.codebook import Book
from qualcode.store.codings import Coding
from qualcode.store.engine import Connection
from qualcode.store.negative_cases import Explained
from qualcode.store.passages import Passage
from qualcode.store.project import Project
from qualcode.workflows.history import iso
from qualcode.workflows.outcome import Outcome
from qualcode.workflows.quoting import Quoting
from qualcode.workflows.settings import Reporting, reporting

AGAINST = (Stance.DENY, Stance.QUALIFY)

_Case = tuple[Stance, tuple[str, ...]]  # the stance toward the claim, and the codes that say so


def listed(project: Project, claim: str = "") -> list[NegativeCaseView]:
    """What denies or qualifies a claim, or any, in the reporting coders' reading; by claim, then
    in reading order. What was explained and no longer speaks against it is there too."""
    with project.reading() as connection:
        wanted = claims.key_of(connection, claim) if claim else None
        found = _cases(connection, wanted)
        explained = {
            (case.claim, case.passage): case
            for case in negative_cases.negative_cases(connection)
            if wanted in (None, case.claim)
        }
        numbers = sorted({passage for _, passage in (*found, *explained)})
        places = passages.listed(connection, numbers=numbers) if numbers else []
        texts = readings.texts(connection) if numbers else {}
        heard = readings.voices(connection)
        quoting = Quoting.of(connection)
        order = {place.number: at for at, place in enumerate(places)}
        against: dict[int, list[int]] = {}
        for key, passage in sorted({*found, *explained}, key=lambda at: order[at[1]]):
            against.setdefault(key, []).append(order[passage])
        return [
            _view(
                each.id,
                place,
                quoting.shown(
                    place.span.of(texts[place.transcript_key].text), heard[place.voice].sources
                ),
                heard[place.voice].sources,
                found.get((each.key, place.number)),
                explained.get((each.key, place.number)),
            )
            for each in claims.listed(connection)
            for place in map(places.__getitem__, against.get(each.key, ()))
        ]


def explain(
    project: Project, coder: str, claim: str, passage: int, explanation: str, *, revised: bool
) -> Outcome:
    """Record how a passage against a claim is explained; once more replaces what was said."""
    if not explanation.strip():
        raise UsageError("the explanation has no words", advice="write how it fits the claim")
    with project.writing(by=coder, why=f"explain {passage} against {claim}") as step:
        key = claims.key_of(step.connection, claim)
        number = passages.one(step.connection, passage).number
        if (key, number) not in _cases(step.connection, key):
            raise RefusedError(
                "passage {number} neither denies nor qualifies {claim}",
                advice="qualcode claims negative-cases shows what does",
                number=number,
                claim=claim,
            )
        new = negative_cases.explain(step, key, number, explanation.strip(), revised=revised)
    return Outcome(step.made, new=int(new), changed=int(not new))


def _view(
    claim: str,
    place: Passage,
    words: str,
    sources: tuple[str, ...],
    case: _Case | None,
    explained: Explained | None,
) -> NegativeCaseView:
    stance, codes = case or (None, ())
    return NegativeCaseView(
        claim, place.number, place.transcript, place.coder, place.span.start, place.span.end,
        words, stance, codes, sources,
        explained.explanation if explained else "",
        explained.revised if explained else False,
        explained.coder if explained else "",
        iso(explained.at)[:10] if explained else "",
    )  # fmt: skip


def _cases(connection: Connection, claim: int | None) -> dict[tuple[int, int], _Case]:
    """By claim and passage, what speaks against: evidence, or else what is under its themes."""
    settings = reporting(connection)
    listed = claims.listed(connection)
    heard = {key for key, voice in readings.voices(connection).items() if voice.sources}
    keys = {each.id: each.key for each in listed}
    found: dict[tuple[int, int], _Case] = {}
    tied: set[int] = set()
    for one in readings.evidence(connection, settings.counting.coders):
        tied.add(keys[one.claim])
        if one.voice in heard and one.stance in AGAINST:
            found[keys[one.claim], one.passage] = (Stance(one.stance), ())
    book = codebook.book(connection)
    untied = [each for each in listed if each.key not in tied and each.themes]
    under = _under(connection, settings, book, untied)
    for each in untied:
        for coding, stance in _turned(book, each, under):
            if coding.voice in heard and stance in AGAINST:
                at = each.key, coding.passage
                worst, codes = found.get(at, (stance, ()))
                path = book.by_key[coding.code].code.path
                together = codes if path in codes else (*codes, path)
                found[at] = (min(worst, stance, key=AGAINST.index), together)
    return {at: case for at, case in found.items() if claim in (None, at[0])}


def _under(
    connection: Connection, settings: Reporting, book: Book, wanted: Sequence[Claim]
) -> dict[int, list[Coding]]:
    """By code, what is coded with it, for all codes that one of the claims is judged by."""
    codes = {
        below.key
        for claim in wanted
        for code, _ in claim.themes
        for below in book.below(book.by_key[code])
    }
    under: dict[int, list[Coding]] = {}
    if codes:
        conditions = codings.matching(codes=sorted(codes))
        for coding in codings.listed(connection, settings.counting.condition, *conditions):
            under.setdefault(coding.code, []).append(coding)
    return under


def _turned(
    book: Book, claim: Claim, under: dict[int, list[Coding]]
) -> Iterator[tuple[Coding, Stance]]:
    """What is coded under a claim's themes, with the stance toward the claim."""
    for code, turned in claim.themes:
        for below in book.below(book.by_key[code]):
            for coding in under.get(below.key, ()):
                yield coding, coding.stance.turned if turned else coding.stance
