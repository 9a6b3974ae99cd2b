"""How the workbench looks: a dark theme and a light one, and the colours that tell things apart."""

from __future__ import annotations

from textual.theme import Theme

from qualcode.model.lists import Verdict

RIGHT = 3  # the right button of the mouse
DARK = Theme(
    name="qualcode-dark",
    dark=True,
    primary="#82aaff",
    secondary="#6fc3b0",
    accent="#f2b866",
    foreground="#e4dfd3",
    background="#12141c",
    surface="#171a24",
    panel="#212534",
    success="#86cf94",
    warning="#e3a35c",
    error="#ee7c82",
    variables={
        "footer-background": "#12141c",
        "footer-key-foreground": "#f2b866",
        "footer-description-foreground": "#a9a79f",
        "scrollbar": "#333a50",
        "scrollbar-hover": "#475071",
        "scrollbar-active": "#82aaff",
        "scrollbar-background": "#171a24",
        "scrollbar-background-hover": "#171a24",
        "scrollbar-background-active": "#171a24",
        "scrollbar-corner-color": "#171a24",
        "block-cursor-background": "#f2b866",
        "block-cursor-foreground": "#12141c",
        "block-cursor-text-style": "bold",
    },
)
LIGHT = Theme(
    name="qualcode-light",
    dark=False,
    primary="#2c5ea8",
    secondary="#18776a",
    accent="#a8560b",
    foreground="#2a2933",
    background="#efe8da",
    surface="#faf6ed",
    panel="#e6dcc8",
    success="#23744a",
    warning="#9a5c00",
    error="#ab2f3a",
    variables={
        "footer-background": "#efe8da",
        "footer-key-foreground": "#a8560b",
        "footer-description-foreground": "#5d594f",
        "scrollbar": "#cfc4ad",
        "scrollbar-hover": "#b3a68a",
        "scrollbar-active": "#2c5ea8",
        "scrollbar-background": "#faf6ed",
        "scrollbar-background-hover": "#faf6ed",
        "scrollbar-background-active": "#faf6ed",
        "scrollbar-corner-color": "#faf6ed",
        "block-cursor-background": "#2c5ea8",
        "block-cursor-foreground": "#faf6ed",
        "block-cursor-text-style": "bold",
    },
)

_BRANCHES = (
    "#82aaff", "#f2b866", "#6fc3b0", "#d38cd8", "#ee7c82", "#a5c261", "#5fb8e8", "#c9a26d",
)  # fmt: skip
_BRANCHES_LIGHT = (
    "#2c5ea8", "#a8560b", "#18776a", "#8a3c90", "#ab2f3a", "#55741a", "#12719c", "#7a5a26",
)  # fmt: skip

SIGNS = {"affirm": "+", "qualify": "±", "deny": "−", "mention": "·", "mixed": "⊗"}
"""A stance in one cell."""


def branch_colour(at: int, *, dark: bool) -> str:
    """A colour for the branch of that number."""
    colours = _BRANCHES if dark else _BRANCHES_LIGHT
    return colours[at % len(colours)]


def verdict_colour(verdict: Verdict, theme: Theme) -> str:
    """The colour of how well something stands; the word beside it says the same."""
    match verdict:
        case Verdict.CONVERGED | Verdict.COVERED:
            return theme.success or theme.primary
        case Verdict.DISSONANT | Verdict.DENIED:
            return theme.error or theme.primary
        case Verdict.PARTIAL | Verdict.SINGLE_SOURCE:
            return theme.warning or theme.primary
        case _:
            return "dim"


def stance_colour(stance: str, theme: Theme) -> str:
    """The colour of a stance; the sign beside it says the same."""
    named = {"affirm": theme.success, "qualify": theme.warning}
    return named.get(stance) or (theme.error if stance in ("deny", "mixed") else None) or "dim"


def shown(words: str) -> str:
    """Words from outside as they are shown: what would steer a terminal is a dot, in one line."""
    if words.isprintable():
        return words
    return "".join(
        c if c.isprintable() or ord(c) > 0x9F else " " if c in "\n\t\r" else "·" for c in words
    )
