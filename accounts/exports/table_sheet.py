"""A table paper on its sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from accounts.exports.cells import neutral
from accounts.exports.look import LEAST, LINE, Styles, across, below, lines_of, marked, page, wide
from accounts.exports.sheet import Cell, Column, Mark, Table

# A table of so many lines, none of them with room for a second one, is set smaller rather than
# leave its notes alone on a second page.
ONE_PAGE, SHORT = {True: 32, False: 48}, 16


def write_table(sheet: Worksheet, table: Table, styles: Styles, mark: Mark) -> None:
    """Title, heading, merged heads, rows, sums, and the lines below."""
    page(sheet, mark, landscape=table.landscape)
    last = len(table.columns) - 1
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, column.width)
    across(sheet, 0, 0, last, table.title, styles(font_size=18, bold=True, align="center"))
    sheet.set_row(0, 34)
    _heading(sheet, table, styles)
    first = 2 + len(table.heads)
    _heads(sheet, 2, table, styles)
    count = _body(sheet, first, table, styles)
    row = first + count
    if table.totals:
        _totals(sheet, row, first, table, styles)
        row += 1
    row = below(sheet, row, last, table.signers, table.notes, styles)
    row = marked(sheet, row, last, table.filter_words, mark, styles)
    sheet.freeze_panes(first, 1)
    sheet.repeat_rows(2, first - 1)
    sheet.print_area(0, 0, row - 1, last)
    flat = all(column.kind != "text" or column.width <= SHORT for column in table.columns)
    if flat and row <= ONE_PAGE[table.landscape]:
        sheet.fit_to_pages(1, 1)


def _body(sheet: Worksheet, first: int, table: Table, styles: Styles) -> int:
    """The lines, from rows or as they come; how many there were."""
    looks: dict[tuple[int, str | None], Format] = {}
    count = 0
    for cells in table.rows if table.stream is None else table.stream:
        at = first + count
        sheet.set_row(at, _height(zip(table.columns, cells, strict=True)))
        for place, (column, cell) in enumerate(zip(table.columns, cells, strict=True)):
            look = looks.get((place, cell.kind))
            if look is None:
                look = looks[place, cell.kind] = styles.cell(column, cell.kind)
            _value(sheet, at, place, cell, column, look)
        count += 1
    return count


def _height(cells: Iterable[tuple[Column, Cell]]) -> float:
    texts = [
        lines_of(str(cell.value), column.width)
        for column, cell in cells
        if column.kind == "text" and cell.value is not None
    ]
    return max(LEAST, LINE * max(texts, default=1) + 4)


def _heading(sheet: Worksheet, table: Table, styles: Styles) -> None:
    """填报单位 at the left, 期间 in the middle, 单位：户 at the right, each over as many columns as
    its words need; on one line together where there are too few."""
    last = len(table.columns) - 1
    left = _("填报单位：%(unit)s") % {"unit": table.unit}
    right = _("单位：%(measure)s") % {"measure": table.measure} if table.measure else ""
    widths = [column.width for column in table.columns]
    low, high = _columns_for(left, widths), _columns_for(right, widths[::-1])
    even = max(low, high)
    if sum(widths[even : last + 1 - even]) >= wide(table.period):
        low = high = even
    if sum(widths[low : last + 1 - high]) < wide(table.period):
        across(sheet, 1, 0, last, f"{left}  {table.period}  {right}", styles())
        return
    across(sheet, 1, 0, low - 1, left, styles(align="left"))
    across(sheet, 1, low, last - high, table.period, styles(align="center"))
    across(sheet, 1, last - high + 1, last, right, styles(align="right"))


def _columns_for(text: str, widths: Sequence[int]) -> int:
    """How many of these columns the text needs to stand on one line."""
    room = 0
    for count, width in enumerate(widths, 1):
        room += width
        if room >= wide(text):
            return count
    return len(widths)


def _heads(sheet: Worksheet, row: int, table: Table, styles: Styles) -> None:
    taken: set[tuple[int, int]] = set()
    deepest = max(lines_of(str(c.head), c.width) for c in table.columns)
    for line in range(len(table.heads)):
        last = line == len(table.heads) - 1
        sheet.set_row(row + line, max(LEAST, LINE * deepest + 4) if last else LEAST)
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
    elif column.right and not isinstance(value, str):
        share = 100 if (cell.kind or column.kind) == "points" else 1
        sheet.write_number(row, place, float(value) * share, style)
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
        style = styles.cell(column, cell.kind, bold=True)
        shown = not any(r[place].hidden for r in table.rows)
        if column.total and shown and table.rows and cell.value is not None and not cell.hidden:
            cells = xl_range(first, place, row - 1, place)
            sheet.write_formula(row, place, f"=SUM({cells})", style, float(cell.value))
        else:
            _value(sheet, row, place, cell, column, style)
