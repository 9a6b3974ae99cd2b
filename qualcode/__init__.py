"""qualcode: code interviews, and show that a finding does not rest on one voice."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.workflows.study import Study, new_project, open_project

__all__ = ["Study", "new_project", "open_project"]


def __getattr__(name: str) -> object:
    """Load the verbs when they are asked for: `import qualcode` alone costs nothing."""
    if name in __all__:
        from qualcode.workflows import study

        return getattr(study, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
