"""Clocks of protection: court orders, police warnings and mandatory reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from disputes.clocks.days import (
    Due,
    DueAt,
    WrongDays,
    after_days,
    in_house_time,
    plus_months,
    said,
    said_at,
)

DECIDE_HOURS = 72
URGENT_HOURS = 24
MOST_MONTHS = 6
REMIND_DAYS = (30, 14, 7)
REVIEW_DAYS = 5
REPORT_HOURS = 2
FIRST_VISIT_DAYS = 7
VISIT_MONTHS = 3


def decided_by(applied_at: datetime, *, urgent: bool = False) -> DueAt:
    """The court grants or refuses within 72 hours, 24 in urgent cases (反家庭暴力法 art. 28).
    Counted from the application: the court counts from taking it, which may be later, so this
    is the moment from which one may ask. Hours run from the moment itself (民法典 art. 201)."""
    hours = URGENT_HOURS if urgent else DECIDE_HOURS
    return _hours_after(applied_at, hours, _("申请"), _("反家庭暴力法第二十八条"))


def last_valid_day(issued_on: date, months: int = MOST_MONTHS) -> Due:
    """The last day an order protects. It is in force from the day it is issued and for at most
    six months (反家庭暴力法 art. 30). Months are counted by 民法典 art. 200–202: the day of issue
    is not counted, the period ends at 24:00 of the corresponding day of the last month, and
    where that month has no such day, of its last day: 31 August → 28 or 29 February. Art. 203
    does not move it: 「不超过六个月」 is the most a court may give, and nobody should rely on a
    day the order may not cover."""
    if not 1 <= months <= MOST_MONTHS:
        raise WrongDays(_("保护令的有效期是 1 至 %(months)d 个月。") % {"months": MOST_MONTHS})
    on = plus_months(issued_on, months)
    line = _("作出 %(start)s；有效 %(months)d 个月 → 最后有效日 %(on)s") % {
        "start": said(issued_on, issued_on),
        "months": months,
        "on": said(on, issued_on),
    }
    return Due(on, line, _("反家庭暴力法第三十条"))


def is_valid(day: date, issued_on: date, last_on: date, revoked_on: date | None = None) -> bool:
    """Whether an order protects on `day`: from its issue through its last day; a revoked one
    until the day before it was revoked."""
    return issued_on <= day <= last_on and (revoked_on is None or day < revoked_on)


def renewal_reminders(
    issued_on: date, last_on: date, days_before: tuple[int, ...] = REMIND_DAYS
) -> tuple[date, ...]:
    """Days to speak about an extension, which must be asked for before the order expires
    (art. 30); the days before are the house's [C]. A short order has fewer."""
    days = sorted({last_on - timedelta(days=n) for n in days_before})
    return tuple(day for day in days if day > issued_on)


def review_by(served_on: date) -> Due:
    """Review may be asked once within 5 days; it does not stop the order (art. 31)."""
    return after_days(served_on, REVIEW_DAYS, _("裁定生效"), _("反家庭暴力法第三十一条"))


def warning_visits(
    warned_on: date, first_days: int = FIRST_VISIT_DAYS, months: int = VISIT_MONTHS
) -> tuple[date, ...]:
    """Days on which police station and village look in on both sides after a warning
    (反家庭暴力法 art. 17). No interval is set by law; the house's [C]: after 7 days, then on the
    day of the warning in each of the 3 following months."""
    if first_days < 1 or months < 0:
        raise WrongDays(_("查访安排的天数和月数不对。"))
    first = warned_on + timedelta(days=first_days)
    monthly = (plus_months(warned_on, n) for n in range(1, months + 1))
    return (first, *(day for day in monthly if day > first))


@dataclass(frozen=True)
class ReportDue:
    """A mandatory report: owed at once; after `late` the house calls it late."""

    due_at: datetime
    late: DueAt

    def is_late(self, reported_at: datetime | None, now: datetime) -> bool:
        """Whether it was, or is by now, later than the house allows."""
        return (reported_at or now) > self.late.at


def report_due(found_at: datetime, hours: int = REPORT_HOURS) -> ReportDue:
    """A child or a person without full capacity suffers, or seems to: the police are told at
    once (反家庭暴力法 art. 14, 未成年人保护法 art. 11). Hours: the house's [C]."""
    if hours < 1:
        raise WrongDays(_("强制报告的时限至少是 1 小时。"))
    source = _("反家庭暴力法第十四条、未成年人保护法第十一条")
    late = _hours_after(found_at, hours, _("发现"), source)
    return ReportDue(in_house_time(found_at), late)


def _hours_after(start: datetime, hours: int, begun: str, source: str) -> DueAt:
    local = in_house_time(start)
    at = local + timedelta(hours=hours)
    line = _("%(begun)s %(start)s；限 %(hours)d 小时 → %(at)s") % {
        "begun": begun,
        "start": said_at(local, local.date()),
        "hours": hours,
        "at": said_at(at, local.date()),
    }
    return DueAt(at, line, source)
