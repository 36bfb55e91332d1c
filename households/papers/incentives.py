"""荣誉奖励统计表: what titles brought the households of each unit (政治上光荣、经济上受益)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.exports.listing import Field
from accounts.exports.sheet import Cell, Column, Table
from accounts.templatetags.words import mask_name
from campaigns.models import Division
from households.models import Incentive
from households.papers.base import Base, Made, Paper, Part, Scope, counted, units_of
from households.papers.creation import TITLES
from households.papers.periods import HALF


def given(scope: Scope) -> QuerySet[Any]:
    """What was given in these days."""
    days = {"given_on__gte": scope.days.first, "given_on__lte": scope.days.last}
    rows = Incentive.objects.visible_to(scope.user).filter(**days)
    return rows.select_related("award__household", "village")


FIELDS = (
    Field(gettext_lazy("户主"), lambda r, m: mask_name(r.award.household.head_name)),
    Field(gettext_lazy("村（社区）"), lambda r, m: r.village.name),
    Field(gettext_lazy("种类"), lambda r, m: r.get_kind_display()),
    Field(gettext_lazy("内容"), lambda r, m: r.what),
    Field(gettext_lazy("发放单位"), lambda r, m: r.giver),
    Field(gettext_lazy("日期"), lambda r, m: r.given_on, "date"),
)


def _page(row: Any) -> str:
    return reverse("households:award_detail", args=[row.award.uid])


GIVEN = Base("households.incentive", given, FIELDS, _page)
POINTS = Base("households.incentive", given, FIELDS, _page, weight="points")
MONEY = Base("households.incentive", given, FIELDS, _page, weight="amount")


def _kind(kind: Incentive.Kind) -> Part:
    return Part(f"k_{kind}", GIVEN, str(kind.label), lambda scope: Q(kind=kind))


class Incentives(Paper):
    """荣誉奖励统计表."""

    key = "incentives"
    title = gettext_lazy("荣誉奖励统计表")
    about = gettext_lazy("半年一张：示范户得到的积分、贷款、体检、慰问、物品、奖金和折合金额")
    period = HALF
    personal = False
    parts = (
        Part("titles", TITLES, _("示范户称号")),
        Part("given", GIVEN, _("奖励次数")),
        *(_kind(kind) for kind in Incentive.Kind),
        Part("points", POINTS, _("积分"), lambda scope: Q(points__isnull=False)),
        Part("money", MONEY, _("折合金额（元）"), lambda scope: Q(amount__isnull=False)),
    )

    def make(self, scope: Scope, *, masked: bool) -> Made:
        counts = counted(scope, self.parts)
        units = units_of(scope, counts)
        lines = [self.line(scope, unit, counts.get(unit.code, {})) for unit in units]
        whole = {p.key: sum(v.get(p.key, 0) for v in counts.values()) for p in self.parts}
        table = Table(
            title=str(self.title),
            unit=scope.root.name,
            period=scope.days.words,
            columns=self.columns(),
            rows=lines,
            measure=_("次、分、元"),
            totals=self.line(scope, scope.root, whole, head=_("合计")),
            signers=((_("填表人"), scope.user.name), (_("审核人"), ""), (_("填报日期"), "")),
            notes=[_("示范户称号按截止日有效的计；奖励按发放日期计。")],
        )
        return Made([table], rows=len(lines))

    @staticmethod
    def columns() -> list[Column]:
        """Titles, times by kind, points, money."""
        group = _("奖励次数")
        short = ("积分", "贷款", "体检", "慰问", "物品", "奖金", "其他")
        return [
            Column(_("单位"), "text", 16),
            Column(_("示范户称号"), "int", 9, total=True),
            *(Column(_(head), "int", 6, group, total=True) for head in short),
            Column(_("小计"), "int", 7, group, total=True),
            Column(_("积分合计"), "int", 9, total=True),
            Column(_("折合金额"), "money", 12, total=True),
        ]

    def line(
        self, scope: Scope, unit: Division, values: dict[str, int], head: str = ""
    ) -> list[Cell]:
        """One unit."""

        def number(key: str) -> Cell:
            value = values.get(key, 0)
            return Cell(value, self.rows_url(scope, unit.code, key) if value else "")

        money = number("money")
        return [
            Cell(head or unit.name),
            number("titles"),
            *(number(f"k_{kind}") for kind in Incentive.Kind),
            number("given"),
            number("points"),
            Cell(Decimal(money.value or 0), money.url),
        ]
