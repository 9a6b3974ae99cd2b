from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.readers.registry import READERS, read, readable

SAMPLES = Path(__file__).parents[2] / "transcripts" / "samples"
FILES = sorted(path for path in SAMPLES.iterdir() if readable(path))
NOTICES = (
    "# CONSTRUCTED FOR DEMONSTRATION. Nobody said any of this.",
    "# REKAAN UNTUK PERAGAAN. Tidak seorang pun mengatakan ini.",
)


def turns(path: Path) -> list[tuple[str, str]]:
    transcript = read(path).transcript
    return [(turn.label, turn.span.of(transcript.text)) for turn in transcript.turns]


def test_every_format_has_a_sample() -> None:
    endings = {path.suffix for path in FILES}
    assert all(endings.intersection(reader.endings) for reader in READERS)


def test_no_two_samples_would_have_the_same_id() -> None:
    assert len({path.stem for path in FILES}) == len(FILES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_format_tells_the_same_interview(path: Path) -> None:
    first = turns(SAMPLES / "interview-text.txt")
    assert len(first) == 8
    assert turns(path) == first


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_sample_comes_in_whole_and_says_that_it_is_constructed(path: Path) -> None:
    reading = read(path)
    assert reading.problems == ()
    assert tuple(reading.transcript.text.split("\n")[:2]) == NOTICES


@pytest.mark.parametrize("name", ["interview-webvtt.vtt", "interview-subrip.srt"])
def test_captions_keep_their_times(name: str) -> None:
    first, *_, last = read(SAMPLES / name).transcript.turns
    assert (first.begins, first.ends) == (4_000, 8_620)
    assert (last.begins, last.ends) == (28_010, 32_150)
