"""The number keys: which code is on which, and that it stays there."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

KEYS = 9


class Hand:
    """Codes on the number keys, as paths; "" is a free key.

    A code keeps its key for good, so that fingers can learn it: it goes only where a code is
    pinned and no key is free. `codes`, where it is asked for, are all that there are now; the key
    of one that is there no more is free.
    """

    def __init__(self, paths: Sequence[str] = ()) -> None:
        self._paths = [*paths, *[""] * KEYS][:KEYS]

    @property
    def paths(self) -> tuple[str, ...]:
        """The codes in the order of the keys."""
        return tuple(self._paths)

    def on(self, codes: Container[str]) -> dict[int, str]:
        """Which key puts which code on, for those that there are."""
        return {key: path for key, path in enumerate(self._paths, 1) if path in codes}

    def use(self, paths: Iterable[str], codes: Container[str]) -> None:
        """Give codes that were used the first free keys, as long as there are any."""
        for path in paths:
            free = self._free(codes)
            if free is not None and path in codes and path not in self._paths:
                self._paths[free] = path

    def pin(self, pinned: Sequence[str], recent: Sequence[str], codes: Container[str]) -> None:
        """Give every pinned code a key: a free one, or else that of the code that is not pinned
        and was used longest ago; `recent` begins with the one used last."""
        for path in pinned:
            at = self._free(codes)
            if at is None:
                at = self._oldest(pinned, recent)
            if at is not None and path in codes and path not in self._paths:
                self._paths[at] = path

    def _free(self, codes: Container[str]) -> int | None:
        return next((at for at, path in enumerate(self._paths) if path not in codes), None)

    def _oldest(self, pinned: Sequence[str], recent: Sequence[str]) -> int | None:
        ages = {path: age for age, path in enumerate(recent)}
        loose = [at for at, path in enumerate(self._paths) if path not in pinned]
        return max(loose, key=lambda at: ages.get(self._paths[at], len(ages)), default=None)
