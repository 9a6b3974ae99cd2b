"""Finding words in the transcripts."""

from __future__ import annotations

from qualcode.errors import UsageError
from qualcode.model.views import HitView
from qualcode.store import readings, textindex, transcripts
from qualcode.store.project import Project

_AROUND = 60


def search(project: Project, phrase: str) -> list[HitView]:
    """Where a phrase stands in the current texts, in reading order, with what is around it."""
    if not textindex.fold(phrase).split():
        raise UsageError("there is no word to look for", advice="give at least one word")
    found: list[HitView] = []
    with project.reading() as connection:
        revisions = textindex.holding(connection, phrase)
        listening = readings.Listening(connection)
        for text in transcripts.of_revisions(connection, revisions):
            for span in textindex.places(phrase, text.text):
                before = text.text[max(0, span.start - _AROUND) : span.start]
                after = text.text[span.end : span.end + _AROUND]
                words = span.of(text.text)
                sources = listening.sources(text, span)
                found.append(HitView(text.id, span.start, span.end, before, words, after, sources))
    return sorted(found, key=lambda hit: (hit.transcript, hit.start))
