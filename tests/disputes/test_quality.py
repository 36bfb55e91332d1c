"""The quality review: drawn by a seed, judged, put right, judged again by another person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.http import Http404
from django.test import Client

from accounts.models import User
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from disputes.models import Dispute, Matter, QualityDraw, QualityReview
from disputes.transitions import quality as verbs
from tests.cast import World
from tests.disputes import cases
from tests.disputes.cases import ago

SignIn = Callable[[str], Client]
GOOD = {item.value: "pass" for item in QualityReview.Item}
BAD = GOOD | {"evidence": "fail", "binding": "na"}
WHY = "没有当事人签名。"


def drawn(world: World, count: int = 5, **more: Any) -> QualityDraw:
    values: dict[str, Any] = {
        "township": world.township,
        "first": ago(30),
        "last": ago(0),
        "by": world.county,
    }
    return verbs.draw(count=count, **(values | more))


def one(world: World) -> QualityReview:
    dispute = cases.settled(world).dispute
    return drawn(world).reviews.get(dispute=dispute)


def failed(world: World) -> QualityReview:
    return verbs.review(row=one(world), marks=BAD, remarks=WHY, correct_by=ago(-9), by=world.county)


def corrected(world: World) -> QualityReview:
    return verbs.correct(row=failed(world), words="已补签名。", by=world.village)


def test_the_same_seed_draws_the_same(world: World) -> None:
    for _index in range(5):
        cases.settled(world)
    cases.mediated(world)
    first, again = (drawn(world, 2, seed="甲乙丙") for _index in range(2))
    keys = [set(d.reviews.values_list("dispute", flat=True)) for d in (first, again)]
    assert keys[0] == keys[1]
    assert (first.population, len(keys[0])) == (5, 2)
    thrown = drawn(world, 9)
    assert thrown.reviews.count() == 5
    assert len(thrown.seed) == 16
    found = list(Dispute.objects.filter(pk__in=thrown.reviews.values("dispute")))
    assert verbs.in_order(found, "x") == verbs.in_order(found[::-1], "x")


def test_a_sealed_dossier_is_never_drawn(world: World) -> None:
    dispute = cases.settled(world).dispute
    Matter.objects.filter(pk=dispute.matter_id).update(sealed=True)
    with pytest.raises(NotTheMoment, match="没有办结"):
        drawn(world)


def test_passed(world: World) -> None:
    row = verbs.review(row=one(world), marks=GOOD, by=world.county)
    assert (row.status, row.correct_by) == ("passed", None)
    assert list(QualityReview.objects.passed()) == list(QualityReview.objects.judged()) == [row]
    with pytest.raises(NotTheMoment):
        verbs.review(row=row, marks=GOOD, by=world.county)


def test_put_right_and_judged_by_another(world: World) -> None:
    row = corrected(world)
    with pytest.raises(Forbidden, match="另一位"):
        verbs.review_again(row=row, passed=True, words="已经改好了。", by=world.county)
    for more in ({"words": "好"}, {"passed": False}, {"passed": False, "correct_by": ago(0)}):
        values: dict[str, Any] = {"passed": True, "words": "看过签名。", "by": world.town}
        with pytest.raises(Invalid):
            verbs.review_again(row=row, **(values | more))
    row = verbs.review_again(
        row=row, passed=False, words="还缺一页。", correct_by=ago(-3), by=world.town
    )
    assert (row.status, row.correct_by) == ("failed", ago(-3))
    row = verbs.correct(row=row, words="缺页已补齐。", by=world.village)
    assert (
        verbs.review_again(row=row, passed=True, words="已经改好了。", by=world.town).status
        == "passed"
    )


@pytest.mark.parametrize(
    "more",
    [
        {"marks": {}},
        {"marks": GOOD | {"law": "so-so"}},
        {"remarks": "差"},
        {"correct_by": None},
        {"correct_by": ago(0)},
    ],
)
def test_what_a_failed_one_needs(world: World, more: dict[str, Any]) -> None:
    values: dict[str, Any] = {"marks": BAD, "remarks": WHY, "correct_by": ago(-9)}
    with pytest.raises(Invalid):
        verbs.review(row=one(world), by=world.county, **(values | more))


@pytest.mark.parametrize(
    ("first", "last", "count"), [(ago(0), ago(1), 5), (ago(9), ago(-1), 5), (ago(9), ago(0), 0)]
)
def test_what_does_not_hold(world: World, first: date, last: date, count: int) -> None:
    cases.settled(world)
    with pytest.raises(Invalid):
        drawn(world, count, first=first, last=last)
    with pytest.raises(Invalid):
        drawn(world, township=world.village_one)


def test_reach_and_role(world: World) -> None:
    row = one(world)

    def judge(by: User, **more: Any) -> None:
        verbs.review(row=row, marks=GOOD, by=by, **more)

    with pytest.raises(Forbidden):
        drawn(world, by=world.town)
    with pytest.raises(Forbidden):
        judge(world.village)
    with pytest.raises(Http404):
        judge(world.town_next)
    with pytest.raises(Stale):
        judge(world.county, version=9)
    Dispute.objects.filter(pk=row.dispute_id).update(mediator=world.town)
    with pytest.raises(Forbidden, match="自己办"):
        judge(world.town)
    bad = failed(world)
    with pytest.raises(Http404):
        verbs.correct(row=bad, words="已补签名。", by=world.village_next)
    with pytest.raises(Forbidden):
        verbs.correct(row=bad, words="已补签名。", by=world.county)


def test_by_hand(world: World, sign_in: SignIn) -> None:
    cases.settled(world)
    county = sign_in("county")
    assert "还没有抽取过" in county.get("/dossier-reviews/").text
    assert county.get("/dossier-reviews/draw").status_code == 200
    data = {"township": world.township.code, "first": ago(30), "last": ago(0), "count": 3}
    done = county.post("/dossier-reviews/draw", data | {"seed": ""})
    assert done.status_code == 302
    here = done.headers["Location"]
    assert "随机种子" in county.get(here).text
    row = QualityReview.objects.get()
    path = f"/quality-reviews/{row.uid}"
    marks = {f"mark_{item}": mark for item, mark in BAD.items()}
    sent = {"version": 1, "remarks": WHY, "correct_by": ago(-5), **marks}
    assert county.get(path + "/review").status_code == 200
    assert county.post(path + "/review", sent | {"remarks": ""}).status_code == 422
    assert county.post(path + "/review", sent).status_code == 302
    assert "事实清楚、证据充分" in county.get(here).text
    village, town = sign_in("village"), sign_in("town")
    assert village.get(here).status_code == 200
    assert village.get(path + "/correct").status_code == 200
    assert village.post(path + "/correct", {"version": 2, "words": "已补签名。"}).status_code == 302
    assert county.get(path + "/again").status_code == 403  # her own review
    assert (
        town.post(
            path + "/again", {"version": 3, "passed": "yes", "words": "已经改好了。"}
        ).status_code
        == 302
    )
    assert QualityReview.objects.get().status == "passed"
    assert sign_in("town_next").get(path + "/again").status_code == 404
