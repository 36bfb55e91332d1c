"""Leads and proposals: allowed, refused from every other state, wrong role, wrong area, whole."""

from __future__ import annotations

import uuid
from typing import Any
from unittest.mock import patch

import pytest
from django.http import Http404

from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from households.models import Hazard, Keeper, ListedFamily, Proposal, TierDecision, VisitDuty
from households.tier_work import items
from households.transitions.proposal import (
    dismiss,
    note_lead,
    propose_change,
    propose_listing,
    withdraw,
)
from households.transitions.proposal_answer import confirm, send_back
from households.transitions.tier import raise_tier
from tests.cast import World
from tests.households.families import REASON, age, days, family, home, listing

WHY = "入户核实，情况属实"


def said(world: World, **values: Any) -> dict[str, Any]:
    """What a village says in a proposal."""
    return listing(world, **({"by": world.village} | values))


def lead(world: World, **values: Any) -> Proposal:
    """A lead about a household of 甲一村."""
    fields: dict[str, Any] = {"categories": ["02"], "situation": "邻居说常吵", "by": world.village}
    return note_lead(home(world), **(fields | values))


def proposal(world: World, **values: Any) -> Proposal:
    """A yellow proposal that waits."""
    return propose_listing(home(world), **said(world, **values))


def test_lead_to_proposal_to_list(world: World) -> None:
    row = lead(world)
    assert (row.status, row.tier, row.family) == ("lead", "", None)
    assert [i.title for i in items(world.village, days(0))] == ["核实 姜*强 家的线索"]
    taken = propose_listing(row.household, version=1, **said(world))
    assert (taken.pk, taken.status, taken.version) == (row.pk, "pending", 2)
    assert not ListedFamily.objects.exists()
    assert [i.title for i in items(world.town, days(0))] == ["审定 姜*强 家的列入"]
    done = confirm(taken, by=world.town, version=2)
    assert (done.status, done.tier_set) == ("confirmed", "yellow")
    stay = ListedFamily.objects.get()
    assert (done.family, stay.tier, stay.listed_by) == (stay, "yellow", world.town)
    assert TierDecision.objects.get().reason == REASON
    assert Keeper.objects.filter(family=stay).count() == 2
    assert VisitDuty.objects.filter(family=stay).exists()
    assert items(world.town, days(0)) == []


def test_a_lead_says_what_it_is(world: World) -> None:
    faults: tuple[dict[str, Any], ...] = (
        {"categories": []},
        {"categories": ["99"]},
        {"situation": " "},
        {"categories": ["16"]},
        {"categories": ["01"]},
    )
    for wrong in faults:
        with pytest.raises(Invalid):
            lead(world, **wrong)
    assert lead(world, categories=["16"], other_words="分房").other_words == "分房"


def test_the_highest_tier_and_a_hazard_cannot_wait(world: World) -> None:
    red = proposal(world, tier="red")
    assert red.status == "pending"
    assert red.in_force
    assert red.family is not None
    assert red.family.tier == "red"
    grave = proposal(world, grave=True)
    assert grave.family is not None
    assert Hazard.objects.get().family == grave.family
    done = confirm(red, by=world.town)
    assert (done.status, done.tier_set) == ("confirmed", "red")
    assert TierDecision.objects.filter(family=red.family).count() == 1


def test_the_township_sets_another_tier(world: World) -> None:
    row = proposal(world)
    with pytest.raises(Invalid):
        confirm(row, tier="green", by=world.town)
    done = confirm(row, tier="green", words="已经和好，先看着", by=world.town)
    assert (done.tier, done.tier_set) == ("yellow", "green")
    assert TierDecision.objects.get().reason == "已经和好，先看着"
    red = proposal(world, tier="red")
    confirm(red, tier="yellow", words="只是争吵，没有动手", by=world.town)
    assert red.family is not None
    red.family.refresh_from_db()
    assert red.family.tier == "yellow"
    assert [d.after for d in TierDecision.objects.filter(family=red.family)] == ["yellow", "red"]


def test_returned_and_proposed_again(world: World) -> None:
    row = proposal(world)
    with pytest.raises(Invalid):
        send_back(row, words="补", by=world.town)
    back = send_back(row, words="请补孩子的情况", by=world.town)
    assert back.status == "returned"
    assert [i.act for i in items(world.village, days(0))] == ["补充"]
    again = propose_listing(row.household, **said(world, situation="孩子由奶奶带"))
    assert (again.pk, again.status, again.answer) == (row.pk, "pending", "")


def test_a_wrong_alarm_leaves_totals_with_a_trace(world: World) -> None:
    row = lead(world)
    gone = dismiss(row, reason="同名，查无此事", by=world.village)
    assert gone.status == "dismissed"
    waiting = proposal(world)
    with pytest.raises(Forbidden):
        dismiss(waiting, reason="查无此事", by=world.village)
    dismiss(waiting, reason="查无此事", by=world.town)
    red = proposal(world, tier="red")
    dismiss(red, reason="报错了人家", by=world.town)
    assert red.family is not None
    red.family.refresh_from_db()
    assert (red.family.status, red.family.close_ground) == ("closed", "mistake")
    assert not ListedFamily.objects.counted().exists()
    assert Trail.objects.filter(act="proposal.dismiss").count() == 3


def test_the_township_is_told_of_a_raise(world: World) -> None:
    row = family(world)
    raise_tier(row, tier="red", reason="昨晚动了刀", by=world.village)
    told = Proposal.objects.get()
    assert (told.kind, told.tier_before, told.tier, told.in_force) == (
        "raise",
        "yellow",
        "red",
        True,
    )
    with pytest.raises(NotTheMoment):
        send_back(told, words="先不要升级", by=world.town)
    with pytest.raises(NotTheMoment):
        withdraw(told, reason="看错了人", by=world.village)
    with pytest.raises(NotTheMoment):
        dismiss(told, reason="看错了人", by=world.town)
    with pytest.raises(Invalid, match="最低只能恢复"):
        confirm(told, tier="green", words="没有动刀", by=world.town)
    confirm(told, tier="yellow", words="是菜刀，没有举起", by=world.town)
    row.refresh_from_db()
    assert row.tier == "yellow"
    raise_tier(row, tier="red", reason="又动了手", by=world.town)
    assert Proposal.objects.open().count() == 0


def test_a_second_raise_is_told_in_the_same_place(world: World) -> None:
    row = family(world, tier="green")
    raise_tier(row, tier="yellow", reason="又吵起来了", by=world.village)
    raise_tier(row, tier="red", reason="昨晚动了手", by=world.village)
    told = Proposal.objects.get()
    assert (told.tier_before, told.tier, told.reason) == ("green", "red", "昨晚动了手")
    confirm(told, by=world.town)
    row.refresh_from_db()
    assert row.tier == "red"


def test_lowering_is_asked_for_and_confirmed(world: World) -> None:
    row = family(world)
    with pytest.raises(NotTheMoment, match="要平稳满 60 天"):
        propose_change(row, kind="lower", reason="两个月没吵了", by=world.village)
    age(row, 60)
    asked = propose_change(row, kind="lower", reason="两个月没吵了", by=world.village)
    assert (asked.tier_before, asked.tier) == ("yellow", "green")
    with pytest.raises(NotTheMoment):
        propose_change(row, kind="lower", reason="两个月没吵了", by=world.village)
    confirm(asked, by=world.town)
    row.refresh_from_db()
    assert row.tier == "green"
    age(row, 90)
    closing = propose_change(row, kind="close", reason="三个月没吵了", by=world.village)
    confirm(closing, by=world.town, words="核实过了")
    row.refresh_from_db()
    assert (row.status, row.close_ground) == ("closed", "quiet")


def test_a_change_sent_back_may_be_asked_again(world: World) -> None:
    row = age(family(world), 60)
    asked = propose_change(row, kind="lower", reason="两个月没吵了", by=world.village)
    send_back(asked, words="上周还有人看见吵", by=world.town)
    assert Proposal.objects.open().count() == 0
    assert propose_change(row, kind="lower", reason="两个月没吵了", by=world.village).pk


def test_twice_is_once(world: World) -> None:
    household, key = home(world), uuid.uuid4()
    first = propose_listing(household, client_uuid=key, **said(world))
    again = propose_listing(household, client_uuid=key, **said(world, situation="别的"))
    assert (again.pk, again.situation) == (first.pk, first.situation)
    with pytest.raises(NotTheMoment):
        propose_listing(household, **said(world))
    heard = uuid.uuid4()
    other = home(world)
    told: dict[str, Any] = {
        "categories": ["02"],
        "situation": "听说常吵",
        "by": world.village,
        "client_uuid": heard,
    }
    assert note_lead(other, **told).pk == note_lead(other, **told).pk
    with pytest.raises(NotTheMoment):
        note_lead(other, **told | {"client_uuid": None})


VERBS: dict[str, Any] = {
    "confirm": lambda row, by: confirm(row, by=by),
    "return": lambda row, by: send_back(row, words="请补充材料", by=by),
    "dismiss": lambda row, by: dismiss(row, reason="查无此事", by=by),
    "withdraw": lambda row, by: withdraw(row, reason="先不提了", by=by),
}
DOERS = {"confirm": "town", "return": "town", "dismiss": "town", "withdraw": "village"}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("status", Proposal.Status.values)
def test_refused_from_every_other_state(world: World, verb: str, status: str) -> None:
    row = proposal(world)
    row.status, row.answer = status, "已答复"
    row.decided_by, row.decided_on = world.town, days(0)
    row.save()
    if status in Proposal.ALLOWED[verb]:
        VERBS[verb](row, world.users[DOERS[verb]])
        return
    with pytest.raises(NotTheMoment):
        VERBS[verb](row, world.users[DOERS[verb]])


@pytest.mark.parametrize("verb", VERBS)
def test_wrong_role_wrong_area_stale(world: World, verb: str) -> None:
    row = proposal(world)
    other = "village" if DOERS[verb] == "town" else "town"
    with pytest.raises(Forbidden):
        VERBS[verb](row, world.users[other])
    for foreign in ("village_next", "town_next", "county_other", "governance", "nobody"):
        with pytest.raises(Http404):
            VERBS[verb](row, world.users[foreign])
    with pytest.raises(Stale):
        confirm(row, by=world.town, version=9)


@pytest.mark.parametrize("who", ["town", "county"])
def test_only_villages_propose(world: World, who: str) -> None:
    household, row = home(world), age(family(world), 60)
    with pytest.raises(Forbidden):
        propose_listing(household, **said(world, by=world.users[who]))
    with pytest.raises(Forbidden):
        note_lead(household, categories=["02"], situation="听说", by=world.users[who])
    with pytest.raises(Forbidden):
        propose_change(row, kind="lower", reason="两个月没吵了", by=world.users[who])


def test_whole_or_not_at_all(world: World) -> None:
    household = home(world)
    broken = patch("households.transitions.proposal.trail.record", side_effect=RuntimeError)
    with broken, pytest.raises(RuntimeError):
        propose_listing(household, **said(world, tier="red"))
    assert not Proposal.objects.exists()
    assert not ListedFamily.objects.exists()
    row = proposal(world)
    broken = patch("households.transitions.proposal_answer.trail.record", side_effect=RuntimeError)
    with broken, pytest.raises(RuntimeError):
        confirm(row, by=world.town)
    row.refresh_from_db()
    assert (row.status, row.family) == ("pending", None)
    assert not ListedFamily.objects.exists()
