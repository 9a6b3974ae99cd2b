"""`qualcode figure`."""

from __future__ import annotations

import sys

import click

from qualcode.cli.shell import Call, Export, pass_call, put_out, remark
from qualcode.errors import UsageError
from qualcode.i18n import mark, say
from qualcode.reports.figures.png import png
from qualcode.workflows.figures import FIGURES
from qualcode.workflows.files import write_file


@click.command(
    cls=Export,
    help=mark(
        "Draw a picture of the study, as SVG or with -o NAME.png as PNG; without a name, list them."
    ),
)
@click.argument("name", required=False, default="")
@click.option("--claim", default="", metavar="ID", help=mark("Show who supports this claim."))
@click.option("--named", is_flag=True, help=mark("Show people by pseudonym and role."))
@pass_call
def figure(call: Call, name: str, claim: str, named: bool) -> None:
    if not name:
        wide = max(len(each.name) for each in FIGURES)
        put_out("".join(f"{each.name:{wide}}  {say(each.title)}\n" for each in FIGURES))
        return
    ending = call.output.suffix.lower() if call.output else ".svg"
    if ending not in (".svg", ".png"):
        raise UsageError(
            "a picture cannot be written as {ending}",
            advice="end the name of the file with .svg or .png",
            ending=ending or "-",
        )
    with call.study() as study:
        drawn = study.figure(name, claim=claim, named=named)
    content = png(drawn.svg) if ending == ".png" else drawn.svg.encode()
    if call.output:
        write_file(call.output, content)
        remark("written: {path}", path=call.output)
        print(drawn.alt, file=sys.stderr)
    else:
        put_out(drawn.svg)
