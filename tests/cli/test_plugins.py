"""Readers that other packages bring, installed as such packages are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.work import Work

Install = Callable[..., None]
READ = """\
from qualcode.readers import prose

def read(path, content):
    return prose.reading(path, content.decode().replace("|", ": "))
"""


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Installs a package with one module and what it says it can read."""

    def _install(name: str, module: str, **endings: str) -> None:
        folder = tmp_path / "site" / name
        about = folder / f"{name}-1.0.dist-info"
        about.mkdir(parents=True)
        (folder / f"{name}.py").write_text(module, "utf-8")
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        points = "".join(f"{ending} = {name}:{place}\n" for ending, place in endings.items())
        (about / "entry_points.txt").write_text(f"[qualcode.readers]\n{points}")
        monkeypatch.syspath_prepend(str(folder))

    return _install


def test_a_package_can_bring_a_reader(work: Work, install: Install) -> None:
    install("piped_reader", READ, piped="read")
    work.table("informants", "id\nA1\n")
    work.text("W1.piped", "Peneliti|Apa?\nA1|Ya.\n")
    found = work.listed("transcripts", "show", "W1")
    assert found["text"] == "Peneliti: Apa?\nA1: Ya.\n"
    assert [turn["informants"] for turn in found["turns"]] == [[], ["A1"]]


def test_folders_hold_files_for_it_too(work: Work, install: Install) -> None:
    install("folder_reader", READ, pip2="read")
    work.write("talks/W1.PIP2", "A|Ya.\n")
    work.write("talks/W2.other", "A|Ya.\n")
    answer = work("transcripts", "import", work.project.parent / "talks")
    assert "W2.other" in answer.err
    assert [row["id"] for row in work.listed("transcripts", "list")] == ["W1"]


@pytest.mark.parametrize(
    ("name", "module"),
    [
        ("broken_import", "import nowhere_to_be_found\n"),
        ("broken_function", "reader = 1\n"),
        ("broken_reader", "def read(path, content):\n    return 1 / 0\n"),
        ("broken_answer", "def read(path, content):\n    return content.decode()\n"),
        (
            "broken_turns",
            "from qualcode.model.span import Span\n"
            "from qualcode.model.transcript import Transcript, Turn\n"
            "from qualcode.readers.reading import Reading\n"
            "def read(path, content):\n"
            "    return Reading(Transcript('x', 'abc', (Turn('A', Span(1, 9)),)))\n",
        ),
    ],
)
def test_a_broken_plug_in_is_named_and_the_other_files_come_in(
    work: Work, install: Install, name: str, module: str
) -> None:
    ending = name.replace("_", "")
    install(name, module, **{ending: "read"})
    other = work.write("W2.txt", "K0: Ya.\n")
    answer = work("transcripts", "import", work.write(f"W1.{ending}", "A|Ya.\n"), other)
    assert name in answer.err
    assert f"W1.{ending}" in answer.err
    assert "Traceback" not in answer.err
    assert [row["id"] for row in work.listed("transcripts", "list")] == ["W2"]


def test_no_plug_in_takes_the_place_of_our_own_reader(work: Work, install: Install) -> None:
    install("greedy_reader", READ, txt="read")
    answer = work.text("W1", "K0: a|b\n")
    assert "greedy_reader" in answer.err
    assert work.listed("transcripts", "show", "W1")["text"] == "K0: a|b\n"


def test_who_names_another_ending_is_told_of_all(work: Work, install: Install) -> None:
    install("told_reader", READ, told="read")
    answer = work.run("transcripts", "import", work.write("W1.mp3", "ID3"))
    assert (answer.status, ".told" in answer.err, ".docx" in answer.err) == (1, True, True)
