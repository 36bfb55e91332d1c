"""Verbs of reception days (主席接待日): the year's days, one day changed or called off, and the
county's own figures for the door."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_version
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import Division, Level
from campaigns.workdays import workdays_between
from disputes.models import IntakeRule, ReceptionDay, ReceptionSeat
from disputes.transitions import handling

SEATS = 8
Seat = tuple[str, str]  # name, duty


@transaction.atomic
def plan_year(
    *,
    unit: Division,
    year: int,
    weekday: int,
    hours: str,
    room: str,
    chair: str,
    by: User,
    seats: Sequence[Seat] = (),
    since: date | None = None,
) -> list[ReceptionDay]:
    """Every such weekday of the year (Monday is 0), from `since` on; one that is not worked is
    held on the next working day of its week, or not at all. Days that stand already stay as they
    are."""
    acts.require(by, Act.RECEPTION_PLAN, unit.code)
    _require_office(unit)
    hours, room, chair, seats = _told(hours, room, chair, seats)
    if not 0 <= weekday <= 4:
        raise Invalid({"weekday": _("请选周一到周五中的一天。")})
    if not 2020 <= year <= 2100:
        raise Invalid({"year": _("请核对年份。")})
    days = _days(year, weekday, since)
    there = set(
        ReceptionDay.objects.visible_to(by)
        .filter(unit=unit, held_on__year=year)
        .values_list("held_on", flat=True)
    )
    made = ReceptionDay.objects.bulk_create(
        ReceptionDay(
            unit=unit,
            held_on=held,
            moved_from=planned if planned != held else None,
            hours=hours,
            room=room,
            chair=chair,
            planned_by=by,
        )
        for planned, held in days
        if held not in there
    )
    if not made:
        raise NotTheMoment(_("%(year)d年的接待日已经排好，要改请改单日。") % {"year": year})
    ReceptionSeat.objects.bulk_create(
        ReceptionSeat(day=day, unit=unit, name=name, duty=duty)
        for day in made
        for name, duty in seats
    )
    trail.record_each(
        Act.RECEPTION_PLAN,
        by=by,
        rows=[(day, unit.code, {"on": str(day.held_on)}) for day in made],
    )
    return made


@transaction.atomic
def change_day(
    *,
    day: ReceptionDay,
    held_on: date,
    hours: str,
    room: str,
    chair: str,
    by: User,
    seats: Sequence[Seat] = (),
    called_off: str = "",
    version: int | None = None,
) -> ReceptionDay:
    """One day put off, moved to another room, held by somebody else, or called off with a
    reason. What has been is not changed any more."""
    row = ReceptionDay.objects.locked(by, pk=day.pk)
    acts.require(by, Act.RECEPTION_PLAN, row.unit_id)
    today = timezone.localdate()
    if row.held_on < today:
        raise NotTheMoment(_("这一天已经过去，不能再改。"))
    typed = {"held_on": held_on, "hours": hours, "room": room, "chair": chair}
    require_version(row, version, typed, list(typed))
    hours, room, chair, seats = _told(hours, room, chair, seats)
    if held_on < today:
        raise Invalid({"held_on": _("日期不能早于今天。")})
    others = ReceptionDay.objects.visible_to(by).filter(unit_id=row.unit_id, held_on=held_on)
    if others.exclude(pk=row.pk).exists():
        raise Invalid({"held_on": _("这一天已经有接待。")})
    before = {"on": str(row.held_on), "called_off": bool(row.called_off)}
    if held_on != row.held_on:
        row.moved_from = row.moved_from or row.held_on
    row.held_on, row.hours, row.room, row.chair = held_on, hours, room, chair
    row.called_off, row.version = called_off.strip(), row.version + 1
    row.save()
    row.seats.all().delete()
    ReceptionSeat.objects.bulk_create(
        ReceptionSeat(day=row, unit_id=row.unit_id, name=name, duty=duty) for name, duty in seats
    )
    after = {"on": str(row.held_on), "called_off": bool(row.called_off)}
    trail.record(Act.RECEPTION_PLAN, by=by, on=row, place=row.unit_id, before=before, after=after)
    return row


@transaction.atomic
def set_rule(
    *, county: Division, revisit_days: int, twin_days: int, weekday: int, by: User
) -> IntakeRule:
    """The county's figures from today on, as the next version."""
    acts.require(by, Act.INTAKE_RULE, county.code)
    errors = {
        name: _("在 7 到 730 天之间。")
        for name, days in (("revisit_days", revisit_days), ("twin_days", twin_days))
        if not 7 <= days <= 730
    }
    if not 0 <= weekday <= 4:
        errors["weekday"] = _("请选周一到周五中的一天。")
    if errors:
        raise Invalid(errors)
    Division.objects.select_for_update().get(pk=county.pk)
    last = IntakeRule.objects.filter(county=county).aggregate(n=Max("version"))["n"] or 0
    rule = IntakeRule.objects.create(
        county=county,
        version=last + 1,
        effective_on=timezone.localdate(),
        revisit_days=revisit_days,
        twin_days=twin_days,
        weekday=weekday,
        decided_by=by,
    )
    trail.record(
        Act.INTAKE_RULE,
        by=by,
        on=rule,
        place=county.code,
        after={"version": rule.version, "revisit_days": revisit_days, "twin_days": twin_days},
    )
    return rule


def _require_office(unit: Division) -> None:
    if unit.level not in (Level.COUNTY, Level.TOWNSHIP):
        raise Invalid(_("接待日由县、乡镇妇联安排。"))


def _told(
    hours: str, room: str, chair: str, seats: Sequence[Seat]
) -> tuple[str, str, str, list[Seat]]:
    hours = handling.require_text("hours", hours, _("请填写时间，例如“上午 9:00–11:30”。"))
    room = handling.require_text("room", room, _("请填写地点。"))
    chair = handling.require_text("chair", chair, _("请填写接待人。"))
    clean = [(name.strip(), duty.strip()) for name, duty in seats if name.strip()]
    if len(clean) > SEATS:
        raise Invalid({"seats": _("陪同人不超过 %(n)d 人。") % {"n": SEATS}})
    return hours, room, chair, clean


def _days(year: int, weekday: int, since: date | None) -> list[tuple[date, date]]:
    """(planned, held) of a year; one query for its working days."""
    first = date(year, 1, 1)
    worked = set(workdays_between(first - timedelta(days=1), date(year, 12, 31)))
    day = first + timedelta(days=(weekday - first.weekday()) % 7)
    out = []
    while day.year == year:
        week = [day + timedelta(days=n) for n in range(7 - day.weekday())]
        held = next((one for one in week if one in worked), None)
        if held is not None and (since is None or held >= since):
            out.append((day, held))
        day += timedelta(days=7)
    return out
