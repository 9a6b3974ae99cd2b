"""What was asked in which interview."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import InputError, UsageError
from qualcode.exchange import csvtable
from qualcode.model.views import TopicView
from qualcode.store import codebook, informants, topics, transcripts
from qualcode.store.project import Project
from qualcode.workflows.outcome import Outcome, Wrong


@dataclass(frozen=True, slots=True)
class Topics:
    """The verbs on topics asked."""

    project: Project
    coder: str

    def import_table(self, path: Path, *, keep_going: bool = False) -> Outcome:
        """Take in what was asked from a CSV with `transcript`, `code` and `asked` (yes or no)."""
        table = csvtable.read(
            path, required=("transcript", "code", "asked"), optional=("informant",)
        )
        wrong = Wrong(table.file)
        new = same = 0
        said: dict[tuple[int, int | None, int], tuple[int, bool]] = {}
        with self.project.writing(by=self.coder, why=f"import topics {path.name}") as step:
            book = codebook.book(step.connection)
            for row in table.rows:
                informant = None
                with wrong.at(row, "transcript"):
                    transcript = transcripts.key_of(step.connection, row["transcript"])
                with wrong.at(row, "code"):
                    code = book.find(row["code"]).key
                with wrong.at(row, "asked"):
                    asked = _yes_or_no(row["asked"])
                if row["informant"]:
                    with wrong.at(row, "informant"):
                        informant = informants.key_of(step.connection, row["informant"])
                if wrong.has(row):
                    continue
                line, first = said.setdefault((transcript, informant, code), (row.line, asked))
                with wrong.at(row, "asked"):
                    if asked != first:
                        raise InputError(
                            "row {line} says the opposite", advice="keep one of the two", line=line
                        )
                if not wrong.has(row):
                    if topics.put(step, transcript, informant, code, asked=asked):
                        new += 1
                    else:
                        same += 1
            wrong.insist(keep_going=keep_going, told=table.problems)
        problems = (*table.problems, *wrong.problems)
        return Outcome(step.made, new=new, same=same, problems=problems)

    def list(self) -> list[TopicView]:
        """All that is recorded."""
        with self.project.reading() as connection:
            book = codebook.book(connection)
            return [
                TopicView(t.transcript, t.informant, book.by_key[t.code].code.path, t.asked)
                for t in topics.listed(connection)
            ]


def _yes_or_no(value: str) -> bool:
    word = value.strip().lower()
    if word in ("yes", "ya", "1"):
        return True
    if word in ("no", "tidak", "0"):
        return False
    raise UsageError("{value} is neither yes nor no", value=value.strip() or "an empty cell")
