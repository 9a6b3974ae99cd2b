"""Quotes for reports: every one that a report prints is made here, in the words as spoken."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qualcode.analysis.triangulation import Row
from qualcode.model.lists import Stance
from qualcode.model.span import Span
from qualcode.model.views import QuoteView
from qualcode.store import claims, codings, passages, readings
from qualcode.store.codebook import Book
from qualcode.store.engine import Connection
from qualcode.store.readings import Voice
from qualcode.workflows.quoting import Quoting
from qualcode.workflows.settings import Reporting

_AGAINST = frozenset({Stance.DENY})


@dataclass(frozen=True, slots=True)
class Place:
    """A passage under a code, or tied to a claim, before its words are read.

    `code` is a path, empty for evidence; `claim` is empty for a coding.
    """

    passage: int
    transcript: str
    span: Span
    coder: str
    sources: tuple[str, ...]
    stance: Stance
    code: str = ""
    claim: str = ""


def coded(
    connection: Connection, settings: Reporting, book: Book, heard: Mapping[int, Voice]
) -> list[Place]:
    """Every coding that counts and in which a source is heard, in reading order."""
    paths = {key: entry.code.path for key, entry in book.by_key.items()}
    return [
        Place(
            c.passage, c.transcript, c.span, c.coder, heard[c.voice].sources, c.stance,
            code=paths[c.code],
        )
        for c in codings.listed(connection, settings.counting.condition)
        if c.voice in heard and heard[c.voice].sources
    ]  # fmt: skip


def tied(connection: Connection, settings: Reporting, heard: Mapping[int, Voice]) -> list[Place]:
    """Every piece of evidence that counts and in which a source is heard, by claim."""
    return [
        Place(
            e.passage, e.transcript, e.span, e.coder, heard[e.voice].sources, e.stance,
            claim=e.claim,
        )
        for e in claims.evidence(connection)
        if e.coder in settings.coders and e.voice in heard and heard[e.voice].sources
    ]  # fmt: skip


class Words:
    """Reads the words of places, with the line on which each begins and its translation.

    `names` are real names with the pseudonyms that stand in brackets in their place.
    """

    def __init__(self, connection: Connection, names: Mapping[str, str]) -> None:
        self._names = {name.casefold(): id_ for name, id_ in names.items()}
        self._spoken: dict[str, re.Pattern[str] | None] = {}
        self._texts = {text.id: text.text for text in readings.texts(connection).values()}
        self._lines: dict[str, list[int]] = {}
        self._translations = passages.translations(connection)
        self._quoting = Quoting.of(connection)

    def of(
        self, place: Place, sources: tuple[str, ...] = (), stance: Stance | None = None
    ) -> QuoteView:
        """The quote at a place; `sources` where only some of those heard there are meant, `stance`
        where it is another toward the subject than that of the coding. A mark stands there where
        anybody heard at the place may not be quoted."""
        translation, translator = self._translations.get(place.passage, ("", ""))
        if self._quoting.forbidden(place.sources):
            translation, translator = "", ""
        return QuoteView(
            place.passage,
            sources or place.sources,
            place.transcript,
            self._line(place.transcript, place.span.start),
            self._quoting.shown(
                self._unnamed(place.span.of(self._texts[place.transcript]), place.transcript),
                place.sources,
            ),
            stance or place.stance,
            place.code,
            self._unnamed(translation, place.transcript),
            translator,
        )

    def _unnamed(self, words: str, transcript: str) -> str:
        if transcript not in self._spoken:
            self._spoken[transcript] = self._pattern(self._texts[transcript])
        pattern = self._spoken[transcript]
        if pattern is None:
            return words
        return pattern.sub(lambda found: f"[{self._names.get(found[0].casefold(), '…')}]", words)

    def _pattern(self, text: str) -> re.Pattern[str] | None:
        """What finds the real names that stand in a transcript, the longest first."""
        folded = text.casefold()
        said = sorted((name for name in self._names if name in folded), key=len, reverse=True)
        either = "|".join(map(re.escape, said))
        return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE) if said else None

    def _line(self, transcript: str, at: int) -> int:
        if transcript not in self._lines:
            text = self._texts[transcript]
            self._lines[transcript] = [i for i, letter in enumerate(text) if letter == "\n"]
        return bisect_left(self._lines[transcript], at) + 1


Chosen = tuple[Place, str, Stance]
"""A place, whose words there are meant, and how they stand to the claim."""


def chosen(
    rows: Sequence[Row],
    themes: Mapping[str, Iterable[tuple[str, bool]]],
    coded_: Iterable[Place],
    tied_: Iterable[Place],
    key_quotes: frozenset[int],
) -> dict[str, list[Chosen]]:
    """Per claim a place for each witness, and one against it for each source that dissents.

    `themes` gives for each claim the codes that it is judged by, and whether they are turned round.
    A key quote goes before others, else the first in reading order.
    """
    first: dict[tuple[str, str, bool], _Offer] = {}

    def _offer(claim: str, source: str, offer: _Offer) -> None:
        at = claim, source, offer.stance in _AGAINST
        if offer.stance is not Stance.MENTION and (at not in first or offer.rank < first[at].rank):
            first[at] = offer

    for at, place in enumerate(tied_):
        for source in place.sources:
            rank = place.passage not in key_quotes, at
            _offer(place.claim, source, _Offer(rank, place, place.stance))
    under = _under(coded_, key_quotes)
    for row in rows:
        for path, turned in themes.get(row.id, ()):
            for source, offer in under.get(path, ()):
                stance = offer.stance.turned if turned else offer.stance
                _offer(row.id, source, replace(offer, stance=stance))
    return {row.id: list(_of(row, first)) for row in rows}


@dataclass(frozen=True, slots=True)
class _Offer:
    """A place that may be quoted; the lowest rank is: key quotes first, then the earliest."""

    rank: tuple[bool, int]
    place: Place
    stance: Stance


def _under(
    coded_: Iterable[Place], key_quotes: frozenset[int]
) -> dict[str, list[tuple[str, _Offer]]]:
    """By code, the best place of each source for each stance: all that any claim can need."""
    best: dict[tuple[str, str, Stance], _Offer] = {}
    for at, place in enumerate(coded_):
        rank = place.passage not in key_quotes, at
        for source in place.sources:
            key = place.code, source, place.stance
            if key not in best or rank < best[key].rank:
                best[key] = _Offer(rank, place, place.stance)
    under: dict[str, list[tuple[str, _Offer]]] = {}
    for (code, source, _), offer in best.items():
        under.setdefault(code, []).append((source, offer))
    return under


def _of(row: Row, first: Mapping[tuple[str, str, bool], _Offer]) -> Iterator[Chosen]:
    wanted = [(id_, False) for id_ in row.witnesses]
    for one in row.dissenting:
        wanted += [(one.id, False), (one.id, True)]
    for id_, against in dict.fromkeys(wanted):
        held = first.get((row.id, id_, against))
        if held is not None:
            yield held.place, id_, held.stance
