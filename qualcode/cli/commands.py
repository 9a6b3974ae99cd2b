"""Every command in one table: its name, its one line of help, and where it lives.

The table is all that `qualcode --help` reads; a command's module is loaded when it is called.
"""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.i18n import mark


@dataclass(frozen=True, slots=True)
class Entry:
    """A command, or a group of them; `place` is `module:attribute`."""

    name: str
    help: str
    place: str


COMMANDS = (
    Entry("demo", mark("Build the demonstration study."), "demo:demo"),
    Entry("open", mark("Open the workbench."), "open:open_"),
    Entry("new", mark("Make an empty project."), "project:new"),
    Entry("transcripts", mark("Bring in, list, show or remove transcripts."), "transcripts:group"),
    Entry("informants", mark("Bring in people and who referred whom."), "informants:group"),
    Entry("topics", mark("Bring in what was asked in which interview."), "topics:group"),
    Entry("codebook", mark("Bring in, export and work on the codebook."), "codebook:group"),
    Entry("code", mark("Put codes on a passage."), "codings:code"),
    Entry("uncode", mark("Take a coding off its passage."), "codings:uncode"),
    Entry("recode", mark("Put another code in the place of one."), "codings:recode"),
    Entry("codings", mark("Bring in or list codings."), "codings:group"),
    Entry("passage", mark("Mark passages, move their edges, or link them."), "passages:group"),
    Entry("themes", mark("Gather codes into themes."), "themes:group"),
    Entry("claims", mark("Bring in claims and tie passages to them."), "claims:group"),
    Entry("memo", mark("Write, list or remove memos."), "memos:group"),
    Entry("search", mark("Find a phrase in all transcripts."), "search:search"),
    Entry("settings", mark("Show or set the settings of the project."), "settings:settings"),
    Entry("matrix", mark("Show the theme matrix."), "analyses:matrix"),
    Entry("cooccur", mark("Show which codes come together."), "analyses:cooccur"),
    Entry("saturation", mark("Show when nothing new came any more."), "analyses:saturation"),
    Entry("referrals", mark("Show what hangs on one branch alone."), "analyses:referrals"),
    Entry("triangulate", mark("Show which claims and themes stand."), "analyses:triangulate"),
    Entry("figure", mark("Draw a picture of the study."), "figure:figure"),
    Entry("table", mark("Show one table of the evidence."), "tables:table"),
    Entry("report", mark("Write all of it as one report."), "report:report"),
    Entry("citations", mark("Cite the informants behind a claim."), "citations:citations"),
    Entry("log", mark("Show the history."), "history:log"),
    Entry("undo", mark("Take back your last step."), "history:undo"),
    Entry("redo", mark("Do again what you undid last."), "history:redo"),
    Entry("backup", mark("Copy the whole project to a file."), "history:backup"),
    Entry("check", mark("See whether the project is sound."), "history:check"),
)
