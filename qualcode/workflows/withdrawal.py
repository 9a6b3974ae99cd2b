"""Withdrawal: everything from one person is erased, and what that changes is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from qualcode.errors import Problem, QualcodeError, problem
from qualcode.model.withdrawal import Turned, Withdrawal
from qualcode.readers import registry
from qualcode.store import engine, erasing, informants, speakers
from qualcode.store.erasing import Erased
from qualcode.store.journal import Step
from qualcode.store.project import Project
from qualcode.store.textindex import places
from qualcode.store.transcripts import texts
from qualcode.workflows.leads import remembered
from qualcode.workflows.triangulation import Judged, judged

EXPORTS = (".csv", ".docx", ".html", ".json", ".md", ".qdpx", ".txt", ".xlsx")


class _RehearsedError(Exception):
    """Ends a rehearsal, so that nothing of it is kept."""


def withdraw(
    project: Project, coder: str, id_: str, *, backups: bool = False, dry_run: bool = False
) -> tuple[Withdrawal, tuple[Problem, ...]]:
    """Erase everything from the informant `id_`, for good; only their place in the tree stays.

    With `backups` also in the backups beside the project. A `dry_run` changes nothing and tells
    the same.
    """
    with project.reading() as connection:
        key = informants.key_of(connection, id_)
        guid = next(i.guid for i in informants.listed(connection) if i.key == key)
    names = project.names_of(guid)
    made: Step | None = None
    with suppress(_RehearsedError), project.writing(by=coder, why="withdraw") as step:
        before = judged(step.connection)
        erased = erasing.erase(step, key, names, remembered(names))
        step.why = f"withdraw {erased.stone}"
        known = {g: name for g, name in step.known_names().items() if g != guid}
        speakers.rematch(step.connection, known)
        turned = tuple(_turned(before, judged(step.connection)))
        problems = list(_left(step, names))
        if dry_run:
            raise _RehearsedError
        made = step
    kept = beside(project)
    if made is not None:
        if not project.sweep():
            problems.append(unswept(project))
        if backups:
            problems += _in_backups(kept, coder, guid, names)
        elif kept:
            problems += [
                problem(path.name, "this backup still holds their words",
                        advice="erase there with --backups, or remove it")
                for path in kept
            ]  # fmt: skip
    exports = _exports(project)
    problems += [
        problem(label[0], "{label} is several people, so their words stay", label=label[1],
                advice="look at what is said there")
        for label in erased.shared
    ]  # fmt: skip
    if engine.is_url(project.where):
        problems.append(
            problem(project.name, "archived logs and dumps of the server still hold their words",
                    advice="ask whoever runs the server to remove those")
        )  # fmt: skip
    found = Withdrawal(
        made.number if made else None, erased.stone, dict(sorted(erased.gone.items())),
        erased.whole, erased.blanked, tuple(dict.fromkeys(erased.masked)), turned, kept, exports,
    )  # fmt: skip
    return found, tuple(problems)


def _turned(before: Judged, after: Judged) -> Iterator[Turned]:
    for theme, was, now in (
        (False, before.claims, after.claims),
        (True, before.themes, after.themes),
    ):
        verdicts = {row.id: row.verdict for row in now}
        for row in was:
            if verdicts.get(row.id, row.verdict) != row.verdict:
                yield Turned(row.id, theme, row.verdict.value, verdicts[row.id].value)


def _left(step: Step, names: Sequence[str]) -> Iterator[Problem]:
    """Where others say the name: their words are theirs, and stay as they are."""
    for text in texts(step.connection):
        count = sum(len(places(name, text.text)) for name in dict.fromkeys(names))
        if count:
            yield problem(
                text.id, "others still say the name there, times: {count}",
                advice="redact it where it must not be read", count=count,
            )  # fmt: skip


def unswept(project: Project) -> Problem:
    """What is to be told where erased words could not yet go from all bytes."""
    return problem(
        project.name,
        "somebody else has it open, so erased words may still stand in the log beside it",
        advice="close it everywhere; the next one to open it comes to the end of this",
    )


def beside(project: Project) -> tuple[Path, ...]:
    """The backups that qualcode made, beside the project."""
    if engine.is_url(project.where):
        return ()
    place = Path(project.where)
    return tuple(sorted(place.parent.glob(f"{place.name}.*backup")))


def _exports(project: Project) -> tuple[Path, ...]:
    """Files beside the project that may have come out of it, or gone into it."""
    return tuple(
        sorted(
            path
            for path in project.folder.iterdir()
            if path.is_file() and (path.suffix in EXPORTS or registry.readable(path))
        )
    )


def _in_backups(
    kept: Sequence[Path], coder: str, guid: str, names: Sequence[str]
) -> Iterator[Problem]:
    for path in kept:
        try:
            with Project.open(str(path)) as backup:
                with backup.writing(by=coder, why="withdraw") as step:
                    there = {i.guid: i.key for i in informants.listed(step.connection)}
                    if guid not in there:
                        continue
                    erased: Erased = erasing.erase(
                        step, there[guid], tuple(names), remembered(names)
                    )
                    step.why = f"withdraw {erased.stone}"
                    speakers.rematch(step.connection, None)
                if not backup.sweep():
                    yield unswept(backup)
        except QualcodeError as failure:
            yield problem(
                path.name, "their words could not be erased there: {why}",
                advice="remove it", why=failure,
            )  # fmt: skip
