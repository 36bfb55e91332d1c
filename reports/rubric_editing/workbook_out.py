"""A rubric as a workbook an office fills in: Chinese heads, drop-downs, how each rule works.

Numbers are numbers, everything else is text that stays text (reliability E5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.worksheet import Worksheet

from accounts.exports.look import Styles
from accounts.exports.workbook import SAFE
from reports.metrics.catalogue import METRICS
from reports.rubric_editing import workbook as shape
from reports.rubric_editing.kinds import KIND_FORMS
from reports.rubric_editing.spec import BONUS, OUTSIDE_EVENT, Field, held
from reports.rubric_editing.workbook import Head
from reports.rubric_editing.workbook_cells import guarded
from reports.rules.kinds import KINDS

SPARE = 60  # rows below the filled ones that still have their drop-downs
EXACT = 15  # digits a spreadsheet's number keeps


class _Book:
    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book, self.styles = book, Styles(book)
        self.lists = book.add_worksheet(_("选项"))
        self.lists.hide()
        self._column = 0

    def sheet(self, name: str, heads: Sequence[Head]) -> Worksheet:
        """A sheet with its head row, frozen."""
        made = self.book.add_worksheet(name)
        for at, head in enumerate(heads):
            made.set_column(at, at, head.width)
            made.write_string(0, at, head.words, self.styles.head)
        made.freeze_panes(1, 0)
        made.set_landscape()
        made.set_paper(9)
        made.fit_to_pages(1, 0)
        made.repeat_rows(0)
        return made

    def row(
        self, sheet: Worksheet, at: int, heads: Sequence[Head], values: Mapping[str, Any]
    ) -> None:
        """One row by the heads' keys."""
        for place, head in enumerate(heads):
            value = values[head.key] if head.key in values else held(values, head.key)
            self.cell(sheet, at, place, value, head.field)

    def cell(self, sheet: Worksheet, at: int, place: int, value: Any, field: Field | None) -> None:
        """A number as a number where it is one exactly, else text."""
        kind = field.kind if field else "text"
        if field and field.key == "metric" and value in METRICS:
            value = METRICS[value].name
        style = self.styles(border=1, text_wrap=True, align="left", valign="top", num_format="@")
        if value in (None, "", [], False):
            sheet.write_blank(at, place, None, style)
        elif kind == "number" and _exact(str(value), field):
            plain = self.styles(border=1, valign="top", num_format="General", align="right")
            sheet.write_number(at, place, float(value), plain)
        elif kind == "flag":
            sheet.write_string(at, place, shape.YES, style)
        elif isinstance(value, list):
            sheet.write_string(at, place, guarded("、".join(value)), style)
        else:
            sheet.write_string(
                at, place, guarded(dict(field.options if field else ()).get(value, value)), style
            )

    def choose(self, sheet: Worksheet, place: int, last: int, words: Sequence[str]) -> None:
        """A drop-down for a column, its words kept on the hidden sheet."""
        for row, word in enumerate(words):
            self.lists.write_string(row, self._column, word)
        letter = xlsxwriter.utility.xl_col_to_name(self._column)
        source = f"={_('选项')}!${letter}$1:${letter}${len(words)}"
        self._column += 1
        options = {"validate": "list", "source": source, "error_type": "warning"}
        sheet.data_validation(1, place, last + SPARE, place, options)


def workbook_of(content: Mapping[str, Any]) -> bytes:
    """The workbook; reading it back gives the same content."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, SAFE) as made:
        book = _Book(made)
        _about(book, content)
        _lines(book, content)
        _rules(book, content)
        _outside(book, content)
        for name, heads, entries in (
            (shape.GRADE, shape.grade_heads(), content.get("grade", [])),
            (shape.VETOES, shape.veto_heads(), content.get("veto", {}).get("ground", [])),
        ):
            sheet = book.sheet(name, heads)
            for at, entry in enumerate(entries, 1):
                book.row(sheet, at, heads, entry)
        made.worksheets_objs[1].activate()
        made.worksheets_objs[1].set_first_sheet()
    return buffer.getvalue()


def _exact(text: str, field: Field | None) -> bool:
    """Whether a spreadsheet keeps the number as it is written, and nobody takes it for hundredths
    of a percent."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return False
    plain = number.is_finite() and f"{number.normalize():f}" == text
    if field is not None and field.unit == "%" and 0 < number <= 1:
        return False
    return plain and len(number.as_tuple().digits) <= EXACT


def _about(book: _Book, content: Mapping[str, Any]) -> None:
    sheet = book.sheet(shape.ABOUT, [Head("k", "项目", 20), Head("v", "内容", 90)])
    for at, (part, words, field) in enumerate(shape.about_entries(), 1):
        sheet.write_string(at, 0, words, book.styles(border=1, valign="top", bold=True))
        node = content if part == "head" else content.get(part, {})
        book.cell(sheet, at, 1, node.get(field.key), field)
        if field.options:
            book.lists.write_column(0, 40, [word for _value, word in field.options])
            source = f"={_('选项')}!$AO$1:$AO${len(field.options)}"
            sheet.data_validation(at, 1, at, 1, {"validate": "list", "source": source})
    _explain(book, sheet, len(shape.about_entries()) + 2)


def _explain(book: _Book, sheet: Worksheet, at: int) -> None:
    """How to fill it in, beside the entries, where reading does not look (third column)."""
    sheet.set_column(3, 3, 100)
    words = [
        _(
            "怎么填：每个“大类”一行，下面是它的“指标”行；各指标分值之和等于大类分值，各大类之和等于总分。"
        ),
        _(
            "“计分规则”每个指标先一行“规则”，有分档、事件、检查项的，下面一样一行；用不到的格子空着。"
        ),
        _("代号可以空着，系统自动编；“系统计算”的指标，扣分的事要用数据指标里有的名称或代号。"),
        _("不要改表名和表头；改完在“考核细则”页“起草”里上传，先检查，有错会指出是哪一格。"),
        *(
            f"{KINDS[kind].title}：{form.does}{form.example}"
            for kind, form in KIND_FORMS.items()
            if kind in KINDS
        ),
        *(f"数据指标“{metric.name}”：{metric.definition}" for metric in METRICS.values()),
    ]
    for number, text in enumerate(words):
        sheet.write_string(
            1 + number, 3, text, book.styles(text_wrap=True, valign="top", font_size=10)
        )


def _lines(book: _Book, content: Mapping[str, Any]) -> None:
    heads = shape.line_heads()
    sheet = book.sheet(shape.LINES, heads)
    at = 0
    for category in content["category"]:
        at += 1
        row = {"what": shape.CATEGORY_WORD, "name": category.get("title")}
        book.row(sheet, at, heads, {**category, **row})
        for line in category["indicator"]:
            at += 1
            book.row(sheet, at, heads, {"what": shape.LINE_WORD, **line})
    places = {head.key: place for place, head in enumerate(heads)}
    book.choose(sheet, places["what"], at, [shape.CATEGORY_WORD, shape.LINE_WORD])
    for head in heads:
        if head.field and head.field.options:
            book.choose(sheet, places[head.key], at, [word for _v, word in head.field.options])
    book.choose(sheet, places["metric"], at, [metric.name for metric in METRICS.values()])


def _rules(book: _Book, content: Mapping[str, Any]) -> None:
    heads = shape.rule_heads()
    sheet = book.sheet(shape.RULES, heads)
    at, titles = 0, ["规则"]
    for category in content["category"]:
        for line in category["indicator"]:
            rule = line["rule"]
            kind = rule.get("kind", "manual")
            form, title = KIND_FORMS[kind], KINDS[kind].title
            at += 1
            whose = {"code": line.get("code"), "name": line.get("name"), "kind": title}
            values = {f"p:{shape.worded(f)}": rule.get(f.key) for f in form.spec.fields}
            book.row(sheet, at, heads, {**whose, "row": shape.MAIN_WORD, **values})
            for rows in form.spec.rows:
                for entry in rows.flat(rule.get(rows.key, [])):
                    at += 1
                    values = {f"p:{shape.worded(f)}": entry.get(f.key) for f in rows.columns}
                    book.row(sheet, at, heads, {**whose, "row": rows.title, **values})
    for form in KIND_FORMS.values():
        titles += [rows.title for rows in form.spec.rows if rows.title not in titles]
    book.choose(sheet, 2, at, [KINDS[kind].title for kind in KIND_FORMS if kind in KINDS])
    book.choose(sheet, 3, at, titles)


def _outside(book: _Book, content: Mapping[str, Any]) -> None:
    heads = shape.outside_heads()
    sheet = book.sheet(shape.OUTSIDE, heads)
    at = 0
    for word, part, key, fields in (
        (shape.BONUS_WORD, "bonus", "item", BONUS.rows[0].fields),
        (shape.DEDUCTION_WORD, "deduction", "event", OUTSIDE_EVENT),
    ):
        for entry in content.get(part, {}).get(key, []):
            at += 1
            values = {f"p:{shape.worded(f)}": entry.get(f.key) for f in fields}
            book.row(sheet, at, heads, {"what": word, **values})
    for place, head in enumerate(heads):
        if head.field and head.field.key == "metric":
            book.choose(sheet, place, at, [metric.name for metric in METRICS.values()])
        elif head.field and head.field.options:
            book.choose(sheet, place, at, [word for _v, word in head.field.options])
    book.choose(sheet, 0, at, [shape.BONUS_WORD, shape.DEDUCTION_WORD])
