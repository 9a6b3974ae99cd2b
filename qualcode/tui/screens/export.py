"""Writing what a screen shows to a file."""

from __future__ import annotations

from pathlib import Path

from qualcode.i18n import say
from qualcode.reports.document import Document
from qualcode.reports.renderers import registry
from qualcode.tui.dialogs.line import Line
from qualcode.tui.screens.working import WorkingScreen
from qualcode.workflows.files import write_file


def exporting(screen: WorkingScreen, document: Document) -> None:
    """Ask for a file and write the document to it, in the format of its ending."""

    def _export(name: str | None) -> None:
        if not name:
            return
        path = Path(name)

        def _write() -> str:
            write_file(path, registry.render(document, registry.form_of(path)))
            return str(path)

        screen.start(_write, lambda where: screen.notify(say("written: {path}", path=where)))

    words = "".join(c if c.isalnum() else " " for c in document.title.lower()).split()
    question = say("Write to which file? (txt, csv, xlsx, docx, md, json, html)")
    screen.app.push_screen(Line(question, value=f"{'-'.join(words)}.html"), _export)
