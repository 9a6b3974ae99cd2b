"""Keys that come before a dialog is on the screen, from fingers that know what it will ask."""

from __future__ import annotations

from textual import events
from textual.widgets import Input


async def typed(line: Input, event: events.Key) -> bool:
    """Let a line have a key that came past it, or enter; tells whether that is done.

    What steers rather than types is left to the dialog.
    """
    if event.is_printable and event.character:
        line.insert_text_at_cursor(event.character)
    elif event.key == "enter":
        await line.action_submit()
    else:
        return False
    event.stop()
    event.prevent_default()
    return True
