"""The figures of a case: money involved, what it kept from happening."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.test import Client

from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from disputes.models import Averted, Dispute
from disputes.transitions.averted import check, set_money, tell
from tests.cast import World
from tests.disputes import cases

SignIn = Callable[[str], Client]
WHY = "一方亲属十余人聚到村口。"


def told(world: World, **more: Any) -> Averted:
    values: dict[str, Any] = {
        "dispute": cases.accepted(world),
        "kind": "fight",
        "persons": 12,
        "reason": WHY,
        "by": world.village,
    }
    return tell(**(values | more))


def test_money(world: World) -> None:
    dispute = cases.taken(world)
    assert set_money(dispute=dispute, money=1250, by=world.village).money == 1250
    assert set_money(dispute=dispute, money=None, by=world.village).money is None
    with pytest.raises(Invalid):
        set_money(dispute=dispute, money=0, by=world.village)
    with pytest.raises(Stale):
        set_money(dispute=dispute, money=5, by=world.village, version=1)
    for by, refusal in ((world.village_next, Http404), (world.county, Forbidden)):
        with pytest.raises(refusal):
            set_money(dispute=dispute, money=5, by=by)


def test_counts_only_when_another_checked(world: World) -> None:
    row = told(world)
    assert not Averted.objects.counted().exists()
    with pytest.raises(Forbidden):
        check(averted=row, true=True, words="问过派出所。", by=world.village)
    by_town = told(world, by=world.town)
    with pytest.raises(Forbidden, match="不能自己核实"):
        check(averted=by_town, true=True, words="问过派出所。", by=world.town)
    with pytest.raises(Invalid):
        check(averted=row, true=True, words="是", by=world.town)
    assert check(averted=row, true=True, words="问过派出所。", by=world.town).verdict == "true"
    assert list(Averted.objects.counted()) == [row]
    with pytest.raises(NotTheMoment, match="核实过"):
        check(averted=row, true=False, words="问过派出所。", by=world.county)
    with pytest.raises(Http404):
        check(averted=by_town, true=True, words="问过派出所。", by=world.town_next)


def test_untrue_may_be_told_again(world: World) -> None:
    row = told(world)
    with pytest.raises(NotTheMoment, match="登记过"):
        told(world, dispute=cases.again(row.dispute))
    check(averted=row, true=False, words="没有这回事。", by=world.county)
    assert told(world, dispute=cases.again(row.dispute)).pk != row.pk


def test_the_database_wants_another_person(world: World) -> None:
    row = told(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        Averted.objects.filter(pk=row.pk).update(
            verdict="true", checked_by=row.told_by_id, checked_on=row.told_on
        )


@pytest.mark.parametrize(
    "more", [{"kind": "war"}, {"persons": 0}, {"persons": 10001}, {"reason": "有"}]
)
def test_what_does_not_hold(world: World, more: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        told(world, **more)
    assert not Averted.objects.exists()


def test_moment_reach_and_trail(world: World) -> None:
    with pytest.raises(NotTheMoment, match="受理以后"):
        told(world, dispute=cases.taken(world))
    for by, refusal in ((world.village_next, Http404), (world.county, Forbidden)):
        with pytest.raises(refusal):
            told(world, by=by)
    told(world)
    assert WHY not in str(Trail.objects.filter(act="dispute.figures").get().after)


def test_by_hand_and_api(world: World, sign_in: SignIn) -> None:
    client, dispute = sign_in("village"), cases.accepted(world)
    here = f"/disputes/{dispute.uid}"
    assert client.get(here + "/money").status_code == 200
    data: dict[str, Any] = {"version": dispute.version, "money": "1,250.50"}
    assert client.post(here + "/money", data | {"money": "1.234"}).status_code == 422
    assert client.post(here + "/money", data).status_code == 302
    assert Dispute.objects.get().money == 125050
    assert "1,250.50元" in client.get(here).text
    data = {"version": dispute.version + 1, "kind": "crime", "persons": 2, "reason": WHY}
    assert client.get(here + "/averted").status_code == 200
    assert client.post(here + "/averted", data).status_code == 302
    row = Averted.objects.get()
    town = sign_in("town")
    assert "核实" in town.get(here).text
    assert town.get(f"/averted/{row.uid}/check").status_code == 200
    answer = {"true": "yes", "words": "问过派出所。"}
    assert town.post(f"/averted/{row.uid}/check", answer).status_code == 302
    again = town.post(
        f"/api/v1/averted/{row.uid}/check",
        {"true": True, "words": "问过派出所。"},
        content_type="application/json",
    )
    assert again.status_code == 409
