"""Lists of the nouns of a study, one grid each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import repeat

from qualcode.analysis.codebooks import CodeChange
from qualcode.errors import Problem
from qualcode.i18n import language, mark, place, say, sentence
from qualcode.model.codebook import Code
from qualcode.model.views import (
    Adjudication,
    ClaimView,
    CodingView,
    EvidenceView,
    FileView,
    HitView,
    InformantView,
    LinkView,
    MemoView,
    NegativeCaseView,
    PlaceView,
    RetrievedView,
    SettingView,
    StepView,
    TextView,
    ThemeView,
    TopicView,
    TranscriptView,
    VersionView,
)
from qualcode.reports.document import Column, Document, Grid, Paragraph, Value
from qualcode.reports.legend import BRANCHES

_FIRST_TURNS, _FIRST_WORDS = 4, 80


def _listing(
    title: str, columns: Sequence[Column], rows: Iterable[tuple[Value, ...]], notice: str
) -> Document:
    return Document(say(title), (Grid(tuple(columns), tuple(rows)),), notice)


def transcripts(found: Sequence[TranscriptView], notice: str = "") -> Document:
    """Transcripts with what is known of them and how far their coding has come."""
    further = tuple(dict.fromkeys(name for each in found for name in each.attributes))
    columns = (
        Column("id", mark("Transcript")),
        Column("kind", mark("Kind"), closed=True),
        Column("date", mark("Date")),
        Column("organisation", mark("Organisation")),
        Column("place", mark("Place")),
        Column("mode", mark("Mode")),
        Column("language", mark("Language")),
        Column("duration", mark("Duration")),
        Column("informants", mark("Informants")),
        Column("unmatched", mark("Unknown speakers")),
        Column("characters", mark("Characters")),
        Column("passages", mark("Passages")),
        Column("codings", mark("Codings")),
        Column("coded", mark("Share coded")),
        Column("consent", mark("Consent")),
        *(Column(name, name, verbatim=True) for name in further),
    )
    rows = (
        (
            t.id, t.about.kind.value, t.about.date, t.about.organisation, t.about.place,
            t.about.mode, t.about.language, t.about.duration, t.speakers, t.unmatched, t.length,
            t.passages, t.codings, t.coded, t.consent,
            *(t.attributes.get(name, "") for name in further),
        )
        for t in found
    )  # fmt: skip
    return _listing(mark("Transcripts"), columns, rows, notice)


def files(found: Sequence[FileView], notice: str = "") -> Document:
    """What would be made of files: one row each, then how each begins."""
    columns = (
        Column("id", mark("Transcript")),
        Column("fate", mark("What happens"), closed=True),
        Column("characters", mark("Characters")),
        Column("turns", mark("Turns")),
        Column("timed", mark("With times")),
        Column("speakers", mark("Speakers")),
        Column("passed", mark("Not taken for speakers")),
        Column("pattern", mark("With --turns")),
        Column("file", mark("File")),
    )
    rows = tuple(
        (
            file.id, file.fate.value, len(file.text), len(file.turns),
            sum(turn.begins is not None for turn in file.turns),
            speaking(file), file.passed,
            file.pattern, file.file,
        )
        for file in found
    )  # fmt: skip
    beginnings = (
        Column("id", mark("Transcript")),
        Column("speaker", mark("Speaker")),
        Column("begins", mark("Time (s)")),
        Column("words", mark("Words")),
    )
    first = tuple(row for file in found for row in _beginning(file))
    keys = [column.key for column in columns]
    data: tuple[dict[str, Value], ...] = tuple(
        {
            **dict(zip(keys, row, strict=True)),
            "speakers": tuple(
                {"speaker": label, "turns": n, "informants": who}
                for (label, n), who in _speakers(file)
            ),
            "begins_with": tuple(
                {"speaker": speaker, "begins": begins, "words": words}
                for _, speaker, begins, words in _beginning(file)
            ),
        }
        for file, row in zip(found, rows, strict=True)
    )
    blocks = (Grid(columns, rows), Grid(beginnings, first, say(mark("How each begins"))))
    return Document(say(mark("Files")), blocks, notice, data)


def speaking(file: FileView) -> tuple[str, ...]:
    """Who would speak in a file: labels with how often, and the informants that they would be."""
    return tuple(
        f"{label} ({count})" + (f" = {', '.join(who)}" if who else "")
        for (label, count), who in _speakers(file)
    )


def _speakers(file: FileView) -> Iterator[tuple[tuple[str, int], tuple[str, ...]]]:
    return zip(file.speakers, file.who or repeat(()), strict=False)


def _beginning(file: FileView) -> Iterator[tuple[str, str, float | None, str]]:
    """The first turns of a file, or its first words where nobody speaks in it."""
    for turn in file.turns[:_FIRST_TURNS]:
        begins = None if turn.begins is None else turn.begins / 1000
        yield file.id, turn.label, begins, _cut(turn.span.of(file.text))
    if file.text and not file.turns:
        yield file.id, "", None, _cut(file.text)


def _cut(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _FIRST_WORDS else f"{line[:_FIRST_WORDS].rstrip()} …"


def arranged(document: Document, first: Sequence[str]) -> Document:
    """A listing with the columns of those keys in front, and without those that hold nothing."""
    grid = document.grid
    if grid is None:
        return document
    keys = [column.key for column in grid.columns]
    order = [*map(keys.index, first), *(at for at, key in enumerate(keys) if key not in first)]
    held = [
        at for at in order if at == order[0] or any(r[at] not in (None, "", ()) for r in grid.rows)
    ]
    columns = tuple(grid.columns[at] for at in held)
    rows = tuple(tuple(row[at] for at in held) for row in grid.rows)
    new = Grid(columns, rows, grid.caption)
    blocks = tuple(new if block is grid else block for block in document.blocks)
    return replace(document, blocks=blocks)


def text(shown: TextView, notice: str = "") -> Document:
    """One transcript: its turns as a grid, the whole text and its positions as data."""
    columns = (
        Column("start", mark("From")),
        Column("end", mark("To")),
        Column("speaker", mark("Speaker")),
        Column("informants", mark("Informants")),
        Column("begins", mark("Time (s)")),
        Column("words", mark("Words")),
    )
    rows = tuple(
        (
            turn.span.start, turn.span.end, turn.label, who,
            None if turn.begins is None else turn.begins / 1000, turn.span.of(shown.text),
        )
        for turn, who in shown.turns
    )  # fmt: skip
    if not rows and shown.text:
        rows = ((0, len(shown.text), "", (), None, shown.text),)
    turns = tuple(
        {
            "speaker": turn.label,
            "informants": who,
            "start": turn.span.start,
            "end": turn.span.end,
            "begins_ms": turn.begins,
            "ends_ms": turn.ends,
        }
        for turn, who in shown.turns
    )
    about = shown.about
    data = {
        "id": shown.id,
        "kind": about.kind.value,
        "revision": shown.revision,
        "date": about.date,
        "organisation": about.organisation,
        "place": about.place,
        "mode": about.mode,
        "language": about.language,
        "duration": about.duration,
        "text": shown.text,
        "turns": turns,
    }
    return Document(shown.id, (Grid(columns, rows),), notice, data)


def informants(found: Sequence[InformantView], notice: str = "") -> Document:
    """Informants in tree order, with wave and branch, and further columns of the project."""
    further = tuple(dict.fromkeys(name for person in found for name in person.attributes))
    columns = (
        Column("id", mark("Informant")),
        Column("role", mark("Role")),
        Column("organisation", mark("Organisation")),
        Column("parent_organisation", mark("Parent organisation")),
        Column("kind", mark("Kind"), closed=True),
        Column("standpoint", mark("Standpoint"), closed=True),
        Column("referred_by", mark("Referred by")),
        Column("channel", mark("Channel"), closed=True),
        Column("referral_date", mark("Referral date")),
        Column("wave", mark("Wave")),
        Column("branch", mark("Branch")),
        Column("date", mark("Date")),
        Column("status", mark("Status"), closed=True),
        Column("consent", mark("Consent")),
        Column("transcripts", mark("Transcripts")),
        *(Column(name, name, verbatim=True) for name in further),
    )
    rows = (
        (
            p.id, p.role, p.organisation, p.parent_organisation, p.kind, p.standpoint,
            ("-",) if p.seed and not p.referred_by else p.referred_by, p.channel, p.referral_date,
            p.wave, p.branch, p.date, p.status.value, p.consent, p.transcripts,
            *(p.attributes.get(name, "") for name in further),
        )
        for p in found
    )  # fmt: skip
    return _listing(mark("Informants"), columns, rows, notice)


def tree(found: Sequence[InformantView], notice: str = "") -> Document:
    """The referral tree, one line a person, indented by wave."""
    columns = (
        Column("informant", mark("Informant")),
        Column("wave", mark("Wave")),
        Column("branch", mark("Branch")),
        Column("seed", mark("Seed")),
        Column("referred_by", mark("Referred by")),
        Column("role", mark("Role")),
        Column("organisation", mark("Organisation")),
        Column("status", mark("Status"), closed=True),
    )
    rows = tuple(
        (
            f"{stem}{p.id}", p.wave, p.branch, p.tree, p.referred_by, p.role, p.organisation,
            p.status.value,
        )
        for stem, p in zip(stems([p.wave for p in found]), found, strict=True)
    )  # fmt: skip
    data = tuple(
        {
            "id": p.id,
            "wave": p.wave,
            "branch": p.branch,
            "seed": p.tree,
            "referred_by": p.referred_by,
            "status": p.status.value,
        }
        for p in found
    )
    blocks = (Grid(columns, rows), Paragraph(say(BRANCHES)))
    return Document(say("Referral tree"), blocks, notice, data)


def stems(depths: Sequence[int | None]) -> list[str]:
    """What is drawn before each of those in a tree, given depth first by how deep they stand."""
    drawn: list[str] = []
    more: dict[int, bool] = {}  # whether somebody further down stands at that depth, below the same
    for depth in reversed(depths):
        if not depth:
            drawn.append("")
            more = {}
            continue
        lines = "".join("│  " if more.get(level) else "   " for level in range(1, depth))
        drawn.append(lines + ("├─ " if more.get(depth) else "└─ "))
        more = {level: held for level, held in more.items() if level < depth} | {depth: True}
    return drawn[::-1]


def topics(found: Sequence[TopicView], notice: str = "") -> Document:
    """What was asked, in which transcript and of whom."""
    columns = (
        Column("transcript", mark("Transcript")),
        Column("informant", mark("Informant")),
        Column("code", mark("Code")),
        Column("asked", mark("Asked"), closed=True),
    )
    rows = ((t.transcript, t.informant, t.code, "yes" if t.asked else "no") for t in found)
    return _listing(mark("Topics asked"), columns, rows, notice)


def codes(found: Sequence[Code], notice: str = "") -> Document:
    """The codebook, in tree order."""
    columns = (
        Column("path", mark("Code")),
        Column("kind", mark("Kind"), closed=True),
        Column("name_en", mark("Name (English)")),
        Column("name_id", mark("Name (Indonesian)")),
        Column("definition", mark("Definition")),
        Column("aliases", mark("Also called")),
    )
    rows = (
        (c.path, c.kind.value, c.name.en, c.name.id, c.definition.in_(language()), c.aliases)
        for c in found
    )
    return _listing(mark("Codebook"), columns, rows, notice)


def counted(book: Document, counts: Mapping[str, int]) -> Document:
    """The codebook with how many codings there are at each code and below it."""
    grid = book.grid
    if grid is None:
        return book
    columns = (grid.columns[0], Column("codings", mark("Codings")), *grid.columns[1:])
    rows = tuple((row[0], counts.get(str(row[0]), 0), *row[1:]) for row in grid.rows)
    return Document(book.title, (Grid(columns, rows),), book.notice)


def codings(found: Sequence[CodingView], notice: str = "") -> Document:
    """Codings, in reading order."""
    columns = (
        Column("id", mark("No.")),
        Column("transcript", mark("Transcript")),
        Column("code", mark("Code")),
        Column("coder", mark("Coder")),
        Column("start", mark("From")),
        Column("end", mark("To")),
        Column("quote", mark("Quote")),
        Column("stance", mark("Stance"), closed=True),
        Column("note", mark("Note")),
        Column("round", mark("Round")),
        Column("sources", mark("Sources")),
    )
    rows = (
        (
            c.number, c.transcript, c.code, c.coder, c.start, c.end, c.quote, c.stance.value,
            c.note, c.round, c.sources,
        )
        for c in found
    )  # fmt: skip
    return _listing(mark("Codings"), columns, rows, notice)


def places(found: Sequence[PlaceView], notice: str = "") -> Document:
    """Passages, in reading order, with or without codes."""
    columns = (
        Column("id", mark("No.")),
        Column("transcript", mark("Transcript")),
        Column("coder", mark("Coder")),
        Column("start", mark("From")),
        Column("end", mark("To")),
        Column("quote", mark("Quote")),
        Column("key_quote", mark("Key quote"), closed=True),
        Column("codes", mark("Codes")),
        Column("sources", mark("Sources")),
        Column("translation", mark("Translation")),
        Column("translator", mark("Translator")),
    )
    rows = (
        (
            p.number, p.transcript, p.coder, p.start, p.end, p.quote,
            "yes" if p.key_quote else "no", p.codes, p.sources, p.translation, p.translator,
        )
        for p in found
    )  # fmt: skip
    return _listing(mark("Passages"), columns, rows, notice)


def links(found: Sequence[LinkView], notice: str = "") -> Document:
    """Links between passages, the oldest first."""
    columns = (
        Column("id", mark("No.")),
        Column("passage", mark("Passage")),
        Column("kind", mark("Kind"), closed=True),
        Column("other", mark("Other passage")),
    )
    rows = ((link.number, link.passage, link.kind, link.other) for link in found)
    return _listing(mark("Links"), columns, rows, notice)


def retrieved(found: Sequence[RetrievedView], notice: str = "") -> Document:
    """Passages with the words around them, in reading order."""
    columns = (
        Column("id", mark("No.")),
        Column("transcript", mark("Transcript")),
        Column("sources", mark("Sources")),
        Column("code", mark("Code")),
        Column("stance", mark("Stance"), closed=True),
        Column("line", mark("Line")),
        Column("before", mark("Before")),
        Column("quote", mark("Quote")),
        Column("after", mark("After")),
        Column("start", mark("From")),
        Column("end", mark("To")),
        Column("coder", mark("Coder")),
        Column("note", mark("Note")),
    )
    rows = (
        (
            p.coding.number, p.coding.transcript, p.coding.sources, p.coding.code,
            p.coding.stance.value, p.line, p.before, p.coding.quote, p.after, p.coding.start,
            p.coding.end, p.coding.coder, p.coding.note,
        )
        for p in found
    )  # fmt: skip
    return _listing(mark("Passages"), columns, rows, notice)


def claims(found: Sequence[ClaimView], notice: str = "") -> Document:
    """Claims with what they name and rest on."""
    columns = (
        Column("id", mark("Claim")),
        Column("text", mark("Text")),
        Column("kind", mark("Kind"), closed=True),
        Column("themes", mark("Themes")),
        Column("type", mark("Type")),
        Column("level", mark("Level")),
        Column("assets", mark("Assets")),
        Column("documents", mark("Documents")),
        Column("literature", mark("Literature")),
        Column("rests_on", mark("Rests on")),
        Column("part_of", mark("Part of")),
        Column("note", mark("Note")),
        Column("adjudicated", mark("Adjudicated")),
    )
    rows = (
        (
            c.id, c.text, c.kind, c.themes, c.type, c.level, c.assets, c.documents, c.literature,
            c.rests_on, c.part_of, c.note, tuple(map(_adjudication, c.adjudications)),
        )
        for c in found
    )  # fmt: skip
    return _listing(mark("Claims"), columns, rows, notice)


def _adjudication(settled: Adjudication) -> str:
    noted = f" ({settled.note})" if settled.note else ""
    return f"{settled.date} {settled.coder}: {settled.decision}{noted}"


def evidence(found: Sequence[EvidenceView], notice: str = "") -> Document:
    """Evidence, by claim."""
    columns = (
        Column("id", mark("No.")),
        Column("claim", mark("Claim")),
        Column("transcript", mark("Transcript")),
        Column("coder", mark("Coder")),
        Column("start", mark("From")),
        Column("end", mark("To")),
        Column("quote", mark("Quote")),
        Column("stance", mark("Stance"), closed=True),
        Column("basis", mark("Basis"), closed=True),
        Column("note", mark("Note")),
        Column("sources", mark("Sources")),
    )
    rows = (
        (
            e.number, e.claim, e.transcript, e.coder, e.start, e.end, e.quote, e.stance.value,
            e.basis, e.note, e.sources,
        )
        for e in found
    )  # fmt: skip
    return _listing(mark("Evidence"), columns, rows, notice)


def negative_cases(found: Sequence[NegativeCaseView], notice: str = "") -> Document:
    """What speaks against claims, by claim, and how it was explained."""
    columns = (
        Column("claim", mark("Claim")),
        Column("passage", mark("Passage")),
        Column("transcript", mark("Transcript")),
        Column("sources", mark("Sources")),
        Column("stance", mark("Stance"), closed=True),
        Column("codes", mark("Codes")),
        Column("quote", mark("Quote")),
        Column("explanation", mark("How explained")),
        Column("revised", mark("Claim revised")),
        Column("explained_by", mark("Explained by")),
        Column("date", mark("Date")),
        Column("start", mark("From")),
        Column("end", mark("To")),
        Column("coder", mark("Coder")),
    )
    rows = (
        (
            c.claim, c.passage, c.transcript, c.sources, c.stance.value if c.stance else None,
            c.codes, c.quote, c.explanation, c.revised, c.explained_by, c.date, c.start, c.end,
            c.coder,
        )
        for c in found
    )  # fmt: skip
    return _listing(mark("Negative cases"), columns, rows, notice)


def memos(found: Sequence[MemoView], notice: str = "") -> Document:
    """Memos, the oldest first."""
    columns = (
        Column("id", mark("No.")),
        Column("date", mark("Date")),
        Column("coder", mark("Coder")),
        Column("kind", mark("Kind"), closed=True),
        Column("about", mark("About"), closed=True),
        Column("on", mark("Which")),
        Column("text", mark("Text")),
    )
    rows = ((m.number, m.date, m.coder, m.kind, m.about, m.on, m.text) for m in found)
    return _listing(mark("Memos"), columns, rows, notice)


def settings(found: Sequence[SettingView], notice: str = "") -> Document:
    """Settings with what holds now."""
    columns = (
        Column("key", mark("Setting")),
        Column("value", mark("Value")),
        Column("given", mark("Set by hand")),
    )
    rows = ((s.key, s.value, s.given) for s in found)
    return _listing(mark("Settings"), columns, rows, notice)


def log(found: Sequence[StepView], notice: str = "") -> Document:
    """The history, the first step first."""
    columns = (
        Column("id", mark("Step")),
        Column("when", mark("When")),
        Column("by", mark("Coder")),
        Column("why", mark("What")),
        Column("undone", mark("Undone")),
        Column("erased", mark("Erased")),
    )
    rows = ((s.number, s.when, s.by, s.why, s.undone, s.erased) for s in found)
    return _listing(mark("History"), columns, rows, notice)


def themes(found: Sequence[ThemeView], notice: str = "") -> Document:
    """Themes with their central idea, status and codes."""
    columns = (
        Column("id", mark("No.")),
        Column("name", mark("Name")),
        Column("idea", mark("Central idea")),
        Column("status", mark("Status"), closed=True),
        Column("codes", mark("Codes")),
    )
    rows = (
        (theme.number, theme.name.in_(language()), theme.idea, theme.status.value, theme.codes)
        for theme in found
    )
    return _listing(mark("Themes"), columns, rows, notice)


def versions(found: Sequence[VersionView], notice: str = "") -> Document:
    """The versions of the codebook, the oldest first."""
    columns = (
        Column("name", mark("Name")),
        Column("when", mark("When")),
        Column("by", mark("Coder")),
    )
    rows = ((version.name, version.when, version.by) for version in found)
    return _listing(mark("Codebook versions"), columns, rows, notice)


def difference(found: Sequence[CodeChange], version: str, notice: str = "") -> Document:
    """How the codebook differs from a version of it."""
    columns = (
        Column("code", mark("Code")),
        Column("what", mark("What"), closed=True),
        Column("field", mark("Field"), closed=True),
        Column("language", mark("Language")),
        Column("before", mark("Before")),
        Column("now", mark("Now")),
    )
    rows = ((c.code, c.what, c.field, c.language, c.before, c.now) for c in found)
    title = say("Codebook since {version}", version=version)
    return Document(title, (Grid(columns, tuple(rows)),), notice)


def hits(found: Sequence[HitView], notice: str = "") -> Document:
    """Where a phrase stands."""
    columns = (
        Column("transcript", mark("Transcript")),
        Column("start", mark("From")),
        Column("end", mark("To")),
        Column("before", mark("Before")),
        Column("hit", mark("Found")),
        Column("after", mark("After")),
        Column("sources", mark("Sources")),
    )
    rows = ((h.transcript, h.start, h.end, h.before, h.hit, h.after, h.sources) for h in found)
    return _listing(mark("Found"), columns, rows, notice)


def problems(found: Sequence[Problem]) -> Document:
    """What is wrong, and where."""
    columns = (Column("where", mark("Where")), Column("problem", mark("Problem")))
    rows = (
        (place(each.where), sentence(each.message, each.advice, dict(each.facts))) for each in found
    )
    return _listing(mark("Problems"), columns, rows, "")


def outcome(done: Mapping[str, Value]) -> Document:
    """What a verb did, by the names that JSON and CSV give it."""
    columns = tuple(Column(name, name, verbatim=True) for name in done)
    return Document(say("Done"), (Grid(columns, (tuple(done.values()),)),), data=done)
