"""Returns of a year by unit and period: the same five parts as villages' reports; four queries
whatever the size."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import F
from django.utils import timezone

from accounts.models import User
from accounts.reach import inside
from accounts.roles import Role
from campaigns.models import Division, Level
from households.models import ExpectedReport, ReportingPeriod, UnitReturn
from households.queries.grid_parts import Tally
from households.queries.unit_return import returns_of, timing_of

SHOWN_PERIODS = 16


@dataclass(slots=True)
class Spot:
    """One unit and period: the return that is there, its timing, whether one is expected."""

    period: ReportingPeriod
    code: int
    timing: str = ""
    row: UnitReturn | None = None


@dataclass(slots=True)
class Line:
    """A unit's periods, newest first, and its own tally of what was due."""

    unit: Division
    is_county: bool
    spots: list[Spot] = field(default_factory=list)

    @property
    def tally(self) -> Tally:
        """What was due: on time + late + missing + pending = expected."""
        timings = [s.timing for s in self.spots if s.timing]
        return Tally(
            expected=len(timings),
            **{name: timings.count(name) for name in ("on_time", "late", "missing", "pending")},
        )

    @property
    def closed(self) -> Tally:
        """Without what is not yet due."""
        return Tally(
            expected=self.tally.expected - self.tally.pending,
            on_time=self.tally.on_time,
            late=self.tally.late,
            missing=self.tally.missing,
        )


@dataclass(slots=True)
class Board:
    """Units by periods."""

    year: int
    periods: list[ReportingPeriod]
    lines: list[Line]


def board(user: User, year: int) -> Board:
    """The returns a user may see: a township its own, the county all and its own."""
    places = [p for p in user.postings_today if p.role in READING]
    spans = user.spans_of(READING)
    periods = list(
        ReportingPeriod.objects.visible_to(user)
        .filter(
            starts__year=year,
            starts__lte=timezone.localdate(),
            county__in=[p.division.code // 10**6 * 10**6 for p in places],
        )
        .order_by("-starts", "cadence")[:SHOWN_PERIODS]
    )
    live = {(r.period_id, r.unit_id): r for r in returns_of(user, periods)}
    owed = _owed_townships(user, periods)
    codes = {code for codes in owed.values() for code in codes} | {p.county_id for p in periods}
    units = Division.objects.filter(code__in=[c for c in codes if inside(spans, c)])
    now = timezone.now()
    lines = []
    for unit in units.order_by("code"):
        is_county = unit.level != Level.TOWNSHIP
        line = Line(unit, is_county)
        for period in periods:
            spot = Spot(period, unit.code, row=live.get((period.pk, unit.code)))
            if is_county or unit.code in owed.get(period.pk, ()):
                due = period.county_due if is_county else period.township_due
                spot.timing = timing_of(spot.row, due, now)
            line.spots.append(spot)
        lines.append(line)
    return Board(year, periods, lines)


READING = frozenset({Role.COUNTY_FEDERATION, Role.TOWNSHIP_FEDERATION, Role.GOVERNANCE_REVIEWER})


def _owed_townships(user: User, periods: list[ReportingPeriod]) -> dict[int, set[int]]:
    rows: Any = (
        ExpectedReport.objects.visible_to(user)
        .filter(period__in=periods)
        .exclude(standing="struck")
        .order_by()
        .values_list("period_id", F("village_id") / 1000 * 1000)
        .distinct()
    )
    out: dict[int, set[int]] = {}
    for period, township in rows:
        out.setdefault(period, set()).add(township)
    return out
