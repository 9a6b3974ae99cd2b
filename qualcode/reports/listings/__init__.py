"""What lists show: one function a list, from values to a document."""

from qualcode.reports.listings.arguments import claims, evidence, negative_cases
from qualcode.reports.listings.codebook import codes, counted, difference, themes, versions
from qualcode.reports.listings.listing import arranged
from qualcode.reports.listings.passages import codings, hits, links, places, retrieved
from qualcode.reports.listings.people import informants, stems, topics, tree
from qualcode.reports.listings.project import log, memos, outcome, problems, settings
from qualcode.reports.listings.texts import files, speaking, text, transcripts

__all__ = [
    "arranged",
    "claims",
    "codes",
    "codings",
    "counted",
    "difference",
    "evidence",
    "files",
    "hits",
    "informants",
    "links",
    "log",
    "memos",
    "negative_cases",
    "outcome",
    "places",
    "problems",
    "retrieved",
    "settings",
    "speaking",
    "stems",
    "text",
    "themes",
    "topics",
    "transcripts",
    "tree",
    "versions",
]
