"""The period of a paper: a month or a quarter, as a code in the address and as words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

MONTH, QUARTER = "month", "quarter"
SHOWN = {MONTH: 24, QUARTER: 8}
CODE = re.compile(r"^(20\d\d)-(?:(0[1-9]|1[0-2])|Q([1-4]))$")


@dataclass(frozen=True)
class Days:
    """first and last day, both included; code as in 2026-11 or 2026-Q4."""

    code: str
    first: date
    last: date

    @property
    def words(self) -> str:
        """2026年11月, 2026年第4季度."""
        if "Q" in self.code:
            return _("%(year)d年第%(n)s季度") % {"year": self.first.year, "n": self.code[-1]}
        return _("%(year)d年%(month)d月") % {"year": self.first.year, "month": self.first.month}

    @property
    def as_of(self) -> date:
        """The day its stock is counted on: the last one, or today while it runs."""
        return min(self.last, timezone.localdate())


def days_of(kind: str, asked: str | None) -> Days:
    """The period asked for; the present one for what is missing, makes no sense or lies ahead."""
    found = CODE.match(asked or "")
    today = timezone.localdate()
    if found:
        year, month, quarter = int(found[1]), found[2], found[3]
        if kind == MONTH and month and (year, int(month)) <= (today.year, today.month):
            return _month(year, int(month))
        if kind == QUARTER and quarter and date(year, int(quarter) * 3 - 2, 1) <= today:
            return _quarter(year, int(quarter))
    if kind == QUARTER:
        return _quarter(today.year, (today.month + 2) // 3)
    return _month(today.year, today.month)


def choices(kind: str) -> list[tuple[str, str]]:
    """The last periods, the present one first."""
    one = days_of(kind, None)
    out = []
    for _n in range(SHOWN[kind]):
        out.append((one.code, one.words))
        before = one.first - timedelta(days=1)
        one = (
            _month(before.year, before.month)
            if kind == MONTH
            else _quarter(before.year, (before.month + 2) // 3)
        )
    return out


def _month(year: int, month: int) -> Days:
    return Days(f"{year}-{month:02d}", date(year, month, 1), _end(year, month))


def _quarter(year: int, quarter: int) -> Days:
    return Days(f"{year}-Q{quarter}", date(year, quarter * 3 - 2, 1), _end(year, quarter * 3))


def _end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
