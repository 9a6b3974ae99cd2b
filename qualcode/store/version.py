"""What tells a project from any other SQLite file, and which schema it has."""

from __future__ import annotations

APPLICATION_ID = 0x71636F64  # "qcod", in the SQLite header
HEAD = "0001"
