"""The same works by qualcode's own verbs, as the command line and a program have them."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.corpus import PHRASE, Corpus
from qualcode import Study, new_project, open_project
from qualcode.analysis.matrix import Matrix
from qualcode.workflows.outcome import Outcome
from qualcode.workflows.triangulation import Triangulation


class Ours:
    """A study in qualcode, in a process that has been running for a while."""

    def __init__(self, path: Path, corpus: Corpus) -> None:
        self._corpus = corpus
        if path.exists():
            self._study = open_project(path)
        else:
            self._study = _begun(path, corpus)
        self._warm()

    def _warm(self) -> None:
        """Import what is imported at first use, on a study of one text."""
        with TemporaryDirectory() as folder:
            table = Path(folder) / "one.csv"
            text = self._corpus.texts[0]
            table.write_text(f"transcript,code,start,end\n{text.stem},akses,20,30\n", "utf-8")
            with _begun(Path(folder) / "warm.qualcode", self._corpus) as study:
                study.transcripts.import_files([text])
                study.codings.import_table(table)

    def close(self) -> None:
        """Let go of the project."""
        self._study.close()

    def import_texts(self) -> object:
        """Take in every file, with its turns and who speaks."""
        return self._study.transcripts.import_files(self._corpus.texts)

    def import_codings(self) -> object:
        """Take in the table, each row checked."""
        return self._study.codings.import_table(self._corpus.codings)

    def matrix(self) -> object:
        """Codings by code and document, the empty cells too."""
        return self._study.matrix(by="transcript")

    def triangulate(self) -> object:
        """Per code how many informants, branches and organisations; and all that rests on them."""
        return self._study.triangulate()

    def code_one(self, at: int) -> object:
        """One coding, kept for good."""
        text = self._corpus.texts[0].stem
        return self._study.codings.code(text, ["akses"], start=str(at), end=str(at + 5))

    def search(self) -> object:
        """Every place of the phrase, with the words around it and whose they are."""
        return self._study.search(PHRASE)

    def answer(self, found: object) -> object:
        """What a work found, as the raw limit says it."""
        match found:
            case Outcome(new=new, problems=problems):
                return new - len(problems)
            case Matrix(columns=columns, rows=rows):
                cells = ((row.path, dict(zip(columns, row.values, strict=True))) for row in rows)
                return {(path, column): n for path, row in cells for column, n in row.items() if n}
            case Triangulation(themes=themes):
                return {row.id: (row.k, row.branches, row.organisations) for row in themes}
            case list():
                return len({hit.transcript for hit in found})
            case _:
                raise TypeError(found)


def _begun(path: Path, corpus: Corpus) -> Study:
    study = new_project(path, coder="ana", codebook=corpus.codes)
    study.informants.import_table(corpus.informants)
    return study
