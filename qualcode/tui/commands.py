"""Every command of the workbench, in one table: it feeds the keys, the footer, the palette and the
help, and keys can be changed in a file of the user's."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from textual.binding import Binding
from textual.keys import format_key

from qualcode.i18n import mark, say


@dataclass(frozen=True, slots=True)
class Command:
    """A command: `action` is what Textual runs, `keys` are separated by commas.

    `place` is a key of `PLACES`; `footer` is the word for it in the footer, where it is shown;
    `menu` says that the menu of a place in the text has it.
    """

    id: str
    keys: str
    title: str
    action: str
    place: str = "desk"
    footer: str = ""
    menu: bool = False


PLACES = {
    "desk": mark("At the text"),
    "anywhere": mark("Everywhere"),
    "sheet": mark("In every table"),
    "transcripts": mark("Transcripts"),
    "importing": mark("Bringing files in"),
    "codebook": mark("Codebook"),
    "informants": mark("Informants"),
    "matrix": mark("Theme matrix"),
    "triangulation": mark("Triangulation"),
    "memos": mark("Memos"),
    "tables": mark("Analyses"),
    "compare": mark("Comparing passages"),
    "board": mark("On the board"),
    "walk": mark("Walking passages"),
    "split": mark("Splitting a code"),
    "queue": mark("After a definition changed"),
    "versions": mark("Codebook versions"),
    "doubts": mark("After a text changed"),
    "over": mark("On any of these"),
}
"""Where commands hold, as the help calls it."""


COMMANDS = (
    Command("code", "c,enter", mark("Code the selection"), "code", footer=mark("Code"), menu=True),
    Command(
        "repeat",
        "full_stop",
        mark("Repeat the last code"),
        "repeat",
        footer=mark("Repeat"),
        menu=True,
    ),
    Command("sentence", "s", mark("Select the next sentence"), "sentence", footer=mark("Sentence")),
    Command("word", "w", mark("Select this word"), "word"),
    Command("paragraph", "g", mark("Select this paragraph"), "paragraph"),
    Command("turn", "T", mark("Select this turn"), "turn"),
    Command("hold", "v", mark("Begin a selection here, which goes on without shift"), "hold"),
    Command("other-end", "z", mark("Go to the other end of the selection"), "other_end"),
    Command("grow", "plus", mark("Grow the selection by a word"), "grow(1)"),
    Command("shrink", "minus", mark("Shrink the selection by a word"), "grow(-1)"),
    Command(
        "grow-sentence", "right_parenthesis", mark("Grow the selection by a sentence"), "stretch(1)"
    ),
    Command(
        "shrink-sentence",
        "left_parenthesis",
        mark("Shrink the selection by a sentence"),
        "stretch(-1)",
    ),
    Command("vivo", "i", mark("Code with the words themselves"), "vivo", menu=True),
    Command("tie", "e", mark("Tie the passage to a claim"), "tie", footer=mark("Claim"), menu=True),
    Command(
        "side",
        "right_square_bracket",
        mark("Show or hide the codings here"),
        "pane('side')",
        footer=mark("Side pane"),
    ),
    Command("jot", "j", mark("Jot a memo on this place"), "jot", footer=mark("Memo"), menu=True),
    Command(
        "other",
        "comma",
        mark("Go to the next coding at this place"),
        "other",
        footer=mark("Next here"),
    ),
    Command("journal", "D", mark("Write in the journal, under today's date"), "journal"),
    Command("mark", "space", mark("Mark the passage, to code it later"), "mark", menu=True),
    Command(
        "key-quote", "asterisk", mark("Make the passage a key quote, or none"), "star", menu=True
    ),
    Command("translate", "y", mark("Translate the passage here"), "translate", menu=True),
    Command("edges", "k", mark("Move the edges of the passage here"), "edges", menu=True),
    Command("edges-of-code", "K", mark("Move the edges of this code only"), "edges(True)"),
    Command("link", "L", mark("Link this passage with another"), "link", menu=True),
    Command("linked", "l", mark("Go to the passage that is linked with this one"), "linked"),
    Command("note", "semicolon", mark("Note on the coding here"), "note", menu=True),
    Command("pin", "0", mark("Pin a code to the number keys, or unpin it"), "pin"),
    Command("affirm", "a", mark("Stance: affirm"), "stance('affirm')", menu=True),
    Command("qualify", "q", mark("Stance: qualify"), "stance('qualify')", menu=True),
    Command("deny", "x", mark("Stance: deny"), "stance('deny')", menu=True),
    Command("mention", "m", mark("Stance: mention"), "stance('mention')", menu=True),
    Command("recode", "r", mark("Put another code in its place"), "recode", menu=True),
    Command("uncode", "d,delete", mark("Remove the coding here"), "uncode", menu=True),
    Command("next", "n", mark("Next coding"), "coding(1)"),
    Command("previous", "N", mark("Previous coding"), "coding(-1)"),
    Command("play", "p", mark("Play the recording from here"), "play"),
    Command(
        "uncoded", "right_curly_bracket", mark("Next marked passage without a code"), "uncoded(1)"
    ),
    Command(
        "uncoded-before",
        "left_curly_bracket",
        mark("Previous marked passage without a code"),
        "uncoded(-1)",
    ),
    Command("hit", "greater_than_sign,f3", mark("Next place that was found"), "hit(1)"),
    Command(
        "hit-before", "less_than_sign,shift+f3", mark("Previous place that was found"), "hit(-1)"
    ),
    Command("only", "f", mark("Show only one code or one coder, or all again"), "only"),
    Command("find", "slash", mark("Find in all transcripts"), "find", "anywhere"),
    Command("tree", "left_square_bracket", mark("Show or hide the codebook"), "pane('codes')"),
    Command("undo", "ctrl+z,u", mark("Undo"), "screen.undo", "anywhere", footer=mark("Undo")),
    Command("redo", "ctrl+y", mark("Redo"), "screen.redo", "anywhere"),
    Command("transcripts", "t", mark("Transcripts"), "sheet('transcripts')", "anywhere"),
    Command("codebook", "b", mark("Codebook"), "sheet('codebook')", "anywhere"),
    Command(
        "informants",
        "I",
        mark("Informants and who referred whom"),
        "sheet('informants')",
        "anywhere",
    ),
    Command("passages", "P", mark("Passages of a code"), "passages", "anywhere"),
    Command("codings", "o", mark("All codings"), "sheet('codings')", "anywhere"),
    Command("claims", "C", mark("Claims and evidence"), "sheet('evidence')", "anywhere"),
    Command("matrix", "M", mark("Theme matrix"), "sheet('matrix')", "anywhere"),
    Command("triangulation", "V", mark("Triangulation"), "sheet('triangulation')", "anywhere"),
    Command("saturation", "U", mark("Saturation"), "sheet('saturation')", "anywhere"),
    Command("cooccur", "O", mark("Co-occurrence of codes"), "sheet('cooccurrence')", "anywhere"),
    Command("referrals", "G", mark("How people were found"), "sheet('referrals')", "anywhere"),
    Command("memos", "J", mark("Memos"), "sheet('memos')", "anywhere"),
    Command("history", "H", mark("History"), "sheet('history')", "anywhere"),
    Command("settings", "S", mark("Settings"), "sheet('settings')", "anywhere"),
    Command("filter", "f", mark("Only rows with these words"), "filter", "sheet", mark("Filter")),
    Command("sort", "s", mark("Sort by this column"), "sort", "sheet", mark("Sort")),
    Command("export", "E", mark("Export what is shown"), "export", "sheet", mark("Export")),
    Command("back", "escape", mark("Back to the text"), "back", "sheet", footer=mark("Text")),
    Command("about", "e", mark("Change what is known"), "edit", "transcripts", mark("Edit")),
    Command("import", "a", mark("Bring in files"), "bring", "transcripts", mark("Import…")),
    Command("who", "w", mark("Say who unknown speakers are"), "who", "transcripts", mark("Who?")),
    Command(
        "attribute", "T", mark("Add a tag or an attribute"), "attribute", "transcripts", mark("Tag")
    ),
    Command("group", "g", mark("Group by tag or attribute"), "group", "transcripts", mark("Group")),
    Command("take", "enter", mark("Take the files in"), "take", "importing", mark("Take in")),
    Command("leave", "escape", mark("Stop, or leave it"), "back", "importing", mark("Stop")),
    Command("edit", "e", mark("Change names, rules, colour"), "edit", "codebook", mark("Edit")),
    Command("add", "a", mark("Add a code below this one"), "add", "codebook", mark("Add")),
    Command("move", "v", mark("Hang it below another code"), "move", "codebook", mark("Move")),
    Command("merge", "g", mark("Merge it into another code"), "merge", "codebook", mark("Merge")),
    Command("remove", "d,delete", mark("Remove it with all below"), "remove", "codebook"),
    Command("person", "e", mark("Change what is known"), "edit", "informants", mark("Edit")),
    Command("newcomer", "a", mark("Add whom they named"), "add", "informants", mark("Add")),
    Command("refer", "r", mark("They named somebody known"), "refer", "informants", mark("Named")),
    Command("consent", "n", mark("Record what they consented to"), "consent", "informants"),
    Command("withdraw", "W", mark("Erase all from them, for good"), "withdraw", "informants"),
    Command("memo-edit", "e", mark("Change its words"), "edit", "memos", mark("Edit")),
    Command("tables-next", "w", mark("Next table"), "turn_over", "tables", mark("Next table")),
    Command("count", "c", mark("Choose what is counted"), "choose", "tables", mark("Count")),
    Command("columns", "c", mark("Choose the columns"), "columns", "matrix", mark("Columns")),
    Command("rows", "r", mark("Choose the rows"), "rows", "matrix", mark("Rows")),
    Command("cells", "l", mark("Choose what cells hold"), "cells", "matrix", mark("Cells")),
    Command("themes", "w", mark("Claims or themes"), "turn_over", "triangulation", mark("Themes")),
    Command("settle", "a", mark("Adjudicate"), "adjudicate", "triangulation", mark("Adjudicate")),
    Command(
        "explain", "x", mark("Explain a negative case"), "explain", "triangulation", mark("Explain")
    ),
    Command(
        "beside",
        "equals_sign",
        mark("Beside the text: others on the code here"),
        "beside",
        menu=True,
    ),
    Command(
        "compare",
        "A",
        mark("Set passages of the code here against each other"),
        "compare",
        menu=True,
    ),
    Command("group-next", "right", mark("Next group in this pane"), "group(1)", "compare"),
    Command("group-before", "left", mark("Group before in this pane"), "group(-1)", "compare"),
    Command("group-by", "g", mark("Group otherwise"), "by", "compare", mark("Group")),
    Command("compare-recode", "r", mark("Recode"), "recode", "compare", mark("Recode")),
    Command("compare-split", "s", mark("Split off"), "split", "compare", mark("Split off")),
    Command("compare-link", "l", mark("Link to the other"), "link", "compare", mark("Link")),
    Command("compare-memo", "j", mark("Memo"), "memo", "compare", mark("Memo")),
    Command("board", "B", mark("Board: codes into themes"), "second('board')", "anywhere"),
    Command("column-next", "right", mark("Next column"), "column(1)", "board"),
    Command("column-before", "left", mark("Column before"), "column(-1)", "board"),
    Command(
        "carry-right",
        "shift+right,greater_than_sign",
        mark("Move right"),
        "carry(1)",
        "board",
        mark("Move right"),
    ),
    Command(
        "carry-left",
        "shift+left,less_than_sign",
        mark("Move left"),
        "carry(-1)",
        "board",
        mark("Move left"),
    ),
    Command("also", "plus", mark("Put the code into a further theme"), "also", "board"),
    Command("theme-new", "a", mark("New theme"), "new", "board", mark("New theme")),
    Command("theme-rename", "r", mark("Rename the theme"), "rename", "board"),
    Command("theme-idea", "i", mark("Central idea"), "idea", "board", mark("Central idea")),
    Command("theme-status", "s", mark("Status of the theme"), "status", "board", mark("Status")),
    Command("theme-remove", "d,delete", mark("Remove the theme"), "remove", "board"),
    Command("board-memo", "j", mark("Memo"), "memo", "board"),
    Command("board-compare", "A,equals_sign", mark("Compare its passages"), "compare", "board"),
    Command("board-split", "x", mark("Split the code"), "split", "board", mark("Split")),
    Command("board-merge", "m", mark("Merge the code"), "merge", "board", mark("Merge")),
    Command("walk-skip", "space", mark("Put off"), "skip", "walk", mark("Put off")),
    Command("walk-place", "enter", mark("Go to the place"), "place", "walk"),
    Command("split-stay", "s", mark("Stays"), "stay", "split", mark("Stays")),
    Command("split-go", "g", mark("Goes to the new code"), "go", "split", mark("Goes there")),
    Command(
        "split-again", "backspace", mark("Look again at the last that stayed"), "again", "split"
    ),
    Command("versions", "F", mark("Codebook versions"), "second('versions')", "anywhere"),
    Command("freeze", "f", mark("Freeze"), "freeze", "versions", mark("Freeze")),
    Command(
        "versions-queue", "w", mark("Walk the queue"), "queue", "versions", mark("Walk the queue")
    ),
    Command(
        "versions-table", "E", mark("As a table, to export"), "table", "versions", mark("Table")
    ),
    Command(
        "queue",
        "Q",
        mark("Walk what was coded before a definition changed"),
        "second('queue')",
        "anywhere",
    ),
    Command("queue-keep", "k", mark("Keep"), "keep", "queue", mark("Keep")),
    Command("queue-recode", "r", mark("Recode"), "recode", "queue", mark("Recode")),
    Command("queue-remove", "d,delete", mark("Remove"), "drop", "queue", mark("Remove")),
    Command("amend", "E", mark("Correct the words of this turn"), "amend"),
    Command("doubts", "Z", mark("Settle what a revision moved"), "second('doubts')", "anywhere"),
    Command(
        "doubt-accept", "a", mark("Stands rightly"), "accept", "doubts", mark("Stands rightly")
    ),
    Command("doubt-place", "w", mark("Say its words"), "words", "doubts", mark("Say its words")),
    Command("doubt-drop", "d,delete", mark("Take it out"), "drop", "doubts", mark("Take it out")),
    Command("doubt-skip", "space", mark("Put off"), "skip", "doubts", mark("Put off")),
    Command("doubt-go", "enter", mark("Go to the place"), "place", "doubts"),
    Command("round", "R", mark("Work in another round, earlier codings hidden"), "round"),
    Command("rounds", "W", mark("Compare me with me: two rounds"), "rounds"),
    Command("over-back", "escape", mark("Back"), "back", "over", mark("Back")),
    Command("menu", "f4", mark("What can be done here"), "screen.menu", "anywhere"),
    Command("backup", "Y", mark("Keep a copy of the project"), "backup", "anywhere"),
    Command("tour", "f2", mark("Tour: begin, or end it"), "tour", "anywhere"),
    Command("theme", "ctrl+t", mark("Light or dark"), "light_or_dark", "anywhere"),
    Command("help", "question_mark,f1", mark("Help"), "help", "anywhere", footer=mark("Help")),
    Command("quit", "ctrl+q", mark("Quit"), "quit", "anywhere", footer=mark("Quit")),
)


def bindings(place: str) -> list[Binding]:
    """The keys of the commands of one place, titled in the language chosen before."""
    return [
        Binding(
            command.keys,
            command.action,
            say(command.footer or command.title),
            show=bool(command.footer),
            id=command.id,
            tooltip=say(command.title),
        )
        for command in COMMANDS
        if command.place == place
    ]


def menu(active: Collection[str]) -> list[Command]:
    """The commands for the menu, of those whose ids are `active`: at the text those of a place in
    it, elsewhere those of the screen."""
    return [
        command
        for command in COMMANDS
        if command.id in active and (command.menu or command.place not in ("desk", "anywhere"))
    ]


def named(keys: str) -> str:
    """Keys as they stand on a keyboard."""
    return " ".join(map(format_key, keys.split(",")))


def keys_of(command: str) -> str:
    """The first key of the command of that id."""
    keys = next(each.keys for each in COMMANDS if each.id == command)
    return named(keys.split(",")[0])


def action_of(command: str) -> str:
    """What the command of that id runs."""
    return next(each.action for each in COMMANDS if each.id == command)


def keymap(file: Path) -> dict[str, str]:
    """Keys as the user wants them: a TOML file with lines such as `code = "f5"`.

    What is no command is ignored; a file that cannot be read changes nothing.
    """
    try:
        wanted = tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    known = {command.id for command in COMMANDS}
    return {name: str(keys) for name, keys in wanted.items() if name in known}
