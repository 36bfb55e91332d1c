"""The shape of a metric's words: what it counts, as people say it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["DAY", "YEAR", "Metric", "MetricEvent", "MetricItem", "events_of"]

YEAR: Final = "数据期内"
DAY: Final = "数据截止日"


@dataclass(frozen=True, slots=True)
class MetricEvent:
    """One kind of event a metric counts besides its numerator; `label` is shown on pages."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class MetricItem:
    """One thing that is owed by itself (a paper, a fixed date, a quarter) and that a checklist
    may ask for. It is counted three ways: done, late (only where `timed`) and lacking; what is
    not due yet is in none of them, so that nobody loses points before the day (domain A8)."""

    key: str
    label: str
    timed: bool = False

    @property
    def done(self) -> str:
        """The event that counts what was done in time."""
        return self.key

    @property
    def late(self) -> str:
        """The event that counts what was done after its day; "" where that is not told apart."""
        return f"{self.key}_late" if self.timed else ""

    @property
    def lacking(self) -> str:
        """The event that counts what was due and is not there."""
        return f"{self.key}_lack"

    def events(self) -> tuple[MetricEvent, ...]:
        """Its event kinds, done first."""
        late = (MetricEvent(self.late, f"{self.label}逾期"),) if self.timed else ()
        return (
            MetricEvent(self.done, self.label),
            *late,
            MetricEvent(self.lacking, f"{self.label}缺"),
        )


def events_of(items: tuple[MetricItem, ...]) -> tuple[MetricEvent, ...]:
    """The event kinds of all items."""
    return tuple(event for item in items for event in item.events())


@dataclass(frozen=True, slots=True)
class Metric:
    """What one metric counts, in plain words.

    `numerator` and `denominator` are labels that read well before a figure
    ("应走访60户次，按时58户次"); `unit` is the measure word after it.
    `partition` names the parts that must add up to the denominator in every
    unit ("numerator" or event keys); empty when there is no such law.
    `items` are what a checklist may ask for; their events stand among `events`.
    `source`: from which records, in words; `period`: over the year or on its last day.
    """

    key: str
    name: str
    definition: str
    numerator: str
    denominator: str
    unit: str
    events: tuple[MetricEvent, ...] = ()
    partition: tuple[str, ...] = ()
    items: tuple[MetricItem, ...] = ()
    source: str = ""
    period: str = YEAR

    def event_keys(self) -> frozenset[str]:
        """The event kinds this metric counts."""
        return frozenset(event.key for event in self.events)

    def item(self, key: str) -> MetricItem | None:
        """The item of that key, None where the metric has none."""
        return next((item for item in self.items if item.key == key), None)
