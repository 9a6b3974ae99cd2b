from __future__ import annotations

import io
import unicodedata
from contextlib import ExitStack, suppress
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.errors import InputError
from qualcode.model.transcript import Transcript
from qualcode.readers import turns
from qualcode.readers.gathering import gather
from qualcode.readers.registry import ENDINGS, Reading, read, readable

SAMPLES = Path(__file__).parents[2] / "transcripts" / "samples"
FILES = sorted(path for path in SAMPLES.iterdir() if readable(path))
PACKED = [path for path in FILES if path.read_bytes().startswith(b"PK")]
WRITTEN = [path for path in FILES if path not in PACKED]
NAMES = st.sampled_from(["", "a/", "../", "/", "C:\\\\", "__MACOSX/", "é/", ".", "a//b/"])
# What means something in one format or another.
TRIPS = (
    *(b"", b"\n", b"\n\n", b"\0", b"\xff", b"-->", b"<", b">", b"{", b"}", b"[", b"]", b'"', b"\\"),
    *(
        b"\\'e",
        b"\\u-1?",
        b"\\bin9 ",
        b"\\pict",
        b"\\row ",
        b"<v x>",
        b"<c>",
        b"<br>",
        b"<pre>",
        b"&a;",
    ),
    *(
        b"<a name='ts_9_1_x'>",
        b"99:99",
        b"0:00:01 ",
        b"[0:01]",
        b"#",
        b"\t",
        b",",
        b"1e999",
        b"null",
    ),
    *(b"/Count 9999", b"/Kids [2 0 R]", b"/Parent 4 0 R", b"Tj", b"<</", b"endobj", b"-1"),
    *(
        b'r="9999999"',
        b"<row/>",
        b"<c/>",
        b"<text:s/>",
        b"</text:p>",
        b"..",
        b"%PDF-1.4",
        b"\xed\xa0\x80",
    ),
)
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


def cut(data: st.DataObject, content: bytes, pieces: st.SearchStrategy[bytes]) -> bytes:
    """`content` with a stretch replaced by what the format may trip over."""
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(len(content), start + 200)))
    return content[:start] + data.draw(pieces) + content[end:]


@settings(deadline=3000)
@given(st.sampled_from(FILES), st.data())
def test_any_damage_to_a_sample_is_read_or_refused(
    shelf: Path, sample: Path, data: st.DataObject
) -> None:
    content = bytearray(sample.read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    length = data.draw(st.integers(0, len(content)))
    for damaged in (content, content[:length]):
        found = reading(shelf, bytes(damaged), sample.suffix)
        assert found is None or sound(found.transcript)


@settings(deadline=3000)
@given(st.sampled_from(WRITTEN), st.data())
def test_any_words_of_its_format_in_a_sample_are_read_or_refused(
    shelf: Path, sample: Path, data: st.DataObject
) -> None:
    content = sample.read_bytes()
    for _ in range(data.draw(st.integers(1, 4))):
        content = cut(data, content, st.sampled_from(TRIPS) | st.binary(max_size=8))
    found = reading(shelf, content, sample.suffix)
    assert found is None or sound(found.transcript)


@settings(deadline=3000)
@given(st.sampled_from(PACKED), st.data())
def test_any_damage_to_the_parts_of_a_package_is_read_or_refused(
    shelf: Path, sample: Path, data: st.DataObject
) -> None:
    packed = io.BytesIO()
    with ZipFile(sample) as old, ZipFile(packed, "w") as new:
        chosen = data.draw(st.sampled_from(old.namelist()))
        for part in old.namelist():
            content = old.read(part)
            if part == chosen:
                content = cut(data, content, st.sampled_from(TRIPS) | st.binary(max_size=4))
            new.writestr(part, content)
    found = reading(shelf, packed.getvalue(), sample.suffix)
    assert found is None or sound(found.transcript)


@settings(deadline=3000)
@given(st.data())
def test_any_damage_to_an_archive_is_read_or_told(shelf: Path, data: st.DataObject) -> None:
    made = io.BytesIO()
    with ZipFile(made, "w") as archive:
        for sample in (SAMPLES / "interview-text.txt", SAMPLES / "interview-richtext.rtf"):
            archive.writestr(data.draw(NAMES) + sample.name, sample.read_bytes())
    content = bytearray(made.getvalue())
    for _ in range(data.draw(st.integers(0, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = shelf / "w.zip"
    path.write_bytes(content)
    with ExitStack() as opened:
        files, problems = gather([path], opened)
        assert all(map(str, problems))
        for file in files:
            with suppress(InputError):
                assert sound(file.read().transcript)
