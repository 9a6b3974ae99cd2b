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
        report(call, study.history.undo(), mark("step {number} undone (step {step})"))


@click.command(cls=Command, help=mark("Do again what you undid last."))
@pass_call
def redo(call: Call) -> None:
    with call.study() as study:
        report(call, study.history.redo(), mark("step {number} done again (step {step})"))


@click.command(cls=Export, help=mark("Copy the whole project, as it is now, to a file."))
@click.argument("file", type=options.FILE, required=False)
@pass_call
def backup(call: Call, file: Path | None) -> None:
    to = options.one_file(file, call.output)
    with call.study() as study:
        remark("written: {path}", path=study.history.backup(to))


@click.command(cls=Command, help=mark("See whether the project is sound; ends 1 if it is not."))
@pass_call
def check(call: Call) -> None:
    with call.study() as study:
        found = study.history.check()
    tell(found)
    if call.output or call.form_asked() != "text":
        emit(call, listings.problems(found))
    if found:
        remark("{count} things are unsound", count=len(found))
        raise click.exceptions.Exit(1)
    remark("the project is sound")
