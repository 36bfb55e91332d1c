"""The empty workbook people fill in: their own villages, drop-downs from a hidden sheet, an
example, how to fill it in, its version; ID numbers and telephones are text from the start."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from campaigns.models import Division
from campaigns.sheets.kinds import Desk, SheetKind
from campaigns.sheets.reading import STAMP
from campaigns.sheets.stamp import stamp_for
from campaigns.sheets.table import Column, letter_of

LINES = 1000
OWN_LINES = 200
TITLE, VERSION, HEAD, SAMPLE, FIRST = 0, 1, 2, 3, 4
INK, BRAND, TINT, RED = "#1D2725", "#14525A", "#F1EDE4", "#A8231C"


def template_of(kind: SheetKind, desk: Desk) -> bytes:
    """The workbook for this person's place."""
    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(made, options) as book:
        formats = _formats(book)
        main = book.add_worksheet(str(kind.title))
        villages = desk.villages
        _explain(book.add_worksheet(_("填写说明")), kind, formats)
        lists = book.add_worksheet(_("选项"))
        lists.hide()
        _head(main, kind, desk.place, formats)
        _choices(main, lists, kind, villages)
        _own(main, kind, villages, formats)
        book.define_name(STAMP, f'="{stamp_for(kind, desk.place)}"')
        book.defined_names[-1][3] = True  # hidden: the library has no word for it
        main.activate()
    return made.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    face = {"font_name": "微软雅黑", "font_size": 11, "font_color": INK, "valign": "vcenter"}
    line = {"border": 1, "border_color": "#CFC7B8"}
    head = {"bold": True, "bg_color": TINT, "text_wrap": True, "align": "center"}
    return {
        "title": book.add_format(face | {"bold": True, "font_size": 16, "align": "center"}),
        "small": book.add_format(face | {"font_size": 9, "font_color": "#5F6A66"}),
        "head": book.add_format(face | line | head),
        "must": book.add_format(face | line | head | {"font_color": RED}),
        "sample": book.add_format(
            face | line | {"font_color": "#85827A", "italic": True, "num_format": "@"}
        ),
        "text": book.add_format(face | line | {"num_format": "@"}),
        "strong": book.add_format(face | {"bold": True, "font_color": BRAND}),
        "words": book.add_format(face | {"text_wrap": True, "valign": "top"}),
    }


def _head(main: Any, kind: SheetKind, place: Division, formats: dict[str, Any]) -> None:
    last = len(kind.columns) - 1
    main.merge_range(TITLE, 0, TITLE, last, f"{place.name}{kind.title}", formats["title"])
    version = _("模板版本 %(version)s　带 * 的必填，其余可空；不要改表头的字，列的先后可以变") % {
        "version": kind.version
    }
    main.merge_range(VERSION, 0, VERSION, last, version, formats["small"])
    main.set_row(TITLE, 30)
    main.set_row(HEAD, 34)
    for at, column in enumerate(kind.columns):
        main.set_column(at, at, column.width, formats["text"])
        title = f"{column.title}*" if column.required else column.title
        main.write_string(HEAD, at, title, formats["must" if column.required else "head"])
        main.write_string(SAMPLE, at, column.sample, formats["sample"])
    main.freeze_panes(FIRST, 0)
    main.set_landscape()
    main.set_paper(9)
    main.fit_to_pages(1, 0)
    main.repeat_rows(HEAD)
    main.set_footer(_("&L模板版本 %(version)s&R第 &P 页 共 &N 页") % {"version": kind.version})


def _choices(main: Any, lists: Any, kind: SheetKind, villages: Sequence[Division]) -> None:
    """Drop-downs read from the hidden sheet, where a list may be as long as it likes."""
    names = tuple(v.name for v in villages)
    for at, column in enumerate(kind.columns):
        words = names if column.key == "village" else column.choices
        if not words:
            continue
        letter = letter_of(at)
        for row, word in enumerate(words):
            lists.write_string(row, at, word)
        main.data_validation(
            FIRST,
            at,
            FIRST + LINES - 1,
            at,
            {
                "validate": "list",
                "source": f"={_('选项')}!${letter}$1:${letter}${len(words)}",
                "ignore_blank": True,
                "error_type": "warning",
                "error_title": _("不在选项里"),
                "error_message": _("请从下拉框里选。")
                if len(words) < 30
                else _("请从下拉框里选，或照名称填。"),
            },
        )


def _own(main: Any, kind: SheetKind, villages: Sequence[Division], formats: dict[str, Any]) -> None:
    """Rows that already say the village, so that nobody types its name 200 times."""
    at = next((i for i, c in enumerate(kind.columns) if c.key == "village"), None)
    if at is None or not villages:
        return
    each = OWN_LINES if len(villages) == 1 else max(1, min(20, OWN_LINES // len(villages)))
    row = FIRST
    for village in villages[:OWN_LINES]:
        for _line in range(each):
            main.write_string(row, at, village.name, formats["text"])
            row += 1


def _explain(sheet: Any, kind: SheetKind, formats: dict[str, Any]) -> None:
    sheet.set_column("A:A", 18)
    sheet.set_column("B:B", 90)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, _("%(title)s 填写说明") % {"title": kind.title}, formats["strong"])
    row = 2
    for column in kind.columns:
        sheet.write_string(row, 0, column.title, formats["strong"])
        sheet.write_string(row, 1, _words_of(column), formats["words"])
        row += 1
    row += 1
    for note in kind.notes:
        sheet.merge_range(row, 0, row, 1, str(note), formats["words"])
        sheet.set_row(row, 34)
        row += 1


def _words_of(column: Column) -> str:
    parts = [_("必填。") if column.required else _("可空。"), str(column.hint)]
    if column.choices:
        parts.append(_("从下拉框选：%(words)s。") % {"words": "、".join(column.choices)})
    return "".join(part for part in parts if part)
