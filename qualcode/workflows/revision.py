"""Changing the text of a transcript: all that stands in it is placed anew, and can be settled."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.analysis.alignment import Alignment, Edit, aligned, edited
from qualcode.analysis.replacing import Replacing
from qualcode.errors import InputError, Problem, RefusedError, problem
from qualcode.model.lists import Placed
from qualcode.model.span import Span
from qualcode.model.transcript import Transcript, Turn
from qualcode.model.views import DoubtfulView
from qualcode.readers import registry, turns
from qualcode.readers.text import mended
from qualcode.store import codebook, passages, people, revisions, transcripts
from qualcode.store.engine import Connection
from qualcode.store.journal import Step
from qualcode.store.project import Project
from qualcode.store.revisions import NOBODY, Doubtful, Standing
from qualcode.store.transcripts import Text, Voices
from qualcode.workflows.outcome import Outcome
from qualcode.workflows.places import place


@dataclass(frozen=True, slots=True)
class Revised:
    """What a revision did, or would do: how many passages came through how, and the step."""

    outcome: Outcome
    revision: int
    placed: tuple[tuple[Placed, int], ...]
    turns: int


def revise(
    project: Project,
    coder: str,
    id_: str,
    given: str | Path,
    *,
    edits: Sequence[Edit] | None = None,
    dry_run: bool = False,
    why: str = "",
) -> Revised:
    """Make a revision of a transcript out of a text, a file, or edits of its current text.

    Every passage of every coder is placed anew, and every turn; what cannot be placed surely is
    told, and waits to be settled. The same text again changes nothing. `dry_run` only tells.
    """
    reading = registry.read(given) if isinstance(given, Path) else None
    said = why or f"revise transcript {id_}"
    if dry_run:
        with project.reading() as connection:
            return _Revision(connection, id_, given, reading, edits).told(None)
    with project.writing(by=coder, why=said) as step:
        made = _Revision(step.connection, id_, given, reading, edits)
        made.put(step)
        return made.told(step)


class _Revision:
    """A new text beside the current one, and where everything stands in it."""

    def __init__(
        self,
        connection: Connection,
        id_: str,
        given: str | Path,
        reading: registry.Reading | None,
        edits: Sequence[Edit] | None,
    ) -> None:
        self._text = transcripts.text(connection, id_)
        self._file = given.name if isinstance(given, Path) else ""
        self._problems: tuple[Problem, ...] = reading.problems if reading else ()
        stored = next(s for s in transcripts.listed(connection) if s.key == self._text.key)
        self._number = stored.revision_number
        self._file = self._file or stored.file
        if edits is not None:
            found = edited(self._text.text, _sound(self._text, edits))
            if mended(found.new)[0] != found.new:
                found = aligned(self._text.text, mended(found.new)[0])
        else:
            new = reading.transcript.text if reading else mended(str(given))[0]
            found = aligned(self._text.text, new)
        if not found.new.strip():
            raise InputError("{id} would hold no text", advice="remove it instead", id=id_)
        self._same = found.new == self._text.text
        self._replacing = Replacing(found)
        spoken = reading.transcript.turns if reading else self._turns(found)
        spoken = self._replacing.timed(spoken, self._text.turns)
        self._made = Transcript(id_, found.new, spoken)
        self._before = revisions.passages(connection, self._text.key)
        lost = {at.revision for at in self._before if at.state is Placed.LOST}
        words = revisions.words(connection, lost)
        self._now = [] if self._same else [self._placed(at, words) for at in self._before]

    def _turns(self, found: Alignment) -> tuple[Turn, ...]:
        """Read off the words where they show who speaks, as they did before; else carried along."""
        carried = self._replacing.turns(self._text.turns)
        if _spoken(turns.find(found.old)) != _spoken(self._text.turns):
            return carried
        read = turns.find(found.new)
        missed = {turn.label for turn in carried} - {turn.label for turn in read}
        return carried if missed else read

    def _placed(self, at: Standing, words: Mapping[int, str]) -> Standing:
        """Where a passage stands now; what nobody has settled stays in doubt."""
        if at.state is Placed.LOST:
            found = self._replacing.again(at.span.of(words[at.revision]))
        else:
            found = self._replacing.place(at.span)
        if found.span is None:
            return replace(at, state=Placed.LOST, voice=NOBODY)
        waits = found.state is Placed.EXACT and at.settled_by is None
        state = at.state if waits else found.state
        return replace(at, span=found.span, state=state, settled_by=None)

    def put(self, step: Step) -> None:
        """Write the revision, and the new places."""
        if self._same:
            return
        new = revisions.add(step, self._text, self._made, self._file)
        voices = Voices(step, new.key)
        now = [
            at
            if at.state is Placed.LOST
            else replace(
                at, revision=new.revision, voice=voices.at(new.key, new.speakers.of(at.span))
            )
            for at in self._now
        ]
        revisions.place(step, self._before, now)

    def told(self, step: Step | None) -> Revised:
        """What came of it."""
        counted = Counter(at.state for at in self._now)
        placed = tuple((state, counted[state]) for state in Placed if counted[state])
        if self._same:
            outcome = Outcome(same=1, problems=self._problems)
            return Revised(outcome, self._number, (), len(self._made.turns))
        problems = (*self._problems, *_waiting(self._text.id, counted))
        outcome = Outcome(step.made if step else None, changed=1, problems=problems)
        return Revised(outcome, self._number + 1, placed, len(self._made.turns))


def _spoken(found: Sequence[Turn]) -> list[tuple[str, Span]]:
    return [(turn.label, turn.span) for turn in found]


def _sound(text: Text, edits: Sequence[Edit]) -> list[Edit]:
    """The edits with words as a text has them; they must be in order and lie within the text."""
    at = 0
    for edit in edits:
        if not at <= edit.start <= edit.end <= len(text.text):
            raise InputError(
                "the edit {start}:{end} lies outside of {id}, or before the one ahead of it",
                advice="give them in order, each within the current text",
                start=edit.start,
                end=edit.end,
                id=text.id,
            )
        at = edit.end
    return [replace(edit, words=unicodedata.normalize("NFC", edit.words)) for edit in edits]


def _waiting(id_: str, counted: Counter[Placed]) -> Iterator[Problem]:
    lost = counted[Placed.LOST]
    doubts = sum(counted.values()) - counted[Placed.EXACT] - lost
    if doubts:
        yield problem(
            id_,
            "passages that moved, or whose words changed: {count}",
            advice="look at them with: qualcode transcripts settle {id}",
            count=doubts,
            id=id_,
        )
    if lost:
        yield _gone(id_, lost)


def _gone(id_: str, count: int) -> Problem:
    return problem(
        id_,
        "passages whose words are gone, which count in no analysis: {count}",
        advice="find them a place, or drop them, with: qualcode transcripts settle {id}",
        count=count,
        id=id_,
    )


def lost(project: Project, id_: str = "") -> tuple[Problem, ...]:
    """What is to be told of lost passages, of one transcript or of all."""
    with project.reading() as connection:
        found = revisions.lost(connection)
    return tuple(_gone(each, count) for each, count in found.items() if id_ in ("", each))


def doubtful(project: Project, id_: str = "", *, settled: bool = False) -> list[DoubtfulView]:
    """The passages that a revision left in doubt, in reading order, with words then and now."""
    with project.reading() as connection:
        key = transcripts.key_of(connection, id_) if id_ else None
        found = revisions.doubtful(connection, transcript=key, settled=settled)
        return list(_views(connection, found))


def _views(connection: Connection, found: Sequence[Doubtful]) -> Iterator[DoubtfulView]:
    held = {at.revision for each in found for at in (each.now, each.was)}
    texts = revisions.words(connection, held)
    names = {key: name for name, key in people.coders(connection).items()}
    on = passages.codes(connection)
    book = codebook.book(connection)
    for each in found:
        lost = each.now.state is Placed.LOST
        yield DoubtfulView(
            each.number, each.transcript, each.coder, each.now.state,
            None if lost else each.now.span.start, None if lost else each.now.span.end,
            each.was.span.of(texts[each.was.revision]),
            "" if lost else each.now.span.of(texts[each.now.revision]),
            tuple(book.by_key[code].code.path for code in on.get(each.number, ())),
            names.get(each.now.settled_by or 0, ""),
        )  # fmt: skip


def settle(
    project: Project, coder: str, number: int, *, start: str, end: str, quote: str
) -> Outcome:
    """Let a passage stand as it does, or elsewhere; one that is lost and is accepted stays so."""
    with project.writing(by=coder, why=f"settle passage {number}") as step:
        held = revisions.one(step.connection, number)
        if not (start or end or quote):
            revisions.settle(step, number)
        else:
            text = transcripts.text(step.connection, held.transcript)
            span = place(text, start=start, end=end, quote=quote)
            revisions.settle(step, number, text=text, span=span)
    return Outcome(step.made, changed=int(step.made is not None), numbers=(number,))


def drop(project: Project, coder: str, number: int) -> Outcome:
    """Take out a passage whose place is in doubt, with all that it carries."""
    with project.writing(by=coder, why=f"drop passage {number}") as step:
        held = revisions.one(step.connection, number)
        if held.now.settled_by is not None and held.now.state is not Placed.LOST:
            raise RefusedError(
                "passage {number} is settled", advice="take its codes off instead", number=number
            )
        revisions.drop(step, number)
    return Outcome(step.made, changed=1, numbers=(number,))
