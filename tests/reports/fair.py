"""Vetoes and publication in tests, through the verbs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from reports.models import ScoringRun, Veto
from reports.transitions import veto as verbs
from reports.transitions.publication import publish, sign
from tests.cast import World

HINT = {"ground": "b", "source": "县公安局通报", "clue": "零报告当月发生重大隐患。"}


def hint(world: World, unit: int, **other: Any) -> Veto:
    """A suspected case."""
    values = HINT | {"by": world.governance} | other
    return verbs.suspect(campaign=world.campaign, unit=world.divisions[unit], **values)


def hearing(world: World, unit: int, told_on: date | None = None) -> Veto:
    """Verified by `governance`; the statement period ran out unless `told_on` says otherwise."""
    told = told_on or timezone.localdate() - timedelta(days=40)
    return verbs.verify(
        veto=hint(world, unit), founded=True, finding="查实", told_on=told, by=world.governance
    )


def decided(world: World, unit: int, **other: Any) -> Veto:
    """Decided by `governance_two`."""
    values: dict[str, Any] = {
        "vetoed": True,
        "document_number": "甲平安办〔2027〕5号",
        "reason": "零报告当月发生重大隐患，村里事前知情。",
        "decided_body": "甲县平安家庭创建工作领导小组",
        "decided_on": timezone.localdate() - timedelta(days=20),
        "by": world.governance_two,
    }
    return verbs.decide(veto=hearing(world, unit), **(values | other))


def published(world: World, run: ScoringRun) -> ScoringRun:
    """Signed by `governance`, published by `governance_lead`."""
    return publish(run=sign(run=run, by=world.governance), by=world.governance_lead)
