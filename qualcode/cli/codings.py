"""`qualcode code`, `uncode`, `recode` and `codings …`."""

from __future__ import annotations

from pathlib import Path

import click

from qualcode.cli import options
from qualcode.cli.output import Watch, emit, quotable, report
from qualcode.cli.shell import Call, Command, Group, pass_call, tell
from qualcode.errors import UsageError
from qualcode.i18n import mark, say
from qualcode.model.lineage import Lineage
from qualcode.reports import listings, rounds
from qualcode.reports.lineage import limited
from qualcode.workflows.codings import unheard


@click.command(
    cls=Command,
    help=mark(
        "Put codes on a passage of TRANSCRIPT, found by its words or by where it stands."
        " A code is a path, or a key or name that only one code has."
    ),
)
@click.argument("transcript")
@click.argument("codes", nargs=-1, metavar="CODE…")
@options.quote
@options.span
@options.stance
@options.note
@click.option(
    "--new", multiple=True, metavar="NAME", help=mark("A code to make first, in the same step.")
)
@click.option("--round", "round_", default="", metavar="NAME", help=mark("The round of coding."))
@pass_call
def code(
    call: Call,
    transcript: str,
    codes: tuple[str, ...],
    quote: str,
    span: str,
    stance: str,
    note: str,
    round_: str,
    new: tuple[str, ...],
) -> None:
    if not (codes or new):
        raise UsageError("say which code", advice="give a CODE, or --new NAME for one to make")
    if not (quote or span):
        raise UsageError("say which passage", advice="give --quote or --span")
    with call.study() as study:
        outcome = study.codings.code(
            transcript, codes, **options.place(quote, span), stance=stance, note=note,
            round_=round_, new=new,
        )  # fmt: skip
        tell(unheard(study.codings.show(outcome.numbers)))
    report(call, outcome, mark("codings made: {new} (step {step})"), numbers=True)


@click.command(cls=Command, help=mark("Take a coding, by number, off its passage."))
@click.argument("id_", metavar="ID", type=int)
@pass_call
def uncode(call: Call, id_: int) -> None:
    with call.study() as study:
        report(call, study.codings.uncode(id_), mark("coding {id} removed (step {step})"), id=id_)


@click.command(
    cls=Command, help=mark("Put another code in the place of a coding, or change what it says.")
)
@click.argument("id_", metavar="ID", type=int)
@click.argument("code", required=False, default="")
@options.stance
@click.option("--note", default=None, metavar="TEXT", help=mark("A remark."))
@pass_call
def recode(call: Call, id_: int, code: str, stance: str, note: str | None) -> None:
    if not (code or stance or note is not None):
        raise UsageError("say what to change", advice="give a code, --stance or --note")
    with call.study() as study:
        outcome = study.codings.recode(id_, code, stance=stance, note=note)
    report(call, outcome, mark("coding {number} changed (step {step})"))


@click.group(cls=Group, name="codings", help=mark("Bring in or list codings."))
def group() -> None:
    pass


@group.command(
    "import",
    help=mark(
        "Take in codings from a CSV: transcript,code,coder,start,end,quote,stance,note,round."
        " Where start and end are empty the quote finds the place."
    ),
)
@click.argument("csv", type=options.FILE)
@options.keep_going
@pass_call
def import_(call: Call, csv: Path, keep_going: bool) -> None:
    with call.study() as study:
        outcome = study.codings.import_table(
            csv, keep_going=keep_going, progress=Watch(say("codings"))
        )
    report(call, outcome, mark("codings made: {new}, already there: {same} (step {step})"))


@group.command("list", help=mark("List codings, in reading order."))
@click.option("--code", default="", help=mark("Of this code and all below it."))
@click.option("--informant", default="", metavar="ID", help=mark("Of this informant's words."))
@click.option("--transcript", default="", metavar="ID", help=mark("In this transcript."))
@click.option("--by", default="", metavar="CODER", help=mark("Made by this coder."))
@click.option("--round", "round_", default="", metavar="NAME", help=mark("Made in this round."))
@click.option(
    "--revision", type=int, metavar="N", help=mark("As they stood in this revision of it.")
)
@options.lineage
@pass_call
def list_(
    call: Call,
    code: str,
    informant: str,
    transcript: str,
    by: str,
    round_: str,
    revision: int | None,
    lineage: Lineage,
) -> None:
    if revision is not None and not transcript:
        raise UsageError("say of which transcript", advice="give --transcript ID")
    with call.study() as study:
        found = study.codings.list(
            code=code,
            informant=informant,
            transcript=transcript,
            coder=by,
            lineage=lineage,
            round_=round_,
            revision=revision,
        )
        if revision is None:
            tell(study.transcripts.lost(transcript))
        emit(call, limited(listings.codings(quotable(call, study, found), study.notice), lineage))


@group.command(help=mark("Let codings, by number, stand under what their codes mean now."))
@click.argument("ids", nargs=-1, type=int, required=True, metavar="ID…")
@pass_call
def keep(call: Call, ids: tuple[int, ...]) -> None:
    with call.study() as study:
        report(call, study.codings.keep(ids), mark("{changed} codings kept (step {step})"))


@group.command(help=mark("Compare your codings of two rounds."))
@click.argument("first")
@click.argument("second")
@click.option("--transcript", default="", metavar="ID", help=mark("In this transcript."))
@pass_call
def compare(call: Call, first: str, second: str, transcript: str) -> None:
    with call.study() as study:
        found = study.rounds.compare(first, second, transcript=transcript)
        emit(call, rounds.document(found, first, second, study.notice))
