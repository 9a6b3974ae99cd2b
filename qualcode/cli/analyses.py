"""`qualcode matrix` and `qualcode triangulate`."""

from __future__ import annotations

import click

from qualcode.cli.output import emit
from qualcode.cli.shell import Call, Command, pass_call
from qualcode.i18n import mark
from qualcode.reports import matrix as matrix_report
from qualcode.reports import triangulation as triangulation_report


@click.command(
    cls=Command,
    help=mark(
        "Show themes by informant, transcript, wave, branch, organisation, role, standpoint, kind,"
        " or any attribute of informants."
    ),
)
@click.option("--by", default="informant", help=mark("What the columns are."))
@click.option(
    "--cells", default="segments", help=mark("segments, sources, presence, words or quotes.")
)
@pass_call
def matrix(call: Call, by: str, cells: str) -> None:
    with call.study() as study:
        found = study.matrix(by=by, cells=cells)
        emit(call, matrix_report.document(found, by=by, cells=cells, notice=study.notice))


@click.command(
    cls=Command,
    help=mark("Show which claims and themes stand, on whose word, and how independent those are."),
)
@click.option("--themes", is_flag=True, help=mark("Themes first; in CSV themes instead of claims."))
@pass_call
def triangulate(call: Call, themes: bool) -> None:
    with call.study() as study:
        found = study.triangulate()
    if call.form_asked() == "csv":
        rows = found.themes if themes else found.claims
        emit(call, triangulation_report.table(rows, found.notice))
        return
    emit(
        call,
        triangulation_report.document(
            found.claims,
            found.themes,
            dimensions=found.dimensions,
            coders=found.coders,
            notice=found.notice,
            themes_first=themes,
        ),
    )
