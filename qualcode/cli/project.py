"""`qualcode new`."""

from __future__ import annotations

from pathlib import Path

import click

from qualcode.cli.shell import Call, Command, pass_call, remark
from qualcode.errors import UsageError
from qualcode.i18n import mark
from qualcode.workflows.study import new_project


@click.command(cls=Command, help=mark("Make an empty project."))
@click.argument("project")
@click.option(
    "--codebook",
    metavar="NAME|FILE",
    help=mark("Start with a codebook: abcd, abcd-jember, or a YAML, QDC or CSV file."),
)
@pass_call
def new(call: Call, project: str, codebook: str | None) -> None:
    if not project.strip():
        raise UsageError("a project needs a name", advice="such as jember.qualcode")
    bare = "://" not in project and Path(project).suffix != ".qualcode"
    named = f"{project}.qualcode" if bare else project
    with new_project(named, coder=call.who(), codebook=codebook or "") as study:
        remark(
            "made {project}; its first coder is {coder}",
            project=study.project.name,
            coder=study.coder,
        )
