"""What tells who people are, and what stands or would stand for it."""

from __future__ import annotations

from qualcode.i18n import mark, say
from qualcode.model.pseudonyms import Pseudonymised
from qualcode.reports.document import Column, Document, Grid

_COLUMNS = (
    Column("transcript", mark("Transcript")),
    Column("start", mark("From")),
    Column("end", mark("To")),
    Column("words", mark("Words")),
    Column("replacement", mark("Replacement")),
    Column("kind", mark("Kind"), closed=True),
    Column("certain", mark("Certain")),
    Column("apply", mark("Apply")),
    Column("context", mark("Around it")),
)


def document(found: Pseudonymised, notice: str = "") -> Document:
    """All that was found, in reading order; as CSV it can be given back with what is to be done."""
    rows = tuple(
        (
            each.transcript, each.hit.span.start, each.hit.span.end, each.hit.words,
            each.hit.replacement, each.hit.kind.value, "yes" if each.hit.certain else "no",
            "yes" if each.apply else "", each.context,
        )
        for each in found.proposals
    )  # fmt: skip
    title = say("Pseudonyms") if found.step else say("What would be replaced")
    return Document(title, (Grid(_COLUMNS, rows),), notice)
