"""A paper as an .xlsx the way offices expect it: merged title and heads, frozen and repeated head
rows, borders, print area, A4 fitted to its width, page numbers, who took it out in the footer.

Only what WPS shows as Excel does: no tables, slicers, dynamic arrays or links. Words are written
as strings and made harmless first; the only formulas are our own sums, with their values kept.
"""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from accounts.exports.cells import neutral
from accounts.exports.sheet import Cell, Column, Entry, Form, Mark, Paper, Table

A4 = 9
SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
NUMBERS = {
    "int": "0",
    "rate": "0.0%",
    "date": 'yyyy"年"m"月"d"日"',
    "moment": 'yyyy"年"m"月"d"日" hh:mm',
    "code": "@",
    "text": "@",
}
LINE = 15.0  # points of a line of text
FORM_LABEL, FORM_VALUE = 11, 18  # widths of a form's columns


class Styles:
    """The formats of one workbook, made once each."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def __call__(self, **wanted: Any) -> Format:
        """A format; equal wishes share one."""
        base = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
        key = tuple(sorted((base | wanted).items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(dict(key))
        return self._made[key]

    def cell(self, column: Column, *, bold: bool = False) -> Format:
        """A bordered cell of a column's kind."""
        align = "right" if column.right else "left" if column.kind == "text" else "center"
        return self(
            border=1,
            align=align,
            bold=bold,
            text_wrap=column.kind == "text",
            num_format=NUMBERS[column.kind],
        )

    @property
    def head(self) -> Format:
        """A head cell: 黑体, centred, on grey."""
        return self(font_name="黑体", border=1, align="center", text_wrap=True, bg_color="#EEEEEE")


def write(paper: Paper, mark: Mark) -> bytes:
    """The workbook's bytes; one sheet a table, all forms on one sheet, a page each."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, SAFE)
    book.set_properties(
        {
            "title": neutral(paper.title),
            "author": neutral(f"{mark.unit} {mark.person}"),
            "comments": neutral(mark.words),
            "created": mark.at.replace(tzinfo=None),
        }
    )
    styles = Styles(book)
    for number, table in enumerate(paper.tables, 1):
        name = _("表%(n)d") % {"n": number} if len(paper.tables) > 1 else _("表")
        _table(book.add_worksheet(name), table, styles, mark)
    if paper.forms:
        _forms(book.add_worksheet(_("表")), paper, styles, mark)
    book.close()
    return buffer.getvalue()


def _page(sheet: Worksheet, mark: Mark, *, landscape: bool) -> None:
    sheet.set_paper(A4)
    if landscape:
        sheet.set_landscape()
    else:
        sheet.set_portrait()
    sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.8)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    words = neutral(mark.words).replace("&", "&&")[:170]
    sheet.set_footer(f"&L&8{words}&R&9{_('第 &P 页 共 &N 页')}")


def _table(sheet: Worksheet, table: Table, styles: Styles, mark: Mark) -> None:
    _page(sheet, mark, landscape=table.landscape)
    last = len(table.columns) - 1
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, column.width)
    _across(sheet, 0, 0, last, table.title, styles(font_size=18, bold=True, align="center"))
    sheet.set_row(0, 34)
    _heading(sheet, table, styles)
    first = 2 + len(table.heads)
    _heads(sheet, 2, table, styles)
    for at, cells in enumerate(table.rows, first):
        for place, (column, cell) in enumerate(zip(table.columns, cells, strict=True)):
            _value(sheet, at, place, cell, column, styles.cell(column))
    row = first + len(table.rows)
    if table.totals:
        _totals(sheet, row, first, table, styles)
        row += 1
    row = _below(sheet, row, last, table.signers, table.notes, styles)
    row = _marked(sheet, row, last, table.filter_words, mark, styles)
    sheet.freeze_panes(first, 1)
    sheet.repeat_rows(2, first - 1)
    sheet.print_area(0, 0, row - 1, last)


def _heading(sheet: Worksheet, table: Table, styles: Styles) -> None:
    """填报单位 at the left, 期间 in the middle, 单位：户 at the right."""
    last = len(table.columns) - 1
    left = _("填报单位：%(unit)s") % {"unit": table.unit}
    right = _("单位：%(measure)s") % {"measure": table.measure} if table.measure else ""
    if last < 2:
        _across(sheet, 1, 0, last, f"{left}  {table.period}  {right}", styles())
        return
    third = max(1, (last + 1) // 3)
    _across(sheet, 1, 0, third - 1, left, styles(align="left"))
    _across(sheet, 1, third, last - third, table.period, styles(align="center"))
    _across(sheet, 1, last - third + 1, last, right, styles(align="right"))


def _heads(sheet: Worksheet, row: int, table: Table, styles: Styles) -> None:
    taken: set[tuple[int, int]] = set()
    for line, heads in enumerate(table.heads):
        place = 0
        for head in heads:
            while (line, place) in taken:
                place += 1
            low, right = row + line + head.down - 1, place + head.across - 1
            words = neutral(head.words)
            if head.down > 1 or head.across > 1:
                sheet.merge_range(row + line, place, low, right, words, styles.head)
            else:
                sheet.write_string(row + line, place, words, styles.head)
            for one in range(line, line + head.down):
                taken |= {(one, at) for at in range(place, right + 1)}
            place = right + 1


def _value(
    sheet: Worksheet, row: int, place: int, cell: Cell, column: Column, style: Format
) -> None:
    value = cell.value
    if cell.hidden or value is None:
        sheet.write_string(row, place, cell.hidden or "—", style)
    elif column.kind in ("int", "rate"):
        sheet.write_number(row, place, float(value), style)
    elif column.kind in ("date", "moment") and isinstance(value, date):
        local = value
        if isinstance(value, datetime):
            local = timezone.localtime(value).replace(tzinfo=None)
        sheet.write_datetime(row, place, local, style)
    else:
        sheet.write_string(row, place, neutral(value), style)


def _totals(sheet: Worksheet, row: int, first: int, table: Table, styles: Styles) -> None:
    """Sums as formulas with their values; a column with a hidden number keeps the plain value,
    since adding up what is shown would give another figure."""
    assert table.totals
    for place, (column, cell) in enumerate(zip(table.columns, table.totals, strict=True)):
        style = styles.cell(column, bold=True)
        shown = all(r[place].value is not None for r in table.rows)
        if column.total and shown and table.rows and cell.value is not None and not cell.hidden:
            cells = xl_range(first, place, row - 1, place)
            sheet.write_formula(row, place, f"=SUM({cells})", style, cell.value)
        else:
            _value(sheet, row, place, cell, column, style)


def _below(sheet: Worksheet, row: int, last: int, signers: Any, notes: Any, styles: Styles) -> int:
    """填表人： 审核人： 填报日期： in one line, then the notes."""
    if signers:
        words = "    ".join(f"{label}：{neutral(value) or '　　　　'}" for label, value in signers)
        _across(sheet, row, 0, last, words, styles(align="left"))
        sheet.set_row(row, 26)
        row += 1
    for note in notes:
        _across(sheet, row, 0, last, note, styles(font_size=9, text_wrap=True, align="left"))
        row += 1
    return row


def _marked(
    sheet: Worksheet, row: int, last: int, filter_words: str, mark: Mark, styles: Styles
) -> int:
    small = styles(font_size=9, align="left", text_wrap=True, font_color="#444444")
    if filter_words:
        words = _("范围：%(words)s") % {"words": filter_words}
        _across(sheet, row, 0, last, words, small)
        row += 1
    secret = _("仅限工作使用，不得转发、张贴。") if mark.masked else _("含未隐去的内容，用后销毁。")
    _across(sheet, row, 0, last, f"{mark.words}　{secret}", small)
    return row + 1


def _across(sheet: Worksheet, row: int, left: int, right: int, words: str, style: Format) -> None:
    if right > left:
        sheet.merge_range(row, left, row, right, neutral(words), style)
    else:
        sheet.write_string(row, left, neutral(words), style)


def _forms(sheet: Worksheet, paper: Paper, styles: Styles, mark: Mark) -> None:
    """Forms one below the other, a printed page each."""
    _page(sheet, mark, landscape=False)
    width = max(f.width for f in paper.forms)
    for pair in range(width):
        sheet.set_column(pair * 2, pair * 2, FORM_LABEL)
        sheet.set_column(pair * 2 + 1, pair * 2 + 1, FORM_VALUE)
    row, breaks = 0, []
    for form in paper.forms:
        if row:
            breaks.append(row)
        row = _form(sheet, row, form, styles, mark)
    sheet.set_h_pagebreaks(breaks)
    sheet.print_area(0, 0, row - 1, width * 2 - 1)


def _form(sheet: Worksheet, row: int, form: Form, styles: Styles, mark: Mark) -> int:
    last = form.width * 2 - 1
    _across(sheet, row, 0, last, form.title, styles(font_size=18, bold=True, align="center"))
    sheet.set_row(row, 34)
    left = _("填报单位：%(unit)s") % {"unit": form.unit}
    half = last // 2
    _across(sheet, row + 1, 0, half, left, styles(align="left"))
    number = _("编号：%(number)s") % {"number": form.number} if form.number else ""
    _across(sheet, row + 1, half + 1, last, number, styles(align="right"))
    row += 2
    for line in form.lines:
        place = 0
        sheet.set_row(row, max(24.0, LINE * max(e.lines for e in line) + 8))
        for entry in line:
            place = _entry(sheet, row, place, entry, styles)
        row += 1
    if form.members:
        row = _members(sheet, row, last, form.members, styles)
    row = _below(sheet, row, last, form.signers, form.notes, styles)
    return _marked(sheet, row, last, "", mark, styles)


def _entry(sheet: Worksheet, row: int, place: int, entry: Entry, styles: Styles) -> int:
    sheet.write_string(row, place, neutral(entry.label), styles.head)
    right = place + entry.across * 2 - 1
    style = styles(border=1, align="left", text_wrap=True, num_format="@")
    words = "" if entry.value is None else neutral(entry.value)
    if right > place + 1:
        sheet.merge_range(row, place + 1, row, right, words, style)
    else:
        sheet.write_string(row, place + 1, words, style)
    return right + 1


def _members(sheet: Worksheet, row: int, last: int, members: Table, styles: Styles) -> int:
    """A small table inside a form, its columns spread over the form's."""
    step = (last + 1) / len(members.columns)
    edges = [round(step * n) for n in range(len(members.columns) + 1)]

    def line(words: list[str], style: Format) -> None:
        for n, one in enumerate(words):
            _across(sheet, row, edges[n], edges[n + 1] - 1, one, style)

    line([c.head for c in members.columns], styles.head)
    row += 1
    plain = styles(border=1, align="center", text_wrap=True, num_format="@")
    for cells in members.rows:
        line(["" if c.value is None else str(c.value) for c in cells], plain)
        row += 1
    return row
