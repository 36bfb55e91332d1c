"""Matters to hand over, supervise and refer."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from campaigns.models import Division
from disputes.models import Matter, Referral
from disputes.transitions.matter import Person, receive
from disputes.transitions.matter import change as change_matter
from disputes.transitions.referral import Slip, send
from tests.cast import World

CANARY = "cnryword"


def ahead(days: int) -> date:
    """The local day `days` days from today."""
    return timezone.localdate() + timedelta(days=days)


def matter(
    world: World, by: User | None = None, place: Division | None = None, **more: Any
) -> Matter:
    """待分办, taken in today by the village; every word of it is a canary."""
    return receive(
        place=place or world.village_one,
        channel=more.pop("channel", "visit"),
        brief=f"{CANARY}内容",
        request=f"{CANARY}诉求",
        people=[Person("applicant", f"{CANARY}甲"), Person("respondent", f"{CANARY}乙")],
        by=by or world.village,
        **more,
    )


def sorted_to(row: Matter, route: str, on: date | None = None) -> Matter:
    """Sorted without a branch of its own."""
    change_matter(
        row, route=route, status=Matter.Status.HANDLING, sorted_on=on or timezone.localdate()
    )
    return row


def slip(**more: Any) -> Slip:
    """What a clerk would write."""
    values: dict[str, Any] = {
        "kind": "court",
        "agency": "甲县人民法院",
        "asked": "请接待来人，说明申请的办法。",
        "answer_by": ahead(5),
        "contact": "请先联系我单位",
        "phone": "05160001234",
    }
    return Slip(**(values | more))


def referred(world: World, row: Matter | None = None, **more: Any) -> tuple[Referral, str]:
    """A slip that is out, and its token."""
    return send(row or matter(world), slip=slip(**more), by=world.village)
