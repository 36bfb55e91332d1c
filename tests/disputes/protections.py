"""Protection cases in each state, made by the verbs themselves."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts import scope
from accounts.models import User
from disputes.models import ProtectionCase, ProtectionOrder
from disputes.safety import FACTORS
from disputes.transitions import order as orders
from disputes.transitions import protection as verbs
from disputes.transitions import protection_end, safety
from disputes.transitions.matter import Person
from disputes.transitions.protecting import protect
from tests.cast import World
from tests.disputes.cases import ago
from tests.disputes.matters import sealed_matter

CHILD = Person("concerned", "小雨", capacity="none")
WHY = "评估后认为需要尽快处置"


def taken_case(world: World, by: User | None = None, **more: Any) -> ProtectionCase:
    """求助: registered by the village's mediator; 镇妇联一 supervises."""
    by = by or world.village
    matter = sealed_matter(world, by)
    values: dict[str, Any] = {
        "relation": "spouse",
        "injury": "light",
        "police_called": "no",
        "needs": ["shelter", "order"],
    }
    with scope.opened(by):
        protect(matter, by=by)
        return verbs.take_case(matter, by=by, **(values | more))


def contacted(world: World, **more: Any) -> ProtectionCase:
    """The safe contact is known."""
    case = taken_case(world, **more)
    with scope.opened(world.village):
        return verbs.set_safe_contact(
            case, phone="13800138000", hours="工作日上午", ask="本人", words="说是合作医疗的事",
            told="无", message=False, by=world.village,
        )  # fmt: skip


def answers(*present: str) -> dict[str, tuple[str, date | None]]:
    """Every factor answered; those named are present."""
    return {f.code: ("yes" if f.code in present else "no", None) for f in FACTORS}


def assess(
    world: World, case: ProtectionCase, level: str = "medium", by: User | None = None, **more: Any
) -> None:
    by = by or world.village
    with scope.opened(by):
        safety.assess(case, answers=answers("worse"), level=level, reasons=WHY, by=by, **more)


def assessed(world: World, **more: Any) -> ProtectionCase:
    """已评估."""
    case = contacted(world, **more)
    assess(world, case)
    return again(case)


def planned(world: World, **more: Any) -> ProtectionCase:
    """处置中."""
    case = assessed(world, **more)
    with scope.opened(world.village):
        safety.plan_step(
            case, kind="self", what="证件和钥匙放在邻居家", who="本人", by=world.village,
            due_on=timezone.localdate(),
        )  # fmt: skip
    return again(case)


def tracked(world: World, **more: Any) -> ProtectionCase:
    """跟踪中, the plan done."""
    case = planned(world, **more)
    with scope.opened(world.village):
        safety.finish_step(case.plan.get(), result="已经放好，钥匙两把", by=world.village)
        protection_end.visit(case, way="office", safety="safe", words="近来平稳", by=world.village)
    return again(case)


def closed(world: World) -> ProtectionCase:
    """已结案."""
    case = tracked(world)
    assess(world, case, "low", on=ago(0))
    with scope.opened(world.town):
        protection_end.close(case, ground="safe", words="已搬到父母家，三个月平稳", by=world.town)
    return again(case)


def granted(
    world: World, case: ProtectionCase, decided_on: date | None = None, months: int = 6
) -> ProtectionOrder:
    """An order in force."""
    by, decided_on = world.village, decided_on or ago(1)
    at = timezone.now() - (timezone.localdate() - decided_on) - timedelta(hours=20)
    with scope.opened(by):
        order = orders.prepare_order(case, applicant="self", court="甲县人民法院", by=by)
        orders.apply_for_order(order, applied_at=at, evidence=["warning"], urgent=True, by=by)
        return orders.grant_order(
            order, decided_on=decided_on, number="（2026）甲民保令1号",
            measures=["stop", "contact"], months=months, by=by,
        )  # fmt: skip


def again(case: ProtectionCase) -> ProtectionCase:
    """The case as stored now."""
    return ProtectionCase.objects.select_related("matter", "mandatory_report").get(pk=case.pk)
