"""The formats that a document can take."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from qualcode.errors import UsageError
from qualcode.reports.document import Document


@dataclass(frozen=True, slots=True)
class Renderer:
    """One format: its name, the ending of its files, and the function that writes it.

    `target` is loaded only when asked for. A `binary` format is not for a terminal.
    """

    name: str
    ending: str
    target: str
    binary: bool = False


RENDERERS = (
    Renderer("text", ".txt", "qualcode.reports.renderers.text:render"),
    Renderer("json", ".json", "qualcode.reports.renderers.json:render"),
    Renderer("csv", ".csv", "qualcode.reports.renderers.csv:render"),
    Renderer("md", ".md", "qualcode.reports.renderers.markdown:render"),
    Renderer("html", ".html", "qualcode.reports.renderers.html:render"),
    Renderer("xlsx", ".xlsx", "qualcode.reports.renderers.xlsx:render", binary=True),
    Renderer("docx", ".docx", "qualcode.reports.renderers.docx:render", binary=True),
)


def render(document: Document, form: str) -> bytes:
    """The document as a file of that format holds it; text is UTF-8."""
    module, _, function = _named(form).target.partition(":")
    made: str | bytes = getattr(import_module(module), function)(document)
    return made if isinstance(made, bytes) else made.encode(errors="replace")


def is_binary(form: str) -> bool:
    """Whether the format is not for a terminal."""
    return _named(form).binary


def form_of(path: Path) -> str:
    """The name of the format that the file's ending asks for."""
    for renderer in RENDERERS:
        if renderer.ending == path.suffix.lower():
            return renderer.name
    raise UsageError(
        "the ending of {name} does not say which format to write",
        advice="supported: {known}",
        name=path.name,
        known=", ".join(renderer.ending for renderer in RENDERERS),
    )


def _named(form: str) -> Renderer:
    for renderer in RENDERERS:
        if renderer.name == form:
            return renderer
    raise UsageError(
        "there is no format {form}",
        advice="supported: {known}",
        form=form,
        known=", ".join(renderer.name for renderer in RENDERERS),
    )
