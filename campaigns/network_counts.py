"""What the counting table of the network counts: a register that the apps above tell.

Tell, don't ask: campaigns counts visits, consultations and volunteers itself; whoever owns another
figure of the founding report (accepted, mediated, sheltered …) registers it when it starts, with
`counted_by`, and the table shows one more column. Campaigns never looks upward.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeVar

from django.utils.functional import Promise

from accounts.models import User
from accounts.roles import CASE_ROLES
from campaigns.models import Division, Level
from campaigns.stretch import Stretch

T = TypeVar("T")
Number = int | Decimal
Numbers = Mapping[int, Number]


@dataclass(frozen=True)
class Scope:
    """Who asks, for which unit, over which days. Everything counted begins with what the user may
    see. kept: what was read once for several columns."""

    user: User
    root: Division
    days: Stretch
    kept: dict[Hashable, Any] = field(default_factory=dict, compare=False, hash=False)

    @property
    def by_point(self) -> bool:
        """Rows are points in a township or village, townships in a county."""
        return self.root.level >= Level.TOWNSHIP

    @property
    def knows_all(self) -> bool:
        """Whether the reader works with families; others get a guarded figure for the whole
        county only (domain H ⑤, reliability C8)."""
        return self.user.is_system or bool(self.user.roles_today() & CASE_ROLES)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, read once for this scope."""
        if key not in self.kept:
            self.kept[key] = make()
        found: T = self.kept[key]
        return found

    def inside(self, column: str = "place_id") -> dict[str, int]:
        """Conditions: the place lies in the unit."""
        return {f"{column}__gte": self.root.code, f"{column}__lt": self.root.end}


@dataclass(frozen=True)
class Where:
    """Which rows of a figure a link asks for: those of a unit (own: of the unit itself, not of
    those below it), or of a point, or (outside) of a unit but at none of its points."""

    code: int
    own: bool = False
    point: str = ""
    outside: bool = False


@dataclass(frozen=True)
class Figure:
    """A column. counted(scope): number by division code, of whatever depth inside the unit; the
    table adds them up. at_points(scope): number by key of a point, where the figure is known for
    points. listed(scope, where): the address of exactly those rows. guarded: small numbers of it
    could tell that somebody in a small place sought protection."""

    name: str
    label: str | Promise
    counted: Callable[[Scope], Numbers]
    listed: Callable[[Scope, Where], str] | None = None
    at_points: Callable[[Scope], Numbers] | None = None
    guarded: bool = False
    hours: bool = False


_figures: dict[str, Figure] = {}


def counted_by(
    name: str,
    label: str | Promise,
    function: Callable[[Scope], Numbers],
    *,
    listed: Callable[[Scope, Where], str] | None = None,
    at_points: Callable[[Scope], Numbers] | None = None,
    guarded: bool = False,
    hours: bool = False,
) -> None:
    """Add a column to the table; told once, when an app starts. A name is taken once."""
    if name in _figures:
        raise ValueError(f"{name} is counted already")
    _figures[name] = Figure(name, label, function, listed, at_points, guarded, hours)


def figures() -> tuple[Figure, ...]:
    """The columns, in the order they were told."""
    return tuple(_figures.values())
