"""A paper as an .xlsx the way offices expect it: merged title and heads, frozen and repeated head
rows, borders, print area, A4 fitted to its width, page numbers, who took it out in the footer.

Only what WPS shows as Excel does: no tables, slicers, dynamic arrays or links. Words are written
as strings and made harmless first; the only formulas are our own sums, with their values kept.
"""

from __future__ import annotations

from io import BytesIO

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.worksheet import Worksheet

from accounts.exports.cells import neutral
from accounts.exports.form_sheet import write_forms
from accounts.exports.look import Styles, across, marked, page
from accounts.exports.sheet import Mark, Paper
from accounts.exports.table_sheet import write_table

SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write(paper: Paper, mark: Mark) -> bytes:
    """The workbook's bytes; one sheet a table, all forms on one sheet, a page each."""
    buffer = BytesIO()
    # A streamed table is written line by line: what is behind the pen is kept as text only.
    flowing = any(table.stream is not None for table in paper.tables)
    book = xlsxwriter.Workbook(buffer, SAFE | {"constant_memory": flowing})
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
        write_table(book.add_worksheet(name), table, styles, mark)
    if not paper.tables and not paper.forms:
        _nothing(book.add_worksheet(_("表")), paper, styles, mark)
    if paper.forms:
        write_forms(book.add_worksheet(_("表")), paper, styles, mark)
    book.close()
    return buffer.getvalue()


def _nothing(sheet: Worksheet, paper: Paper, styles: Styles, mark: Mark) -> None:
    """A paper of forms with none to fill in says so."""
    page(sheet, mark, landscape=False)
    sheet.set_column(0, 5, 14)
    across(sheet, 0, 0, 5, paper.title, styles(font_size=18, bold=True, align="center"))
    sheet.set_row(0, 34)
    across(sheet, 1, 0, 5, _("所选范围内没有记录。"), styles(align="left"))
    marked(sheet, 2, 5, "", mark, styles)
