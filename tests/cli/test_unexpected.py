"""A bug: one sentence for people, a log without anybody's words, and the traceback for makers."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.workflows.codings import Codings
from tests.cli.calling import plain_environment
from tests.cli.conftest import Begun
from tests.cli.work import Work

SECRET = "kata rahasia dari Bu Sri"


def _made(work: Work) -> None:
    work("codebook", "add", "x")
    work.text("A1", f"A1: {SECRET}.\n")
    work.code("A1", "x", SECRET)


@pytest.fixture
def study(begun: Begun, monkeypatch: pytest.MonkeyPatch) -> Work:
    """A project in which listing codings fails as it never should."""
    work = begun(_made)

    def fail(*_: object, **__: object) -> None:
        raise ValueError(f"not what was expected: {SECRET}")

    monkeypatch.setattr(Codings, "list", fail)
    return work


def log_of(work: Work) -> Path:
    home = plain_environment(work.project.parent)["XDG_STATE_HOME"]
    return Path(home) / "qualcode" / "errors.log"


def test_it_is_one_sentence_that_names_the_log(study: Work) -> None:
    status, out, err = study.run("codings", "list")
    assert (status, out) == (1, "")
    assert err.startswith("qualcode: something unexpected")
    assert err.count("\n") == 1
    assert str(log_of(study)) in err
    assert SECRET not in err


def test_the_log_is_private_and_holds_the_traceback_without_any_words(study: Work) -> None:
    study.run("codings", "list")
    held = log_of(study).read_text("utf-8")
    assert "ValueError" in held
    assert "cli/codings.py" in held
    assert SECRET not in held
    assert log_of(study).stat().st_mode & 0o777 == 0o600


def test_each_failure_is_added_to_the_log(study: Work) -> None:
    study.run("codings", "list")
    study.run("codings", "list")
    assert log_of(study).read_text("utf-8").count("ValueError") == 2


def test_debug_shows_the_traceback(study: Work) -> None:
    for words in ("--debug codings list", "codings list --debug"):
        answer = study.run(*words.split())
        assert answer.status == 1
        assert "Traceback" in answer.err
        assert "ValueError" in answer.err


def test_where_no_log_can_be_kept_it_says_how_to_see_more(study: Work) -> None:
    study.write("state", "a file where the folder would be")
    status, _, err = study.run("codings", "list")
    assert status == 1
    assert "--debug" in err
    assert err.count("\n") == 1


def test_the_project_is_as_it_was(study: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("qualcode.store.codings.put", fail)
    before = study.history()
    assert study.run("code", "A1", "x", "--quote", "rahasia").status == 1
    assert study.history() == before
    study("check")
