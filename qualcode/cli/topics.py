"""`qualcode topics …`."""

from __future__ import annotations

from pathlib import Path

import click

from qualcode.cli import options
from qualcode.cli.output import emit, report
from qualcode.cli.shell import Call, Group, pass_call
from qualcode.i18n import mark
from qualcode.reports import listings


@click.group(cls=Group, name="topics", help=mark("Bring in what was asked in which interview."))
def group() -> None:
    pass


@group.command(
    "import", help=mark("Take in what was asked from a CSV: transcript,code,asked (yes or no).")
)
@click.argument("csv", type=options.FILE)
@options.keep_going
@pass_call
def import_(call: Call, csv: Path, keep_going: bool) -> None:
    with call.study() as study:
        outcome = study.topics.import_table(csv, keep_going=keep_going)
    report(call, outcome, mark("{new} recorded, {same} as before (step {step})"))


@group.command("list", help=mark("List what was asked."))
@pass_call
def list_(call: Call) -> None:
    with call.study() as study:
        emit(call, listings.topics(study.topics.list(), study.notice))
