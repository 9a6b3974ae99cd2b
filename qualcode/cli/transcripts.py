"""`qualcode transcripts …`."""

from __future__ import annotations

from pathlib import Path

import click

from qualcode.cli import options
from qualcode.cli.output import Watch, emit, report, stoppable
from qualcode.cli.shell import Call, Group, fail, pass_call, remark, sure, tell
from qualcode.errors import UsageError
from qualcode.i18n import mark, say
from qualcode.model.transcript import SourceKind
from qualcode.reports import listings, people, pseudonyms, revisions
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
@click.option(
    "--turns",
    "pattern",
    default="",
    metavar="PATTERN",
    help=mark("What turns begin with, such as '<NAME>' or 'TIME | NAME |'."),
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
    pattern: str,
    dry_run: bool,
    keep_going: bool,
) -> None:
    if not paths and not about:
        fail(mark("name the files to bring in, or a table with --about"))
    if dry_run:
        with call.study() as study:
            files, problems = study.transcripts.preview(paths, pattern=pattern)
            tell(problems)
            emit(call, listings.files(files, study.notice))
        return
    known = {
        "kind": kind or "", "organisation": organisation, "date": date, "informant": informant,
        "interviewer": ";".join(interviewer),
    }  # fmt: skip
    with call.study() as study, stoppable() as stopped:
        outcome = study.transcripts.import_files(
            paths, about=known, table=about, pattern=pattern, keep_going=keep_going,
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
@click.option("--revision", type=int, metavar="N", help=mark("As it was in this revision."))
@pass_call
def show(call: Call, id_: str, revision: int | None) -> None:
    with call.study() as study:
        leaving = call.output is not None
        shown = study.transcripts.show(id_, revision=revision, leaving=leaving)
        emit(call, listings.text(shown, study.notice))


@group.command(
    help=mark(
        "Let the words of FILE be those of a transcript from now on. Every passage and turn is"
        " placed anew; the older revisions stay, and it can be undone."
    )
)
@click.argument("id_", metavar="ID")
@click.argument("file", type=options.FILE)
@click.option("--dry-run", is_flag=True, help=mark("Only show what would become of the passages."))
@pass_call
def revise(call: Call, id_: str, file: Path, dry_run: bool) -> None:
    with call.study() as study:
        done = study.transcripts.revise(id_, file, dry_run=dry_run)
        if dry_run:
            tell(done.outcome.problems)
            emit(call, revisions.placed(done.placed, study.notice))
            return
    said = mark("revision {revision}; passages: {placed} (step {step})")
    counted = revisions.counted(done.placed)
    report(call, done.outcome, said, revision=done.revision, placed=counted)


@group.command(
    help=mark(
        "List the passages that a revision moved, changed, made uncertain or lost, of the"
        " transcript ID or of all; or settle one of them, by number."
    )
)
@click.argument("which", metavar="ID|PASSAGE", required=False, default="")
@click.option("--accept", is_flag=True, help=mark("It stands rightly, or is rightly lost."))
@options.quote
@options.span
@click.option("--drop", is_flag=True, help=mark("Take it out, with its codes."))
@click.option("--all", "everything", is_flag=True, help=mark("List what is settled, too."))
@options.yes
@pass_call
def settle(
    call: Call,
    which: str,
    accept: bool,
    quote: str,
    span: str,
    drop: bool,
    everything: bool,
    yes: bool,
) -> None:
    if accept + bool(span or quote) + drop > 1:
        raise UsageError("say one thing of it", advice="give --accept, --span, --quote or --drop")
    with call.study() as study:
        if not (accept or span or quote or drop):
            found = study.transcripts.doubtful(which, settled=everything)
            emit(call, revisions.doubtful(found, study.notice))
            return
        if not which.isdecimal():
            raise UsageError(
                "{given} is no number of a passage",
                advice="qualcode transcripts settle shows the numbers",
                given=which or "-",
            )
        number = int(which)
        if drop:
            sure(mark("Take out passage {number} with its codes?"), yes=yes, number=number)
            outcome = study.transcripts.drop(number)
        else:
            where = options.place(quote, span) if span or quote else {}
            outcome = study.transcripts.settle(number, **where)
    report(call, outcome, mark("passage {number} settled (step {step})"))


@group.command(
    "speakers",
    help=mark("List speaker labels that are nobody yet, and whom each may be."),
)
@click.argument("id_", metavar="[ID]", default="")
@pass_call
def speakers_(call: Call, id_: str) -> None:
    with call.study() as study:
        emit(call, people.speakers(study.speakers.unmatched(id_), study.notice))


@group.command(
    help=mark(
        "Say whom a speaker label is: an informant, or several for a label such as All. It is"
        " remembered for this transcript, or with --everywhere for all that have the label."
    )
)
@click.argument("transcript")
@click.argument("label")
@click.argument("informants", nargs=-1, metavar="[INFORMANT]...")
@click.option(
    "--not",
    "out",
    multiple=True,
    metavar="ID",
    help=mark("Refuse a proposal: it is not this one; may be given again."),
)
@click.option("--nobody", is_flag=True, help=mark("It is no informant."))
@click.option("--interviewer", is_flag=True, help=mark("It is who asks."))
@click.option("--everywhere", is_flag=True, help=mark("In every transcript with this label."))
@pass_call
def speaker(
    call: Call,
    transcript: str,
    label: str,
    informants: tuple[str, ...],
    out: tuple[str, ...],
    nobody: bool,
    interviewer: bool,
    everywhere: bool,
) -> None:
    if [bool(informants), bool(out), nobody, interviewer].count(True) != 1:
        fail(mark("say one thing: informants, --not ID, --nobody or --interviewer"))
    with call.study() as study:
        verbs = study.speakers
        if informants:
            outcome = verbs.accept(transcript, label, informants, everywhere=everywhere)
        elif out:
            outcome = verbs.rule_out(transcript, label, out, everywhere=everywhere)
        elif nobody:
            outcome = verbs.nobody(transcript, label, everywhere=everywhere)
        else:
            outcome = verbs.interviewer(transcript, label, everywhere=everywhere)
    report(call, outcome, mark("recorded (step {step})"))


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
    help=mark(
        "Change what is known of a transcript, such as media=talk.mp3; place= empties it. A name"
        " that is no column becomes an attribute, such as tag=pilot."
    )
)
@click.argument("id_", metavar="ID")
@options.changes
@pass_call
def change(call: Call, /, id_: str, changes: tuple[str, ...]) -> None:
    with call.study() as study:
        outcome = study.transcripts.change(id_, **options.values(changes))
    report(call, outcome, mark("changed (step {step})"))


@group.command(
    help=mark(
        "Replace real names from the key file, numbers, e-mail and phone, and what is listed, in"
        " the transcripts ID or in all, for good. What is doubtful is only shown: write it to a"
        " file with --dry-run -o, say yes or no in its column apply, and give it with --list."
    )
)
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option(
    "--list",
    "lists",
    multiple=True,
    type=options.FILE,
    metavar="CSV",
    help=mark("A table words,replacement,kind, or a preview; may be given again."),
)
@click.option("--dry-run", is_flag=True, help=mark("Show what is found, and change nothing."))
@options.yes
@pass_call
def pseudonymise(
    call: Call, ids: tuple[str, ...], lists: tuple[Path, ...], dry_run: bool, yes: bool
) -> None:
    with call.study() as study:
        if not dry_run:
            sure(mark("Replace the names for good? Only the key file leads back."), yes=yes)
        found, problems = study.transcripts.pseudonymise(ids, lists, dry_run=dry_run)
        notice = study.notice
    tell(problems)
    if found.step is not None:
        remark("replaced for good (step {step})", step=found.step)
    elif not dry_run:
        remark("nothing changed")
    emit(call, pseudonyms.document(found, notice))


@group.command(
    help=mark(
        "Write a transcript as it was before pseudonyms to FILE, with the key file. The project"
        " stays as it is."
    )
)
@click.argument("id_", metavar="ID")
@click.argument("file", type=options.FILE)
@pass_call
def reveal(call: Call, id_: str, file: Path) -> None:
    with call.study() as study:
        count, problems = study.transcripts.reveal(id_, file)
    tell(problems)
    remark("written: {path}, with real names: {count}", path=file, count=count)


@group.command(help=mark("Take a transcript out, with all its passages and codings."))
@click.argument("id_", metavar="ID")
@options.yes
@pass_call
def remove(call: Call, id_: str, yes: bool) -> None:
    with call.study() as study:
        study.transcripts.show(id_)
        sure(mark("Remove the transcript {id} with all its passages?"), yes=yes, id=id_)
        report(call, study.transcripts.remove(id_), mark("removed (step {step})"))
