"""人民调解案件统计表: by category, by unit, and what was found and settled, last year beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.exports.sheet import Cell, Column, Table
from campaigns.models import Division
from disputes.models import DisputeType
from disputes.statistics.figures import FIGURES, counted
from disputes.statistics.periods import Period, year_before
from households.papers.base import Scope, units_of

Counts = Mapping[Any, Mapping[str, int]]


@dataclass(frozen=True)
class Line:
    """One line: its name, the unit it is of, and the category where it is of one."""

    name: str
    unit: Division
    kind: str
    now: Mapping[str, int]
    before: Mapping[str, int]
    url: str = ""


@dataclass(frozen=True)
class Sheet:
    """A column: figure (or two for a rate), of this period or of last year's."""

    column: Column
    figure: str
    of: str = ""
    last_year: bool = False


def _pair(figure: str, group: str) -> list[Sheet]:
    return [
        Sheet(Column(_("本期"), "int", 5, group, total=True), figure),
        Sheet(Column(_("上年同期"), "int", 6, group, total=True), figure, last_year=True),
    ]


def _rates(figure: str, of: str, group: str) -> list[Sheet]:
    return [
        Sheet(Column(_("本期"), "rate", 7, group), figure, of),
        Sheet(Column(_("上年同期"), "rate", 7, group), figure, of, last_year=True),
    ]


def _one(figure: str, head: str, group: str = "", kind: Any = "int", width: int = 5) -> Sheet:
    return Sheet(Column(head, kind, width, group, total=True), figure)


def main_columns() -> list[Sheet]:
    """Domain D3 in the order of its table."""
    return [
        *_pair("accepted", _("受理（件）")),
        *_pair("success", _("调解成功（件）")),
        *_rates("success", "accepted", _("成功率")),
        _one("active", _("主动"), _("来源")),
        _one("applied", _("申请"), _("来源")),
        _one("referred", _("委托移送"), _("来源")),
        _one("money", _("涉及金额（元）"), kind="money", width=11),
        _one("crime", _("件"), _("防止民转刑")),
        _one("crime_persons", _("人"), _("防止民转刑")),
        _one("petition", _("件"), _("防止群体上访")),
        _one("petition_persons", _("人"), _("防止群体上访")),
        _one("suicide", _("件"), _("防止自杀")),
        _one("fight", _("件"), _("制止械斗")),
        _one("written", _("书面"), _("协议")),
        _one("oral", _("口头"), _("协议")),
        _one("performed", _("全部履行")),
        _one("confirmed", _("司法确认")),
        _one("revisited", _("已回访")),
    ]


def found_columns() -> list[Sheet]:
    """排查数/调处数/调处率/成功数/成功率."""
    return [
        *_pair("found", _("排查（件）")),
        *_pair("handled", _("调处（件）")),
        *_rates("handled", "found", _("调处率")),
        *_pair("solved", _("成功（件）")),
        *_rates("solved", "handled", _("成功率")),
    ]


def tables(scope: Scope) -> list[Table]:
    """The three tables of one unit and period."""
    assert isinstance(scope.days, Period)
    last = Scope(scope.user, scope.root, year_before(scope.days), scope.days.as_of)
    kinds = (counted(scope, by_kind=True), counted(last, by_kind=True))
    units = (counted(scope, by_kind=False), counted(last, by_kind=False))
    whole = Line(_("合计"), scope.root, "", _sum(units[0]), _sum(units[1]))
    by_kind = [
        Line(str(label), scope.root, kind, kinds[0].get(kind, {}), kinds[1].get(kind, {}))
        for kind, label in DisputeType.choices
    ]
    by_unit = [
        Line(
            unit.name,
            unit,
            "",
            units[0].get(unit.code, {}),
            units[1].get(unit.code, {}),
            _address(scope, unit),
        )
        for unit in units_of(scope, {**units[1], **units[0]})
    ]
    make = _Maker(scope, last, whole)
    return [
        make.table(_("人民调解案件统计表（按纠纷类别）"), _("纠纷类别"), by_kind, main_columns()),
        make.table(_("人民调解案件统计表（按单位）"), _("单位"), by_unit, main_columns()),
        make.table(_("矛盾纠纷排查调处统计表"), _("单位"), by_unit, found_columns()),
    ]


def _sum(counts: Counts) -> dict[str, int]:
    return {f.key: sum(v.get(f.key, 0) for v in counts.values()) for f in FIGURES}


def _address(scope: Scope, unit: Division) -> str:
    if unit.code == scope.root.code:
        return ""
    query = urlencode({"root": unit.code, "period": scope.days.code})
    return f"{reverse('disputes:statistics')}?{query}"


@dataclass(frozen=True)
class _Maker:
    """Cells with the addresses of their rows, of this period and of last year's."""

    scope: Scope
    last: Scope
    whole: Line

    def table(
        self, title: str, head: str, lines: Sequence[Line], columns: Sequence[Sheet]
    ) -> Table:
        """One table; the rows behind every number are one click away."""
        return Table(
            title=title,
            unit=self.scope.root.name,
            period=self.scope.days.words,
            columns=[Column(head, "text", 12), *(c.column for c in columns)],
            rows=[self._row(line, columns) for line in lines],
            totals=self._row(self.whole, columns),
            measure=_("件"),
            signers=((_("填表人"), self.scope.user.name), (_("审核人"), ""), (_("填报日期"), "")),
            notes=notes(),
        )

    def _row(self, line: Line, columns: Sequence[Sheet]) -> list[Cell]:
        return [Cell(line.name, line.url), *(self._cell(line, c) for c in columns)]

    def _cell(self, line: Line, sheet: Sheet) -> Cell:
        values = line.before if sheet.last_year else line.now
        value = values.get(sheet.figure, 0)
        if sheet.of:
            base = values.get(sheet.of, 0)
            return Cell(value / base if base else None)
        shown: Any = Decimal(value) / 100 if sheet.figure == "money" else value
        return Cell(shown, self._rows_url(line, sheet) if value else "")

    def _rows_url(self, line: Line, sheet: Sheet) -> str:
        scope = self.last if sheet.last_year else self.scope
        query: dict[str, Any] = {
            "root": scope.root.code,
            "period": scope.days.code,
            "unit": line.unit.code,
            "part": sheet.figure,
        }
        query |= {"kind": line.kind} if line.kind else {}
        query |= {"tree": scope.tree_on} if scope.tree_on else {}
        return f"{reverse('disputes:statistics_rows')}?{urlencode(query)}"


def notes() -> list[str]:
    """What the numbers mean, under the table."""
    return [
        _("除排查外，各项都是本期受理的纠纷截至期末的情况；成功指协议已经生效。"),
        _("成功率＝调解成功÷受理，调处率＝调处÷排查；没有分母的记 —。"),
        _("防止民转刑、群体上访、自杀、械斗只计另一人核实属实的。"),
        _("受保护的档案不计入。"),
    ]
