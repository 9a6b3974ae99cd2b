"""What an informant can be grouped by."""

from __future__ import annotations

from qualcode.model.views import InformantView

BY = (
    "informant", "transcript", "wave", "branch", "seed", "organisation", "parent_organisation",
    "role", "standpoint", "kind",
)  # fmt: skip
UNKNOWN = "?"


def group_of(person: InformantView, by: str) -> str:
    """The group of an informant, `UNKNOWN` where that is not known; `by` may be an attribute.

    A seed stands in no branch, and is a group of its own.
    """
    match by:
        case "informant":
            return person.id
        case "wave":
            return UNKNOWN if person.wave is None else str(person.wave)
        case "branch":
            return person.branch or (UNKNOWN if person.wave is None else person.id)
        case "seed":
            return person.tree or UNKNOWN
        case "organisation" | "parent_organisation" | "role" | "standpoint" | "kind":
            return str(getattr(person, by)) or UNKNOWN
        case _:
            return person.attributes.get(by) or UNKNOWN
