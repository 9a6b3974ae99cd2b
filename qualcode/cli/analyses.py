"""`qualcode matrix`, `cooccur`, `saturation`, `referrals` and `triangulate`."""

from __future__ import annotations

import click

from qualcode.cli import options
from qualcode.cli.output import emit
from qualcode.cli.shell import Call, Command, pass_call, tell
from qualcode.i18n import mark
from qualcode.model.lineage import Lineage
from qualcode.reports import cooccurrence as cooccurrence_report
from qualcode.reports import matrix as matrix_report
from qualcode.reports import referrals as referrals_report
from qualcode.reports import saturation as saturation_report
from qualcode.reports import triangulation as triangulation_report
from qualcode.reports.lineage import limited


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
@options.lineage
@pass_call
def matrix(call: Call, by: str, cells: str, lineage: Lineage) -> None:
    with call.study() as study:
        tell(study.transcripts.lost())
        found = study.matrix(by=by, cells=cells, lineage=lineage)
        if cells == "quotes":
            tell(study.withheld(leaving=call.output is not None))
        document = matrix_report.document(found, by=by, cells=cells, notice=study.notice)
        emit(call, limited(document, lineage))


@click.command(
    cls=Command,
    help=mark(
        "Show which codes come together, how often beside each alone, and in the words of how many"
        " sources."
    ),
)
@click.option("--unit", default="passage", help=mark("passage, turn, paragraph or transcript."))
@click.option(
    "--within",
    type=int,
    metavar="N",
    help=mark("Passages with at most N characters between them; else they must overlap."),
)
@options.lineage
@pass_call
def cooccur(call: Call, unit: str, within: int | None, lineage: Lineage) -> None:
    with call.study() as study:
        tell(study.transcripts.lost())
        found = study.cooccur(unit=unit, within=within, lineage=lineage)
        document = cooccurrence_report.document(
            found, unit=unit, within=within, notice=study.notice
        )
        emit(call, limited(document, lineage))


@click.command(
    cls=Command,
    help=mark(
        "Show after which interview nothing substantial was new: by date, wave, branch and"
        " organisation (code saturation)."
    ),
)
@click.option("--over", default="themes", help=mark("themes or claims."))
@click.option("--base", type=int, default=4, metavar="N", help=mark("How many interviews begin."))
@click.option("--run", type=int, default=2, metavar="N", help=mark("How many confirm it."))
@click.option(
    "--threshold", default="5%", metavar="T", help=mark("The share of new themes that is little.")
)
@click.option("--separate", is_flag=True, help=mark("Runs that do not overlap."))
@click.option("--below", is_flag=True, help=mark("The share must lie below the threshold."))
@options.lineage
@pass_call
def saturation(
    call: Call,
    over: str,
    base: int,
    run: int,
    threshold: str,
    separate: bool,
    below: bool,
    lineage: Lineage,
) -> None:
    with call.study() as study:
        tell(study.transcripts.lost())
        found = study.saturation(
            over=over, base=base, run=run, threshold=threshold, separate=separate, below=below,
            lineage=lineage,
        )  # fmt: skip
        document = saturation_report.document(found, over=over, notice=study.notice)
        emit(call, limited(document, lineage))


@click.command(
    cls=Command,
    help=mark(
        "Show how people were found, the themes that only one branch brought, and the verdicts"
        " that change when a branch is left out."
    ),
)
@pass_call
def referrals(call: Call) -> None:
    with call.study() as study:
        found = study.referrals()
    emit(
        call,
        referrals_report.document(
            found.recruitment, found.claims, found.themes, notice=found.notice
        ),
    )


@click.command(
    cls=Command,
    help=mark("Show which claims and themes stand, on whose word, and how independent those are."),
)
@click.option("--themes", is_flag=True, help=mark("Themes first; in CSV themes instead of claims."))
@options.lineage
@pass_call
def triangulate(call: Call, themes: bool, lineage: Lineage) -> None:
    with call.study() as study:
        tell(study.transcripts.lost())
        found = study.triangulate(lineage=lineage)
    if call.form_asked() == "csv":
        rows = found.themes if themes else found.claims
        emit(call, limited(triangulation_report.table(rows, found.notice), lineage))
        return
    document = triangulation_report.document(
        found.claims,
        found.themes,
        dimensions=found.dimensions,
        coders=found.coders,
        notice=found.notice,
        themes_first=themes,
    )
    emit(call, limited(document, lineage))
