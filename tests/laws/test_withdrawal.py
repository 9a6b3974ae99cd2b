"""Whatever was done, anybody can withdraw, and what is left is sound and without their words."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import rule, run_state_machine_as_test

from qualcode import Study, new_project
from qualcode.errors import QualcodeError
from tests.laws.verbs import CODERS, Verbs

NAME = "sri wahyuni"
THEIRS = "jalan diaspal tahun lalu"


class Leaving(Verbs):
    """Coders at work, until everybody withdraws."""

    make: Callable[[], str]

    def __init__(self) -> None:
        super().__init__()
        self.study = new_project(type(self).make(), coder="ani")
        self.bring_in_a_transcript("ani", "T1")
        self.bring_in_a_transcript("ani", "T2")
        for key in ("air", "jalan"):
            self.add_a_code("ani", key, "")
        for id_, by in (("K0", "-"), ("A2", "K0"), ("A1", "K0")):
            self.add_an_informant("ani", id_, by, "desa")
        self.code("budi", "T1", ["jalan"], 24, "deny", "")
        self.code("ani", "T2", ["air"], 24, "", "")

    def does(self, coder: str, verb: Callable[[Study], Any]) -> None:
        with suppress(QualcodeError):
            verb(Study(self.study.project, coder))

    @rule(coder=CODERS)
    def undo(self, coder: str) -> None:
        self.does(coder, lambda study: study.history.undo())

    @rule(coder=CODERS)
    def redo(self, coder: str) -> None:
        self.does(coder, lambda study: study.history.redo())

    def teardown(self) -> None:
        try:
            people = self.study.informants.list()
            for person in people:
                self.study.withdraw(person.id)
                assert self.study.history.check() == ()
                self.undo("ani")
                self.undo("budi")
                self.redo("budi")
                assert self.study.history.check() == ()
            self.study.close()
            held = Path(self.study.project.where).read_bytes().decode("utf-8", "replace").lower()
            if "A2" in {person.id for person in people}:
                assert NAME not in held
                assert THEIRS not in held
        finally:
            self.study.close()
            self.folder.cleanup()


def test_everybody_can_withdraw_after_anything(tmp_path: Path) -> None:
    files = count(1)
    machine = type(
        "Machine", (Leaving,), {"make": staticmethod(lambda: str(tmp_path / f"{next(files)}.q"))}
    )
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=8,
            stateful_step_count=15,
            deadline=None,
            phases=[Phase.generate],
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
