"""`qualcode log`, `undo`, `redo`, `backup` and `check`."""

from __future__ import annotations

from pathlib import Path

import click

from qualcode.cli import options
from qualcode.cli.output import emit, report
from qualcode.cli.shell import Call, Command, Export, pass_call, remark, tell
from qualcode.i18n import mark
from qualcode.reports import listings


@click.command(cls=Command, help=mark("Show the history: who did what, when and why."))
@pass_call
def log(call: Call) -> None:
    with call.study() as study:
        emit(call, listings.log(study.history.list(), study.notice))


@click.command(cls=Command, help=mark("Take back your last step that is not undone."))
@pass_call
def undo(call: Call) -> None:
    with call.study() as study:
        outcome = study.history.undo()
        why = study.history.why(outcome.numbers[0])
    report(call, outcome, mark("undone: step {number}, {why} (step {step})"), why=why)


@click.command(cls=Command, help=mark("Do again what you undid last."))
@pass_call
def redo(call: Call) -> None:
    with call.study() as study:
        outcome = study.history.redo()
        why = study.history.why(outcome.numbers[0])
    report(call, outcome, mark("done again: step {number}, {why} (step {step})"), why=why)


@click.command(
    cls=Export,
    help=mark(
        "Copy the project, as it is now, to a file that -p opens. The key file with the real names"
        " is not in it."
    ),
)
@click.argument("file", type=options.FILE, required=False)
@pass_call
def backup(call: Call, file: Path | None) -> None:
    to = options.one_file(file, call.output)
    with call.study() as study:
        remark("written: {path}", path=study.history.backup(to))
        if study.history.has_names():
            remark("the real names are not in it; copy the key file by yourself")


@click.command(cls=Command, help=mark("See whether the project is sound; ends 1 if it is not."))
@pass_call
def check(call: Call) -> None:
    with call.study() as study:
        found = study.history.check()
    tell(found)
    if call.output or call.form_asked() != "text":
        emit(call, listings.problems(found))
    if found:
        remark("the project is unsound; problems: {count}", count=len(found))
        raise click.exceptions.Exit(1)
    remark("the project is sound")
