"""The settings of a project, and what holds where nobody set anything."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from qualcode.errors import UsageError
from qualcode.i18n import mark
from qualcode.model.views import SettingView
from qualcode.readers import patterns
from qualcode.store import people, settings
from qualcode.store.engine import Connection
from qualcode.store.project import Project
from qualcode.store.readings import Counting
from qualcode.workflows.outcome import Outcome
from qualcode.workflows.values import a_date, items, one_of

KEYS = (
    "reporting_coders", "reporting_rounds", "approach", "independence", "retention", "turns",
    "constructed", "groups", "agreement", "planned", "material",
)  # fmt: skip
AGREEMENT = "0.5"  # the share of sub-codes in common from which two groups agree
MATERIALS = ("interviews", "citations")
APPROACHES = ("reflexive", "codebook", "coding-reliability", "framework")
DIMENSIONS = ("organisation", "parent", "standpoint", "branch")
INDEPENDENCE = "organisation;branch"
CONSTRUCTED = mark("CONSTRUCTED FOR DEMONSTRATION. Nobody said any of this.")


@dataclass(frozen=True, slots=True)
class Settings:
    """The verbs on settings."""

    project: Project
    coder: str

    def list(self) -> list[SettingView]:
        """All settings with what holds now."""
        with self.project.reading() as connection:
            given = _given(connection)
            defaults = _defaults(connection)
        return [SettingView(key, given.get(key, defaults[key]), key in given) for key in KEYS]

    def show(self, key: str) -> SettingView:
        """One setting with what holds now."""
        one_of(key, KEYS, "setting")
        return next(setting for setting in self.list() if setting.key == key)

    def set(self, key: str, value: str) -> Outcome:
        """Set one setting; an empty value goes back to the default."""
        one_of(key, KEYS, "setting")
        with self.project.writing(by=self.coder, why=f"set {key}") as step:
            checked = _checked(step.connection, key, value.strip())
            if key != "constructed":  # whose notice is long
                step.why += f" to {checked or 'the default'}"
            settings.put(step, key, checked)
        return Outcome(step.made, changed=1)


def _given(connection: Connection) -> dict[str, str]:
    """The settings that do not go by their default."""
    return {key: value for key, value in settings.settings(connection).items() if value}


def _defaults(connection: Connection) -> dict[str, str]:
    return {
        "reporting_coders": ";".join(people.coders(connection)),
        "reporting_rounds": people.first_round(connection),
        "approach": "",
        "independence": INDEPENDENCE,
        "retention": "",
        "turns": "",
        "constructed": "",
        "groups": "organisation",
        "agreement": AGREEMENT,
        "planned": "",
        "material": MATERIALS[0],
    }


def _checked(connection: Connection, key: str, value: str) -> str:
    if not value:
        return ""
    match key:
        case "reporting_coders":
            return _named(value, tuple(people.coders(connection)), "coder")
        case "reporting_rounds":
            return _named(value, tuple(people.rounds(connection)), "round")
        case "approach":
            return one_of(value, APPROACHES, "approach")
        case "material":
            return one_of(value, MATERIALS, "material")
        case "independence":
            return _named(value, DIMENSIONS, "dimension")
        case "retention":
            return a_date(value, "date")
        case "turns":
            return patterns.check(value)
        case "agreement":
            return _share(value)
        case "planned":
            return ";".join(f"{group}={number}" for group, number in planned(value).items())
        case "groups":
            return value
        case _:
            return {"yes": CONSTRUCTED, "no": ""}.get(value.lower(), value)


def _share(value: str) -> str:
    try:
        share = float(value)
    except ValueError:
        share = -1
    if not 0 < share <= 1:
        raise UsageError(
            "{value} is no share", advice="give a number up to 1, such as 0.5", value=value
        )
    return value


def planned(value: str) -> dict[str, int]:
    """How many people the researcher wanted of each group, from `client=4;association=2`."""
    wanted: dict[str, int] = {}
    for item in items(value):
        group, equals, number = item.rpartition("=")
        if not (equals and group.strip() and number.strip().isdecimal()):
            raise UsageError(
                "{item} is no planned number",
                advice="write GROUP=NUMBER, such as client=4;association=2",
                item=item,
            )
        wanted[group.strip()] = int(number)
    return wanted


def tabled(connection: Connection) -> dict[str, str]:
    """The settings that shape tables, as they hold now."""
    held = _defaults(connection) | _given(connection)
    return {key: held[key] for key in ("groups", "agreement", "planned", "material", "approach")}


def _named(value: str, known: tuple[str, ...], what: str) -> str:
    names = _listed(value, known)
    if not names:
        raise UsageError("name at least one {what}", what=what)
    return ";".join(one_of(name, known, what) for name in names)


def _listed(value: str, known: Collection[str]) -> tuple[str, ...]:
    """The names in a list; commas part them too, save inside a known name such as `Sari, M.Si`."""
    names: list[str] = []
    for name in items(value):
        names += [name] if name in known else items(name.replace(",", ";"))
    return tuple(dict.fromkeys(names))


@dataclass(frozen=True, slots=True)
class Reporting:
    """Whose codings count in reports, what makes sources independent, and the notice to show."""

    coders: tuple[str, ...]
    counting: Counting
    dimensions: frozenset[str]
    notice: str


def reporting(connection: Connection) -> Reporting:
    """What the settings say about reports, as it holds now."""
    given = _given(connection)
    coders = people.coders(connection)
    rounds = people.rounds(connection)
    named = _counting(given.get("reporting_coders"), coders) or tuple(coders)
    passes = _counting(given.get("reporting_rounds"), rounds) or (people.first_round(connection),)
    return Reporting(
        named,
        Counting(tuple(map(coders.__getitem__, named)), tuple(map(rounds.__getitem__, passes))),
        frozenset(items(given.get("independence", INDEPENDENCE))),
        given.get("constructed", ""),
    )


def _counting(given: str | None, known: Collection[str]) -> tuple[str, ...]:
    return tuple(name for name in items(given or "") if name in known)
