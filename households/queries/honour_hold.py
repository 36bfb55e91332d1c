"""Whether an honour has to wait (暂缓). Answers yes or no, never why (domain H ⑨, K10).

Grounds are many on purpose and all answered alike: a closed year; the same honour of this place
taken back not long ago; a veto of the place (told by reports); for 零家暴社区 a live red or grave
file, a nil report of the year found untrue, a finding of police or court in the year (told by
disputes); for a 十佳平安家庭 whatever makes a household wait, or its title gone.

What is never a ground is that somebody asked for help: a place must not gain by talking people
out of it. Only what an authority has found counts, and hiding something counts.

Nothing of this is asked when an honour is proposed, so that nobody can feel for it; the county is
answered when it gives the notice and when it grants, as one bit.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts import scope
from accounts.models import User
from campaigns.models import Campaign
from households import award_holds
from households.award_standards import DEFAULT
from households.models import Award, Contradiction, Honour, ListedFamily, Tier
from households.queries.award_hold import waits
from households.queries.award_rules import rules_now
from households.queries.honour import of_place
from households.tiers import add_months

Kind = Honour.Kind
# A veto of a place is one of its team too (domain A5).
OF_UNITS = (*Honour.OF_PLACES, Kind.TEAM)


def held_honours(honours: Iterable[Honour]) -> frozenset[int]:
    """Keys of those honours that have to wait, in one query whatever their number. Asked as the
    system: what the reader may not know stops it all the same, without a word why."""
    rows = list(honours)
    if not rows:
        return frozenset()
    with scope.as_system() as system:
        years = max(
            (rules_now(key).reapply_years for key in {row.campaign_id for row in rows}),
            default=DEFAULT.reapply_years,
        )
        found = Honour.objects.filter(pk__in=[row.pk for row in rows])
        return frozenset(found.filter(_waits(system, years)).values_list("pk", flat=True))


def _waits(system: User, years: int) -> Q:
    since = add_months(timezone.localdate(), -12 * years)
    unit = Q(kind__in=OF_UNITS) & award_holds.place_told()
    unit |= Q(kind__in=Honour.OF_PLACES) & _taken_back(since)
    quiet = Q(kind=Kind.QUIET) & (_not_quiet(system) | award_holds.quiet_told())
    family = Q(kind=Kind.FAMILY) & (
        ~Q(award__status__in=Award.HELD)
        | waits(system, "award__household_id", "award__village_id", "award__household__", years)
    )
    return Q(campaign__status=Campaign.Status.CLOSED) | unit | quiet | family


def _taken_back(since: date) -> Q:
    lost = Honour.objects.filter(
        kind=OuterRef("kind"),
        place=OuterRef("place"),
        status=Honour.Status.REVOKED,
        ended_on__gt=since,
    )
    return Q(Exists(lost))


def _not_quiet(system: User) -> Q:
    inside = of_place(OuterRef("place_id"), OuterRef("place__end"))
    grave = Q(tier=Tier.RED) | Q(grave=True)
    live = ListedFamily.objects.visible_to(system).listed().filter(grave, inside)
    untrue = Contradiction.objects.visible_to(system).filter(
        inside,
        status=Contradiction.Status.CONFIRMED,
        decided_at__year__gte=OuterRef("campaign__year"),
    )
    return Q(Exists(live)) | Q(Exists(untrue))
