"""Lists of transcripts, of files that are to become some, and one with its text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import repeat

from qualcode.i18n import mark, say
from qualcode.model.views import (
    FileView,
    TextView,
    TranscriptView,
)
from qualcode.reports.document import Column, Document, Grid, Value
from qualcode.reports.listings.listing import listing

_FIRST_TURNS = 4


_FIRST_WORDS = 80


def transcripts(found: Sequence[TranscriptView], notice: str = "") -> Document:
    """Transcripts with what is known of them and how far their coding has come."""
    further = tuple(dict.fromkeys(name for each in found for name in each.attributes))
    columns = (
        Column("id", mark("Transcript")),
        Column("kind", mark("Kind"), closed=True),
        Column("date", mark("Date")),
        Column("organisation", mark("Organisation")),
        Column("place", mark("Place")),
        Column("mode", mark("Mode")),
        Column("language", mark("Language")),
        Column("duration", mark("Duration")),
        Column("informants", mark("Informants")),
        Column("unmatched", mark("Unknown speakers")),
        Column("characters", mark("Characters")),
        Column("passages", mark("Passages")),
        Column("codings", mark("Codings")),
        Column("coded", mark("Share coded")),
        Column("consent", mark("Consent")),
        *(Column(name, name, verbatim=True) for name in further),
    )
    rows = (
        (
            t.id, t.about.kind.value, t.about.date, t.about.organisation, t.about.place,
            t.about.mode, t.about.language, t.about.duration, t.speakers, t.unmatched, t.length,
            t.passages, t.codings, t.coded, t.consent,
            *(t.attributes.get(name, "") for name in further),
        )
        for t in found
    )  # fmt: skip
    return listing(mark("Transcripts"), columns, rows, notice)


def files(found: Sequence[FileView], notice: str = "") -> Document:
    """What would be made of files: one row each, then how each begins."""
    columns = (
        Column("id", mark("Transcript")),
        Column("fate", mark("What happens"), closed=True),
        Column("characters", mark("Characters")),
        Column("turns", mark("Turns")),
        Column("timed", mark("With times")),
        Column("speakers", mark("Speakers")),
        Column("passed", mark("Not taken for speakers")),
        Column("pattern", mark("With --turns")),
        Column("file", mark("File")),
    )
    rows = tuple(
        (
            file.id, file.fate.value, len(file.text), len(file.turns),
            sum(turn.begins is not None for turn in file.turns),
            speaking(file), file.passed,
            file.pattern, file.file,
        )
        for file in found
    )  # fmt: skip
    beginnings = (
        Column("id", mark("Transcript")),
        Column("speaker", mark("Speaker")),
        Column("begins", mark("Time (s)")),
        Column("words", mark("Words")),
    )
    first = tuple(row for file in found for row in _beginning(file))
    keys = [column.key for column in columns]
    data: tuple[dict[str, Value], ...] = tuple(
        {
            **dict(zip(keys, row, strict=True)),
            "speakers": tuple(
                {"speaker": label, "turns": n, "informants": who}
                for (label, n), who in _speakers(file)
            ),
            "begins_with": tuple(
                {"speaker": speaker, "begins": begins, "words": words}
                for _, speaker, begins, words in _beginning(file)
            ),
        }
        for file, row in zip(found, rows, strict=True)
    )
    blocks = (Grid(columns, rows), Grid(beginnings, first, say(mark("How each begins"))))
    return Document(say(mark("Files")), blocks, notice, data)


def speaking(file: FileView) -> tuple[str, ...]:
    """Who would speak in a file: labels with how often, and the informants that they would be."""
    return tuple(
        f"{label} ({count})" + (f" = {', '.join(who)}" if who else "")
        for (label, count), who in _speakers(file)
    )


def _speakers(file: FileView) -> Iterator[tuple[tuple[str, int], tuple[str, ...]]]:
    return zip(file.speakers, file.who or repeat(()), strict=False)


def _beginning(file: FileView) -> Iterator[tuple[str, str, float | None, str]]:
    """The first turns of a file, or its first words where nobody speaks in it."""
    for turn in file.turns[:_FIRST_TURNS]:
        begins = None if turn.begins is None else turn.begins / 1000
        yield file.id, turn.label, begins, _cut(turn.span.of(file.text))
    if file.text and not file.turns:
        yield file.id, "", None, _cut(file.text)


def _cut(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _FIRST_WORDS else f"{line[:_FIRST_WORDS].rstrip()} …"


def text(shown: TextView, notice: str = "") -> Document:
    """One transcript: its turns as a grid, the whole text and its positions as data."""
    columns = (
        Column("start", mark("From")),
        Column("end", mark("To")),
        Column("speaker", mark("Speaker")),
        Column("informants", mark("Informants")),
        Column("begins", mark("Time (s)")),
        Column("words", mark("Words")),
    )
    rows = tuple(
        (
            turn.span.start, turn.span.end, turn.label, who,
            None if turn.begins is None else turn.begins / 1000, turn.span.of(shown.text),
        )
        for turn, who in shown.turns
    )  # fmt: skip
    if not rows and shown.text:
        rows = ((0, len(shown.text), "", (), None, shown.text),)
    turns = tuple(
        {
            "speaker": turn.label,
            "informants": who,
            "start": turn.span.start,
            "end": turn.span.end,
            "begins_ms": turn.begins,
            "ends_ms": turn.ends,
        }
        for turn, who in shown.turns
    )
    about = shown.about
    data = {
        "id": shown.id,
        "kind": about.kind.value,
        "revision": shown.revision,
        "date": about.date,
        "organisation": about.organisation,
        "place": about.place,
        "mode": about.mode,
        "language": about.language,
        "duration": about.duration,
        "text": shown.text,
        "turns": turns,
    }
    return Document(shown.id, (Grid(columns, rows),), notice, data)
