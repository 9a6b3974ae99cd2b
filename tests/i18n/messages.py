"""Every text that people read, collected from the source; and the catalogues kept in step with it.

    python tests/i18n/messages.py

adds what is new to the catalogues, puts what is gone aside (`#~`, used again where the text comes
back), and compiles them. Nothing of qualcode is imported: what the program can say is read off its
source.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).parents[2] / "qualcode"
LOCALE = PACKAGE / "locale"
LANGUAGES = ("en", "id")

# Which argument of a call is a template, by the module that the function comes from.
_CALLS: Mapping[str, Mapping[str, int]] = {
    "qualcode.i18n": {"say": 0, "mark": 0},
    "qualcode.errors": {"problem": 1, "Problem": 1},
    "qualcode.cli.shell": {"remark": 0, "fail": 0, "sure": 0},
    "qualcode.cli.output": {"report": 2},
    "qualcode.store.closest": {"named": 2},
}
_METHODS = {"wrong": 1}

# Where the closed lists are kept whose values are shown translated, besides all enumerations.
_LISTS = (
    ("analysis/subjects.py", "By"),
    ("analysis/farmer.py", "Pair"),
    ("analysis/gaps.py", "Kind"),
    ("analysis/techniques.py", "TECHNIQUES"),
    ("model/lists.py", "PLAIN_BASES"),
    ("model/lists.py", "LINKED_BASES"),
    ("store/memos.py", "ABOUT"),
    ("workflows/cooccurrence.py", "UNITS"),
    ("workflows/groups.py", "BY"),
    ("workflows/links.py", "KINDS"),
    ("workflows/memos.py", "KINDS"),
    ("workflows/saturation.py", "OVER"),
    ("workflows/settings.py", "DIMENSIONS"),
)
# Functions whose answers are such values: the reasons of a verdict, and what to mind about it.
_ANSWERS = (("analysis/verdict.py", r"\w+_reason"), ("analysis/triangulation.py", "_caveats"))
# Functions that check a value, whose last argument says what the value should have been.
_CHECKS = ("of_list", "one_of", "a_date", "_named")
# What no list in the source holds: words that the founding study uses in columns that are open
# to others, and words of ours in sentences and places.
_WORDS = (
    "kunci", "utama", "tambahan", "provider", "client", "association", "policy", "outsider",
    "yes", "no", "status", "channel", "step", "row", "revision", "file", "text index", "new",
    "gone", "moved", "merged", "changed", "name", "definition", "include", "exclude", "example",
    "kind", "aliases", "colour",
)  # fmt: skip

# What click says by itself, from 8.2 on; the shell makes it look into our catalogue.
_CLICK = (
    "Usage:", "[OPTIONS]", "COMMAND [ARGS]...", "[COMMAND] [ARGS]...",
    "Show the version and exit.", "Error: {message}", "Aborted!",
    "Try '{command} {option}' for help.", "Missing command.", "No such command {name!r}.",
    "No such option {name!r}.", "No such option: {name}", "Missing argument", "Missing option",
    "Missing parameter", "Choose from:\n\t{choices}", "Invalid value: {message}",
    "Invalid value for {param_hint}: {message}", "{value!r} is not a valid {number_type}.",
    "Option {name!r} does not take a value.", "{name} {filename!r} does not exist.",
    "{name} {filename!r} is a file.", "{name} {filename!r} is a directory.",
    "{name} {filename!r} is not readable.", "{name} {filename!r} is not writable.",
    "Argument {name!r} takes {nargs} values.", "Could not open file {filename!r}: {message}",
    "unknown error",
)  # fmt: skip
_CLICK_PLURAL = (
    ("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    ("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    ("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
)

Message = str | tuple[str, ...]
"""A text, or the pair of its forms for one and for many."""


@dataclass(frozen=True)
class Place:
    """Where a template stands in the source, and what stands there."""

    path: Path
    node: ast.expr

    def __str__(self) -> str:
        return f"{self.path.relative_to(PACKAGE.parent)}:{self.node.lineno}"

    @property
    def texts(self) -> tuple[str, ...]:
        """The templates written out there; none where a variable brings one."""
        return tuple(_written(self.node))

    @property
    def plain(self) -> bool:
        """Whether a catalogue can know what stands there: it is not put together of parts."""
        return not any(map(_put_together, _ends(self.node)))


@cache
def sources() -> Mapping[Path, ast.Module]:
    """The modules of the package, in the order of their names."""
    return {path: ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}


def templates() -> Iterator[Place]:
    """Everything in the source that is a template, in reading order."""
    errors = dict.fromkeys(_errors(), 0)
    for path, module in sources().items():
        known = {**_known(path, module), **errors}
        found = [node for call in _calls(module) for node in _arguments(call, known, path)]
        for node in sorted(found, key=lambda node: (node.lineno, node.col_offset)):
            yield Place(path, node)


def words() -> dict[str, None]:
    """The values of closed lists and our own words in sentences, which are shown translated."""
    modules = {path.relative_to(PACKAGE).as_posix(): at for path, at in sources().items()}
    found = [
        *(text for module in modules.values() for text in _enumerated(module)),
        *(text for path, name in _LISTS for text in _listed(modules[path], name)),
        *(text for path, name in _ANSWERS for text in _answered(modules[path], name)),
        *(text for module in modules.values() for text in _wanted(module)),
        *_nouns(modules["store/tables.py"]),
        *_WORDS,
    ]
    return dict.fromkeys(found)


def found() -> dict[str, tuple[str, ...]]:
    """Every message of ours with the files it comes from; in their order, words last."""
    messages: dict[str, dict[str, None]] = {}
    for place in templates():
        for text in filter(_says_something, place.texts):
            name = place.path.relative_to(PACKAGE.parent).as_posix()
            messages.setdefault(text, {})[name] = None
    for text in words():
        messages.setdefault(text, {})
    return {text: tuple(files) for text, files in messages.items()}


def everything() -> dict[Message, tuple[str, ...]]:
    """Every message of ours and of click's."""
    ours: dict[Message, tuple[str, ...]] = dict(found().items())
    return ours | dict.fromkeys((*_CLICK, *_CLICK_PLURAL), ("click",))


def _says_something(text: str) -> bool:
    return any(map(str.isalpha, re.sub(r"\{\w*\}", "", text)))


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _errors() -> frozenset[str]:
    """The names of `QualcodeError` and all that descends from it."""
    bases = {
        node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
        for module in sources().values()
        for node in ast.walk(module)
        if isinstance(node, ast.ClassDef)
    }
    names = {"QualcodeError"}
    while more := {name for name, above in bases.items() if above & names} - names:
        names |= more
    return frozenset(names)


def _known(path: Path, module: ast.Module) -> dict[str, int]:
    """The functions that take templates, as this module calls them."""
    here = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
    known = dict(_CALLS.get(here, {}))
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom):
            taking = _CALLS.get(node.module or "", {})
            known |= {
                name.asname or name.name: taking[name.name]
                for name in node.names
                if name.name in taking
            }
    return known


def _arguments(call: ast.Call, known: Mapping[str, int], path: Path) -> Iterator[ast.expr]:
    """The arguments of a call that are templates, what to do about it included."""
    match call.func:
        case ast.Name(name):
            at = known.get(name)
        case ast.Attribute(ast.Call(ast.Name("super")), "__init__"):
            at = 0 if path.name == "errors.py" else None
        case ast.Attribute(_, name):
            at = _METHODS.get(name)
        case _:
            at = None
    if at is not None:
        yield from call.args[at : at + 1]
        yield from (word.value for word in call.keywords if word.arg == "advice")


def _ends(node: ast.expr) -> Iterator[ast.expr]:
    """What an expression may come to: both branches of a choice."""
    match node:
        case ast.IfExp():
            yield from _ends(node.body)
            yield from _ends(node.orelse)
        case ast.BoolOp():
            for value in node.values:
                yield from _ends(value)
        case _:
            yield node


def _written(node: ast.expr) -> Iterator[str]:
    for end in _ends(node):
        if isinstance(end, ast.Constant) and isinstance(end.value, str):
            yield end.value


def _put_together(node: ast.expr) -> bool:
    match node:
        case ast.JoinedStr() | ast.BinOp():
            return True
        case ast.Call(ast.Attribute(_, "format" | "join" | "replace")):
            return True
        case _:
            return False


def _enumerated(module: ast.Module) -> Iterator[str]:
    """The values of every enumeration of strings."""
    for node in module.body:
        if isinstance(node, ast.ClassDef) and "StrEnum" in map(ast.unparse, node.bases):
            for line in node.body:
                if isinstance(line, ast.Assign):
                    yield from _written(line.value)


def _listed(module: ast.Module, name: str) -> Iterator[str]:
    """The strings in the constant of that name."""
    (held,) = (
        node.value
        for node in module.body
        if isinstance(node, ast.Assign) and name in map(ast.unparse, node.targets)
    )
    for part in ast.walk(held):
        if isinstance(part, ast.expr):
            yield from _written(part)


def _answered(module: ast.Module, name: str) -> Iterator[str]:
    """The strings that the functions of that name return or yield."""
    for function in module.body:
        if isinstance(function, ast.FunctionDef) and re.fullmatch(name, function.name):
            for node in ast.walk(function):
                if isinstance(node, ast.Return | ast.Yield) and node.value is not None:
                    yield from _written(node.value)


def _wanted(module: ast.Module) -> Iterator[str]:
    for call in _calls(module):
        if isinstance(call.func, ast.Name) and call.func.id in _CHECKS and call.args:
            yield from _written(call.args[-1])


def _nouns(tables: ast.Module) -> Iterator[str]:
    """What the rows that a person can change are called: `ClaimThemeRow` is a claim theme."""
    for node in tables.body:
        if isinstance(node, ast.ClassDef) and "Recorded" in map(ast.unparse, node.bases):
            yield re.sub(r"(?<!^)(?=[A-Z])", " ", node.name.removesuffix("Row")).lower()


class _Dateless(Catalog):
    """A catalogue that is the same whenever it is written."""

    @property
    def num_plurals(self) -> int:
        """How many forms a noun has beside numbers; Indonesian has one."""
        return 1 if str(self.locale) == "id" else 2

    @property
    def plural_expr(self) -> str:
        """Which of them a number takes."""
        return "0" if str(self.locale) == "id" else "(n != 1)"

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """What stands at its head; the last line ends like the others."""
        return [
            ("Project-Id-Version", "qualcode"),
            ("Language", str(self.locale)),
            ("Plural-Forms", f"nplurals={self.num_plurals}; plural={self.plural_expr};"),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit\n"),
        ]


def file(language: str, ending: str) -> Path:
    """A catalogue of ours."""
    return LOCALE / language / "LC_MESSAGES" / f"qualcode.{ending}"


def read(language: str) -> Catalog:
    """A catalogue as it is kept."""
    with file(language, "po").open("rb") as po:
        return read_po(po, locale=language)


def updated(language: str) -> Catalog:
    """The catalogue with what is new in the source, and what is gone put aside.

    The English one holds only words that are shown otherwise than they are written in data.
    """
    old = read(language)
    new = _Dateless(locale=language, header_comment=old.header_comment, fuzzy=False)
    for message, files in everything().items():
        text = translation(old, message)
        if text or language != "en":
            new.add(message, (text,) if isinstance(message, tuple) else text, _lines(files))
    for gone in (*old, *old.obsolete.values()):
        if gone.id and translation(old, gone.id) and gone.id not in new:
            new.obsolete[gone.id if isinstance(gone.id, str) else gone.id[0]] = gone
            gone.locations = []
    return new


def translation(catalog: Catalog, message: Message) -> str:
    """What a catalogue has for a message, its first form where it has several; empty for nothing.

    A translation that somebody has still to look at (`fuzzy`) is none.
    """
    one = message[0] if isinstance(message, tuple) else message
    known = catalog.get(one) or catalog.obsolete.get(one)
    if known is None or known.fuzzy or not known.string:
        return ""
    return known.string if isinstance(known.string, str) else known.string[0]


def _lines(files: Iterable[str]) -> list[tuple[str, int]]:
    """The files as babel wants them; lines are left out of the catalogue."""
    return [(name, 0) for name in files]


def as_edited(catalog: Catalog) -> bytes:
    """A catalogue as people edit it."""
    made = BytesIO()
    write_po(made, catalog, width=100, include_lineno=False)
    return made.getvalue()


def compiled(catalog: Catalog) -> bytes:
    """A catalogue as the program reads it."""
    made = BytesIO()
    write_mo(made, catalog)
    return made.getvalue()


def main() -> None:
    """Bring all catalogues up to date."""
    for language in LANGUAGES:
        catalog = updated(language)
        missing = [m for m in catalog if m.string in ("", ("",))]
        file(language, "po").write_bytes(as_edited(catalog))
        file(language, "mo").write_bytes(compiled(catalog))
        print(f"{language}: {len(catalog)} messages, {len(missing)} not translated")
        for message in missing:
            print(f"  {message.id}")


if __name__ == "__main__":
    main()
