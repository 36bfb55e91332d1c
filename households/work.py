"""What households puts on people's work lists."""

from __future__ import annotations

from datetime import date

from accounts.models import User
from accounts.work import WorkItem


def items(user: User, today: date) -> list[WorkItem]:
    """Open work of `user` on `today`."""
    return []


def figures(user: User, today: date) -> dict[str, int]:
    """Listed families by tier inside the reach: listed, red, yellow, green, grey."""
    return {}


def report_due(user: User, today: date) -> dict[str, object] | None:
    """The open report of a village user: period, state, due; None when there is none."""
    return None
