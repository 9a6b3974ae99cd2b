"""What a withdrawal took with it, or would take."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.i18n import mark, say
from qualcode.model.withdrawal import Withdrawal
from qualcode.reports.document import Block, Column, Document, Grid, Paragraph, Value

_COLUMNS = (
    Column("kind", mark("Kind"), closed=True),
    Column("id", mark("Claim or theme")),
    Column("before", mark("Verdict before"), closed=True),
    Column("after", mark("Verdict after"), closed=True),
)

_GONE = {
    "transcript": mark("Transcripts"),
    "passage": mark("Passages"),
    "coding": mark("Codings"),
    "evidence": mark("Evidence"),
    "memo": mark("Memos"),
    "attribute": mark("Attributes"),
    "consent": mark("Consent"),
}
_MASKED = {
    "claim": mark("claim"),
    "memo": mark("memo"),
    "code": mark("code"),
    "coding": mark("coding"),
    "evidence": mark("evidence"),
    "transcript": mark("transcript"),
}


def document(found: Withdrawal, notice: str = "") -> Document:
    """What went, what others had written of it, and which claims and themes stand otherwise."""
    rows: tuple[tuple[Value, ...], ...] = tuple(
        ("theme" if each.theme else "claim", each.id, each.before, each.after)
        for each in found.turned
    )
    blocks: list[Block] = [Paragraph(line) for line in lines(found)]
    caption = say("Verdicts that change")
    blocks.append(Grid(_COLUMNS, rows, caption) if rows else Paragraph(say("No verdict changes.")))
    data: dict[str, Value] = {
        "step": found.step,
        "id": found.stone,
        "gone": dict(found.gone),
        "transcripts": found.transcripts,
        "blanked": found.blanked,
        "masked": tuple({"kind": noun, "id": id_} for noun, id_ in found.masked),
        "verdicts": tuple(
            {"kind": kind, "id": id_, "before": before, "after": after}
            for kind, id_, before, after in rows
        ),
        "backups": tuple(map(str, found.backups)),
        "exports": tuple(map(str, found.exports)),
    }
    title = say("Withdrawn") if found.step else say("What a withdrawal would take")
    return Document(title, tuple(blocks), notice, data)


def told(found: Withdrawal) -> list[str]:
    """The same in a few lines, the verdicts included."""
    turned = [f"{each.id}: {say(each.before)} → {say(each.after)}" for each in found.turned]
    return [*lines(found), *(turned or [say("No verdict changes.")])]


def lines(found: Withdrawal) -> Iterator[str]:
    """What goes, one sentence each."""
    yield say("In the tree they stand as {id}.", id=found.stone)
    counts = ", ".join(
        f"{say(title)} {found.gone[noun]}" for noun, title in _GONE.items() if noun in found.gone
    )
    if counts:
        yield say("Erased: {counts}.", counts=counts)
    if found.transcripts:
        yield say("Erased whole: {ids}.", ids=", ".join(found.transcripts))
    if found.blanked:
        yield say("Only their turns are erased in: {ids}.", ids=", ".join(found.blanked))
    if found.masked:
        ids = ", ".join(f"{say(_MASKED.get(noun, noun))} {id_}" for noun, id_ in found.masked)
        yield say("Their words or name are masked in: {ids}. Look at what is left.", ids=ids)
    if found.backups:
        yield say("Backups: {files}.", files=", ".join(path.name for path in found.backups))
    if found.exports:
        files = ", ".join(path.name for path in found.exports)
        yield say("Files beside the project that may hold their words: {files}.", files=files)
