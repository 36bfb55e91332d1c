"""The factor sheet: what is asked, what must be told with a yes, and decisions against it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest
from django.http import Http404
from django.test import Client

from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from households.models import FactorAnswer, FactorSheet, TierDecision
from households.scales.factors import FACTORS
from households.transitions.factor import Given, fill_sheet
from households.transitions.tier import raise_tier, review_tier
from tests.cast import World
from tests.households.families import days, family, home

SignIn = Callable[[str], Client]
DRUNK = [
    Given("drinking", "yes", days(-3), "neighbour"),
    Given("divorce", "filed", days(-9), "paper"),
    Given("child_witness", "yes", days(-3), "seen"),
    Given("weapon", "no"),
    Given("police", "unknown"),
]


def test_a_sheet_keeps_each_answer_with_its_day_and_evidence(world: World) -> None:
    sheet = fill_sheet(home(world), answers=DRUNK, by=world.village)
    assert (sheet.points, sheet.suggested) == (4, "yellow")
    rows = {row.factor: row for row in FactorAnswer.objects.filter(sheet=sheet)}
    assert (rows["divorce"].evidence, rows["divorce"].on_day) == ("paper", days(-9))
    assert rows["weapon"].evidence == ""
    assert "一年内报警" in sheet.suggestion.unknown
    assert "出现凶器" not in sheet.suggestion.unknown
    assert Trail.objects.get(act="factor.fill").after == {"points": 4, "suggested": "yellow"}


@pytest.mark.parametrize(
    "given",
    [
        Given("drinking", "yes"),
        Given("drinking", "yes", days(-1)),
        Given("drinking", "yes", days(1), "seen"),
        Given("drinking", "yes", days(-1), "rumour"),
        Given("police", "often", days(-1), "police"),
        Given("belief", "yes", days(-1), "seen"),
    ],
)
def test_what_does_not_hold_is_refused(world: World, given: Given) -> None:
    with pytest.raises(Invalid):
        fill_sheet(home(world), answers=[given], by=world.village)
    with pytest.raises(Invalid):
        fill_sheet(home(world), answers=[], by=world.village)
    assert not FactorSheet.objects.exists()


def test_who_fills(world: World) -> None:
    household = home(world)
    with pytest.raises(Forbidden):
        fill_sheet(household, answers=DRUNK, by=world.county)
    for foreign in ("village_next", "town_next", "governance"):
        with pytest.raises(Http404):
            fill_sheet(household, answers=DRUNK, by=world.users[foreign])
    key = uuid.uuid4()
    one = fill_sheet(household, answers=DRUNK, by=world.town, client_uuid=key)
    assert fill_sheet(household, answers=DRUNK[:1], by=world.town, client_uuid=key).pk == one.pk
    household.left_on = days(0)
    household.save()
    with pytest.raises(NotTheMoment):
        fill_sheet(household, answers=DRUNK, by=world.town)
    broken = patch("households.transitions.factor.trail.record", side_effect=RuntimeError)
    with broken, pytest.raises(RuntimeError):
        fill_sheet(home(world), answers=DRUNK, by=world.town)
    assert FactorSheet.objects.count() == 1


def test_deciding_otherwise_needs_a_sentence_of_its_own(world: World) -> None:
    household = home(world)
    sheet = fill_sheet(household, answers=DRUNK, by=world.village)
    with pytest.raises(Invalid) as refused:
        family(world, household, tier="green")
    assert set(refused.value.errors) == {"against"}
    assert "因素表建议黄·中" in refused.value.errors["against"]
    row = family(world, household, tier="green", against="夫妻已分开住，孩子由奶奶带")
    decision = TierDecision.objects.get()
    assert (decision.sheet, decision.against) == (sheet, "夫妻已分开住，孩子由奶奶带")
    sheet.refresh_from_db()
    assert sheet.family == row
    other = fill_sheet(household, answers=[*DRUNK[:2]], by=world.village)
    with pytest.raises(Invalid):
        raise_tier(row, tier="red", reason="昨晚又动手", by=world.village)
    raise_tier(row, tier="red", reason="昨晚又动手", by=world.village, against="表后又动了手")
    assert TierDecision.objects.first().sheet == other  # type: ignore[union-attr]
    kept = family(world)
    fill_sheet(kept.household, answers=DRUNK, by=world.village)
    review_tier(kept, reason="和因素表一样", by=world.village)


def test_a_child_or_incapable_victim_is_reported_to_the_police(
    world: World, sign_in: SignIn
) -> None:
    child = [Given("vulnerable", "yes", days(-1), "seen")]
    household = home(world)
    sheet = fill_sheet(household, answers=child, by=world.village)
    assert sheet.suggested == "red"
    assert sheet.must_report
    page = sign_in("village").get(f"/factors/{sheet.uid}").text
    assert "请立即向公安机关报案" in page
    told = fill_sheet(household, answers=child, by=world.village, reported_on=days(0))
    assert not told.must_report
    with pytest.raises(Invalid):
        fill_sheet(household, answers=child, by=world.village, reported_on=days(2))


def test_pages(world: World, sign_in: SignIn) -> None:
    household, client = home(world), sign_in("village")
    url = f"/households/{household.uid}/factors"
    page = client.get(url)
    assert page.status_code == 200
    assert all(str(factor.ask) in page.text for factor in FACTORS)
    assert "病名" in page.text
    sent: dict[str, Any] = {factor.key: "unknown" for factor in FACTORS}
    wrong = client.post(url, sent | {"drinking": "yes"})
    assert wrong.status_code == 422
    assert "请写是哪天的事" in wrong.text
    typed = {"drinking": "yes", "drinking_on": days(-1).isoformat(), "drinking_by": "seen"}
    done = client.post(url, sent | typed, follow=True)
    assert "酒后起冲突 1 分 = 1 分，满 1 分，建议绿·低" in done.text
    listing = client.get(f"/households/{household.uid}/list").text
    assert "与因素表建议不同的理由" in listing


def test_api(world: World, sign_in: SignIn) -> None:
    household, client = home(world), sign_in("village")
    answers = [
        {
            "factor": "drinking",
            "answer": "yes",
            "on_day": days(-1).isoformat(),
            "evidence": "seen",
        },
        {"factor": "weapon", "answer": "no"},
    ]
    sent = {"household": str(household.uid), "answers": answers}
    made = client.post("/api/v1/factor-sheets", sent, content_type="application/json")
    assert made.status_code == 201, made.text
    assert (made.json()["points"], made.json()["suggested"]) == (1, "green")
    assert client.get("/api/v1/factor-sheets").json()["count"] == 1
    assert sign_in("village_next").get("/api/v1/factor-sheets").json()["count"] == 0
    foreign = sign_in("village_next").post(
        "/api/v1/factor-sheets", sent, content_type="application/json"
    )
    assert foreign.status_code == 404
