"""Verbs of who has a matter: passed up by the village, taken by somebody of the unit."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_version
from accounts.refusals import Forbidden, NotTheMoment
from accounts.roles import CASE_ROLES
from disputes.models import Matter, MatterHandOver
from disputes.queries.seal import handles
from disputes.transitions import hand_over, handling
from disputes.transitions.matter import change
from disputes.transitions.tell import tell


@transaction.atomic
def pass_up(*, matter: Matter, reason: str, by: User, version: int | None = None) -> Matter:
    """The village offers an unsorted matter to the township, which sorts it once somebody there has
    accepted it; until then, and where it is refused, whoever had it answers for it."""
    row = Matter.objects.locked(by, pk=matter.pk)
    acts.require(by, Act.MATTER_PASS_UP, row.place_id)
    if row.unit_id % 1000 == 0:
        raise NotTheMoment(_("这件已经在乡镇或县里，不用上交。"))
    if row.route:
        raise NotTheMoment(_("这件已经分办，不能再上交。"))
    _require_not_offered(row)
    require_version(row, version, {}, [])
    reason = handling.require_reason("reason", reason)
    hand_over.pass_up_unsorted(row, reason=reason, by=by)
    trail.record(
        Act.MATTER_PASS_UP,
        by=by,
        on=row,
        place=row.place_id,
        after={"unit": row.unit_id // 1000 * 1000},
    )
    return row


@transaction.atomic
def take(*, matter: Matter, by: User, version: int | None = None) -> Matter:
    """Somebody of the unit a matter lies with takes it, and answers for it from now on; who had it
    is told. Of a sealed one only who handles it."""
    row = Matter.objects.locked(by, pk=matter.pk)
    acts.require(by, Act.MATTER_TAKE, row.place_id)
    if not may_take(by, row):
        raise Forbidden(_("这件在别的单位，由那里的人接手。"))
    if row.status == Matter.Status.DONE or row.owner_id == by.pk:
        raise NotTheMoment(_("这件已办结，或者已由您承办。"))
    if row.sealed and not by.is_system and not handles(by, row):
        raise Forbidden(_("由知悉范围里的人接手。"))
    _require_not_offered(row)
    require_version(row, version, {}, [])
    before = row.owner_id
    tell(
        [row.owner],
        key=f"matter-{row.pk}-taken-{row.version}",
        title=_("您承办的一件来件已由%(name)s接手") % {"name": by.name},
    )
    change(row, owner=by)
    trail.record(
        Act.MATTER_TAKE,
        by=by,
        on=row,
        place=row.place_id,
        before={"owner": before},
        after={"owner": by.pk},
    )
    return row


def _require_not_offered(row: Matter) -> None:
    """409 while somebody was asked to take it (disputes.transitions.hand_over)."""
    if MatterHandOver.objects.waiting().filter(matter=row).exists():
        raise NotTheMoment(_("这件已提出移交，正在等别人接收，请先等答复或撤回。"))


def may_take(user: User, matter: Matter) -> bool:
    """Whether she works in the office a matter lies with."""
    return any(
        p.division_id == matter.unit_id and p.role in CASE_ROLES for p in user.postings_today
    )
