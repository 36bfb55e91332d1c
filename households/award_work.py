"""What demonstration-household awards put on people's work lists."""

from __future__ import annotations

from datetime import date

from accounts.models import User
from accounts.work import WorkItem


def items(user: User, today: date) -> list[WorkItem]:
    """Steps of awards that wait for `user` on `today`."""
    return []
