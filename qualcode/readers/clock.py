"""Times as people and caption files write them: mm:ss, hh:mm:ss, with or without a fraction."""

from __future__ import annotations

CLOCK = r"(?:[0-9]{1,3}:[0-5]?[0-9]|[0-9]{1,3}):[0-5]?[0-9](?:[.,][0-9]+)?"
"""The pattern of a time, without groups."""


def milliseconds(clock: str) -> int:
    """What `clock` shows, exact to the millisecond."""
    whole, _, fraction = clock.replace(",", ".").partition(".")
    seconds = 0
    for part in whole.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds * 1000 + int(fraction[:3].ljust(3, "0"))
