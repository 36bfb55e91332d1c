"""One line of a work list (待办); every app offers its own, config joins them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class WorkItem:
    """due: the day it is owed, None when it has no limit; tier: red/yellow/green/grey or "";
    title: what to do; unit: whose it is; url: where to do it; act: the word of the link."""

    due: date | None
    title: str
    unit: str
    url: str
    act: str
    tier: str = ""
    person: str = ""

    def urgency(self, today: date) -> str:
        """overdue, today, soon (three days) or later."""
        if self.due is None:
            return "later"
        left = (self.due - today).days
        if left < 0:
            return "overdue"
        if left == 0:
            return "today"
        return "soon" if left <= 3 else "later"


def ordered(items: list[WorkItem]) -> list[WorkItem]:
    """Overdue first, then by day, then by tier."""
    ranks = {"red": 0, "yellow": 1, "green": 2, "grey": 3, "": 4}
    return sorted(items, key=lambda i: (i.due or date.max, ranks[i.tier], i.title))
