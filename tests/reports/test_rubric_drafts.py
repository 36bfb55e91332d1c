"""Verbs of rubrics: who may, when, two persons, locked after signing, texts that never change."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import Http404

from accounts.models import Trail, User
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from campaigns.models import Campaign, Level
from reports.demo import rubrics
from reports.models import Rubric, RubricAdoption, RubricDraft, ScoreLine, ScoringRun
from reports.rubric_editing.checking import check
from reports.rules import Facts, load_shipped
from reports.transitions import rubric_draft as verbs
from reports.transitions.publication import sign
from reports.transitions.review import Entry, enter_lines
from reports.transitions.rubric import adopt, groups_for, rubrics_for, shipped
from reports.transitions.run import ask_for_run, compute
from reports.work import items
from tests.cast import World
from tests.reports.test_run import T1, fill, fill_all

Content = dict[str, Any]


def text(code: str = "RC1") -> Content:
    return copy.deepcopy(load_shipped(code).as_dict())


def begun(world: World, content: Content | None = None, level: int = 4) -> RubricDraft:
    return verbs.start(
        campaign=world.campaign,
        level=level,
        content=content or text("RC1" if level == 4 else "RC2"),
        source="示例",
        by=world.county,
    )


def sent(world: World, content: Content | None = None) -> RubricDraft:
    draft = begun(world, content)
    return verbs.submit(draft, reason="按要求调整", by=world.county)


def changed(**caps: str) -> Content:
    """RC1 with other caps: c33 is line 3.3."""
    content = text()
    for category in content["category"]:
        for line in category["indicator"]:
            line["cap"] = caps.get("c" + line["code"].replace(".", ""), line["cap"])
    return content


def test_start_gives_a_free_version_and_one_draft_a_level(world: World) -> None:
    shipped("RC1")
    draft = begun(world)
    assert draft.content["version"] == "2026年第2版"
    assert draft.content["level"] == "township"
    with pytest.raises(NotTheMoment, match="已经有一份草稿"):
        begun(world)
    begun(world, level=5)
    with pytest.raises(Invalid, match="另一级"):
        verbs.start(
            campaign=world.campaign, level=5, content=text("RC1"), source="", by=world.county
        )
    assert RubricDraft.objects.count() == 2


@pytest.mark.parametrize("who", ["governance", "town", "village", "auditor"])
def test_only_the_federation_drafts(world: World, who: str) -> None:
    with pytest.raises((Forbidden, Http404)):
        verbs.start(
            campaign=world.campaign, level=4, content=text(), source="", by=world.users[who]
        )
    with pytest.raises(Http404):
        verbs.start(
            campaign=world.campaign, level=4, content=text(), source="", by=world.county_other
        )
    assert not RubricDraft.objects.exists()


def test_a_draft_keeps_its_faults_and_refuses_what_is_no_rubric(world: World) -> None:
    draft = begun(world)
    wrong = copy.deepcopy(draft.content)
    wrong["category"][0]["indicator"][0]["cap"] = "四分"
    kept = verbs.save(draft, content=wrong, by=world.county, version=1)
    assert kept.content["category"][0]["indicator"][0]["cap"] == "四分"
    with pytest.raises(Stale):
        verbs.save(draft, content=wrong, by=world.county, version=1)
    with pytest.raises(Invalid, match="还有2处要改"):
        verbs.submit(kept, reason="改", by=world.county)
    for odd in ({"category": "x"}, {"category": [{"indicator": [{"rule": {"kind": "eval"}}]}]},
                {"religion": "x"}):  # fmt: skip
        with pytest.raises(Invalid):
            verbs.save(kept, content=odd, by=world.county)
    kept.refresh_from_db()
    assert kept.content["code"] == "RC1"


def test_steps_from_every_other_status_are_refused(world: World) -> None:
    draft = begun(world)
    office, county = world.governance, world.county
    with pytest.raises(NotTheMoment):
        verbs.publish(draft, by=office)
    with pytest.raises(NotTheMoment):
        verbs.send_back(draft, reason="改", by=office)
    with pytest.raises(Invalid, match="为什么"):
        verbs.submit(draft, reason=" ", by=county)
    with pytest.raises(Forbidden):
        verbs.submit(draft, reason="改", by=office)
    draft = verbs.submit(draft, reason="改", by=county)
    with pytest.raises(NotTheMoment):
        verbs.save(draft, content=text(), by=county)
    with pytest.raises(NotTheMoment):
        verbs.submit(draft, reason="改", by=county)
    with pytest.raises(NotTheMoment):
        verbs.drop(draft, by=county)
    with pytest.raises(Forbidden):
        verbs.publish(draft, by=county)
    draft = verbs.send_back(draft, reason="补出处", by=office)
    assert (draft.status, draft.returned) == ("draft", "补出处")
    verbs.drop(draft, by=county)
    with pytest.raises(NotTheMoment):
        verbs.save(draft, content=text(), by=county)
    begun(world)  # a dropped draft makes room


def test_publishing_needs_another_person(world: World) -> None:
    draft = sent(world)
    RubricDraft.objects.filter(pk=draft.pk).update(submitted_by=world.governance)
    with pytest.raises(NotTheMoment, match="两个人"):
        verbs.publish(draft, by=world.governance)
    assert not RubricAdoption.objects.exists()
    made = verbs.publish(draft, by=world.governance_two)
    assert made.rubric.county_id == world.campaign.county_id
    assert rubrics_for(world.campaign, by=world.county)[Level.TOWNSHIP].rubric == made.rubric
    assert rubrics_for(world.campaign, by=world.county)[Level.VILLAGE].rubric == shipped("RC2")
    assert Trail.objects.filter(act="rubric.publish", by=world.governance_two).count() == 2
    assert begun(world).content["version"] == "2026年第3版"


def test_one_version_is_published_once(world: World) -> None:
    verbs.publish(sent(world), by=world.governance)
    draft = begun(world)
    twice = {**draft.content, "version": Rubric.objects.get(county__isnull=False).version}
    draft = verbs.save(draft, content=twice, by=world.county)
    draft = verbs.submit(draft, reason="改", by=world.county)
    with pytest.raises(Invalid, match="已经发布过"):
        verbs.publish(draft, by=world.governance)


def test_published_texts_and_adoptions_cannot_change(world: World) -> None:
    made = verbs.publish(sent(world), by=world.governance)
    draft = RubricDraft.objects.get()
    rows = ((Rubric, made.rubric_id), (RubricAdoption, made.pk), (RubricDraft, draft.pk))
    for model, pk in rows:
        column = "reason" if model is not Rubric else "title"
        with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
            model.objects.filter(pk=pk).update(**{column: "改"})
        gone = f"DELETE FROM {model._meta.db_table} WHERE id = %s"
        with (
            pytest.raises(IntegrityError, match="frozen"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(gone, [pk])


def test_adopting_is_for_the_office_with_a_reason_and_the_right_level(world: World) -> None:
    one = {"campaign": world.campaign, "level": 4, "rubric": shipped("RC1"), "reason": "沿用"}
    with pytest.raises(Forbidden):
        adopt(**one, by=world.county)  # type: ignore[arg-type]
    with pytest.raises(Invalid, match="理由"):
        adopt(**{**one, "reason": " "}, by=world.governance)  # type: ignore[arg-type]
    with pytest.raises(Invalid, match="不是这一级"):
        adopt(**{**one, "rubric": shipped("RC2")}, by=world.governance)  # type: ignore[arg-type]
    with pytest.raises(Invalid, match="还没有分组：甲二镇"):
        adopt(**one, groups={"一组": [T1]}, by=world.governance)  # type: ignore[arg-type]
    with pytest.raises(Invalid, match="只能分在一组"):
        adopt(**one, groups={"一组": [T1, 1]}, by=world.governance)  # type: ignore[arg-type]
    assert adopt(**one, by=world.governance).groups == {}  # type: ignore[arg-type]


def test_another_county_neither_reads_nor_uses_it(world: World) -> None:
    made = verbs.publish(sent(world), by=world.governance)
    assert made.rubric not in Rubric.objects.visible_to(world.county_other)
    assert made.rubric in Rubric.objects.visible_to(world.village)
    assert not RubricDraft.objects.visible_to(world.county_other).exists()


def test_a_signed_year_keeps_its_rubric(world: World, computed_run: ScoringRun) -> None:
    run = computed_run
    fill_all(world, run)
    draft = sent(world)
    sign(run=run, by=world.governance)
    for refused in (
        lambda: verbs.publish(draft, by=world.governance),
        lambda: begun(world, level=5),
        lambda: adopt(
            campaign=world.campaign, level=4, rubric=shipped("RC1"), reason="换",
            by=world.governance,
        ),
    ):  # fmt: skip
        with pytest.raises(NotTheMoment, match="已锁定"):
            refused()


def test_what_is_signed_was_scored_by_the_text_in_force(
    world: World, computed_run: ScoringRun
) -> None:
    run = computed_run
    fill_all(world, run)
    verbs.publish(sent(world), by=world.governance)
    with pytest.raises(NotTheMoment, match="换了版本"):
        sign(run=run, by=world.governance)


def test_entered_lines_move_to_a_changed_text_where_they_fit(
    world: World, computed_run: ScoringRun
) -> None:
    """Points keep only under the same cap; 4.5, counts, is scored anew by the new rule."""
    run = computed_run
    fill(world, run, Level.TOWNSHIP)
    entry = Entry(T1, "4.5", facts=Facts(counts={"report_missed": 1, "order_untracked": 0}))
    enter_lines(
        run=run, level=Level.TOWNSHIP, entries=[entry], reason="看档案", by=world.governance
    )
    content = changed(c45="4", c44="2", c54="2", c53="4")
    verbs.publish(sent(world, content), by=world.governance)
    again = ask_for_run(campaign=world.campaign, by=world.county, data_until=run.data_until)
    assert again.township_rubric != run.township_rubric
    assert compute(again.pk)
    lines = ScoreLine.objects.filter(sheet__run=again, unit_id=T1)
    points = dict(lines.values_list("code", "points"))
    assert str(points["4.5"]) == "2.50"  # 4 − 1 × 1.5 under the new cap
    assert points["5.4"] is None  # entered as points out of 3, now 2
    assert lines.get(code="4.5").changes.count() == 2


def test_the_demo_shows_every_state(world: World) -> None:
    rubrics.play(world.campaign, {"xianfulian": world.county, "pinganban": world.governance})
    shown = set(RubricDraft.objects.values_list("level", "status"))
    assert shown == {(4, "dropped"), (4, "published"), (4, "submitted"), (5, "draft")}
    assert {status for _level, status in shown} == set(RubricDraft.Status.values)
    waits = RubricDraft.objects.get(status="draft")
    assert [fault.part for fault in check(waits.content).faults] == ["c4"]
    assert check(RubricDraft.objects.get(status="submitted").content).rules is not None


def test_it_stands_on_the_work_list_of_whoever_is_next(world: World) -> None:
    def shown(user: User) -> list[str]:
        return [item.title for item in items(user, date(2026, 11, 26))]

    draft = sent(world)
    assert shown(world.governance) == ["考核细则（县对乡镇（街道））待审定"]
    assert shown(world.county) == shown(world.county_other) == []
    verbs.send_back(draft, reason="补", by=world.governance)
    assert shown(world.county) == ["考核细则（县对乡镇（街道））退回修改"]
    assert shown(world.governance) == []


def test_a_new_year_goes_on_with_what_the_last_has_adopted(world: World) -> None:
    """Until it adopts its own; what the new year adopts leaves the old one alone."""
    adopt(
        campaign=world.campaign, level=4, rubric=shipped("RC1"), reason="分两组",
        groups={"甲组": [990101100000], "乙组": [990101101000]}, by=world.governance,
    )  # fmt: skip
    last = verbs.publish(sent(world, changed(c35="5", c31="4")), by=world.governance)
    year = Campaign.objects.get(pk=world.campaign.pk)
    year.pk, year.year = None, 2027
    year.sign_by, year.midyear_on = date(2027, 3, 31), date(2027, 6, 30)
    year.data_closes_on = date(2027, 12, 31)
    year.save()
    force = rubrics_for(year, by=world.county)
    assert force[Level.TOWNSHIP].rubric == last.rubric
    assert force[Level.VILLAGE].rubric == shipped("RC2")
    assert set(groups_for(year, by=world.county).values()) == {"甲组", "乙组"}
    adopt(campaign=year, level=4, rubric=shipped("RC1"), reason="改回", by=world.governance)
    assert rubrics_for(year, by=world.county)[Level.TOWNSHIP].rubric == shipped("RC1")
    assert rubrics_for(world.campaign, by=world.county)[Level.TOWNSHIP].rubric == last.rubric
    assert not rubrics_for(year, by=world.county_other)[Level.TOWNSHIP].adoption
