"""The way back from pseudonyms, which needs the key file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from qualcode.analysis.alignment import aligned
from qualcode.analysis.redaction import carried, revealed
from qualcode.errors import Problem, RefusedError, problem
from qualcode.model.pseudonyms import Original
from qualcode.store import engine, holding, transcripts
from qualcode.store.holding import Held
from qualcode.store.keyfile import Originals
from qualcode.store.project import Project
from qualcode.workflows.files import write_file


def originals(
    kept: Mapping[str, Sequence[Originals]], text: Held, revisions: Sequence[Held]
) -> tuple[Sequence[Original], int]:
    """What was replaced in a revision, and how much of it has no place there: where the text was
    revised since, it is taken from the last revision before."""
    for each in reversed(revisions):
        if each.transcript != text.transcript or each.key > text.key:
            continue
        found = [one.found for one in kept.get(each.guid, ()) if one.sha256 == each.sha256]
        if found and each.key == text.key:
            return found[-1], 0
        if found:
            return carried(found[-1], aligned(each.text, text.text))
    return (), 0


def reveal(project: Project, id_: str, to: Path) -> tuple[int, tuple[Problem, ...]]:
    """Write the text of a transcript as it was before pseudonyms to a new private file; gives how
    many were put back. The project stays as it is."""
    with project.reading() as connection:
        revisions = holding.held(connection, {transcripts.key_of(connection, id_)})
    text = next(each for each in revisions if each.current)
    found, missing = originals(project.keyfile.originals(), text, revisions)
    if not found and not missing:
        raise RefusedError(
            "the key file {path} holds nothing of {id}",
            advice="bring back the right key file; perhaps nothing was ever replaced there",
            path=project.keyfile.path,
            id=id_,
        )
    engine.create_private(to)
    write_file(to, revealed(text.text, found).encode())
    problems = (
        problem(id_, "pseudonyms whose place was changed since, so that they stay: {count}",
                advice="look at them in the text", count=missing),
    ) if missing else ()  # fmt: skip
    return len(found), problems
