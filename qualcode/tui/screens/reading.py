"""Reading: the transcript on the desk, what is coded in it, and what of that is shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from textual.reactive import var

from qualcode.i18n import language, say
from qualcode.model.span import Span
from qualcode.tui.screens.working import WorkingScreen
from qualcode.tui.units import Units
from qualcode.tui.widgets.marks import Mark, Marks
from qualcode.tui.widgets.text_view import TextView

if TYPE_CHECKING:
    from qualcode.model.codebook import Code
    from qualcode.model.views import (
        ClaimView,
        CodingView,
        EvidenceView,
        LinkView,
        MemoView,
        PlaceView,
    )
    from qualcode.model.views import TextView as Shown
    from qualcode.store.glance import Glance
    from qualcode.workflows.study import Study

    _Found = tuple[list[CodingView], Sequence[PlaceView], Sequence[EvidenceView]]
UNCODED, TIED, STARRED = "?", "§", "★"


@dataclass(frozen=True)
class Around:
    """What hangs on a transcript beside its codings, and the claims that it may be tied to;
    passages are by number."""

    places: dict[int, PlaceView]
    links: tuple[LinkView, ...] = ()
    evidence: tuple[EvidenceView, ...] = ()
    memos: tuple[MemoView, ...] = ()
    claims: tuple[ClaimView, ...] = ()

    def instead(
        self,
        passages: Collection[int],
        places: Sequence[PlaceView],
        evidence: Sequence[EvidenceView],
    ) -> Around:
        """The same with other things on some passages."""
        others = {n: place for n, place in self.places.items() if n not in passages}
        elsewhere = (each for each in self.evidence if each.passage not in passages)
        return replace(
            self,
            places={**others, **{place.number: place for place in places}},
            evidence=(*elsewhere, *evidence),
        )

    @cached_property
    def tied(self) -> frozenset[tuple[str, int, int]]:
        """Who tied what from where to where to a claim."""
        return frozenset((each.coder, each.start, each.end) for each in self.evidence)


@dataclass(frozen=True, slots=True)
class Only:
    """A filter on the codings that are shown: one code with all below it, or one coder."""

    code: str = ""
    coder: str = ""

    def holds(self, coding: CodingView) -> bool:
        """Whether a coding is shown."""
        if self.coder:
            return coding.coder == self.coder
        return coding.code == self.code or coding.code.startswith(f"{self.code}/")


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage at the cursor, by number, with where it stands."""

    number: int
    start: int
    end: int


class Reading(WorkingScreen):
    """Holds one transcript with all that is known of it."""

    shown: var[Shown | None] = var(None)
    codings: var[tuple[CodingView, ...]] = var(())

    def __init__(self) -> None:
        super().__init__()
        self.codes: dict[str, Code] = {}
        self.around = Around({})
        self.only: Only | None = None
        self.units = Units()
        self._goal: int | Span | None = None
        self._taken: int | None = None
        self._numbered: dict[int, CodingView] = {}
        self._on: dict[int, list[CodingView]] = {}

    @property
    def view(self) -> TextView:
        """The text on the screen."""
        return self.query_one(TextView)

    @property
    def place(self) -> tuple[str, int] | None:
        """The transcript and the character that the cursor is at."""
        return (self.shown.id, self.view.cursor) if self.shown else None

    def open(self, transcript: str, place: int | Span | None = None) -> None:
        """Show a transcript, from its start, at a place in it, or with some words selected."""
        self._goal = place
        study, round_ = self.bench.study, self.bench.round

        def _read() -> tuple[Shown, list[CodingView], Around, tuple[Code, ...], str]:
            shown = study.transcripts.show(transcript)
            codings = study.codings.list(transcript=transcript, round_=round_)
            around = _around(study, transcript)
            return shown, codings, around, study.codebook.list(), study.notice

        self.start(_read, self._opened)

    def glimpse(self, glance: Glance, offset: int = 0) -> None:
        """Show how a transcript looks, before the project is open."""
        marks = Marks(Mark(c.number, c.start, c.end, c.code[:1], c.colour) for c in glance.codings)
        self.view.show(glance.text, glance.turns, marks, frozenset())
        if offset:
            self.view.go(offset)

    def _opened(self, found: tuple[Shown, list[CodingView], Around, tuple[Code, ...], str]) -> None:
        shown, codings, around, codes, notice = found
        self.codes = {code.path: code for code in codes}
        same = self.shown is not None and self.shown.id == shown.id
        before = self.view.cursor
        self.shown, self.around = shown, around
        self._hold(tuple(codings))
        self.units = Units(shown.text, shown.turns)
        turns = tuple(turn for turn, _ in shown.turns)
        asking = frozenset(turn.label for turn, who in shown.turns if not who)
        self.view.show(shown.text, turns, self._marks(), asking)
        if isinstance(self._goal, Span):
            self.view.select(self._goal)
        elif self._goal is not None or same:
            self.view.go(self._goal if self._goal is not None else before)
        self._goal = None
        self.came(notice)
        self.tell_place()

    def came(self, notice: str) -> None:
        """A transcript, or the same one, was read anew."""

    def tell_place(self) -> None:
        """The cursor is somewhere else, or there is something else under it."""
        coding = self.the_coding()
        if coding is None or coding.number != self._taken:
            self._taken = None

    def reload(self) -> None:
        """Read anew what is shown."""
        if self.shown is not None:
            self.open(self.shown.id, self.view.cursor)

    def look_again(self, passages: Collection[int]) -> None:
        """Read anew what hangs on some passages; the others are as they were."""
        study, round_ = self.bench.study, self.bench.round
        some = [*passages]

        def _read() -> _Found:
            codings = [c for c in study.codings.show(passages=some) if c.round == round_]
            places, evidence = study.marking.show(some), study.claims.show_evidence(passages=some)
            return codings, places, evidence

        def _show(found: _Found) -> None:
            codings, places, evidence = found
            with self._drawing(some):
                for number in some:
                    for coding in self._on.pop(number, ()):
                        del self._numbered[coding.number]
                self.around = self.around.instead(some, places, evidence)
                self._add(codings)

        self.start(_read, _show)

    def show_codings(self, codings: tuple[CodingView, ...]) -> None:
        """Show these codings on the text, and no others."""
        self._hold(codings)
        self.view.mark(self._marks())
        self.coded()

    def put_codings(self, new: Sequence[CodingView]) -> None:
        """Show more codings, or others in the place of those of the same number."""
        old = [self._numbered[c.number] for c in new if c.number in self._numbered]
        with self._drawing(dict.fromkeys(coding.passage for coding in (*old, *new))):
            for coding in old:
                self._on[coding.passage].remove(coding)
            self._add(new)

    def _add(self, codings: Sequence[CodingView]) -> None:
        for coding in codings:
            self._numbered[coding.number] = coding
            self._on.setdefault(coding.passage, []).append(coding)

    @contextmanager
    def _drawing(self, passages: Iterable[int]) -> Iterator[None]:
        """Whatever changes on some passages meanwhile is drawn then, and nothing else."""
        before = [mark for number in passages for mark in self._marks_on(number)]
        yield
        self.codings = tuple(self._numbered.values())
        after = [mark for number in passages for mark in self._marks_on(number)]
        self.view.change(
            [mark for mark in before if mark not in after],
            [mark for mark in after if mark not in before],
        )
        self.coded()

    def coded(self) -> None:
        """Other codings are shown than before."""
        self.tell_place()

    def _hold(self, codings: tuple[CodingView, ...]) -> None:
        self.codings = codings
        self._numbered = {coding.number: coding for coding in codings}
        self._on = {}
        for coding in codings:
            self._on.setdefault(coding.passage, []).append(coding)

    # What of it is shown

    @property
    def seen(self) -> tuple[CodingView, ...]:
        """The codings that the filter lets through."""
        only = self.only
        return tuple(c for c in self.codings if only.holds(c)) if only else self.codings

    @property
    def waiting(self) -> list[PlaceView]:
        """The passages that wait for a code, in reading order."""
        return [place for number, place in self.around.places.items() if self.waits(number)]

    def waits(self, number: int) -> bool:
        """Whether a passage waits for a code."""
        place = self.around.places.get(number)
        return (
            place is not None
            and not (place.codes or self._on.get(number))
            and (place.coder, place.start, place.end) not in self.around.tied
        )

    def _marks(self) -> Marks:
        passages = dict.fromkeys((*self._on, *self.around.places))
        return Marks(mark for number in passages for mark in self._marks_on(number))

    def _marks_on(self, number: int) -> Iterator[Mark]:
        """How a passage is drawn: by its codings; and by a sign where it has none, or is a key
        quote, which keeps the colour of the code on it."""
        on = self._on.get(number, [])
        seen = [coding for coding in on if self.only is None or self.only.holds(coding)]
        for c in seen:
            initial = c.code.rpartition("/")[2][:1]
            yield Mark(c.number, c.start, c.end, initial, self.colour(c.code))
        place = self.around.places.get(number)
        if place is None or (seen and not place.key_quote):
            return
        elsewhere = bool(place.codes or on)  # in another round, or filtered
        if seen or (self._lets_through(place) and not elsewhere):
            sign = UNCODED if self.waits(number) else TIED
            sign = STARRED if place.key_quote else sign
            colour = self.colour(min(seen, key=lambda c: c.number).code) if seen else ""
            yield Mark(-place.number, place.start, place.end, sign, colour)

    def _lets_through(self, place: PlaceView) -> bool:
        return self.only is None or self.only.coder == place.coder

    # What is where

    def colour(self, path: str) -> str:
        """The colour of a code, or of the nearest one above that has one."""
        while path:
            code = self.codes.get(path)
            if code and code.colour:
                return code.colour
            path = path.rpartition("/")[0]
        return ""

    def called(self, path: str) -> str:
        """The name of a code."""
        code = self.codes.get(path)
        return (code.name.in_(language()) if code else "") or path.rpartition("/")[2]

    def codings_here(self) -> list[CodingView]:
        """The codings at the cursor that are shown, the narrowest first."""
        numbers = [mark.number for mark in self._marks_here() if mark.number > 0]
        return [self._numbered[number] for number in numbers if number in self._numbered]

    def the_coding(self) -> CodingView | None:
        """The coding that keys act on: the one at the cursor that was taken, or the narrowest."""
        here = self.codings_here()
        taken = next((coding for coding in here if coding.number == self._taken), None)
        return taken or next(iter(here), None)

    def take(self, number: int) -> None:
        """Let keys act on that coding, for as long as the cursor is on it."""
        self._taken = number
        self.tell_place()

    def passages_here(self) -> list[Passage]:
        """The passages at the cursor: that of the coding taken, then the narrowest first."""
        found: dict[int, Passage] = {}
        marks = self._marks_here()
        for mark in sorted(marks, key=lambda mark: mark.number != self._taken):
            coding = self._numbered.get(mark.number)
            number = coding.passage if coding else -mark.number
            found.setdefault(number, Passage(number, mark.start, mark.end))
        return list(found.values())

    def _marks_here(self) -> list[Mark]:
        cursor, marks = self.view.cursor, self.view.marks
        here = marks.at(cursor) or [m for m in marks.at(max(0, cursor - 1)) if m.end == cursor]
        return sorted(here, key=lambda mark: (mark.end - mark.start, -mark.number))

    def coding_here(self) -> CodingView | None:
        """The coding that keys act on; says so where there is none."""
        here = self.the_coding()
        if here is None:
            self.notify(say("nothing is coded here"), severity="warning")
        return here

    def passage_here(self) -> Passage | None:
        """The passage that keys act on; says so where there is none."""
        here = self.passages_here()
        if not here:
            self.notify(say("there is no passage here"), severity="warning")
        return here[0] if here else None


def _around(study: Study, transcript: str) -> Around:
    places = {place.number: place for place in study.marking.list(transcript=transcript)}
    links = tuple(x for x in study.links.list() if x.passage in places or x.other in places)
    evidence = tuple(study.claims.list_evidence(transcript=transcript))
    memos, claims = tuple(study.memos.list()), tuple(study.claims.list())
    return Around(places, links, evidence, memos, claims)
