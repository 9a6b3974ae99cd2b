"""`qualcode report`."""

from __future__ import annotations

import click

from qualcode.cli.output import emit
from qualcode.cli.shell import Call, Command, pass_call, tell
from qualcode.i18n import mark


@click.command(
    cls=Command,
    help=mark(
        "Write all of it as one report: what stands and on whose word, with the quotes behind it,"
        " sources, contradictions, gaps, matrix, saturation, referrals, pictures, methods and a"
        " reporting checklist. -o report.html, .docx, .xlsx, .md, .csv or .json."
    ),
)
@click.option("--methods", is_flag=True, help=mark("Only the methods paragraph and the checklist."))
@click.option(
    "--named",
    is_flag=True,
    help=mark("With the role of each person and who led to whom, by pseudonym; not for sharing."),
)
@pass_call
def report(call: Call, methods: bool, named: bool) -> None:
    with call.study() as study:
        tell(study.withheld(leaving=call.output is not None))
        emit(call, study.methods() if methods else study.report(named=named))
