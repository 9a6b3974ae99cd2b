"""After pseudonyms no real name is in any byte of the project, and every one is in the key file."""

from __future__ import annotations

import random
import shutil
import stat
import time
from functools import partial
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode import Study, new_project, open_project
from qualcode.errors import RefusedError
from qualcode.model.pseudonyms import Original
from qualcode.model.span import Span
from qualcode.store.textindex import fold
from qualcode.store.transcripts import digests
from tests.store.processes import Doomed, alone

TALK = (
    "# Rumah Zubaidah Céleng\n"
    "Ani: Siapa yang tahu?\n\n"
    "Zubaidah Céleng: Tanya ke Bambang Kusumo, nomornya 0812-7777-6666.\n\n"
    "Bambang Kusumo: ZUBAIDAH CÉLENGNYA di Jl. Rahasiawati, dekat Kampungsatu; airnya keruh.\n"
)
NAMES = (
    "zubaidah céleng", "zubaidah", "bambang kusumo", "bambang", "0812-7777-6666", "rahasiawati",
    "kampungsatu",
)  # fmt: skip


def _planted(folder: Path) -> Study:
    """Names in texts now and before, in what was undone, in labels, file names and decisions."""
    place = folder / "project"
    source = folder / "source"
    place.mkdir(parents=True)
    source.mkdir()
    study = new_project(place / "study.qualcode", coder="ani")
    study.informants.add("K0", name="Zubaidah Céleng", referred_by="-")
    study.informants.add("K1", name="Bambang Kusumo", referred_by="K0")
    study.codebook.add("air", name="Air", kind="statement")
    file = source / "Zubaidah Céleng.txt"
    file.write_text(TALK.replace("keruh", "jernih, kata Bambang Kusumo"), "utf-8")
    study.transcripts.import_files([file])
    study.codings.code("Zubaidah Céleng", ["air"], quote="Bambang Kusumo, nomornya")
    study.transcripts.revise("Zubaidah Céleng", TALK)
    study.transcripts.revise("Zubaidah Céleng", TALK + "Bambang Kusumo: Lagi.\n")
    study.history.undo()
    study.codings.code("Zubaidah Céleng", ["air"], quote="Kampungsatu; airnya")
    gone = source / "gone.txt"
    gone.write_text("Bambang Kusumo: Zubaidah Céleng pergi.\n", "utf-8")
    study.transcripts.import_files([gone])
    study.transcripts.remove("gone")
    study.memos.add("Tanya Zubaidah Céleng.")
    study.history.undo()
    (folder / "list.csv").write_text(
        "words,replacement,kind\nKampungsatu,[kampung],place\nJl. Rahasiawati,[jalan],address\n",
        "utf-8",
    )
    return study


def _held(folder: Path) -> set[str]:
    """The names that stand in any byte of the project, as written or as the index folds them."""
    found: set[str] = set()
    for path in folder.glob("study.qualcode*"):
        if path.suffix != ".key":
            held = path.read_bytes().decode("utf-8", "ignore").lower()
            found |= {name for name in NAMES if name in held or fold(name) in held}
    return found


def test_no_name_is_left_in_any_byte_and_all_are_in_the_key_file(tmp_path: Path) -> None:
    place = tmp_path / "project"
    key = place / "study.qualcode.key"
    with _planted(tmp_path) as study:
        assert _held(place) == set(NAMES)
        spoken = [who for _, who in study.transcripts.show("Zubaidah Céleng").turns]
        found, problems = study.transcripts.pseudonymise(lists=[tmp_path / "list.csv"])
        assert problems == ()
        assert found.transcripts == ("K0-1",)
        assert _held(place) == set()
        shown = study.transcripts.show("K0-1")
        assert shown.text == (
            "# Rumah K0\n"
            "Ani: Siapa yang tahu?\n\n"
            "K0: Tanya ke K1, nomornya [phone].\n\n"
            "K1: K0NYA di [jalan], dekat [kampung]; airnya keruh.\n"
        )
        assert [who for _, who in shown.turns] == spoken == [(), ("K0",), ("K1",)]
        assert [row.quote for row in study.codings.list()] == [
            "K1, nomornya", "[kampung]; airnya",
        ]  # fmt: skip
        assert study.history.check() == ()
        with pytest.raises(RefusedError):
            study.history.undo()
        kept = key.read_text("utf-8").lower()
        assert [name for name in NAMES if name not in kept] == []
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
        study.transcripts.reveal("K0-1", tmp_path / "back.txt")
        assert (tmp_path / "back.txt").read_bytes() == TALK.encode()
        assert _held(place) == set()
    assert _held(place) == set()


def test_whoever_withdraws_goes_from_what_the_key_file_leads_back_to(tmp_path: Path) -> None:
    with _planted(tmp_path) as study:
        study.transcripts.pseudonymise()
        study.withdraw("K0")
        kept = study.project.keyfile.path.read_text("utf-8").lower()
        assert "zubaidah" not in kept
        assert study.history.check() == ()


LABELS = st.sampled_from(("Ann", "Budi Santoso", "Bu Sri", "ani"))
WORDS = st.sampled_from(("Ann", "ANN", "Ann's", "annual", "Budi Santoso", "budi", "Budi Santosonya",
                         "air", "keruh.\n", "081234567890", "K1"))  # fmt: skip
TURNS = st.lists(st.tuples(LABELS, st.lists(WORDS, min_size=1, max_size=6)), min_size=1, max_size=4)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(turns=TURNS, data=st.data())
def test_all_passages_keep_their_words_and_all_turns_their_speaker(
    tmp_path: Path, turns: list[tuple[str, list[str]]], data: st.DataObject
) -> None:
    folder = Path(mkdtemp(dir=tmp_path))
    text = "".join(f"{label}: {' '.join(words)}\n\n" for label, words in turns)
    (folder / "T.txt").write_text(text, "utf-8")
    with new_project(folder / "s.qualcode", coder="ani") as study:
        study.informants.add("A1", name="Ann")
        study.informants.add("A2", name="Budi Santoso")
        study.codebook.add("air")
        study.transcripts.import_files([folder / "T.txt"])
        spans = data.draw(
            st.lists(
                st.tuples(st.integers(0, len(text) - 2), st.integers(1, 30)),
                max_size=6,
                unique=True,
            )
        )
        for start, length in spans:
            end = min(len(text), start + length)
            if not text[start:end].isspace():
                study.codings.code("T", ["air"], start=str(start), end=str(end))
        before = {row.number: (row.start, row.end, row.quote, row.sources)
                  for row in study.codings.list()}  # fmt: skip
        spoken = [who for _, who in study.transcripts.show("T").turns]
        found, _ = study.transcripts.pseudonymise()
        shown = study.transcripts.show("T")
        assert [who for _, who in shown.turns] == spoken
        done = [each.hit for each in found.proposals if each.apply]
        for row in study.codings.list():
            start, end, quote, sources = before[row.number]
            inside = [hit for hit in done if start < hit.span.end and hit.span.start < end]
            if all(start <= hit.span.start and hit.span.end <= end for hit in inside):
                for hit in reversed(inside):
                    at = hit.span.start - start
                    quote = f"{quote[:at]}{hit.replacement}{quote[at + len(hit.words) :]}"
                assert row.quote == quote
            assert row.sources == sources
        assert text.count("annual") == shown.text.count("annual")
        assert study.history.check() == ()
        if found.step:
            study.transcripts.reveal("T", folder / "back.txt")
            assert (folder / "back.txt").read_text("utf-8") == text


def test_what_a_killed_step_left_in_the_key_file_is_never_believed(tmp_path: Path) -> None:
    with _planted(tmp_path) as study:
        with study.project.reading() as connection:
            (guid, *_) = digests(connection)
        lie = {guid: ("0" * 64, (Original(Span(0, 1), "lie"),))}
        study.project.keyfile.keep(99, "never committed", {}, lie)
        with pytest.raises(RefusedError, match="holds nothing"):
            study.transcripts.reveal("Zubaidah Céleng", tmp_path / "back.txt")
        study.transcripts.pseudonymise(lists=[tmp_path / "list.csv"])
        study.transcripts.reveal("K0-1", tmp_path / "back.txt")
        assert (tmp_path / "back.txt").read_bytes() == TALK.encode()
        assert "lie" not in study.project.keyfile.path.read_text("utf-8").split('"')


def _pseudonymise(where: str, table: Path, _tell: object) -> None:
    with open_project(where) as study:
        study.transcripts.pseudonymise(lists=[table])


def _kill(folder: Path) -> None:
    """Kill it at some moment: once it is opened it happened wholly, or not at all."""
    _planted(folder).close()
    chance = random.Random(7)
    longest = 0.3
    seen = set()
    for _ in range(24):
        place = folder / "killed"
        shutil.copytree(folder / "project", place)
        where = str(place / "study.qualcode")
        child = Doomed(partial(_pseudonymise, where, folder / "list.csv"))
        time.sleep(longest * chance.random())
        child.kill()
        longest *= 0.9 if child.finished else 1.1
        with open_project(where) as study:
            assert study.history.check() == ()
            (row,) = study.transcripts.list()
            done = row.id == "K0-1"
            if done:
                study.transcripts.reveal(row.id, place / "back.txt")
                assert (place / "back.txt").read_bytes() == TALK.encode()
            else:
                assert study.transcripts.show(row.id).text == TALK
        assert (_held(place) == set()) == done
        seen.add(done)
        shutil.rmtree(place)
    assert seen == {True, False}


def test_killed_at_any_moment_it_is_wholly_done_or_not_at_all(tmp_path: Path) -> None:
    alone(_kill, tmp_path)
