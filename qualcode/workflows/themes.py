"""Themes: gathering codes under a central idea, and how far each has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.errors import InputError, NotFoundError
from qualcode.model.codebook import Bilingual
from qualcode.model.lists import ThemeStatus
from qualcode.model.views import ThemeView
from qualcode.store import codebook, themes
from qualcode.store.project import Project
from qualcode.workflows.outcome import Outcome
from qualcode.workflows.values import of_list


@dataclass(frozen=True, slots=True)
class Themes:
    """The verbs on themes."""

    project: Project
    coder: str

    def list(self) -> list[ThemeView]:
        """All themes with their codes, the oldest first."""
        with self.project.reading() as connection:
            paths = {key: e.code.path for key, e in codebook.book(connection).by_key.items()}
            return [
                ThemeView(
                    theme.number, theme.name, theme.idea, ThemeStatus(theme.status),
                    tuple(paths[code] for code in theme.codes),
                )
                for theme in themes.listed(connection)
            ]  # fmt: skip

    def add(self, name: str, *, idea: str = "", codes: Sequence[str] = ()) -> Outcome:
        """Make a theme, a candidate at first, with some codes or none; `name` is taken for both
        languages."""
        _named(name)
        with self.project.writing(by=self.coder, why="add a theme") as step:
            book = codebook.book(step.connection)
            number = themes.add(step, Bilingual(name, name), idea, ThemeStatus.CANDIDATE.value)
            for called in codes:
                themes.gather(step, number, book.find(called).key)
        return Outcome(step.made, new=1, numbers=(number,))

    def change(
        self,
        number: int,
        *,
        name: str | None = None,
        idea: str | None = None,
        status: str = "",
    ) -> Outcome:
        """Give a theme another name, central idea or status."""
        values: dict[str, object] = {}
        if name is not None:
            _named(name)
            values |= {"name_en": name, "name_id": name}
        if idea is not None:
            values["idea"] = idea
        if status:
            values["status"] = of_list(ThemeStatus, status, "status of a theme").value
        with self.project.writing(by=self.coder, why=f"change theme {number}") as step:
            themes.one(step.connection, number)
            themes.change(step, number, **values)
        return Outcome(step.made, changed=1, numbers=(number,))

    def remove(self, number: int) -> Outcome:
        """Take a theme out; its codes stay in the codebook."""
        with self.project.writing(by=self.coder, why=f"remove theme {number}") as step:
            themes.one(step.connection, number)
            themes.remove(step, number)
        return Outcome(step.made, changed=1)

    def gather(self, number: int, codes: Sequence[str]) -> Outcome:
        """Put codes into a theme; they stay in the other themes that they are in."""
        with self.project.writing(by=self.coder, why=f"gather into theme {number}") as step:
            book = codebook.book(step.connection)
            for called in codes:
                themes.gather(step, number, book.find(called).key)
        return Outcome(step.made, changed=1)

    def move(self, called: str, *, out_of: int | None = None, into: int | None = None) -> Outcome:
        """Move a code from one theme to another; into none, or out of none, where none is given."""
        with self.project.writing(by=self.coder, why=f"move {called} between themes") as step:
            code = codebook.book(step.connection).find(called).key
            if out_of is not None:
                if code not in themes.one(step.connection, out_of).codes:
                    raise NotFoundError(
                        "{code} is not in theme {number}", code=called, number=out_of
                    )
                themes.let_go(step, out_of, code)
            if into is not None:
                themes.gather(step, into, code)
        return Outcome(step.made, changed=1)


def _named(name: str) -> None:
    if not name.strip():
        raise InputError("the theme has no name", advice="say in a few words what it is about")
