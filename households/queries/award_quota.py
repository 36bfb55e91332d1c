"""名额 of many villages at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from campaigns.models import Division
from households.award_standards import Rules
from households.models import Award, AwardQuota, Household
from households.models.rank import OWN
from households.queries.award import Quota

Status = Award.Status


@dataclass(frozen=True)
class Line:
    """One village: its households, and the places of each level."""

    village: Division
    homes: int
    quotas: list[Quota]


def table_of(villages: Sequence[Division], campaign: int, rules: Rules) -> list[Line]:
    """Places of each village and level as quota_of counts them; three queries for all."""
    codes = [v.code for v in villages]
    homes = dict(
        Household.objects.present()
        .filter(village__in=codes)
        .order_by()
        .values_list("village")
        .annotate(n=Count("pk"))
    )
    taken = {
        (village, rank): n
        for village, rank, n in Award.objects.filter(village__in=codes, campaign=campaign)
        .exclude(status__in=[Status.REJECTED, Status.ENDED])
        .order_by()
        .values_list("village", "rank")
        .annotate(n=Count("pk"))
    }
    given = {
        (village, rank): places
        for village, rank, places in AwardQuota.objects.filter(
            village__in=codes, campaign=campaign
        ).values_list("village", "rank", "places")
    }
    return [
        Line(
            village,
            homes.get(village.code, 0),
            [_quota(village.code, rank, homes, taken, given, rules) for rank in OWN],
        )
        for village in villages
    ]


def _quota(
    village: int,
    rank: str,
    homes: dict[int, int],
    taken: dict[tuple[int, str], int],
    given: dict[tuple[int, str], int],
    rules: Rules,
) -> Quota:
    count, used = homes.get(village, 0), taken.get((village, rank), 0)
    if (village, rank) in given:
        return Quota(count, None, given[village, rank], used)
    percent = rules.ladder[rank].percent
    allowed = max(1, count * percent // 100) if count and percent else 0
    return Quota(count, percent, allowed, used)
