"""Each night: no matter without somebody who answers for it (features 8, 12, 41)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import User
from campaigns.models import Division
from disputes.hand_over_rules import answer_due
from disputes.models import Matter, MatterHandler, MatterHandOver
from disputes.queries.hand_over import open_for, unit_above
from disputes.queries.owned import ownerless
from disputes.transitions.tell import tell


def keep_owned(*, by: User) -> list[MatterHandOver]:
    """Matters whose owner is gone lie with the office above, which takes them or hands them on; a
    sealed one is put to its supervisor by name. The old owner stays on record until somebody
    accepts: nothing changes hands in silence."""
    made = []
    for key in list(ownerless().values_list("pk", flat=True)):
        with transaction.atomic():
            matter = Matter.objects.select_for_update(of=("self",)).get(pk=key)
            if ownerless().filter(pk=key).exists() and (row := _held(matter, by)):
                made.append(row)
    return made


def _held(matter: Matter, by: User) -> MatterHandOver | None:
    """The matter put to the office above; None where a sealed one has nobody to be put to, which
    the keeping of supervisors looks after (disputes.transitions.seal)."""
    unit = unit_above(matter.unit_id)
    taking = _known_to(matter) if matter.sealed else None
    if unit is None or (matter.sealed and taking is None):
        return None
    if taking is not None:
        unit = _post_of(taking, matter) or unit
    now = timezone.now()
    row = MatterHandOver.objects.create(
        matter=matter,
        place_id=matter.place_id,
        giver_id=matter.owner_id,
        giver_unit_id=matter.unit_id,
        unit=unit,
        taking=taking,
        channel=matter.channel,
        received_on=matter.received_on,
        asked=_("承办人已离任或停用，请接收，或者另外移交。"),
        basis=MatterHandOver.Basis.DUTY,
        ground=_("来件不能没有人负责"),
        held=True,
        offered_by=by,
        offered_at=now,
        offered_on=timezone.localdate(now),
        due_at=answer_due(now, urgent=False),
    )
    trail.record(
        Act.MATTER_HOLD,
        by=by,
        on=matter,
        place=matter.place_id,
        after={"hand_over": str(row.uid), "giver": row.giver_id, "unit": unit.pk},
    )
    tell(
        [matter.owner],
        key=f"matter-{matter.pk}-held-{row.pk}",
        title=_("您承办过的一件来件，已请%(unit)s接手") % {"unit": unit.name},
    )
    return row


def _known_to(matter: Matter) -> User | None:
    """Who of a sealed matter's people is at her post: the supervisor before the handlers."""
    terms = MatterHandler.objects.in_force().filter(matter=matter, person__is_active=True)
    people = [t.person for t in terms.exclude(person=matter.owner_id).order_by("-role", "pk")]
    return next((p for p in people if open_for(p, matter) and _post_of(p, matter)), None)


def _post_of(person: User, matter: Matter) -> Division | None:
    mine = [p for p in person.postings_today if p.covers(matter.place_id)]
    return mine[0].division if mine else None
