"""Pages and API of sheets: template, sending, preview, marked copy, result; who sees what."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl.styles import Font

from accounts.models import Reading
from campaigns.models import Sheet, SheetFile
from campaigns.sheets.work import work
from households.models import Household
from tests.campaigns import hostile
from tests.campaigns.sheets import book, sent, written
from tests.cast import World
from tests.households.rosters import HEAD, family, row, typed

SignIn = Callable[[str], Client]
SEND = "/imports/send/roster"


def upload(client: Client, data: bytes, **more: Any) -> Any:
    """A workbook through the page."""
    file = SimpleUploadedFile("名册.xlsx", data)
    return client.post(SEND, {"place": "990101100201", "file": file} | more)


def test_the_template_comes_back_as_it_went(world: World, sign_in: SignIn) -> None:
    answer = sign_in("village").get("/imports/template/roster")
    assert "attachment" in answer["Content-Disposition"]
    workbook = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert [s.title for s in workbook] == ["户籍名册", "填写说明", "选项"]
    assert workbook["选项"].sheet_state == "hidden"
    sheet = workbook["户籍名册"]
    titles = [cell.value for cell in sheet[3]]
    assert titles[2:6] == ["村（社区）", "网格", "户号*", "与户主关系*"]
    assert sheet["C5"].value == "甲一村"
    assert sheet.column_dimensions["J"].number_format == "@"
    lists = {str(v.sqref).split(":")[0]: v.formula1 for v in sheet.data_validations.dataValidation}
    assert lists["C5"] == "选项!$C$1:$C$1"
    assert sheet.print_title_rows == "$3:$3"
    # Filled in by a person and sent back: the example and the prepared rows are no data.
    for at, line in enumerate(family(), 5):
        for title, value in zip(HEAD, line, strict=True):
            column = next(i for i, t in enumerate(titles, 1) if str(t).rstrip("*") == title)
            sheet.cell(at, column, value or None)
    made = io.BytesIO()
    workbook.save(made)
    result = sent(world.village, world.village_one, made.getvalue())
    assert (result.added, result.wrong) == (4, 0)
    assert [n[:9] for n in result.notices] == ["核验码相符：甲一村"]


def test_a_township_finds_its_villages_in_the_drop_down(world: World, sign_in: SignIn) -> None:
    answer = sign_in("town").get("/imports/template/roster")
    workbook = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert [c.value for c in workbook["选项"]["C"]][:2] == ["甲一村", "甲二村"]
    assert "乙镇村" not in str([c.value for c in workbook["选项"]["C"]])


def test_from_upload_to_writing(world: World, sign_in: SignIn) -> None:
    client = sign_in("village")
    assert client.get(SEND).status_code == 200
    answer = upload(client, book([HEAD, *family(), row("9", "户主", "赵大", "1")]))
    assert answer.status_code == 302
    sheet = Sheet.objects.get()
    page = client.get(answer["Location"]).content.decode()
    assert "确认导入" not in page
    assert "hx-get" in page
    assert '<a href="">刷新</a>' in page  # works by reloading too
    assert work(sheet.pk)
    page = client.get(answer["Location"]).content.decode()
    for words in (
        "行要改，暂不能全部导入",
        "F6",
        "身份证号应为 18 位",
        "下载错误说明",
        "改好后重新上传",
    ):
        assert words in page
    for secret in ("990101198001010014", "13800138000"):
        assert secret not in page
    confirm = reverse("campaigns:sheet_confirm", args=[sheet.uid])
    assert "只导入正确" in client.get(confirm).content.decode()
    assert client.post(confirm, {}).status_code == 409
    assert client.post(confirm, {"only_right": "on"}).status_code == 302
    assert work(sheet.pk)
    assert Household.objects.get().people == 4
    page = client.get(answer["Location"]).content.decode()
    assert "已导入：新增 <span>4</span> 行" in page
    assert "撤销导入" in page
    assert Reading.objects.filter(noun="campaigns.sheetrow").exists()


def test_the_marked_copy_is_the_same_workbook_with_reasons(world: World, sign_in: SignIn) -> None:
    rows = [HEAD, *family(), row("9", "户主", "赵大", "990101198001010015")]

    def keep(sheet: Any) -> None:
        sheet["A9"] = "备注：本表由村里填写"
        sheet["B2"].font = Font(italic=True)

    sheet = sent(world.village, world.village_one, book(rows, keep))
    answer = sign_in("village").get(reverse("campaigns:sheet_marked", args=[sheet.uid]))
    marked = openpyxl.load_workbook(io.BytesIO(answer.content))["名册"]
    assert [c.value for c in marked[1]][:11] == [*HEAD, "错误原因"]
    assert marked["K1"].font.color.rgb == "FFA8231C"
    assert "校验位不对" in marked["K6"].value
    assert marked["K2"].value is None
    assert "校验位不对" in marked["F6"].comment.text
    assert marked["A9"].value == "备注：本表由村里填写"
    assert marked["B2"].font.italic
    assert marked["E2"].value == "姜志强"


def test_a_pasted_sheet_has_a_marked_copy_too(world: World, sign_in: SignIn) -> None:
    sheet = sent(world.village, world.village_one, typed([HEAD, row("=1+1", "户主", "赵大", "12")]))
    answer = sign_in("village").get(reverse("campaigns:sheet_marked", args=[sheet.uid]))
    marked = openpyxl.load_workbook(io.BytesIO(answer.content))["粘贴"]
    assert marked["K2"].value.startswith("身份证号码：")
    assert (marked["C2"].value, marked["C2"].data_type) == ("=1+1", "s")


@pytest.mark.parametrize("name", ["t7_overlap", "t8_one_cell", "xlsm", "old_xls", "billion_laughs"])
def test_hostile_files_are_refused_on_the_page(world: World, sign_in: SignIn, name: str) -> None:
    answer = upload(sign_in("village"), hostile.FILES[name]())
    assert answer.status_code == 422
    assert 'class="error"' in answer.content.decode()
    assert not Sheet.objects.exists()


def test_what_is_wrong_with_the_form_is_said(world: World, sign_in: SignIn) -> None:
    client = sign_in("village")
    assert client.post(SEND, {"place": "990101100201"}).status_code == 422
    assert "两样只要一样" in upload(client, book([HEAD]), text="a\tb").content.decode()
    assert client.post(SEND, {"place": "990101000000", "text": "x"}).status_code == 422


def test_rows_are_for_the_sender_alone(world: World, sign_in: SignIn) -> None:
    sheet = sent(world.village, world.village_one, book([HEAD, *family()]))
    address = reverse("campaigns:sheet_detail", args=[sheet.uid])
    for who in ("village_mate", "town", "county"):
        page = sign_in(who).get(address).content.decode()
        assert "行的内容只有发送的人看得到" in page
        assert "0012" not in page
        assert sign_in(who).get(f"/api/v1/imports/{sheet.uid}/rows").status_code == 404
    for who in ("village_next", "town_next", "county_other"):
        assert sign_in(who).get(address).status_code == 404
    assert sign_in("governance").get(address).status_code == 403


def test_the_api_does_the_same(world: World, sign_in: SignIn) -> None:
    client = sign_in("village")
    body = {"kind": "roster", "place": 990101100201, "text": typed([HEAD, *family()])}
    made = client.post("/api/v1/imports", body, content_type="application/json")
    assert made.status_code == 201
    sheet = Sheet.objects.get()
    work(sheet.pk)
    state = client.get(f"/api/v1/imports/{sheet.uid}").json()
    assert (state["stage"], state["added"], state["at_work"]) == ("waiting", 4, False)
    assert len(client.get(f"/api/v1/imports/{sheet.uid}/rows").json()["results"]) == 4
    assert client.post(f"/api/v1/imports/{sheet.uid}/confirm").json()["stage"] == "writing"
    work(sheet.pk)
    assert client.post(f"/api/v1/imports/{sheet.uid}/return").json()["stage"] == "returning"
    work(sheet.pk)
    assert not Household.objects.exists()
    file = SimpleUploadedFile("a.xlsx", hostile.FILES["t7_overlap"]())
    sent_file = client.post(
        "/api/v1/imports", {"kind": "roster", "place": 990101100201, "file": file}
    )
    assert sent_file.status_code == 422
    assert sent_file.json()["errors"][0]["pointer"] == "/file"


def test_the_list_asks_a_fixed_number_of_queries(
    world: World, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    written(sent(world.village, world.village_one, book([HEAD, *family()])), world.village)
    for number in range(4):
        sent(world.village, world.village_one, typed([HEAD, *family(str(number))]))
    client = sign_in("village")
    client.get("/imports/")
    with django_assert_max_num_queries(12):
        assert client.get("/imports/").status_code == 200


def test_a_waiting_sheet_is_on_the_work_list(world: World, sign_in: SignIn) -> None:
    sent(world.village, world.village_one, book([HEAD, *family()]))
    assert "核对并确认导入的表格" in sign_in("village").get("/").content.decode()
    assert "核对并确认导入的表格" not in sign_in("town").get("/").content.decode()


def test_no_hostile_file_hurts_the_web(world: World, sign_in: SignIn) -> None:
    """E1, E3: the whole corpus by the page; every answer is a page with a sentence."""
    client = sign_in("village")
    upload(client, book([HEAD]))
    for name, make in hostile.FILES.items():
        assert upload(client, make()).status_code == 422, name
    # What only the reading process can find out: its parent gets a sentence, no file stays.
    upload(client, hostile.LATER["broken_xml"]())
    sheet = Sheet.objects.latest("pk")
    assert not work(sheet.pk)
    sheet.refresh_from_db()
    assert (sheet.stage, sheet.state) == ("refused", "failed")
    assert sheet.error.endswith("。")
    assert not SheetFile.objects.filter(sheet=sheet).exists()
