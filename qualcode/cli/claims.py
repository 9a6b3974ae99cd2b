"""`qualcode claims …`."""

from __future__ import annotations

from pathlib import Path

import click

from qualcode.cli import options
from qualcode.cli.output import emit, report
from qualcode.cli.shell import Call, Group, pass_call
from qualcode.errors import UsageError
from qualcode.i18n import mark
from qualcode.reports import listings


@click.group(cls=Group, name="claims", help=mark("Bring in claims and tie passages to them."))
def group() -> None:
    pass


@group.command(
    "import",
    help=mark(
        "Take in claims from a CSV: id,text,kind,themes,type,level,assets,documents,literature,"
        "rests_on,part_of,note. Only id and text are needed; lists are separated by ;."
    ),
)
@click.argument("csv", type=options.FILE)
@options.keep_going
@pass_call
def import_(call: Call, csv: Path, keep_going: bool) -> None:
    with call.study() as study:
        outcome = study.claims.import_table(csv, keep_going=keep_going)
    report(call, outcome, mark("{new} new, {changed} changed, {same} as before (step {step})"))


@group.command("list", help=mark("List claims."))
@pass_call
def list_(call: Call) -> None:
    with call.study() as study:
        emit(call, listings.claims(study.claims.list(), study.notice))


@group.command(help=mark("Add a claim, or fill in what is given."))
@click.argument("id_", metavar="ID")
@click.argument("text")
@click.option(
    "--kind", default="", help=mark("fact, practice, experience, inference or recommendation.")
)
@click.option("--themes", default="", help=mark("Codes that judge it; !CODE turns one round."))
@click.option("--type", "type_", default="", help=mark("What sort of asset it is about."))
@click.option("--level", default="", help=mark("The level it is about."))
@click.option("--assets", default="", help=mark("Assets it names, separated by ;."))
@click.option("--documents", default="", help=mark("Documents it names, separated by ;."))
@click.option("--literature", default="", help=mark("Literature it cites, separated by ;."))
@click.option("--rests-on", default="", help=mark("Claims it rests on, separated by ;."))
@click.option("--part-of", default="", help=mark("Claims it is part of, separated by ;."))
@options.note
@pass_call
def add(call: Call, /, id_: str, text: str, type_: str, **values: str) -> None:
    with call.study() as study:
        outcome = study.claims.add(id_, text, type=type_, **values)
    report(call, outcome, mark("{new} new, {changed} changed (step {step})"))


@group.command(help=mark("Tie a passage of TRANSCRIPT to CLAIM."))
@click.argument("claim")
@click.argument("transcript")
@options.quote
@options.span
@options.stance
@click.option(
    "--basis",
    default="",
    help=mark("first-hand, official, told-by:ID, read-from:ID, opinion or assent."),
)
@options.note
@pass_call
def tie(
    call: Call, claim: str, transcript: str, quote: str, span: str, stance: str, basis: str,
    note: str,
) -> None:  # fmt: skip
    if not (quote or span):
        raise UsageError("say which passage", advice="give --quote or --span")
    with call.study() as study:
        outcome = study.claims.tie(
            claim, transcript, **options.place(quote, span), stance=stance, basis=basis, note=note
        )
    report(call, outcome, mark("tied (step {step})"), numbers=True)


@group.command(help=mark("Take a piece of evidence, by number, off its claim."))
@click.argument("id_", metavar="ID", type=int)
@pass_call
def untie(call: Call, id_: int) -> None:
    with call.study() as study:
        report(call, study.claims.untie(id_), mark("removed (step {step})"))


@group.command(help=mark("Record how a contradiction about a claim was settled."))
@click.argument("id_", metavar="ID")
@click.argument("decision")
@options.note
@pass_call
def adjudicate(call: Call, id_: str, decision: str, note: str) -> None:
    with call.study() as study:
        outcome = study.claims.adjudicate(id_, decision, note=note)
    report(call, outcome, mark("recorded (step {step})"), numbers=True)


@group.command(
    help=mark("Record how a passage, by number, that denies or qualifies CLAIM is explained.")
)
@click.argument("claim")
@click.argument("passage", type=int)
@click.argument("explanation")
@click.option("--revised", is_flag=True, help=mark("The claim was reworded for it."))
@pass_call
def explain(call: Call, claim: str, passage: int, explanation: str, revised: bool) -> None:
    with call.study() as study:
        outcome = study.claims.explain(claim, passage, explanation, revised=revised)
    report(call, outcome, mark("recorded (step {step})"))


@group.command(
    "negative-cases", help=mark("List what denies or qualifies claims, and how it was explained.")
)
@click.option("--claim", default="", metavar="ID", help=mark("Of this claim."))
@pass_call
def negative_cases(call: Call, claim: str) -> None:
    with call.study() as study:
        emit(call, listings.negative_cases(study.claims.negative_cases(claim), study.notice))


@group.group("evidence", cls=Group, help=mark("Bring in or list evidence."))
def evidence() -> None:
    pass


@evidence.command(
    "import",
    help=mark(
        "Take in evidence from a CSV: claim,transcript,coder,start,end,quote,stance,basis,note."
    ),
)
@click.argument("csv", type=options.FILE)
@options.keep_going
@pass_call
def import_evidence(call: Call, csv: Path, keep_going: bool) -> None:
    with call.study() as study:
        outcome = study.claims.import_evidence(csv, keep_going=keep_going)
    report(call, outcome, mark("{new} tied, {same} already there (step {step})"))


@evidence.command("list", help=mark("List evidence, by claim."))
@click.option("--claim", default="", metavar="ID", help=mark("Of this claim."))
@click.option("--transcript", default="", metavar="ID", help=mark("In this transcript."))
@pass_call
def list_evidence(call: Call, claim: str, transcript: str) -> None:
    with call.study() as study:
        found = study.claims.list_evidence(claim=claim, transcript=transcript)
        emit(call, listings.evidence(found, study.notice))
