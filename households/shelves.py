"""What other apps keep about people and must give up when its term is over; told to households
when they start (households looks nothing up above itself).

A shelf names its noun, tells the keys of what is due in a county, and erases what is confirmed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from campaigns.models import Division
from households.models import RetentionRule

Due = Callable[[Division, RetentionRule, date], list[int]]
Erase = Callable[[Sequence[int]], dict[str, int]]
# From the asker, the keyed hash of an ID number and names to keys by label of the noun.
Find = Callable[[User, bytes, frozenset[str]], dict[str, set[int]]]


@dataclass(frozen=True)
class Shelf:
    """noun: label of the model the keys are of."""

    noun: str
    due: Due
    erase: Erase
    find: Find


_shelves: dict[str, Shelf] = {}


def register(shelf: Shelf) -> None:
    """Tell of one more shelf; the same noun again takes the place of the first."""
    _shelves[shelf.noun] = shelf


def shelves() -> list[Shelf]:
    """All of them, in order of their nouns."""
    return [_shelves[noun] for noun in sorted(_shelves)]
