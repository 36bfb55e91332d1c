"""Verbs of a hold on a matter: it is kept beyond its term, until the hold is lifted."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid, NotTheMoment
from disputes.models import Matter, MatterHold
from disputes.transitions.casework import require_knows
from disputes.transitions.handling import require_reason


@transaction.atomic
def hold_matter(matter: Matter, *, reason: str, by: User, until: date | None = None) -> MatterHold:
    """Keep a matter from being erased (a law case, an inspection)."""
    row = _known(matter, by)
    today = timezone.localdate()
    if until is not None and until < today:
        raise Invalid({"until": _("截止日期不能早于今天。")})
    if MatterHold.objects.in_force().filter(matter=row).exists():
        raise NotTheMoment(_("这一件已在保全中。"))
    made = MatterHold.objects.create(
        matter=row,
        place_id=row.place_id,
        reason=require_reason("reason", reason),
        placed_by=by,
        placed_on=today,
        until=until,
    )
    trail.record(Act.PROTECTION_HOLD, by=by, on=made, place=row.place_id)
    return made


@transaction.atomic
def lift_matter_hold(matter: Matter, *, by: User) -> MatterHold:
    """The hold in force is over."""
    row = _known(matter, by)
    hold = MatterHold.objects.in_force().select_for_update().filter(matter=row).first()
    if hold is None:
        raise NotTheMoment(_("这一件没有在保全。"))
    hold.lifted_by, hold.lifted_on = by, timezone.localdate()
    hold.save(update_fields=["lifted_by", "lifted_on"])
    trail.record(Act.PROTECTION_HOLD, by=by, on=hold, place=row.place_id, after={"lifted": True})
    return hold


def _known(matter: Matter, by: User) -> Matter:
    row = Matter.objects.locked(by, uid=matter.uid)
    acts.require(by, Act.PROTECTION_HOLD, row.place_id)
    if row.sealed:
        require_knows(by, row)
    return row
