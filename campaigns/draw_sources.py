"""What apps above tell a draw: the households of villages, and whom an inspector has to stand aside
for (回避). Nothing here knows of households; a draw never looks at listings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from accounts.models import User

Pairs = set[tuple[int, int]]


class Homes(Protocol):
    """Households present in villages: code → (key, number) of each, inside the user's reach."""

    def __call__(
        self, user: User, villages: Iterable[int]
    ) -> Mapping[int, Sequence[tuple[str, str]]]: ...


@dataclass
class Sources:
    """Told once, when the apps start."""

    homes: Homes | None = None
    ties: list[Callable[[Iterable[int], Iterable[int]], Pairs]] | None = None


_told = Sources(ties=[])


def tell_homes(source: Homes) -> None:
    """Where households come from."""
    _told.homes = source


def tell_ties(source: Callable[[Iterable[int], Iterable[int]], Pairs]) -> None:
    """Who has to stand aside in which village: (user keys, village codes) → pairs of both."""
    assert _told.ties is not None
    _told.ties.append(source)


def homes_of(user: User, villages: Iterable[int]) -> Mapping[int, Sequence[tuple[str, str]]]:
    """Households by village; none where nobody tells."""
    return _told.homes(user, villages) if _told.homes else {}


def ties_of(people: Iterable[int], villages: Iterable[int]) -> Pairs:
    """All pairs told."""
    keys, codes = list(people), list(villages)
    out: Pairs = set()
    for source in _told.ties or ():
        out |= source(keys, codes)
    return out
