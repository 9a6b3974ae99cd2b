"""How good or bad a word of a closed list is, for renderers that colour it."""

from __future__ import annotations

from collections.abc import Mapping

TONES: Mapping[str, str] = {
    "converged": "firm",
    "covered": "firm",
    "affirm": "firm",
    "partial": "weak",
    "single-source": "weak",
    "qualify": "weak",
    "dissonant": "against",
    "denied": "against",
    "deny": "against",
    "mixed": "against",
    "silent": "absent",
    "mention": "absent",
}
