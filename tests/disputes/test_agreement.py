"""Drafting, signing and settling in writing and orally."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from disputes.models import Agreement, Dispute, Promise
from disputes.transitions.agreement import (
    draft,
    register_oral,
    settle_orally,
    settle_written,
    sign,
)
from tests.cast import World
from tests.disputes import cases
from tests.disputes.cases import ago


def drawn(dispute: Dispute, world: World, **more: Any) -> Agreement:
    values: dict[str, Any] = {"agreed_on": ago(6), "by": world.village}
    content = more.pop("content", None) or cases.content(dispute)
    return draft(dispute=dispute, content=content, **(values | more))


def parties(agreement: Agreement) -> list[int]:
    return [p.pk for p in agreement.dispute.parties.all()]


def signing(agreement: Agreement, world: World, **more: Any) -> Agreement:
    return sign(**({"dispute": agreement.dispute, "by": world.village} | more))


def test_written_is_in_force_only_with_all_three(world: World) -> None:
    """人民调解法 art. 29: parties, mediator and seal; the day of the last one counts."""
    agreement = cases.drafted(world)
    father, elder, younger = parties(agreement)
    assert agreement.copies == 4
    assert not agreement.in_force
    steps: list[tuple[dict[str, Any], date, list[str]]] = [
        ({"seal": True}, ago(5), ["当事人签名", "调解员签名"]),
        ({"signed": {father: "name", elder: "finger"}}, ago(4), ["当事人签名", "调解员签名"]),
        ({"mediator": True}, ago(6), ["当事人签名"]),
    ]
    for more, day, lacking in steps:
        agreement = signing(agreement, world, on=day, **more)
        assert agreement.lacking == lacking
        assert cases.again(agreement.dispute).status == "mediating"
    agreement = signing(agreement, world, signed={younger: "seal"}, on=ago(3))
    assert agreement.lacking == []
    assert (agreement.parties_signed_on, agreement.effective_on) == (ago(3), ago(3))
    assert cases.again(agreement.dispute).status == "settled"
    with pytest.raises(NotTheMoment, match="已达成协议"):
        signing(agreement, world, seal=True)


def test_all_at_one_table(world: World) -> None:
    dispute = cases.mediated(world, "agreed")
    more: dict[str, Any] = {"agreed_on": ago(6), "signed_on": ago(5), "by": world.village}
    made = settle_written(dispute=dispute, content=cases.content(dispute), **more)
    assert (made.effective_on, made.copies) == (ago(5), 4)
    assert made.signatures.count() == 3
    told = Trail.objects.filter(noun="disputes.dispute", key=str(dispute.pk), act="dispute.sign")
    assert told.get().after["status"] == "settled"
    assert "赡养" not in str(told.get().after)


def test_signed_once_and_by_its_own_parties(world: World) -> None:
    agreement = cases.drafted(world)
    father = parties(agreement)[0]
    signing(agreement, world, signed={father: "name"}, mediator=True, on=ago(5))
    twice: list[dict[str, Any]] = [{"signed": {father: "name"}}, {"mediator": True}]
    for more in twice:
        with pytest.raises(NotTheMoment, match="已于"):
            signing(agreement, world, **more)
    stranger = parties(cases.drafted(world))[0]
    wrong: list[dict[str, Any]] = [
        {"signed": {stranger: "name"}},
        {"signed": {parties(agreement)[1]: "blood"}},
        {"seal": True, "on": ago(7)},
        {"seal": True, "on": ago(-1)},
        {},
    ]
    for more in wrong:
        with pytest.raises(Invalid):
            signing(agreement, world, **more)
    assert Agreement.objects.get(pk=agreement.pk).sealed_on is None


def test_written_anew_the_signatures_fall(world: World) -> None:
    agreement = cases.drafted(world)
    signing(agreement, world, signed=dict.fromkeys(parties(agreement), "name"), seal=True)
    again = drawn(agreement.dispute, world)
    assert again.pk == agreement.pk
    assert again.lacking == ["当事人签名", "调解员签名", "调委会盖章"]
    assert again.signatures.count() == 0
    assert again.promises.count() == 1


def test_the_database_lets_no_unsigned_one_into_force(world: World) -> None:
    agreement = cases.drafted(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.objects.filter(pk=agreement.pk).update(effective_on=ago(6))


def test_no_draft_nothing_to_sign(world: World) -> None:
    with pytest.raises(NotTheMoment, match="还没有起草"):
        sign(dispute=cases.mediated(world, "agreed"), seal=True, by=world.village)


def test_oral_takes_effect_the_same_day(world: World) -> None:
    agreement = cases.settled(world)
    assert agreement.effective_on == agreement.agreed_on == ago(6)
    assert agreement.registered
    with pytest.raises(NotTheMoment, match="已达成协议"):
        drawn(agreement.dispute, world)


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
    with pytest.raises(NotTheMoment, match="没有口头协议"):
        register_oral(dispute=cases.drafted(world).dispute, by=world.village)


@pytest.mark.parametrize("result", ["again", "not_agreed"])
def test_only_after_agreeing(world: World, result: str) -> None:
    with pytest.raises(NotTheMoment, match="达成协议"):
        drawn(cases.mediated(world, result), world)


def test_each_wrong_status(world: World) -> None:
    for status, dispute in cases.every_state(world).items():
        if status == "mediating":
            continue
        with pytest.raises(NotTheMoment):
            drawn(dispute, world)
        with pytest.raises(NotTheMoment):
            sign(dispute=dispute, seal=True, by=world.village)


def test_a_refusal_forbids(world: World) -> None:
    agreement = cases.drafted(world)
    dispute = cases.refused(agreement.dispute, world.village)
    with pytest.raises(NotTheMoment, match="第十七条"):
        drawn(dispute, world)
    with pytest.raises(NotTheMoment, match="第十七条"):
        signing(agreement, world, seal=True)


@pytest.mark.parametrize(
    ("field", "value"),
    [("facts", " "), ("issue", ""), ("responsibility", ""), ("items", ()), ("copies", 3)],
)
def test_what_art_29_asks_for(world: World, field: str, value: object) -> None:
    dispute = cases.mediated(world, "agreed")
    with pytest.raises(Invalid) as refusal:
        drawn(dispute, world, content=cases.content(dispute, **{field: value}))
    assert list(refusal.value.errors) == [field]
    assert not Agreement.objects.exists()
    assert not Promise.objects.exists()


@pytest.mark.parametrize("day", [ago(8), ago(-1)])
def test_the_day_of_agreement(world: World, day: date) -> None:
    with pytest.raises(Invalid) as refusal:
        drawn(cases.mediated(world, "agreed"), world, agreed_on=day)
    assert "agreed_on" in refusal.value.errors


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"by_party": 0}, "由谁履行"),
        ({"to_party": 0}, "向谁履行"),
        ({"what": " "}, "做什么"),
        ({"way": "barter"}, "履行方式"),
        ({"amount": None}, "金额"),
        ({"amount": 0}, "大于 0"),
        ({"due_on": ago(7)}, "不能早于"),
    ],
)
def test_a_promise_says_all(world: World, more: dict[str, Any], words: str) -> None:
    dispute = cases.mediated(world, "agreed")
    with pytest.raises(Invalid) as refusal:
        drawn(dispute, world, content=cases.content(dispute, items=cases.items(dispute, **more)))
    assert words in refusal.value.errors["items"]
    assert refusal.value.errors["items"].startswith("第 1 项")


def test_no_promise_to_oneself(world: World) -> None:
    dispute = cases.mediated(world, "agreed")
    own = dispute.parties.all()[1].pk
    items = cases.items(dispute, by_party=own, to_party=own)
    with pytest.raises(Invalid, match="自己"):
        drawn(dispute, world, content=cases.content(dispute, items=items))


def test_reach_role_and_version(world: World) -> None:
    dispute = cases.mediated(world, "agreed")
    with pytest.raises(Http404):
        drawn(dispute, world, by=world.village_next)
    with pytest.raises(Forbidden):
        drawn(dispute, world, by=world.county)
    with pytest.raises(Stale):
        drawn(dispute, world, version=1)
    content = cases.content(dispute)
    with pytest.raises(Forbidden):
        settle_orally(dispute=dispute, content=content, registered=True, by=world.county)
    agreement = drawn(dispute, world)
    with pytest.raises(Http404):
        signing(agreement, world, seal=True, by=world.village_next)
    with pytest.raises(Forbidden):
        signing(agreement, world, seal=True, by=world.county)
    with pytest.raises(Stale):
        signing(agreement, world, seal=True, version=1)
