"""The period of a paper: month, quarter or half-year, as a code in the address and as words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

MONTH, QUARTER, HALF = "month", "quarter", "half"
SHOWN = {MONTH: 24, QUARTER: 8, HALF: 6}
CODE = re.compile(r"^(20\d\d)-(?:(0[1-9]|1[0-2])|Q([1-4])|H([12]))$")


@dataclass(frozen=True)
class Days:
    """first and last day, both included; code as in 2026-11, 2026-Q4 or 2026-H2."""

    code: str
    first: date
    last: date

    @property
    def words(self) -> str:
        """2026年11月, 2026年第4季度."""
        if "H" in self.code:
            half = _("上半年") if self.code.endswith("1") else _("下半年")
            return _("%(year)d年%(half)s") % {"year": self.first.year, "half": half}
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
        year, month, quarter, half = int(found[1]), *found.groups()[1:]
        if kind == MONTH and month and (year, int(month)) <= (today.year, today.month):
            return _month(year, int(month))
        if kind == QUARTER and quarter and date(year, int(quarter) * 3 - 2, 1) <= today:
            return _quarter(year, int(quarter))
        if kind == HALF and half and date(year, int(half) * 6 - 5, 1) <= today:
            return _half(year, int(half))
    if kind == HALF:
        return _half(today.year, (today.month + 5) // 6)
    if kind == QUARTER:
        return _quarter(today.year, (today.month + 2) // 3)
    return _month(today.year, today.month)


def choices(kind: str) -> list[tuple[str, str]]:
    """The last periods, the present one first."""
    one = days_of(kind, None)
    out = []
    for _n in range(SHOWN[kind]):
        out.append((one.code, one.words))
        one = _holding(kind, one.first - timedelta(days=1))
    return out


def _holding(kind: str, day: date) -> Days:
    """The period of this kind a day lies in."""
    if kind == HALF:
        return _half(day.year, (day.month + 5) // 6)
    if kind == QUARTER:
        return _quarter(day.year, (day.month + 2) // 3)
    return _month(day.year, day.month)


def _half(year: int, half: int) -> Days:
    return Days(f"{year}-H{half}", date(year, half * 6 - 5, 1), _end(year, half * 6))


def _month(year: int, month: int) -> Days:
    return Days(f"{year}-{month:02d}", date(year, month, 1), _end(year, month))


def _quarter(year: int, quarter: int) -> Days:
    return Days(f"{year}-Q{quarter}", date(year, quarter * 3 - 2, 1), _end(year, quarter * 3))


def _end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
