"""Whatever is done can be undone, and done again, to the last character."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from qualcode import Study, new_project
from qualcode.errors import QualcodeError
from tests.store.dumps import Dump, dump

CODERS = st.sampled_from(["ani", "budi", "cici"])
PEOPLE = st.sampled_from(["K0", "A1", "A2", "B1"])
CODES = st.sampled_from(["air", "jalan", "desa", "air/sumur", "jalan/aspal", "desa/dana"])
KEYS = st.sampled_from(["air", "jalan", "desa", "sumur", "aspal", "dana"])
TEXTS = st.sampled_from(["T1", "T2", "K0"])
CLAIMS = st.sampled_from(["C1", "C2", "C3"])
STANCES = st.sampled_from(["", "affirm", "qualify", "deny", "mention"])
WORDS = "Ani: Bagaimana?\n\nK0: Air bersih belum masuk ke dusun kami.\n\nA1: Sudah, lewat pipa.\n"
STARTS = st.integers(0, len(WORDS) - 12)
NUMBERS = st.integers(1, 9)


class History(RuleBasedStateMachine):
    """Several coders at work; `_before` holds what was there before each step not undone since."""

    make: Callable[[], str]

    def __init__(self) -> None:
        super().__init__()
        self._folder = Path(tempfile.mkdtemp(prefix="qc"))
        self.study = new_project(type(self).make(), coder="ani")
        self._states: list[tuple[str, Dump]] = []
        self._empty = dump(self.study)
        self._now = self._empty
        self._files = count(1)
        self._set_up()

    def _set_up(self) -> None:
        """Something to work on, made in steps like any other."""
        for id_ in ("T1", "T2"):
            self.bring_in_a_transcript("ani", id_)
        for key, parent in (("air", ""), ("jalan", ""), ("sumur", "air"), ("aspal", "jalan")):
            self.add_a_code("budi", key, parent)
        self.add_an_informant("ani", "K0", "-", "desa")
        self.add_an_informant("budi", "A1", "K0", "dana")
        for id_ in ("C1", "C2"):
            self.add_a_bare_claim("cici", id_)
        self.code("ani", "T1", ["air/sumur", "jalan"], 20, "")
        self.code("budi", "T1", ["jalan"], 24, "deny")
        self.tie("ani", "C1", "T1", 20)
        self.write_a_memo("ani", "coding", "", "", 1)

    def _as(self, coder: str) -> Study:
        return Study(self.study.project, coder)

    def _table(self, text: str) -> Path:
        path = self._folder / f"table{next(self._files)}.csv"
        path.write_text(text, "utf-8")
        return path

    def _do(self, coder: str, verb: Callable[[Study], Any]) -> None:
        """A step, or a refusal that changes nothing."""
        before = len(self.study.history.list())
        try:
            verb(self._as(coder))
        except QualcodeError:
            assert dump(self.study) == self._now
            assert len(self.study.history.list()) == before
            return
        self._saw(coder, before)

    def _saw(self, coder: str, before: int) -> None:
        if len(self.study.history.list()) > before:
            self._states.append((coder, self._now))
            self._now = dump(self.study)

    @rule(coder=CODERS, id_=TEXTS)
    def bring_in_a_transcript(self, coder: str, id_: str) -> None:
        path = self._folder / f"{id_}.txt"
        path.write_text(WORDS, "utf-8")
        self._do(coder, lambda s: s.transcripts.import_files([path]))

    @rule(coder=CODERS, id_=TEXTS)
    def remove_a_transcript(self, coder: str, id_: str) -> None:
        self._do(coder, lambda s: s.transcripts.remove(id_))

    @rule(coder=CODERS, id_=PEOPLE, by=st.sampled_from(["-", "", "K0", "A1"]), body=KEYS)
    def add_an_informant(self, coder: str, id_: str, by: str, body: str) -> None:
        self._do(coder, lambda s: s.informants.add(id_, referred_by=by, organisation=body))

    @rule(coder=CODERS, by=PEOPLE, id_=PEOPLE)
    def refer(self, coder: str, by: str, id_: str) -> None:
        self._do(coder, lambda s: s.informants.refer(by, id_, channel="named"))

    @rule(coder=CODERS, id_=PEOPLE)
    def withdraw(self, coder: str, id_: str) -> None:
        self._do(coder, lambda s: s.informants.withdraw(id_))

    @rule(coder=CODERS, key=KEYS, parent=st.one_of(st.just(""), CODES))
    def add_a_code(self, coder: str, key: str, parent: str) -> None:
        self._do(coder, lambda s: s.codebook.add(key, parent=parent))

    @rule(coder=CODERS, code=CODES, key=KEYS)
    def rename_a_code(self, coder: str, code: str, key: str) -> None:
        self._do(coder, lambda s: s.codebook.rename(code, key=key, en=key.upper()))

    @rule(coder=CODERS, id_=PEOPLE, body=st.one_of(st.just(""), KEYS))
    def change_an_informant(self, coder: str, id_: str, body: str) -> None:
        values = {"organisation": body, "role": body, "umur": body, "consent": body}
        self._do(coder, lambda s: s.informants.change(id_, **values))

    @rule(coder=CODERS, id_=TEXTS, body=st.one_of(st.just(""), KEYS))
    def change_a_transcript(self, coder: str, id_: str, body: str) -> None:
        self._do(coder, lambda s: s.transcripts.change(id_, organisation=body, media=body))

    @rule(coder=CODERS, code=CODES, key=KEYS)
    def change_a_code(self, coder: str, code: str, key: str) -> None:
        values = {"key": key, "kind": "statement", "aliases": key, "colour": "#0072B2"}
        self._do(coder, lambda s: s.codebook.change(code, **values))

    @rule(coder=CODERS, code=CODES, parent=st.one_of(st.just(""), CODES))
    def move_a_code(self, coder: str, code: str, parent: str) -> None:
        self._do(coder, lambda s: s.codebook.move(code, parent=parent))

    @rule(coder=CODERS, code=CODES, into=CODES)
    def merge_codes(self, coder: str, code: str, into: str) -> None:
        self._do(coder, lambda s: s.codebook.merge(code, into=into))

    @rule(coder=CODERS, code=CODES, key=KEYS, number=NUMBERS)
    def split_a_code(self, coder: str, code: str, key: str, number: int) -> None:
        self._do(coder, lambda s: s.codebook.split(code, key, [number]))

    @rule(coder=CODERS, code=CODES)
    def remove_a_code(self, coder: str, code: str) -> None:
        self._do(coder, lambda s: s.codebook.remove(code))

    @rule(coder=CODERS, name=KEYS)
    def freeze(self, coder: str, name: str) -> None:
        self._do(coder, lambda s: s.codebook.freeze(name))

    @rule(coder=CODERS, id_=TEXTS, codes=st.lists(CODES, min_size=1, max_size=3), start=STARTS,
          stance=STANCES)  # fmt: skip
    def code(self, coder: str, id_: str, codes: list[str], start: int, stance: str) -> None:
        where = {"start": str(start), "end": str(start + 9)}
        self._do(coder, lambda s: s.codings.code(id_, codes, **where, stance=stance))

    @rule(coder=CODERS, id_=TEXTS, code=CODES, who=CODERS, starts=st.lists(STARTS, max_size=12))
    def bring_in_codings(
        self, coder: str, id_: str, code: str, who: str, starts: list[int]
    ) -> None:
        rows = "".join(f"{id_},{code},{who},{at},{at + 7}\n" for at in starts)
        table = self._table("transcript,code,coder,start,end\n" + rows)
        self._do(coder, lambda s: s.codings.import_table(table))

    @rule(coder=CODERS, number=NUMBERS)
    def uncode(self, coder: str, number: int) -> None:
        self._do(coder, lambda s: s.codings.uncode(number))

    @rule(coder=CODERS, number=NUMBERS, code=CODES, stance=STANCES)
    def recode(self, coder: str, number: int, code: str, stance: str) -> None:
        self._do(coder, lambda s: s.codings.recode(number, code, stance=stance))

    @rule(coder=CODERS, id_=CLAIMS, other=CLAIMS, code=CODES)
    def add_a_claim(self, coder: str, id_: str, other: str, code: str) -> None:
        values = {"themes": f"!{code}", "assets": f"{code};x", "rests_on": other}
        self._do(coder, lambda s: s.claims.add(id_, f"{id_} holds", **values))

    @rule(coder=CODERS, id_=CLAIMS)
    def add_a_bare_claim(self, coder: str, id_: str) -> None:
        self._do(coder, lambda s: s.claims.add(id_, f"{id_} holds", literature="Denzin 1978"))

    @rule(coder=CODERS, claim=CLAIMS, id_=TEXTS, start=STARTS)
    def tie(self, coder: str, claim: str, id_: str, start: int) -> None:
        where = {"start": str(start), "end": str(start + 9)}
        self._do(coder, lambda s: s.claims.tie(claim, id_, **where))

    @rule(coder=CODERS, number=NUMBERS)
    def untie(self, coder: str, number: int) -> None:
        self._do(coder, lambda s: s.claims.untie(number))

    @rule(coder=CODERS, claim=CLAIMS)
    def adjudicate(self, coder: str, claim: str) -> None:
        self._do(coder, lambda s: s.claims.adjudicate(claim, "both hold"))

    @rule(coder=CODERS, id_=TEXTS, code=CODES)
    def say_what_was_asked(self, coder: str, id_: str, code: str) -> None:
        table = self._table(f"transcript,code,asked\n{id_},{code},yes\n")
        self._do(coder, lambda s: s.topics.import_table(table))

    @rule(coder=CODERS, about=st.sampled_from(["", "transcript", "code", "coding", "passage"]),
          id_=TEXTS, code=CODES, number=NUMBERS)  # fmt: skip
    def write_a_memo(self, coder: str, about: str, id_: str, code: str, number: int) -> None:
        on = {"transcript": id_, "code": code}.get(about, str(number) if about else "")
        self._do(coder, lambda s: s.memos.add("a thought", about=about, on=on, date="2024"))

    @rule(coder=CODERS, number=NUMBERS)
    def remove_a_memo(self, coder: str, number: int) -> None:
        self._do(coder, lambda s: s.memos.remove(number))

    @rule(coder=CODERS, value=st.sampled_from(["reflexive", "framework", ""]))
    def set_something(self, coder: str, value: str) -> None:
        self._do(coder, lambda s: s.settings.set("approach", value))

    @rule(coder=CODERS)
    def undo(self, coder: str) -> None:
        """Undoing the last step of all gives back what was there before it.

        An older step is done again at once: what others did since may stand on its absence, and
        then no order of undoing would be left.
        """
        last = self._states[-1] if self._states else None
        log = self.study.history.list()
        newest = bool(log) and log[-1].by == coder and not log[-1].why.startswith(("undo", "redo"))
        try:
            self._as(coder).history.undo()
        except QualcodeError:
            assert dump(self.study) == self._now
            assert len(self.study.history.list()) == len(log)
            return
        undone = dump(self.study)
        if newest and last is not None:
            assert undone == last[1]
        after = self._now
        self._as(coder).history.redo()
        assert dump(self.study) == after, "redo gives back what undo took"
        if newest:
            self._as(coder).history.undo()
            assert dump(self.study) == undone
            self._states, self._now = [], undone

    @rule(coder=CODERS)
    def redo(self, coder: str) -> None:
        before = len(self.study.history.list())
        try:
            self._as(coder).history.redo()
        except QualcodeError:
            assert dump(self.study) == self._now
            assert len(self.study.history.list()) == before
            return
        self._states, self._now = [], dump(self.study)

    @invariant()
    def the_project_is_sound(self) -> None:
        assert self.study.history.check() == ()

    def teardown(self) -> None:
        """All is undone, the last step first, and done again, the first one first."""
        try:
            full = dump(self.study)
            undone = self._undo_all()
            assert dump(self.study) == self._empty
            for coder in reversed(undone):
                self._as(coder).history.redo()
            assert dump(self.study) == full
        finally:
            self.study.close()

    def _undo_all(self) -> list[str]:
        undone: list[str] = []
        while True:
            done = [
                step for step in self.study.history.list()
                if not step.undone and not step.why.startswith(("undo", "redo"))
            ]  # fmt: skip
            if not done:
                return undone
            self._as(done[-1].by).history.undo()
            undone.append(done[-1].by)


def _run(make: Callable[[], str], examples: int, steps: int) -> None:
    machine = type("Machine", (History,), {"make": staticmethod(make)})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_everything_can_be_undone_and_done_again_in_a_file(tmp_path: Path) -> None:
    files = count(1)
    _run(lambda: str(tmp_path / f"{next(files)}.qualcode"), examples=40, steps=30)


@pytest.mark.postgresql
def test_everything_can_be_undone_and_done_again_on_a_server(
    postgres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import psycopg

    monkeypatch.chdir(tmp_path)
    numbers = count(1)

    def _fresh() -> str:
        name = f"law{next(numbers)}"
        with psycopg.connect(postgres.format("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return postgres.format(name)

    _run(_fresh, examples=10, steps=25)
