from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from qualcode.errors import InputError
from qualcode.readers.registry import Reading, read

SAMPLES = Path(__file__).parents[2] / "transcripts" / "samples"
Page = Callable[[str], Reading]


@pytest.fixture
def page(keep: Callable[..., Path]) -> Page:
    return lambda body: read(keep(f"<meta charset=utf-8><body>{body}", "w.html"))


def told(reading: Reading) -> list[str]:
    return [str(problem).partition(": ")[2].partition("; ")[0] for problem in reading.problems]


def test_blocks_are_lines_and_spaces_collapse(page: Page) -> None:
    reading = page(
        "<h1>Judul</h1><p>K0: satu\n   dua <b>tiga</b><br>empat</p><div>K1:&nbsp;lima</div>"
        "<ul><li>enam<li>tujuh</ul><pre>a\n  b</pre><!-- tidak --><p>K0: Caf&eacute; &lt;x&gt;"
    )
    assert reading.transcript.text == (
        "Judul\nK0: satu dua tiga\nempat\nK1:\u00a0lima\nenam\ntujuh\na\nb\nK0: Café <x>"
    )
    assert reading.problems == ()


def test_what_is_no_text_stays_out(page: Page) -> None:
    reading = page(
        "<script>x</script><style>y</style><p>K0: ya<img src=a.png alt=b></p><svg><text>z</text>"
        "</svg><template>t</template><noscript>n</noscript><textarea>u</textarea>"
    )
    assert reading.transcript.text == "K0: ya"
    assert told(reading) == ["pictures that were not read: 2"]


def test_rows_of_a_table_are_lines_with_tabs(page: Page) -> None:
    reading = page("<table><tr><td>K0:</td><td>Halo</td></tr><tr><td>K1:<td>Ya</table>")
    assert reading.transcript.text == "K0:\tHalo\nK1:\tYa"


def test_a_bold_name_alone_on_its_line_needs_no_colon(page: Page) -> None:
    reading = page(
        "<p><b>Ani</b><br>Satu</p><p><span style='font-weight: 700'>Budi</span><br>Dua</p>"
        "<p><b>Ani</b><br>Tiga</p><p><strong>Budi</strong><br>Empat</p>"
    )
    assert [turn.label for turn in reading.transcript.turns] == ["Ani", "Budi", "Ani", "Budi"]


@pytest.mark.parametrize(
    "content",
    [
        "<meta charset='windows-1252'><p>K0: Café".encode("cp1252"),
        '<meta content="text/html; charset=ISO-8859-1"><p>K0: Café'.encode("latin-1"),
        '<?xml version="1.0" encoding="UTF-8"?><html><body><p>K0: Café</p></body></html>'.encode(),
        "<p>K0: Café".encode("utf-8-sig"),
        "<p>K0: Café".encode("utf-16"),
        "<meta charset=entah><p>K0: Café".encode(),
    ],
)
def test_the_page_says_its_encoding(keep: Callable[..., Path], content: bytes) -> None:
    assert read(keep(content, "w.html")).transcript.text == "K0: Café"


def test_entities_that_a_page_declares_are_not_expanded(keep: Callable[..., Path]) -> None:
    bomb = (
        '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "/etc/passwd">]>'
    )
    text = read(keep(f"{bomb}<p>K0: &b; &c; ya</p>", "w.html")).transcript.text
    assert "root:" not in text
    assert "hahaha" not in text


@pytest.mark.parametrize("unit", ["<div>", "<", "&", "<b style='", "<!--", "<table><tr>", "</p>"])
def test_hostile_markup_does_not_hold_up_the_reader(keep: Callable[..., Path], unit: str) -> None:
    try:
        assert read(keep("<p>K0: ya</p>" + unit * 50_000, "w.html")).transcript.text
    except InputError as refusal:
        assert str(refusal)


def test_a_page_without_words_holds_no_text(page: Page) -> None:
    with pytest.raises(InputError, match="holds no text"):
        page("<script>x</script>")


def test_a_name_given_in_noscribe_holds_for_all_that_the_speaker_says(
    keep: Callable[..., Path],
) -> None:
    def piece(begins: int, ends: int, who: str, words: str) -> str:
        return f'<a name="ts_{begins}_{ends}_{who}" >{words}</a>'

    body = (
        "<p>Judul</p><p><span>Dengan noScribe<br />(Bahasa: id)</span></p>"
        f"<p>{piece(0, 900, 'S00', 'Ani: [00:00:00] Halo,')}"
        f"{piece(900, 2000, 'S00', ' semua.')}</p>"
        f"<p>{piece(2000, 3000, '', '(12 detik jeda)')}</p>"
        f"<p>{piece(3000, 4000, 'S00', 'Lagi.')}</p>"
        f"<p>{piece(4000, 3900, 'S01', 'S01: Ya.')}{piece(5000, 6000, '//S00', ' //Ani: Oh?')}"
        f"{piece(6000, 7000, 'S01', '// [00:00:06] Begini: ya.//')}</p>"
    )
    reading = read(keep(body, "w.html"))
    assert reading.transcript.text == (
        "Judul\nDengan noScribe\n(Bahasa: id)\nAni: Halo, semua.\n(12 detik jeda)\nAni: Lagi.\n"
        "S01: Ya.\nAni: Oh?\nS01: Begini: ya.\n"
    )
    assert [(t.label, t.begins, t.ends) for t in reading.transcript.turns] == [
        ("Ani", 0, 2_000),
        ("Ani", 3_000, 4_000),
        ("S01", 4_000, 3_900),
        ("Ani", 5_000, 6_000),
        ("S01", 6_000, 7_000),
    ]
    assert told(reading) == [
        "lines without a name, which belong to nobody: 4",
        "times that go backwards: 1",
    ]


def repacked(tmp_path: Path, part: str, content: bytes | None) -> Path:
    """The sample of a book with one part replaced, added or left out."""
    path = tmp_path / "w.epub"
    with ZipFile(SAMPLES / "interview-book.epub") as old, ZipFile(path, "w") as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        if content is not None:
            new.writestr(part, content)
    return path


def test_a_book_is_read_in_the_order_that_it_lists(tmp_path: Path) -> None:
    one = repacked(tmp_path, "OEBPS/one.xhtml", b"<p>K0: satu</p>")
    assert read(one).transcript.text.startswith("K0: satu\n\nPewawancara: Apakah ada iuran")


@pytest.mark.parametrize(
    ("part", "content", "why"),
    [
        ("OEBPS/two.xhtml", None, "is damaged, or not a .epub file"),
        ("OEBPS/book.opf", None, "is damaged"),
        ("META-INF/container.xml", b"<container/>", "is damaged"),
        (
            "META-INF/encryption.xml",
            b'<encryption><CipherReference URI="OEBPS/two.xhtml"/></encryption>',
            "is protected by a password",
        ),
        (
            "META-INF/container.xml",
            b'<!DOCTYPE c [<!ENTITY a "b">]><container>&a;</container>',
            "carries XML entities",
        ),
    ],
)
def test_a_book_that_is_damaged_or_locked_is_refused(
    tmp_path: Path, part: str, content: bytes | None, why: str
) -> None:
    with pytest.raises(InputError, match=why):
        read(repacked(tmp_path, part, content))
