"""Forms one below the other on a sheet, a printed page each."""

from __future__ import annotations

from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from accounts.exports.cells import neutral
from accounts.exports.look import LINE, Styles, across, below, lines_of, marked, page
from accounts.exports.sheet import Entry, Form, Mark, Paper, Table

LABEL, VALUE = 11, 18  # widths of a form's columns


def write_forms(sheet: Worksheet, paper: Paper, styles: Styles, mark: Mark) -> None:
    """Forms one below the other, a printed page each."""
    page(sheet, mark, landscape=False)
    width = max(f.width for f in paper.forms)
    for pair in range(width):
        sheet.set_column(pair * 2, pair * 2, LABEL)
        sheet.set_column(pair * 2 + 1, pair * 2 + 1, VALUE)
    row, breaks = 0, []
    for form in paper.forms:
        if row:
            breaks.append(row)
        row = _form(sheet, row, form, styles, mark)
    sheet.set_h_pagebreaks(breaks)
    sheet.print_area(0, 0, row - 1, width * 2 - 1)


def _form(sheet: Worksheet, row: int, form: Form, styles: Styles, mark: Mark) -> int:
    last = form.width * 2 - 1
    across(sheet, row, 0, last, form.title, styles(font_size=18, bold=True, align="center"))
    sheet.set_row(row, 34)
    left = _("填报单位：%(unit)s") % {"unit": form.unit}
    half = last // 2
    across(sheet, row + 1, 0, half, left, styles(align="left"))
    number = _("编号：%(number)s") % {"number": form.number} if form.number else ""
    across(sheet, row + 1, half + 1, last, number, styles(align="right"))
    row += 2
    row = _lines(sheet, row, form.before_members, styles)
    if form.members:
        row = _members(sheet, row, last, form.members, styles)
    row = _lines(sheet, row, form.after_members, styles)
    row = below(sheet, row, last, form.signers, form.notes, styles)
    return marked(sheet, row, last, "", mark, styles)


def _lines(sheet: Worksheet, row: int, lines: list[list[Entry]], styles: Styles) -> int:
    for line in lines:
        place = 0
        sheet.set_row(row, max(24.0, LINE * max(_depth(e) for e in line) + 8))
        for entry in line:
            place = _entry(sheet, row, place, entry, styles)
        row += 1
    return row


def _depth(entry: Entry) -> int:
    """Lines a field takes: those it is given to be written in, or more for longer words."""
    width = entry.across * VALUE + (entry.across - 1) * LABEL
    return max(entry.lines, lines_of(entry.words, width), lines_of(entry.label, LABEL))


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
            across(sheet, row, edges[n], edges[n + 1] - 1, one, style)

    line([str(c.head) for c in members.columns], styles.head)
    row += 1
    plain = styles(border=1, align="center", text_wrap=True, num_format="@")
    for cells in members.rows:
        line(["" if c.value is None else str(c.value) for c in cells], plain)
        row += 1
    return row
