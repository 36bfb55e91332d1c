"""任务分解表: written, published, reported, carded, ended; the one-time link of a member unit."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client

from accounts import scope
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from campaigns import task_work
from campaigns.models import Finding, Task, TaskLink, TaskReport
from campaigns.queries import task as queries
from campaigns.transitions import task as verbs
from campaigns.transitions import task_card as cards
from campaigns.transitions import task_report as reports
from campaigns.transitions.task_report import Said
from tests.campaigns.tasks import finding, member_unit, plan, task, today
from tests.cast import World, build

TOLD = Said(60, "已排查两轮", "李四")


def test_a_draft_is_the_countys_until_it_is_published(world: World) -> None:
    row = verbs.write_task(world.campaign, plan=plan(world), by=world.county)
    assert row.number == 1
    assert row.place_id == world.township.code
    assert not Task.objects.shown_to(world.town).exists()
    assert verbs.publish_tasks(world.campaign, by=world.county) == 1
    assert verbs.publish_tasks(world.campaign, by=world.county) == 0
    assert Task.objects.shown_to(world.town).get() == row
    assert not Task.objects.shown_to(world.town_next).exists()
    assert not Task.objects.shown_to(world.county_other).exists()


def test_two_townships_in_one_task_both_see_it(world: World) -> None:
    other = world.divisions[990101101000]
    task(world, assists=(other,))
    assert Task.objects.shown_to(world.town_next).count() == 1


@pytest.mark.parametrize("who", ["town", "village", "governance"])
def test_only_the_county_writes(world: World, who: str) -> None:
    with pytest.raises(Forbidden):
        verbs.write_task(world.campaign, plan=plan(world), by=world.users[who])
    with pytest.raises(Http404):
        verbs.write_task(world.campaign, plan=plan(world), by=world.county_other)


def test_each_field_says_what_is_wrong(world: World) -> None:
    wrong = plan(world, title="", measures=" ", lead=None, due_on=None, responsible="")
    with pytest.raises(Invalid) as refusal:
        verbs.write_task(world.campaign, plan=wrong, by=world.county)
    assert set(refusal.value.errors) == {"title", "measures", "lead", "due_on", "responsible"}
    far = plan(world, lead=world.divisions[990102100000])
    with pytest.raises(Invalid):
        verbs.write_task(world.campaign, plan=far, by=world.county)
    assert not Task.objects.exists()


def test_a_change_keeps_the_former_value_with_its_reason(world: World) -> None:
    row = task(world)
    with pytest.raises(Invalid):
        verbs.change_task(row, plan=plan(world, responsible="赵六"), by=world.county)
    verbs.change_task(
        row, plan=plan(world, responsible="赵六"), reason="原责任人调离", by=world.county
    )
    kept = row.changes.get()
    assert kept.before == {"responsible": "王主任"}
    assert kept.after == {"responsible": "赵六"}
    assert kept.reason == "原责任人调离"
    with pytest.raises(Stale):
        verbs.change_task(
            row, plan=plan(world), reason="再改回来", version=row.version, by=world.county
        )


def test_the_township_reports_and_the_county_types_paper(world: World) -> None:
    unit = member_unit(world)
    row = task(world, assists=(unit,))
    reports.report_task(row, told=TOLD, by=world.town)
    with pytest.raises(Forbidden):
        reports.report_task(row, told=TOLD, by=world.county)
    paper = reports.report_task(row, told=TOLD, unit=unit, by=world.county)
    assert paper.source == TaskReport.Source.PAPER
    assert paper.place_id == world.county_division.code
    assert not TaskReport.objects.visible_to(world.town).filter(pk=paper.pk).exists()
    for who in (world.village, world.auditor):
        with pytest.raises(Forbidden):
            reports.report_task(row, told=TOLD, by=who)
    with pytest.raises(Http404):
        reports.report_task(row, told=TOLD, by=world.town_next)
    with pytest.raises(Invalid):
        reports.report_task(row, told=Said(101, "", ""), by=world.town)


def test_overdue_is_a_question_to_the_calendar(world: World) -> None:
    row = task(world)
    Task.objects.filter(pk=row.pk).update(due_on=today() - timedelta(days=1))
    assert Task.objects.overdue().get() == row
    verbs.end_task(row, done=True, words="已核实完成", by=world.county)
    assert not Task.objects.overdue().exists()
    with pytest.raises(NotTheMoment):
        reports.report_task(row, told=TOLD, by=world.town)
    with pytest.raises(NotTheMoment):
        verbs.end_task(row, done=True, words="再办一次", by=world.county)


def test_a_card_is_answered_by_who_leads_and_lifted_by_the_county(world: World) -> None:
    row = task(world)
    card = cards.issue_card(
        row, colour="yellow", asked="请尽快排查", answer_by=today(), by=world.county
    )
    with pytest.raises(NotTheMoment):
        cards.issue_card(row, colour="red", asked="又一张牌", answer_by=today(), by=world.county)
    with pytest.raises(Invalid):
        verbs.end_task(row, done=True, words="先结束了", by=world.county)
    with pytest.raises(Forbidden):
        cards.answer_card(card, words="我来答复", by=world.county)
    cards.answer_card(card, words="本周内排查完", by=world.town)
    cards.redden_card(card, asked="仍没有排查", answer_by=today(), by=world.county)
    cards.answer_card(card, words="已排查完毕", by=world.town)
    with pytest.raises(Forbidden):
        cards.lift_card(card, reason="我自己解除", by=world.town)
    cards.lift_card(card, reason="已核实完成", by=world.county)
    with pytest.raises(NotTheMoment):
        cards.lift_card(card, reason="再解除一次", by=world.county)


def test_the_list_asks_the_same_number_of_questions(
    world: World, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    unit = member_unit(world)
    for _n in range(4):
        row = task(world, assists=(unit,))
        reports.report_task(row, told=TOLD, by=world.town)
    with django_assert_max_num_queries(3):  # type: ignore[attr-defined]
        rows = list(queries.listed(world.county, world.campaign))
        assert [queries.assist_names(r) for r in rows] == [unit.name] * 4
        assert {r.percent for r in rows} == {60}  # type: ignore[attr-defined]


# The link


def link(world: World) -> tuple[TaskLink, str]:
    unit = member_unit(world)
    return reports.issue_link(task(world, lead=unit), unit=unit, by=world.county)


def test_a_link_shows_the_task_and_takes_one_answer(world: World, client: Client) -> None:
    made, token = link(world)
    assert token not in repr(TaskLink.objects.values())
    shown = client.get(f"/t/{token}")
    assert shown.status_code == 200
    assert "家庭矛盾排查" in shown.content.decode()
    bad = client.post(f"/t/{token}", {"percent": "", "words": "写了很多", "reporter": ""})
    assert bad.status_code == 422
    assert "写了很多" in bad.content.decode()
    typed = {"percent": "80", "words": "派出所走访完毕", "reporter": "周警官"}
    assert client.post(f"/t/{token}", typed).status_code == 200
    row = TaskReport.objects.get()
    assert (row.percent, row.source, row.unit_id) == (80, "link", made.unit_id)
    assert client.get(f"/t/{token}").status_code == 404
    assert client.post(f"/t/{token}", typed).status_code == 404
    assert TaskReport.objects.count() == 1


def test_every_dead_link_is_the_same_page(world: World, client: Client) -> None:
    made, token = link(world)
    never = client.get("/t/" + "A" * 22)
    odd = client.get("/t/x")
    reports.revoke_link(made, reason="发错了单位", by=world.county)
    gone = client.get(f"/t/{token}")
    assert never.status_code == odd.status_code == gone.status_code == 404
    assert never.content == odd.content == gone.content
    assert gone["Cache-Control"] == "no-store"
    with pytest.raises(NotTheMoment):
        reports.revoke_link(made, reason="再撤回一次", by=world.county)


def test_a_link_runs_out_and_a_new_one_kills_the_old(world: World, client: Client) -> None:
    made, token = link(world)
    new, other = reports.issue_link(made.task, unit=made.unit, by=world.county)
    assert client.get(f"/t/{token}").status_code == 404
    TaskLink.objects.filter(pk=new.pk).update(expires_at=new.issued_at)
    assert client.get(f"/t/{other}").status_code == 404
    with pytest.raises(Forbidden):
        reports.issue_link(made.task, unit=made.unit, by=world.governance)


@pytest.mark.django_db(transaction=True)
def test_two_who_answer_one_link_make_one_report(django_db_setup: None) -> None:
    with scope.as_system():
        made, token = link(build())
    found: list[bool] = []

    def answer() -> None:
        try:
            found.append(reports.answer_link(token, told=TOLD) is not None)
        finally:
            connection.close()

    both = [threading.Thread(target=answer) for _n in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(found) == [False, True]
    with scope.as_system():
        assert TaskReport.objects.count() == 1
        assert TaskLink.objects.get(pk=made.pk).status == TaskLink.Status.ANSWERED


@pytest.mark.parametrize("who", ["county", "town", "village", "governance"])
def test_pages_open(world: World, sign_in: Callable[[str], Client], who: str) -> None:
    row = task(world)
    cards.issue_card(row, colour="yellow", asked="请尽快排查", answer_by=today(), by=world.county)
    verbs.change_task(row, plan=plan(world, title="改了题目"), reason="要求有变", by=world.county)
    reports.report_task(row, told=TOLD, by=world.town)
    client = sign_in(who)
    for path in ("/tasks/", f"/tasks/{row.uid}"):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert "改了题目" in answer.content.decode()


def test_the_county_makes_a_task_by_its_forms(
    world: World, sign_in: Callable[[str], Client]
) -> None:
    unit, client = member_unit(world), sign_in("county")
    typed = {
        "title": "反家庭暴力宣传",
        "measures": "逐村宣讲",
        "lead": f"u{unit.pk}",
        "assists": [f"d{world.township.code}"],
        "due_on": (today() + timedelta(days=9)).isoformat(),
        "responsible": "刘局",
    }
    assert client.post("/tasks/new", typed).status_code == 302
    assert client.post("/tasks/publish").status_code == 302
    row = Task.objects.get()
    made = client.post(f"/tasks/{row.uid}/link", {"unit": unit.pk, "days": 14})
    assert made.status_code == 200
    slip = TaskLink.objects.get()
    token = made.context["token"]
    pdf = client.post(f"/task-links/{slip.uid}/pdf", {"token": token})
    assert pdf.content.startswith(b"%PDF")
    wrong = client.post(f"/task-links/{slip.uid}/pdf", {"token": "x"})
    assert wrong.status_code == 409


def test_the_county_is_told_what_is_late_and_what_waits_for_it(world: World) -> None:
    late = task(world)
    Task.objects.filter(pk=late.pk).update(due_on=today() - timedelta(days=1))
    found = finding(world)
    mine = [item.title for item in task_work.items(world.county, today())]
    assert any("任务逾期" in title for title in mine)
    assert any("下达整改" in title for title in mine)
    assert Finding.objects.shown_to(world.county).get() == found
    for who in (world.town, world.village):
        assert not Finding.objects.shown_to(who).exists()
        assert not [i for i in task_work.items(who, today()) if "下达整改" in i.title]
