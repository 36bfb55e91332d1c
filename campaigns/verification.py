"""What /v/… tells of a printed paper: that it exists, its number and whether it still holds, and
nothing about a person (domain H).

Tell, don't ask: each kind of paper registers a finder when its app starts; the page knows none of
them. A finder gets the code as typed in the address and runs in the system's scope.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Verified:
    """paper: its kind in words; number as printed; unit: whose it is, never a person's name;
    holds: whether it is in force, state the same in words (有效, 已终止 …); day: when issued;
    digest: of what a document says, as printed on it; files: what its files are called and their
    SHA-256, so that whoever holds one can tell whether it was changed."""

    paper: str
    number: str
    unit: str
    year: int
    holds: bool
    state: str
    issuer: str = ""
    level: str = ""
    day: date | None = None
    digest: str = ""
    files: tuple[tuple[str, str], ...] = ()


Finder = Callable[[str], Verified | None]
_FINDERS: dict[str, Finder] = {}


def register(kind: str, finder: Finder) -> None:
    """Let /v/ answer for a kind of paper ("award", "pledge"); called once, when an app starts."""
    _FINDERS[kind] = finder


def verified(code: str) -> Verified | None:
    """The paper of a code. Every finder is asked whatever came before, so that how long the
    answer takes says nothing about the kind."""
    found = [finder(code) for finder in _FINDERS.values()]
    return next((paper for paper in found if paper is not None), None)
