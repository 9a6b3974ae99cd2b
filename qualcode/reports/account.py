"""How a study was done, as far as its project holds it: the methods paragraph and the checklist.

What the project does not hold is never guessed: it is said to be filled in by the authors.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qualcode.i18n import mark, say
from qualcode.model.lists import Status
from qualcode.reports.document import Column, Grid, Paragraph, Value

REFLEXIVE = "reflexive"


@dataclass(frozen=True, slots=True)
class Account:
    """What the project holds on how the study was done; empty and 0 are unknown or none.

    `dates` are the first and the last day of an interview, `waves` the deepest wave, `saturation`
    as written `6+2`, `version` the last frozen codebook and its day, `memos` counts by kind.
    """

    approach: str
    interviews: int
    documents: int
    observations: int
    reached: Mapping[Status, int]
    channels: tuple[str, ...]
    seeds: int
    waves: int
    organisations: int
    dates: tuple[str, str]
    interviewers: tuple[str, ...]
    places: int
    durations: int
    repeated: int
    consents: int
    member_checks: int
    topics: int
    coders: tuple[str, ...]
    reporting: tuple[str, ...]
    dimensions: tuple[str, ...]
    codes: int
    statements: int
    version: tuple[str, str]
    claims: int
    contradicted: int
    adjudicated: int
    negative_cases: int
    saturation: str
    memos: Mapping[str, int]
    software: str


_APPROACHES = {
    "": mark("[To be filled in: the approach of the analysis.]"),
    REFLEXIVE: mark(
        "The material was analysed by reflexive thematic analysis (Braun & Clarke 2006, 2021)."
        " Coding is read as interpretation, so that neither agreement between coders nor saturation"
        " is reported."
    ),
    "codebook": mark(
        "The material was analysed by codebook thematic analysis (Braun & Clarke 2021), with a"
        " codebook that was revised while coding."
    ),
    "coding-reliability": mark(
        "The material was analysed by coding reliability thematic analysis (Boyatzis 1998), with a"
        " codebook that is applied the same way by every coder."
    ),
    "framework": mark(
        "The material was analysed by the framework method (Ritchie & Spencer 1994; Gale et al."
        " 2013): it was coded, and charted in a matrix of themes by sources."
    ),
}
_LEFT = mark(
    "[To be filled in by the authors: who the researchers are and how they stand to the people"
    " whom they interviewed; how the interviews were recorded and transcribed; how codes and themes"
    " were derived; approval by an ethics board.]"
)


def methods(held: Account) -> tuple[Paragraph, ...]:
    """The methods paragraph: what the project knows of sampling, coding, checking, software."""
    told = (_material(held), _sampling(held), _coding(held), _checking(held), (say(_LEFT),))
    return tuple(Paragraph(" ".join(sentences)) for sentences in map(tuple, told) if sentences)


def _material(held: Account) -> Iterator[str]:
    yield say(
        "The study draws on {interviews} interviews, {documents} documents and {observations}"
        " observations.",
        interviews=held.interviews, documents=held.documents, observations=held.observations,
    )  # fmt: skip
    if any(held.dates):
        yield say("The interviews took place from {first} to {last}.",
                  first=held.dates[0], last=held.dates[1])  # fmt: skip
    elif held.interviews:
        yield say("[To be filled in: when the interviews took place.]")


def _sampling(held: Account) -> Iterator[str]:
    if not held.seeds:
        yield say("[To be filled in: how informants were chosen.]")
    else:
        yield say(
            "Informants were found by referral (seeds: {seeds}; waves: {waves}; organisations:"
            " {organisations}).",
            seeds=held.seeds, waves=held.waves, organisations=held.organisations,
        )  # fmt: skip
    yield say(
        "Of {all} people who came to be known, {interviewed} were interviewed, {declined} declined"
        " and {withdrawn} withdrew.",
        all=sum(held.reached.values()),
        interviewed=held.reached.get(Status.INTERVIEWED, 0),
        declined=held.reached.get(Status.DECLINED, 0),
        withdrawn=held.reached.get(Status.WITHDRAWN, 0),
    )


def _coding(held: Account) -> Iterator[str]:
    yield say(_APPROACHES[held.approach])
    yield say(
        "{coders} coded it with {codes} codes, of which {statements} are statements that one can"
        " affirm or deny.",
        coders=", ".join(held.reporting), codes=held.codes, statements=held.statements,
    )  # fmt: skip
    if held.version[0]:
        yield say("The codebook is kept as version {name} of {date}.",
                  name=held.version[0], date=held.version[1])  # fmt: skip


def _checking(held: Account) -> Iterator[str]:
    if held.claims:
        yield say(
            "{claims} claims were checked by triangulation of sources: a claim converges when at"
            " least two sources support it that are independent of each other ({dimensions}),"
            " nobody speaks against it, and at least one affirms it without reserve.",
            claims=held.claims, dimensions=", ".join(map(say, held.dimensions)),
        )  # fmt: skip
    if held.contradicted or held.negative_cases:
        yield say(
            "{contradicted} were contradicted, and {adjudicated} of those adjudicated by a person;"
            " {cases} negative cases are listed.",
            contradicted=held.contradicted, adjudicated=held.adjudicated, cases=held.negative_cases,
        )  # fmt: skip
    if held.approach != REFLEXIVE and held.saturation:
        yield say(
            "Code saturation (Guest, Namey & Chen 2020) was reached at {result}.",
            result=held.saturation,
        )
    yield say("Coding and analysis were done in {software}.", software=held.software)


_TO_FILL = mark("to be filled in")
_ITEMS = (
    ("1", "S6", mark("Interviewer")), ("2", "S6", mark("Credentials")),
    ("3", "S6", mark("Occupation")), ("4", "S6", mark("Gender")),
    ("5", "S6", mark("Experience and training")), ("6", "S6", mark("Relationship established")),
    ("7", "S6", mark("What participants knew of the interviewer")),
    ("8", "S6", mark("Interviewer characteristics")),
    ("9", "S5", mark("Methodological orientation and theory")), ("10", "S8", mark("Sampling")),
    ("11", "S8", mark("Method of approach")), ("12", "S12", mark("Sample size")),
    ("13", "S8", mark("Non-participation")), ("14", "S7", mark("Setting of data collection")),
    ("15", "S7", mark("Presence of non-participants")),
    ("16", "S12", mark("Description of sample")), ("17", "S11", mark("Interview guide")),
    ("18", "S10", mark("Repeat interviews")), ("19", "S11", mark("Recording")),
    ("20", "S10", mark("Field notes")), ("21", "S10", mark("Duration")),
    ("22", "S8", mark("Data saturation")), ("23", "S15", mark("Transcripts returned")),
    ("24", "S14", mark("Number of data coders")),
    ("25", "S14", mark("Description of the coding tree")),
    ("26", "S14", mark("Derivation of themes")), ("27", "S13", mark("Software")),
    ("28", "S15", mark("Participant checking")), ("29", "S17", mark("Quotations presented")),
    ("30", "S17", mark("Data and findings consistent")),
    ("31", "S16", mark("Clarity of major themes")),
    ("32", "S16", mark("Clarity of minor themes and diverse cases")),
    ("", "S1–S4", mark("Title, abstract, problem and purpose")),
    ("", "S9", mark("Ethical issues")), ("", "S18", mark("Integration with prior work")),
    ("", "S19", mark("Limitations")), ("", "S20–S21", mark("Conflicts of interest, funding")),
)  # fmt: skip


def checklist(held: Account) -> Grid:
    """COREQ (Tong et al. 2007) beside SRQR (O'Brien et al. 2014), with what the project holds."""
    columns = (
        Column("coreq", mark("COREQ")),
        Column("srqr", mark("SRQR")),
        Column("item", mark("Item")),
        Column("state", mark("State"), closed=True),
        Column("held", mark("What the project holds")),
    )
    known = dict(_held(held))
    rows: list[tuple[Value, ...]] = []
    for coreq, srqr, item in _ITEMS:
        answer = known.get(coreq or srqr, "")
        rows.append((coreq, srqr, say(item), _STATES[bool(answer)], answer))
    caption = say("Reporting checklist: COREQ (Tong et al. 2007) and SRQR (O'Brien et al. 2014)")
    return Grid(columns, tuple(rows), caption)


_STATES = {True: mark("held"), False: _TO_FILL}


def _held(held: Account) -> Iterator[tuple[str, str]]:
    """What can be said on each item, by its number."""
    seen = held.reached
    if held.interviewers:
        yield "1", ", ".join(held.interviewers)
    if reflexive := held.memos.get("reflexive", 0):
        yield "8", say("{count} reflexive memos", count=reflexive)
    if held.approach:
        yield "9", say(held.approach)
    if held.seeds:
        yield "10", say("by referral; seeds: {seeds}, waves: {waves}",
                        seeds=held.seeds, waves=held.waves)  # fmt: skip
    if held.channels:
        yield "11", ", ".join(map(say, held.channels))
    if seen.get(Status.INTERVIEWED):
        yield "12", say("{count} people interviewed", count=seen[Status.INTERVIEWED])
        yield "13", say(
            "{declined} declined, {withdrawn} withdrew, {contacted} contacted and {named} named but"
            " not interviewed",
            declined=seen.get(Status.DECLINED, 0), withdrawn=seen.get(Status.WITHDRAWN, 0),
            contacted=seen.get(Status.CONTACTED, 0), named=seen.get(Status.NAMED, 0),
        )  # fmt: skip
        yield "16", say("see the table of sources")
        yield "18", say("{count} people were interviewed more than once", count=held.repeated)
    if held.places:
        yield "14", say("{count} transcripts tell the place", count=held.places)
    if held.topics:
        yield "17", say("{count} records of what was asked", count=held.topics)
    if notes := held.memos.get("field", 0):
        yield "20", say("{count} field notes", count=notes)
    if held.durations:
        yield "21", say("{count} transcripts tell the duration", count=held.durations)
    if held.approach == REFLEXIVE:
        yield "22", say("not reported in reflexive thematic analysis")
    elif held.saturation:
        yield "22", say("code saturation at {result}", result=held.saturation)
    if held.member_checks:
        told = say("{count} people", count=held.member_checks)
        yield "23", told
        yield "28", told
    yield "24", str(len(held.coders))
    yield "25", say("{codes} codes, of which {statements} are statements",
                    codes=held.codes, statements=held.statements)  # fmt: skip
    yield "27", held.software
    if held.claims:
        yield "29", say("under every claim, with informant and line")
        yield "30", say("every claim is judged by the sources behind it")
        yield "31", say("see the triangulation")
        yield "32", say("{contradicted} contradicted claims, {cases} negative cases",
                        contradicted=held.contradicted, cases=held.negative_cases)  # fmt: skip
    if held.consents:
        yield "S9", say("consent is recorded for {count} people", count=held.consents)
    yield "S19", say("see the gaps, and the notes under each table")
