"""Verbs of publicity: an activity recorded, taken back; how near a fixed date must be."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.reach import inside
from accounts.refusals import Invalid, NotTheMoment
from accounts.walls import CITY_WIDTH, COUNTY_WIDTH
from campaigns.models import Activity, Division, KeptFile, Occasion, OccasionWindow
from campaigns.models.activity import DAYS_AROUND, DAYS_MOST
from campaigns.transitions.kept_file import keep_file
from campaigns.transitions.kept_file import take_back as take_back_file
from campaigns.transitions.once import saved_once
from campaigns.transitions.open_year import require_day_open
from campaigns.transitions.taking_back import take_back
from campaigns.transitions.unit import require_own, require_unit
from campaigns.transitions.year_duty import mark_by_activity, unmark_activity

FARTHEST_DAYS = 366


def window_at(code: int) -> tuple[int, int]:
    """Days before and after a fixed date that hold in the county a place lies in."""
    counties = {code // COUNTY_WIDTH * COUNTY_WIDTH, code // CITY_WIDTH * CITY_WIDTH}
    row = OccasionWindow.objects.filter(county_id__in=counties).first()
    return (row.before, row.after) if row else (DAYS_AROUND, DAYS_AROUND)


def occasion_near(day: date, window: tuple[int, int]) -> str:
    """The fixed date a day belongs to, "" for none; windows never meet, so it is one at most."""
    before, after = (timedelta(days=n) for n in window)
    for occasion in Occasion:
        fixed = occasion.on(day.year)
        if fixed - before <= day <= fixed + after:
            return occasion.value
    return ""


@transaction.atomic
def record_activity(
    unit: Division,
    *,
    kind: str,
    theme: str,
    day: date,
    venue: str,
    people: int,
    by: User,
    materials: int = 0,
    occasion: str = "",
    photo: bytes | None = None,
    client_uuid: uuid.UUID | None = None,
) -> Activity:
    """Record an activity of one's own unit after it took place. It may belong to one of the four
    fixed dates (domain A6 2.3, A7 2.2), if it lies in its window, and then does the unit's duty of
    that date. A photo that cannot be read leaves nothing recorded. The same client_uuid again
    answers with the first record; entered by a second person it is told to be there already."""
    require_own(by, Act.ACTIVITY_RECORD, unit)
    if client_uuid:
        known = Activity.objects.visible_to(by).filter(client_uuid=client_uuid).first()
        if known is not None:
            return known
    errors = _faults(kind, theme, day, venue, people, materials)
    errors |= _occasion_fault(unit, occasion, day)
    if errors:
        raise Invalid(errors)
    require_day_open(unit.code, day)
    row = Activity(
        client_uuid=client_uuid,
        unit=unit,
        kind=kind,
        theme=theme.strip(),
        day=day,
        venue=venue.strip(),
        occasion=occasion,
        people=people,
        materials=materials,
        recorded_by=by,
        recorded_at=timezone.now(),
    )
    told = {"theme": _("这一天的这个主题已经登记过，不用再登；要补照片请打开那一条。")}
    row, new = saved_once(row, by=by, told=told)
    if new:
        after = {"kind": kind, "day": day.isoformat(), "occasion": occasion, "people": people}
        trail.record(Act.ACTIVITY_RECORD, by=by, on=row, place=unit.code, after=after)
        if occasion:
            mark_by_activity(row, by=by)
        if photo is not None:
            add_photo(row, data=photo, by=by, field="photo")
    return row


def _faults(
    kind: str, theme: str, day: date, venue: str, people: int, materials: int
) -> dict[str, str]:
    today, errors = timezone.localdate(), {}
    if kind not in Activity.Kind.values:
        errors["kind"] = _("请选活动形式。")
    if not theme.strip():
        errors["theme"] = _("请写主题。")
    if not venue.strip():
        errors["venue"] = _("请写地点。")
    if day > today or (today - day).days > FARTHEST_DAYS:
        errors["day"] = _("活动结束后登记，日期在最近一年里。")
    if not 1 <= people <= 1_000_000:
        errors["people"] = _("请写受众人数，至少 1 人。")
    if not 0 <= materials <= 1_000_000:
        errors["materials"] = _("请写发放资料的份数，没有就写 0。")
    return errors


def _occasion_fault(unit: Division, occasion: str, day: date) -> dict[str, str]:
    if not occasion:
        return {}
    if occasion not in Occasion.values:
        return {"occasion": _("请选集中宣传日，或选不属于。")}
    window = window_at(unit.code)
    if occasion_near(day, window) != occasion:
        return {
            "occasion": _("%(day)s的活动，从前 %(before)d 天到后 %(after)d 天才算。")
            % {"day": Occasion(occasion).label, "before": window[0], "after": window[1]}
        }
    return {}


@transaction.atomic
def add_photo(activity: Activity, *, data: bytes, by: User, field: str = "file") -> KeptFile:
    """Keep a photo (or a PDF) with an activity; the score asks for one (domain A6 2.3)."""
    row = _own(activity, by)
    if row.taken_back_at is not None:
        raise NotTheMoment(_("这一条已经撤回，不再加照片。"))
    file = keep_file(
        "activity", row, place=row.unit_id, title=row.theme, data=data, by=by, field=field
    )
    trail.record(Act.ACTIVITY_RECORD, by=by, on=row, place=row.unit_id, after={"file": file.pk})
    return file


@transaction.atomic
def drop_photo(activity: Activity, *, file: uuid.UUID, by: User) -> None:
    """Take a photo back that was put here by mistake."""
    row = _own(activity, by)
    kept = KeptFile.objects.kept().locked(by, uid=file, activity=row)
    take_back_file(kept, by=by)
    trail.record(Act.ACTIVITY_RECORD, by=by, on=row, place=row.unit_id, after={"dropped": kept.pk})


def _own(activity: Activity, by: User) -> Activity:
    """The unit's own activity, locked."""
    seen = Activity.objects.select_related("unit").fetch(by, uid=activity.uid)
    require_unit(by, Act.ACTIVITY_RECORD, seen.unit)
    return Activity.objects.locked(by, pk=seen.pk)


@transaction.atomic
def take_back_activity(activity: Activity, *, reason: str, by: User) -> Activity:
    """Take back what was entered by mistake, with a reason; it counts no longer."""
    row = _own(activity, by)
    take_back(row, Act.ACTIVITY_RECORD, reason=reason, by=by)
    unmark_activity(row, reason=reason, by=by)
    return row


@transaction.atomic
def set_window(county: Division, *, before: int, after: int, by: User) -> OccasionWindow:
    """The county decides how near a fixed date an activity must lie; what was recorded stays."""
    if not inside(by.area_spans, county.code):
        raise Http404
    acts.require(by, Act.ACTIVITY_WINDOW, county.code)
    if not county.is_county:
        raise Invalid(_("前后天数由县里统一设置。"))
    for name, days in (("before", before), ("after", after)):
        if not 0 <= days <= DAYS_MOST:
            raise Invalid({name: _("0 到 %(most)d 天。") % {"most": DAYS_MOST}})
    row = OccasionWindow.objects.create(
        county=county, before=before, after=after, set_by=by, set_at=timezone.now()
    )
    told = {"before": before, "after": after}
    trail.record(Act.ACTIVITY_WINDOW, by=by, on=row, place=county.code, after=told)
    return row
