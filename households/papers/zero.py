"""零报告表: what each village signed for a period, and what is still missing (domain J2, C4)."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.exports.sheet import Cell, Column, Table
from campaigns.models import Division, Level
from households.models import ExpectedReport, Timing, ZeroReport
from households.papers.base import Made, Paper, Scope
from households.papers.zero_returns import Returns, returned, returns_table, state_words

Key = tuple[int, int]


def owed(scope: Scope) -> list[Any]:
    """Who owed a report for the periods that end in these days, with the state of now."""
    rows = ExpectedReport.objects.for_case_roles(scope.user).with_state(timezone.now())
    days = {"period__ends__gte": scope.days.first, "period__ends__lte": scope.days.last}
    rows = rows.filter(scope.inside(), **days).select_related("period", "village")
    return list(rows.order_by("period__starts", "period_id", "village_id"))


def filed(scope: Scope) -> dict[Key, ZeroReport]:
    """The report that holds for each period and village."""
    rows = ZeroReport.objects.visible_to(scope.user).live()
    days = {"period__ends__gte": scope.days.first, "period__ends__lte": scope.days.last}
    rows = rows.filter(scope.inside(), **days).select_related("filed_by")
    return {(r.period_id, r.village_id): r for r in rows}


def _township(one: Any) -> Key:
    return one.period_id, one.village_id // 1000 * 1000


class Zero(Paper):
    """零报告表."""

    key = "zero"
    title = gettext_lazy("零报告表")
    about = gettext_lazy("每个村每一期有无重大隐患、数量、摘要、处置，谁报、谁签、何时报")

    columns = (
        Column(gettext_lazy("单位"), "text", 16),
        Column(gettext_lazy("周期"), "text", 14),
        Column(gettext_lazy("有无重大隐患"), "text", 9),
        Column(gettext_lazy("数量"), "int", 6, total=True),
        Column(gettext_lazy("摘要"), "text", 30),
        Column(gettext_lazy("处置"), "text", 26),
        Column(gettext_lazy("报告人"), "text", 9),
        Column(gettext_lazy("签发人"), "text", 9),
        Column(gettext_lazy("上报时间"), "moment", 22),
    )

    def make(self, scope: Scope, *, masked: bool) -> Made:
        reports = filed(scope)
        expected, returns = owed(scope), returned(scope)
        if scope.level == Level.VILLAGE:
            rows = [self.row(one, reports.get((one.period_id, one.village_id))) for one in expected]
        else:
            rows = self.townships(scope, expected, reports, returns)
        found = sum(r.found for r in reports.values())
        blank = [Cell("") for _n in range(5)]
        table = Table(
            title=str(self.title),
            unit=scope.root.name,
            period=scope.days.words,
            columns=self.columns,
            rows=rows,
            measure=_("件"),
            totals=[Cell(_("合计")), Cell(""), Cell(""), Cell(found), *blank],
            signers=((_("填表人"), scope.user.name), (_("审核人"), ""), (_("填报日期"), "")),
            notes=[_("无：签字上报的零报告；未报和未到期的不填数字，记 —。")],
        )
        keys = [one.pk for one in expected]
        below = returns_table(scope, expected, returns)
        tables = [table, below] if below else [table]
        return Made(tables, noun="households.expectedreport", keys=keys, rows=len(rows))

    def townships(
        self, scope: Scope, expected: list[Any], reports: dict[Key, ZeroReport], returns: Returns
    ) -> list[list[Cell]]:
        """A county's lines: each township and period, the hazards of its villages added up, who
        has filed, and who reported and signed for the township; the number leads to the
        township's own paper."""
        names = {d.code: d.name for d in Division.objects.below(scope.root, Level.TOWNSHIP)}
        out = []
        for (key, code), listed in groupby(expected, key=_township):
            ones = list(listed)
            period, row = ones[0].period, returns.get((key, code))
            there = [r for one in ones if (r := reports.get((one.period_id, one.village_id)))]
            late = sum(one.timing == Timing.MISSING for one in ones)
            found = sum(r.found for r in there)
            query = urlencode({"root": code, "period": f"{period.ends:%Y-%m}"})
            url = f"{reverse('households:paper_zero')}?{query}"
            words = _("应报 %(all)d 村，已报 %(filed)d，未报 %(late)d") % {
                "all": len(ones),
                "filed": len(there),
                "late": late,
            }
            out.append(
                [
                    Cell(names.get(code, ""), url),
                    Cell(str(period)),
                    Cell((_("有") if found else _("无")) if there else None),
                    Cell(found if there else None, url if found else ""),
                    Cell(words),
                    Cell(state_words(period, Level.TOWNSHIP, row)),
                    Cell(row.filed_by.name if row else None),
                    Cell((row.signer or None) if row else None),
                    Cell(row.first_filed_at if row else None),
                ]
            )
        return out

    def row(self, one: Any, report: ZeroReport | None) -> list[Cell]:
        """One village and period."""
        head = [Cell(one.village.name), Cell(str(one.period))]
        if report is None:
            words = str(Timing(one.timing).label)  # 未报, 未到期
            return [*head, Cell(words), *(Cell(None) for _n in range(6))]
        nil = report.kind == ZeroReport.Kind.NIL
        url = reverse("households:report_detail", args=[report.uid])
        return [
            *head,
            Cell(_("无") if nil else _("有"), url),
            Cell(report.found, url if report.found else ""),
            Cell(report.summary or None),
            Cell(report.measures or None),
            Cell(report.filed_by.name),
            Cell(report.signer),
            Cell(report.first_received_at),
        ]
