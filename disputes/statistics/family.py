"""婚姻家庭纠纷排查表: township → county, monthly (domain J2)."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.exports.sheet import Cell, Column, Table
from accounts.templatetags.words import zh_day
from disputes.models import Dispute, DisputeType
from disputes.models.dispute import DisputeQuerySet
from households.papers.base import CLOSED, Made, Scope


def rows_of(scope: Scope) -> DisputeQuerySet:
    """Family disputes taken in by the last day and not ended before the first; sealed ones are on
    no list."""
    open_ = Q(status__in=[*Dispute.OPEN, Dispute.Status.SETTLED])
    return (
        Dispute.objects.visible_to(scope.user)
        .filter(
            scope.inside(),
            open_ | Q(taken_in_on__gte=scope.days.first),
            kind=DisputeType.MARRIAGE,
            taken_in_on__lte=scope.days.last,
            matter__sealed=False,
        )
        .with_limit()
        .select_related("village", "mediator", "taken_in_by", "matter")
        .prefetch_related("parties", "sessions")
        .order_by("village_id", "taken_in_on", "pk")
    )


def make(scope: Scope, *, masked: bool) -> Made:
    """One line a dispute: 序号, 当事人, 纠纷类型, 简况, 责任人, 措施, 时限, 结果. What is in the
    record is written out for those who handle it, and left out for everybody above."""
    found = list(rows_of(scope))
    table = Table(
        title=_("婚姻家庭纠纷排查表"),
        unit=scope.root.name,
        period=scope.days.words,
        columns=[
            Column(_("序号"), "int", 5),
            Column(_("村（社区）"), "text", 12),
            Column(_("当事人"), "text", 16),
            Column(_("纠纷类型"), "text", 10),
            Column(_("简况"), "text", 34),
            Column(_("责任人"), "text", 10),
            Column(_("措施"), "text", 14),
            Column(_("时限"), "text", 10),
            Column(_("结果"), "text", 12),
        ],
        rows=[_line(at, row, scope, masked=masked) for at, row in enumerate(found, 1)],
        measure=_("件"),
        signers=((_("填表人"), scope.user.name), (_("审核人"), ""), (_("填报日期"), "")),
        notes=[_("本期登记的和期末在办的婚姻家庭纠纷；受保护的档案不列。")],
    )
    keys = [row.pk for row in found]
    return Made(tables=[table], noun="disputes.dispute", keys=keys, rows=len(found))


def _line(at: int, row: Dispute, scope: Scope, *, masked: bool) -> list[Cell]:
    limit = row.limit_on  # type: ignore[attr-defined]  # annotated by with_limit
    sat = len(row.sessions.all())
    return [
        Cell(at),
        Cell(row.village.name),
        Cell(row.masked_title if masked else row.title),
        Cell(row.get_kind_display()),
        Cell(row.brief if scope.owns else str(CLOSED)),
        Cell((row.mediator or row.taken_in_by).name),
        Cell(_("已调解 %(n)d 次") % {"n": sat} if sat else _("尚未调解")),
        Cell(zh_day(limit) if limit else None),
        Cell(row.get_status_display()),
    ]
