"""What goes on into the next year (features 24): a place to be told, asked before one is opened.

Apps to the left register a counter when they start; campaigns imports none of them. A counter
counts with the asker's own reach, so that a sealed file is in no number of somebody who may not
know of it; no row leaves it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from accounts.models import User
from campaigns.models import Division


@dataclass(frozen=True)
class Carried:
    """count of one kind of unfinished work (在册家庭·红), its measure (户), a link to the rows
    where there is a page of exactly them."""

    label: str
    count: int
    measure: str
    url: str = ""


Counter = Callable[[User, Division], Iterable[Carried]]
_COUNTERS: list[tuple[int, Counter]] = []
_RESTARTS: list[str] = []


def register(place: int, counter: Counter) -> None:
    """Ask `counter` before a year is opened, by the order of `place`; called once."""
    if all(known is not counter for _place, known in _COUNTERS):
        _COUNTERS.append((place, counter))
        _COUNTERS.sort(key=lambda pair: pair[0])


def restarts(words: str) -> None:
    """Tell of a counter that begins anew each year (调解案号); called when an app starts."""
    if words not in _RESTARTS:
        _RESTARTS.append(words)


def carried(user: User, county: Division) -> list[Carried]:
    """Everything that goes on, kinds without a row left out."""
    found = [row for _place, counter in _COUNTERS for row in counter(user, county)]
    return [row for row in found if row.count]


def restarted() -> list[str]:
    """What begins anew."""
    return list(_RESTARTS)
