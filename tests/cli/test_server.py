"""A project on a server: the same commands, the same words, the same bytes."""

from __future__ import annotations

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
