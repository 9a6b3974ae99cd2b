"""What the words of a triangulation mean: verdicts, their reasons, and what to mind about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualcode.analysis.triangulation import Row
from qualcode.i18n import mark, say
from qualcode.model.lists import Verdict
from qualcode.reports.document import Column, Grid

BRANCHES = mark(
    "A branch is whom a seed named, with all who were reached through them, and bears their id."
    " A seed is in no branch: a matrix shows it under its own id, and it counts as a branch only"
    " where nobody else of its tree does."
)

_VERDICTS: Mapping[str, str] = {
    "silent": mark("nobody supports it and nobody speaks against it"),
    "dissonant": mark("some support it and some speak against it, or somebody does both"),
    "denied": mark("only denials; the reason says how far they bear one another out"),
    "single-source": mark("one source supports it"),
    "partial": mark("several support it, but no two are independent, or all only qualify"),
    "converged": mark("several support it, two at least are independent, one at least affirms"),
    "covered": mark("a topic that several speak of, of whom two at least are independent"),
}
_REASONS: Mapping[str, str] = {
    "literature-only": mark("the claim cites literature, and literature is no source"),
    "document-named": mark("the claim names a document, but no passage of one is tied to it"),
    "asked-and-silent": mark("somebody was asked about it, and nobody spoke of it"),
    "not-asked": mark("everybody who was interviewed is recorded as not asked about it"),
    "uncited": mark(
        "no words of a known source are coded or tied, and it is not known who was asked"
    ),
    "between-sources": mark("some sources support it and others deny it"),
    "within-one-source": mark("a source affirms it in one place and denies it in another"),
    "single": mark("one source denies it"),
    "all-qualified": mark("all who support it do so with reservations"),
    "referral-pair": mark("two support it, and one of them named the other"),
    "one-branch": mark("all who support it were reached through one person whom a seed named"),
    "one-organisation": mark("all who support it belong to one organisation"),
    "no-independent-pair": mark(
        "no two of those who support it are independent, for several causes"
    ),
}
_DENIED: Mapping[str, str] = {
    "converged": mark("several deny it, of whom two at least are independent"),
    "partial": mark("several deny it, but no two are independent"),
}
_COLUMNS: Mapping[str, str] = {
    "gatekeeper": mark("the one person through whom all who support it were reached"),
    "weakest": mark("the weakest verdict among what the claim rests on and its parts"),
}
_TITLES: Mapping[str, str] = {"gatekeeper": mark("All through"), "weakest": mark("Weakest below")}
_CAVEATS: Mapping[str, str] = {
    "one-seed": mark("all who support it are informants to whom one seed led"),
    "pooled": mark("the claim names several assets at once and has no parts"),
    "branch-unknown": mark("of somebody who supports it, it is not known who led to them"),
    "organisation-unknown": mark("of somebody who supports it, the organisation is not known"),
    "adjudicated": mark("a person has decided about the contradiction; it stays visible"),
    "coders-differ": mark("coders read one source differently; the first one's reading stands"),
    "denied-below": mark("somebody affirms one code of the theme and denies another"),
    "at-least": mark("so many sources that I may be larger than what is shown"),
}


def meaning(word: str) -> str:
    """What a verdict, its reason or a caveat means, to be translated; empty where it is none."""
    return {**_VERDICTS, **_REASONS, **_CAVEATS}.get(word, "")


def in_words(row: Row) -> str:
    """Why a row has its verdict, in words; empty where the verdict says all."""
    if row.reason is None:
        return ""
    if row.verdict is Verdict.DENIED and row.reason in _DENIED:
        return say(_DENIED[row.reason])
    return say(_REASONS[row.reason])


def legend(rows: Sequence[Row]) -> Grid:
    """The words that occur in these rows, each with its meaning."""
    columns = (Column("word", mark("Word")), Column("meaning", mark("Meaning")))
    verdicts = {row.verdict for row in rows} | {row.weakest for row in rows}
    reasons = {row.reason for row in rows if row.verdict is not Verdict.DENIED}
    reasons |= {row.reason for row in rows if row.reason == "single"}
    filled = {name for name in _COLUMNS if any(getattr(row, name) for row in rows)}
    caveats = {caveat for row in rows for caveat in row.caveats}
    meanings = (
        *((word, _VERDICTS[word]) for word in _VERDICTS if word in verdicts),
        *((word, _REASONS[word]) for word in _REASONS if word in reasons),
        *((_TITLES[name], _COLUMNS[name]) for name in _COLUMNS if name in filled),
        *((word, _CAVEATS[word]) for word in _CAVEATS if word in caveats),
    )
    cells = tuple((say(word), say(meaning)) for word, meaning in meanings)
    return Grid(columns, cells, say("What the words mean"))
