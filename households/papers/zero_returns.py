"""汇总上报: returns of townships and the county, a line each, under the 零报告表 (domain C4, J2):
how many villages owed, filed, said none or something, which did not, who reported, who signed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.exports.sheet import Cell, Column, Table
from campaigns.models import Division, Level
from households.models import ReportingPeriod, UnitReturn
from households.papers.base import Scope

Returns = dict[tuple[int, int], UnitReturn]
NAMED = 6  # so many villages are named in a line, the others counted
COUNTED = ("owed", "on_time", "late", "missing", "nil", "found_places", "found")

COLUMNS = (
    Column(gettext_lazy("单位"), "text", 14),
    Column(gettext_lazy("周期"), "text", 14),
    Column(gettext_lazy("应报"), "int", 6, group=gettext_lazy("村（社区）数")),
    Column(gettext_lazy("按时"), "int", 6, group=gettext_lazy("村（社区）数")),
    Column(gettext_lazy("迟报"), "int", 6, group=gettext_lazy("村（社区）数")),
    Column(gettext_lazy("未报"), "int", 6, group=gettext_lazy("村（社区）数")),
    Column(gettext_lazy("零报告"), "int", 7, group=gettext_lazy("村（社区）数")),
    Column(gettext_lazy("有隐患"), "int", 7, group=gettext_lazy("村（社区）数")),
    Column(gettext_lazy("数量"), "int", 6),
    Column(gettext_lazy("未报的村"), "text", 24),
    Column(gettext_lazy("报告人"), "text", 9),
    Column(gettext_lazy("签发人"), "text", 9),
    Column(gettext_lazy("上报时间"), "moment", 20),
    Column(gettext_lazy("状态"), "text", 16),
)


def returned(scope: Scope) -> Returns:
    """The return that holds for each period and unit inside the scope; one query."""
    rows = UnitReturn.objects.visible_to(scope.user).live().filter(scope.inside("unit_id"))
    days = {"period__ends__gte": scope.days.first, "period__ends__lte": scope.days.last}
    rows = rows.filter(**days).select_related("filed_by", "period")
    return {(row.period_id, row.unit_id): row for row in rows}


def state_words(period: ReportingPeriod, level: Level, row: UnitReturn | None) -> str:
    """已审核，锁定, with 迟报 where the first filing came late; 未汇总 or 未到期 where none is."""
    if row is None:
        due: datetime | None = period.county_due if level == Level.COUNTY else period.township_due
        return _("未到期") if due and timezone.now() <= due else _("未汇总")
    words = str(row.get_status_display())
    return _("迟报，%(state)s") % {"state": words} if row.is_late else words


def returns_table(scope: Scope, expected: Iterable[Any], returns: Returns) -> Table | None:
    """A line for every township that owed a return in these days, then the county's own; None
    for a village, which makes none."""
    if scope.root.level > Level.TOWNSHIP:
        return None
    owing: dict[int, tuple[ReportingPeriod, set[int]]] = {}
    for one in expected:
        owing.setdefault(one.period_id, (one.period, set()))[1].add(one.village_id // 1000 * 1000)
    names = _names(scope, returns)
    rows = []
    for period, towns in owing.values():
        for town in sorted(towns):
            rows.append(_line(period, town, Level.TOWNSHIP, returns, names))
        if scope.root.level == Level.COUNTY:
            rows.append(_line(period, scope.root.code, Level.COUNTY, returns, names))
    return Table(
        title=_("零报告汇总上报表"),
        unit=scope.root.name,
        period=scope.days.words,
        columns=COLUMNS,
        rows=rows,
        measure=_("村、件"),
        signers=((_("填表人"), scope.user.name), (_("审核人"), ""), (_("填报日期"), "")),
        notes=[_("数字是汇总上报当时的；没有汇总的不填数字，记 —。")],
    )


def _names(scope: Scope, returns: Returns) -> dict[int, str]:
    """Names of the units and of the villages that did not report; one query."""
    codes = {code for row in returns.values() for code in _missing(row)}
    wanted = Q(level=Level.TOWNSHIP) | Q(code__in=codes) | Q(code=scope.root.code)
    rows = Division.objects.within(scope.root).filter(wanted)
    return dict(rows.values_list("code", "name"))


def _missing(row: UnitReturn) -> list[int]:
    return list(row.figures.get("places", {}).get("missing", []))


def _line(
    period: ReportingPeriod, unit: int, level: Level, returns: Returns, names: dict[int, str]
) -> list[Cell]:
    row = returns.get((period.pk, unit))
    head = [Cell(names.get(unit, "")), Cell(str(period))]
    state = Cell(state_words(period, level, row))
    if row is None:
        query = urlencode({"period": period.pk, "unit": unit})
        head[0] = Cell(names.get(unit, ""), f"{reverse('households:return_new')}?{query}")
        return [*head, *(Cell(None) for _n in range(len(COLUMNS) - 3)), state]
    url = reverse("households:return_detail", args=[row.uid])
    head[0] = Cell(names.get(unit, ""), url)
    if not row.figures:
        return [*head, *(Cell(None) for _n in range(len(COLUMNS) - 6)), *_signed(row), state]
    villages = [names.get(code, "") for code in _missing(row)]
    told = "、".join(villages[:NAMED])
    if len(villages) > NAMED:
        told = _("%(names)s等 %(n)d 村") % {"names": told, "n": len(villages)}
    figures = [Cell(row.figures.get(name, 0)) for name in COUNTED]
    return [*head, *figures, Cell(told or None), *_signed(row), state]


def _signed(row: UnitReturn) -> list[Cell]:
    """Who, who signed, when the first version came."""
    return [Cell(row.filed_by.name), Cell(row.signer or None), Cell(row.first_filed_at)]
