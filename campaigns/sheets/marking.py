"""The sender's own workbook back, with a red column of reasons and comments at the wrong cells."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from campaigns.sheets.faults import Limits
from campaigns.sheets.kinds import SheetKind
from campaigns.sheets.reading import MARKABLE_CELLS, Opened, marked_copy, read_sheets
from campaigns.sheets.table import Found, Line, Table, letter_of, pasted_rows

REASON = 1000


def marked(data: bytes, source: str, table: Table, kind: SheetKind, limits: Limits) -> bytes:
    """b"" when nothing is wrong. A sheet too large to be held in memory as a workbook comes back
    as a plain one that holds the head and the wrong rows, each with its number."""
    wrong = [line for line in table.lines if line.problems]
    if not wrong:
        return b""
    pasted = source == "pasted"
    if not pasted and sum(found.cells for found in table.sheets) > MARKABLE_CELLS:
        return _plain(data, table, kind, limits)
    book = pasted_book(data.decode(), kind, limits) if pasted else data
    return marked_copy(book, limits, [_order(found, table, wrong, kind) for found in table.sheets])


def _order(found: Found, table: Table, wrong: list[Line], kind: SheetKind) -> dict[str, Any]:
    """What the child writes into one sheet; the column right of all that is used."""
    return {
        "sheet": found.name,
        "head": found.head,
        "column": max(found.width, 1) + 1,
        "rows": [
            [
                line.number,
                reason_of(line, kind),
                [[found.columns[k], said] for k, said in line.problems if k in found.columns],
            ]
            for line in wrong
            if line.sheet == found.name
        ],
    }


def reason_of(line: Line, kind: SheetKind) -> str:
    """All that is wrong with a row, as one cell's text; never read as a formula."""
    titles = {c.key: c.title for c in kind.columns}
    said = [
        f"{titles[key]}：{sentence}" if key in titles else sentence
        for key, sentence in line.problems
    ]
    return "；".join(s.rstrip("。；") for s in said)[:REASON] + "。"


def pasted_book(text: str, kind: SheetKind, limits: Limits) -> bytes:
    """Pasted rows as a workbook, cell by cell as text."""
    rows: list[tuple[int, Sequence[Any]]] = []
    name = _("粘贴")
    for item in pasted_rows(text, kind.columns, limits):
        if isinstance(item, Opened):
            name = item.name
        else:
            rows.append(item)
    return _written(name, rows)


def _plain(data: bytes, table: Table, kind: SheetKind, limits: Limits) -> bytes:
    """Heads and wrong rows only, first column the row's number in the file."""
    heads = {found.name: found.head for found in table.sheets}
    wrong = {(line.sheet, line.number): line for line in table.lines if line.problems}
    rows: list[tuple[int, Sequence[Any]]] = []
    name = ""
    for item in read_sheets(data, limits):
        if isinstance(item, Opened):
            name = item.name
        elif item[0] == heads.get(name):
            rows.append((len(rows) + 1, [_("错误原因"), _("原行号"), *item[1]]))
        elif (name, item[0]) in wrong:
            reason = reason_of(wrong[name, item[0]], kind)
            place = f"{name}!{item[0]}" if len(heads) > 1 else str(item[0])
            rows.append((len(rows) + 1, [reason, place, *item[1]]))
    return _written(_("有错的行"), rows, reasons=True)


def _written(name: str, rows: list[tuple[int, Sequence[Any]]], *, reasons: bool = False) -> bytes:
    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(made, options) as book:
        plain, red = (
            book.add_format({"num_format": "@"}),
            book.add_format(
                {"font_color": "#A8231C", "bold": True, "text_wrap": True, "valign": "top"}
            ),
        )
        sheet = book.add_worksheet(name)
        widest = max((len(cells) for _number, cells in rows), default=1)
        sheet.set_column(f"A:{letter_of(widest)}", 16, plain)
        if reasons:
            sheet.set_column("A:A", 48, red)
        for number, cells in rows:
            for at, cell in enumerate(cells):
                text = (
                    ""
                    if cell is None
                    else str(cell["d"] if isinstance(cell, dict) and "d" in cell else cell)
                )
                sheet.write_string(
                    number - 1, at, text[:2000], red if reasons and at == 0 else plain
                )
    return made.getvalue()
