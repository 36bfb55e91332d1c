"""服务网络统计表: the figures of the network by township, or by point of a township, with the same
days of the year before beside each (what the founding report counted; domain A6, E)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.exports.sheet import Cell, Column, Table
from campaigns.models import Division, Level, ServicePoint
from campaigns.network_counts import Figure, Number, Numbers, Scope, Where, figures
from campaigns.network_figures import points_of

SMALL, OUT = 5, "※"


@dataclass(frozen=True)
class Counted:
    """One column: a figure over these days or over those of the year before; by place, and by
    point where it belongs to points (None where it does not)."""

    scope: Scope
    figure: Figure
    numbers: Numbers
    points: Numbers | None

    @property
    def hidden(self) -> bool:
        """Whether the reader gets no more than the county's sum."""
        return self.figure.guarded and not self.scope.knows_all

    def cell(self, number: Number, where: Where) -> Cell:
        """A number with the address of its rows."""
        if self.hidden:
            return Cell(hidden=OUT)
        listed = self.figure.listed
        return Cell(number, listed(self.scope, where) if listed and number else "")


def table_of(scope: Scope) -> Table:
    """The table for one scope."""
    before = replace(scope, days=scope.days.before, kept={})
    columns = [
        Counted(at, f, f.counted(at), f.at_points(at) if f.at_points and scope.by_point else None)
        for f in figures()
        for at in (scope, before)
    ]
    rows = _by_point(scope, before, columns) if scope.by_point else _by_unit(scope, columns)
    notes = [_("志愿者和服务时数、案件数按志愿者所属单位统计；志愿者为期末在任人数。")]
    if not scope.knows_all:
        notes.append(_("※ 转介、鉴定和庇护类数字只列全县合计，少于 5 的写 <5。"))
    return Table(
        title=_("服务网络统计表"),
        unit=scope.root.name,
        period=scope.days.words,
        columns=_heads(scope),
        rows=rows,
        totals=[Cell(_("合计")), *(_total(scope, column) for column in columns)],
        signers=((_("填表人"), scope.user.name), (_("审核人"), ""), (_("填报日期"), "")),
        notes=notes,
    )


def _heads(scope: Scope) -> list[Column]:
    """Each figure with two columns below it."""
    out = [Column(_("网点") if scope.by_point else _("单位"), "text", 22)]
    for figure in figures():
        kind = "hours" if figure.hours else "int"
        out += [
            Column(head, kind, 8, group=str(figure.label), total=True)  # type: ignore[arg-type]
            for head in (_("本期"), _("上年"))
        ]
    return out


def _by_unit(scope: Scope, columns: Sequence[Counted]) -> list[list[Cell]]:
    """The county's own first, then its townships: those of today, and merged ones that still
    have a number."""
    root = scope.root
    busy = {code // 1000 * 1000 for c in columns for code in c.numbers}
    units = [
        unit
        for unit in Division.objects.below(root, Level.TOWNSHIP)
        if unit.valid_to is None or unit.code in busy
    ]
    own = Where(root.code, own=True)
    rows = [[Cell(_("%(unit)s本级") % {"unit": root.name}), *(_of(c, own) for c in columns)]]
    for unit in units:
        url = f"?root={unit.code}&period={scope.days.code}"
        rows.append([Cell(unit.name, url), *(_of(c, Where(unit.code)) for c in columns)])
    return rows


def _of(column: Counted, where: Where) -> Cell:
    """The number of a unit: of itself alone, or of a township with its villages."""
    return column.cell(
        sum(
            number
            for code, number in column.numbers.items()
            if (code if where.own else code // 1000 * 1000) == where.code
        ),
        where,
    )


def _by_point(scope: Scope, before: Scope, columns: Sequence[Counted]) -> list[list[Cell]]:
    """Points, then what belongs to none of them: volunteers, and their work elsewhere."""
    found = {p.pk: p for at in (scope, before) for p in points_of(at)}
    rows = []
    for point in sorted(found.values(), key=lambda p: (p.place_id, p.kind, p.name, p.pk)):
        where = Where(scope.root.code, point=str(point.uid))
        cells = [
            Cell() if c.points is None else c.cell(c.points.get(point.pk, 0), where)
            for c in columns
        ]
        rows.append([Cell(_named(point, scope.root), _page(point)), *cells])
    rest = Where(scope.root.code, outside=True)
    rows.append(
        [
            Cell(_("网点以外")),
            *(
                c.cell(
                    sum(c.numbers.values()) - sum((c.points or {}).get(pk, 0) for pk in found), rest
                )
                for c in columns
            ),
        ]
    )
    return rows


def _named(point: ServicePoint, root: Division) -> str:
    """Its name, with the village in front where the name does not say it."""
    place = point.place.name
    said = point.place_id == root.code or point.name.startswith(place)
    return point.name if said else f"{place} {point.name}"


def _page(point: ServicePoint) -> str:
    return reverse("campaigns:point_detail", args=[point.uid])


def _total(scope: Scope, column: Counted) -> Cell:
    """The sum of the rows; where rows are hidden, for the whole county only, and small as <5."""
    number = sum(column.numbers.values())
    if not column.hidden:
        return column.cell(number, Where(scope.root.code))
    if scope.by_point:
        return Cell(hidden=OUT)
    return Cell(hidden=f"<{SMALL}") if 0 < number < SMALL else Cell(number)
