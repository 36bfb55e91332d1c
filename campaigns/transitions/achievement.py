"""Verbs of papers and contests: recorded, taken back; adopted higher up, with proof."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import Achievement, Adoption, Bulletin, Division, Level
from campaigns.transitions.kept_file import keep_file
from campaigns.transitions.once import saved_once
from campaigns.transitions.open_year import require_day_open
from campaigns.transitions.taking_back import take_back
from campaigns.transitions.unit import require_own, require_unit

FARTHEST_DAYS = 366


@transaction.atomic
def record_achievement(
    unit: Division,
    *,
    kind: str,
    title: str,
    day: date,
    by: User,
    authors: str = "",
    entries: int = 0,
    places: str = "",
    client_uuid: uuid.UUID | None = None,
) -> Achievement:
    """Record a paper with its authors, or a contest with its entries and places, of one's own
    unit. The same client_uuid again answers with the first record."""
    require_own(by, Act.ACHIEVEMENT_RECORD, unit)
    if client_uuid:
        known = Achievement.objects.visible_to(by).filter(client_uuid=client_uuid).first()
        if known is not None:
            return known
    paper = kind == Achievement.Kind.PAPER
    errors = _faults(kind, title, day)
    if paper and not authors.strip():
        errors["authors"] = _("请写作者。")
    if not paper and not 1 <= entries <= 100_000:
        errors["entries"] = _("请写参赛作品数，至少 1 件。")
    if errors:
        raise Invalid(errors)
    require_day_open(unit.code, day)
    row = Achievement(
        client_uuid=client_uuid,
        unit=unit,
        kind=kind,
        title=title.strip(),
        day=day,
        authors=authors.strip() if paper else "",
        entries=0 if paper else entries,
        places="" if paper else places.strip(),
        recorded_by=by,
        recorded_at=timezone.now(),
    )
    row, new = saved_once(row, by=by)
    if new:
        after = {"kind": kind, "day": day.isoformat()}
        trail.record(Act.ACHIEVEMENT_RECORD, by=by, on=row, place=unit.code, after=after)
    return row


def _faults(kind: str, title: str, day: date) -> dict[str, str]:
    today, errors = timezone.localdate(), {}
    if kind not in Achievement.Kind.values:
        errors["kind"] = _("请选类型。")
    if not title.strip():
        errors["title"] = _("请写题目。")
    if day > today or (today - day).days > FARTHEST_DAYS:
        errors["day"] = _("完成后登记，日期在最近一年里。")
    return errors


@transaction.atomic
def take_back_achievement(row: Achievement, *, reason: str, by: User) -> Achievement:
    """Take back what was entered by mistake, with a reason; it counts no longer."""
    seen = Achievement.objects.select_related("unit").fetch(by, uid=row.uid)
    require_unit(by, Act.ACHIEVEMENT_RECORD, seen.unit)
    kept = Achievement.objects.locked(by, pk=seen.pk)
    take_back(kept, Act.ACHIEVEMENT_RECORD, reason=reason, by=by)
    return kept


@transaction.atomic
def adopt(
    row: Bulletin | Achievement, *, level: int, body: str, day: date, proof: bytes, by: User
) -> Adoption:
    """A body above the unit adopted an issued bulletin or a paper; without proof (the page it
    stood on, photo or PDF) it does not count (domain A6 2.4, bonus)."""
    held = _held(row, by)
    own = held.unit
    errors = {}
    if level not in Adoption.Level.values or level >= _own_level(own):
        errors["level"] = _("采用的单位要比本单位高一级或以上。")
    if not body.strip():
        errors["body"] = _("请写采用的单位或刊物。")
    begun = held.issued_on if isinstance(held, Bulletin) else held.day
    if begun is None or not begun <= day <= timezone.localdate():
        errors["day"] = _("采用日期不早于本篇的日期，也不晚于今天。")
    if errors:
        raise Invalid(errors)
    made = Adoption.objects.create(
        unit=own,
        bulletin=held if isinstance(held, Bulletin) else None,
        paper=held if isinstance(held, Achievement) else None,
        level=level,
        body=body.strip(),
        day=day,
        recorded_by=by,
        recorded_at=timezone.now(),
    )
    keep_file(
        "adoption", made, place=own.code, title=_("采用证明"), data=proof, by=by, field="proof"
    )
    after = {"level": level, "day": day.isoformat()}
    trail.record(Act.ADOPTION_RECORD, by=by, on=made, place=own.code, after=after)
    return made


def _own_level(unit: Division) -> int:
    return Level.COUNTY if unit.is_county else unit.level


def _held(row: Bulletin | Achievement, by: User) -> Bulletin | Achievement:
    """The unit's own bulletin or paper, locked, in a state that can be adopted."""
    if isinstance(row, Bulletin):
        seen = Bulletin.objects.select_related("unit").fetch(by, uid=row.uid)
        require_unit(by, Act.ADOPTION_RECORD, seen.unit)
        issued = Bulletin.objects.locked(by, pk=seen.pk)
        if issued.status != Bulletin.Status.ISSUED:
            raise NotTheMoment(_("印发以后、没有撤回的简报才能登记采用。"))
        return issued
    paper = Achievement.objects.select_related("unit").fetch(by, uid=row.uid)
    require_unit(by, Act.ADOPTION_RECORD, paper.unit)
    kept = Achievement.objects.locked(by, pk=paper.pk)
    if kept.kind != Achievement.Kind.PAPER or kept.taken_back_at is not None:
        raise NotTheMoment(_("只有没有撤回的调研文章才能登记采用。"))
    return kept


@transaction.atomic
def take_back_adoption(adoption: Adoption, *, reason: str, by: User) -> Adoption:
    """Take an adoption back that was entered by mistake; it counts no longer."""
    seen = Adoption.objects.select_related("unit").fetch(by, uid=adoption.uid)
    require_unit(by, Act.ADOPTION_RECORD, seen.unit)
    row = Adoption.objects.locked(by, pk=seen.pk)
    take_back(row, Act.ADOPTION_RECORD, reason=reason, by=by)
    return row
