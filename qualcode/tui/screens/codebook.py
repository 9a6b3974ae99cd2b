"""The codebook: its tree, what each code means, and changing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType
from textual.content import Content

from qualcode.i18n import language, mark, say
from qualcode.model.codebook import Code, CodeKind
from qualcode.reports import listings
from qualcode.reports.document import Column, Document, Value
from qualcode.tui.commands import bindings
from qualcode.tui.dialogs.form import Field
from qualcode.tui.dialogs.picker import Choice, Picked, Picker
from qualcode.tui.dialogs.sure import Sure
from qualcode.tui.looks import shown
from qualcode.tui.screens.choosing import code_choices
from qualcode.tui.screens.merging import merging
from qualcode.tui.screens.retrieval import Retrieval
from qualcode.tui.screens.sheet import Sheet
from qualcode.workflows.study import Study

_TOP = "/"  # no path starts so
_TEXTS = (
    ("definition", mark("Definition")),
    ("include", mark("Include")),
    ("exclude", mark("Exclude")),
    ("example", mark("Example")),
)


@dataclass(frozen=True, slots=True)
class _Counted:
    """A code with its codings: its own, and with those below it."""

    code: Code
    own: int
    below: int


class CodebookTable(Sheet[_Counted]):
    """The tree of codes; enter shows the passages of one."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("codebook")]

    def read(self, study: Study) -> tuple[Document, Sequence[_Counted]]:
        """All codes, in tree order."""
        codes = study.codebook.list()
        counts = study.codebook.counts()
        below: dict[str, int] = dict.fromkeys((code.path for code in codes), 0)
        for path, count in counts.items():
            while path:
                below[path] += count
                path = path.rpartition("/")[0]
        document = listings.counted(listings.codes(codes, study.notice), below)
        first = ("path", f"name_{language()}", "codings")
        return listings.arranged(document, first), [
            _Counted(c, counts.get(c.path, 0), below[c.path]) for c in codes
        ]

    def cell(self, column: Column, at: int, value: Value) -> Text:
        """Codes stand below each other, with their colours."""
        code = self.things[at].code
        if column.key == "path":
            text = Text("  " * code.path.count("/"))
            text.append("■ ", style=code.colour or "dim")
            return text.append(shown(code.key))
        text = super().cell(column, at, value)
        if column.key == "codings" and not value:
            return Text("·", style="dim")
        if column.key == "kind" and code.kind is CodeKind.TOPIC:
            text.stylize("dim")
        return text

    def beside(self, thing: _Counted) -> Content:
        """What a code means, in the language of the workbench, and when to use it."""
        code, here = thing.code, language()
        name = code.name.in_(here) or code.key
        lines = [
            Content.assemble(("■ ", code.colour or "dim"), (shown(name), "bold")),
            Content.styled(shown(f"{code.path}  {say(code.kind.value)}"), "dim"),
            Content(
                say("{own} codings, {below} with those below", own=thing.own, below=thing.below)
            ),
        ]
        if code.aliases:
            known = shown(", ".join(code.aliases))
            lines.append(Content.assemble((f"{say('Also called')}  ", "dim"), known))
        for key, title in _TEXTS:
            words = getattr(code, key).in_(here)
            if words:
                lines += [Content(""), Content.styled(say(title), "bold"), Content(shown(words))]
        return Content("\n").join(lines)

    def chosen(self, thing: _Counted, column: Column) -> None:
        """Show the passages at this code and below it."""
        del column
        path = thing.code.path
        self.app.push_screen(Retrieval(path, lambda study: study.retrieve(path)))

    def action_edit(self) -> None:
        """Ask for everything that a code says of itself."""
        thing = self.thing
        if thing is None:
            return
        code = thing.code
        kinds = tuple(kind.value for kind in CodeKind)
        both = (("en", say("English")), ("id", say("Indonesian")))
        fields = [
            Field("key", say("Key"), code.key),
            *(
                Field(f"name_{tongue}", f"{say('Name')} ({called})", getattr(code.name, tongue))
                for tongue, called in both
            ),
            Field("kind", say("Kind"), code.kind.value, kinds),
            Field("colour", say("Colour (as #0072B2)"), code.colour),
            Field("aliases", say("Also called (separated by ;)"), "; ".join(code.aliases)),
        ]
        fields += [
            Field(
                f"{key}_{tongue}", f"{say(title)} ({called})",
                getattr(getattr(code, key), tongue), long=True,
            )
            for key, title in _TEXTS
            for tongue, called in both
        ]  # fmt: skip
        change = partial(self.bench.study.codebook.change, code.path)
        self.ask(code.path, fields, lambda changed: change(**changed))

    def action_add(self) -> None:
        """Ask for a new code below this one."""
        thing = self.thing
        parent = thing.code.path if thing else ""
        add = self.bench.study.codebook.add
        fields = [
            Field("key", say("Key")),
            Field("name", say("Name")),
            Field("kind", say("Kind"), "topic", tuple(kind.value for kind in CodeKind)),
            Field("parent", say("Below which code (empty: at the top)"), parent),
        ]

        def _add(changed: dict[str, str]) -> object:
            key, name, kind = (changed.get(each, "") for each in ("key", "name", "kind"))
            return add(key, parent=changed.get("parent", parent), kind=kind, name=name)

        self.ask(say("A new code"), fields, _add)

    def action_move(self) -> None:
        """Ask below which code it is to hang."""
        thing = self.thing
        if thing is None:
            return
        move, path = self.bench.study.codebook.move, thing.code.path

        def _chosen(picked: Picked | None) -> None:
            if picked is not None and picked.key:
                parent = "" if picked.key == _TOP else picked.key
                self.start(lambda: move(path, parent=parent), lambda _: self.reload())

        top = Choice(_TOP, say("at the top"))
        question = say("Hang {code} below which code?", code=path)
        self.app.push_screen(
            Picker(
                question, [top, *code_choices((each.code for each in self.things), without=path)]
            ),
            _chosen,
        )

    def action_merge(self) -> None:
        """Ask into which code, show what that changes, and do it when sure."""
        if self.thing is not None:
            merging(self, self.thing.code.path, [each.code for each in self.things])

    def action_remove(self) -> None:
        """Say what would go with a code, and take it out when sure."""
        thing = self.thing
        if thing is None:
            return
        remove, path = self.bench.study.codebook.remove, thing.code.path
        question = say(
            "Remove {code} with all below it and {count} codings? Undo brings it back.",
            code=path, count=thing.below,
        )  # fmt: skip

        def _answered(sure: bool | None) -> None:
            if sure:
                self.start(lambda: remove(path), lambda _: self.reload())

        self.app.push_screen(Sure(question), _answered)
