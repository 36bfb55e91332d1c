"""Small multiples for an office home: timeliness of zero reports by month, weakest first."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from accounts.templatetags.words import percent
from households.queries.grid_parts import Row
from households.queries.report_grid import report_cells

OFFICES = (Role.COUNTY_FEDERATION, Role.TOWNSHIP_FEDERATION)
SHOWN = 18


def panel(user: User, today: date) -> dict[str, Any] | None:
    """Title, rows (name, value of the last closed month, values by month, address) and notes;
    None for roles that have no such office. Two queries."""
    posting = user.main_posting
    if posting is None or posting.role not in OFFICES:
        return None
    grid = report_cells(user, posting.division, today.year)
    closed = [month.number for month in grid.months if month.closed and month.tally.expected]
    if not closed:
        return None
    address = reverse("households:report_grid")
    rows = [_one(row, closed, address) for row in grid.rows if row.closed.expected]
    rows.sort(key=lambda one: (one["value_now"], one["name"]))
    return {
        "title": _("零报告及时率"),
        "note": _("数字为 %(month)d月，低的在前") % {"month": closed[-1]},
        "url": address,
        "rows": rows[:SHOWN],
        "hint": _("柱为 %(first)d–%(last)d 月，虚线为 90%%，柱高自 70%% 起；不到虚线的柱用深红。")
        % {"first": closed[0], "last": closed[-1]},
    }


def _one(row: Row, closed: list[int], address: str) -> dict[str, Any]:
    values = [cell.tally.timeliness for cell in row.cells if cell.month in closed]
    now = values[-1] if values else None
    return {
        "name": row.division.name,
        "value": percent(now),
        "value_now": now if now is not None else 2,
        "values": [None if value is None else float(value) for value in values],
        "url": f"{address}?root={row.division.code}",
    }
