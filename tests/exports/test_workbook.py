"""A workbook is laid out as offices expect it, and WPS reads it."""

from __future__ import annotations

import zipfile
from datetime import date
from decimal import Decimal
from io import BytesIO

from accounts.exports.sheet import Cell, Column, Entry, Form, Paper, Table
from accounts.exports.workbook import write
from tests.exports.books import MARK, opened, values

COLUMNS = (
    Column("单位", "text", 14),
    Column("总户数", "int", 9, total=True),
    Column("红", "int", 6, "等级", total=True),
    Column("黄", "int", 6, "等级", total=True),
    Column("化解率", "rate", 9),
    Column("电话", "code", 14),
    Column("日期", "date", 16),
)


def table(**more: object) -> Table:
    rows = [
        [
            Cell("甲一村"),
            Cell(312),
            Cell(1),
            Cell(0),
            Cell(Decimal("0.5")),
            Cell("013800000000"),
            Cell(date(2026, 11, 3)),
        ],
        [
            Cell("甲二村"),
            Cell(0),
            Cell(2),
            Cell(3),
            Cell(None),
            Cell("990101198001010014"),
            Cell(None),
        ],
    ]
    totals = [Cell("合计"), Cell(312), Cell(3), Cell(3), Cell(None), Cell(None), Cell(None)]
    values = {
        "title": "排查月报表",
        "unit": "甲一镇",
        "period": "2026年11月",
        "columns": COLUMNS,
        "rows": rows,
        "measure": "户",
        "totals": totals,
        "signers": (("填表人", "镇妇联一"), ("审核人", ""), ("填报日期", "")),
        "notes": ("化解率＝已化解÷（累计在册＋销号）",),
    }
    return Table(**(values | more))  # type: ignore[arg-type]


def test_title_heads_freeze_print_area_and_footer() -> None:
    sheet = opened(write(Paper("排查月报表", tables=[table()]), MARK)).active
    merged = {str(r) for r in sheet.merged_cells.ranges}
    assert {"A1:G1", "A3:A4", "C3:D3", "B3:B4"} <= merged
    assert sheet["A1"].value == "排查月报表"
    assert sheet["A2"].value == "填报单位：甲一镇"
    assert [sheet.cell(4, c).value for c in (3, 4)] == ["红", "黄"]
    assert sheet.freeze_panes == "B5"
    assert sheet.print_title_rows == "$3:$4"
    assert sheet.print_area.endswith(f"$A$1:$G${sheet.max_row}")
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.fitToHeight in {1, None}  # a short one on one page, with its notes
    many = opened(write(Paper("表", tables=[table(rows=list(table().rows) * 20)]), MARK)).active
    assert (many.page_setup.fitToWidth, many.page_setup.fitToHeight) in {(1, 0), (None, 0)}
    assert "第 &P 页 共 &N 页" in sheet.oddFooter.right.text
    assert "县妇联甲" in sheet.oddFooter.left.text
    assert "演示数据" in sheet.oddFooter.left.text
    below = [sheet.cell(r, 1).value for r in range(7, sheet.max_row + 1)]
    assert below[0] == "合计"
    assert str(below[1]).startswith("填表人：镇妇联一")
    assert "编号 N-1" in str(below[-1])
    assert all(sheet.cell(5, c).border.left.style == "thin" for c in range(1, 8))


def test_zero_is_0_and_not_applicable_a_dash_and_sums_keep_their_values() -> None:
    content = write(Paper("排查月报表", tables=[table()]), MARK)
    plain, kept = opened(content).active, values(content).active
    assert plain["B6"].value == 0
    assert plain["E6"].value == "—"
    assert plain["B7"].value == "=SUM(B5:B6)"
    assert kept["B7"].value == 312
    assert kept["C7"].value == 3


def test_numbers_of_people_are_text_and_dates_are_dates() -> None:
    sheet = opened(write(Paper("表", tables=[table()]), MARK)).active
    assert (sheet["F5"].value, sheet["F5"].data_type) == ("013800000000", "s")
    assert sheet["F6"].value == "990101198001010014"
    assert sheet["G5"].value.date() == date(2026, 11, 3)
    assert sheet["E5"].number_format == "0.0%"


def test_a_hidden_number_leaves_no_sum_behind() -> None:
    made = table()
    made.rows[0][2] = Cell(None, hidden="<5")
    content = write(Paper("表", tables=[made]), MARK)
    sheet = opened(content).active
    assert sheet["C5"].value == "<5"
    assert sheet["C7"].value == 3
    assert sheet["D7"].value == "=SUM(D5:D6)"


def test_nothing_wps_would_stumble_over() -> None:
    content = write(Paper("表", tables=[table()]), MARK)
    with zipfile.ZipFile(BytesIO(content)) as whole:
        names = whole.namelist()
    assert not [n for n in names if "tables/" in n or "slicer" in n or "externalLink" in n]
    assert not [n for n in names if "metadata" in n or "vba" in n]


def test_forms_print_one_to_a_page() -> None:
    lines = [
        [Entry("户主", "姜志强"), Entry("人口", 4), Entry("电话", "138****8000")],
        [Entry("简要情况", "争吵", across=3, lines=4)],
    ]
    members = Table("成员", "", "", [Column("姓名"), Column("关系")], [[Cell("王"), Cell("妻")]])
    forms = [Form("家庭排查登记表", "甲一村", f"{n}", lines, members=members) for n in (1, 2, 3)]
    sheet = opened(write(Paper("家庭排查登记表", forms=forms), MARK)).active
    assert len(sheet.row_breaks.brk) == 2
    assert sheet.page_setup.orientation == "portrait"
    assert [c.value for c in sheet[3]][:2] == ["户主", "姜志强"]


def test_the_line_over_a_narrow_table_is_not_cut() -> None:
    narrow = (
        Column("序号", "int", 6),
        Column("户主", "text", 12),
        Column("村（社区）", "text", 20),
    )
    rows = [[Cell(1), Cell("郭*红"), Cell("七段村委会")]]
    made = Table(
        title="汇总表", unit="五段镇人民政府", period="2026年下半年", columns=narrow, rows=rows
    )
    page = opened(write(Paper("汇总表", tables=[made]), MARK)).active
    merged = next(str(r) for r in page.merged_cells.ranges if r.min_row == 2)
    assert merged == "A2:C2"  # 序号 alone has no room for the unit
    assert page["A2"].value.startswith("填报单位：五段镇人民政府")


def test_forms_without_one_say_so() -> None:
    page = opened(write(Paper("家庭排查登记表"), MARK)).active
    assert "没有记录" in page["A2"].value
