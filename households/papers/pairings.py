"""结对帮扶台账: who helps whom, with what, how often, and what came of it (domain J2, C5)."""

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
from households.models import HelpEvent, Pairing
from households.papers.base import CLOSED, Base, Made, Paper, Part, Scope
from households.papers.periods import QUARTER


def events(scope: Scope) -> QuerySet[Any]:
    """Help given in these days."""
    days = {"happened_on__gte": scope.days.first, "happened_on__lte": scope.days.last}
    rows = HelpEvent.objects.visible_to(scope.user).filter(**days)
    return rows.select_related("pairing__household", "village")


FIELDS = (
    Field(gettext_lazy("日期"), lambda r, m: r.happened_on, "date"),
    Field(gettext_lazy("村（社区）"), lambda r, m: r.village.name),
    Field(gettext_lazy("对象"), lambda r, m: mask_name(r.pairing.household.head_name)),
    Field(gettext_lazy("帮扶人"), lambda r, m: r.pairing.helper_name),
    Field(gettext_lazy("帮了什么"), lambda r, m: r.get_kind_display()),
    Field(gettext_lazy("金额（元）"), lambda r, m: r.amount, "money"),
)


def _page(row: Any) -> str:
    return reverse("households:pairing_detail", args=[row.pairing.uid])


TIMES = Base("households.helpevent", events, FIELDS, _page, narrow="pairing__uid")
MONEY = Base("households.helpevent", events, FIELDS, _page, weight="amount", narrow="pairing__uid")


class Pairings(Paper):
    """结对帮扶台账."""

    key = "pairings"
    title = gettext_lazy("结对帮扶台账")
    about = gettext_lazy("一季一张：帮扶人或单位、对象、困难、措施、物资金额、次数、成效")
    period = QUARTER
    parts = (
        Part("times", TIMES, _("本季帮扶次数")),
        Part("money", MONEY, _("本季物资金额（元）"), lambda scope: Q(amount__isnull=False)),
    )

    def make(self, scope: Scope, *, masked: bool) -> Made:
        rows = list(
            Pairing.objects.visible_to(scope.user)
            .filter(scope.inside(), since__lte=scope.days.as_of)
            .filter(Q(ended_on__isnull=True) | Q(ended_on__gte=scope.days.first))
            .select_related("household", "village")
            .order_by("village_id", "household__number", "pk")
        )
        given = self.given(scope)
        lines = [
            self.row(scope, row, given.get(row.pk, (0, Decimal(0))), masked=masked) for row in rows
        ]
        times = sum(n for n, _money in given.values())
        money = sum((m for _n, m in given.values()), Decimal(0))
        root = scope.root.code
        totals = [
            Cell(_("合计")),
            *(Cell("") for _n in range(4)),
            Cell(money, self.rows_url(scope, root, "money") if money else ""),
            Cell(times, self.rows_url(scope, root, "times") if times else ""),
            Cell(""),
        ]
        table = Table(
            title=str(self.title),
            unit=scope.root.name,
            period=scope.days.words,
            columns=self.columns(),
            rows=lines,
            measure=_("元、次"),
            totals=totals,
            signers=((_("填表人"), scope.user.name), (_("审核人"), ""), (_("填报日期"), "")),
            notes=[_("对象的姓名未经本人同意不得公开；物资金额为本季折合金额。")],
        )
        keys = [row.pk for row in rows]
        return Made([table], noun="households.pairing", keys=keys, rows=len(rows))

    @staticmethod
    def given(scope: Scope) -> dict[int, tuple[int, Decimal]]:
        """Pairing → (times, yuan) within the days; one query."""
        out: dict[int, tuple[int, Decimal]] = {}
        rows = events(scope).filter(scope.inside()).order_by()
        for pairing, amount in rows.values_list("pairing_id", "amount"):
            times, money = out.get(pairing, (0, Decimal(0)))
            out[pairing] = (times + 1, money + (amount or 0))
        return out

    @staticmethod
    def columns() -> list[Column]:
        """The columns of domain J2; the village in front of the household."""
        return [
            Column(_("帮扶人/单位"), "text", 18),
            Column(_("村（社区）"), "text", 14, _("对象")),
            Column(_("户主"), "text", 12, _("对象")),
            Column(_("困难"), "text", 24),
            Column(_("措施"), "text", 24),
            Column(_("物资金额"), "money", 11, total=True),
            Column(_("次数"), "int", 7, total=True),
            Column(_("成效"), "text", 24),
        ]

    def row(
        self, scope: Scope, row: Pairing, given: tuple[int, Decimal], *, masked: bool
    ) -> list[Cell]:
        """One pairing with what was given in the quarter."""
        times, money = given
        code, of = row.village_id, f"{row.uid}"
        home = row.household
        head = mask_name(home.head_name) if masked else home.head_name
        told = [row.need, row.measures] if scope.owns else [str(CLOSED)] * 2
        effect = row.effect if scope.owns else str(CLOSED)
        return [
            Cell(f"{row.helper_name}（{row.get_helper_kind_display()}）", self.page(row)),
            Cell(row.village.name),
            Cell(f"{home.number} {head}"),
            *(Cell(words or None) for words in told),
            Cell(money, self.rows_url(scope, code, "money", of) if money else ""),
            Cell(times, self.rows_url(scope, code, "times", of) if times else ""),
            Cell(effect or None),
        ]

    @staticmethod
    def page(row: Pairing) -> str:
        """The pairing's own page."""
        return reverse("households:pairing_detail", args=[row.uid])
