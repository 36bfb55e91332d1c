"""The period of the statistics: a month, quarter, half-year, year, or the year to date."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.templatetags.words import zh_date
from households.papers.periods import Days

CODE = re.compile(r"^(20\d\d)(?:-(?:(0[1-9]|1[0-2])|Q([1-4])|H([12])|(YTD)))?$")
BETWEEN = re.compile(r"^(20\d{6})-(20\d{6})$")
LONGEST = timedelta(days=5 * 366)  # two days further apart are taken for a slip of the pen
MONTHS, QUARTERS, YEARS = 12, 4, 3


@dataclass(frozen=True)
class Period(Days):
    """Days with a name of their own."""

    named: str = ""

    @property
    def words(self) -> str:
        """2026年11月, 2026年第4季度, 2026年上半年, 2026年, 2026年1月1日至11月25日."""
        return self.named


def period_of(asked: str | None) -> Period:
    """The period asked for; this year to date for what is missing, makes no sense or lies
    ahead."""
    today = timezone.localdate()
    found = CODE.match(asked or "")
    made = _made(found, today) if found else None
    return made if made and made.first <= today else _to_date(today.year, today)


def between(first: date, last: date) -> Period | None:
    """The days from `first` to `last`; None where they are the wrong way round, lie ahead or too
    far apart."""
    if not first <= last <= first + LONGEST or first > timezone.localdate() or first.year < 2000:
        return None
    named = _("%(first)s至%(last)s") % {"first": zh_date(first), "last": zh_date(last)}
    return Period(f"{first:%Y%m%d}-{last:%Y%m%d}", first, last, named)


def year_before(period: Period) -> Period:
    """上年同期: the same period of last year, or the same two days."""
    if BETWEEN.match(period.code):
        return between(day_a_year_before(period.first), day_a_year_before(period.last)) or period
    code = f"{period.first.year - 1}{period.code[4:]}"
    found = CODE.match(code)
    assert found is not None
    return _made(found, timezone.localdate())


def day_a_year_before(day: date) -> date:
    """The same day a year earlier; 29 February becomes the 28th."""
    last = monthrange(day.year - 1, day.month)[1]
    return date(day.year - 1, day.month, min(day.day, last))


def choices() -> list[tuple[str, str]]:
    """The year to date, then months, quarters, half-years and years, the latest first."""
    today = timezone.localdate()
    codes = [f"{today.year}-YTD"]
    months = [divmod(today.year * 12 + today.month - 1 - n, 12) for n in range(MONTHS)]
    codes += [f"{year}-{month + 1:02d}" for year, month in months]
    quarters = [divmod(today.year * 4 + (today.month - 1) // 3 - n, 4) for n in range(QUARTERS)]
    codes += [f"{year}-Q{quarter + 1}" for year, quarter in quarters]
    halves = [divmod(today.year * 2 + (today.month > 6) - n, 2) for n in range(3)]
    codes += [f"{year}-H{half + 1}" for year, half in halves]
    codes += [str(today.year - n) for n in range(YEARS)]
    return [(code, period_of(code).words) for code in codes]


def _made(found: re.Match[str], today: date) -> Period:
    year, month, quarter, half, to_date = int(found[1]), found[2], found[3], found[4], found[5]
    if month:
        named = _("%(year)d年%(n)d月") % {"year": year, "n": int(month)}
        return _months(found[0], year, int(month), int(month), named)
    if quarter:
        last = int(quarter) * 3
        named = _("%(year)d年第%(n)s季度") % {"year": year, "n": quarter}
        return _months(found[0], year, last - 2, last, named)
    if half:
        words = _("%(year)d年上半年") if half == "1" else _("%(year)d年下半年")
        return _months(found[0], year, int(half) * 6 - 5, int(half) * 6, words % {"year": year})
    if to_date:
        return _to_date(year, today)
    return _months(found[0], year, 1, 12, _("%(year)d年") % {"year": year})


def _months(code: str, year: int, first: int, last: int, named: str) -> Period:
    end = date(year, last, monthrange(year, last)[1])
    return Period(code, date(year, first, 1), end, named)


def _to_date(year: int, today: date) -> Period:
    """From New Year to this day of that year (28 February for the 29th)."""
    day = min(today.day, monthrange(year, today.month)[1])
    last = date(year, today.month, day)
    named = _("%(year)d年1月1日至%(month)d月%(day)d日") % {
        "year": year,
        "month": last.month,
        "day": last.day,
    }
    return Period(f"{year}-YTD", date(year, 1, 1), last, named)
