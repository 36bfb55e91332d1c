"""What campaigns puts on people's work lists."""

from __future__ import annotations

from datetime import date

from accounts.models import User
from accounts.work import WorkItem


def items(user: User, today: date) -> list[WorkItem]:
    """Open work of `user` on `today`."""
    return []
