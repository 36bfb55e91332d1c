"""The county's word on two matters that may be one (T3). Nothing is merged away."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid, NotTheMoment
from disputes.models import Matter, MatterTwin
from disputes.queries.intake_rule import county_of
from disputes.transitions import handling


@transaction.atomic
def decide_twin(
    *, matter: Matter, other: Matter, verdict: str, reason: str, by: User
) -> MatterTwin:
    """The same thing brought twice, or not. Both stay; villages and townships learn nothing. A
    sealed matter is never compared with any. A word given may be given anew."""
    pair = sorted(
        (Matter.objects.locked(by, pk=matter.pk), Matter.objects.locked(by, pk=other.pk)),
        key=lambda row: row.pk,
    )
    first, second = pair
    county = county_of(first.place_id)
    acts.require(by, Act.MATTER_TWIN, county)
    if first.pk == second.pk or county_of(second.place_id) != county:
        raise Invalid(_("请选本县的另一件来件。"))
    if first.sealed or second.sealed:
        raise NotTheMoment(_("这件不参加查重。"))
    if verdict not in MatterTwin.Verdict.values:
        raise Invalid({"verdict": _("请选是不是同一件。")})
    reason = handling.require_reason("reason", reason)
    twin, _made = MatterTwin.objects.update_or_create(
        matter=first,
        other=second,
        defaults={
            "county_id": county,
            "verdict": verdict,
            "reason": reason,
            "by": by,
            "on": timezone.localdate(),
        },
    )
    trail.record(Act.MATTER_TWIN, by=by, on=twin, place=county, after={"verdict": twin.verdict})
    return twin
