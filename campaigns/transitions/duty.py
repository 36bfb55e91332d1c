"""Verbs of a duty roster (值班表): somebody on duty, called off, a week copied to the next."""

from __future__ import annotations

from datetime import date, time, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import DutyShift, ServicePoint
from campaigns.opening_hours import minute_of
from campaigns.transitions.point import held_point
from campaigns.transitions.unit import require_unit

AHEAD_DAYS, BEHIND_DAYS = 92, 31
NAME_MOST = 20


@transaction.atomic
def put_on_duty(
    point: ServicePoint,
    *,
    day: date,
    starts: time,
    ends: time,
    by: User,
    person: User | None = None,
    name: str = "",
) -> DutyShift:
    """Somebody is on duty at the point: a user, or a name without an account. The same person is
    not twice at the same point at the same time."""
    row = held_point(point, Act.NETWORK_DUTY, by=by)
    require_moment(row, "duty", _("安排值班"))
    today, errors = timezone.localdate(), {}
    if not today - timedelta(days=BEHIND_DAYS) <= day <= today + timedelta(days=AHEAD_DAYS):
        errors["day"] = _("日期在前一个月和后三个月之间。")
    if starts >= ends:
        errors["ends"] = _("下班要晚于上班；到半夜写 23:59。")
    if (person is None) == (not name.strip()):
        errors["name"] = _("选一位工作人员，或写没有账号的人的姓名，二选一。")
    if errors:
        raise Invalid(errors)
    if _taken(row, day, starts, ends, person, name.strip()):
        raise Invalid({"name": _("此人这段时间已经在这个网点值班。")})
    shift = DutyShift(
        point=row,
        place_id=row.place_id,
        day=day,
        starts=starts,
        ends=ends,
        person=person,
        name=name.strip()[:NAME_MOST],
        set_by=by,
        set_at=timezone.now(),
    )
    try:
        with transaction.atomic():
            shift.save()
    except IntegrityError:
        raise Invalid({"name": _("此人这段时间已经在这个网点值班。")}) from None
    after = {"shift": str(shift.uid), "day": day.isoformat(), "hours": shift.hours}
    trail.record(Act.NETWORK_DUTY, by=by, on=row, place=row.place_id, after=after)
    return shift


def _taken(
    point: ServicePoint, day: date, starts: time, ends: time, person: User | None, name: str
) -> bool:
    low, high = minute_of(starts), minute_of(ends)
    same = DutyShift.objects.standing().filter(point=point, day=day, person=person, name=name)
    return any(a < high and low < b for a, b in (shift.span for shift in same))


@transaction.atomic
def call_off(shift: DutyShift, *, by: User) -> DutyShift:
    """Take somebody off the roster; the row stays."""
    seen = DutyShift.objects.select_related("place").fetch(by, uid=shift.uid)
    require_unit(by, Act.NETWORK_DUTY, seen.place)
    row = DutyShift.objects.select_related("point").locked(by, pk=seen.pk)
    if row.called_off_at is not None:
        raise NotTheMoment(_("这一班已经撤下。"))
    row.called_off_at, row.called_off_by = timezone.now(), by
    row.save(update_fields=["called_off_at", "called_off_by"])
    after = {"called_off": str(row.uid), "day": row.day.isoformat()}
    trail.record(Act.NETWORK_DUTY, by=by, on=row.point, place=row.place_id, after=after)
    return row


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


@transaction.atomic
def copy_week(point: ServicePoint, *, week: date, by: User) -> int:
    """Copy the week of a day to the one after it; who is there already at that time stays, so
    that doing it twice adds nothing. Returns how many shifts were added."""
    row = held_point(point, Act.NETWORK_DUTY, by=by)
    require_moment(row, "duty", _("安排值班"))
    first = monday_of(week)
    if first + timedelta(days=7) > timezone.localdate() + timedelta(days=AHEAD_DAYS):
        raise Invalid({"week": _("最多排到三个月以后。")})
    fortnight = list(
        DutyShift.objects.standing().filter(
            point=row, day__gte=first, day__lt=first + timedelta(days=14)
        )
    )
    week_after = timedelta(days=7)
    there = [(s.day, s.person_id, s.name, s.span) for s in fortnight if s.day >= first + week_after]
    before = [s for s in fortnight if s.day < first + week_after]
    if not before:
        raise Invalid({"week": _("这一周没有排班，没有可以照抄的。")})
    new = [
        DutyShift(
            point=row,
            place_id=row.place_id,
            day=s.day + week_after,
            starts=s.starts,
            ends=s.ends,
            person_id=s.person_id,
            name=s.name,
            set_by=by,
            set_at=timezone.now(),
        )
        for s in before
        if not any(
            (day, person, name) == (s.day + week_after, s.person_id, s.name)
            and span[0] < s.span[1]
            and s.span[0] < span[1]
            for day, person, name, span in there
        )
    ]
    DutyShift.objects.bulk_create(new)
    after = {"week": (first + week_after).isoformat(), "shifts": len(new)}
    trail.record(Act.NETWORK_DUTY, by=by, on=row, place=row.place_id, after=after)
    return len(new)
