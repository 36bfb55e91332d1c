"""How days and months are counted and written, and what a clock refuses.

民法典 art. 200–202: the day something begins is not counted; a period of months ends on the
corresponding day of the last month, and where that month has none, on its last day. Hours run
from the moment itself. Art. 203 (a last day on a holiday moves to the next day) is deliberately
not used for a day by which somebody must act or until which somebody is protected: the earlier
day is always safe (domain K5: calendar days)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

HOUSE_TIME = ZoneInfo("Asia/Shanghai")

# The n-th working day after a day; campaigns.workdays.add_workdays, or a plain one in tests.
AddWorkdays = Callable[[date, int], date]


class ClockFault(ValueError):
    """What was told to a clock cannot be; `sentence` says so to a clerk."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class WrongDays(ClockFault):
    """A number of days that is no number of days, or more than the law allows."""


@dataclass(frozen=True)
class Due:
    """A last day with the sum that leads to it and the rule it comes from."""

    on: date
    arithmetic: str
    source: str

    def left(self, today: date) -> int:
        """Days left; negative when it is late."""
        return (self.on - today).days


@dataclass(frozen=True)
class DueAt:
    """A last moment (Asia/Shanghai) with its sum and its rule."""

    at: datetime
    arithmetic: str
    source: str


def plus_months(start: date, months: int) -> date:
    """The last day of a period of months that began on `start` (民法典 art. 201, 202)."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def said(day: date, near: date) -> str:
    """3月8日; with its year where that is not the year of `near`."""
    words = f"{day.month}月{day.day}日"
    return words if day.year == near.year else f"{day.year}年{words}"


def said_at(moment: datetime, near: date) -> str:
    """3月8日 09:05, as the house's clock shows it."""
    local = in_house_time(moment)
    return f"{said(local.date(), near)} {local:%H:%M}"


def in_house_time(moment: datetime) -> datetime:
    """The moment by the house's clock; a moment without its zone is a fault of the caller."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(HOUSE_TIME)


def after_days(start: date, days: int, begun: str, source: str) -> Due:
    """So many calendar days after `start`, which itself is not counted."""
    on = start + timedelta(days=days)
    line = _("%(begun)s %(start)s；限 %(days)d 日 → %(on)s") % {
        "begun": begun,
        "start": said(start, start),
        "days": days,
        "on": said(on, start),
    }
    return Due(on, line, source)
