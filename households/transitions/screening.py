"""Verbs of screening (排查): a round is opened, homes are marked, a village files its round."""

from __future__ import annotations

import calendar
import uuid
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_version
from accounts.refusals import Invalid
from campaigns.models import Campaign, Division, Level
from campaigns.transitions.open_year import require_held_open
from households.models import Household, ScreenedHome, ScreeningRound, VillageScreening
from households.queries.scale import terms_at
from households.scales.body import Cadence

Kind = ScreeningRound.Kind
BATCH = 5000


@transaction.atomic
def open_round(
    *,
    campaign: Campaign,
    kind: str,
    starts: date,
    ends: date,
    by: User,
    name: str = "",
    reason: str = "",
    grace_days: int = 0,
) -> ScreeningRound:
    """Open a round for every village valid on its first day, its homes of that day frozen as the
    denominator (features 16). Late is after midnight of the last day and the days of grace, by
    server time. The same round again answers with the one that is there.

    Raises Forbidden outside one's role, NotTheMoment when the year is closed, Invalid for days
    in disorder or outside the year."""
    campaign = Campaign.objects.locked(by, pk=campaign.pk)
    acts.require(by, Act.SCREENING_OPEN, campaign.county_id)
    known = ScreeningRound.objects.filter(county_id=campaign.county_id, kind=kind, starts=starts)
    if before := known.first():
        return before
    _check_round(campaign, kind, starts, ends, reason, by)
    midnight = datetime.combine(ends + timedelta(days=1 + grace_days), time.min)
    row = ScreeningRound.objects.create(
        campaign=campaign,
        county_id=campaign.county_id,
        kind=kind,
        name=name.strip() or round_name(kind, starts, ends),
        starts=starts,
        ends=ends,
        due=timezone.make_aware(midnight) - timedelta(seconds=1),
        reason=reason.strip(),
        opened_at=timezone.now(),
        opened_by=by,
    )
    villages = _freeze(row, campaign.county)
    trail.record(
        Act.SCREENING_OPEN,
        by=by,
        on=row,
        place=row.county_id,
        after={"kind": kind, "starts": starts.isoformat(), "villages": villages},
        reason=row.reason,
    )
    return row


def open_due_rounds(*, by: User, today: date) -> list[ScreeningRound]:
    """Open the regular round that `today` falls into, and in its month the full one, for every
    open campaign, by the scale in force there (beat, daily; run as the system)."""
    out = []
    rows = Campaign.objects.visible_to(by).filter(
        status=Campaign.Status.OPEN, year=today.year, data_closes_on__gte=today
    )
    for campaign in rows.select_related("county"):
        cadence = terms_at(campaign.county_id, today).scale.cadence
        spans = [(Kind.REGULAR, *round_of(today, cadence))]
        if today.month == cadence.full_month:
            spans.append((Kind.FULL, *_month(today)))
        have = set(
            ScreeningRound.objects.filter(
                county_id=campaign.county_id, starts__in=[starts for _k, starts, _e in spans]
            ).values_list("kind", "starts")
        )
        out += [
            open_round(
                campaign=campaign,
                kind=kind,
                starts=starts,
                ends=ends,
                by=by,
                grace_days=cadence.grace_days,
            )
            for kind, starts, ends in spans
            if (kind, starts) not in have
        ]
    return out


@transaction.atomic
def mark_homes(
    screening: VillageScreening,
    *,
    households: Sequence[uuid.UUID],
    by: User,
    on: bool = True,
) -> VillageScreening:
    """Mark homes as looked at in this round, or take marks away; any number at once, as often as
    one likes. Homes of another village, or that have left, are passed over. A filed round's
    figure follows its marks."""
    row = VillageScreening.objects.locked(by, uid=screening.uid)
    acts.require(by, Act.SCREENING_FILE, row.village_id)
    homes = Household.objects.visible_to(by).filter(
        uid__in=list(households), village_id=row.village_id
    )
    if on:
        _mark(row, list(homes.present().values_list("pk", flat=True)), by)
    else:
        ScreenedHome.objects.filter(screening=row, household__in=homes).delete()
    _count_marks(row)
    return row


@transaction.atomic
def file_screening(
    screening: VillageScreening,
    *,
    signer: str,
    by: User,
    counted: int | None = None,
    households: Sequence[uuid.UUID] = (),
    note: str = "",
    client_uuid: uuid.UUID | None = None,
    version: int | None = None,
) -> VillageScreening:
    """Close a village's round: with the homes marked (and those given along), or with a counted
    number from its list on paper, never more than there were homes. The first filing's server
    time decides on time or late; filing again corrects the figure and keeps that time.

    client_uuid makes a second submit of the same form answer with the first filing."""
    row = VillageScreening.objects.locked(by, uid=screening.uid)
    acts.require(by, Act.SCREENING_FILE, row.village_id)
    if client_uuid and row.client_uuid == client_uuid:
        return row
    require_version(row, version, {}, ())
    if households:
        mark_homes(row, households=households, by=by)
        row.refresh_from_db()
    _check_filing(row, signer, counted)
    before = {"screened": row.screened} if row.filed_at else {}
    row.counted = counted is not None
    row.screened = counted if counted is not None else _marks(row)
    row.signer, row.note, row.client_uuid = signer.strip(), note.strip(), client_uuid
    row.filed_at, row.filed_by = row.filed_at or timezone.now(), row.filed_by or by
    row.version += 1
    row.save()
    trail.record(
        Act.SCREENING_FILE,
        by=by,
        on=row,
        place=row.village_id,
        before=before,
        after={"screened": row.screened, "expected": row.expected, "counted": row.counted},
    )
    return row


def round_of(day: date, cadence: Cadence) -> tuple[date, date]:
    """The regular round a day falls into: 1–15 and 16–end, the month, or the week."""
    if cadence.kind == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    first, last = _month(day)
    if cadence.kind == "month":
        return first, last
    return (first, first.replace(day=15)) if day.day <= 15 else (first.replace(day=16), last)


def round_name(kind: str, starts: date, ends: date) -> str:
    """11月上半月排查, 10月全面排查, 11月3日至9日专项排查."""
    word = {Kind.REGULAR: _("排查"), Kind.FULL: _("全面排查"), Kind.EXTRA: _("专项排查")}[
        Kind(kind)
    ]
    first, last = _month(starts)
    if (starts, ends) == (first, last):
        return f"{starts.month}月{word}"
    if (starts, ends) == (first, first.replace(day=15)):
        return f"{starts.month}月上半月{word}"
    if (starts, ends) == (first.replace(day=16), last):
        return f"{starts.month}月下半月{word}"
    return f"{starts.month}月{starts.day}日至{ends.month}月{ends.day}日{word}"


def _month(day: date) -> tuple[date, date]:
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _check_round(
    campaign: Campaign, kind: str, starts: date, ends: date, reason: str, by: User
) -> None:
    errors = {}
    if kind not in Kind.values:
        errors["kind"] = _("请选排查的种类。")
    if ends < starts:
        errors["ends"] = _("结束日期不能早于开始日期。")
    if starts.year != campaign.year or starts > campaign.data_closes_on:
        errors["starts"] = _("开始日期要在本年度数据截止之前。")
    if not by.is_system and not reason.strip():
        errors["reason"] = _("请写明为什么开这一轮，比如：春节返乡，排查外出回来的家庭。")
    if errors:
        raise Invalid(errors)
    require_held_open(campaign)


def _freeze(row: ScreeningRound, county: Division) -> int:
    day = row.starts
    here = Q(village_id__gte=county.code, village_id__lt=county.end)
    homes = dict(
        Household.objects.filter(here, registered_on__lte=day)
        .filter(Q(left_on__isnull=True) | Q(left_on__gt=day))
        .values_list("village_id")
        .annotate(Count("pk"))
    )
    villages = (
        Division.objects.below(county, Level.VILLAGE)
        .filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day))
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day))
        .values_list("code", flat=True)
    )
    rows = [
        VillageScreening(round=row, village_id=code, expected=homes.get(code, 0))
        for code in villages
    ]
    VillageScreening.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def _mark(row: VillageScreening, homes: list[int], by: User) -> None:
    ScreenedHome.objects.bulk_create(
        (
            ScreenedHome(
                screening=row,
                household_id=home,
                village_id=row.village_id,
                marked_at=timezone.now(),
                marked_by=by,
            )
            for home in homes
        ),
        ignore_conflicts=True,
    )


def _marks(row: VillageScreening) -> int:
    """Homes marked, of those that were there when the round was opened: a home that came since
    is looked at too, and counts in the next round."""
    day = row.round.starts
    marked = ScreenedHome.objects.filter(screening=row, household__registered_on__lte=day)
    return min(row.expected, marked.count())


def _count_marks(row: VillageScreening) -> None:
    if not row.counted:
        row.screened = _marks(row)
        row.save(update_fields=["screened"])


def _check_filing(row: VillageScreening, signer: str, counted: int | None) -> None:
    errors = {}
    if not signer.strip():
        errors["signer"] = _("请写排查人的姓名。")
    if counted is not None and not 0 <= counted <= row.expected:
        errors["counted"] = _("户数要在 0 和本轮总户数 %(all)d 之间。") % {"all": row.expected}
    if counted is None and not _marks(row):
        errors["counted"] = _("还没有勾选走过的家庭；按纸质清单排查的请填户数。")
    if errors:
        raise Invalid(errors)
