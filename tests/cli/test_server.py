"""A project on a server: the same commands, the same words, the same bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.calling import ROOT, Run

FILES = ROOT / "transcripts" / "dissonance"


@pytest.mark.postgresql
def test_a_project_on_a_server_is_judged_in_the_same_bytes(run: Run, postgres_url: str) -> None:
    judged = [_judged(run, where) for where in ("study.qualcode", postgres_url)]
    assert judged[0] == judged[1]


def _judged(run: Run, where: str) -> list[bytes]:
    texts = sorted(FILES.glob("*.txt"))
    for words in (
        ["new", where, "--coder", "ani", "--codebook", FILES / "codebook.yaml"],
        ["-p", where, "informants", "import", FILES / "informants.csv"],
        ["-p", where, "transcripts", "import", *texts, "--about", FILES / "about.csv"],
        ["-p", where, "topics", "import", FILES / "topics.csv"],
        ["-p", where, "codings", "import", FILES / "codings.csv"],
        ["-p", where, "claims", "import", FILES / "claims.csv"],
        ["-p", where, "claims", "evidence", "import", FILES / "evidence.csv"],
        ["-p", where, "code", "T1", "jadwal", "--span", "600:640"],
        ["-p", where, "undo"],
        ["-p", where, "check"],
    ):
        answer = run(*words)
        assert answer.status == 0, answer.err
    return [
        run("-p", where, *words.split(), "--format", "json").printed
        for words in ("triangulate", "matrix", "codings list", "informants tree", "search beras")
    ]


@pytest.mark.postgresql
def test_a_server_too_forgets_who_withdraws_and_keeps_pseudonyms_apart(
    run: Run, postgres_url: str, tmp_path: Path
) -> None:
    people, text = tmp_path / "people.csv", tmp_path / "fgd.txt"
    people.write_text("id,name,referred_by\nA1,Rani Wulandari,-\nB1,Budi Santoso,A1\n", "utf-8")
    text.write_text("Rani Wulandari: Air keruh.\n\nBudi Santoso: Sumur kami kering.\n", "utf-8")
    for words in (
        ["new", postgres_url, "--coder", "ani"],
        ["-p", postgres_url, "informants", "import", people],
        ["-p", postgres_url, "transcripts", "import", text],
        ["-p", postgres_url, "codebook", "add", "air"],
        ["-p", postgres_url, "code", "fgd", "air", "--quote", "Air keruh"],
        ["-p", postgres_url, "code", "fgd", "air", "--quote", "Sumur kami"],
        ["-p", postgres_url, "transcripts", "pseudonymise", "--yes"],
        ["-p", postgres_url, "informants", "withdraw", "B1", "--yes"],
        ["-p", postgres_url, "check"],
    ):
        answer = run(*words)
        assert answer.status == 0, answer.err
        if "withdraw" in words:
            assert "archived logs and dumps of the server" in answer.err
    shown = run("-p", postgres_url, "transcripts", "show", "fgd", "--format", "json").json["text"]
    assert shown == "A1: Air keruh.\n\nB1: [withdrawn]\n"
    (coding,) = run("-p", postgres_url, "codings", "list", "--format", "json").json
    assert (coding["quote"], coding["sources"]) == ("Air keruh", ["A1"])
    dumped = run("-p", postgres_url, "log", "--format", "json").out
    assert "Budi" not in dumped
