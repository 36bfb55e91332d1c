"""A roll-up as papers: counties with their means, townships of each peer group with their places.
The screen, the printer and Excel draw the same tables."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.exports.sheet import Cell, Column, Table
from accounts.templatetags.words import zh_date
from reports.models import ScoringBatch, ScoringRun
from reports.queries_batch import ranked
from reports.rollup import apart

Stage = ScoringRun.Stage


def tables(batch: ScoringBatch, *, links: bool) -> list[Table]:
    """The roll-up of an ended batch; links: whether a county leads to its ranking (not in
    Excel)."""
    frozen = batch.frozen
    names = {county["code"]: county["name"] for county in frozen["counties"]}
    return [
        _counties(batch, links),
        *(_group(batch, group, rows, names) for group, rows in frozen["groups"].items()),
    ]


def _paper(batch: ScoringBatch, title: str, columns: list[Column], **more: Any) -> Table:
    return Table(
        title=title,
        unit=batch.place.name,
        period=_("%(year)d年度") % {"year": batch.year},
        columns=columns,
        measure=_("分"),
        signers=((_("填表人"), batch.asked_by.name), (_("审核人"), ""), (_("填报日期"), "")),
        landscape=False,
        **more,
    )


def _counties(batch: ScoringBatch, links: bool) -> Table:
    columns = [
        Column(_("县（市、区）"), "text", 14),
        Column(_("名次"), "int", 6),
        Column(_("平均分"), "money", 14),
        Column(_("结果"), "text", 9),
        Column(_("数据截至"), "date", 14),
        Column(_("乡镇数"), "int", 7, total=True),
        Column(_("户数"), "int", 10, total=True),
        Column(_("说明"), "text", 30),
    ]
    rows = ranked(batch.frozen)
    scored = [row for row in rows if row["townships"]]
    notes = [
        _("平均分为所辖乡镇总分按户数加权；被否决的乡镇得分照计。没有结果的县不计、不排名次。"),
        _("汇总校验码 %(digest)s。各县结果不变，再汇总一次，校验码不变。")
        % {"digest": batch.digest[:16]},
    ]
    if not batch.frozen["comparable"]:
        notes[:0] = [_("各县所用细则不同，不排名次。"), *apart(batch.frozen)]
    return _paper(
        batch,
        _("%(place)s%(year)d年度平安家庭考核汇总表")
        % {"place": batch.place.name, "year": batch.year},
        columns,
        rows=[_county(batch, row, links) for row in rows],
        totals=[
            Cell(_("合计")),
            *(Cell(None) for _column in range(4)),
            Cell(sum(row["townships"] for row in scored)),
            Cell(sum(row["homes"] for row in scored)),
            Cell(None),
        ],
        notes=notes,
    )


def _county(batch: ScoringBatch, row: dict[str, Any], links: bool) -> list[Cell]:
    scored = bool(row["townships"])
    query = {"table": "ranking", "root": row["code"], "period": batch.year}
    url = f"{reverse('reports:statistics_table')}?{urlencode(query)}" if links and scored else ""
    said = row["refusal"] or ("" if row["mean"] or not scored else _("有待评，按可能的范围"))
    return [
        Cell(row["name"], url),
        Cell(row["rank"]),
        _points(row["mean"], row.get("low"), row.get("high")),
        Cell(str(Stage(row["stage"]).label) if scored else _("没有结果")),
        Cell(date.fromisoformat(row["until"]) if scored else None),
        Cell(row["townships"] if scored else None),
        Cell(row["homes"] if scored else None),
        Cell(said or None),
    ]


def _points(total: str | None, low: str | None, high: str | None) -> Cell:
    """The figure, the range it lies in while lines are 待评, or nothing."""
    if total is not None:
        return Cell(float(total))
    return Cell(f"{low}–{high}" if low is not None else None)


def _group(
    batch: ScoringBatch, group: str, rows: list[dict[str, Any]], counties: dict[int, str]
) -> Table:
    columns = [
        Column(_("乡镇（街道）"), "text", 18),
        Column(_("名次"), "int", 7),
        Column(_("总分"), "money", 14),
        Column(_("县（市、区）"), "text", 14),
        Column(_("说明"), "text", 18),
    ]
    return _paper(
        batch,
        _("%(group)s排名表") % {"group": group or _("全部乡镇")},
        columns,
        rows=[
            [
                Cell(row["name"]),
                Cell(row["rank"]),
                _points(row["total"], row["low"], row["high"]),
                Cell(counties[row["county"]]),
                Cell(
                    _("一票否决，不排名次")
                    if row["vetoed"]
                    else None
                    if row["total"] is not None
                    else _("有待评，名次未定")
                ),
            ]
            for row in rows
        ],
        notes=[_("全部县（市、区）的同组乡镇一起排，总分相同的名次相同。")],
    )


def as_of(batch: ScoringBatch) -> str:
    """What the roll-up is of, in words."""
    told = batch.place.name, batch.year, zh_date(batch.finished_at) if batch.finished_at else ""
    return _("%(place)s，%(year)d年度，%(day)s汇总") % dict(
        zip(("place", "year", "day"), told, strict=True)
    )
