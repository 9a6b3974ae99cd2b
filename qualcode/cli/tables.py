"""`qualcode table`."""

from __future__ import annotations

import click

from qualcode.cli.output import emit
from qualcode.cli.shell import Call, Command, pass_call, tell
from qualcode.i18n import mark
from qualcode.reports.tables import names


@click.command(
    cls=Command,
    help=mark("Show one table of the evidence, or without a name which tables there are."),
)
@click.argument("name", required=False, default="", metavar="[NAME]")
@click.option(
    "--named",
    is_flag=True,
    help=mark("With the role of each person and who led to whom, by pseudonym; not for sharing."),
)
@pass_call
def table(call: Call, name: str, named: bool) -> None:
    from qualcode.workflows.tables import TABLES

    if not name:
        emit(call, names([(each.name, each.title) for each in TABLES]))
        return
    with call.study() as study:
        tell(study.withheld(leaving=call.output is not None))
        emit(call, study.table(name, named=named))
