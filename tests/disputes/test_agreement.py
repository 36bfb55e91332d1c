"""Settling in writing and orally."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import Http404

from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from disputes.models import Agreement, Dispute
from disputes.transitions.agreement import register_oral, settle_orally, settle_written
from tests.cast import World
from tests.disputes import cases
from tests.disputes.cases import ago


def written(dispute: Dispute, world: World, **more: Any) -> Agreement:
    values: dict[str, Any] = {
        "terms": "每家每月付 400 元。",
        "performance": "每月5日前转账",
        "sealed": True,
        "agreed_on": ago(6),
        "by": world.village,
    }
    return settle_written(dispute=dispute, **(values | more))


def test_written_takes_effect_when_sealed(world: World) -> None:
    dispute = cases.mediated(world, "agreed")
    with pytest.raises(Invalid) as refusal:
        written(dispute, world, sealed=False)
    assert "sealed" in refusal.value.errors
    agreement = written(dispute, world, effective_on=ago(5))
    assert (agreement.form, agreement.effective_on) == ("written", ago(5))
    assert cases.again(dispute).status == "settled"
    with pytest.raises(NotTheMoment, match="已达成协议"):
        written(dispute, world)


def test_oral_takes_effect_the_same_day(world: World) -> None:
    agreement = cases.settled(world)
    assert agreement.effective_on == agreement.agreed_on == ago(6)
    assert agreement.registered


def test_oral_registered_later(world: World) -> None:
    dispute = cases.settled(world, registered=False).dispute
    with pytest.raises(Forbidden):
        register_oral(dispute=dispute, by=world.county)
    with pytest.raises(Http404):
        register_oral(dispute=dispute, by=world.village_next)
    with pytest.raises(Stale):
        register_oral(dispute=dispute, by=world.village, version=1)
    assert register_oral(dispute=dispute, by=world.village).registered
    with pytest.raises(NotTheMoment, match="已经登记"):
        register_oral(dispute=dispute, by=world.village)


def test_a_written_one_is_not_registered_orally(world: World) -> None:
    dispute = cases.mediated(world, "agreed")
    written(dispute, world)
    with pytest.raises(NotTheMoment, match="没有口头协议"):
        register_oral(dispute=dispute, by=world.village)


@pytest.mark.parametrize("result", ["again", "not_agreed"])
def test_only_after_agreeing(world: World, result: str) -> None:
    with pytest.raises(NotTheMoment, match="达成协议"):
        written(cases.mediated(world, result), world)


def test_each_wrong_status(world: World) -> None:
    for status, dispute in cases.every_state(world).items():
        if status == "mediating":
            continue
        with pytest.raises(NotTheMoment):
            written(dispute, world)


def test_a_refusal_forbids(world: World) -> None:
    dispute = cases.refused(cases.mediated(world, "agreed"), world.village)
    with pytest.raises(NotTheMoment, match="第十七条"):
        written(dispute, world)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("terms", " "),
        ("performance", ""),
        ("agreed_on", ago(8)),
        ("agreed_on", ago(-1)),
        ("effective_on", ago(7)),
        ("effective_on", ago(-3)),
    ],
)
def test_what_does_not_hold(world: World, field: str, value: object) -> None:
    dispute = cases.mediated(world, "agreed")
    with pytest.raises(Invalid) as refusal:
        written(dispute, world, **{field: value})
    assert field in refusal.value.errors
    assert not Agreement.objects.exists()


def test_reach_role_and_version(world: World) -> None:
    dispute = cases.mediated(world, "agreed")
    with pytest.raises(Http404):
        written(dispute, world, by=world.village_next)
    with pytest.raises(Forbidden):
        written(dispute, world, by=world.county)
    with pytest.raises(Stale):
        written(dispute, world, version=1)
    with pytest.raises(Forbidden):
        settle_orally(
            dispute=dispute, terms="约定", performance="即时", registered=True, by=world.county
        )
