"""Where results go: a document to standard output or a file, an outcome in a line."""

from __future__ import annotations

import shutil
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from qualcode.cli.shell import Call, put_out, remark, tell
from qualcode.errors import UsageError
from qualcode.reports import listings
from qualcode.reports.document import Document, Value
from qualcode.reports.renderers import registry
from qualcode.workflows.files import write_file
from qualcode.workflows.outcome import Outcome

if TYPE_CHECKING:
    from qualcode.workflows.quoting import Quoted
    from qualcode.workflows.study import Study

_WIDE = 160  # where nobody tells how wide the page is


def emit(call: Call, document: Document) -> None:
    """Print a document, or write it to the file that the call names."""
    form = call.form_asked()
    if call.output:
        write_file(call.output, registry.render(document, form))
        remark("written: {path}", path=call.output)
        return
    seen = sys.stdout is not None and sys.stdout.isatty()
    if form == "text":
        from qualcode.reports.renderers import text

        put_out(text.render(document, width=shutil.get_terminal_size().columns if seen else _WIDE))
        return
    if seen and registry.is_binary(form):
        raise UsageError(
            "a file of that format cannot be shown here", advice="write it to a file with -o"
        )
    put_out(registry.render(document, form))


def quotable(call: Call, study: Study, found: Sequence[Quoted]) -> Sequence[Quoted]:
    """What was found, without the words that may not be quoted; says whose those are."""
    shown, problems = study.quotable(found, leaving=call.output is not None)
    tell(problems)
    return shown


def report(
    call: Call, outcome: Outcome, template: str, *, numbers: bool = False, **more: object
) -> None:
    """Say what a verb did: problems and a line on standard error, numbers on standard output.

    What was done is said before anything is written, so that it is known where that fails.
    """
    tell(outcome.problems)
    facts = {"new": outcome.new, "changed": outcome.changed, "same": outcome.same, **more}
    if outcome.step is None:
        remark("nothing changed")
    else:
        remark(template, **facts, step=outcome.step, number=(outcome.numbers or (0,))[0])
    if call.form_asked() != "text":
        emit(call, listings.outcome(_as_dict(outcome, numbers=numbers)))
        return
    made = "".join(f"{number}\n" for number in outcome.numbers) if numbers else ""
    if call.output:
        write_file(call.output, made.encode())
        remark("written: {path}", path=call.output)
    elif made:
        put_out(made)


def _as_dict(outcome: Outcome, *, numbers: bool) -> dict[str, Value]:
    found: dict[str, Value] = {
        "step": outcome.step,
        "new": outcome.new,
        "changed": outcome.changed,
        "same": outcome.same,
    }
    if numbers:
        found["numbers"] = outcome.numbers
    return {**found, "problems": tuple(map(str, outcome.problems))}


class Watch:
    """Progress on standard error, where somebody looks at it."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._seen = sys.stderr.isatty()
        self._last = -1

    def __call__(self, done: int, of: int) -> None:
        """Say how far it has come."""
        percent = 100 * done // of if of else done // 10_000
        if not self._seen or percent == self._last or 0 < of < 200:
            return
        self._last = percent
        far = f"{percent:3}% ({done}/{of})" if of else f"{done}"
        ending = "\n" if of and done >= of else "\r"
        sys.stderr.write(f"{self._label} {far}{ending}")
        sys.stderr.flush()


@contextmanager
def stoppable() -> Iterator[Callable[[], bool]]:
    """While it lasts, the first ctrl+c only asks to stop, so that nothing is cut in the middle."""
    asked: list[bool] = []

    def _ask(_signal: int, _frame: object) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(True)

    before = signal.signal(signal.SIGINT, _ask)
    try:
        yield lambda: bool(asked)
    finally:
        signal.signal(signal.SIGINT, before)
