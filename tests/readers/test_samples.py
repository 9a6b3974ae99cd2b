"""One small sample per format and per program, each with its turns, times and problems."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pytest

from qualcode.errors import InputError
from qualcode.readers.registry import ENDINGS, READERS, read, readable

SAMPLES = Path(__file__).parents[2] / "transcripts" / "samples"
FILES = sorted(path for path in SAMPLES.iterdir() if readable(path))
NOTICES = (
    "# CONSTRUCTED FOR DEMONSTRATION. Nobody said any of this.",
    "# REKAAN UNTUK PERAGAAN. Tidak seorang pun mengatakan ini.",
)
NOBODY_KNOWN = "cues without a name, which belong to nobody: 8"
ABOUT_ITSELF = "lines without a name, which belong to nobody: 2"


Times: TypeAlias = tuple[int | None, int | None]


@dataclass(frozen=True)
class Said:
    """What a sample holds: who asks and who answers, times of the first turn and the last."""

    labels: tuple[str, str] | None = ("Pewawancara", "Ibu Siti")
    first: Times = (None, None)
    last: Times = (None, None)
    problems: tuple[str, ...] = ()


PEOPLE = ("Pewawancara", "Ibu Siti")
EXACT = Said(PEOPLE, (4_000, 8_620), (28_010, 32_150))
HEARD = Said(PEOPLE, (4_000, 8_000), (28_000, None))
EXPECTED = {
    "interview-book.epub": Said(),
    "interview-markdown.md": Said(),
    "interview-opendocument.odt": Said(),
    "interview-pdf.pdf": Said(),
    "interview-richtext.rtf": Said(),
    "interview-subrip.srt": EXACT,
    "interview-table.csv": EXACT,
    "interview-text.txt": Said(),
    "interview-webpage.html": Said(),
    "interview-webvtt.vtt": EXACT,
    "interview-word.docx": Said(),
    "interview-workbook.xlsx": Said(first=(4_000, None), last=(28_010, None)),
    "meet.txt": Said(first=(0, 20_000)),
    "noscribe.html": Said(first=(4_000, 8_620), last=(28_010, 32_150), problems=(ABOUT_ITSELF,)),
    "otter.txt": HEARD,
    "teams-captions.vtt": EXACT,
    "teams.docx": HEARD,
    "whisper-plain.tsv": Said(None),
    "whisper.json": Said(("SPEAKER_00", "SPEAKER_01"), (4_000, 8_620), (28_010, 32_150)),
    "youtube-studio.sbv": EXACT,
    "youtube.vtt": Said(None, problems=(NOBODY_KNOWN,)),
    "zoom-captions.txt": Said(),
    "zoom.vtt": EXACT,
}


def words() -> list[str]:
    transcript = read(SAMPLES / "interview-text.txt").transcript
    return [turn.span.of(transcript.text) for turn in transcript.turns]


def test_every_format_has_a_sample() -> None:
    endings = {path.suffix for path in FILES}
    assert all(endings.intersection(reader.endings) for reader in READERS)
    assert {path.name for path in FILES} == EXPECTED.keys()


def test_no_two_samples_would_have_the_same_id() -> None:
    assert len({path.stem for path in FILES}) == len(FILES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_sample_tells_the_same_interview(path: Path) -> None:
    expected = EXPECTED[path.name]
    reading = read(path)
    transcript = reading.transcript
    said = [(turn.label, turn.span.of(transcript.text)) for turn in transcript.turns]
    if expected.labels:
        assert said == list(zip(expected.labels * 4, words(), strict=True))
        first, *_, last = transcript.turns
        assert (first.begins, first.ends) == expected.first
        assert (last.begins, last.ends) == expected.last
    else:
        assert said == []
        assert transcript.text.split("\n")[2:] == [*words(), ""]
    told = [str(problem).partition(": ")[2].partition("; ")[0] for problem in reading.problems]
    assert told == list(expected.problems)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_sample_says_at_its_head_that_it_is_constructed(path: Path) -> None:
    assert tuple(read(path).transcript.text.split("\n")[:2]) == NOTICES


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_sample_with_the_wrong_ending_is_read_or_refused_in_a_sentence(
    tmp_path: Path, path: Path
) -> None:
    for ending in ENDINGS:
        wrong = tmp_path / f"w{ending}"
        wrong.write_bytes(path.read_bytes())
        try:
            assert read(wrong).transcript.text.strip()
        except InputError as refusal:
            assert refusal.advice
