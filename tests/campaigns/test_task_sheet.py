"""任务分解表 by Excel: faults per cell, nothing half imported, a round trip that loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from accounts.refusals import Forbidden
from campaigns.models import Sheet, SheetRow, Task
from campaigns.sheets.kinds import kind_of
from campaigns.sheets.work import work
from campaigns.transitions.sheet import confirm_sheet, send_sheet
from campaigns.transitions.task import publish_tasks
from tests.campaigns.tasks import member_unit, task, today
from tests.cast import World

HEAD = ["序号", "重点任务", "具体措施", "牵头单位", "配合单位", "完成时限", "责任人", "进展"]


def book(*rows: list[object], title: str = "甲县任务分解表") -> bytes:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append([title])
    sheet.append(HEAD)
    for row in rows:
        sheet.append(row)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def sent(world: World, data: bytes) -> Sheet:
    row = send_sheet(
        kind=kind_of("tasks"),
        place=world.county_division,
        data=data,
        name="任务.xlsx",
        by=world.county,
    )
    work(row.pk)
    row.refresh_from_db()
    return row


def due() -> str:
    return (today() + timedelta(days=20)).isoformat()


def test_a_table_is_compared_and_written_as_drafts(world: World) -> None:
    member_unit(world)
    one = [1, "宣传", "逐村宣讲", "甲县公安局", "甲一镇、甲二镇", due(), "刘局", ""]
    two = [2, "排查", "半月一次", "甲一镇", "", due(), "王镇长", "已做两轮"]
    row = sent(world, book(one, two))
    assert (row.stage, row.added, row.wrong) == ("waiting", 2, 0), row.error
    confirm_sheet(row, by=world.county)
    work(row.pk)
    made = list(Task.objects.order_by("number"))
    assert [(t.number, t.title, t.lead, t.status) for t in made] == [
        (1, "宣传", "甲县公安局", "draft"),
        (2, "排查", "甲一镇", "draft"),
    ]
    assert [a.name for a in made[0].assists.all()] == ["甲一镇", "甲二镇"]


def test_each_wrong_cell_is_named_and_nothing_is_half_imported(world: World) -> None:
    good = [1, "排查", "半月一次", "甲一镇", "", due(), "王镇长", ""]
    bad = [2, "宣传", "", "没有这个局", "乙县镇", "某天", "刘局", ""]
    twice = [1, "又一项", "措施", "甲一镇", "", due(), "王镇长", ""]
    row = sent(world, book(good, bad, twice))
    assert (row.added, row.wrong) == (1, 2)
    told = [
        r.content for r in SheetRow.objects.filter(sheet=row, verdict="wrong").order_by("ordinal")
    ]
    assert "没有这个局" in told[0] or "measures" in told[0]
    assert "两次" in told[1]
    assert not Task.objects.exists()


def test_the_export_sent_back_changes_nothing(
    world: World, sign_in: Callable[[str], Client]
) -> None:
    unit = member_unit(world)
    task(world, title="甲，乙；丙", assists=(unit, world.divisions[990101101000]))
    task(world, lead=unit, measures="第一行\n第二行")
    client = sign_in("county")
    client.post("/tasks/export", {})
    from accounts.models import Export

    export = Export.objects.get()
    content = client.get(reverse("accounts:export_file", args=[export.uid])).content
    shown = [c.value for row in load_workbook(BytesIO(content)).active.iter_rows() for c in row]  # type: ignore[union-attr]
    assert [h for h in HEAD if h not in shown] == []
    row = sent(world, content)
    assert (row.same, row.added, row.changed, row.wrong) == (2, 0, 0, 0), [
        r.content for r in SheetRow.objects.all()
    ]


def test_a_changed_line_keeps_the_former_value(world: World) -> None:
    task(world)
    publish_tasks(world.campaign, by=world.county)
    line = [1, "家庭矛盾排查", "每周排查一次", "甲一镇", "", due(), "王主任", ""]
    row = sent(world, book(line))
    assert row.changed == 1
    confirm_sheet(row, by=world.county)
    work(row.pk)
    kept = Task.objects.get().changes.get()
    assert kept.before["measures"] == "每半月排查一次"
    assert "导入表格" in kept.reason


@pytest.mark.parametrize("who", ["town", "village"])
def test_nobody_else_sends_it(world: World, who: str) -> None:
    by = world.users[who]
    with pytest.raises(Forbidden):
        send_sheet(kind=kind_of("tasks"), place=by.postings_today[0].division, data=book(), by=by)
