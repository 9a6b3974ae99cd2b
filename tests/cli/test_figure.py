"""`figure`: pictures of the demonstration, of small and odd studies, as SVG and as PNG."""

from __future__ import annotations

import re
import struct
from collections import Counter
from itertools import combinations
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from qualcode import open_project
from qualcode.reports.figures.lettering import width
from tests.cli.work import Work

NAMES = ("referrals", "assets", "heatmap", "saturation", "cooccurrence", "timeline")
SVG = "{http://www.w3.org/2000/svg}"
LONG = "Kepala Bidang Rehabilitasi Sosial Penyandang Disabilitas dan Lanjut Usia " * 5


def _drawn(work: Work, *words: object) -> Element:
    answer = work("figure", *words)
    assert answer.status == 0, answer.err
    return _sound(answer.out)


def _sound(svg: str) -> Element:
    """A picture that a page without style sheets, scripts and network shows whole."""
    picture: Element = fromstring(svg)
    assert picture.get("role") == "img"
    assert [picture[0].tag, picture[1].tag] == [f"{SVG}title", f"{SVG}desc"]
    assert picture[0].text
    assert picture[1].text
    wide, high = float(picture.get("width", "")), float(picture.get("height", ""))
    assert picture.get("viewBox") == f"0 0 {picture.get('width')} {picture.get('height')}"
    for shape in picture.iter():
        assert shape.tag.removeprefix(SVG) not in ("style", "script", "image", "a", "foreignObject")
        assert not {"style", "class", "href", "onload"} & set(shape.attrib)
    for left, top, right, bottom, words in _boxes(picture):
        assert left >= -1, words
        assert top >= -1, words
        assert right <= wide + 1, words
        assert bottom <= high + 1, words
    return picture


def _boxes(picture: Element) -> list[tuple[float, float, float, float, str]]:
    """Where the level words of a picture stand."""
    found = []
    for text in picture.iter(f"{SVG}text"):
        if text.get("transform") or text.get("aria-hidden"):
            continue
        x, y, size = (float(text.get(name, "")) for name in ("x", "y", "font-size"))
        long = width(text.text or "", size, bold=text.get("font-weight") == "bold")
        left = x - {"middle": long / 2, "end": long}.get(text.get("text-anchor", ""), 0)
        found.append((left, y - size * 0.75, left + long, y, text.text or ""))
    return found


def _stand_apart(boxes: list[tuple[float, float, float, float, str]]) -> None:
    for one, other in combinations(boxes, 2):
        beside = one[2] <= other[0] or other[2] <= one[0]
        above = one[3] <= other[1] or other[3] <= one[1]
        assert beside or above, (one, other)


def _words(picture: Element) -> list[str]:
    return [box[-1] for box in _boxes(picture)]


@pytest.fixture(scope="module")
def jember(demo: Path) -> Work:
    """The demonstration study."""
    return Work(demo / "jember.qualcode")


def test_without_a_name_it_lists_the_pictures(jember: Work) -> None:
    lines = jember("figure").out.splitlines()
    assert tuple(line.split()[0] for line in lines) == NAMES


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["en", "id"])
def test_the_demonstration_says_what_it_is_in_every_picture(
    jember: Work, name: str, language: str
) -> None:
    picture = _drawn(jember, name, "--lang", language)
    assert any("CONSTRUCTED FOR DEMONSTRATION" in words for words in _words(picture))
    assert jember("figure", name, "--lang", language).out == jember(
        "figure", name, "--lang", language
    ).out  # fmt: skip


def test_association_assets_have_no_informant_in_picture_and_words(jember: Work) -> None:
    picture = _drawn(jember, "assets")
    assert picture[1].text is not None
    assert picture[1].text.endswith("No informant speaks of any asset of type: asosiasi.")
    words = _words(picture)
    assert "C18 no source" in [" ".join(each.split()) for each in words]
    assert "C14 converged" in [" ".join(each.split()) for each in words]
    assert "POKMAS LIPAS" in words


def test_people_are_shown_by_branch_unless_asked_for_by_name(jember: Work) -> None:
    safe, named = (_words(_drawn(jember, "referrals", *options)) for options in ((), ("--named",)))
    assert {"Branch 1", "Branch 2", "Seeds", "Wave 2"} <= set(safe)
    assert not {"SEK", "KBI", "Kepala Bidang 1"} & set(safe)
    assert Counter(named)["SEK"] == Counter(named)["KBI"] == 1
    assert "Kepala Bidang 1" in named


def test_a_claim_shows_who_supports_it_and_the_legend_explains_every_sign(demo: Path) -> None:
    work = Work(demo / "dissonance" / "dissonance.qualcode")
    picture = _drawn(work, "referrals", "--claim", "C03", "--named")
    assert picture[1].text is not None
    assert picture[1].text.endswith(
        "Claim C03: supports it: 1, supports it with reservations: 1, denies it: 1,"
        " mentions it only: 1, silent on it: 3."
    )
    said = {
        "supports it", "supports it with reservations", "denies it", "mentions it only",
        "interviewed, silent on it", "seed", "named, not interviewed", "a further referral",
    }  # fmt: skip
    assert said <= set(_words(picture))


def test_a_heat_map_signs_what_a_source_says(demo: Path) -> None:
    words = _words(_drawn(Work(demo / "dissonance" / "dissonance.qualcode"), "heatmap"))
    assert {"affirms", "affirms with reservations", "affirms and denies"} <= set(words)


def test_saturation_is_told_with_its_numbers(jember: Work) -> None:
    told = _drawn(jember, "saturation")[1].text
    assert told == (
        "Interviews: 8; themes: 49; first seen in each: 29, 10, 2, 3, 3, 0, 1, 1."
        " After interview 5 the next 2 brought 1 new themes beside the 44 of the first 4:"
        " code saturation. Themes first seen after that: 1."
    )


def test_a_timeline_tells_who_led_to_whom_only_by_name(jember: Work) -> None:
    safe, named = (_drawn(jember, "timeline", *options) for options in ((), ("--named",)))
    assert not any("SEK" in words for words in _words(safe))
    assert "SEK Sekretaris Dinas Sosial" in _words(named)
    assert "led to" in _words(named)
    assert "led to" not in _words(safe)
    assert "2022-12-09: Wave 2, Branch 2." in (safe[1].text or "")


def test_a_pair_of_codes_that_one_source_carries_alone_is_drawn_otherwise(work: Work) -> None:
    work.table("codebook", "key\nair\njalan\nbanjir\n")
    work.table("informants", "id\nA\nB\n")
    for id_ in ("A", "B"):
        work.text(id_, f"{id_}: Air keruh, jalan rusak. Air mati.\n")
        work.code(id_, "air", "Air keruh")
        work.code(id_, "jalan", "keruh, jalan")
    for words in ("Air keruh", "Air mati"):
        work.code("A", "banjir", words)
    work.code("A", "air", "Air mati")
    picture = _drawn(work, "cooccurrence")
    told = picture[1].text or ""
    assert "In the words of one source only: 1." in told
    assert "air and banjir: c 0.67, together 2, sources 1." in told
    assert "air and jalan: c 0.67, together 2, sources 2." in told
    dashed = [each for each in picture.iter(f"{SVG}path") if each.get("stroke-dasharray")]
    assert len(dashed) >= 1
    assert "in the words of one source only" in _words(picture)
    _stand_apart(_boxes(picture))


def test_a_png_has_300_dots_to_the_inch_and_the_same_bytes_again(
    jember: Work, tmp_path: Path
) -> None:
    one, two = tmp_path / "one.png", tmp_path / "two.png"
    told = [jember("figure", "saturation", "-o", path) for path in (one, two)]
    assert [each.status for each in told] == [0, 0]
    assert "code saturation" in told[0].err
    content = one.read_bytes()
    assert content == two.read_bytes()
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    wide, _ = struct.unpack(">II", content[16:24])
    svg = _drawn(jember, "saturation")
    assert b"pHYs" in content
    assert wide == pytest.approx(float(svg.get("width", "")) * 300 / 96, abs=2)


def test_a_library_gets_the_picture_with_its_words(demo: Path) -> None:
    with open_project(demo / "jember.qualcode") as study:
        figure = study.figure("referrals", claim="C14")
    assert "supports it: 4" in figure.alt
    assert figure.caption in figure.svg


@pytest.mark.parametrize("name", NAMES)
def test_a_study_of_nothing_has_pictures_that_say_so(work: Work, name: str) -> None:
    _drawn(work, name)


@pytest.mark.parametrize("name", NAMES)
def test_one_informant_without_referrals_is_drawn(work: Work, name: str) -> None:
    work.table("codebook", "key\nair\n")
    work.table("informants", "id,role\nA,Ketua RT\n")
    work.text("A", "A: Air bersih.\n")
    work.code("A", "air", "Air")
    work.table("claims", "id,text,themes,assets\nC1,Air bersih,air,Sumur\n")
    _drawn(work, name)


def test_markup_and_long_names_stay_words_and_find_room(work: Work) -> None:
    work.table("codebook", f'key,name_en\nair,"<b>air</b> & {LONG}"\n')
    work.table(
        "informants",
        f'id,role,organisation,referred_by\nA,"<script>x</script> {LONG}",{LONG},-\n'
        f"B,{'w' * 300},<i>O</i>,A\nC,{LONG},,A\n",
    )
    work.text("A", "A: Air bersih.\n")
    work.code("A", "air", "Air")
    work.table(
        "claims",
        f'id,text,themes,type,level,assets\nC1,"<b>&{LONG}",air,{LONG},{LONG},"<u>S</u> {LONG}"\n',
    )
    for words in (
        ("referrals", "--named", "--claim", "C1"), ("referrals",), ("assets",), ("heatmap",),
        ("saturation",), ("cooccurrence",), ("timeline", "--named"),
    ):  # fmt: skip
        _drawn(work, *words)
    shown = " ".join(_words(_drawn(work, "referrals", "--named")))
    assert "<script>x</script>" in shown
    assert "<i>O</i>" in shown


@pytest.mark.parametrize("count", [40, 200])
def test_no_two_labels_overlap_and_everybody_is_there_once(work: Work, count: int) -> None:
    rows = "".join(
        f"P{at:03d},{LONG[: 20 + at % 60]},O{at % 9},"
        f"{'-' if at < 2 else '' if at % 17 == 0 else f'P{at // 3:03d}'}"
        f",{('interviewed', 'declined', 'withdrawn', 'contacted')[at % 4]}\n"
        for at in range(count)
    )
    work.table("informants", f"id,role,organisation,referred_by,status\n{rows}")
    boxes = _boxes(_drawn(work, "referrals", "--named"))
    firsts = Counter(found[0] for *_, words in boxes if (found := re.match(r"P\d{3}", words)))
    assert firsts == {f"P{at:03d}": 1 for at in range(count)}
    _stand_apart(boxes)


def test_who_asks_for_what_is_not_gets_a_sentence(jember: Work, tmp_path: Path) -> None:
    for status, words, said in (
        (2, ("figure", "referal"), "there is no picture referal; did you mean referrals?"),
        (1, ("figure", "referrals", "--claim", "C99"), "there is no claim C99"),
        (2, ("figure", "assets", "-o", tmp_path / "a.gif"), "a picture cannot be written as .gif"),
    ):
        answer = jember.run("-p", jember.project, *words)
        assert answer.status == status
        assert said in answer.err
        assert "Traceback" not in answer.err
