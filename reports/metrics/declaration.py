"""The shape of a declared metric: one query from which count and list both come."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from reports.metrics.catalogue import METRICS

# Whether the last day is the one the year's data close: what is owed by the year is missing
# only then (domain A8; nobody loses points before the day).
YEAR_OVER = """(%(until)s::date >= (SELECT least(y.data_closes_on, make_date(y.year, 12, 31))
  FROM campaigns_campaign y WHERE y.id = %(campaign)s))"""


def by_item(key: str, rows: str) -> str:
    """Rows that name their `item` (base, numerator, and late where items are timed), with the
    metric's events and each item's own beside them."""
    metric = METRICS[key]
    late = any(item.timed for item in metric.items)
    lacking = "base - numerator - late" if late else "base - numerator"
    own = {event.key for event in metric.events} - {e.key for i in metric.items for e in i.events()}
    columns = ["place", "row_id", "base", "numerator", *sorted(own)]
    for item in metric.items:
        parts = {item.done: "numerator", item.late: "late", item.lacking: lacking}
        columns += [
            f"CASE WHEN item = '{item.key}' THEN {told} ELSE 0 END AS {name}"
            for name, told in parts.items()
            if name
        ]
    return f"SELECT {', '.join(columns)} FROM ({rows}) each_item"


@dataclass(frozen=True)
class Declaration:
    """key: name in the catalogue; noun: label of the model row_id belongs to; gap: columns to
    take off the denominator for what was not achieved; counted: the same sums by place where a
    much cheaper way is known than summing the rows (tests hold both to each other)."""

    key: str
    noun: str
    rows: str
    gap: tuple[str, ...] = ("numerator",)
    counted: str = ""

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Names of the summed columns: base, numerator, then events in catalogue order."""
        return ("base", "numerator", *(event.key for event in METRICS[self.key].events))

    def terms(self, part: str) -> tuple[str, ...]:
        """How much a row counts for a part of the formula ("denominator", "numerator", "gap" or
        an event): the first column less the others. An unknown part raises LookupError."""
        if part == "gap":
            return ("base", *self.gap)
        column = "base" if part == "denominator" else part
        if column not in self.columns:
            raise LookupError(f"{self.key} has no part {part}")
        return (column,)
