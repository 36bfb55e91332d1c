"""Rights matters in each state, made by the verbs themselves."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from disputes.models import Matter, MatterHandOver, RightsMatter
from disputes.transitions import rights, rights_review
from disputes.transitions.hand_over import accept as take_over
from disputes.transitions.intake import register
from disputes.transitions.matter import Caller, Person
from disputes.transitions.passing import pass_up
from disputes.transitions.sorting import to_rights
from tests.cast import World

REASON = "要求答复，双方不愿调解"


def ago(days: int) -> date:
    """The local day `days` days before today."""
    return timezone.localdate() - timedelta(days=days)


def letter(world: World, who: str = "town", **more: Any) -> Matter:
    """A letter received ten days ago, unsorted."""
    values: dict[str, Any] = {
        "place": world.village_one,
        "channel": "letter",
        "brief": "单位三个月没有给产假工资。",
        "request": "补发工资",
        "caller": Caller("self", "余德民", "13800138000"),
        "people": [Person("respondent", "沛华服装厂")],
        "received_on": ago(10),
        "by": world.users[who],
    }
    return register(**(values | more))


def opened(world: World, who: str = "town", **more: Any) -> RightsMatter:
    """待告知."""
    return to_rights(matter=letter(world, who, **more), category="labour", by=world.users[who])


def accepted(world: World, who: str = "town", **more: Any) -> RightsMatter:
    """办理中 for eight days."""
    return rights.accept(rights=opened(world, who, **more), by=world.users[who], on=ago(8))


def answered(world: World, who: str = "town", **more: Any) -> RightsMatter:
    """已答复 five days ago."""
    return rights.answer(
        rights=accepted(world, who, **more),
        words="经查属实，已责成补发三个月工资。",
        answered_on=ago(5),
        told_on=ago(5),
        by=world.users[who],
    )


def in_review(world: World, who: str = "town", **more: Any) -> RightsMatter:
    """复查中 for three days."""
    row = answered(world, who, **more)
    rights_review.ask_review(
        rights=row, request="只答应补一个月，不服", asked_on=ago(3), by=world.users[who]
    )
    return again(row)


def reviewed(world: World) -> RightsMatter:
    """复查已答复 two days ago, by the county."""
    row = in_review(world)
    rights_review.answer_review(
        rights=row,
        result="upheld",
        words="原答复事实清楚，维持。",
        answered_on=ago(2),
        told_on=ago(2),
        by=world.county,
    )
    return again(row)


def in_second(world: World) -> RightsMatter:
    """复核中 since yesterday."""
    row = reviewed(world)
    rights_review.ask_review(
        rights=row, request="对复查意见仍然不服", asked_on=ago(1), by=world.county
    )
    return again(row)


def final(world: World) -> RightsMatter:
    """复核终结: the city's paper, recorded by the county."""
    row = in_second(world)
    rights_review.answer_review(
        rights=row, result="upheld", words="维持复查意见。", answered_on=ago(0), by=world.county
    )
    return again(row)


def transferred(world: World) -> RightsMatter:
    """已转送."""
    return rights.transfer(rights=opened(world), whom="县人社局", on=ago(4), by=world.town)


def moved(world: World) -> RightsMatter:
    """已改办: sorted away before anything was done."""
    from disputes.transitions.sorting import answer_advice

    row = opened(world)
    answer_advice(matter=row.matter, words="已告知办法。", reason=REASON, by=world.town)
    return again(row)


def again(row: RightsMatter) -> RightsMatter:
    """The rights matter as stored now."""
    return RightsMatter.objects.select_related("matter").get(pk=row.pk)


def every_state(world: World) -> dict[str, RightsMatter]:
    """One in each status."""
    return {
        "open": opened(world),
        "accepted": accepted(world),
        "transferred": transferred(world),
        "answered": answered(world),
        "review": in_review(world),
        "reviewed": reviewed(world),
        "second": in_second(world),
        "final": final(world),
        "moved": moved(world),
    }


def passed(world: World) -> Matter:
    """A village's matter the township has accepted, unsorted."""
    made = letter(world, "village")
    pass_up(matter=made, reason="要求书面答复，村里办不了", by=world.village)
    return take_over(MatterHandOver.objects.waiting().get(matter=made), by=world.town).matter
