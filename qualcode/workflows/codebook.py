"""The codebook: bringing one in and out, and working on it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from qualcode.errors import InputError, NotFoundError, RefusedError, UsageError
from qualcode.exchange import codebooks
from qualcode.exchange.intake import Intake
from qualcode.model.codebook import Bilingual, Code, Codebook, CodeKind
from qualcode.model.views import MergeView
from qualcode.store import codebook, codings, merging, settings
from qualcode.store.codebook import Entry
from qualcode.store.journal import Step
from qualcode.store.project import Project
from qualcode.workflows import shipped
from qualcode.workflows.files import write_file
from qualcode.workflows.outcome import Outcome
from qualcode.workflows.values import items, of_list, one_of

COLUMNS = (
    "key", "kind", "colour", "aliases",
    *(f"{text}_{tongue}" for text in ("name", "definition", "include", "exclude", "example")
      for tongue in ("en", "id")),
)  # fmt: skip
_COLOUR = re.compile("#[0-9A-F]{6}")


@dataclass(frozen=True, slots=True)
class Codes:
    """The verbs on the codebook."""

    project: Project
    coder: str

    def import_file(self, source: str | Path) -> Outcome:
        """Take in a codebook: a YAML, QDC or CSV file, or one that comes with qualcode, by name.

        A code whose path exists is filled in with what the file says of it.
        """
        intake = read_codebook(source)
        with self.project.writing(
            by=self.coder, why=f"import codebook {Path(source).name}"
        ) as step:
            new, changed = codebook.put(step, intake.codebook.codes)
        same = len(intake.codebook.codes) - new - changed
        return Outcome(step.made, new, changed, same, problems=intake.problems)

    def export(self, path: Path) -> Outcome:
        """Write the codebook to a file, in the format of its ending."""
        form = codebooks.ENDINGS.get(path.suffix.lower())
        if form is None:
            raise InputError(
                "{file} does not end like a codebook",
                advice="known endings: {known}",
                file=path.name,
                known=", ".join(codebooks.ENDINGS),
            )
        book = Codebook(self.list(), about=self._notice())
        write_file(path, codebooks.write(book, form))
        return Outcome(new=len(book.codes), problems=codebooks.losses(book, form))

    def _notice(self) -> Bilingual:
        with self.project.reading() as connection:
            notice = settings.settings(connection).get("constructed", "")
        return Bilingual(en=notice)

    def list(self) -> tuple[Code, ...]:
        """The codes, in tree order."""
        with self.project.reading() as connection:
            return codebook.book(connection).codes

    def add(
        self, key: str, *, parent: str = "", kind: str = "", name: str = "", **texts: Bilingual
    ) -> Outcome:
        """Add a code below `parent` (or at the top); `name` is taken for both languages."""
        with self.project.writing(by=self.coder, why=f"add code {key}") as step:
            book = codebook.book(step.connection)
            above = book.find(parent).code.path if parent else ""
            path = f"{above}/{key}" if above else key
            if path in book.by_path:
                raise RefusedError("there is already a code {path}", path=path)
            named = Bilingual(name, name)
            code = Code(path, of_list(CodeKind, kind or "topic", "kind of code"), name=named)
            told: dict[str, Any] = {**texts}
            codebook.put(step, [replace(code, **told)])
        return Outcome(step.made, new=1)

    def rename(self, called: str, *, key: str = "", en: str = "", id_: str = "") -> Outcome:
        """Give a code another key, or other names."""
        with self.project.writing(by=self.coder, why=f"rename code {called}") as step:
            book = codebook.book(step.connection)
            entry = book.find(called)
            if key:
                codebook.rekey(step, book, entry, key)
            names = {"name_en": en, "name_id": id_}
            codebook.change(step, entry, **{name: new for name, new in names.items() if new})
        return Outcome(step.made, changed=1)

    def change(self, called: str, **values: str) -> Outcome:
        """Change what a code says of itself, empty included; columns as in a codebook table.

        `key`, `kind`, `colour` (as #0072B2), `aliases` (separated by `;`), and `name`,
        `definition`, `include`, `exclude` and `example`, each with `_en` or `_id`.
        """
        for name in values:
            one_of(name, COLUMNS, "column")
        wanted: dict[str, object] = {**values}
        key = values.get("key", "")
        wanted.pop("key", None)
        if "kind" in wanted:
            wanted["kind"] = of_list(CodeKind, values["kind"], "kind of code").value
        if "colour" in wanted:
            wanted["colour"] = _colour(values["colour"])
        with self.project.writing(by=self.coder, why=f"change code {called}") as step:
            book = codebook.book(step.connection)
            entry = book.find(called)
            if key:
                codebook.rekey(step, book, entry, key)
            if "aliases" in wanted:
                wanted["aliases"] = codebook.packed(items(values["aliases"]))
            codebook.change(step, entry, **wanted)
        return Outcome(step.made, changed=1)

    def move(self, called: str, *, parent: str = "") -> Outcome:
        """Hang a code, with all below it, under another; at the top where no parent is given."""
        with self.project.writing(by=self.coder, why=f"move code {called}") as step:
            book = codebook.book(step.connection)
            codebook.move(step, book, book.find(called), book.find(parent) if parent else None)
        return Outcome(step.made, changed=1)

    def merge(self, called: str, *, into: str) -> Outcome:
        """Make two codes one: what was coded with `called` is so with `into` from now on."""
        with self.project.writing(by=self.coder, why=f"merge code {called} into {into}") as step:
            book = codebook.book(step.connection)
            merging.merge(step, book, book.find(called), book.find(into))
        return Outcome(step.made, changed=1)

    def merging(self, called: str, *, into: str) -> MergeView:
        """What merging two codes would change."""
        with self.project.reading() as connection:
            book = codebook.book(connection)
            entry, other = book.find(called), book.find(into)
            return merging.preview(connection, book, entry, other)

    def counts(self) -> dict[str, int]:
        """How many codings each code has itself, by path."""
        with self.project.reading() as connection:
            counted = codings.counts(connection)
            return {e.code.path: counted.get(e.key, 0) for e in codebook.book(connection).entries}

    def split(
        self, called: str, key: str, numbers: Sequence[int], *, name: str = "", join: bool = False
    ) -> Outcome:
        """Move some codings of a code to a new code beside it; `name` is taken for both
        languages. With `join` the other code may be there already."""
        with self.project.writing(by=self.coder, why=f"split code {called}") as step:
            book = codebook.book(step.connection)
            entry = book.find(called)
            above = entry.code.parent
            path = f"{above}/{key}" if above else key
            is_new = path not in book.by_path
            if is_new:
                named = Bilingual(name, name)
                made = Code(path, entry.code.kind, name=named, colour=entry.code.colour)
                codebook.put(step, [made])
            elif not join or path == entry.code.path:
                raise RefusedError("there is already a code {path}", path=path)
            new = codebook.book(step.connection).by_path[path]
            for number in numbers:
                if codings.one(step.connection, number).code != entry.key:
                    raise NotFoundError(
                        "coding {number} is not one of {code}", number=number, code=called
                    )
                codings.recode(step, number, new.key)
        return Outcome(step.made, new=int(is_new), changed=len(numbers))

    def below(self, called: str) -> tuple[int, int]:
        """How many codes, and how many codings, would go with a code."""
        with self.project.reading() as connection:
            book = codebook.book(connection)
            entries = book.below(book.find(called))
            return len(entries), codebook.codings_below(connection, entries)

    def remove(self, called: str) -> Outcome:
        """Take a code out, with all below it and all their codings."""
        with self.project.writing(by=self.coder, why=f"remove code {called}") as step:
            gone = codebook.remove(step, codebook.book(step.connection).find(called))
        return Outcome(step.made, changed=gone)

    def freeze(self, name: str) -> Outcome:
        """Keep the codebook as it is now under a name."""
        with self.project.writing(by=self.coder, why=f"freeze codebook {name}") as step:
            book = Codebook(codebook.book(step.connection).codes)
            codebook.freeze(step, name, codebooks.write(book, "yaml").decode())
        return Outcome(step.made, new=1)


def coined(step: Step, name: str) -> Entry:
    """The code that a name makes, put in where there is none: below another one where it says
    `other/name`."""
    above, _, own = name.rpartition("/")
    words = "".join(c if c.isalnum() else " " for c in own.lower()).split()
    if not words:
        raise InputError("there is no word in {name} to call a code by", name=name)
    book = codebook.book(step.connection)
    path = "-".join(words)
    if above:
        path = f"{book.find(above).code.path}/{path}"
    if path not in book.by_path:
        called = " ".join(own.split())
        codebook.put(step, [Code(path, CodeKind.TOPIC, name=Bilingual(called, called))])
        book = codebook.book(step.connection)
    return book.by_path[path]


def _colour(given: str) -> str:
    colour = given.strip().upper()
    if colour and not _COLOUR.fullmatch(colour):
        raise UsageError(
            "{value} is no colour", advice="write it as #0072B2, or leave it empty", value=given
        )
    return colour


def read_codebook(source: str | Path) -> Intake:
    """The codebook in a file, or the one of that name that comes with qualcode."""
    path = shipped.codebook(str(source)) or Path(source)
    if not path.suffix and not path.exists():
        raise NotFoundError(
            "there is no codebook {name}",
            advice="give a file, or one of: {known}",
            name=source,
            known=", ".join(shipped.codebooks()),
        )
    return codebooks.read(path)
