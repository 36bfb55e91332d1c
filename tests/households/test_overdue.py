"""Overdue visits climb: keeper, village next day, township the day after, county red after three;
urging on record; what others left undone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.refusals import NotTheMoment
from households import work
from households.models import Keeper, ListedFamily, Tier, Urge, VisitDuty
from households.queries.handover import keeper_rows, with_lacking
from households.queries.overdue import by_person, by_unit, my_urges, overdue_families
from households.transitions.handover import propose
from households.transitions.hazard import open_hazard
from households.transitions.holding import hold_families
from households.transitions.urge import urge_hand_over, urge_hazard, urge_visit
from households.transitions.visit import record_visit
from tests.cast import World
from tests.households.families import days, family, home

SignIn = Callable[[str], Client]


def owed(row: ListedFamily, over: int) -> VisitDuty:
    """Only one duty, `over` days overdue (negative: still ahead)."""
    VisitDuty.objects.filter(family=row).delete()
    return VisitDuty.objects.create(
        family=row, village_id=row.village_id, opens_on=days(-over - 3), due_on=days(-over)
    )


def sees(user: User, row: ListedFamily) -> bool:
    """Whether the visit is on the work list of `user` today."""
    fresh = User.objects.get(pk=user.pk)
    urls = [i.url for i in work.items(fresh, days(0))]
    steps = ("visits/new", "urge")
    return any(url == f"/families/{row.uid}/{step}" for url in urls for step in steps)


@pytest.mark.parametrize(
    ("tier", "over", "seen"),
    [
        ("yellow", -8, set()),
        ("yellow", 0, {"village_mate"}),
        ("yellow", 1, {"village_mate", "village"}),
        ("yellow", 2, {"village_mate", "village", "town"}),
        ("yellow", 30, {"village_mate", "village", "town"}),
        ("red", 2, {"village_mate", "village", "town"}),
        ("red", 3, {"village_mate", "village", "town", "county"}),
    ],
)
def test_the_ladder(world: World, tier: str, over: int, seen: set[str]) -> None:
    row = family(world)
    Keeper.objects.filter(family=row, person__in=[world.village, world.town]).delete()
    Keeper.objects.create(
        family=row, village_id=row.village_id, person=world.village_mate, since=days(-90),
        named_by=world.system,
    )  # fmt: skip
    ListedFamily.objects.filter(pk=row.pk).update(tier=tier)
    owed(row, over)
    chain = ("village_mate", "village", "town", "county", "village_next", "town_next")
    assert {name for name in chain if sees(world.users[name], row)} == seen


def test_everybody_can_open_what_climbed_to_them(world: World, sign_in: SignIn) -> None:
    row = family(world)
    ListedFamily.objects.filter(pk=row.pk).update(tier="red")
    owed(row, 3)
    for name, step in (("village", "visits/new"), ("town", "visits/new"), ("county", "urge")):
        person = User.objects.get(pk=world.users[name].pk)
        [url] = [i.url for i in work.items(person, days(0)) if str(row.uid) in i.url]
        assert url == f"/families/{row.uid}/{step}"
        assert sign_in(name).get(url).status_code == 200


def test_the_holder_sees_it_on_the_day(world: World) -> None:
    row = family(world, keepers=[world.village, world.village_mate])
    owed(row, 0)
    assert not sees(world.town, row)
    hold_families(person=world.village, holder=world.town, reason="突发重病", by=world.town)
    assert sees(world.town, row)


def test_urging_is_on_record(world: World) -> None:
    row = family(world)
    early = owed(row, 0)
    with pytest.raises(NotTheMoment, match="还没有逾期"):
        urge_visit(early, by=world.county)
    duty = owed(row, 2)
    for who in (world.governance, world.village_next):
        with pytest.raises(Http404):
            urge_visit(duty, by=who)
    made = urge_visit(duty, by=world.town, words="今天务必上门")
    assert [u.person for u in made] == [world.village]  # not herself
    with pytest.raises(NotTheMoment, match="今天已经催办过"):
        urge_visit(duty, by=world.town)
    assert len(urge_visit(duty, by=world.county)) == 2
    titles = [i.title for i in work.items(User.objects.get(pk=world.village.pk), days(0))]
    assert any("（已催办 1 次）" in t for t in titles)
    assert my_urges(world.town).count() == 1
    record_visit(
        row, visited_on=days(0), way="home", met="夫妻", state="平静", change="same",
        by=world.village,
    )  # fmt: skip
    with pytest.raises(NotTheMoment, match="不用再催"):
        urge_visit(duty, by=world.county)


def test_urging_a_hand_over_and_a_hazard(world: World) -> None:
    row = family(world)
    one = propose(
        row, leaving=world.village, taking=world.village_mate, reason="调离本村", by=world.village
    )
    assert [u.person for u in urge_hand_over(one, by=world.village)] == [world.village_mate]
    hazard = open_hazard(family=row, by=world.village)
    with pytest.raises(NotTheMoment, match="没有别人"):
        urge_hazard(hazard, by=world.village)
    assert [u.person for u in urge_hazard(hazard, by=world.county)] == [world.village]
    assert Urge.objects.count() == 2


def test_what_others_left_undone(world: World, sign_in: SignIn) -> None:
    red = family(world, tier=Tier.RED)
    calm, far = family(world), family(
        world, home(world, world.village_two), keepers=[world.village_next, world.town],
        by=world.town,
    )  # fmt: skip
    for row, over in ((red, 1), (calm, 20), (far, 5)):
        owed(row, over)
    assert [f.pk for f in overdue_families(world.county, days(0))] == [red.pk, calm.pk, far.pk]
    people = [(t.name, t.red, t.late) for t in by_person(world.county, days(0))]
    assert people[0] == ("镇妇联一", 1, 3)
    units = {t.name: (t.red, t.late, t.oldest) for t in by_unit(world.county, days(0))}
    assert units == {"甲一镇": (1, 3, days(-20))}
    assert {t.name for t in by_unit(world.town, days(0))} == {"甲一村", "甲二村"}
    [mate] = [r for r in keeper_rows(world.town, days(0)) if r["person__name"] == "村调解一"]
    assert (mate["families"], mate["red"], mate["late"], mate["red_late"]) == (2, 1, 2, 1)
    page = sign_in("town")
    for t in by_person(world.town, days(0)):
        listed = page.get(f"/overdue/?{t.query}")
        assert f"共 {t.late} 条" in listed.text
    assert page.post(f"/families/{red.uid}/urge", {"words": ""}).status_code == 302
    assert "还没办" in page.get("/overdue/urged").text


def test_a_family_without_two_keepers_at_their_posts_is_owed(world: World) -> None:
    row = family(world)
    rows = ListedFamily.objects.all()
    assert not with_lacking(rows).exists()
    User.objects.filter(pk=world.village.pk).update(is_active=False)
    assert list(with_lacking(rows)) == [row]
    fresh = User.objects.get(pk=world.town.pk)
    assert any("不足两名" in i.title for i in work.items(fresh, days(0)))
    propose(row, leaving=world.village, taking=world.village_mate, reason="调离本村", by=world.town)
    assert not with_lacking(rows).exists()


def test_query_counts_do_not_grow(world: World, sign_in: SignIn) -> None:
    page, counts = sign_in("town"), []
    queries(page, "/overdue/")  # the first page of all reads what every later one has at hand
    for _ in range(2):
        for _ in range(3):
            row = family(world, home(world))
            owed(row, 4)
            urge_visit(VisitDuty.objects.get(family=row), by=world.county)
            propose(
                row, leaving=world.village, taking=world.village_mate, reason="调离本村",
                by=world.village,
            )  # fmt: skip
        counts.append([queries(page, path) for path in ("/overdue/", "/keepers/", "/hand-overs/")])
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 26


def queries(page: Client, path: str) -> int:
    """How many queries the page takes."""
    with CaptureQueriesContext(connection) as seen:
        assert page.get(path).status_code == 200
    return len(seen)
