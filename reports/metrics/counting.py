"""Counting metrics set-based, and listing the rows behind a count.

Both come from the same declaration. Counting never asks per village: one grouped query a
metric, rolled up to townships in memory. Listing goes through both walls: the place must lie
in the reader's spans, and the database shows only rows of her reach.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.utils import timezone

from accounts.models import User
from accounts.reach import Span, merged
from campaigns.models import Campaign, Division
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
    closes_on: date | None = None

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
            closes_on=campaign.data_closes_on,
        )

    @property
    def months(self) -> int:
        """Whole months of the year that are over by the last day; all of them once the year's
        data are closed (and where nobody says when that is)."""
        after = self.until + timedelta(days=1)
        if self.closes_on is None or self.until >= self.closes_on or after.year > self.start.year:
            return 12
        return after.month - 1

    def within(self, place: Division) -> Period:
        """The same days over one division alone."""
        return replace(self, low=place.code, high=place.end)

    def params(
        self, low: int | None = None, high: int | None = None
    ) -> dict[str, int | date | datetime]:
        """SQL parameters, optionally for a narrower span of codes."""
        midnight = datetime.combine(self.until + timedelta(days=1), time.min)
        return {
            "campaign": self.campaign,
            "low": self.low if low is None else low,
            "high": self.high if high is None else high,
            "from": self.low,
            "to": self.high,
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
    months = period.months
    return {int(row[0]): facts_of(declared, row[1:], months) for row in rows}


def tune() -> None:
    """Make the rest of the transaction fit for counting whole tables: room for hash tables, and
    no compiling, which costs more than it saves here (0.1–0.5 s a query)."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL jit = off")
        cursor.execute("SET LOCAL work_mem = '64MB'")


def grouped_sql(declared: Declaration) -> str:
    """The set-based count of a declaration, grouped by place."""
    if declared.counted:
        return f"SELECT place, {', '.join(declared.columns)} FROM ({declared.counted}) counted"
    sums = ", ".join(f"sum({column})" for column in declared.columns)
    return f"SELECT place, {sums} FROM ({declared.rows}) counted GROUP BY place"


def rolled_up(counts: Mapping[int, Facts], width: int) -> Counts:
    """Counts of places summed into the divisions of `width` codes that contain them."""
    return _summed((place // width * width, facts) for place, facts in counts.items())


def folded(counts: Mapping[int, Facts], heirs: Mapping[int, int]) -> Counts:
    """Counts of divisions that were merged, added to those of their successors (domain K6)."""
    if heirs.keys().isdisjoint(counts):
        return dict(counts)
    return _summed((heirs.get(place, place), facts) for place, facts in counts.items())


def _summed(pairs: Iterable[tuple[int, Facts]]) -> Counts:
    """Counts by the unit they belong to, each added up once."""
    parts: dict[int, list[Facts]] = {}
    for unit, facts in pairs:
        parts.setdefault(unit, []).append(facts)
    return {unit: added(*found) for unit, found in parts.items()}


def added(one: Facts, *others: Facts) -> Facts:
    """Several counts as one; never percentages."""
    if not others:
        return one
    all_of = (one, *others)
    return Facts(
        numerator=sum(facts.top() for facts in all_of),
        denominator=sum(facts.base() for facts in all_of),
        counts={key: sum(facts.counts[key] for facts in all_of) for key in one.counts},
        months=one.months,
    )


def nothing(key: str, months: int = 12) -> Facts:
    """The facts of a place without any row."""
    events = DECLARATIONS[key].columns[2:]
    return Facts(0, 0, dict.fromkeys(events, 0), months)


def facts_of(declared: Declaration, values: Sequence[int], months: int = 12) -> Facts:
    """A packed count as facts."""
    base, numerator, *events = map(int, values)
    return Facts(
        numerator=numerator,
        denominator=base,
        counts=dict(zip(declared.columns[2:], events, strict=True)),
        months=months,
    )


def packed(declared: Declaration, facts: Facts) -> list[int]:
    """Facts as a short list: base, numerator, then events in catalogue order."""
    return [facts.base(), facts.top(), *(facts.counts[key] for key in declared.columns[2:])]


def weight_of(declared: Declaration, values: Sequence[int], part: str) -> int:
    """What a packed count holds of one part of the formula; LookupError for an unknown part."""
    columns = dict(zip(declared.columns, values, strict=True))
    first, *rest = declared.terms(part)
    return columns[first] - sum(columns[term] for term in rest)


@dataclass(frozen=True, slots=True)
class Row:
    """One record behind a count: its place, key, and how much it counts (a counted list counts
    for many, and takes as many off a gap)."""

    place: int
    row_id: int | None
    weight: int


@dataclass(frozen=True, slots=True)
class Behind:
    """Rows of one part: those of the page asked for, how many there are, what they add up to."""

    rows: tuple[Row, ...]
    total: int
    weight: int


def rows_behind(
    key: str,
    period: Period,
    *,
    spans: Iterable[Span],
    part: str,
    user: User,
    limit: int = 50,
    offset: int = 0,
) -> Behind:
    """The rows that make up `part` of a metric inside spans of codes, as far as `user` may see
    (spans clipped here, rows by the database's wall), in order of place. Raises LookupError for
    a part the metric has not."""
    declared = DECLARATIONS[key]
    rows: list[Row] = []
    total = weight = 0
    for low, high in clipped(user, spans):
        params = period.params(low, high)
        with connection.cursor() as cursor:
            cursor.execute(_summed_sql(declared, part), params)
            count, whole = cursor.fetchone()
            params["limit"] = max(0, limit - len(rows))
            params["offset"] = max(0, offset - total)
            cursor.execute(_listed_sql(declared, part), params)
            rows += [Row(int(place), row, int(value)) for place, row, value in cursor.fetchall()]
        total, weight = total + int(count), weight + int(whole)
    return Behind(tuple(rows), total, weight)


def _summed_sql(declared: Declaration, part: str) -> str:
    weight = " - ".join(declared.terms(part))
    return (
        f"SELECT count(*), coalesce(sum({weight}), 0) "
        f"FROM ({declared.rows}) listed WHERE {weight} <> 0"
    )


def _listed_sql(declared: Declaration, part: str) -> str:
    weight = " - ".join(declared.terms(part))
    return (
        f"SELECT place, row_id, {weight} FROM ({declared.rows}) listed "
        f"WHERE {weight} <> 0 ORDER BY place, row_id NULLS LAST LIMIT %(limit)s OFFSET %(offset)s"
    )


def clipped(user: User, spans: Iterable[Span]) -> Iterable[Span]:
    """Spans cut to the reader's reach."""
    return merged(
        (max(low, a), min(high, b))
        for low, high in spans
        for a, b in user.area_spans
        if max(low, a) < min(high, b)
    )
