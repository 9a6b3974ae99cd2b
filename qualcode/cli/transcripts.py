"""`qualcode transcripts …`."""

from __future__ import annotations

from pathlib import Path

import click

from qualcode.cli import options
from qualcode.cli.output import Watch, emit, report, stoppable
from qualcode.cli.shell import Call, Group, fail, pass_call, remark, sure, tell
from qualcode.i18n import mark, say
from qualcode.model.transcript import SourceKind
from qualcode.reports import listings
from qualcode.workflows.files import write_file


@click.group(
    cls=Group, name="transcripts", help=mark("Bring in, list, show or remove transcripts.")
)
def group() -> None:
    pass


@group.command(
    "import",
    help=mark(
        "Take in every file that can be read (txt, md, docx, odt, rtf, pdf, html, epub, vtt, srt,"
        " sbv, csv, tsv, xlsx, json). Folders and zip files are searched, and * stands for any"
        " part of a name. Running it again skips what is the same."
    ),
)
@click.argument("paths", nargs=-1, type=options.FILE)
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in SourceKind]),
    help=mark("What the files are; interview unless said."),
)
@click.option("--informant", default="", metavar="ID", help=mark("Whose interview it is."))
@click.option("--organisation", default="", help=mark("Who issued the document."))
@click.option("--date", default="", help=mark("The day, as 2022-10-12."))
@click.option(
    "--interviewer",
    multiple=True,
    metavar="LABEL",
    help=mark("A speaker label that is the interviewer's; may be given again."),
)
@click.option(
    "--about",
    type=options.FILE,
    metavar="CSV",
    help=mark("A table: transcript,kind,informant,organisation,date,place,mode,language,duration."),
)
@click.option("--dry-run", is_flag=True, help=mark("Only show what would be made of each file."))
@options.keep_going
@pass_call
def import_(
    call: Call,
    paths: tuple[Path, ...],
    kind: str | None,
    informant: str,
    organisation: str,
    date: str,
    interviewer: tuple[str, ...],
    about: Path | None,
    dry_run: bool,
    keep_going: bool,
) -> None:
    if not paths and not about:
        fail(mark("name the files to bring in, or a table with --about"))
    if dry_run:
        with call.study() as study:
            files, problems = study.transcripts.preview(paths)
            tell(problems)
            emit(call, listings.files(files, study.notice))
        return
    known = {
        "kind": kind or "", "organisation": organisation, "date": date, "informant": informant,
        "interviewer": ";".join(interviewer),
    }  # fmt: skip
    with call.study() as study, stoppable() as stopped:
        outcome = study.transcripts.import_files(
            paths, about=known, table=about, keep_going=keep_going,
            progress=Watch(say("reading")),
            stopped=stopped,
        )  # fmt: skip
    report(call, outcome, mark("{new} new, {changed} changed, {same} already there (step {step})"))


@group.command("list", help=mark("List transcripts."))
@pass_call
def list_(call: Call) -> None:
    with call.study() as study:
        emit(call, listings.transcripts(study.transcripts.list(), study.notice))


@group.command(help=mark("Show a transcript and who speaks where."))
@click.argument("id_", metavar="ID")
@pass_call
def show(call: Call, id_: str) -> None:
    with call.study() as study:
        emit(call, listings.text(study.transcripts.show(id_), study.notice))


@group.command(
    help=mark(
        "Write a coded transcript as a Word file, with -o FILE.docx: lines numbered as they are"
        " cited, codes as comments in the margin, speakers by pseudonym."
    )
)
@click.argument("id_", metavar="ID")
@click.option("--by", default="", metavar="CODER", help=mark("Only codes of this coder."))
@pass_call
def export(call: Call, id_: str, by: str) -> None:
    if call.output is None or call.form_asked() != "docx":
        fail(mark("a coded transcript is a Word file: name it with -o, such as -o interview.docx"))
    with call.study() as study:
        write_file(call.output, study.transcripts.export(id_, by=by))
    remark("written: {path}", path=call.output)


@group.command(
    help=mark("Change what is known of a transcript, such as media=talk.mp3; place= empties it.")
)
@click.argument("id_", metavar="ID")
@options.changes
@pass_call
def change(call: Call, /, id_: str, changes: tuple[str, ...]) -> None:
    with call.study() as study:
        outcome = study.transcripts.change(id_, **options.values(changes))
    report(call, outcome, mark("changed (step {step})"))


@group.command(help=mark("Take a transcript out, with all its passages and codings."))
@click.argument("id_", metavar="ID")
@options.yes
@pass_call
def remove(call: Call, id_: str, yes: bool) -> None:
    with call.study() as study:
        study.transcripts.show(id_)
        sure(mark("Remove the transcript {id} with all its passages?"), yes=yes, id=id_)
        report(call, study.transcripts.remove(id_), mark("removed (step {step})"))
