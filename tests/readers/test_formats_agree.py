"""One interview in many formats has the same turns in each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from io import BytesIO
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.model.transcript import Turn
from qualcode.readers import registry

Said = Sequence[tuple[str, str]]

NAMES = ("Peneliti", "K0", "Ibu Siti Aminah", "Pak Éko", "INFORMAN-01", "Dr. Eka", "Nyoman (adik)")
LETTERS = "abc XYZ éñ 水 .,;!?'\"“” &<>{}\\[]()*_#/-–:%"
words = (
    st.text(LETTERS, min_size=1, max_size=40)
    .map(lambda said: "Ya " + " ".join(said.split()))
    .map(str.strip)
)
turns_said = st.lists(st.tuples(st.sampled_from(NAMES), words), min_size=2, max_size=8)


def _in_turn(said: Said) -> Said:
    """Two turns of one speaker in a row are one or two, as the format has it: here one."""
    return [next(turns) for _, turns in groupby(said, key=itemgetter(0))]


interviews = turns_said.map(_in_turn)


def _plain(said: Said) -> bytes:
    return "".join(f"{name}: {words}\n\n" for name, words in said).encode()


def _word(said: Said) -> bytes:
    document, made = Document(), BytesIO()
    for name, words in said:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{name}:").bold = True
        paragraph.add_run(f" {words}")
    document.save(made)
    return made.getvalue()


def _opendocument(said: Said) -> bytes:
    made = BytesIO()
    paragraphs = "".join(f"<text:p>{escape(f'{name}: {words}')}</text:p>" for name, words in said)
    space = "urn:oasis:names:tc:opendocument:xmlns"
    with ZipFile(made, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{space}:office:1.0"'
            f' xmlns:text="{space}:text:1.0"><office:body><office:text>{paragraphs}</office:text>'
            "</office:body></office:document-content>",
        )
    return made.getvalue()


def _rich(said: Said) -> bytes:
    def _letter(letter: str) -> str:
        if letter in "\\{}":
            return f"\\{letter}"
        return letter if letter.isascii() else f"\\u{ord(letter)}?"

    lines = (f"{name}: {words}" for name, words in said)
    text = "".join("".join(map(_letter, line)) + "\\par\n" for line in lines)
    return f"{{\\rtf1\\ansi\\uc1 {text}}}".encode()


def _page(said: Said) -> bytes:
    lines = "".join(f"<p><b>{escape(n)}:</b> {escape(w)}</p>\n" for n, w in said)
    return f"<!DOCTYPE html><html><meta charset='utf-8'><body>{lines}</body></html>".encode()


def _clock(at: int, point: str) -> str:
    return f"00:{at // 60:02}:{at % 60:02}{point}000"


def _vtt(said: Said) -> bytes:
    cues = (
        f"{_clock(at, '.')} --> {_clock(at + 1, '.')}\n<v {escape(name)}>{escape(words)}</v>\n\n"
        for at, (name, words) in enumerate(said)
    )
    return f"WEBVTT\n\n{''.join(cues)}".encode()


def _srt(said: Said) -> bytes:
    cues = (
        f"{at + 1}\n{_clock(at, ',')} --> {_clock(at + 1, ',')}\n{name}: {escape(words)}\n\n"
        for at, (name, words) in enumerate(said)
    )
    return "".join(cues).encode()


WRITERS: Mapping[str, Callable[[Said], bytes]] = {
    ".txt": _plain,
    ".md": _plain,
    ".docx": _word,
    ".odt": _opendocument,
    ".rtf": _rich,
    ".html": _page,
}
TIMED: Mapping[str, Callable[[Said], bytes]] = {".vtt": _vtt, ".srt": _srt}


def _heard(ending: str, content: bytes) -> tuple[list[tuple[str, str]], tuple[Turn, ...]]:
    made = registry.parse(Path(f"W1{ending}"), content).transcript
    return [(turn.label, turn.span.of(made.text)) for turn in made.turns], made.turns


@settings(deadline=None, max_examples=40)
@given(interviews)
def test_every_written_format_has_the_same_turns(said: Said) -> None:
    for ending, write in WRITERS.items():
        assert _heard(ending, write(said))[0] == said, ending


@settings(deadline=None)
@given(interviews)
def test_captions_have_the_same_turns_and_the_same_times(said: Said) -> None:
    for ending, write in TIMED.items():
        heard, turns = _heard(ending, write(said))
        assert heard == said, ending
        assert [turn.begins for turn in turns] == [1_000 * at for at in range(len(said))], ending


@pytest.mark.parametrize("ending", [*WRITERS, *TIMED])
def test_an_interview_of_a_researcher_and_an_informant(ending: str) -> None:
    said = [("Peneliti", "Apa kabar?"), ("K0", "Baik: begitu."), ("Peneliti", "Lalu?")]
    assert _heard(ending, {**WRITERS, **TIMED}[ending](said))[0] == said
