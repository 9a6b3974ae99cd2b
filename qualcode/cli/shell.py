"""What all commands share: the common options, finding the project, talking, and failing."""

from __future__ import annotations

import gettext
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from qualcode.cli.commands import COMMANDS
from qualcode.errors import InputError, NotFoundError, Problem, QualcodeError, UsageError, logged
from qualcode.i18n import LOCALE, mark, place, preferred, say, sentence, speak

if TYPE_CHECKING:
    from qualcode.workflows.study import Study

FORMATS = ("text", "json", "csv", "md", "html", "xlsx", "docx")


@dataclass(slots=True)
class Call:
    """What the common options of one call say, wherever on the line they stood."""

    project: str | None = None
    form: str | None = None
    coder: str | None = None
    output: Path | None = None
    debug: bool = False

    def where(self) -> str:
        """The project: as named, `$QUALCODE_PROJECT`, or the only one in this folder."""
        named = self.project or os.environ.get("QUALCODE_PROJECT")
        if named:
            full = f"{named}.qualcode"
            return full if not Path(named).exists() and Path(full).exists() else named
        here = sorted(Path().glob("*.qualcode"))
        if len(here) == 1:
            return str(here[0])
        if not here:
            raise NotFoundError(
                "there is no project in this folder",
                advice="name one with -p, or make one with: qualcode new NAME.qualcode",
            )
        raise UsageError(
            "there are {count} projects in this folder",
            advice="name one of them with -p: {names}",
            count=len(here),
            names=", ".join(path.name for path in here),
        )

    def who(self) -> str | None:
        """The coder: as named, or `$QUALCODE_CODER`; None leaves it to the project."""
        named = self.coder or os.environ.get("QUALCODE_CODER") or None
        if named is not None and not named.strip():
            raise UsageError("a coder's name cannot be empty", advice="name who works")
        return named and named.strip()

    def form_asked(self) -> str:
        """The format that is asked for: as named, by the ending of the file, else text."""
        from qualcode.reports.renderers.registry import form_of

        return self.form or (form_of(self.output) if self.output else "text")

    def study(self) -> Study:
        """The project, open."""
        from qualcode.workflows.study import open_project

        return open_project(self.where(), coder=self.who())


class Parameters(click.Command):
    """A command that also takes the common options, and says everything in the language asked."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Its own options, the common ones, and `--help`."""
        own = super().get_params(ctx)
        return [*own[:-1], *_common(), *own[-1:]]

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What may follow on the line; what is not a name of ours in the language asked for."""
        return [say(piece) for piece in super().collect_usage_pieces(ctx)]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, in the language asked for."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = say("Show this message and exit.")
        return option

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help, in the language asked for."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(say(self.help or ""))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, in the language asked for."""
        shown = [(p, p.get_help_record(ctx)) for p in self.get_params(ctx)]
        own = [(r[0], say(p.help or "")) for p, r in shown if r and isinstance(p, click.Option)]
        with formatter.section(say("Options")):
            formatter.write_dl(own)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first sentence of the help, in the language asked for."""
        return say(self.help or "").split("\n")[0]


class Export(Parameters):
    """A verb that writes a file of its own, in a format that no report has."""


class Command(Parameters):
    """One verb."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run it, once it is known that what it finds can be written as the call wants it."""
        ctx.ensure_object(Call).form_asked()
        return super().invoke(ctx)


class Group(Parameters, click.Group):
    """Several verbs on one noun."""

    command_class = Command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The verbs, each with its line."""
        found = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [(name, command.get_short_help_str()) for name, command in found if command]
        with formatter.section(say("Commands")):
            formatter.write_dl(rows)


class Shell(Group):
    """`qualcode` itself: knows its commands from the table and loads the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in the order of the table."""
        return [entry.name for entry in COMMANDS]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command of that name, loaded."""
        for entry in COMMANDS:
            if entry.name == name:
                module, _, attribute = entry.place.partition(":")
                found: click.Command = getattr(import_module(f"qualcode.cli.{module}"), attribute)
                return found
        return None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """All commands, without loading any."""
        with formatter.section(say("Commands")):
            formatter.write_dl([(entry.name, say(entry.help)) for entry in COMMANDS])


def _common() -> list[click.Parameter]:
    return [
        click.Option(
            ["-p", "--project"],
            metavar="PROJECT",
            expose_value=False,
            callback=_into("project"),
            help=mark("A .qualcode file, or the URL of a PostgreSQL database."),
        ),
        click.Option(
            ["--coder"],
            metavar="NAME",
            expose_value=False,
            callback=_into("coder"),
            help=mark("Who works; else $QUALCODE_CODER, else the project's first coder."),
        ),
        click.Option(
            ["--format"],
            type=click.Choice(FORMATS),
            expose_value=False,
            callback=_into("form"),
            help=mark("How to print; text unless said."),
        ),
        click.Option(
            ["-o", "--output"],
            metavar="FILE",
            type=click.Path(path_type=Path, readable=False),
            expose_value=False,
            callback=_into("output"),
            help=mark("Write to a file; its ending chooses the format."),
        ),
        click.Option(
            ["--lang"],
            type=click.Choice(["en", "id"]),
            expose_value=False,
            help=mark("English or Indonesian."),
        ),
        click.Option(
            ["--debug"],
            is_flag=True,
            expose_value=False,
            callback=_into("debug"),
            help=mark("Show the traceback of an unexpected error."),
        ),
    ]


def _into(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    """Keeps an option's value in the call, the one nearest to the command winning."""

    def _keep(context: click.Context, _parameter: click.Parameter, value: Any) -> None:
        if value is not None and value is not False:
            setattr(context.ensure_object(Call), name, value)

    return _keep


pass_call = click.make_pass_decorator(Call, ensure=True)


@click.command(
    cls=Shell,
    invoke_without_command=True,
    help=mark("Code interviews, and show that a finding does not rest on one voice."),
)
@click.version_option(package_name="qualcode", prog_name="qualcode", message="%(prog)s %(version)s")
@click.pass_context
def qualcode(context: click.Context) -> None:
    if context.invoked_subcommand is not None:
        return
    from qualcode.cli.open import at_a_terminal, workbench

    if at_a_terminal():
        workbench(context.ensure_object(Call))
    else:
        click.echo(context.get_help())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit status: 0 done, 1 refused or failed, 2 wrong usage."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    with _spoken(given):
        return _run(given)


def _run(given: list[str]) -> int:
    call = Call(debug="--debug" in given)
    try:
        status: int | None = qualcode.main(given, "qualcode", standalone_mode=False, obj=call)
    except click.exceptions.NoArgsIsHelpError as failure:
        click.echo(failure.format_message(), err=True)
        return failure.exit_code
    except click.ClickException as failure:
        _complain(failure.format_message())
        return failure.exit_code
    except (click.Abort, KeyboardInterrupt):
        _complain(say("stopped"))
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except QualcodeError as failure:
        tell(getattr(failure, "problems", ()))
        _complain(sentence(failure.message, failure.advice, failure.facts))
        return 2 if isinstance(failure, UsageError) else 1
    except Exception as failure:
        _unexpected(failure, debug=call.debug)
        return 1
    return status or 0


@contextmanager
def _spoken(given: Sequence[str]) -> Iterator[None]:
    """Choose the language before anything is said, help and click's own complaints included.

    Click asks `gettext`, which asks the environment; that is put back afterwards.
    """
    chosen = preferred(_asked(given))
    speak(chosen)
    before = os.environ.get("LANGUAGE"), gettext.textdomain()
    gettext.bindtextdomain("qualcode", LOCALE)
    gettext.textdomain("qualcode")
    os.environ["LANGUAGE"] = chosen
    try:
        yield
    finally:
        gettext.textdomain(before[1])
        os.environ.pop("LANGUAGE")
        if before[0] is not None:
            os.environ["LANGUAGE"] = before[0]


def _asked(given: Sequence[str]) -> str | None:
    for at, word in enumerate(given):
        if word.startswith("--lang="):
            return word.partition("=")[2]
        if word == "--lang" and at + 1 < len(given):
            return given[at + 1]
    return None


def tell(problems: Sequence[Problem]) -> None:
    """List problems on standard error, one a line."""
    for each in problems:
        _to_stderr(
            f"! {place(each.where)}: {sentence(each.message, each.advice, dict(each.facts))}"
        )


def _complain(said: str) -> None:
    _to_stderr(f"qualcode: {said}")


def _to_stderr(line: str) -> None:
    clean = "".join(c if c.isprintable() or c == "\t" else "\ufffd" for c in line)
    with suppress(OSError):  # there is nobody else to tell
        click.echo(clean, err=True)


def put_out(content: str | bytes) -> None:
    """Write data to standard output."""
    if sys.stdout is None:
        raise _no_output(say("it is closed"))
    try:
        click.echo(content, nl=False)
    except BrokenPipeError:
        raise
    except OSError as failure:
        with suppress(OSError, ValueError):  # or Python would try again, and complain, as it ends
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise _no_output(failure.strerror or str(failure)) from failure


def _no_output(why: str) -> InputError:
    return InputError(
        "the output cannot be written: {why}",
        advice="what is said to be done is done; write to a file with -o",
        why=why,
    )


def remark(template: str, **facts: object) -> None:
    """Say something on standard error that is no data."""
    _to_stderr(say(template, **facts))


def _unexpected(failure: Exception, *, debug: bool) -> None:
    """Say in a sentence that the fault is ours, and where it is kept."""
    if debug:
        traceback.print_exception(failure)
    log = logged(failure)
    if log is not None:
        kept = say("what failed is in {log}", log=log)
    else:
        kept = say("run it again with --debug to see what failed")
    what = say("something unexpected went wrong; qualcode log shows whether the step was made")
    _complain(f"{what}; {kept}")


def sure(question: str, *, yes: bool, **facts: object) -> None:
    """Ask on a terminal before something is destroyed; without one, `--yes` must say so."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise UsageError("{what} Confirm it with --yes", what=say(question, **facts))
    asked = f"{say(question, **facts)} [{say('y/N')}]"
    answer = click.prompt(asked, default="", show_default=False, err=True)
    if answer.strip().lower() not in ("y", "yes", "ya"):
        raise click.Abort


def fail(message: str) -> NoReturn:
    """Stop with one sentence about wrong usage."""
    raise click.UsageError(say(message))
