"""A coded transcript as a Word file: numbered lines, codes in the margin."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from tests.cli.calling import ask
from tests.cli.conftest import Write
from tests.cli.work import Work


@pytest.fixture
def coded(work: Work, write: Write) -> Work:
    write("t.txt", "Ani: Bagaimana?\n\nSari: Kami jalan sendiri.\nTanpa bantuan.\n")
    write("p.csv", "id,name\nP1,Sari\n")
    work("informants", "import", "p.csv")
    work("transcripts", "import", "t.txt", "--interviewer", "Ani")
    for key in ("jalan", "bantuan", "lain"):
        work("codebook", "add", key)
    work("code", "t", "jalan", "bantuan", "--quote", "jalan sendiri", "--note", "sendirian")
    work("code", "t", "bantuan", "--quote", "sendiri. Tanpa bantuan", "--stance", "deny")
    work("--coder", "budi", "code", "t", "lain", "--quote", "Kami")
    return work


def _written(work: Work, *words: str) -> Path:
    file = work.project.with_name("t.docx")
    ask(work.project, "transcripts", "export", "t", "-o", file, *words)
    return file


def test_lines_are_numbered_as_they_are_cited(coded: Work) -> None:
    texts = [p.text for p in docx.Document(str(_written(coded))).paragraphs]
    assert texts[-3:] == ["1\tAni: Bagaimana?", "3\tP1: Kami jalan sendiri.", "4\tTanpa bantuan."]


def test_each_passage_has_its_codes_beside_it(coded: Work) -> None:
    comments = list(docx.Document(str(_written(coded))).comments)
    told = {(each.author, each.text) for each in comments}
    assert told == {
        ("ani", "jalan\n  sendirian\nbantuan\n  sendirian"),
        ("ani", "bantuan · deny"),
        ("budi", "lain"),
    }


def test_comments_span_the_very_words(coded: Work) -> None:
    body = docx.Document(str(_written(coded))).element.body
    inside: dict[str, str] = {}
    open_: set[str] = set()
    for element in body.iter():
        name = element.tag.rpartition("}")[2]
        number = next((v for k, v in element.attrib.items() if k.endswith("}id")), "")
        if name == "commentRangeStart":
            open_.add(number)
        elif name == "commentRangeEnd":
            open_.discard(number)
        elif name == "t":
            for each in open_:
                inside[each] = inside.get(each, "") + (element.text or "")
    assert set(inside.values()) == {"Kami", "jalan sendiri", "sendiri.4Tanpa bantuan"}


def test_one_coder_alone(coded: Work) -> None:
    comments = docx.Document(str(_written(coded, "--by", "budi"))).comments
    assert [each.text for each in comments] == ["lain"]


def test_two_files_are_the_same_bytes(coded: Work) -> None:
    assert _written(coded).read_bytes() == _written(coded).read_bytes()


def test_only_word_files_are_written(coded: Work) -> None:
    answer = coded.run("transcripts", "export", "t", "-o", "t.html")
    assert answer.status == 2
    assert "a coded transcript is a Word file" in answer.err
