"""Whatever is done can be undone, and done again, to the last character."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

from qualcode import Study, new_project
from qualcode.errors import QualcodeError
from tests.laws.verbs import CODERS, Verbs
from tests.store.dumps import Dump, dump


@dataclass
class _Standing:
    """A step that is not undone; `before` is what there was before it, None once that is gone."""

    number: int
    coder: str
    before: Dump | None


class History(Verbs):
    """Several coders at work.

    `_standing` are the steps that hold, in the order in which they were done or done again;
    `_taken` those just undone, with what there was before that, as long as nothing else happens.
    """

    make: Callable[[], str]

    def __init__(self) -> None:
        super().__init__()
        self.study = new_project(type(self).make(), coder="ani")
        for coder in ("budi", "cici"):
            self._as(coder).memos.add("here I am")
            self._as(coder).history.undo()
        self._standing: list[_Standing] = []
        self._taken: list[tuple[int, Dump]] = []
        self._empty = self._now = dump(self.study)
        self._set_up()

    def _set_up(self) -> None:
        """Something to work on, made in steps like any other."""
        for id_ in ("T1", "T2"):
            self.bring_in_a_transcript("ani", id_)
        for key, parent in (("air", ""), ("jalan", ""), ("sumur", "air"), ("aspal", "jalan")):
            self.add_a_code("budi", key, parent)
        self.add_an_informant("ani", "K0", "-", "desa")
        self.add_an_informant("budi", "A2", "K0", "dana")
        self.bring_in_claims("cici", [("C1", "air", "C2"), ("C2", "jalan", "")])
        for code, asked in (("air", "yes"), ("jalan", "no")):
            self.say_what_was_asked("budi", "T1", code, "", asked)
        self.code("ani", "T1", ["air/sumur", "jalan"], 20, "", "")
        self.code("budi", "T1", ["jalan"], 24, "deny", "")
        self.tie("ani", "C1", "T1", 20)
        self.write_a_memo("ani", "coding", "", "", "", "", 1)

    def _as(self, coder: str) -> Study:
        return Study(self.study.project, coder)

    def _log(self) -> int:
        with self.study.project.reading() as connection:
            return int(connection.exec_driver_sql("SELECT count(*) FROM step").scalar_one())

    def does(self, coder: str, verb: Callable[[Study], Any]) -> None:
        """A step, or a refusal that changes nothing."""
        before = self._log()
        try:
            verb(self._as(coder))
        except QualcodeError:
            assert self._log() == before
        number = self._log()
        after = dump(self.study)
        if number == before:
            assert after == self._now
            return
        self._standing.append(_Standing(number, coder, self._now))
        self._taken, self._now = [], after

    @rule(coder=CODERS)
    def undo(self, coder: str) -> None:
        """The last step of all can always be undone, and then all is as it was before it."""
        before, mine = self._log(), [each for each in self._standing if each.coder == coder]
        try:
            (number,) = self._as(coder).history.undo().numbers
        except QualcodeError:
            assert (self._log(), dump(self.study)) == (before, self._now)
            assert not mine or mine[-1] is not self._standing[-1]
            return
        step = mine[-1]
        assert number == step.number
        after = dump(self.study)
        if step is self._standing[-1]:
            assert step.before in (None, after)
        for later in self._standing[self._standing.index(step) :]:
            later.before = None
        self._standing.remove(step)
        self._taken.append((number, self._now))
        self._now = after

    @rule(coder=CODERS)
    def redo(self, coder: str) -> None:
        """What was just undone can be done again, and then all is as it was before the undo."""
        before = self._log()
        try:
            (number,) = self._as(coder).history.redo().numbers
        except QualcodeError:
            assert (self._log(), dump(self.study)) == (before, self._now)
            return
        after = dump(self.study)
        taken, full = self._taken.pop() if self._taken else (0, after)
        if taken == number:
            assert after == full
        else:
            self._taken = []
        self._standing.append(_Standing(number, coder, self._now))
        self._now = after

    @invariant()
    def the_project_is_sound(self) -> None:
        assert self.study.history.check() == ()

    @invariant()
    def nothing_is_coded_twice(self) -> None:
        """The same coder, place, code and round is one coding, whoever undoes what beside whom."""
        places = [
            (each.transcript, each.coder, each.start, each.end, each.code, each.round)
            for each in self.study.codings.list()
        ]
        assert len(places) == len(set(places))

    def teardown(self) -> None:
        """All is undone, the last first, and done again, the first first."""
        try:
            for step in reversed(self._standing):
                assert self._as(step.coder).history.undo().numbers == (step.number,)
            assert dump(self.study) == self._empty
            for step in self._standing:
                assert self._as(step.coder).history.redo().numbers == (step.number,)
            assert dump(self.study) == self._now
            assert self.study.history.check() == ()
        finally:
            self.study.close()
            self.folder.cleanup()


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
    _run(lambda: str(tmp_path / f"{next(files)}.qualcode"), examples=15, steps=30)


@pytest.mark.postgresql
def test_everything_can_be_undone_and_done_again_on_a_server(
    fresh_database: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    _run(fresh_database, examples=4, steps=25)
