"""`qualcode search`."""

from __future__ import annotations

import click

from qualcode.cli.output import emit
from qualcode.cli.shell import Call, Command, pass_call
from qualcode.i18n import mark
from qualcode.reports import listings


@click.command(
    cls=Command,
    help=mark("Find a phrase in all transcripts, whatever its case, accents and punctuation."),
)
@click.argument("query")
@pass_call
def search(call: Call, query: str) -> None:
    with call.study() as study:
        emit(call, listings.hits(study.search(query), study.notice))
