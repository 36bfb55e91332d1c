"""A workbook under way: formats, sheets with their print settings, cells by what they hold.

Rows are written from the top and leave memory at once (constant_memory). Words are written as
strings and made harmless first (E5); the only formulas are our own, with their values kept, so
that a reader without a calculator of its own shows the same."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from accounts.exports.cells import neutral
from reports.rules.numbers import MINUS

SAFE = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", "-"))
POINTS = "0.00"
LINE = 13.5  # pt, of a line of 10 pt
BASE: dict[str, Any] = {
    "font_name": "宋体",
    "font_size": 10,
    "valign": "vcenter",
    "text_wrap": True,
}
LOOKS: dict[str, dict[str, Any]] = {
    "title": {"font_name": "黑体", "font_size": 16, "text_wrap": False},
    "over": {"font_size": 9, "text_wrap": False},
    "notice": {"font_name": "黑体", "font_color": "#E60012", "text_wrap": False},
    "head": {"font_name": "黑体", "align": "center", "border": 1, "bg_color": "#EEEEEE"},
    "center": {"align": "center", "border": 1},
    "left": {"align": "left", "border": 1},
    "figure": {"align": "right", "border": 1, "num_format": POINTS},
    "count": {"align": "right", "border": 1, "num_format": "0"},
    "cap": {"align": "right", "border": 1, "num_format": "0.##;-0.##;0"},
    "sum": {
        "align": "right", "border": 1, "num_format": POINTS, "bg_color": "#F2F2F2", "bold": True,
    },
    "sumcount": {
        "align": "right", "border": 1, "num_format": "0", "bg_color": "#F2F2F2", "bold": True,
    },
    "grey": {"border": 1, "bg_color": "#F2F2F2", "bold": True},
    "link": {"border": 1, "font_color": "#14525A", "underline": 1},
    "note": {"font_size": 9, "text_wrap": True, "valign": "top"},
}  # fmt: skip


@dataclass(slots=True)
class Book:
    """foot: what stands at the foot of every printed page; notice: of a paper that was taken back,
    above every table and so on every printed page."""

    target: Path
    foot: str
    notice: str = ""
    made: xlsxwriter.Workbook = field(init=False)
    looks: dict[str, Format] = field(init=False)
    names: set[str] = field(default_factory=set)
    pages: list[Page] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.made = xlsxwriter.Workbook(str(self.target), SAFE)
        self.looks = {name: self.made.add_format(BASE | look) for name, look in LOOKS.items()}

    def sheet(
        self,
        name: str,
        widths: Sequence[float],
        *,
        landscape: bool = True,
        heads: int = 3,
        held: int = 0,
    ) -> Page:
        """A sheet printed on A4, fitted to its width, the first `heads` rows on every page; they
        and the first `held` columns stay on the screen."""
        sheet = self.made.add_worksheet(self.free_name(name))
        sheet.set_paper(9)
        if landscape:
            sheet.set_landscape()
        sheet.set_margins(0.5, 0.5, 0.7, 0.7)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0, heads - 1)
        sheet.freeze_panes(heads, held)
        sheet.set_footer(f"&L&8{neutral(self.foot).replace('&', '&&')}&R&8第 &P 页，共 &N 页")
        sheet.hide_gridlines(2)
        for column, wide in enumerate(widths):
            sheet.set_column(column, column, wide)
        self.pages.append(Page(self, sheet, tuple(widths)))
        return self.pages[-1]

    def free_name(self, name: str) -> str:
        """A name no sheet has yet: no signs Excel forbids, 31 characters at most."""
        name = neutral(name).translate(FORBIDDEN)[:31] or "表"
        base, count = name, 1
        while name.casefold() in self.names:
            count += 1
            name = f"{base[:27]}({count})"
        self.names.add(name.casefold())
        return name

    def close(self, title: str, author: str, day: datetime) -> None:
        """Write the file; dates come from the content."""
        self.made.set_properties(
            {"title": neutral(title), "author": neutral(author), "created": day}
        )
        for page in self.pages:
            page.sheet.print_area(0, 0, max(page.row - 1, 2), len(page.widths) - 1)
        self.made.close()


@dataclass(slots=True)
class Page:
    """A sheet and the row that comes next."""

    book: Book
    sheet: Worksheet
    widths: tuple[float, ...]
    row: int = 0
    _lines: tuple[int, int] = (0, 1)

    @property
    def name(self) -> str:
        """As it is called in the workbook."""
        return str(self.sheet.get_name())

    def top(self, title: str, over: str, heads: Sequence[str]) -> None:
        """Title, the line above the table, the head of the table: the three repeated rows."""
        looks = self.book.looks
        self.sheet.set_row(0, 26)
        self.sheet.write_string(0, 0, neutral(title), looks["title"])
        notice = self.book.notice
        over = f"{notice}　{over}" if notice else over
        self.sheet.write_string(1, 0, neutral(over), looks["notice" if notice else "over"])
        self.sheet.set_row(2, 30)
        for column, head in enumerate(heads):
            self.sheet.write_string(2, column, neutral(head), looks["head"])
        self.row = 3

    def put(self, column: int, value: object, look: str) -> None:
        """A figure as a number, everything else as a string."""
        number = numeric(value)
        if isinstance(value, str) and look in ("figure", "sum") and "." not in value:
            look = {"figure": "count", "sum": "sumcount"}[look]
        form = self.book.looks[look]
        if number is not None and look not in ("left", "center", "grey", "note"):
            self.sheet.write_number(self.row, column, number, form)
        else:
            text = neutral("" if value is None else str(value))
            self._room(text, self.widths[column])
            self.sheet.write_string(self.row, column, text, form)

    def formula(self, column: int, formula: str, value: object, look: str = "sum") -> None:
        """A live formula with the value it has now."""
        number = numeric(value)
        form = self.book.looks[look]
        if number is None:
            self.put(column, value, look)
        else:
            self.sheet.write_formula(self.row, column, formula, form, number)

    def link(self, column: int, page: str, cell: str, words: str) -> None:
        """A link to a cell of another sheet."""
        to = f"internal:{quote_sheetname(page)}!{cell}"
        self.sheet.write_url(self.row, column, to, self.book.looks["link"], neutral(words))

    def note(self, words: str) -> None:
        """Words below the table, over its whole width."""
        text, last = neutral(words), len(self.widths) - 1
        self._room(text, sum(self.widths))
        if last:
            look = self.book.looks["note"]
            self.sheet.merge_range(self.row, 0, self.row, last, text, look)
        else:
            self.sheet.write_string(self.row, 0, text, self.book.looks["note"])
        self.row += 1

    def _room(self, text: str, wide: float) -> None:
        """Make the row as high as ``text`` needs in a column of so many characters: not every
        reader works it out by itself."""
        used = sum(2 if ord(sign) > 0x2000 else 1 for sign in text)
        lines = max(1, math.ceil(used / (wide - 0.5)))
        row, most = self._lines if self._lines[0] == self.row else (self.row, 1)
        if lines > most:
            self.sheet.set_row(self.row, LINE * lines + 2)
            most = lines
        self._lines = (row, most)


def numeric(value: object) -> float | None:
    """A printed figure as a number; 待评, — and words are none."""
    if isinstance(value, int | float):
        return float(value)
    try:
        return float(Decimal(str(value).replace(MINUS, "-")))
    except InvalidOperation:
        return None


def cell(row: int, column: int) -> str:
    """B4 of row 3, column 1."""
    return str(xl_rowcol_to_cell(row, column))


def of(page: str, place: str) -> str:
    """A cell of another sheet in a formula."""
    return f"{quote_sheetname(page)}!{place}"
