"""The closed lists of values; their words are never translated in data."""

from __future__ import annotations

from enum import StrEnum


class Stance(StrEnum):
    """How a passage stands to a statement or a claim."""

    AFFIRM = "affirm"
    QUALIFY = "qualify"
    DENY = "deny"
    MENTION = "mention"

    @property
    def turned(self) -> Stance:
        """The stance toward the opposite: who denies it affirms that, who qualifies still does."""
        return {Stance.AFFIRM: Stance.DENY, Stance.DENY: Stance.AFFIRM}.get(self, self)


class ClaimKind(StrEnum):
    """What sort of sentence a claim is."""

    FACT = "fact"
    PRACTICE = "practice"
    EXPERIENCE = "experience"
    INFERENCE = "inference"
    RECOMMENDATION = "recommendation"


class Channel(StrEnum):
    """How one informant led to the next."""

    NAMED = "named"
    INTRODUCED = "introduced"
    ASSIGNED = "assigned"
    PERMIT = "permit"
    APPROACHED = "approached"


class Status(StrEnum):
    """How far the researcher got with an informant."""

    NAMED = "named"
    CONTACTED = "contacted"
    DECLINED = "declined"
    INTERVIEWED = "interviewed"
    WITHDRAWN = "withdrawn"


class Verdict(StrEnum):
    """From the weakest to the strongest; a theme by coverage is covered instead of converged."""

    SILENT = "silent"
    DISSONANT = "dissonant"
    DENIED = "denied"
    SINGLE_SOURCE = "single-source"
    PARTIAL = "partial"
    CONVERGED = "converged"
    COVERED = "covered"


class Scope(StrEnum):
    """What somebody's consent covers."""

    QUOTE = "quote"
    ARCHIVE = "archive"
    SHARE = "share"
    NONE = "none"


class ConsentMode(StrEnum):
    """How a consent was given."""

    WRITTEN = "written"
    RECORDED = "recorded"


class ThemeStatus(StrEnum):
    """How far a theme has come."""

    CANDIDATE = "candidate"
    REVIEWED = "reviewed"
    NAMED = "named"
    SET_ASIDE = "set-aside"


PLAIN_BASES = ("first-hand", "official", "opinion", "assent")
FIRST_ROUND = "first"
LINKED_BASES = ("told-by:", "read-from:")


class Placed(StrEnum):
    """How a passage came into the revision that it stands in, the surest first."""

    EXACT = "exact"
    MOVED = "moved"
    CHANGED = "changed"
    UNCERTAIN = "uncertain"
    LOST = "lost"
