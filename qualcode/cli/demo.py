"""`qualcode demo`."""

from __future__ import annotations

from pathlib import Path

import click

from qualcode.cli import options
from qualcode.cli.open import at_a_terminal, workbench
from qualcode.cli.output import Watch, emit
from qualcode.cli.shell import Call, Command, pass_call, remark
from qualcode.i18n import mark, say
from qualcode.reports import triangulation as triangulation_report
from qualcode.workflows import demo as demonstration
from qualcode.workflows.study import open_project


@click.command(
    cls=Command,
    help=mark(
        "Build the demonstration study in DIR: jember.qualcode, report.html and matrix.csv, and"
        " dissonance/ with a small project that shows contradiction. All of it is constructed."
    ),
)
@click.argument("folder", metavar="[DIR]", type=options.FILE, default=Path("demo"))
@click.option(
    "--no-open",
    is_flag=True,
    help=mark("Print the triangulation table instead of opening the workbench."),
)
@pass_call
def demo(call: Call, folder: Path, no_open: bool) -> None:
    built = demonstration.demo(folder, progress=Watch(say("reading")))
    with open_project(built.project) as study:
        found = study.triangulate()
    document = triangulation_report.document(
        found.claims, (), dimensions=found.dimensions, coders=found.coders, notice=found.notice
    )
    if no_open or not at_a_terminal():
        emit(call, document)
    remark("the project: {path}", path=built.project)
    remark("the report, to open in a browser: {path}", path=built.report)
    remark("the theme matrix: {path}", path=built.matrix)
    remark("a project that shows contradiction: {path}", path=built.dissonance)
    if not no_open and at_a_terminal():
        workbench(call, str(built.project))
