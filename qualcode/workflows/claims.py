"""Claims and the evidence for and against them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import InputError, NotFoundError, Problem, QualcodeError, UsageError, problem
from qualcode.exchange import csvtable
from qualcode.exchange.csvtable import Row
from qualcode.model.lists import ClaimKind, Stance
from qualcode.model.views import Adjudication, ClaimView, EvidenceView, NegativeCaseView
from qualcode.store import claims, codebook, informants, readings, transcripts
from qualcode.store.claims import Evidence, NewEvidence
from qualcode.store.codebook import Book
from qualcode.store.codings import Place
from qualcode.store.engine import Connection
from qualcode.store.journal import Step
from qualcode.store.project import Project
from qualcode.store.transcripts import Text, Voices
from qualcode.workflows import negative_cases
from qualcode.workflows.history import iso
from qualcode.workflows.outcome import Outcome, Wrong
from qualcode.workflows.places import Places, place
from qualcode.workflows.values import a_basis, items, of_list

COLUMNS = (
    "kind", "themes", "type", "level", "assets", "documents", "literature", "rests_on", "part_of",
    "note",
)  # fmt: skip
EVIDENCE = ("coder", "start", "end", "quote", "stance", "basis", "note")


@dataclass(frozen=True, slots=True)
class Claims:
    """The verbs on claims and evidence."""

    project: Project
    coder: str

    def import_table(self, path: Path, *, keep_going: bool = False) -> Outcome:
        """Take in claims from a CSV with `id` and `text`; lists are separated by `;`."""
        table = csvtable.read(path, required=("id", "text"), optional=COLUMNS)
        with self.project.writing(by=self.coder, why=f"import claims {path.name}") as step:
            intake = _Intake(step, table)
            intake.sentences()
            intake.links()
            intake.wrong.insist(keep_going=keep_going, told=table.problems)
        problems = (*table.problems, *intake.wrong.problems)
        return Outcome(step.made, intake.new, intake.changed, intake.same, problems=problems)

    def add(self, id_: str, text: str, **values: str) -> Outcome:
        """Add one claim, or fill in what is given; names as the columns of the table."""
        row = Row.of(f"claim {id_}", {"id": id_, "text": text, **values})
        with self.project.writing(by=self.coder, why=f"add claim {id_}") as step:
            intake = _Intake(step, csvtable.Table(row.file, tuple(row.at), (row,)))
            intake.sentences()
            intake.links()
            if intake.wrong.problems:
                first = intake.wrong.problems[0]
                raise InputError(first.message, advice=first.advice, **dict(first.facts))
        return Outcome(step.made, intake.new, intake.changed, intake.same)

    def list(self) -> list[ClaimView]:
        """All claims, in the order in which they came in."""
        with self.project.reading() as connection:
            book = codebook.book(connection)
            settled = adjudications(connection)
            return [
                ClaimView(
                    c.id, c.text, c.kind, tuple(_theme(book, *t) for t in c.themes), c.type,
                    c.level, c.assets, c.documents, c.literature, c.rests_on, c.part_of, c.note,
                    settled.get(c.key, ()),
                )
                for c in claims.listed(connection)
            ]  # fmt: skip

    def import_evidence(self, path: Path, *, keep_going: bool = False) -> Outcome:
        """Take in evidence: a CSV with `claim`, `transcript`, and a quote or start and end."""
        table = csvtable.read(path, required=("claim", "transcript"), optional=EVIDENCE)
        wrong = Wrong(table.file)
        with self.project.writing(by=self.coder, why=f"import evidence {path.name}") as step:
            rows, wanted = _wanted(step, table.rows, wrong)
            wrong.insist(keep_going=keep_going, told=table.problems)
            made = claims.tie(step, wanted)
            doubtful = Wrong(table.file)
            for row, each in zip(rows, wanted, strict=True):
                with doubtful.at(row, "basis"):
                    _look_up(step.connection, each.basis)
        twice = [
            row.wrong("claim", "that passage of that coder is tied to the claim already; left out")
            for row, number in zip(rows, made, strict=True)
            if number is None
        ]
        return Outcome(
            step.made,
            new=len(made) - len(twice),
            same=len(twice),
            numbers=tuple(number for number in made if number is not None),
            problems=(*table.problems, *wrong.problems, *doubtful.problems, *twice),
        )

    def tie(
        self,
        claim: str,
        transcript: str,
        *,
        quote: str = "",
        start: str = "",
        end: str = "",
        stance: str = "",
        basis: str = "",
        note: str = "",
    ) -> Outcome:
        """Tie one passage to a claim, found by its words or by start and end."""
        with self.project.writing(by=self.coder, why=f"tie {transcript} to {claim}") as step:
            key = claims.key_of(step.connection, claim)
            text = transcripts.text(step.connection, transcript)
            span = place(text, start=start, end=end, quote=quote)
            voice = Voices(step, text.key).at(text.key, text.speakers.of(span))
            at = Place(text.key, text.revision, step.by, span, voice)
            wanted = _evidence(key, at, stance, basis, note)
            (made,) = claims.tie(step, [wanted])
            problems = tuple(_doubts(step.connection, claim, wanted.basis))
        if made is None:
            known = problem(claim, "that passage is tied to the claim already")
            return Outcome(same=1, problems=(known,))
        return Outcome(step.made, new=1, numbers=(made,), problems=problems)

    def untie(self, number: int) -> Outcome:
        """Take a piece of evidence off its claim."""
        with self.project.writing(by=self.coder, why=f"untie {number}") as step:
            claims.untie(step, number)
        return Outcome(step.made, changed=1)

    def adjudicate(self, claim: str, decision: str, *, note: str = "") -> Outcome:
        """Record how a contradiction about a claim was settled; it stays visible."""
        if not decision.strip():
            raise UsageError("the decision has no words", advice="write how it was settled")
        with self.project.writing(by=self.coder, why=f"adjudicate {claim}") as step:
            number = claims.adjudicate(step, claims.key_of(step.connection, claim), decision, note)
        against = negative_cases.listed(self.project, claim)
        doubts: tuple[Problem, ...] = ()
        if not any(case.stance is Stance.DENY for case in against):
            doubts = (problem(claim, "nothing denies this claim; the decision is kept"),)
        return Outcome(step.made, new=1, numbers=(number,), problems=doubts)

    def negative_cases(self, claim: str = "") -> Sequence[NegativeCaseView]:
        """What denies or qualifies a claim, or any claim, and how that was explained."""
        return negative_cases.listed(self.project, claim)

    def explain(
        self, claim: str, passage: int, explanation: str, *, revised: bool = False
    ) -> Outcome:
        """Record how a passage against a claim is explained, and whether the claim was revised."""
        return negative_cases.explain(
            self.project, self.coder, claim, passage, explanation, revised=revised
        )

    def list_evidence(self, *, claim: str = "", transcript: str = "") -> Sequence[EvidenceView]:
        """All evidence, or that of one claim or from one transcript, in reading order."""
        with self.project.reading() as connection:
            if claim:
                claims.key_of(connection, claim)
            if transcript:
                transcripts.key_of(connection, transcript)
            found = [
                e
                for e in claims.evidence(connection)
                if (not claim or e.claim == claim)
                and (not transcript or e.transcript == transcript)
            ]
            return _viewed(connection, found, readings.voices(connection))

    def show_evidence(
        self, numbers: Sequence[int] | None = None, *, passages: Sequence[int] | None = None
    ) -> Sequence[EvidenceView]:
        """That of some numbers, or on some passages, by claim, then in reading order."""
        with self.project.reading() as connection:
            found = [*claims.evidence(connection, numbers=numbers, passages=passages)]
            return _viewed(connection, found, readings.voices(connection, {e.voice for e in found}))


def _viewed(
    connection: Connection, found: Sequence[Evidence], heard: Mapping[int, readings.Voice]
) -> list[EvidenceView]:
    texts: dict[str, Text] = {}
    viewed: list[EvidenceView] = []
    for e in found:
        if e.transcript not in texts:
            texts[e.transcript] = transcripts.text(connection, e.transcript)
        voice = heard.get(e.voice)
        viewed.append(
            EvidenceView(
                e.number, e.claim, e.transcript, e.coder, e.span.start, e.span.end,
                e.span.of(texts[e.transcript].text), e.stance, e.basis, e.note,
                voice.sources if voice else (), e.passage,
            )
        )  # fmt: skip
    return viewed


def adjudications(connection: Connection) -> dict[int, tuple[Adjudication, ...]]:
    """How contradictions were settled, the oldest first, by the key of the claim."""
    found: dict[int, tuple[Adjudication, ...]] = {}
    for s in claims.adjudications(connection):
        one = Adjudication(s.decision, s.note, s.coder, iso(s.at)[:10])
        found[s.claim] = (*found.get(s.claim, ()), one)
    return found


def _theme(book: Book, code: int, turned: bool) -> str:
    return ("!" if turned else "") + book.by_key[code].code.path


def _evidence(claim: int, at: Place, stance: str, basis: str, note: str) -> NewEvidence:
    taken = of_list(Stance, stance, "stance") if stance.strip() else Stance.AFFIRM
    return NewEvidence(claim, at, taken.value, a_basis(basis), note.strip())


def _look_up(connection: Connection, basis: str) -> None:
    """See whether the project knows whom or what a basis names; it may still come in."""
    head, _, id_ = basis.partition(":")
    if head == "told-by":
        informants.key_of(connection, id_)
    elif head == "read-from":
        transcripts.key_of(connection, id_)


def _doubts(connection: Connection, claim: str, basis: str) -> Iterator[Problem]:
    try:
        _look_up(connection, basis)
    except NotFoundError as doubt:
        yield problem(claim, doubt.message, advice=doubt.advice, **doubt.facts)


def _wanted(step: Step, rows: Sequence[Row], wrong: Wrong) -> tuple[list[Row], list[NewEvidence]]:
    """The rows that are sound and what they ask for, in the order of the table."""
    places = Places(step, step.by)
    known = claims.keys(step.connection)
    wanted: dict[int, NewEvidence] = {}
    for at in sorted(range(len(rows)), key=lambda at: rows[at]["transcript"]):
        row = rows[at]
        try:
            claim = known[row["claim"]]
            wanted[at] = _evidence(claim, places.of(row), row["stance"], row["basis"], row["note"])
        except (QualcodeError, KeyError):
            _explain(step, row, wrong, places)
    in_order = sorted(wanted)
    return [rows[at] for at in in_order], [wanted[at] for at in in_order]


def _explain(step: Step, row: Row, wrong: Wrong, places: Places) -> None:
    with wrong.at(row, "claim"):
        claims.key_of(step.connection, row["claim"])
    places.explain(row, wrong)
    if row["stance"]:
        with wrong.at(row, "stance"):
            of_list(Stance, row["stance"], "stance")
    with wrong.at(row, "basis"):
        a_basis(row["basis"])


class _Intake:
    """A table of claims on its way into one step."""

    def __init__(self, step: Step, table: csvtable.Table) -> None:
        self._step = step
        self._rows = table.rows
        self._book = codebook.book(step.connection)
        self._keys = claims.keys(step.connection)
        self.wrong = Wrong(table.file)
        self.new = self.changed = self.same = 0

    def sentences(self) -> None:
        """Put in every claim, so that links may point anywhere."""
        seen: dict[str, int] = {}
        for row in self._rows:
            id_ = row["id"]
            with self.wrong.at(row, "id"):
                if not id_:
                    raise InputError("there is no id", advice="give every claim one")
                if id_ in seen:
                    raise InputError(
                        "{id} is already in row {line}",
                        advice="keep one of the two",
                        id=id_,
                        line=seen[id_],
                    )
            with self.wrong.at(row, "text"):
                if not row["text"] and id_ not in self._keys:
                    raise InputError("the claim has no text", advice="write the sentence")
            seen.setdefault(id_, row.line)
            values = self._values(row)
            themes = self._themes(row)
            if not self.wrong.has(row):
                self._put(id_, row, values, themes)

    def _values(self, row: Row) -> dict[str, str]:
        values = {name: row[name] for name in claims.PLAIN}
        if values["kind"]:
            with self.wrong.at(row, "kind"):
                values["kind"] = of_list(ClaimKind, values["kind"], "kind of claim").value
        return values

    def _themes(self, row: Row) -> list[tuple[int, bool]]:
        themes: list[tuple[int, bool]] = []
        for called in items(row["themes"]):
            with self.wrong.at(row, "themes"):
                themes.append((self._book.find(called.removeprefix("!")).key, called[0] == "!"))
        return themes

    def _put(
        self, id_: str, row: Row, values: dict[str, str], themes: list[tuple[int, bool]]
    ) -> None:
        before = self._step.size
        key, new = claims.put(self._step, self._keys.get(id_), id_, values)
        self._keys[id_] = key
        if themes:
            claims.set_themes(self._step, key, themes)
        if row["assets"]:
            claims.set_assets(self._step, key, items(row["assets"]))
        for kind, column in (("document", "documents"), ("literature", "literature")):
            if row[column]:
                claims.set_references(self._step, key, kind, items(row[column]))
        self.new += new
        self.changed += not new and self._step.size > before
        self.same += not new and self._step.size == before

    def links(self) -> None:
        """Link the claims, now that all are there."""
        for row in self._rows:
            for column in ("rests_on", "part_of"):
                if not self.wrong.has(row) and row[column]:
                    with self.wrong.at(row, column):
                        self._link(row["id"], column, items(row[column]))

    def _link(self, id_: str, column: str, others: Sequence[str]) -> None:
        for other in others:
            if other == id_:
                raise InputError("{id} cannot be linked to itself", id=id_)
            if other not in self._keys:
                raise NotFoundError(
                    "{id} is no claim, neither here nor in the project",
                    advice="correct the id, or add a row for it",
                    id=other,
                )
        claims.set_links(
            self._step, self._keys[id_], column, [self._keys[other] for other in others]
        )
