"""The settings of a project."""

from __future__ import annotations

from sqlalchemy import Connection, select

from qualcode.store.journal import Step
from qualcode.store.tables import SettingRow

LEAD = "lead "
"""What the settings begin with that remember whom a name is; a digest of the name follows."""


def settings(connection: Connection) -> dict[str, str]:
    """All settings that somebody set, by name."""
    found = select(SettingRow.name, SettingRow.value).order_by(SettingRow.name)
    return dict(connection.execute(found).all())


def put(step: Step, name: str, value: str) -> None:
    """Set one setting."""
    key = step.connection.execute(
        select(SettingRow.key).where(SettingRow.name == name)
    ).scalar_one_or_none()
    if key is None:
        step.add(SettingRow, name=name, value=value)
    else:
        step.update(SettingRow, key, value=value)
