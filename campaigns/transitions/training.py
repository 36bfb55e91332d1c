"""Verbs of training: held, who came, taken back (domain A6 1.5)."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import Posting, User
from accounts.refusals import Invalid, NotTheMoment
from accounts.roles import CASE_ROLES, Role
from campaigns.models import Division, Trainee, Training
from campaigns.transitions.once import saved_once
from campaigns.transitions.open_year import require_day_open
from campaigns.transitions.taking_back import take_back
from campaigns.transitions.unit import require_own, require_unit

FARTHEST_DAYS = 366
NAMES_MOST = 300


@transaction.atomic
def hold_training(
    unit: Division,
    *,
    day: date,
    topic: str,
    teacher: str,
    venue: str,
    by: User,
    roles: Collection[str] = (),
    names: Iterable[str] = (),
    client_uuid: uuid.UUID | None = None,
) -> Training:
    """Record a training of one's own unit: who should come is everybody posted with one of `roles`
    in the unit's area that day, and the names of a list for people without an account. Who came
    is marked afterwards. The same client_uuid again answers with the first record."""
    require_own(by, Act.TRAINING_HOLD, unit)
    if client_uuid:
        known = Training.objects.visible_to(by).filter(client_uuid=client_uuid).first()
        if known is not None:
            return known
    listed = list(dict.fromkeys(n.strip() for n in names if n.strip()))
    errors = _faults(day, topic, teacher, venue, roles, listed)
    if errors:
        raise Invalid(errors)
    require_day_open(unit.code, day)
    row = Training(
        client_uuid=client_uuid,
        unit=unit,
        day=day,
        topic=topic.strip(),
        teacher=teacher.strip(),
        venue=venue.strip(),
        recorded_by=by,
        recorded_at=timezone.now(),
    )
    row, new = saved_once(row, by=by)
    if not new:
        return row
    people = _posted(unit, day, roles)
    if not people and not listed:
        raise Invalid({"roles": _("这天没有这些岗位的人，请另选，或写上名单。")})
    Trainee.objects.bulk_create(
        [
            *(Trainee(training=row, place_id=at, person=who, name=who.name) for who, at in people),
            *(Trainee(training=row, place=unit, name=name) for name in listed),
        ]
    )
    after = {"day": day.isoformat(), "roles": sorted(roles), "should": len(people) + len(listed)}
    trail.record(Act.TRAINING_HOLD, by=by, on=row, place=unit.code, after=after)
    return row


def _faults(
    day: date,
    topic: str,
    teacher: str,
    venue: str,
    roles: Collection[str],
    listed: Collection[str],
) -> dict[str, str]:
    today, errors = timezone.localdate(), {}
    for name, value in (("topic", topic), ("teacher", teacher), ("venue", venue)):
        if not value.strip():
            errors[name] = _("请填写。")
    if day > today or (today - day).days > FARTHEST_DAYS:
        errors["day"] = _("培训结束后登记，日期在最近一年里。")
    if not set(roles) <= {r.value for r in CASE_ROLES}:
        errors["roles"] = _("请从列出的岗位里选。")
    if not roles and not listed:
        errors["roles"] = _("请选应参训的岗位，或写上名单。")
    if len(listed) > NAMES_MOST or any(len(name) > 20 for name in listed):
        errors["names"] = _("一行一个姓名，每个不超过 20 个字，最多 300 人。")
    return errors


def _posted(unit: Division, day: date, roles: Collection[str]) -> list[tuple[User, int]]:
    """Whoever holds one of the roles in the unit's area on the day, each once, with her place."""
    rows = Posting.objects.filter(
        role__in=[Role(r) for r in roles],
        days__contains=day,
        division_id__gte=unit.code,
        division_id__lt=unit.end,
        user__is_active=True,
        user__is_system=False,
    )
    out: dict[int, tuple[User, int]] = {}
    for posting in rows.select_related("user").order_by("division_id", "pk"):
        out.setdefault(posting.user_id, (posting.user, posting.division_id))
    return list(out.values())


@transaction.atomic
def mark_attendance(training: Training, *, came: Collection[int], by: User) -> Training:
    """Mark who came (keys of trainees); marked again it is corrected, with a trail."""
    row = _own(training, by)
    if row.taken_back_at is not None:
        raise NotTheMoment(_("这次培训的登记已经撤回。"))
    rows = list(Trainee.objects.visible_to(by).filter(training=row).select_for_update())
    keys = {trainee.pk for trainee in rows}
    if not set(came) <= keys:
        raise Invalid({"came": _("请从应参训人员里选。")})
    before = sum(t.came for t in rows)
    for trainee in rows:
        trainee.came = trainee.pk in came
    Trainee.objects.bulk_update(rows, ["came"])
    trail.record(
        Act.TRAINING_HOLD,
        by=by,
        on=row,
        place=row.unit_id,
        before={"came": before},
        after={"came": len(set(came)), "should": len(rows)},
    )
    return row


@transaction.atomic
def take_back_training(training: Training, *, reason: str, by: User) -> Training:
    """Take back what was entered by mistake, with a reason; it counts no longer."""
    row = _own(training, by)
    take_back(row, Act.TRAINING_HOLD, reason=reason, by=by)
    return row


def _own(training: Training, by: User) -> Training:
    """The unit's own training, locked; 403 for those who only read it from below or above."""
    seen = Training.objects.select_related("unit").fetch(by, uid=training.uid)
    require_unit(by, Act.TRAINING_HOLD, seen.unit)
    return Training.objects.locked(by, pk=seen.pk)
