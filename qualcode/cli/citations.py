"""`qualcode citations`."""

from __future__ import annotations

import click

from qualcode.cli.output import emit
from qualcode.cli.shell import Call, Command, pass_call
from qualcode.i18n import mark


@click.command(
    cls=Command,
    help=mark(
        "Cite the informants behind a claim, or behind every claim, and list the interviews."
    ),
)
@click.argument("claim", required=False, default="", metavar="[CLAIM]")
@click.option("--style", default="article", help=mark("article or apa."))
@click.option("--by", default="pseudonym", help=mark("pseudonym or role."))
@pass_call
def citations(call: Call, claim: str, style: str, by: str) -> None:
    with call.study() as study:
        emit(call, study.citations(claim, style=style, by=by))
