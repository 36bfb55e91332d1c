"""What households puts on people's work lists."""

from __future__ import annotations

from datetime import date

from accounts.models import User
from accounts.work import WorkItem
from households import award_work, report_work
from households.report_work import report_due

__all__ = ["figures", "items", "report_due"]


def items(user: User, today: date) -> list[WorkItem]:
    """Open work of `user` on `today`: families, zero reports, awards."""
    return [
        *_families(user, today),
        *report_work.items(user, today),
        *award_work.items(user, today),
    ]


def figures(user: User, today: date) -> dict[str, int]:
    """Listed families by tier inside the reach: listed, red, yellow, green, grey."""
    return {}


def _families(user: User, today: date) -> list[WorkItem]:
    return []
