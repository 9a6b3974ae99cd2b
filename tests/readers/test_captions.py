from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.errors import InputError
from qualcode.model.transcript import Turn
from qualcode.readers.registry import Reading, read


@pytest.fixture
def vtt(keep: Callable[..., Path]) -> Callable[[str], Reading]:
    return lambda cues: read(keep(f"WEBVTT\n\n{cues}", "w.vtt"))


@pytest.fixture
def srt(keep: Callable[..., Path]) -> Callable[[str], Reading]:
    return lambda cues: read(keep(cues, "w.srt"))


def cue(*lines: str, at: int = 1) -> str:
    return f"00:00:{at:02}.000 --> 00:00:{at + 1:02}.000\n" + "\n".join(lines) + "\n\n"


def told(reading: Reading) -> list[str]:
    return [str(problem).partition("; ")[0] for problem in reading.problems]


Captions = Callable[[str], Reading]


def test_a_cue_is_a_line_and_a_turn_with_its_times(vtt: Captions) -> None:
    reading = vtt("00:01.000 --> 00:02.500\n<v Ibu Siti>Halo</v>\n\n" + cue("<v Ibu Siti>Ya", at=3))
    text = "Ibu Siti: Halo\nIbu Siti: Ya\n"
    assert reading.transcript.text == text
    first, second = reading.transcript.turns
    assert first == Turn("Ibu Siti", first.span, 1_000, 2_500)
    assert second == Turn("Ibu Siti", second.span, 3_000, 4_000)
    assert (first.span.of(text), second.span.of(text)) == ("Halo", "Ya")
    assert reading.problems == ()


def test_each_voice_in_a_cue_has_its_own_line(vtt: Captions) -> None:
    reading = vtt(cue("<v Ani>Satu</v> <v.keras Budi>dua", "tiga</v>"))
    assert reading.transcript.text == "Ani: Satu\nBudi: dua tiga\n"
    assert {(turn.begins, turn.ends) for turn in reading.transcript.turns} == {(1_000, 2_000)}


def test_words_outside_a_voice_are_not_what_it_says(vtt: Captions) -> None:
    reading = vtt(cue("<v Ani>Satu</v> (tertawa)", "<v>dua"))
    assert reading.transcript.text == "Ani: Satu\n(tertawa) dua\n"
    assert told(reading) == ["w.vtt: cues without a name, which belong to nobody: 1"]


def test_a_name_with_a_colon_speaks_the_words_after_it(srt: Captions) -> None:
    reading = srt("1\n" + cue("Ani: Halo,", "apa kabar?") + "2\n" + cue("Budi : Baik", at=3))
    assert reading.transcript.text == "Ani: Halo, apa kabar?\nBudi: Baik\n"
    assert reading.transcript.labels == ("Ani", "Budi")


def test_two_names_in_a_cue_are_two_lines(srt: Captions) -> None:
    reading = srt(cue("Ani: Halo", "Budi: Ya"))
    assert reading.transcript.text == "Ani: Halo\nBudi: Ya\n"


def test_a_colon_in_what_is_said_makes_no_name(vtt: Captions) -> None:
    reading = vtt(cue("<v Ani>Begini: jangan") + cue("Tahun itu: sulit", at=3) + cue("ya", at=5))
    assert reading.transcript.labels == ("Ani",)
    assert reading.transcript.text == "Ani: Begini: jangan\nTahun itu: sulit\nya\n"


def test_a_cue_without_a_name_belongs_to_nobody_and_is_counted(srt: Captions) -> None:
    reading = srt(cue("Musik") + cue("# CATATAN", at=3) + cue("dan lagi", at=5))
    assert reading.transcript.text == "Musik\n# CATATAN\ndan lagi\n"
    assert reading.transcript.turns == ()
    assert told(reading) == ["w.srt: cues without a name, which belong to nobody: 2"]


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<i>Halo</i> <b.keras>semua</b>", "Halo semua"),
        ("<c.kuning>Halo</c> <00:00:01.500>semua", "Halo semua"),
        (r"{\an8}{\i1}Halo{\i0} semua", "Halo semua"),
        ('<font color="#ffffff">Halo</font> semua', "Halo semua"),
        ("tiga &lt; empat &amp; &#x65;nam&#10;lagi", "tiga < empat & enam lagi"),
        ("R&D, 3 < 4 dan {lain} &entah;", "R&D, 3 < 4 dan {lain} &entah;"),
        ("&lt;i&gt; tetap", "<i> tetap"),
        ("e&#x301;", "é"),
        ("a&#0;b&#xD800;", "a\ufffdb\ufffd"),
        ("<ruby>漢<rt>kan</rt></ruby>", "漢kan"),
    ],
)
def test_markup_goes_and_words_stay(vtt: Captions, srt: Captions, markup: str, words: str) -> None:
    for read_as in (vtt, srt):
        assert read_as(cue(f"K0: {markup}")).transcript.text == f"K0: {words}\n"


@pytest.mark.parametrize(
    ("times", "begins", "ends"),
    [
        ("00:00:01.000 --> 00:00:02.000", 1_000, 2_000),
        ("00:01.000 --> 00:02.000 align:start position:10%", 1_000, 2_000),
        ("00:00:01,000 --> 00:00:02,000  X1:40 X2:600", 1_000, 2_000),
        ("0:0:1.5 --> 0:0:2", 1_500, 2_000),
        ("00:00:01,001-->00:00:02,999", 1_001, 2_999),
        ("00:00:01.000 -> 00:00:02.000", 1_000, 2_000),
        ("99:59:59.999 --> 100:00:01.000", 359_999_999, 360_001_000),
    ],
)
def test_times_come_in_exactly(
    vtt: Captions, srt: Captions, times: str, begins: int, ends: int
) -> None:
    for read_as in (vtt, srt):
        (turn,) = read_as(f"7\n{times}\nK0: Halo\n").transcript.turns
        assert (turn.begins, turn.ends) == (begins, ends)


def test_what_webvtt_says_beside_the_cues_is_passed_over(vtt: Captions) -> None:
    reading = vtt(
        "NOTE rahasia\n\n"
        "STYLE\n::cue { color: red }\n\n"
        "REGION\nid:a\nwidth:40%\n\n"
        + cue("K0: Halo")
        + "NOTE\ndua baris\nlagi 00:00 --> entah\n\n"
        + cue("K0: Ya", at=3)
    )
    assert reading.transcript.text == "K0: Halo\nK0: Ya\n"
    assert reading.problems == ()


def test_the_header_of_webvtt_may_say_more(keep: Callable[..., Path]) -> None:
    for header in ("WEBVTT - judul\n\n", "WEBVTT\nKind: captions\nLanguage: id\n\n", "WEBVTT\n"):
        assert read(keep(header + cue("K0: Halo"), "w.vtt")).problems == ()


def test_the_number_or_name_of_a_cue_is_not_said(vtt: Captions, srt: Captions) -> None:
    assert vtt("pembuka\n" + cue("K0: Halo")).transcript.text == "K0: Halo\n"
    crowded = cue("K0: Halo").rstrip() + "\n2\n" + cue("K0: Tahun", "1945", at=3)
    assert srt("1\n" + crowded).transcript.text == "K0: Halo\nK0: Tahun 1945\n"


def test_a_blank_line_in_a_cue_of_srt_does_not_end_it(srt: Captions) -> None:
    first = cue("K0: Halo", "", "semua", "1945", "", "1946")
    reading = srt("1\n" + first + "2\n\n" + cue("K0: Ya", at=3) + "3\n")
    assert reading.transcript.text == "K0: Halo semua 1945 1946\nK0: Ya\n"
    assert reading.problems == ()


def test_words_outside_of_any_cue_are_told_with_their_line(vtt: Captions, srt: Captions) -> None:
    stray = cue("K0: Halo") + "kata lepas\n\n" + cue("K0: Ya", at=3)
    assert told(vtt(stray)) == ["w.vtt: line 6: words outside of any cue were left out"]
    assert told(srt("Judul\n\n" + stray)) == [
        "w.srt: line 1: words outside of any cue were left out"
    ]


@pytest.mark.parametrize("times", ["00:00:xx --> 00:00:05.000", "00:99:00.000 --> 00:99:01.000"])
def test_a_cue_with_bad_times_keeps_its_words_and_the_rest_comes_in(
    vtt: Captions, times: str
) -> None:
    reading = vtt(cue("K0: satu") + f"{times}\nK1: dua\n\n" + cue("K0: tiga", at=6))
    assert reading.transcript.text == "K0: satu\nK1: dua\nK0: tiga\n"
    assert [turn.begins for turn in reading.transcript.turns] == [1_000, None, 6_000]
    assert told(reading) == ["w.vtt: line 6: the times of this cue cannot be read"]


def test_an_arrow_in_what_is_said_is_said(srt: Captions) -> None:
    assert srt(cue("K0: dari --> ke", "kiri --> kanan")).problems == ()


def test_cues_that_cross_are_counted_once_and_stay_in_order(vtt: Captions) -> None:
    reading = vtt(
        "00:01.000 --> 00:05.000\nK0: a\n\n"
        "00:02.000 --> 00:03.000\nK1: b\n\n"
        "00:04.000 --> 00:06.000\nK0: c\n\n"
        "00:09.000 --> 00:08.000\nK0: d\n\n"
        "00:09.000 --> 00:10.000\nK0: e\n"
    )
    assert reading.transcript.text == "K0: a\nK1: b\nK0: c\nK0: d\nK0: e\n"
    assert told(reading) == [
        "w.vtt: lines that begin before the one ahead of them has ended: 2",
        "w.vtt: times that go backwards: 1",
    ]


def test_a_cue_without_words_is_passed_over(srt: Captions) -> None:
    reading = srt("1\n" + cue("") + "2\n" + cue("<i> </i>", at=3) + "3\n" + cue("K0: Ya", at=5))
    assert reading.transcript.text == "K0: Ya\n"


def test_a_name_without_words_is_a_line_and_no_turn(srt: Captions) -> None:
    reading = srt(cue("K0:") + cue("K1: Ya", at=3))
    assert reading.transcript.text == "K0:\nK1: Ya\n"
    assert [turn.label for turn in reading.transcript.turns] == ["K1"]


def test_a_voice_cannot_hide_its_line_as_a_note(vtt: Captions) -> None:
    assert vtt(cue("<v # Ani>Halo")).transcript.text == "Ani: Halo\n"


@pytest.mark.parametrize("name", ["w.vtt", "w.srt"])
@pytest.mark.parametrize("words", ["WEBVTT\n", "bukan apa-apa\n", "1\n", "NOTE\nsaja\n"])
def test_a_file_without_cues_is_refused(keep: Callable[..., Path], name: str, words: str) -> None:
    with pytest.raises(InputError, match="holds no captions"):
        read(keep(words, name))


@pytest.mark.parametrize("unit", ["<v ", "<", "&", "{\\", "kata\n\n", "1\n", "00:01 --> ", " "])
def test_a_vast_ugly_cue_does_not_hold_up_the_reader(srt: Captions, unit: str) -> None:
    assert srt(cue("K0: Ya") + "<v" + unit * 100_000).transcript.text.startswith("K0: Ya")
