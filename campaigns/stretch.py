"""A stretch of days a table is counted over: month, quarter, half-year, year, year to date, and
the same days of the year before. Dates only, no database."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

CODE = re.compile(r"^(20\d\d)-(0[1-9]|1[0-2]|Q[1-4]|H[12]|Y|D)$")


@dataclass(frozen=True)
class Stretch:
    """code: 2026-11, 2026-Q4, 2026-H2, 2026-Y (the whole year) or 2026-D (the year to date);
    first and last day, both included."""

    code: str
    first: date
    last: date

    @property
    def words(self) -> str:
        """2026年11月, 2026年第4季度, 2026年下半年, 2026年, 2026年1月1日至11月25日."""
        kind, year = self.code[5:], self.first.year
        if kind == "Y":
            return _("%(year)d年") % {"year": year}
        if kind == "D":
            day = {"year": year, "month": self.last.month, "day": self.last.day}
            return _("%(year)d年1月1日至%(month)d月%(day)d日") % day
        if kind[0] == "H":
            half = _("上半年") if kind == "H1" else _("下半年")
            return f"{year}年{half}"
        if kind[0] == "Q":
            return _("%(year)d年第%(n)s季度") % {"year": year, "n": kind[1]}
        return _("%(year)d年%(month)d月") % {"year": year, "month": self.first.month}

    @property
    def before(self) -> Stretch:
        """The same days a year earlier; the 29th of February answers to the 28th, the end of
        February to its end."""
        year = self.first.year - 1
        if self.code[5:] == "D":
            day = 28 if (self.last.month, self.last.day) == (2, 29) else self.last.day
            last = self.last.replace(year=year, day=day)
            return Stretch(f"{year}-D", date(year, 1, 1), last)
        return _whole(year, self.code[5:])


def stretch_of(asked: str | None, today: date) -> Stretch:
    """The stretch asked for; the year to date for what is missing, makes no sense or lies ahead."""
    found = CODE.match(asked or "")
    if found and found[2] != "D":
        stretch = _whole(int(found[1]), found[2])
        if stretch.first <= today:
            return stretch
    return Stretch(f"{today.year}-D", date(today.year, 1, 1), today)


def choices(today: date) -> list[tuple[str, str]]:
    """What may be picked, the most asked for first: this year to date, years, half-years,
    quarters, the last twelve months."""
    years = (today.year, today.year - 1)
    codes = [f"{today.year}-D", *(f"{y}-Y" for y in years)]
    for kinds in (("H2", "H1"), ("Q4", "Q3", "Q2", "Q1")):
        codes += [f"{y}-{k}" for y in years for k in kinds]
    month = today.replace(day=1)
    for _n in range(12):
        codes.append(f"{month.year}-{month.month:02d}")
        month = (month - timedelta(days=1)).replace(day=1)
    found = [stretch_of(code, today) for code in codes]
    return [(s.code, s.words) for s, code in zip(found, codes, strict=True) if s.code == code]


def _whole(year: int, kind: str) -> Stretch:
    if kind == "Y":
        first, months = 1, 12
    elif kind[0] == "H":
        first, months = int(kind[1]) * 6 - 5, 6
    elif kind[0] == "Q":
        first, months = int(kind[1]) * 3 - 2, 3
    else:
        first, months = int(kind), 1
    end = first + months - 1
    last = date(year + end // 12, end % 12 + 1, 1) - timedelta(days=1)
    return Stretch(f"{year}-{kind}", date(year, first, 1), last)
