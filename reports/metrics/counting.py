"""Counting metrics set-based, and listing the rows behind a count.

Both come from the same declaration. Counting never asks per village: one grouped query a
metric, rolled up to townships in memory. Listing goes through both walls: the place must lie
in the reader's spans, and the database shows only rows of her reach.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.utils import timezone

from accounts.models import User
from accounts.reach import merged
from campaigns.models import Campaign
from reports.metrics.declarations import DECLARATIONS, Declaration
from reports.rules import Facts

Counts = dict[int, Facts]


@dataclass(frozen=True, slots=True)
class Period:
    """The data period of a campaign: days inclusive, codes half-open."""

    campaign: int
    low: int
    high: int
    start: date
    until: date
    sign_by: date

    @classmethod
    def of(cls, campaign: Campaign, until: date | None = None) -> Period:
        """The campaign's year up to `until` (default: the day its data closes)."""
        return cls(
            campaign=campaign.pk,
            low=campaign.county_id,
            high=campaign.county.end,
            start=date(campaign.year, 1, 1),
            until=until or campaign.data_closes_on,
            sign_by=campaign.sign_by,
        )

    def params(self, low: int | None = None, high: int | None = None) -> dict[str, object]:
        """SQL parameters, optionally for a narrower span of codes."""
        midnight = datetime.combine(self.until + timedelta(days=1), time.min)
        return {
            "campaign": self.campaign,
            "low": self.low if low is None else low,
            "high": self.high if high is None else high,
            "start": self.start,
            "until": self.until,
            "closes": timezone.make_aware(midnight),
            "sign_by": self.sign_by,
        }


def count_by_place(key: str, period: Period) -> Counts:
    """Facts of one metric for every place with at least one row; one query."""
    declared = DECLARATIONS[key]
    with connection.cursor() as cursor:
        cursor.execute(grouped_sql(declared), period.params())
        rows = cursor.fetchall()
    return {int(row[0]): _facts(declared, [int(v) for v in row[1:]]) for row in rows}


def grouped_sql(declared: Declaration) -> str:
    """The set-based count of a declaration, grouped by place."""
    sums = ", ".join(f"sum({column})" for column in declared.columns)
    return f"SELECT place, {sums} FROM ({declared.rows}) counted GROUP BY place"  # noqa: S608


def rolled_up(counts: Mapping[int, Facts], width: int) -> Counts:
    """Counts of places summed into the divisions of `width` codes that contain them."""
    out: Counts = {}
    for place, facts in counts.items():
        unit = place // width * width
        out[unit] = added(out[unit], facts) if unit in out else facts
    return out


def added(one: Facts, other: Facts) -> Facts:
    """Two counts as one; never percentages."""
    return Facts(
        numerator=one.top() + other.top(),
        denominator=one.base() + other.base(),
        counts={key: one.counts[key] + other.counts[key] for key in one.counts},
    )


def nothing(key: str) -> Facts:
    """The facts of a place without any row."""
    events = DECLARATIONS[key].columns[2:]
    return Facts(numerator=0, denominator=0, counts=dict.fromkeys(events, 0))


def _facts(declared: Declaration, values: list[int]) -> Facts:
    base, numerator, *events = values
    return Facts(
        # A counted list may hold a household that left since; a rate is never above 100 %.
        numerator=min(numerator, base),
        denominator=base,
        counts=dict(zip(declared.columns[2:], events, strict=True)),
    )


@dataclass(frozen=True, slots=True)
class Row:
    """One record behind a count: its place, key, and the columns that are not 0."""

    place: int
    row_id: int | None
    columns: Mapping[str, int]


def rows_behind(
    key: str, period: Period, *, low: int, high: int, part: str, user: User, limit: int = 200
) -> list[Row]:
    """The rows that make up `part` ("base", "numerator", "gap" or an event) of a metric inside
    a span of codes, as far as `user` may see; at most `limit`, in order of place."""
    declared = DECLARATIONS[key]
    wanted = condition(declared, part)
    out: list[Row] = []
    for a, b in _clipped(user, low, high):
        sql = (
            f"SELECT place, row_id, {', '.join(declared.columns)} "  # noqa: S608
            f"FROM ({declared.rows}) listed WHERE {wanted} ORDER BY place, row_id LIMIT %(limit)s"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, period.params(a, b) | {"limit": limit - len(out)})
            for place, row_id, *values in cursor.fetchall():
                columns = dict(zip(declared.columns, map(int, values), strict=True))
                out.append(Row(int(place), row_id, columns))
        if len(out) >= limit:
            break
    return out


def condition(declared: Declaration, part: str) -> str:
    """SQL that keeps the rows of one part; an unknown part is a programming error."""
    if part == "gap":
        return "base > 0 AND numerator = 0"
    if part == "denominator":
        part = "base"
    if part not in declared.columns:
        raise LookupError(f"{declared.key} has no part {part}")
    return f"{part} > 0"


def _clipped(user: User, low: int, high: int) -> Iterable[tuple[int, int]]:
    return merged(
        (max(low, a), min(high, b)) for a, b in user.area_spans if max(low, a) < min(high, b)
    )
