"""The codebooks and the demonstration that come with qualcode are whole, and say what they are."""

import re
from pathlib import Path

import pytest

from qualcode.exchange import codebooks, csvtable
from qualcode.model.codebook import CodeKind
from qualcode.readers import registry
from qualcode.workflows import shipped

ROOT = Path(__file__).parents[2]
JEMBER = ROOT / "transcripts" / "jember"
INTERVIEWS = ("SEK", "KBDS", "KB1", "KB3", "KBI", "KTBI", "PBI", "FBI")
NOTICES = ("CONSTRUCTED FOR DEMONSTRATION. ", "REKAAN UNTUK PERAGAAN. ")
SAID_OF_JEMBER = (
    "CONSTRUCTED FOR DEMONSTRATION. Nobody said any of this. Written by the makers of qualcode so"
    " that its coding reproduces the pattern of informant citations printed in Santoso et al."
    " (2023), JISP 4(1). The real interviews are not public and were not seen. Speakers are"
    " fictional, not the persons who held these offices in 2022. Roles not given in the article,"
    " referrals, topics asked and stances are invented. Do not quote or analyse as data about"
    " Jember.",
    "REKAAN UNTUK PERAGAAN. Tidak satu kalimat pun di sini pernah diucapkan siapa pun. Ditulis"
    " pembuat qualcode agar kodingnya meniru pola sitasi informan dalam Santoso dkk. (2023), JISP"
    " 4(1). Wawancara asli tidak dipublikasikan dan tidak kami lihat. Penutur adalah tokoh fiktif,"
    " bukan pejabat yang menjabat tahun 2022. Peran yang tidak disebut artikel, alur rujukan,"
    " topik, dan sikap adalah rekaan. Jangan dikutip atau dianalisis sebagai data tentang Jember.",
)


@pytest.mark.parametrize("name", ["abcd", "abcd-jember"])
def test_every_code_is_told_whole_in_both_languages(name: str) -> None:
    intake = codebooks.read(shipped.codebooks()[name])
    assert intake.problems == ()
    for code in intake.codebook.codes:
        for text in (code.name, code.definition, code.include, code.exclude, code.example):
            assert text.en.strip() and text.id.strip(), code.path
        assert re.fullmatch("#[0-9A-Fa-f]{6}", code.colour), code.path


def test_the_study_s_codebook_has_what_the_article_needs() -> None:
    book = codebooks.read(shipped.codebooks()["abcd-jember"]).codebook
    paths = {code.path: code for code in book.codes}
    assert len([path for path in paths if path.startswith("ppks/kelompok/")]) == 28
    statements = [path for path, code in paths.items() if code.kind is CodeKind.STATEMENT]
    assert statements == ["peran/sinergi/terkoordinasi"]
    levels = {"pusat", "provinsi", "kabupaten", "kecamatan", "desa-kelurahan", "rt-rw"}
    assert {f"tingkat/{level}" for level in levels} <= set(paths)
    leading = paths["aset/institusi/leading-sector"]
    assert "yang berkedudukan di kabupaten" in f"{leading.definition.id} {leading.include.id}"
    aliases = {alias for code in book.codes for alias in code.aliases}
    assert any("Pemasarakatan" in alias for alias in aliases)


@pytest.mark.parametrize(
    ("study", "notices"), [("jember", SAID_OF_JEMBER), ("dissonance", NOTICES)]
)
def test_every_file_says_at_its_head_that_it_is_constructed(
    study: str, notices: tuple[str, str]
) -> None:
    files = [path for path in (ROOT / "transcripts" / study).iterdir() if path.is_file()]
    assert len(files) > 10
    for path in files:
        head = path.read_text("utf-8").splitlines()[:2]
        for line, notice in zip(head, notices, strict=True):
            assert line.lstrip('#" ').startswith(notice), path


@pytest.mark.parametrize("id_", INTERVIEWS)
def test_an_interview_is_a_talk_of_two(id_: str) -> None:
    transcript = registry.read(JEMBER / f"{id_}.txt").transcript
    assert set(transcript.labels) == {"Pewawancara", id_}
    words = sum(len(turn.span.of(transcript.text).split()) for turn in transcript.turns)
    assert 700 <= words <= 1_500


@pytest.mark.parametrize("study", ["jember", "dissonance"])
def test_every_quote_stands_once_in_one_turn(study: str) -> None:
    folder = ROOT / "transcripts" / study
    texts = {path.stem: registry.read(path).transcript for path in folder.glob("*.txt")}
    for name in ("codings", "evidence"):
        for row in csvtable.read(folder / f"{name}.csv", required=("transcript", "quote")).rows:
            transcript = texts[row["transcript"]]
            assert transcript.text.count(row["quote"]) == 1, row
            start = transcript.text.index(row["quote"])
            end = start + len(row["quote"])
            within = [t for t in transcript.turns if t.span.start <= start and end <= t.span.end]
            assert within or not transcript.turns, row
