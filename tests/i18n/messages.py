"""Every text that people read, collected from the source; and the catalogues kept in step with it.

    python -m tests.i18n.messages

adds what is new to the catalogues, takes out what is gone, and compiles them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from qualcode.analysis.standing import Standing
from qualcode.analysis.verdict import Verdict
from qualcode.analysis.witness import ALL_DIMENSIONS
from qualcode.model.codebook import CodeKind
from qualcode.model.lists import PLAIN_BASES, Channel, ClaimKind, Stance, Status
from qualcode.model.transcript import SourceKind
from qualcode.workflows import matrix, memos

PACKAGE = Path(__file__).parents[2] / "qualcode"
LOCALE = PACKAGE / "locale"
LANGUAGES = ("en", "id")
_ALWAYS = datetime(2026, 1, 1, tzinfo=UTC)  # the same source gives the same catalogue

# Which argument of a call is a template, by the name of what is called.
_FIRST = {"say", "mark", "remark", "fail"}
_SECOND = {"problem", "wrong"}
_NOT_OURS = {"ValueError", "TypeError", "AttributeError", "AssertionError"}

# Reasons, caveats and ways of judging: what design calls them, as the rows hold them.
_WORDS_OF_ROWS = (
    "all-qualified", "referral-pair", "one-branch", "one-organisation", "no-independent-pair",
    "literature-only", "document-named", "asked-and-silent", "not-asked", "uncited",
    "between-sources", "within-one-source", "single", "partial", "converged",
    "one-seed", "pooled", "branch-unknown", "organisation-unknown", "adjudicated",
    "coders-differ", "denied-below", "at-least",
    "evidence", "themes", "none", "stance", "coverage",
    "informant", "document", "observation", "kunci", "utama", "tambahan",
    "provider", "client", "association", "policy", "outsider",
    "transcript", "code", "claim", "passage", "coding", "yes", "no",
)  # fmt: skip

# What a sentence says it is about: the name of a table, or of what a value should have been.
_THINGS = (
    "code", "coding", "passage", "transcript", "revision", "informant", "referral", "claim",
    "evidence", "memo", "topic", "organisation", "setting", "asset", "attribute", "consent",
    "adjudication", "claim theme", "claim asset", "claim link", "claim reference",
    "codebook version", "stance", "date", "kind of transcript", "status", "channel",
    "kind of claim", "kind of code", "sort of thing", "kind of memo", "approach", "dimension",
    "coder", "round", "kind of cells", "column",
)  # fmt: skip

# What click says by itself; the shell makes it look into our catalogue.
_CLICK = (
    "Usage:", "Error", "Aborted!", "Show the version and exit.", "%(prog)s, version %(version)s",
    "No such command {name!r}.", "No such option {name!r}.", "Missing command.",
    "Missing argument", "Missing option", "Missing parameter", "Invalid value: {message}",
    "Invalid value for {param_hint}: {message}", "{value!r} is not a valid {number_type}.",
    "Option {name!r} requires an argument.", "Option {name!r} does not take a value.",
    "Try '{command} {option}' for help.", "Error: invalid input",
)  # fmt: skip
_CLICK_PLURAL = (
    ("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    ("Did you mean {possibility}?", "(Possible options: {possibilities})"),
    (
        "{value!r} is not {choice}.",
        "{value!r} is not one of {choices}.",
    ),
)


def listed() -> Iterator[str]:
    """The values of closed lists, which are shown translated."""
    for kind in (Verdict, Standing, Stance, ClaimKind, Channel, Status, SourceKind, CodeKind):
        yield from (value.value for value in kind)
    yield from (
        *PLAIN_BASES,
        *sorted(ALL_DIMENSIONS),
        *matrix.BY,
        *memos.KINDS,
        *_WORDS_OF_ROWS,
        *_THINGS,
    )


def found() -> dict[str, None]:
    """Every message, in the order of the source, closed lists last."""
    messages: dict[str, None] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                messages.update(dict.fromkeys(_templates(node)))
    messages.update(dict.fromkeys(listed()))
    messages.pop("", None)
    return messages


def _templates(call: ast.Call) -> Iterator[str]:
    name = _name(call.func)
    ours = name.endswith("Error") and name not in _NOT_OURS
    at = 0 if name in _FIRST or ours else 1 if name in _SECOND else None
    if at is not None and len(call.args) > at:
        yield from _literal(call.args[at])
    if at is not None or name in ("tell", "Problem"):
        for word in call.keywords:
            if word.arg == "advice":
                yield from _literal(word.value)


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _literal(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literal(node.body)
        yield from _literal(node.orelse)


def file(language: str, ending: str) -> Path:
    """A catalogue of ours."""
    return LOCALE / language / "LC_MESSAGES" / f"qualcode.{ending}"


def read(language: str) -> Catalog:
    """A catalogue as it is kept."""
    with file(language, "po").open("rb") as po:
        return read_po(po, locale=language)


def compiled(catalog: Catalog) -> bytes:
    """A catalogue as the program reads it."""
    made = BytesIO()
    write_mo(made, catalog)
    return made.getvalue()


def updated(language: str) -> Catalog:
    """The catalogue with what is new in the source and without what is gone.

    The English one holds only words that are shown otherwise than they are written in data.
    """
    old = read(language)
    new = Catalog(
        locale=language,
        header_comment=old.header_comment,
        project="qualcode",
        copyright_holder="",
        msgid_bugs_address="",
        last_translator="",
        language_team="",
        creation_date=_ALWAYS,
        revision_date=_ALWAYS,
        fuzzy=False,
    )
    if language == "id":
        new.mime_headers = [("Plural-Forms", "nplurals=1; plural=0;")]
    for message in (*found(), *_CLICK):
        known = old.get(message)
        text = known.string if known else ""
        if text or language != "en":
            new.add(message, text)
    for one, many in _CLICK_PLURAL:
        known = old.get(one)
        if language != "en":
            new.add((one, many), known.string if known else "")
    return new


def main() -> None:
    """Bring both catalogues up to date."""
    for language in LANGUAGES:
        catalog = updated(language)
        with file(language, "po").open("wb") as po:
            write_po(po, catalog, width=100, omit_header=False, include_lineno=False)
        file(language, "mo").write_bytes(compiled(read(language)))
        missing = [message.id for message in catalog if message.id and not message.string]
        print(f"{language}: {len(catalog)} messages, {len(missing)} not translated")


if __name__ == "__main__":
    main()
