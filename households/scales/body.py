"""What a scale of tiers holds (domain C2, C3): levels, factor points, cadence of screening.

A scale is data: a county writes its own versions, and every rule of households.tiers reads the
one a decision was made under.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

# The whitelist of colours, most urgent first. A scale takes two to five of them in this order
# and begins with red, so that 红 means the same danger in every county.
CODES = ("red", "orange", "yellow", "blue", "green")
UNITS = ("day", "week", "month")
CADENCES = ("half_month", "month", "week")


@dataclass(frozen=True, slots=True)
class Phase:
    """`times` visits in every `every` units, for `rounds` such spans; 0: from then on."""

    times: int
    every: int
    unit: str
    rounds: int = 0


@dataclass(frozen=True, slots=True)
class Level:
    """One colour of a scale. place counts from the most urgent (0), of: how many there are;
    points_from: the least sum of factor points that suggests it; hours until somebody has been
    there first, and until the joint meeting (0: none); days until a decision lapses, and of
    quiet before it may fall by one."""

    code: str
    label: str
    standard: str
    points_from: int
    first_hours: int
    meeting_hours: int
    phases: tuple[Phase, ...]
    review_days: int
    quiet_days: int
    keepers: str
    place: int = 0
    of: int = 1

    @property
    def is_top(self) -> bool:
        """The most urgent level."""
        return self.place == 0

    @property
    def is_lowest(self) -> bool:
        """The level from which a family may leave the list."""
        return self.place == self.of - 1

    @property
    def rank(self) -> int:
        """1 for the lowest, more for the more urgent."""
        return self.of - self.place

    @property
    def shape(self) -> str:
        """Which mark stands beside the word: by rank, not by hue (look.md 5)."""
        if self.is_top:
            return "top"
        return "low" if self.is_lowest else f"mid{min(self.place, 3)}"

    @property
    def first_days(self) -> int:
        """The first action in whole days."""
        return -(-self.first_hours // 24)


@dataclass(frozen=True, slots=True)
class Cadence:
    """Screening rounds: how often, days of grace after a round, the month of the full one."""

    kind: str = "half_month"
    grace_days: int = 0
    full_month: int = 10


@dataclass(frozen=True, slots=True)
class Scale:
    """levels: most urgent first; weights: points by "factor.option"; direct: answers that mean
    the top level whatever the sum; top_per_keeper: red families one person may keep."""

    levels: tuple[Level, ...]
    weights: Mapping[str, int]
    direct: frozenset[str]
    top_per_keeper: int
    cadence: Cadence

    @property
    def top(self) -> Level:
        """The most urgent level."""
        return self.levels[0]

    @property
    def lowest(self) -> Level:
        """The least urgent level."""
        return self.levels[-1]

    def level(self, code: str) -> Level:
        """The level of a colour; LookupError for one the scale has not."""
        for one in self.levels:
            if one.code == code:
                return one
        raise LookupError(code)

    def has(self, code: str) -> bool:
        """Whether the scale has this colour."""
        return any(one.code == code for one in self.levels)

    def one_lower(self, code: str) -> Level | None:
        """The next level down; None below the lowest."""
        place = self.level(code).place + 1
        return self.levels[place] if place < len(self.levels) else None

    def higher(self, code: str) -> tuple[Level, ...]:
        """Levels above a colour, the nearest first."""
        return tuple(reversed(self.levels[: self.level(code).place]))

    def carried(self, level: Level) -> Level:
        """Where a level of another version stands in this one: the same colour, else the same
        place from the top, rounded towards the more urgent."""
        if self.has(level.code):
            return self.level(level.code)
        if level.is_lowest:
            return self.lowest
        return self.levels[level.place * len(self.levels) // level.of]


def build(
    levels: tuple[Level, ...],
    weights: Mapping[str, int],
    direct: frozenset[str],
    top_per_keeper: int,
    cadence: Cadence,
) -> Scale:
    """A scale whose levels know their place."""
    placed = tuple(replace(one, place=i, of=len(levels)) for i, one in enumerate(levels))
    return Scale(placed, dict(weights), direct, top_per_keeper, cadence)


def dump(scale: Scale) -> dict[str, Any]:
    """A scale in JSON types."""
    return {
        "levels": [
            {
                "code": one.code,
                "label": one.label,
                "standard": one.standard,
                "points_from": one.points_from,
                "first_hours": one.first_hours,
                "meeting_hours": one.meeting_hours,
                "phases": [[p.times, p.every, p.unit, p.rounds] for p in one.phases],
                "review_days": one.review_days,
                "quiet_days": one.quiet_days,
                "keepers": one.keepers,
            }
            for one in scale.levels
        ],
        "weights": dict(sorted(scale.weights.items())),
        "direct": sorted(scale.direct),
        "top_per_keeper": scale.top_per_keeper,
        "cadence": {
            "kind": scale.cadence.kind,
            "grace_days": scale.cadence.grace_days,
            "full_month": scale.cadence.full_month,
        },
    }


def load(body: Mapping[str, Any]) -> Scale:
    """A scale from its JSON; the reverse of dump."""
    levels = tuple(
        Level(**(one | {"phases": tuple(Phase(*phase) for phase in one["phases"])}))
        for one in body["levels"]
    )
    return build(
        levels,
        body["weights"],
        frozenset(body["direct"]),
        body["top_per_keeper"],
        Cadence(**body["cadence"]),
    )
