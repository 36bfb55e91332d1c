"""Heads found by what they say, merged cells, totals, pasted rows; any cell read without a fall
(J3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.sheets import values
from campaigns.sheets.faults import ORDINARY, SheetRefused
from campaigns.sheets.heads import find_head, names_of, squashed
from campaigns.sheets.kinds import kind_of, kinds
from campaigns.sheets.reading import Opened, read_sheets
from campaigns.sheets.table import Table, index_of, letter_of, pasted_rows, read_table
from tests.campaigns.sheets import book
from tests.households.rosters import HEAD, row, typed

ROSTER = kind_of("roster")


def table(rows: list[list[Any]], change: Callable[[Any], None] | None = None) -> Table:
    """Read as a roster."""
    source = read_sheets(book(rows, change), ORDINARY)
    return read_table(source, ROSTER.columns, ROSTER.version, ORDINARY)


def test_a_head_under_a_title_with_words_of_its_own() -> None:
    rows: list[list[Any]] = [
        ["甲一村2026年户籍名册"],
        ["填报单位：甲一村", "", "", "", "", "填报日期：3月1日"],
        [
            "编 号",
            "村",
            "户　号",
            "关系",
            "姓\n名*",
            "身份证\n号码（必填）",
            "联系方式",
            "家庭住址",
        ],
        ["1", "甲一村", 12, "本人", "姜 志 强", "990101198001010014", 13800138000, "东路"],
        ["", "", "小计", "", "", "", "", ""],
        ["", "合计", "1户", "", "1人", "", "", ""],
        [],
        ["填报人：王", "", "", "", "审核人：李"],
    ]
    found = table(rows)
    assert [line.number for line in found.lines] == [4]
    line = found.lines[0]
    assert (line.values["number"], line.values["name"], line.values["phone"]) == (
        "12",
        "姜志强",
        "13800138000",
    )
    assert found.address(line, "id_number") == "F4"


def test_a_head_of_two_merged_rows_and_cells_merged_downwards() -> None:
    rows: list[list[Any]] = [
        ["序号", "户号", "家庭成员", "", "", "住址"],
        ["", "", "与户主关系", "姓名", "身份证号码", ""],
        [1, "0001", "户主", "姜志强", "990101198001010014", "东路"],
        ["", "", "配偶", "单桂兰", "", ""],
        [2, "0002", "户主", "赵大", "", "西路"],
    ]

    def merge(sheet: Any) -> None:
        for cells in ("A1:A2", "B1:B2", "C1:E1", "F1:F2", "A3:A4", "B3:B4", "F3:F4"):
            sheet.merge_cells(cells)

    found = table(rows, merge)
    assert found.sheets[0].head == 2
    told = [(li.number, li.values["number"], li.values["name"]) for li in found.lines]
    assert told == [(3, "0001", "姜志强"), (4, "0001", "单桂兰"), (5, "0002", "赵大")]
    assert found.lines[1].values["address"] == "东路"


def test_every_visible_sheet_with_the_head_is_read() -> None:
    def more(sheet: Any) -> None:
        workbook = sheet.parent
        second = workbook.create_sheet("乙组")
        second.append(HEAD)
        second.append(row("0002", "户主", "赵大"))
        hidden = workbook.create_sheet("旧表")
        hidden.append(HEAD)
        hidden.append(row("0003", "户主", "钱二"))
        hidden.sheet_state = "hidden"
        workbook.create_sheet("说明").append(["请看清楚再填"])

    found = table([HEAD, row("0001", "户主", "姜志强")], more)
    assert [(li.sheet, li.values["number"]) for li in found.lines] == [
        ("名册", "0001"),
        ("乙组", "0002"),
    ]
    assert found.address(found.lines[1], "name") == "乙组!E2"


def test_an_old_template_is_named_and_read() -> None:
    found = table([["模板版本 R0　带 * 的必填"], HEAD, row("0001", "户主", "姜志强")])
    assert found.notices == ["这份表用的是旧模板（版本 R0，现在是 R1），已按表头文字对应。"]


def test_without_a_head_the_sentence_says_which_columns() -> None:
    with pytest.raises(SheetRefused, match="户号、与户主关系、姓名"):
        table([["甲", "乙"], [1, 2]])
    with pytest.raises(SheetRefused, match="没有找到“与户主关系”"):
        table([["户号", "姓名", "电话"], ["1", "甲", ""]])


def test_pasted_rows_with_and_without_a_head() -> None:
    with_head = typed([HEAD, row("0001", "户主", "姜志强")])
    without = "\t".join(["1", "", "甲一村", "", "0001", "户主", "姜志强"])
    for text in (with_head, without, '"' + "\t".join(["1", "", "甲一村"]) + '"\n' + with_head):
        source = pasted_rows(text, ROSTER.columns, ORDINARY)
        found = read_table(source, ROSTER.columns, ROSTER.version, ORDINARY)
        assert [li.values["name"] for li in found.lines] == ["姜志强"]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("1985-3-2", date(1985, 3, 2)),
        ("1985.03.02", date(1985, 3, 2)),
        ("1985年3月2日", date(1985, 3, 2)),
        ("１９８５/３/２", date(1985, 3, 2)),
        ("19850302", date(1985, 3, 2)),
        (19850302, date(1985, 3, 2)),
        (31108, date(1985, 3, 2)),
        ({"d": "1985-03-02"}, date(1985, 3, 2)),
        ("1985-02-30", None),
        ("三月", None),
        ("2185-01-01", None),
    ],
)
def test_days_as_offices_write_them(cell: Any, day: date | None) -> None:
    if day is None:
        with pytest.raises(values.Wrong):
            values.day()(cell)
    else:
        assert values.day()(cell) == day


def test_a_number_whose_last_digits_are_lost_is_refused() -> None:
    for cell in (990101198001010014, 9.90101198001010e17, "9.90101E+17"):
        with pytest.raises(values.Wrong, match="已经丢失"):
            values.digits(cell)
    assert values.digits("'990101198001010014") == "990101198001010014"


@given(st.integers(0, 20000))
def test_letters_of_columns(index: int) -> None:
    assert index_of(letter_of(index)) == index


CELL = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=True),
    st.text(max_size=40),
    st.fixed_dictionaries({"d": st.dates().map(date.isoformat)}),
    st.fixed_dictionaries({"long": st.integers(2001, 10**9)}),
    st.sampled_from(["户主", "男", "#REF!", "1985-02-30", "\u202e\u200b", "=1+1", "合计", "示例"]),
)


@settings(max_examples=400)
@given(st.lists(st.lists(CELL, max_size=22), max_size=8), st.sampled_from(kinds()))
def test_fuzz_any_rows_are_lines_or_a_sentence(rows: list[list[Any]], kind: Any) -> None:
    """Whatever the cells hold, every line has values of the right kind or problems in words."""
    head: list[Any] = [c.title for c in kind.columns]
    source: list[Any] = [Opened("1", ["A1:B1", "B3:C9", "ZZZ1:A99"]), (1, ["一张表"]), (2, head)]
    found = read_table(
        [*source, *((i, list(r)) for i, r in enumerate(rows, 3))],
        kind.columns,
        kind.version,
        ORDINARY,
    )
    for line in found.lines:
        assert all(isinstance(v, str | int | bool | date) for v in line.values.values())
        assert all(said for _key, said in line.problems)
        for key, _said in line.problems:
            assert found.address(line, key)


@settings(max_examples=200)
@given(st.lists(st.lists(CELL, max_size=12), max_size=12))
def test_fuzz_heads(rows: list[list[Any]]) -> None:
    names = names_of((c.key, (c.title, *c.also)) for c in ROSTER.columns)
    head = find_head(list(enumerate(rows, 1)), names, least=2)
    assert head is None or len(head.keys) >= 2


@given(st.text())
def test_fuzz_pasted_text(text: str) -> None:
    try:
        rows = list(pasted_rows(text, ROSTER.columns, ORDINARY))
    except SheetRefused as refused:
        rows = [refused.sentence]  # type: ignore[list-item]
    assert rows


def test_words_are_squashed() -> None:
    assert squashed(" 姓\n名＊：") == "姓名"
