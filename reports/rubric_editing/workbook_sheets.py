"""The sheets of a rubric's workbook: checked as every sheet from outside (reliability E1–E4) and
read in the closed child process."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_cell_to_rowcol

from campaigns.sheets.faults import MB, Limits, SheetRefused
from campaigns.sheets.package import check_package
from campaigns.sheets.reading import Opened, read_sheets
from reports.rubric_editing import workbook as shape
from reports.rubric_editing.shape import Misshapen

LIMITS = Limits(4 * MB, 100, 20 * MB, 100, 20_000, 60, 512 * MB, 20, 60)
ROWS_MOST, FAULTS_MOST = 2000, 60
SHARED = 3  # code, name and kind of a line stand in all of its rows of 计分规则
WANTED = (shape.ABOUT, shape.LINES, shape.RULES, shape.OUTSIDE, shape.GRADE, shape.VETOES)
Row = tuple[int, list[Any]]


def sheets_of(data: bytes) -> dict[str, list[Row]]:
    """Every sheet a rubric has, as its rows by number. Raises Misshapen with a sentence for the
    file, or for each sheet and range that cannot be taken."""
    try:
        check_package(data, LIMITS)
        found = _read(data)
    except SheetRefused as refused:
        raise Misshapen([refused.sentence]) from None
    missing = [name for name in WANTED if name not in found]
    if missing:
        raise Misshapen(
            [
                _("缺少工作表：%(names)s（改了名或者隐藏了的不算）。请从“考核细则”页下载一份再改。")
                % {"names": "、".join(missing)}
            ]
        )
    return found


def _read(data: bytes) -> dict[str, list[Row]]:
    """The visible sheets by name, merged cells told or filled."""
    found: dict[str, list[Row]] = {}
    merged: dict[str, list[str]] = {}
    name = ""
    for item in read_sheets(data, LIMITS):
        if isinstance(item, Opened):
            name = item.name.strip()
            found[name], merged[name] = [], item.merged
        elif name in WANTED:
            found[name].append(item)
    faults = [
        _("“%(name)s”有%(have)d行，最多%(most)d行。一份细则用不了这么多，请核对。")
        % {"name": name, "have": len(found[name]), "most": ROWS_MOST}
        for name in WANTED
        if len(found.get(name, ())) > ROWS_MOST
    ]
    for name in WANTED:
        if name != shape.ABOUT:
            faults += _unmerged(name, found.get(name, []), merged.get(name, []))
    if faults:
        raise Misshapen(faults[:FAULTS_MOST])
    return found


def _unmerged(name: str, rows: list[Row], ranges: list[str]) -> list[str]:
    """Cells of 计分规则 that an office has merged downwards, as all of them said the same, get what
    the first one says; any other merged range below the head is told."""
    faults = []
    by_number = dict(rows)
    for cells in ranges:
        (first, column), (last, right) = map(xl_cell_to_rowcol, cells.split(":"))
        if not last:
            continue
        if name != shape.RULES or column != right or column >= SHARED:
            faults.append(
                _("%(cells)s：合并了单元格，请取消合并，每一格各填各的。")
                % {"cells": f"{name}!{cells}"}
            )
            continue
        top = by_number.get(first + 1, [])
        for number in range(first + 2, last + 2):
            below = by_number.get(number, [])
            if column < min(len(top), len(below)):
                below[column] = top[column]
    return faults
