"""The totals of a run as bars on its page: the same plot as 图1 of the report; its table is the
ranking above it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from reports import charts
from reports.documents.assessment.figures import mean
from reports.documents.assessment.plots import GRADE_FILLS, grade_legend
from reports.models import ScoreSheet


def run_figure(groups: Sequence[tuple[str, Sequence[ScoreSheet]]]) -> SafeString | str:
    """ "" while fewer than two units have a total."""
    rows = [row for _name, members in groups for row in members]
    known = [row.total for row in rows if row.total is not None]
    if len(known) < 2:
        return ""
    ranked = sorted(
        rows, key=lambda row: (row.vetoed, row.total is None, -(row.total or 0), row.unit_id)
    )
    bars = [_bar(row) for row in ranked]
    svg = charts.ranked_bars(
        bars,
        title=_("各镇（街道、农场）总分"),
        desc=_("横条为各单位总分，虚线为全县平均，数据见上面的排名表"),
        mean=mean(known) if len(known) == len(rows) else None,
        legend=grade_legend(bars),
    )
    return mark_safe(svg)  # noqa: S308 - drawn by charts, texts escaped


def _bar(row: ScoreSheet) -> charts.Bar:
    if row.vetoed:
        return charts.Bar(row.unit.name, row.total, "dashed", "否决")
    note = "" if row.total is not None else "待评"
    return charts.Bar(row.unit.name, row.total, GRADE_FILLS.get(row.grade, "white"), note)
