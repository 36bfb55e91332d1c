"""What zero reports put on people's work lists."""

from __future__ import annotations

from datetime import date

from accounts.models import User
from accounts.work import WorkItem


def items(user: User, today: date) -> list[WorkItem]:
    """Reports owed by `user` on `today`."""
    return []


def report_due(user: User, today: date) -> dict[str, object] | None:
    """The open report of a village user: period, state, due; None when there is none."""
    return None
