"""Whether an award has to wait (暂缓). Answers yes or no, never why (domain H ⑨, K10).

Grounds are many on purpose, and all answered alike: a live red or grave file, a protection matter
or a pending veto (told by the apps above), an answer of another body that is still out or says
不通过, residence that is not proved, a title lost less than so many years ago, a household that
left, a closed year. At nomination a village is answered from what it may know; above the village
all grounds hold, whoever asks: the system looks, and its answer is one bit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts import scope
from accounts.models import User
from campaigns.models import Campaign
from households import award_holds
from households.award_standards import DEFAULT, SLIP, Rules
from households.models import Award, AwardSlip, AwardSlipLine, Household, ListedFamily, Tier
from households.queries.award_rules import rules_of
from households.tiers import add_months


def is_held(household: Household, campaign: Campaign, by: User, rules: Rules = DEFAULT) -> bool:
    """Whether a nomination of this household in this campaign has to wait, as far as `by` may
    know; one query."""
    rows = Household.objects.filter(pk=household.pk)
    closed = Exists(Campaign.objects.filter(pk=campaign.pk, status=Campaign.Status.CLOSED))
    waiting = Q(closed) | waits(by, "pk", "village_id", "", rules.reapply_years)
    return rows.filter(waiting).exists()


def held_among(awards: Iterable[Award]) -> frozenset[int]:
    """Keys of those awards that have to wait, in one query whatever their number. Asked as the
    system: what the reviewer may not know stops her all the same, without a word why."""
    rows = list(awards)
    if not rows:
        return frozenset()
    with scope.as_system() as system:
        found = Award.objects.filter(pk__in=[row.pk for row in rows])
        waiting = Q(campaign__status=Campaign.Status.CLOSED)
        waiting |= waits(
            system, "household_id", "village_id", "household__", _strictest(rows).reapply_years
        )
        waiting |= _unanswered(rows) | _unproved(rows)
        return frozenset(found.filter(waiting).values_list("pk", flat=True))


def _strictest(rows: Sequence[Award]) -> Rules:
    return max((rules_of(row) for row in rows), key=lambda r: r.reapply_years, default=DEFAULT)


def waits(by: User, key: str, village: str, prefix: str, years: int) -> Q:
    """A condition on rows that name a household under `key` and its village under `village`: what
    makes a household wait; prefix: the way to its columns."""
    grave = Q(tier=Tier.RED) | Q(grave=True)
    listed = ListedFamily.objects.visible_to(by).listed().filter(grave, household=OuterRef(key))
    lost = Award.objects.filter(
        household=OuterRef(key),
        status=Award.Status.REVOKED,
        ended_on__gt=add_months(timezone.localdate(), -12 * years),
    )
    gone = Q(**{f"{prefix}left_on__isnull": False})
    ours: Q = Q(Exists(listed)) | Q(Exists(lost)) | gone
    return ours | award_holds.told(key, village)


def _unanswered(rows: Sequence[Award]) -> Q:
    """An answer is out, says 不通过, or is owed by the rules and was never asked for."""
    owed = [row.pk for row in rows if not rules_of(row).skips(row.rank, SLIP)]
    lines = AwardSlipLine.objects.filter(award=OuterRef("pk"))
    out = lines.filter(Q(slip__status=AwardSlip.Status.SENT) | Q(result="fail"))
    passed = lines.filter(result="pass")
    return Q(Exists(out)) | (Q(pk__in=owed) & ~Q(Exists(passed)))


def _unproved(rows: Sequence[Award]) -> Q:
    """Neither resident nor registered long enough, and no proof looked at (domain B)."""
    by_months: dict[int, list[int]] = {}
    for row in rows:
        by_months.setdefault(rules_of(row).residence_months, []).append(row.pk)
    young = Q(pk__in=[])
    for months, keys in by_months.items():
        young |= Q(pk__in=keys, household__registered_on__gt=_since(months))
    return young & Q(residence_on__isnull=True, household__is_resident=False)


def _since(months: int) -> date:
    return add_months(timezone.localdate(), -months)
