"""A roll-up as papers: counties with their means, townships of each peer group with their places.
The screen, the printer and Excel draw the same tables."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Look:
    """What of a roll-up a page shows. links: whether a county leads to its ranking (not in Excel);
    wanted: only counties, cities and townships whose name has these characters; most: how many
    townships of a group at most, 0 for all."""

    links: bool = False
    wanted: str = ""
    most: int = 0

    def has(self, *names: str) -> bool:
        """Whether one of the names is asked for."""
        return not self.wanted or any(self.wanted in name for name in names)


def tables(batch: ScoringBatch, look: Look) -> list[Table]:
    """The roll-up of an ended batch: cities where there are several, counties, then townships."""
    frozen = batch.frozen
    counties = {county["code"]: county for county in frozen["counties"]}
    cities = [_cities(batch, look)] if len(frozen.get("cities", ())) > 1 else []
    groups = [
        _group(batch, name, towns, counties, look) for name, towns in frozen["groups"].items()
    ]
    return [*cities, _counties(batch, look), *groups]


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


def _cities(batch: ScoringBatch, look: Look) -> Table:
    rows = [row for row in batch.frozen["cities"] if look.has(row["name"])]
    columns = [
        Column(_("市"), "text", 14),
        Column(_("县数"), "int", 7, total=True),
        Column(_("有结果"), "int", 8, total=True),
        Column(_("乡镇数"), "int", 8, total=True),
        Column(_("户数"), "int", 12, total=True),
        Column(_("平均分"), "money", 16),
    ]
    keys = ("counties", "scored", "townships", "homes")
    return _paper(
        batch,
        _("%(place)s%(year)d年度各市汇总表") % {"place": batch.place.name, "year": batch.year},
        columns,
        rows=[
            [
                Cell(row["name"]),
                *(Cell(row[key]) for key in keys),
                _points(row["mean"], row.get("low"), row.get("high")),
            ]
            for row in rows
        ],
        totals=[
            Cell(_("合计")), *(Cell(sum(row[key] for row in rows)) for key in keys), Cell(None),
        ],
        notes=[_("平均分为所辖乡镇总分按户数加权，没有结果的县不计。")],
    )  # fmt: skip


def _counties(batch: ScoringBatch, look: Look) -> Table:
    above = len(batch.frozen.get("cities", ())) > 1
    columns = [
        Column(_("县（市、区）"), "text", 14),
        *([Column(_("市"), "text", 10)] if above else []),
        Column(_("名次"), "int", 6),
        Column(_("平均分"), "money", 14),
        Column(_("结果"), "text", 9),
        Column(_("数据截至"), "date", 14),
        Column(_("乡镇数"), "int", 7, total=True),
        Column(_("户数"), "int", 10, total=True),
        Column(_("说明"), "text", 30),
    ]
    rows = [row for row in ranked(batch.frozen) if look.has(row["name"], row.get("city", ""))]
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
        rows=[_county(batch, row, look.links, above) for row in rows],
        totals=[
            Cell(_("合计")),
            *(Cell(None) for _column in range(5 if above else 4)),
            Cell(sum(row["townships"] for row in scored)),
            Cell(sum(row["homes"] for row in scored)),
            Cell(None),
        ],
        notes=notes,
    )


def _county(batch: ScoringBatch, row: dict[str, Any], links: bool, above: bool) -> list[Cell]:
    scored = bool(row["townships"])
    query = {"table": "ranking", "root": row["code"], "period": batch.year}
    url = f"{reverse('reports:statistics_table')}?{urlencode(query)}" if links and scored else ""
    said = row["refusal"] or ("" if row["mean"] or not scored else _("有待评，按可能的范围"))
    return [
        Cell(row["name"], url),
        *([Cell(row["city"])] if above else []),
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
    batch: ScoringBatch,
    group: str,
    rows: list[dict[str, Any]],
    counties: dict[int, dict[str, Any]],
    look: Look,
) -> Table:
    def county(row: dict[str, Any]) -> dict[str, Any]:
        return counties[row["county"]]

    found = [
        row
        for row in rows
        if look.has(row["name"], county(row)["name"], county(row).get("city", ""))
    ]
    shown = found[: look.most] if look.most else found
    notes = [_("全部县（市、区）的同组乡镇一起排，总分相同的名次相同。")]
    if len(shown) < len(found):
        notes.insert(
            0,
            _("这里只列前 %(shown)d 个，共 %(whole)d 个；按名称查找，或看“全部列出”和 Excel。")
            % {"shown": len(shown), "whole": len(found)},
        )
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
                Cell(county(row)["name"]),
                Cell(
                    _("一票否决，不排名次")
                    if row["vetoed"]
                    else None
                    if row["total"] is not None
                    else _("有待评，名次未定")
                ),
            ]
            for row in shown
        ],
        notes=notes,
    )


def as_of(batch: ScoringBatch) -> str:
    """What the roll-up is of, in words."""
    told = batch.place.name, batch.year, zh_date(batch.finished_at) if batch.finished_at else ""
    return _("%(place)s，%(year)d年度，%(day)s汇总") % dict(
        zip(("place", "year", "day"), told, strict=True)
    )
