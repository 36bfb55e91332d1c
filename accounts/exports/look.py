"""How a sheet looks: fonts, borders, number formats, row heights, the lines under a paper."""

from __future__ import annotations

from typing import Any
from unicodedata import east_asian_width

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from accounts.exports.cells import neutral
from accounts.exports.sheet import Column, Kind, Mark

A4 = 9
NUMBERS = {
    "int": "0",
    "rate": "0.0%",
    "hours": "0.0",
    "money": "0.00",
    "date": 'yyyy"年"m"月"d"日"',
    "moment": 'yyyy"年"m"月"d"日" hh:mm',
    "code": "@",
    "text": "@",
    "change": "+0.##;-0.##;0",
    "growth": "+0.0%;-0.0%;0.0%",
    "points": '+0.0"个百分点";-0.0"个百分点";0.0"个百分点"',
}
LINE, LEAST = 15.0, 19.0  # points of a line of text, and of the lowest row


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

    def cell(self, column: Column, kind: Kind | None = None, *, bold: bool = False) -> Format:
        """A bordered cell of a column's kind, or of its own."""
        align = "right" if column.right else "left" if column.kind == "text" else "center"
        return self(
            border=1,
            align=align,
            bold=bold,
            text_wrap=column.kind == "text",
            num_format=NUMBERS[kind or column.kind],
        )

    @property
    def head(self) -> Format:
        """A head cell: 黑体, centred, on grey."""
        return self(font_name="黑体", border=1, align="center", text_wrap=True, bg_color="#EEEEEE")


def page(sheet: Worksheet, mark: Mark, *, landscape: bool) -> None:
    """A4 fitted to its width, the watermark and the page number in the footer."""
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


def lines_of(words: str, width: int) -> int:
    """How many lines words take in a column of so many half characters; programs other than
    Excel do not find a row's height out by themselves."""
    room = max(2, width - 1)
    return sum(max(1, -(-wide(line) // room)) for line in words.split("\n"))


def wide(words: str) -> int:
    """The width of words in half characters."""
    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in words)


def below(sheet: Worksheet, row: int, last: int, signers: Any, notes: Any, styles: Styles) -> int:
    """填表人： 审核人： 填报日期： in one line, then the notes."""
    if signers:
        words = "    ".join(f"{label}：{neutral(value) or '　　　　'}" for label, value in signers)
        across(sheet, row, 0, last, words, styles(align="left"))
        sheet.set_row(row, 26)
        row += 1
    for note in notes:
        across(sheet, row, 0, last, note, styles(font_size=9, text_wrap=True, align="left"))
        row += 1
    return row


def marked(
    sheet: Worksheet, row: int, last: int, filter_words: str, mark: Mark, styles: Styles
) -> int:
    """The filter in words and the watermark in a visible line."""
    small = styles(font_size=9, align="left", text_wrap=True, font_color="#444444")
    if filter_words:
        words = _("范围：%(words)s") % {"words": filter_words}
        across(sheet, row, 0, last, words, small)
        row += 1
    secret = _("仅限工作使用，不得转发、张贴。") if mark.masked else _("含未隐去的内容，用后销毁。")
    across(sheet, row, 0, last, f"{mark.words}　{secret}", small)
    return row + 1


def across(sheet: Worksheet, row: int, left: int, right: int, words: str, style: Format) -> None:
    """Words in one cell or merged over several, made harmless."""
    if right > left:
        sheet.merge_range(row, left, row, right, neutral(words), style)
    else:
        sheet.write_string(row, left, neutral(words), style)
