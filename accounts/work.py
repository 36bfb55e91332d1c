"""One line of a work list (待办); every app offers its own, config joins them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django.utils import timezone


class TierFace(Protocol):
    """How a tier shows: colour, name and mark of a level of the county's scale."""

    @property
    def code(self) -> str: ...

    @property
    def label(self) -> str: ...

    @property
    def shape(self) -> str: ...


@dataclass(frozen=True)
class WorkItem:
    """due: the day it is owed, None when it has no limit; at: the instant, where hours count;
    tier: a level of a scale, "grey" or ""; title: what to do; unit: whose it is; url: where to do
    it; act: the word of the link; top: before everything else of its day and never put off to a
    later group (a supervision card)."""

    due: date | None
    title: str
    unit: str
    url: str
    act: str
    tier: TierFace | str = ""
    person: str = ""
    at: datetime | None = None
    top: bool = False

    @property
    def limit(self) -> date | datetime | None:
        """What is shown: the instant where there is one."""
        return self.at or self.due

    def urgency(self, today: date) -> str:
        """overdue, today, soon (three days) or later."""
        if self.due is None:
            return "later"
        if self.at is not None and self.at < timezone.now():
            return "overdue"
        left = (self.due - today).days
        if left < 0:
            return "overdue"
        if left == 0 or self.top:
            return "today"
        return "soon" if left <= 3 else "later"


def ordered(items: list[WorkItem]) -> list[WorkItem]:
    """What is on top, then overdue first, by day, by tier, by the hour."""
    return sorted(items, key=lambda i: (not i.top, i.due or date.max, _rank(i), *_hour(i), i.title))


def _rank(item: WorkItem) -> int:
    codes = ("red", "orange", "yellow", "blue", "green", "grey", "")
    return codes.index(item.tier if isinstance(item.tier, str) else item.tier.code)


def _hour(item: WorkItem) -> tuple[bool, float]:
    return (item.at is None, item.at.timestamp() if item.at else 0)
