"""Verbs of the year's calendar: the county adds, moves and lifts duties; each unit marks its own
as done."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_version
from accounts.reach import inside
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import Activity, Campaign, Division, Duty, DutyMark, Level, Occasion
from campaigns.transitions.kept_file import keep_file
from campaigns.transitions.open_year import require_open, told_after
from campaigns.transitions.point import REASON_LEAST
from campaigns.transitions.unit import require_unit

WHEN_TAKEN = "这一天已有同名的事项。"


@transaction.atomic
def add_duty(
    campaign: Campaign,
    *,
    level: int,
    due_on: date,
    title: str,
    by: User,
    kind: str = Duty.Kind.OTHER,
    ahead: int = 14,
    is_fixed: bool = False,
    reason: str = "",
) -> Duty:
    """Add a duty to every unit of a level while the year is open, and say why."""
    _require_county(campaign, by)
    errors = _day_errors(campaign, due_on) | _why(reason)
    if not title.strip():
        errors["title"] = _("请写要办的事，例如：报送季度小结。")
    if level not in (Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE):
        errors["level"] = _("请选层级。")
    if kind not in Duty.Kind.values:
        errors["kind"] = _("请选类别。")
    if not 0 <= ahead <= 90:
        errors["ahead"] = _("提前的天数在 0 到 90 之间。")
    if errors:
        raise Invalid(errors)
    row = Duty(
        campaign=campaign, level=level, due_on=due_on, title=title.strip(), kind=kind,
        ahead=ahead, is_fixed=is_fixed, added_at=timezone.now(),
    )  # fmt: skip
    _saved(row)
    after = {"level": level, "due_on": due_on.isoformat()}
    _told(row, by, reason, after=after)
    return row


@transaction.atomic
def move_duty(
    duty: Duty, *, due_on: date, reason: str, by: User, ahead: int | None = None,
    version: int | None = None,
) -> Duty:  # fmt: skip
    """Set a duty to another day, or change how long before it is told. The first day stays."""
    row = _held(duty, by)
    require_version(row, version, {"due_on": due_on}, ("due_on",))
    errors = _day_errors(row.campaign, due_on) | _why(reason)
    ahead = row.ahead if ahead is None else ahead
    if not 0 <= ahead <= 90:
        errors["ahead"] = _("提前的天数在 0 到 90 之间。")
    if errors:
        raise Invalid(errors)
    before = {"due_on": row.due_on.isoformat(), "ahead": row.ahead}
    if due_on != row.due_on:
        row.first_due_on = row.first_due_on or row.due_on
        if not told_after(row.moved_at, row.campaign.data_closes_on):
            row.due_before = row.due_on
        row.moved_at = timezone.now()
    row.due_on, row.ahead = due_on, ahead
    row.version += 1
    _saved(row)
    _told(row, by, reason, before=before, after={"due_on": due_on.isoformat(), "ahead": ahead})
    return row


@transaction.atomic
def lift_duty(
    duty: Duty, *, reason: str, by: User, unit: Division | None = None, version: int | None = None
) -> Duty:
    """Lift a duty for everybody, or for one unit of its level that has not done it."""
    row = _held(duty, by)
    require_version(row, version, {}, ())
    if wrong := _why(reason):
        raise Invalid(wrong)
    if unit is not None:
        _require_level(row, unit)
        mark = _marked(row, unit, by, DutyMark.Kind.LIFTED, timezone.localdate(), reason)
        _told(row, by, reason, after={"unit": unit.code, "mark": mark.pk}, place=unit.code)
        return row
    row.lifted_at, row.lift_reason = timezone.now(), reason.strip()
    row.version += 1
    row.save(update_fields=["lifted_at", "lift_reason", "version"])
    _told(row, by, reason, after={"lifted": True})
    return row


@transaction.atomic
def mark_done(
    duty: Duty,
    unit: Division,
    *,
    note: str,
    by: User,
    day: date | None = None,
    file: bytes = b"",
    file_title: str = "",
) -> DutyMark:
    """A unit marks its own duty as done: who, when, a note, a file if there is one. On time or
    late is by the server's clock, not by the day that was typed."""
    if not inside(by.area_spans, unit.code):
        raise Http404
    require_unit(by, Act.YEAR_DUTY_DONE, unit)
    row = _seen(duty, by)
    require_open(row.campaign)
    _require_level(row, unit)
    if row.is_lifted:
        raise NotTheMoment(_("这件事已经取消，不用办。"))
    today = timezone.localdate()
    day = day or today
    errors = {}
    if not note.strip():
        errors["note"] = _("请写办得怎么样，例如：方案已印发到各村。")
    if day > today or day < row.shown_from.replace(month=1, day=1):
        errors["day"] = _("办理日期不能晚于今天，也不能早于本年。")
    if errors:
        raise Invalid(errors)
    mark = _marked(row, unit, by, DutyMark.Kind.DONE, day, note)
    if file:
        keep_file("duty_mark", mark, place=unit.code, title=file_title, data=file, by=by)
    after = {"duty": row.pk, "kind": mark.kind, "day": day.isoformat(), "file": bool(file)}
    trail.record(Act.YEAR_DUTY_DONE, by=by, on=mark, place=unit.code, after=after)
    return mark


def mark_by_activity(activity: Activity, *, by: User) -> DutyMark | None:
    """Publicity of a fixed date does the unit's duty of that day, if it is owed and not done yet;
    called by the verb that records the activity."""
    unit = activity.unit
    fixed = Duty.objects.standing().filter(
        campaign__status=Campaign.Status.OPEN,
        campaign__county__lte=unit.code,
        campaign__county__end__gt=unit.code,
        level=Level.COUNTY if unit.is_county else unit.level,
        due_on=Occasion(activity.occasion).on(activity.day.year),
        is_fixed=True,
    )
    duty = fixed.select_related("campaign").order_by("id").first()
    if duty is None or duty.marks.standing().filter(place=unit).exists():
        return None
    note = _("宣传活动：%(theme)s") % {"theme": activity.theme}
    mark = _marked(duty, unit, by, DutyMark.Kind.DONE, activity.day, note, activity)
    after = {"duty": duty.pk, "kind": mark.kind, "activity": activity.pk}
    trail.record(Act.YEAR_DUTY_DONE, by=by, on=mark, place=unit.code, after=after)
    return mark


def unmark_activity(activity: Activity, *, reason: str, by: User) -> None:
    """An activity taken back does its duty no longer; another one of the same date does it
    instead."""
    row = DutyMark.objects.standing().filter(activity=activity).select_for_update().first()
    if row is None:
        return
    row.taken_back_at, row.back_reason = timezone.now(), reason.strip()[:120]
    row.save(update_fields=["taken_back_at", "back_reason"])
    after = {"duty": row.duty_id, "taken_back": True}
    trail.record(Act.YEAR_DUTY_DONE, by=by, on=row, place=row.place_id, after=after, reason=reason)
    others = Activity.objects.counted().filter(
        unit=activity.unit, occasion=activity.occasion, day__year=activity.day.year
    )
    if (other := others.exclude(pk=activity.pk).order_by("day", "id").first()) is not None:
        mark_by_activity(other, by=by)


@transaction.atomic
def take_back_mark(mark: DutyMark, *, reason: str, by: User) -> DutyMark:
    """Put a duty back on the list: the unit its own mark, the county one it lifted."""
    seen = DutyMark.objects.select_related("place", "duty__campaign").fetch(by, uid=mark.uid)
    if seen.kind == DutyMark.Kind.LIFTED:
        acts.require(by, Act.YEAR_DUTY_SET, seen.duty.campaign.county_id)
    else:
        require_unit(by, Act.YEAR_DUTY_DONE, seen.place)
    require_open(seen.duty.campaign)
    row = DutyMark.objects.locked(by, pk=seen.pk)
    if row.taken_back_at is not None:
        raise NotTheMoment(_("这条办理已经撤回。"))
    if wrong := _why(reason):
        raise Invalid(wrong)
    row.taken_back_at, row.back_reason = timezone.now(), reason.strip()
    row.save(update_fields=["taken_back_at", "back_reason"])
    after = {"duty": row.duty_id, "taken_back": True}
    trail.record(
        Act.YEAR_DUTY_DONE, by=by, on=row, place=row.place_id, after=after, reason=reason.strip()
    )
    return row


def _require_county(campaign: Campaign, by: User) -> None:
    acts.require(by, Act.YEAR_DUTY_SET, campaign.county_id)
    require_open(campaign)


def _seen(duty: Duty, by: User) -> Duty:
    """The duty of a county the user works in; 404 elsewhere."""
    row = Duty.objects.select_related("campaign__county").filter(uid=duty.uid).first()
    if row is None or not _inside(row.campaign.county, by):
        raise Http404
    return row


def _inside(county: Division, by: User) -> bool:
    return any(low < county.end and county.code < high for low, high in by.area_spans)


def _held(duty: Duty, by: User) -> Duty:
    seen = _seen(duty, by)
    _require_county(seen.campaign, by)
    row = Duty.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=seen.pk)
    if row.is_lifted:
        raise NotTheMoment(_("这件事已经取消，记录只供查看。"))
    return row


def _require_level(duty: Duty, unit: Division) -> None:
    level = Level.COUNTY if unit.is_county else unit.level
    if level != duty.level or not duty.campaign.county.contains(unit.code):
        raise Http404


def _day_errors(campaign: Campaign, due_on: date) -> dict[str, str]:
    """A duty belongs to its year; the appraisal comes in the first months of the next."""
    first, last = date(campaign.year, 1, 1), date(campaign.year + 1, 3, 31)
    if first <= due_on <= last:
        return {}
    return {"due_on": _("时间要在%(year)d年内，年终考核可以到次年3月。") % {"year": campaign.year}}


def _why(reason: str) -> dict[str, str]:
    if len(reason.strip()) >= REASON_LEAST:
        return {}
    return {"reason": _("请写明原因，例如：县里统一推迟一周。")}


def _marked(
    duty: Duty, unit: Division, by: User, kind: str, day: date, note: str,
    activity: Activity | None = None,
) -> DutyMark:  # fmt: skip
    try:
        with transaction.atomic():
            return DutyMark.objects.create(
                duty=duty, place=unit, kind=kind, day=day, note=note.strip(), at=timezone.now(),
                by=by, activity=activity,
            )  # fmt: skip
    except IntegrityError:
        raise NotTheMoment(_("这件事已经办结，不用再办。")) from None


def _saved(row: Model) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Invalid({"due_on": _(WHEN_TAKEN)}) from None


def _told(row: Duty, by: User, reason: str, *, place: int = 0, **facts: Any) -> None:
    at = place or row.campaign.county_id
    trail.record(Act.YEAR_DUTY_SET, by=by, on=row, place=at, reason=reason.strip(), **facts)
