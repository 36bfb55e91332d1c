"""A third party's results by Excel: faults per cell, nothing half imported, kept apart from the
county's own answers, frozen and counted once the survey is closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import scope
from accounts.refusals import Forbidden, NotTheMoment
from campaigns.models import OutsideResult, Survey, SurveyAnswer
from campaigns.queries import survey as queries
from campaigns.transitions import survey as verbs
from reports.metrics.counting import Period, count_by_place
from tests.campaigns.sheets import book, problems, returned, sent, written
from tests.cast import World

SignIn = Callable[[str], Client]
HEAD = ["序号", "单位", "调查机构", "样本", "有效", "知晓", "参与", "满意", "安全感"]
ONE = [1, "甲一镇", "江苏某调查公司", 120, 100, 95, 80, 90, 98]
TWO = [2, "甲二镇", "江苏某调查公司", 60, 50, 40, 30, 45, 50]


def third(world: World, *, opened: bool = True) -> Survey:
    today = timezone.localdate()
    with scope.opened(world.county):
        row = verbs.plan_survey(
            world.campaign, kind="third", title="第三方满意度调查", starts_on=today,
            ends_on=today + timedelta(days=9), by=world.county,
        )  # fmt: skip
        return verbs.open_survey(row, by=world.county) if opened else row


def result(world: World, *rows: list[Any], name: str = "结果.xlsx") -> Any:
    return sent(world.county, world.county_division, book([HEAD, *rows]), "survey", name)


def test_figures_by_township_are_written_frozen_and_counted(world: World, sign_in: SignIn) -> None:
    row = third(world)
    sheet = result(world, ONE, TWO)
    assert (sheet.stage, sheet.added, sheet.wrong) == ("waiting", 2, 0), sheet.error
    assert not OutsideResult.objects.exists()
    written(sheet, world.county)
    with scope.opened(world.county):
        kept = OutsideResult.objects.get(place=990101100000)
        assert (kept.surveyor, kept.file_name, kept.valid, kept.satisfied) == (
            "江苏某调查公司", "结果.xlsx", 100, 90,
        )  # fmt: skip
        assert not SurveyAnswer.objects.exists()
        # The same again changes nothing; another figure replaces the row and keeps the former.
        assert result(world, ONE, TWO).same == 2
        changed = result(world, [*ONE[:7], 92, 98])
        assert changed.changed == 1
        written(changed, world.county)
        assert OutsideResult.objects.filter(place=990101100000).count() == 2
        verbs.count_for_score(row, by=world.county)
        closed = verbs.close_survey(row, by=world.county)
        lines = {ln.place.code: ln for ln in queries.results(closed, world.county)}
        whole = lines[990101000000]
        assert (whole.drawn, whole.valid) == (180, 150)
        assert [c.rated.hits for c in whole.cells] == [135, 110, 137, 148]
        until = max(timezone.localdate(), world.campaign.data_closes_on)
        counts = count_by_place("survey_satisfied", Period.of(world.campaign, until))
        assert {k: (f.top(), f.base()) for k, f in counts.items()} == {
            990101100000: (92, 100), 990101101000: (45, 50),
        }  # fmt: skip
        with pytest.raises(NotTheMoment):
            verbs.close_survey(row, by=world.county)
    page = sign_in("county").get(reverse("campaigns:survey_detail", args=[row.uid]))
    assert "江苏某调查公司" in page.text
    # A township reads its own figures and the county's, not its neighbour's.
    own = sign_in("town").get(reverse("campaigns:survey_detail", args=[row.uid])).text
    assert "甲一镇" in own
    assert "甲二镇" not in own


@pytest.mark.parametrize(
    ("line", "cell", "sentence"),
    [
        ([1, "甲一镇", "某公司", 90, 100, 95, 80, 90, 98], "E3", "有效份数多于样本"),
        ([1, "甲一镇", "某公司", 120, 100, 101, 80, 90, 98], "F3", "会超过 100%"),
        ([1, "乙一镇", "某公司", 120, 100, 95, 80, 90, 98], "B3", "本县没有"),
        ([1, "甲一镇", "", 120, 100, 95, 80, 90, 98], "C3", ""),
        ([1, "甲一镇", "某公司", 120, 100, "九成", 80, 90, 98], "F3", ""),
    ],
)
def test_a_fault_stands_at_its_cell_and_nothing_is_written(
    world: World, line: list[Any], cell: str, sentence: str
) -> None:
    third(world)
    sheet = result(world, TWO, line)
    assert (sheet.added, sheet.wrong) == (1, 1), sheet.error
    assert [said for at, said in problems(sheet) if at == cell and sentence in said]
    with scope.opened(world.county):
        assert not OutsideResult.objects.exists()


def test_a_township_whole_or_by_village_never_both(world: World) -> None:
    third(world)
    village = [2, "甲一村", "某公司", 20, 18, 15, 14, 16, 17]
    assert result(world, ONE, village).wrong == 1
    assert result(world, ONE, ONE).wrong == 1  # one unit twice
    sheet = written(result(world, village), world.county)
    assert result(world, ONE).wrong == 1  # villages of it stand there already
    returned(sheet, world.county)
    with scope.opened(world.county):
        assert not OutsideResult.objects.counted().exists()
    assert result(world, ONE).wrong == 0


def test_without_a_running_survey_nothing_is_taken(world: World) -> None:
    assert result(world, ONE).wrong == 1
    third(world, opened=False)
    assert result(world, ONE).wrong == 1


def test_only_the_county_uploads(world: World, sign_in: SignIn) -> None:
    third(world)
    for who, place in (("town", world.township), ("village", world.village_one)):
        with pytest.raises(Forbidden):
            sent(world.users[who], place, book([HEAD, ONE]), "survey")
    assert sign_in("governance").get("/imports/send/survey").status_code == 403
    assert sign_in("county").get("/imports/template/survey").status_code == 200
