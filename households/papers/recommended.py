"""公示 + 推荐汇总表: every household put on notice or recommended within the half-year, batch by
batch (domain J2: 序号, 户主, 村, 类别; 期限, 电话, 受理单位)."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.exports.sheet import Cell, Column, Table
from accounts.templatetags.words import zh_day
from households.models import AwardNotice
from households.papers.base import Made, Paper, Scope
from households.papers.periods import HALF


class Recommended(Paper):
    """公示、推荐汇总表: one table a notice. Names stand on it as they hung in public, masked,
    whoever takes it out."""

    key = "recommended"
    title = gettext_lazy("公示、推荐汇总表")
    about = gettext_lazy("一批一张：序号、户主（隐去一个字）、村、类别，公示期限、电话、受理单位")
    period = HALF
    personal = False

    def make(self, scope: Scope, *, masked: bool) -> Made:
        rows = (
            AwardNotice.objects.visible_to(scope.user)
            .filter(
                kind=AwardNotice.Kind.NAMES,
                place__gte=scope.root.code,
                place__lt=scope.root.end,
                starts__gte=scope.days.first,
                starts__lte=scope.days.last,
            )
            .select_related("place")
            .defer("printed")
            .order_by("rank", "place_id", "starts", "pk")
        )
        tables = [self.table(scope, notice) for notice in rows[:MOST]]
        if not tables:
            tables = [self.empty(scope)]
        return Made(tables, rows=sum(len(t.rows) for t in tables))

    def table(self, scope: Scope, notice: AwardNotice) -> Table:
        """One batch."""
        page = reverse("households:award_notice_sheet", args=[notice.uid])
        lines = [
            [
                Cell(at, page),
                Cell(line["head"]),
                Cell(line["village"]),
                Cell(line["kind"] or None),
                Cell(line["rank"]),
            ]
            for at, line in enumerate(notice.lines, 1)
        ]
        return Table(
            title=str(self.title),
            unit=notice.place.name,
            period=_("%(rank)s公示，%(start)s至%(until)s，%(days)d个工作日")
            % {
                "rank": notice.get_rank_display(),
                "start": zh_day(notice.starts),
                "until": zh_day(notice.until),
                "days": notice.days,
            },
            columns=self.columns(),
            rows=lines,
            measure=_("户"),
            signers=((_("受理单位"), notice.unit), (_("电话"), notice.phone)),
            notes=[_("公示地点：%(board)s。") % {"board": notice.board}],
            landscape=False,
        )

    def empty(self, scope: Scope) -> Table:
        """A half-year without a notice."""
        return Table(
            title=str(self.title),
            unit=scope.root.name,
            period=scope.days.words,
            columns=self.columns(),
            rows=[],
            notes=[_("这半年没有公示。")],
            landscape=False,
        )

    @staticmethod
    def columns() -> list[Column]:
        """序号, 户主, 村, 类别, and the level."""
        return [
            Column(_("序号"), "int", 7),
            Column(_("户主"), "text", 14),
            Column(_("村（社区）"), "text", 20),
            Column(_("类别"), "text", 16),
            Column(_("级别"), "text", 10),
        ]


MOST = 100
