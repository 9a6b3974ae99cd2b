"""A project under work: what most tests do to it in one line each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.cli.calling import Answer, runner


def written(path: Path, content: str | bytes) -> Path:
    """A file with that content, in a folder that is made for it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


class Work:
    """A project in a folder, and the files that are brought into it."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.run = runner(project.parent)

    def write(self, name: str, content: str | bytes) -> Path:
        """Write a file beside the project."""
        return written(self.project.parent / name, content)

    def __call__(self, *words: object) -> Answer:
        """Run a command on the project; it has to go well."""
        answer = self.run("-p", self.project, *words)
        assert answer.status == 0, answer.err
        return answer

    def listed(self, *words: object) -> Any:
        """What a command prints as JSON."""
        return self(*words, "--format", "json").json

    def table(self, noun: str, content: str, *options: object) -> Answer:
        """Bring in a CSV of informants, topics, codings, claims or evidence, or a codebook."""
        words = ("claims", "evidence") if noun == "evidence" else (noun,)
        return self(*words, "import", self.write(f"{noun}.csv", content), *options)

    def text(self, name: str, content: str | bytes, *options: object) -> Answer:
        """Bring in one transcript."""
        file = name if "." in name else f"{name}.txt"
        return self("transcripts", "import", self.write(file, content), *options)

    def code(self, transcript: str, code: str, quote: str, *options: object) -> int:
        """Put a code on the words `quote`; gives the number of the coding."""
        return int(self("code", transcript, code, "--quote", quote, *options).out)

    def codings(self, *options: object) -> list[dict[str, Any]]:
        """All codings, in reading order."""
        return list(self.listed("codings", "list", *options))

    def claims(self) -> dict[str, Any]:
        """Every claim as judged, by id."""
        return {row["id"]: row for row in self.listed("triangulate")["claims"]}

    def themes(self) -> dict[str, Any]:
        """Every theme as judged, by path."""
        return {row["id"]: row for row in self.listed("triangulate")["themes"]}

    def matrix(self, *options: object) -> dict[str, dict[str, Any]]:
        """The cells of the theme matrix, by theme and column, and the total under `total`."""
        return {
            row["theme"]: {**row["cells"], "total": row["total"]}
            for row in self.listed("matrix", *options)
        }

    def history(self) -> list[dict[str, Any]]:
        """The log."""
        return list(self.listed("log"))
