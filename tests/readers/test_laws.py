from __future__ import annotations

import io
import unicodedata
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.errors import InputError
from qualcode.model.transcript import Transcript
from qualcode.readers import turns
from qualcode.readers.registry import ENDINGS, Reading, read

SAMPLES = Path(__file__).parents[2] / "transcripts" / "samples"
LABELS = ("K0", "Ani", "ani", "Ibu Siti", "Peneliti", "**Budi**", "[00:01] Dr. Eka", "Catatan")
WORDS = ("halo", "Ya, begini: jangan.", "#1", "é", "e\u0301", "\u2028", "10:30", "(ya)", "😀", "")

lines = st.one_of(
    st.tuples(st.sampled_from(LABELS), st.sampled_from(WORDS)).map(lambda pair: ": ".join(pair)),
    st.sampled_from(WORDS),
    st.sampled_from(WORDS).map(lambda words: f"# {words}"),
    st.text(max_size=30),
)
conversations = st.lists(lines, max_size=12).map("\n".join)
cues = st.one_of(
    st.sampled_from(["WEBVTT", "", "NOTE", "7", "00:01.000 --> 00:02.000", "00:00:03,5 --> x"]),
    st.tuples(st.sampled_from(["", "<v Ani>", "K0: ", "<i>"]), st.sampled_from(WORDS)).map("".join),
    st.text(max_size=20),
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("shelf")


def reading(shelf: Path, content: bytes, ending: str) -> Reading | None:
    path = shelf / f"w{ending}"
    path.write_bytes(content)
    try:
        return read(path)
    except InputError as refusal:
        assert str(refusal)
        return None


def sound(transcript: Transcript) -> bool:
    """Spans lie in the text, in order and apart, without space at their edges or notes inside."""
    text = transcript.text
    spans = [turn.span for turn in transcript.turns]
    words = [span.of(text) for span in spans]
    return (
        unicodedata.is_normalized("NFC", text)
        and not {"\r", "\0"} & set(text)
        and all(one.end <= other.start for one, other in pairwise(spans))
        and all(span.end <= len(text) for span in spans)
        and all(said == said.strip() != "" for said in words)
        and all("\n#" not in said for said in words)
        and all(label == label.strip() for label in transcript.labels)
        and ("" not in transcript.labels or (len(transcript.labels) == 1 and "#" in text))
    )


@given(conversations)
def test_turns_lie_in_the_text_in_order_and_apart(text: str) -> None:
    text = unicodedata.normalize("NFC", text.replace("\r", "").replace("\0", ""))
    assert sound(Transcript("w", text, turns.find(text)))


@given(conversations)
def test_words_never_contain_the_line_that_labels_them(text: str) -> None:
    accepted = turns.speakers(text)
    for turn in turns.find(text):
        assert turn.label in (accepted or {""})
        for line in turn.span.of(text).split("\n")[1:]:
            head = turns.opening(line)
            assert head is None or head[0] not in accepted


@given(conversations)
def test_a_label_stands_between_a_turn_and_the_one_before(text: str) -> None:
    for one, other in pairwise(turns.find(text)):
        between = text[one.span.end : other.span.start]
        assert "\n#" in between or "".join(other.label.split()) in "".join(between.split())


@given(conversations)
def test_reading_its_own_text_changes_nothing(shelf: Path, text: str) -> None:
    first = reading(shelf, text.encode("utf-8", "replace"), ".txt")
    if first:
        again = reading(shelf, first.transcript.text.encode(), ".txt")
        assert again == Reading(first.transcript)


@given(conversations)
def test_line_ends_do_not_matter(shelf: Path, text: str) -> None:
    unix = text.replace("\r", "")
    as_unix = reading(shelf, unix.encode("utf-8", "replace"), ".md")
    windows = unix.replace("\n", "\r\n")
    old = unix.replace("\n", "\r")
    for other in (windows, old):
        assert reading(shelf, other.encode("utf-8", "replace"), ".md") == as_unix


@given(conversations)
def test_the_encoding_of_unicode_does_not_matter(shelf: Path, text: str) -> None:
    # A NUL after the mark of UTF-16 makes it the mark of UTF-32.
    text = text.encode("utf-8", "replace").decode().lstrip("\0")
    first = reading(shelf, text.encode("utf-8-sig"), ".txt")
    assert reading(shelf, text.encode("utf-16"), ".txt") == first


@settings(deadline=2000)
@given(st.sampled_from(ENDINGS), st.binary(max_size=400))
def test_any_bytes_come_in_or_are_refused(shelf: Path, ending: str, content: bytes) -> None:
    found = reading(shelf, content, ending)
    assert found is None or sound(found.transcript)


@settings(deadline=2000)
@given(st.sampled_from([".vtt", ".srt"]), st.lists(cues, max_size=20).map("\n".join))
def test_any_captions_come_in_or_are_refused(shelf: Path, ending: str, content: str) -> None:
    found = reading(shelf, content.encode("utf-8", "replace"), ending)
    assert found is None or sound(found.transcript)


@settings(deadline=2000)
@given(st.data())
def test_any_damage_to_a_word_file_is_read_or_refused(shelf: Path, data: st.DataObject) -> None:
    content = bytearray((SAMPLES / "interview-word.docx").read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    found = reading(shelf, bytes(content), ".docx")
    assert found is None or sound(found.transcript)


@settings(deadline=2000)
@given(st.data())
def test_any_damage_to_the_parts_of_a_word_file_is_read_or_refused(
    shelf: Path, data: st.DataObject
) -> None:
    packed = io.BytesIO()
    with ZipFile(SAMPLES / "interview-word.docx") as old, ZipFile(packed, "w") as new:
        chosen = data.draw(st.sampled_from(old.namelist()))
        for part in old.namelist():
            content = old.read(part)
            if part == chosen:
                start = data.draw(st.integers(0, len(content)))
                end = data.draw(st.integers(start, min(len(content), start + 200)))
                content = content[:start] + data.draw(st.binary(max_size=4)) + content[end:]
            new.writestr(part, content)
    found = reading(shelf, packed.getvalue(), ".docx")
    assert found is None or sound(found.transcript)
