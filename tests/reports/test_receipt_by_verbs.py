"""The same acts, told of the same December days: put in while the year runs they count, put in
after its data closed they gain nobody anything, by the verbs themselves."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from campaigns.transitions.fund import change_fund, plan_fund
from disputes.models import Matter, MatterHandOver
from disputes.transitions.agreement import register_oral, settle_orally
from disputes.transitions.dispute import accept, pass_up
from disputes.transitions.hand_over import accept as accept_hand_over
from disputes.transitions.rights import accept as accept_rights
from disputes.transitions.rights import answer as answer_rights
from disputes.transitions.sorting import to_rights
from households.models import Award, Household
from households.transitions.award_title import check
from households.transitions.pairing import pair
from households.transitions.pledge import sign_household
from households.transitions.safe_family import mark
from households.transitions.visit import record_visit
from reports.metrics.counting import Period, count_by_place
from reports.metrics.declarations import DECLARATIONS
from tests.campaigns.year import group_of, seat_of
from tests.cast import World
from tests.disputes import cases
from tests.households import families
from tests.households.reporting import at
from tests.reports import doing
from tests.reports.test_run import T2, V1

TOLD = date(2026, 12, 20)
GAINED = {
    "award_quality", "creation", "family_files", "follow_ups", "household_pledges", "keepers",
    "lead_and_fund", "mediated", "mediation_success", "oral_registered", "pairings", "passed_up",
    "rights_decided", "settled_in_village", "visits",
}  # fmt: skip


def homes(world: World) -> None:
    """A home registered in time signs, meets the standard, is listed and helped; a title looked
    at."""
    home = Household.objects.filter(village=V1).order_by("pk")[8]
    sign_household(home, campaign=world.campaign, signed_on=TOLD, by=world.village)
    mark(world.village_one, world.campaign, met=[home.uid], on_day=TOLD, by=world.village)
    row = families.family(
        world, home, listed_on=TOLD, hardship=True, categories=["14"], tier="green"
    )
    record_visit(
        row, visited_on=TOLD, way="home", met="本人", state="平稳", change="same",
        by=world.village,
    )  # fmt: skip
    pair(
        home, helper_kind="unit", helper_name="镇中学", need="就学", measures="每月上门",
        since=TOLD, by=world.town,
    )  # fmt: skip
    title = Award.objects.get(status="plated")
    check(title, result="keep", words="家庭和睦，邻里都说好。", checked_on=TOLD, by=world.village)


def mediations(world: World) -> None:
    """One settled orally and put into the register, one passed up."""
    days: dict[str, Any] = {"on": TOLD, "by": world.village}
    settled, passed = (
        cases.consent(cases.taken(world, taken_in_on=TOLD), world.village, on=TOLD)
        for _ in range(2)
    )
    accept(dispute=settled, rights_told_on=TOLD, **days)
    cases.sit(cases.again(settled), world.village, "agreed", on=TOLD)
    settled = cases.again(settled)
    said = cases.content(settled, items=cases.items(settled, due_on=date(2027, 1, 31)))
    settle_orally(dispute=settled, content=said, registered=False, agreed_on=TOLD, by=world.village)
    register_oral(dispute=cases.again(settled), by=world.village)
    pass_up(dispute=cases.again(passed), reason=cases.REASON, on=TOLD, by=world.village)
    waiting = MatterHandOver.objects.waiting().get(matter=passed.matter_id)
    accept_hand_over(waiting, by=world.town)


def offices(world: World) -> None:
    """Somebody leads a township, and there is money after all; a letter is answered."""
    unit = world.divisions[T2]
    seat_of(group_of(unit, world.town_next), world.town_next)
    fund = plan_fund(
        unit, world.campaign, planned=0, budget_paper="镇财6号", decided_on=TOLD,
        by=world.town_next,
    )  # fmt: skip
    change_fund(
        fund, planned=5000, budget_paper="镇财7号", decided_on=TOLD, reason="年中追加",
        by=world.town_next,
    )  # fmt: skip
    matter = Matter.objects.create(
        place=world.village_one, unit=world.township, owner=world.town, channel="letter",
        received_on=date(2026, 10, 1), received_by=world.town, brief="反映",
    )  # fmt: skip
    rights = to_rights(matter=matter, category="labour", by=world.town)
    rights = accept_rights(rights=rights, on=date(2026, 10, 5), by=world.town)
    answer_rights(
        rights=rights, words="经查属实，已补发。", answered_on=date(2026, 11, 1), by=world.town
    )


def done(world: World) -> dict[tuple[str, int], tuple[int, int]]:
    """Numerator and denominator by metric and place."""
    period = Period.of(world.campaign)
    return {
        (key, place): (f.top(), f.base())
        for key in DECLARATIONS
        for place, f in count_by_place(key, period).items()
    }


@pytest.mark.parametrize(
    ("clock", "gained"), [("2026-12-31 20:00:00", GAINED), ("2027-01-01 00:00:00", set())]
)
def test_a_day_of_the_year_told_late_gains_nothing(
    world: World, small_year: None, clock: str, gained: set[str]
) -> None:
    doing.renumbered()
    doing.an_award_not_checked(world)
    with at("2026-11-20 09:00:00"):
        kept = cases.again(cases.settled(world, registered=False).dispute)
    before = done(world)
    with at(clock):
        for act in (homes, mediations, offices):
            act(world)
        register_oral(dispute=kept, by=world.village)
        asked = {"found": {1: "not_due"}, "visited_on": date(2026, 12, 5)}
        cases.visited(cases.again(kept), world.village, **asked)
        assert timezone.localdate() > TOLD
    after = done(world)
    grown = {
        key for key, place in after if after[key, place][0] > before.get((key, place), (0,))[0]
    }
    assert grown == gained
    for where, (top, base) in before.items():
        assert after[where][1] >= base, where
        if not gained:
            assert after[where][0] == top, where
