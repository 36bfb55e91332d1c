"""Files as they come: what cannot be taken is told by sheet, row and cell in Chinese; what offices
write out of habit is taken as it is meant."""

from __future__ import annotations

import copy
import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from accounts.refusals import Invalid
from reports.rubric_editing.files import content_of
from reports.rubric_editing.shape import shaped
from reports.rubric_editing.toml import toml_of
from reports.rubric_editing.workbook_out import workbook_of
from reports.rules import load_shipped

Content = dict[str, Any]
Change = Callable[[Any], None]
LINES, RULES, OUTSIDE, GRADE, VETO = "大类与指标", "计分规则", "加分扣分", "等次", "否决"


def content() -> Content:
    """RC2 with a banded line (1.1) and a deduction with a rate (5.4 of nothing else)."""
    one = shaped(copy.deepcopy(load_shipped("RC2").as_dict()))
    line = one["category"][0]["indicator"][0]
    line["rule"] = {
        "kind": "banded",
        "band": [{"from": "90", "points": "4"}, {"from": "80", "points": "2"}],
    }
    line = one["category"][0]["indicator"][1]
    line |= {"source": "manual"}
    line.pop("metric", None)
    steps = [{"below": "96", "per_point": "0.25"}, {"below": "90", "per_point": "0.5"}]
    gap = {"key": "safe", "label": "安全感", "base_label": "受访", "step": steps}
    line["rule"] = {"kind": "deduct", "gap": [gap]}
    return one


def place(sheet: Any, head: str, row: int) -> Any:
    """The cell under a head."""
    heads = {str(cell.value): cell.column for cell in sheet[1]}
    return sheet.cell(row, heads[head])


def row_of(sheet: Any, **wanted: str) -> int:
    """The first row that says so."""
    for row in range(2, sheet.max_row + 1):
        if all(str(place(sheet, head, row).value) == value for head, value in wanted.items()):
            return row
    raise LookupError(wanted)


def put(name: str, head: str, value: Any, **wanted: str) -> Change:
    """Another value in one cell, of the row that says `wanted` or of the second row."""

    def change(book: Any) -> None:
        sheet = book[name]
        place(sheet, head, row_of(sheet, **wanted) if wanted else 2).value = value

    return change


def about(word: str, value: Any) -> Change:
    """Another value of 说明."""

    def change(book: Any) -> None:
        sheet = book["说明"]
        row = next(r for r in range(1, 40) if sheet.cell(r, 1).value == word)
        sheet.cell(row, 2).value = value

    return change


def head(name: str, old: str, new: str | None) -> Change:
    """A head renamed, or its column taken out."""

    def change(book: Any) -> None:
        sheet = book[name]
        cell = place(sheet, old, 1)
        if new is None:
            sheet.delete_cols(cell.column)
        else:
            cell.value = new

    return change


def drop(name: str, **wanted: str) -> Change:
    """A row taken out."""

    def change(book: Any) -> None:
        book[name].delete_rows(row_of(book[name], **wanted))

    return change


def again(name: str, **wanted: str) -> Change:
    """A row once more at the end."""

    def change(book: Any) -> None:
        sheet = book[name]
        sheet.append([cell.value for cell in sheet[row_of(sheet, **wanted)]])

    return change


def merge(name: str, cells: str) -> Change:
    return lambda book: book[name].merge_cells(cells)


def without(name: str) -> Change:
    def change(book: Any) -> None:
        del book[name]

    return change


def renamed(name: str, to: str) -> Change:
    def change(book: Any) -> None:
        book[name].title = to

    return change


def hidden(name: str) -> Change:
    def change(book: Any) -> None:
        book[name].sheet_state = "hidden"

    return change


def hidden_row(book: Any) -> None:
    book[LINES].row_dimensions[3].hidden = True
    place(book[LINES], "分值（分）", 3).value = "很多"


def many(book: Any) -> None:
    for n in range(10_000):
        book[LINES].append(["指标", f"1.{n + 5}", "多"])


def crowded(book: Any) -> None:
    rows = [[cell.value for cell in row] for row in book[LINES].iter_rows(min_row=3, max_row=3)]
    for n in range(50):
        book[LINES].append([*rows[0][:1], f"7.{n + 2}", *rows[0][2:]])


def cleared(name: str) -> Change:
    return lambda book: book[name].delete_rows(1, book[name].max_row)


BAND = {"编码": "1.1", "行": "分档", "从此率起（%）": "80"}
STEP = {"编码": "1.2", "低于（%）": "90"}
BAD_BOOKS: dict[str, tuple[Change, str]] = {
    "no such sheet": (without(VETO), "缺少工作表：否决"),
    "renamed sheet": (renamed(GRADE, "等级"), "缺少工作表：等次"),
    "hidden sheet": (hidden(VETO), "缺少工作表：否决（改了名或者隐藏了的不算）"),
    "empty sheet": (cleared(GRADE), "“等次”是空的，没有表头"),
    "missing column": (head(LINES, "条款原文", None), "“大类与指标”少了这些列：条款原文"),
    "renamed column": (head(GRADE, "等次", "级别"), r"等次!A1：不认识的表头“级别”"),
    "unknown entry of the whole": (
        lambda book: setattr(book["说明"].cell(2, 1), "value", "代码"),
        r"说明!A2：不认识的项目“代码”",
    ),
    "no date": (about("施行日期", "明年"), r"说明!B5：.*“施行日期”应为日期"),
    "another level": (about("适用", "街道"), r"说明!B6：适用“街道”不在可选范围"),
    "points of a line do not add up": (put(LINES, "分值（分）", 7, 编码="1.1"),
                                       r"大类与指标!A2：.*15分，与本类分值12分不符"),
    "points of the whole do not add up": (about("总分（分）", 101), r"说明!B7：.*应为101分，相差1"),
    "points in words": (put(LINES, "分值（分）", "四分", 编码="1.1"),
                        r"大类与指标!D3：.*“分值”应为数字"),
    "negative points": (put(LINES, "分值（分）", -4, 编码="1.1"), r"大类与指标!D3：.*不能小于0"),
    "no points": (put(LINES, "分值（分）", None, 编码="1.1"), r"大类与指标!D3：.*缺少“分值”"),
    "points with three places": (put(LINES, "分值（分）", 4.005, 编码="1.1"),
                                 r"大类与指标!D3：.*最多保留2位小数"),
    "huge points": (put(LINES, "分值（分）", 10**9, 编码="1.1"), r"大类与指标!D3：.*过大"),
    "a formula without its value": (put(LINES, "分值（分）", "=2+2", 编码="1.1"),
                                    r"大类与指标!D3：.*缺少“分值”"),
    "a fault of a formula": (put(LINES, "分值（分）", "#REF!", 编码="1.1"),
                             r"大类与指标!D3：分值.*公式错误“#REF!”"),
    "unknown metric": (put(LINES, "数据指标", "天气", 编码="2.1"),
                       r"大类与指标!G\d+：.*没有“天气”"),
    "metric missing": (put(LINES, "数据指标", None, 编码="3.3"),
                       r"大类与指标!G\d+：.*缺少数据指标"),
    "unknown source": (put(LINES, "怎么来", "电脑", 编码="2.1"), r"大类与指标!F\d+：怎么来“电脑”"),
    "too long": (put(LINES, "条款原文", "长" * 2001, 编码="1.1"), r"大类与指标!E3：.*2001 个字"),
    "first row is no category": (put(LINES, "类别", "指标"), r"大类与指标!A2：请填“大类”或“指标”"),
    "neither category nor line": (put(LINES, "类别", "小计", 编码="1.2"), r"大类与指标!A4：请填"),
    "code twice": (put(LINES, "编码", "1.1", 编码="1.2"), r"大类与指标!B4：编码“1.1”重复"),
    "3.10 that became 3.1": (put(LINES, "编码", 3.10, 编码="3.2"),
                             r"大类与指标!B\d+：编码“3.1”重复。3.10 要写成文本"),
    "category twice": (put(LINES, "编码", 1, 指标名称="二、宣传发动"),
                       r"大类与指标!B6：.*大类编码“1”重复"),
    "code of another category": (put(LINES, "编码", "9.9", 编码="1.3"),
                                 r"大类与指标!B\d+：.*|计分规则!A\d+：.*没有编码“1.3”"),
    "too many lines": (crowded, "最多40项"),
    "ten thousand lines": (many, r"“大类与指标”有\d+行，最多2000行"),
    "fault in a hidden row": (hidden_row, r"大类与指标!D3：.*“分值”应为数字"),
    "merged cells": (merge(LINES, "D3:D4"), r"大类与指标!D3:D4：合并了单元格"),
    "merged across": (merge(RULES, "E2:F2"), r"计分规则!E2:F2：合并了单元格"),
    "unknown kind": (put(RULES, "计分方式", "随便", 编码="1.1"), r"计分规则!C2：未知的计分方式"),
    "two kinds of one line": (put(RULES, "计分方式", "评定计分", **BAND),
                              r"计分规则!C\d：同一指标只能有一种"),
    "row of another kind": (put(RULES, "行", "检查项", **BAND),
                            r"计分规则!D\d：.*没有“检查项”这样的行"),
    "parameter of another kind": (put(RULES, "满分线（%）", 90, 编码="1.1"),
                                  r"计分规则!\w+2：这一行用不到“满分线（%）”"),
    "rule of no line": (put(RULES, "编码", "8.8", 编码="1.1"), r"计分规则!A2：.*没有编码“8.8”"),
    "line without rule": (drop(RULES, 编码="2.1"), r"大类与指标!A\d+：“计分规则”里没有“2.1”"),
    "bands twice from one rate": (put(RULES, "从此率起（%）", 90, **BAND),
                                  r"计分规则!\w\d：.*应从高到低排列"),
    "bands that rise": (put(RULES, "得分（分）", 5, **BAND), r"计分规则!\w\d：.*应从高到低排列"),
    "top band without all points": (put(RULES, "得分（分）", 3, 编码="1.1", 行="分档"),
                                    r"计分规则!\w\d：.*最高一档的分值应等于指标分值"),
    "rate above 100": (put(RULES, "从此率起（%）", 101, 编码="1.1", 行="分档"),
                       r"计分规则!\w3：.*不能大于100"),
    "percent format": (put(RULES, "从此率起（%）", 0.9, 编码="1.1", 行="分档"),
                       r"计分规则!\w3：从此率起这一格的数是0.9，百分之90请直接写90"),
    "threshold with five places": (put(RULES, "从此率起（%）", 84.99501, **BAND),
                                   r"计分规则!\w4：.*最多保留4位小数"),
    "stretches that rise": (put(RULES, "低于（%）", 97, **STEP),
                            r"计分规则!\w+\d：.*各段应从高到低"),
    "stretch without points": (put(RULES, "每低1个百分点扣（分）", None, **STEP),
                               r"计分规则!\w+\d：.*缺少“每低1个百分点扣”"),
    "event the metric does not count": (put(RULES, "代号", "never", 编码="3.3", 名称="迟报"),
                                        r"计分规则!\w+\d+：.*不统计“never”"),
    "flag that is no flag": (put(OUTSIDE, "同一事项只计最高一次", "也许"),
                             r"加分扣分!\w2：.*只填“是”，或空着"),
    "neither bonus nor deduction": (put(OUTSIDE, "类别", "其他"),
                                    r"加分扣分!A2：请填“加分”或“扣分”"),
    "part that is not counted": (put(OUTSIDE, "数哪一部分", "x", 类别="扣分"),
                                 r"加分扣分!\w+\d+：.*不统计“x”"),
    "grades that rise": (put(GRADE, "起点分（分）", 95, 等次="良好"), r"等次!B3：.*应从高到低排列"),
    "grade with three places": (put(GRADE, "起点分（分）", 84.995, 等次="良好"),
                                r"等次!B3：.*最多保留2位小数"),
    "no grade from 0": (drop(GRADE, 等次="不合格"), r"等次!B4：.*最低一等应从0分起"),
    "grade twice": (put(GRADE, "等次", "优秀", 等次="良好"), r"等次!A3：.*等次“优秀”重复"),
    "grade that needs a line there is not": (put(GRADE, "须得满分的指标", "9.9", 等次="优秀"),
                                             r"等次!D2：.*“9.9”不是本细则的指标编码"),
    "order by a line there is not": (about("并列时依次看", "9.9、division"),
                                     r"说明!B\d+：.*“9.9”不是本细则的指标编码"),
    "order without an end": (about("并列时依次看", "3.3"), r"说明!B\d+：.*最后应为区划代码"),
    "veto twice": (again(VETO, 代号="a"), r"否决!A\d：.*一票否决情形“a”重复"),
    "veto without words": (put(VETO, "情形", None, 代号="a"), r"否决!C2：.*缺少“情形”"),
}  # fmt: skip


def book_of(change: Change) -> bytes:
    book = openpyxl.load_workbook(BytesIO(workbook_of(content())))
    change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def told(data: bytes) -> str:
    with pytest.raises(Invalid) as refused:
        content_of(data, faulty=False)
    sentences = refused.value.errors["file"]
    for sentence in sentences.split("\n"):
        assert re.search("[\u4e00-\u9fff]", sentence)
        assert sentence.endswith("。")
        assert not re.search(r"Traceback|Error|None|\bat line\b", sentence)
    return sentences


@pytest.mark.parametrize("name", BAD_BOOKS)
def test_a_bad_workbook_is_told_by_its_cells(name: str) -> None:
    change, says = BAD_BOOKS[name]
    found = told(book_of(change))
    assert re.search(says, found), found


def zipped(change: Callable[[zipfile.ZipFile], None]) -> bytes:
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(workbook_of(content()))) as whole,
        zipfile.ZipFile(out, "w") as made,
    ):
        for entry in whole.namelist():
            made.writestr(entry, whole.read(entry))
        change(made)
    return out.getvalue()


TEXT = toml_of(content())
BAD_FILES: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "请选择文件"),
    "GBK": (TEXT.encode("gb18030"), "不是UTF-8编码.*另存为时编码选“UTF-8”"),
    "UTF-16": (TEXT.encode("utf-16"), "请上传 .xlsx|不是UTF-8"),
    "twice at the end": (b"total = 1\ntotal = 2", "文件末尾：TOML格式有误"),
    "not closed": (b'code = "RC2\nname = 1', r"第1行第\d+个字：TOML格式有误"),
    "twice": (b"total = 1\ntotal = 2\n", r"第2行第\d+个字：TOML格式有误"),
    "full-width quotes": ("code = “RC2”".encode(), "第1行第8个字：TOML格式有误"),
    "nested without end": (b"a = " + b"[" * 5000, "TOML格式有误"),
    "csv": ("编码,指标\n1.1,签订率".encode(), "第1行第1个字：TOML格式有误"),
    "a list for a word": (b"name = [1]", "“名称”不能是这样的值"),
    "yes for true": (TEXT.replace('code = "1.1"', 'code = "1.1"\nown = "yes"').encode(),
                     "“只计本单位自己办的，不计所辖单位的”应为是或否"),
    "misspelt": (TEXT.replace("clause", "clouse", 1).encode(), "不认识的项目“clouse”"),
    "unknown kind": (TEXT.replace('"banded"', '"bandit"').encode(), "未知的计分方式“bandit”"),
    "negative": (TEXT.replace("points = 2\n", "points = -2\n", 1).encode(), "不能小于0"),
    "infinite": (TEXT.replace("total = 100", "total = inf").encode(), "“总分”应为数字"),
    "endless number": (TEXT.replace("total = 100", "total = 1e999999").encode(), "“总分”应为数字"),
    "no day": (TEXT.replace("2026-01-01", "2026-02-30", 1).encode(), "TOML格式有误|应为日期"),
    "too big": (b"#" * 600_000, "最多512 KB"),
    "old workbook": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "旧版 .xls"),
    "torn workbook": (workbook_of(content())[:-30], "文件|表格"),
    "macros": (zipped(lambda made: made.writestr("xl/vbaProject.bin", b"x")), "宏"),
    "link": (zipped(lambda made: made.writestr("xl/externalLinks/a.xml", b"<a/>")), "链接"),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "不是表格文件"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_told_in_a_sentence(name: str) -> None:
    data, says = BAD_FILES[name]
    found = told(data)
    assert re.search(says, found), found


def blank_rows(book: Any) -> None:
    for name in (LINES, RULES, OUTSIDE, GRADE, VETO):
        book[name].insert_rows(3, 2)
        book[name].append([None, " ", "\u3000"])


def merged_rule(book: Any) -> None:
    """Code, name and kind of 1.2 as an office merges them downwards."""
    first = row_of(book[RULES], 编码="1.2")
    for column in "ABC":
        book[RULES].merge_cells(f"{column}{first}:{column}{first + 2}")


def blanks(book: Any) -> None:
    for name in (LINES, RULES, OUTSIDE, GRADE):
        for cell in book[name][1]:
            cell.value = f" {cell.value}　"
        for row in book[name].iter_rows(min_row=2):
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = f"{cell.value}  "


HABITS: dict[str, Change] = {
    "full-width digits": put(LINES, "分值（分）", "４", 编码="1.1"),
    "points with their word": put(LINES, "分值（分）", "4 分", 编码="1.1"),
    "points as text": put(LINES, "分值（分）", "4", 编码="1.1"),
    "a fraction that is whole": put(LINES, "分值（分）", 4.0, 编码="1.1"),
    "percent as text": put(RULES, "从此率起（%）", "90%", 编码="1.1", 行="分档"),
    "full-width percent": put(RULES, "从此率起（%）", "９０％ ", 编码="1.1", 行="分档"),
    "full-width code": put(LINES, "编码", "１．１", 编码="1.1"),
    "code as a number": put(LINES, "编码", 1.1, 编码="1.1"),
    "code as a number in the rules": put(RULES, "编码", 1.1, 编码="1.1"),
    "day in Chinese": about("施行日期", "2026年1月1日"),
    "day with slashes": about("施行日期", "2026/1/1"),
    "order with commas": about("并列时依次看", "7.1, 3.3；division"),
    "blanks and head with blanks": blanks,
    "empty rows between": blank_rows,
    "kind by its key": put(RULES, "计分方式", "banded", 编码="1.1"),
    "row left empty for 规则": put(RULES, "行", None, 编码="1.1"),
    "no for a flag": put(OUTSIDE, "由复核人员在上限内评分", "否", 类别="加分"),
    "metric by its key": put(LINES, "数据指标", "publicity_dates", 编码="2.2"),
    "merged downwards in the rules": merged_rule,
    "stretch with its name again": put(RULES, "名称", "安全感", **STEP),
}  # fmt: skip


@pytest.mark.parametrize("name", HABITS)
def test_what_offices_write_out_of_habit_is_taken(name: str) -> None:
    assert content_of(book_of(HABITS[name]), faulty=False) == content()


def test_a_text_with_a_byte_order_mark_and_other_line_ends_is_taken() -> None:
    data = b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()
    assert content_of(data, faulty=False) == content()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (85.00, "85"),
        ("85.00", "85"),
        (84.995, "84.995"),
        ("84.9950", "84.995"),
        ("８４．９９５％", "84.995"),
    ],
)
def test_thresholds_are_kept_to_the_last_digit(typed: object, kept: str) -> None:
    """85.00 is 85, 84.995 is not: neither is rounded on the way."""
    band = put(RULES, "从此率起（%）", typed, **BAND)
    rule = content_of(book_of(band), faulty=False)["category"][0]["indicator"][0]["rule"]
    assert Decimal(rule["band"][1]["from"]) == Decimal(kept)
