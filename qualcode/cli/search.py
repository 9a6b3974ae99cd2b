"""`qualcode search`."""

from __future__ import annotations

import click

from qualcode.cli.output import emit
from qualcode.cli.shell import Call, Command, pass_call, remark
from qualcode.i18n import mark
from qualcode.reports import listings


@click.command(
    cls=Command,
    help=mark("Find a phrase of whole words, whatever its case, accents and punctuation."),
)
@click.argument("query")
@pass_call
def search(call: Call, query: str) -> None:
    with call.study() as study:
        found = study.search(query)
        emit(call, listings.hits(found, study.notice))
    if not found:
        remark("nothing was found; whole words are looked for")
