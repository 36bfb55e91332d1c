"""Where awards stand, finer than their status: what a list filters by and a work list counts. Never
whether one has to wait (award_hold): a list would tell it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from households.award_standards import COUNTY_NOTICE, DEFAULT, GROUP, STEPS, TOWN_NOTICE
from households.models import Award, AwardCheck
from households.models.rank import OWN
from households.queries.award import notice_over, open_objection

Status = Award.Status
STAGES = (
    *("fresh", "assessed", "ended", "to_town_notice", "to_approve", "to_county_notice"),
    *("to_plate", "to_check"),
)


def counts(rows: QuerySet[Any, Any], names: Iterable[str], today: date) -> dict[str, int]:
    """How many of `rows` stand at each stage or status; "" for all. One query."""
    wanted = {
        f"n_{name}": Count("pk", filter=condition(name, today) if name else None) for name in names
    }
    figures = rows.order_by().aggregate(**wanted)
    return {name.removeprefix("n_"): n for name, n in figures.items()}


def _owes(step: str) -> Q:
    """A condition: the rules of the award's version and level want this step."""
    assert step in dict(STEPS)
    condition = Q(pk__in=[])
    for rank in OWN:
        made = Q(rules__isnull=False, **{f"rules__body__ladder__{rank}__skip__contains": [step]})
        left_out = made | (Q(rules__isnull=True) if DEFAULT.skips(rank, step) else Q(pk__in=[]))
        condition |= Q(rank=rank) & ~left_out
    return condition


def condition(name: str, today: date) -> Q:
    """The rows of a stage, or of a plain status."""
    nominated = Q(status=Status.NOMINATED)
    quiet = ~Q(open_objection())
    owes_group, owes_town, owes_county = map(_owes, (GROUP, TOWN_NOTICE, COUNTY_NOTICE))
    fresh = nominated & Q(group_on__isnull=True) & owes_group
    over_town = notice_over(today, Status.TOWN_NOTICED) & quiet
    over_county = notice_over(today, Status.COUNTY_NOTICED) & quiet
    stages = {
        "fresh": fresh,
        "assessed": nominated & ~fresh,
        "ended": notice_over(today) & quiet,
        "to_town_notice": Q(status=Status.REVIEWED) & owes_town,
        "to_approve": Q(status=Status.REVIEWED) & ~owes_town | over_town,
        "to_county_notice": Q(status=Status.APPROVED) & owes_county,
        "to_plate": Q(status=Status.APPROVED) & ~owes_county | over_county,
    }
    if name == "to_check":
        return check_owed(today.year)
    return stages.get(name, Q(status=name))


# Titles given before October are looked at in the same year (domain J1: award review in December).
GIVEN_BEFORE = (10, 1)


def check_owed(year: int) -> Q:
    """A condition on titles: this year's re-check is owed and was not made."""
    made = AwardCheck.objects.filter(award=OuterRef("pk"), year=year)
    given = Q(status=Status.PLATED, plated_on__lt=date(year, *GIVEN_BEFORE))
    return given & ~Q(Exists(made))
