"""Codebooks in and out of files: one table of formats, each loaded when it is needed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from qualcode.errors import InputError, Problem, UsageError, problem
from qualcode.exchange.codetree import cleaned, replaced
from qualcode.exchange.intake import Intake
from qualcode.model.codebook import Codebook

__all__ = ["ENDINGS", "FORMS", "Form", "Intake", "losses", "parsed", "read", "write"]


@dataclass(frozen=True, slots=True)
class Form:
    """A format of codebooks: its name, its file endings, and the module that knows it."""

    name: str
    endings: tuple[str, ...]
    module: str
    carries_book: bool = False


FORMS = (
    Form("yaml", (".yaml", ".yml"), "qualcode.exchange.codebook_yaml", carries_book=True),
    Form("qdc", (".qdc",), "qualcode.exchange.qdc"),
    Form("csv", (".csv",), "qualcode.exchange.codebook_csv"),
)
ENDINGS = {ending: form.name for form in FORMS for ending in form.endings}


class _Format(Protocol):
    def read(self, path: Path) -> Intake: ...
    def write(self, codebook: Codebook) -> bytes: ...


class _Parser(Protocol):
    def parse(self, name: str, words: str) -> Intake: ...


def read(path: Path) -> Intake:
    """The codebook in a file, by its ending, and what of the file could not be kept."""
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise InputError(
            "{file} does not end like a codebook",
            advice="known endings: {known}",
            file=path.name,
            known=_listed(ENDINGS),
        )
    return _format(ENDINGS[ending]).read(path)


def parsed(name: str, words: str) -> Codebook:
    """The codebook in a YAML text of that name."""
    yaml = cast(_Parser, import_module(_form("yaml").module))
    return yaml.parse(name, words).codebook


def write(codebook: Codebook, form: str) -> bytes:
    """The codebook in a form of `FORMS`; `losses` tells what that form leaves out."""
    return _format(form).write(codebook)


def losses(codebook: Codebook, form: str) -> tuple[Problem, ...]:
    """What of the codebook `write` cannot put into that form."""
    found = replaced(form, codebook, cleaned(codebook))
    carried = _form(form).carries_book
    if not carried and (codebook.name or codebook.about or codebook.sources):
        found.append(
            problem(
                form,
                "the name, description and sources of the codebook itself have no place there",
                advice="write YAML to keep them",
            )
        )
    return tuple(found)


def _format(name: str) -> _Format:
    return cast(_Format, import_module(_form(name).module))


def _form(name: str) -> Form:
    for form in FORMS:
        if form.name == name:
            return form
    raise UsageError(
        "there is no codebook format {form}",
        advice="known: {known}",
        form=name,
        known=_listed(form.name for form in FORMS),
    )


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
