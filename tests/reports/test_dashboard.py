"""一览 and the wall: lights come from the tables, roles see what is theirs, no identity."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from campaigns.models import Division
from households.models import Household, ListedFamily, VisitDuty
from reports.models import ScoreSheet, ScoringRun
from reports.statistics.board import board
from reports.statistics.duties import PARTS, Light, _late, rated
from reports.statistics.periods import month_of
from reports.statistics.reading import Reading
from reports.statistics.registry import TABLES
from tests.cast import World
from tests.disputes import cases
from tests.households.families import days, family, home
from tests.reports.test_run import T1, V1, fill_all

SignIn = Callable[[str], Client]


def late(world: World, number: int = 1, tier: str = "red") -> list[ListedFamily]:
    """Families of 甲一村 with a visit that fell due yesterday."""
    made = []
    for _n in range(number):
        row = family(world, home(world, world.village_one), keepers=[world.village, world.town])
        ListedFamily.objects.filter(pk=row.pk).update(tier=tier, review_due=days(30))
        VisitDuty.objects.filter(family=row).delete()
        VisitDuty.objects.create(
            family=row, village=world.village_one, opens_on=days(-9), due_on=days(-1)
        )
        made.append(row)
    return made


@pytest.mark.parametrize(
    ("top", "base", "state", "shown"),
    [(0, 0, "none", "—"), (17, 20, "near", "85.0%"), (19, 20, "good", "95.0%"),
     (16, 20, "low", "80.0%"), (0, 3, "low", "0.0%")],
)  # fmt: skip
def test_a_rate_against_its_target(top: int, base: int, state: str, shown: str) -> None:
    light = rated(top, base, 0.95, 0.85)
    assert (light.state, light.shown) == (state, shown)
    assert bool(light.word) == (state != "none")


def test_colour_never_stands_alone(world: World, sign_in: SignIn) -> None:
    late(world)
    page = sign_in("county").get("/statistics/board").text
    for state, word in (("good", "没有在办"), ("low", "未达")):
        assert f"light-{state}" in page
        assert word in page


def test_the_board_counts_as_the_tables_do(world: World) -> None:
    late(world, 2)
    reading = Reading(world.county, world.county_division, month_of(timezone.localdate()))
    drawn = board(reading)
    visits = reading.counts(TABLES["visits"])[T1]  # type: ignore[arg-type]
    row = next(r for r in drawn.rows if r.unit.code == T1)
    mark = next(m for m in row.marks if m.duty.key == "visits")
    base = visits["on_time"] + visits["late"] + visits["missed"]
    assert visits["missed"] in (0, 2)  # yesterday may have been in last month
    assert mark.light == (rated(visits["on_time"], base, 0.95, 0.85) if base else mark.light)
    assert {p.key for p in PARTS} >= {"owed", "missing", "red", "held_over"}


@pytest.mark.parametrize(
    ("who", "root", "status"),
    [
        ("county", "", 200), ("county", T1, 200), ("county", V1, 200), ("town", "", 200),
        ("town", 990101101000, 404), ("village", "", 200), ("village", T1, 404),
        ("governance", "", 200), ("auditor", "", 200), ("county", 990102000000, 404),
        ("county", "kein", 404),
    ],
)  # fmt: skip
def test_boards_by_role(world: World, sign_in: SignIn, who: str, root: Any, status: int) -> None:
    assert sign_in(who).get(f"/statistics/board?root={root}").status_code == status


def test_a_township_sees_its_villages(world: World, sign_in: SignIn) -> None:
    page = sign_in("town").get("/statistics/board").text
    assert "甲一村" in page
    assert "乙镇村" not in page


def test_tiers_and_their_overdue_lead_to_equal_lists(world: World, sign_in: SignIn) -> None:
    late(world, 2)
    client = sign_in("county")
    panel = next(
        p for p in client.get("/statistics/board").context["panels"] if p.title == "在册家庭"
    )
    links = [(f.url, f.shown) for f in panel.figures if f.url]
    links += [(f.late_url, f.late) for f in panel.figures if f.late]
    assert len(links) >= 2
    for url, shown in links:
        assert client.get(url).context["page"].paginator.count == int(shown), url


def test_disputes_and_awards_lead_to_equal_lists(world: World, sign_in: SignIn) -> None:
    cases.every_state(world)
    client = sign_in("county")
    panels = client.get("/statistics/board").context["panels"]
    linked = [
        f for p in panels if p.title in ("纠纷调解", "示范户评选") for f in p.figures if f.url
    ]
    assert len(linked) >= 3
    for one in linked:
        assert client.get(one.url).context["page"].paginator.count == int(one.shown), one.url


def test_the_governance_office_sees_signs_without_identities(world: World, sign_in: SignIn) -> None:
    rows = late(world, 3)
    page = sign_in("governance").get("/statistics/board")
    trouble = next(p for p in page.context["panels"] if p.title == "异常信号")
    shown = {f.words: f.shown for f in trouble.figures}
    assert shown["红色等级走访逾期的户"] == "<5"
    assert not any(f.url for f in trouble.figures)
    for row in rows:
        assert row.household.head_name not in page.text
    more = late(world, 2)
    assert more
    page = sign_in("governance").get("/statistics/board")
    trouble = next(p for p in page.context["panels"] if p.title == "异常信号")
    assert {f.words: f.shown for f in trouble.figures}["红色等级走访逾期的户"] == "5"


def test_scores_and_places(world: World, computed_run: ScoringRun, sign_in: SignIn) -> None:
    run = computed_run
    fill_all(world, run)
    page = sign_in("governance").get("/statistics/board")
    assert "第 1 名" in page.text
    titles = [p.title for p in page.context["panels"]]
    assert "乡镇（街道）等次分布" in titles
    assert "一票否决" in titles
    ranking = sign_in("county").get("/statistics/table?table=ranking&period=2026")
    assert "甲一镇" in ranking.text
    for sheet in ScoreSheet.objects.filter(run=run, level=4):
        assert str(sheet.total) in ranking.text
    own = sign_in("village").get("/statistics/table?table=ranking&period=2026").text
    assert "甲一村" in own
    assert "甲二村" not in own


@pytest.mark.parametrize(
    ("who", "status"),
    [("county", 200), ("governance", 200), ("town", 403), ("village", 403), ("auditor", 403)],
)
def test_wall_for_the_county_office(world: World, sign_in: SignIn, who: str, status: int) -> None:
    late(world, 2)
    page = sign_in(who).get("/statistics/wall")
    assert page.status_code == status
    if status != 200:
        return
    assert page["Refresh"] == "300"
    assert "Refresh" not in sign_in("county").get("/statistics/wall?still=1")
    assert "<script" not in page.text
    assert "截至" in page.text
    assert "红 未达" in page.text
    for name in Household.objects.values_list("head_name", flat=True):
        assert name not in page.text
    links = page.text.count("<a ")
    assert links == 2  # stop the refreshing, back to the pages


def test_what_is_left_out_has_no_state_either() -> None:
    """A nought that protects another number may not be told by its light."""
    nought = _late("over", "open")({"over": 0, "open": 30}, True)
    assert nought == Light("good", "0", "没有逾期")
    assert nought.hidden("※") == Light("none", "※", "")
    assert _late("over", "open")({"over": 1, "open": 30}, True).hidden("<5").shown == "<5"


def overdue(world: World, *numbers: int) -> None:
    """So many late disputes in 甲一镇 and in 甲二镇, none in a third township."""
    Division.objects.create(
        code=990101102000, end=990101103000, name="甲三镇", level=4, parent=world.county_division
    )
    places = ((world.village_one, world.village), (world.village_far, world.town_next))
    for (place, worker), number in zip(places, numbers, strict=True):
        for _n in range(number):
            cases.taken(world, worker, place)


@pytest.mark.parametrize(
    ("numbers", "words", "whole"),
    [
        ((2, 0), ["<5", "0", "0"], "<5"),
        ((2, 9), ["<5", "9", "※"], "11"),
        ((6, 9), ["6", "9", "0"], "15"),
    ],
)
def test_no_small_number_of_late_disputes_follows_from_the_board(
    world: World, numbers: tuple[int, int], words: list[str], whole: str
) -> None:
    overdue(world, *numbers)
    month = month_of(timezone.localdate())
    for who, links in (("governance", True), ("county", False)):
        drawn = board(Reading(world.users[who], world.county_division, month), links=links)
        at = [duty.key for duty in drawn.duties].index("disputes")
        shown = [row.marks[at].light for row in drawn.rows]
        assert [light.shown for light in shown] == words, who
        assert drawn.whole.marks[at].light.shown == whole
        assert all(light.state == "none" for light in shown if light.shown == "※")
    told = board(Reading(world.county, world.county_division, month))
    assert [row.marks[at].light.shown for row in told.rows] == [*map(str, numbers), "0"]


def test_a_single_townships_board_takes_no_county_apart(world: World, sign_in: SignIn) -> None:
    """What is left out of the county's board is not on the township's."""
    overdue(world, 2, 9)
    page = sign_in("governance").get(f"/statistics/board?root={T1}")
    assert [duty.key for duty in page.context["board"].duties].count("disputes") == 0
    assert "纠纷逾期" not in page.text
    assert "纠纷逾期" in sign_in("county").get(f"/statistics/board?root={T1}").text
