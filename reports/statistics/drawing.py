"""A counted table as papers: as it is filled in, compared with last year, compared by unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from accounts.exports.sheet import Cell, Column, Table
from accounts.small_cells import OUT
from accounts.templatetags.words import zh_date, zh_time
from campaigns.models import Division, Level
from reports.statistics.counting import Counted, Span
from reports.statistics.guarding import is_veiled
from reports.statistics.periods import is_running
from reports.statistics.reading import gone
from reports.statistics.table import Line, Share

SAID = 8  # so many columns are named in the sentence of the filter
WIDE = 90  # half characters that still fit an upright page


# The score goes by receipt (reports.metrics.declarations).
BY_THE_DAY = _lazy(
    "统计口径：按所填日期，录入再晚也计入；考核只计数据截止前录入的，两边的数可能不同。"
)


@dataclass(frozen=True)
class Drawing:
    """Draws one counted table; links: whether its numbers lead to their rows (not in Excel)."""

    counted: Counted
    chosen: Line
    links: bool = True

    def papers(self) -> list[Table]:
        """The table, the comparison of the whole, the comparison by unit."""
        out = [self.table(), self.compared()]
        return [*out, self.by_unit()] if len(self.counted.units) > 1 else out

    def table(self) -> Table:
        """As on paper."""
        lines = self.counted.lines
        columns = [Column(_("单位"), "text", 14), *(line.column for line in lines)]
        now = self.counted.now
        rows = [
            [self._head(unit), *(self._cell(now, line, unit, at) for line in lines)]
            for at, unit in enumerate(self.counted.units)
        ]
        totals = [Cell(_("合计")), *(self._cell(now, line, None, -1) for line in lines)]
        return self._paper(str(self.counted.table.title), columns, rows, totals)

    def compared(self) -> Table:
        """Every number and rate of the whole beside last year's and the period before."""
        counted = self.counted
        columns = [Column(_("指标"), "text", 24), *self._comparison_columns()]
        rows = [[Cell(_named(line)), *self._compare(line, None, -1)] for line in counted.lines]
        title = _("%(title)s：同比、环比") % {"title": counted.table.title}
        return self._paper(title, columns, rows, None, notes=self._comparison_notes())

    def by_unit(self) -> Table:
        """One number or rate by unit, beside last year's and the period before."""
        counted, line = self.counted, self.chosen
        columns = [Column(_("单位"), "text", 14), *self._comparison_columns()]
        rows = [
            [self._head(unit), *self._compare(line, unit, at)]
            for at, unit in enumerate(counted.units)
        ]
        totals = [Cell(_("合计")), *self._compare(line, None, -1)]
        title = _("%(title)s：%(line)s分单位同比、环比") % {
            "title": counted.table.title,
            "line": _named(line),
        }
        return self._paper(title, columns, rows, totals, notes=[])

    def _paper(
        self,
        title: str,
        columns: Sequence[Column],
        rows: list[list[Cell]],
        totals: list[Cell] | None,
        notes: list[str] | None = None,
    ) -> Table:
        reading = self.counted.reading
        return Table(
            title=title,
            unit=reading.root.name,
            period=reading.days.words,
            columns=columns,
            rows=rows,
            totals=totals,
            measure=str(self.counted.table.measure),
            signers=((_("填表人"), reading.user.name), (_("审核人"), ""), (_("填报日期"), "")),
            notes=self._notes() if notes is None else notes,
            filter_words=filter_words(self.counted),
            landscape=sum(column.width for column in columns) > WIDE,
        )

    def _notes(self) -> list[str]:
        table, reading = self.counted.table, self.counted.reading
        apart = table.case and reading.guarded  # columns the notes speak of are left out
        out = [] if apart else [str(note) for note in table.notes]
        if table.scored:
            out.append(str(BY_THE_DAY))
        day = reading.days.as_of
        ended = [unit for unit in self.counted.units if gone(unit, day)]
        if ended:
            out.append(
                _("已撤销而没有并入别处的单位按当时的代码单列，合计包含：%(names)s。")
                % {"names": "、".join(unit.name for unit in ended)}
            )
        if is_veiled(table, reading):
            out.append(
                _("1 至 4 写作 <5，※ 为防推算；受保护的档案不计入。家庭明细由妇联各级办理。")
            )
        return out

    def _comparison_notes(self) -> list[str]:
        counted, out = self.counted, []
        if counted.last_year:
            out.append(_("上年同期：%(days)s。") % {"days": counted.last_year.days.words})
        if counted.before:
            out.append(_("上期：%(days)s。") % {"days": counted.before.days.words})
        else:
            out.append(_("整年和年初至今没有上期，不算环比。"))
        if is_running(counted.reading.days):
            out.append(_("本期还没有结束，与上年同期、上期的整期相比时请注意。"))
        out.append(_("同比、环比：没有基数的记 —；率的增减以百分点计。"))
        return out

    def _head(self, unit: Division) -> Cell:
        reading = self.counted.reading
        if unit.code == reading.root.code:
            name = unit.name
            if unit.level < Level.VILLAGE:
                name = _("%(unit)s本级") % {"unit": unit.name}
            return Cell(name)
        name = unit.name
        if gone(unit, reading.days.as_of):
            name = _("%(unit)s（已撤销）") % {"unit": unit.name}
        open_ = not (reading.guarded and self.counted.table.case and self.counted.table.sensitive)
        return Cell(name, self._url("table", root=unit.code) if self.links and open_ else "")

    def _cell(self, span: Span, line: Line, unit: Division | None, at: int) -> Cell:
        """One number with the address of its rows, or one rate."""
        values = span.of(unit) if unit else span.whole
        hidden = self._hidden(span, line, at)
        if hidden:
            return Cell(None, hidden=hidden)
        absent = self.counted.table.absent.get(line.key)
        if absent is not None and not values.get(absent, 0):
            return Cell(None)
        value = line.value(values)
        kind = line.column.kind
        return Cell(value, self._rows_url(span, line, unit) if value else "", kind=kind)

    @staticmethod
    def _hidden(span: Span, line: Line, at: int) -> str:
        if isinstance(line, Share):
            parts = [span.hidden.get((key, at)) for key in (*line.top, *line.base)]
            return OUT if any(parts) else ""
        return span.hidden.get((line.key, at), "")

    def _compare(self, line: Line, unit: Division | None, at: int) -> list[Cell]:
        """本期, 上年同期, 增减, 同比, 上期, 增减, 环比."""
        counted = self.counted
        now = self._cell(counted.now, line, unit, at)
        out = [now]
        for other in (counted.last_year, counted.before):
            if other is not None:
                then = self._cell(other, line, unit, at)
                out += [then, *_changes(now, then, line)]
        return out

    def _comparison_columns(self) -> list[Column]:
        """Last year's, and the period before where there is one."""
        counted = self.counted
        out = [Column(_("本期"), "int", 11)]
        for span, group, head, growth in (
            (counted.last_year, _("上年同期"), _("同期"), _("同比")),
            (counted.before, _("上期"), _("上期"), _("环比")),
        ):
            if span is not None:
                out += [
                    Column(head, "int", 11, group),
                    Column(_("增减"), "change", 11, group),
                    Column(growth, "growth", 9, group),
                ]
        return out

    def _rows_url(self, span: Span, line: Line, unit: Division | None) -> str:
        reading = self.counted.reading
        if (
            not self.links
            or isinstance(line, Share)
            or (reading.guarded and self.counted.table.case)
        ):
            return ""
        wanted: dict[str, Any] = {"part": line.part, "period": span.days.code}
        if span.days.code != reading.days.code:
            wanted["tree"] = reading.days.as_of
        if unit is not None:
            wanted["unit"] = unit.code
            if unit.code == reading.root.code and unit.level < Level.VILLAGE:
                wanted["own"] = 1
        return self._url("rows", **wanted)

    @cached_property
    def _pages(self) -> dict[str, str]:
        """The addresses of both pages, written once for the hundreds of cells."""
        table = urlencode({"table": self.counted.table.key})
        return {
            view: f"{reverse(f'reports:statistics_{view}')}?{table}&" for view in ("table", "rows")
        }

    def _url(self, view: str, **more: Any) -> str:
        reading = self.counted.reading
        query = {"root": reading.root.code, "period": reading.days.code}
        return self._pages[view] + urlencode(query | more)


def _named(line: Line) -> str:
    """The name of a column outside its table."""
    group, head = str(line.group), str(line.head)
    return f"{group}：{head}" if group else head


def _changes(now: Cell, then: Cell, line: Line) -> list[Cell]:
    """How much more or less, and as a part of what was; a rate differs by points. Nothing where a
    number is hidden, not applicable, or there is nothing to divide by."""
    if now.hidden or then.hidden or now.value is None or then.value is None:
        hidden = OUT if now.hidden or then.hidden else ""
        return [Cell(None, hidden=hidden), Cell(None, hidden=hidden)]
    difference = now.value - then.value
    if isinstance(line, Share):
        return [Cell(difference, kind="points"), Cell(None)]
    growth = float(difference) / float(then.value) if then.value else None
    return [Cell(difference, kind="change"), Cell(growth, kind="growth")]


def filter_words(counted: Counted) -> str:
    """What the numbers are of, and as of when, in words."""
    reading, moment = counted.reading, timezone.localtime()
    return _("%(unit)s，%(days)s，%(what)s，截至 %(day)s %(time)s") % {
        "unit": reading.root.name,
        "days": reading.days.words,
        "what": "、".join(_named(line) for line in counted.lines[:SAID]),
        "day": zh_date(moment),
        "time": zh_time(moment),
    }


def number_lines(counted: Counted) -> list[tuple[str, str]]:
    """(key, name) of the columns a comparison by unit may be asked for."""
    return [(line.key, _named(line)) for line in counted.lines]


def line_of(counted: Counted, asked: str | None) -> Line:
    """The column asked for, the first one for none or an unknown one."""
    return next((line for line in counted.lines if line.key == asked), counted.lines[0])
