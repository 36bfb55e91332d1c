"""加分申报: asked for with proof, decided with a ground, once a matter and within the cap."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import Client

from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from reports.models import BonusClaim, ScoringRun
from reports.transitions.bonus import claim_bonus, decide_claim, withdraw_claim
from reports.transitions.publication import sign
from reports.transitions.run import compute
from tests.cast import World
from tests.pictures import jpeg
from tests.reports.test_run import T1, T2, TOTALS, V1, V2, ask, fill_all

SignIn = Callable[[str], Client]


@pytest.fixture
def run(world: World, filled_run: ScoringRun) -> ScoringRun:
    return filled_run


def claim(
    world: World, run: ScoringRun, item: str, matter: str = "经验现场会", **more: Any
) -> BonusClaim:
    values: dict[str, Any] = {
        "unit": world.divisions[T1], "words": "2026年6月文件", "files": [jpeg()],
        "by": world.town,
    }  # fmt: skip
    return claim_bonus(run=run, item=item, matter=matter, **(values | more))


def decide(world: World, run: ScoringRun, row: BonusClaim, accept: bool = True, **more: Any) -> Any:
    values: dict[str, Any] = {"reason": "文件属实", "by": world.governance}
    return decide_claim(run=run, claim=row, accept=accept, **(values | more))


ADOPTED = Decimal("0.50")  # a paper of the township, counted by the system


def bonus(run: ScoringRun, unit: int = T1) -> tuple[str, str]:
    """What was claimed counts for, and what the total rose by."""
    sheet = run.sheets.get(unit=unit)
    assert sheet.total is not None
    return str(sheet.bonus - ADOPTED), str(sheet.total - Decimal(TOTALS[unit]))


def test_the_same_matter_counts_once(world: World, run: ScoringRun) -> None:
    city = claim(world, run, "award_city")
    assert bonus(run) == ("0.00", "0.00")
    decide(world, run, city)
    assert bonus(run) == ("1.00", "1.00")
    decide(world, run, claim(world, run, "award_province"))
    assert bonus(run) == ("2.00", "2.00")  # the higher of the two
    other = claim(world, run, "award_city", matter="现场会（六月）")
    decide(world, run, other)
    assert bonus(run)[0] == "3.00"
    other.refresh_from_db()
    decide(world, run, other, matter="经验现场会", reason="与另一项是同一事项")
    assert bonus(run)[0] == "2.00"
    decide(world, run, BonusClaim.objects.get(item="award_province"), accept=False)
    assert bonus(run)[0] == "1.00"


def test_judged_points_and_the_limit(world: World, run: ScoringRun) -> None:
    row = claim(world, run, "innovation")
    for points in (None, Decimal("2.5"), Decimal(0)):
        with pytest.raises(Invalid, match="请评"):
            decide(world, run, row, points=points)
    decide(world, run, row, points=Decimal("1.5"))
    decide(world, run, claim(world, run, "innovation", matter="另一件"), points=Decimal(2))
    assert bonus(run)[0] == "2.00"  # limit of the item


def test_it_survives_a_recomputation(world: World, run: ScoringRun) -> None:
    decide(world, run, claim(world, run, "award_nation"))
    again = ask(world)
    assert compute(again.pk)
    fill_all(world, again)
    assert bonus(again) == ("3.00", "3.00")


def test_refusals(world: World, run: ScoringRun) -> None:
    wrong: tuple[dict[str, Any], ...] = (
        {"files": []}, {"matter": " "}, {"item": "none"}, {"words": ""},
    )  # fmt: skip
    for more in wrong:
        with pytest.raises(Invalid):
            claim(world, run, **({"item": "award_city"} | more))
    with pytest.raises(Invalid, match="不用申报"):  # a metric counts it
        claim(world, run, "adopted")
    with pytest.raises(Http404):
        claim(world, run, "award_city", unit=world.divisions[T2])
    with pytest.raises(Forbidden):
        claim(world, run, "award_city", by=world.governance)
    row = claim(world, run, "award_city", unit=world.divisions[V1], by=world.village)
    with pytest.raises(Http404):
        withdraw_claim(claim=row, by=world.village_next)
    with pytest.raises(Forbidden):
        decide(world, run, row, by=world.county)
    with pytest.raises(Stale):
        decide(world, run, row, version=9)
    with pytest.raises(Invalid):
        decide(world, run, row, reason="")
    withdraw_claim(claim=row, by=world.village)
    with pytest.raises(NotTheMoment):
        decide(world, run, row)
    with pytest.raises(NotTheMoment):
        withdraw_claim(claim=row, by=world.village)
    last = claim(world, run, "award_city")
    with pytest.raises(NotTheMoment, match="1 项加分申报待认定"):
        sign(run=run, by=world.governance)
    decide(world, run, last, accept=False)
    sign(run=run, by=world.governance)
    with pytest.raises(NotTheMoment):
        claim(world, run, "award_city")


def test_pages(sign_in: SignIn, world: World, run: ScoringRun) -> None:
    town, office = sign_in("town"), sign_in("governance")
    new = f"/scores/{run.uid}/bonus/new"
    assert town.get(new).status_code == 200
    data = {"unit": T1, "item": "innovation", "matter": "家事调解室", "words": "全县推广"}
    assert town.post(new, data).status_code == 422
    sent = SimpleUploadedFile("a.jpg", jpeg(), "image/jpeg")
    assert town.post(new, data | {"proof": sent}).status_code == 302
    row = BonusClaim.objects.get()
    page = f"/scores/bonus-claims/{row.uid}"
    assert "家事调解室" in office.get(page).text
    decided = {"version": 1, "accept": "yes", "points": "1.2", "reason": "已推广到八个镇"}
    assert office.post(page, decided | {"points": "9"}).status_code == 422
    assert office.post(page, decided).status_code == 302
    assert bonus(run)[0] == "1.20"
    assert "<b>1.20</b>" in town.get(f"/scores/{run.uid}/bonus").text
    assert office.post(page, decided).status_code == 409  # somebody decided since
    proof = row.files.get()
    assert town.get(f"/scores/proofs/{proof.uid}").status_code == 200
    assert sign_in("town_next").get(f"/scores/proofs/{proof.uid}").status_code == 404
    assert sign_in("village").get(page).status_code == 404
    assert not BonusClaim.objects.visible_to(world.users["village_next"]).filter(unit=V2).exists()
