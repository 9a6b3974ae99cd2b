"""Memos: writing them, and reading them again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from qualcode.errors import InputError, UsageError
from qualcode.model.views import MemoView
from qualcode.store import (
    claims,
    codebook,
    codings,
    informants,
    memos,
    passages,
    themes,
    transcripts,
)
from qualcode.store.engine import Connection
from qualcode.store.project import Project
from qualcode.workflows.outcome import Outcome
from qualcode.workflows.values import a_date, one_of

KINDS = ("analytic", "code", "field", "method", "reflexive", "rival")


@dataclass(frozen=True, slots=True)
class Memos:
    """The verbs on memos."""

    project: Project
    coder: str

    def add(
        self, text: str, *, kind: str = "analytic", about: str = "", on: str = "", date: str = ""
    ) -> Outcome:
        """Write a memo on a transcript, informant, code, claim, passage, coding or theme, or
        on the project where `about` is empty; `on` is its id, path or number."""
        if not text.strip():
            raise InputError("the memo has no words", advice="write what you think")
        one_of(kind, KINDS, "kind of memo")
        if about and not on:
            raise UsageError(
                "a memo about a {noun} needs to know which", advice="give --on", noun=about
            )
        if on and not about:
            raise UsageError(
                "say what {on} is",
                advice="give --about: {known}",
                on=on,
                known=", ".join(memos.ABOUT),
            )
        thing = f"{about} {on}" if about else "the project"
        with self.project.writing(by=self.coder, why=f"memo on {thing}") as step:
            key = _key(step.connection, about, on) if about else None
            day = a_date(date, "date") if date else _day(step.at)
            number = memos.add(step, kind=kind, date=day, text=text, about=about, key=key)
        return Outcome(step.made, new=1, numbers=(number,))

    def change(self, number: int, *, text: str = "", kind: str = "", date: str = "") -> Outcome:
        """Put other words, another kind or another day in a memo; what is not given stays."""
        values = {
            "text": text,
            "kind": kind and one_of(kind, KINDS, "kind of memo"),
            "date": date and a_date(date, "date"),
        }
        given = {name: value for name, value in values.items() if value.strip()}
        with self.project.writing(by=self.coder, why=f"change memo {number}") as step:
            memos.change(step, number, **given)
        return Outcome(step.made, changed=1)

    def remove(self, number: int) -> Outcome:
        """Take a memo out."""
        with self.project.writing(by=self.coder, why=f"remove memo {number}") as step:
            memos.remove(step, number)
        return Outcome(step.made, changed=1)

    def show(self, number: int) -> MemoView:
        """One memo."""
        found = next((memo for memo in self.list() if memo.number == number), None)
        if found is None:
            raise memos.missing(number)
        return found

    def list(self) -> list[MemoView]:
        """All memos, the oldest first."""
        with self.project.reading() as connection:
            book = codebook.book(connection)
            return [
                MemoView(m.number, m.kind, m.date, m.coder, m.about[0], _on(book, m), m.text)
                for m in memos.listed(connection)
            ]


def _on(book: codebook.Book, memo: memos.Memo) -> str:
    about, on = memo.about
    return book.by_key[int(on)].code.path if about == "code" else on


def _key(connection: Connection, about: str, on: str) -> int:
    one_of(about, memos.ABOUT, "sort of thing")
    if not on:
        raise UsageError("say which {noun}", advice="give --on", noun=about)
    match about:
        case "transcript":
            return transcripts.key_of(connection, on)
        case "informant":
            return informants.key_of(connection, on)
        case "code":
            return codebook.book(connection).find(on).key
        case "claim":
            return claims.key_of(connection, on)
        case "passage":
            return passages.one(connection, _number(on)).number
        case "theme":
            return themes.one(connection, _number(on)).number
        case _:
            return codings.one(connection, _number(on)).number


def _number(word: str) -> int:
    if not word.isdecimal():
        raise UsageError("{word} is no number", word=word)
    return int(word)


def _day(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).date().isoformat()
