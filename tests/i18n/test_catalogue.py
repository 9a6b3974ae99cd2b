"""Every text that people read is in the catalogues, and nothing else is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog

from qualcode import open_project
from qualcode.model.lists import LINKED_BASES
from qualcode.reports import listings, triangulation
from qualcode.reports.document import Document, Grid, Value
from qualcode.workflows.demo import Demo
from qualcode.workflows.groups import BY
from qualcode.workflows.study import Study
from tests.i18n import messages

# What people see of a call, by the name of what is called: the first or another argument.
_SHOWN = {
    "Column": 1, "Command": 2, "Content": 0, "Document": 0, "Entry": 1, "Grid": 2, "Heading": 0,
    "Label": 0, "Line": 0, "Paragraph": 0, "Picker": 0, "Static": 0, "SystemCommand": 0, "Text": 0,
    "Tree": 0, "Watch": 0, "confirm": 0, "echo": 0, "notify": 0, "print": 0, "prompt": 0,
    "secho": 0, "styled": 0,
}  # fmt: skip
_SHOWN_BY_NAME = {"help", "short_help", "epilog", "caption", "placeholder", "tooltip", "create"}
_FACES = ("cli", "tui", "reports")

# The words of design's tables; a test below keeps the extractor from missing one.
_DESIGNED = (
    "evidence", "themes", "none", "stance", "coverage",
    "affirm", "qualify", "deny", "mixed", "mention",
    "informant", "document", "observation", "interview", "topic", "statement",
    "silent", "dissonant", "denied", "single-source", "partial", "converged", "covered",
    "all-qualified", "referral-pair", "one-branch", "one-organisation", "no-independent-pair",
    "literature-only", "document-named", "asked-and-silent", "not-asked", "uncited",
    "between-sources", "within-one-source", "single",
    "one-seed", "pooled", "branch-unknown", "organisation-unknown", "adjudicated",
    "coders-differ", "denied-below", "at-least",
    "fact", "practice", "experience", "inference", "recommendation",
    "first-hand", "official", "told-by:", "read-from:", "opinion", "assent",
    "named", "introduced", "assigned", "permit", "approached",
    "contacted", "declined", "interviewed", "withdrawn",
    "transcript", "wave", "branch", "organisation", "role", "standpoint", "kind", "parent",
)  # fmt: skip


@pytest.fixture(scope="module")
def indonesian() -> Catalog:
    """The Indonesian catalogue."""
    return messages.read("id")


def test_everything_is_translated(indonesian: Catalog) -> None:
    asked = messages.everything()
    assert [text for text in asked if not messages.translation(indonesian, text)] == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_nothing_is_stale(language: str) -> None:
    held = {message.id for message in messages.read(language) if message.id}
    assert held - set(messages.everything()) == set()


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_what_the_program_reads_is_what_people_edit(language: str) -> None:
    kept = messages.file(language, "mo").read_bytes()
    assert kept == messages.compiled(messages.updated(language))


def test_every_placeholder_is_kept(indonesian: Catalog) -> None:
    changed = [
        message.id
        for message in indonesian
        if isinstance(message.id, str) and _facts(message.id) != _facts(str(message.string))
    ]
    assert changed == []


def test_a_form_for_one_and_many_names_no_fact_that_neither_has(indonesian: Catalog) -> None:
    for message in indonesian:
        if isinstance(message.id, tuple):
            said = set(_facts(messages.translation(indonesian, message.id)))
            assert said <= {fact for form in message.id for fact in _facts(form)}


def test_nobody_is_shouted_at(indonesian: Catalog) -> None:
    said = {
        m.id: messages.translation(indonesian, m.id)
        for m in indonesian
        if isinstance(m.id, str | tuple)
    }
    assert [text for text in said.values() if re.search(r"!(?![A-Z)}r])", text)] == []


def test_every_template_can_be_looked_up() -> None:
    assert [str(place) for place in messages.templates() if not place.plain] == []


def test_no_text_of_a_face_bypasses_the_door() -> None:
    found = [
        f"{path.relative_to(messages.PACKAGE)}:{node.lineno}"
        for path, module in messages.sources().items()
        if path.relative_to(messages.PACKAGE).parts[0] in _FACES
        for node in _shown(module)
        if any(map(_has_words, _parts(node)))
    ]
    assert found == []


@pytest.mark.parametrize("word", _DESIGNED)
def test_every_word_of_a_closed_list_is_known(word: str) -> None:
    assert word in messages.words()


def test_every_value_that_is_shown_translated_is_known(demo: Demo) -> None:
    known = messages.words()
    for project in (demo.project, demo.dissonance):
        with open_project(project) as study:
            values = {text for document in _documents(study) for text in _closed(document)}
        assert {text for text in values if not text.startswith(LINKED_BASES)} <= known.keys()


def test_every_dimension_of_the_matrix_is_known() -> None:
    assert set(BY) <= messages.words().keys()


def _facts(template: str) -> list[str]:
    return sorted(re.findall(r"\{[^{}]*\}", template))


def _shown(module: ast.Module) -> Iterator[ast.expr]:
    """What a face lets people see, where it stands in the source."""
    for call in ast.walk(module):
        if not isinstance(call, ast.Call):
            continue
        name = getattr(call.func, "attr", None) or getattr(call.func, "id", "")
        if name in _SHOWN:
            yield from call.args[_SHOWN[name] : _SHOWN[name] + 1]
        if name == "assemble":
            yield from call.args
        yield from (word.value for word in call.keywords if word.arg in _SHOWN_BY_NAME)


def _parts(node: ast.expr) -> Iterator[ast.expr]:
    """What a text is put together of; a call stands for itself."""
    match node:
        case ast.JoinedStr(parts) | ast.BoolOp(_, parts) | ast.Tuple(parts):
            for part in parts[:1] if isinstance(node, ast.Tuple) else parts:
                yield from _parts(part)
        case ast.BinOp(left, _, right) | ast.IfExp(_, left, right):
            yield from _parts(left)
            yield from _parts(right)
        case _:
            yield node


def _has_words(node: ast.expr) -> bool:
    written = node.value if isinstance(node, ast.Constant) else ""
    return isinstance(written, str) and bool(re.search(r"[^\W\d_]{2}", written))


def _documents(study: Study) -> Iterator[Document]:
    yield listings.transcripts(study.transcripts.list())
    yield listings.informants(study.informants.list())
    yield listings.topics(study.topics.list())
    yield listings.codes(study.codebook.list())
    yield listings.codings(study.codings.list())
    yield listings.claims(study.claims.list())
    yield listings.evidence(study.claims.list_evidence())
    yield listings.memos(study.memos.list())
    found = study.triangulate()
    yield triangulation.document(found.claims, found.themes, dimensions=(), coders=())


def _closed(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Grid):
            for at, column in enumerate(block.columns):
                if column.closed:
                    yield from (text for row in block.rows for text in _texts(row[at]))


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif value:
        yield str(value)
