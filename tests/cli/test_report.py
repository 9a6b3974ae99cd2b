"""The report: all that a study shows, in fair words, safe to share, the same bytes each time."""

from __future__ import annotations

import re
import subprocess
from io import BytesIO
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook

from tests.cli.calling import COMMAND, ask, plain_environment
from tests.cli.conftest import Write
from tests.cli.work import Work

FORMS = ["text", "json", "csv", "md", "html", "xlsx", "docx"]


@pytest.fixture(scope="module")
def elsewhere(jember: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same reports by processes of their own, on the other side of the date line."""
    home = tmp_path_factory.mktemp("elsewhere")
    env = {**plain_environment(home), "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7"}
    for form in FORMS:
        made = subprocess.run(
            [COMMAND, "-p", jember, "report", "--format", form], env=env, capture_output=True
        )
        assert made.returncode == 0, made.stderr.decode()
        (home / form).write_bytes(made.stdout)
    return home


@pytest.fixture(scope="module")
def text(jember: Path) -> str:
    return ask(jember, "report", "--format", "md").out


@pytest.mark.parametrize("form", FORMS)
def test_two_runs_are_the_same_bytes(jember: Path, elsewhere: Path, form: str) -> None:
    assert ask(jember, "report", "--format", form).printed == (elsewhere / form).read_bytes()


def test_the_demonstration_writes_the_same_report(demo: Path, jember: Path) -> None:
    assert ask(jember, "report", "--format", "html").printed == (demo / "report.html").read_bytes()


def test_a_report_on_citations_speaks_of_citations(text: str) -> None:
    assert (
        "At the sentences of the article's two headline conclusions (C32, C33), no informant is"
        " cited." in text
    )
    assert "it does not mean that nobody said it, or that it is untrue." in text
    assert re.search(r"No informant is cited for any claim of these types: .*asosiasi \(5\)", text)


def test_a_report_on_interviews_speaks_of_sources(dissonance: Path) -> None:
    text = ask(dissonance, "report", "--format", "md").out
    assert "No source is tied to what is concluded: C12." in text
    assert "cited" not in text.partition("## Claims")[0]


def test_each_verdict_has_the_words_behind_it(text: str) -> None:
    part = text.partition("#### C13 ·")[2].partition("####")[0]
    assert "Verdict: partial. one-branch: all who support it were reached through one" in part
    assert "> BAPAS Kelas II ini yang dilayani dua" in part
    assert "— KBI (KBI, line 10): affirm · CONSTRUCTED FOR DEMONSTRATION." in part


def test_contradictions_stay_until_somebody_settles_them(dissonance: Path) -> None:
    text = ask(dissonance, "report", "--format", "md").out
    part = text.partition("## Contradictions")[2].partition("\n## ")[0]
    assert "Spoken against: C03" in part


def test_it_is_safe_to_share_unless_asked_for_by_name(jember: Path, text: str) -> None:
    assert "Sekretaris Dinas Sosial" not in text
    assert "Referred by" not in text
    assert "Fewer than three people were heard of" not in text  # all are providers of two offices
    named = ask(jember, "report", "--named", "--format", "md").out
    assert "Sekretaris Dinas Sosial" in named
    assert "Fewer than three people were heard of" in named


def test_what_the_project_does_not_hold_is_to_be_filled_in(jember: Path) -> None:
    text = ask(jember, "report", "--methods", "--format", "md").out
    assert "by referral (seeds: 1; waves:" in text
    assert r"\[To be filled in: the approach of the analysis.\]" in text
    assert re.search(r"\| 2 \| S6 \| Credentials \| to be filled in \|", text)
    assert re.search(r"\| 24 \| S14 \| Number of data coders \| held \| 2 \|", text)


@pytest.mark.parametrize(
    ("approach", "told"),
    [
        ("reflexive", "reflexive thematic analysis (Braun & Clarke 2006, 2021)"),
        ("codebook", "codebook thematic analysis"),
        ("coding-reliability", "coding reliability thematic analysis (Boyatzis 1998)"),
        ("framework", "framework method"),
    ],
)
def test_the_methods_follow_the_approach(work: Work, approach: str, told: str) -> None:
    work("settings", "approach", approach)
    text = ask(work.project, "report", "--methods").out
    assert told in " ".join(text.split())


def test_reflexive_analysis_leaves_saturation_out(work: Work) -> None:
    assert "Code saturation" in ask(work.project, "report").out
    work("settings", "approach", "reflexive")
    assert "Code saturation" not in ask(work.project, "report").out


def test_the_methods_are_told_in_indonesian(jember: Path) -> None:
    text = ask(jember, "report", "--methods", "--lang", "id").out
    assert "Penelitian ini bertumpu pada" in text


def test_the_hash_is_that_of_the_data(work: Work) -> None:
    def _hash() -> str:
        told = ask(work.project, "report", "--format", "json").json["parameters"]
        return str(told["hash of the data (SHA-256)"])

    before = _hash()
    work("settings", "approach", "framework")
    assert _hash() != before
    work("undo")
    assert _hash() == before


def test_an_empty_project_has_a_report_in_every_format(work: Work) -> None:
    for form in FORMS:
        assert ask(work.project, "report", "--format", form).printed


def test_formulas_and_markup_stay_text(work: Work, write: Write) -> None:
    write("t.txt", "P1: =cmd|' /C calc'!A0 <script>alert(1)</script>\n")
    write("p.csv", "id,organisation\nP1,=1+1\n")
    work("informants", "import", "p.csv")
    work("transcripts", "import", "t.txt")
    work("codebook", "add", "k")
    work("code", "t", "k", "--quote", "=cmd|' /C calc'!A0 <script>alert(1)</script>")
    work("claims", "add", "C1", "=HYPERLINK(1)")
    work("claims", "tie", "C1", "t", "--quote", "=cmd|' /C calc'!A0")
    said = {form: ask(work.project, "report", "--format", form).printed for form in FORMS}
    assert b"<script>alert" not in said["html"]
    assert b"\n=HYPERLINK" not in said["csv"] and b",=HYPERLINK" not in said["csv"]
    book = load_workbook(BytesIO(said["xlsx"]))
    assert not {cell.data_type for sheet in book for row in sheet for cell in row} & {"f"}
    texts = "\n".join(p.text for p in docx.Document(BytesIO(said["docx"])).paragraphs)
    assert "=cmd|' /C calc'!A0 <script>alert(1)</script>" in texts
