"""平安家庭创建统计表: half a year; who takes part, who meets the standard, who holds which title
(domain J2, B). A merged village is counted with its heir (K 6)."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.exports.listing import Field
from accounts.exports.sheet import Cell, Column, Table
from accounts.templatetags.words import mask_name, zh_date
from campaigns.models import Division
from households.models import Award, Honour, SafeFamily
from households.models.rank import Rank
from households.papers.base import Base, Made, Paper, Part, Scope, counted, units_of
from households.papers.periods import HALF
from households.papers.stock import HOMES


def families(scope: Scope) -> QuerySet[Any]:
    """Households that take part in some year."""
    return SafeFamily.objects.visible_to(scope.user).select_related("household", "village")


def joined(scope: Scope) -> Q:
    """Those of the year of the half, as far as they took part by its last day and lived here
    then."""
    day = scope.days.as_of
    here = Q(household__left_on__isnull=True) | Q(household__left_on__gt=day)
    return Q(campaign__year=scope.days.first.year, joined_on__lte=day) & here


def titles(scope: Scope) -> QuerySet[Any]:
    """Titles, from the recommendation on."""
    return Award.objects.visible_to(scope.user).select_related("household", "village")


def held(scope: Scope) -> Q:
    """Titles in force on the day."""
    day = scope.days.as_of
    return Q(plated_on__lte=day) & (Q(ended_on__isnull=True) | Q(ended_on__gt=day))


def places(scope: Scope) -> QuerySet[Any]:
    """示范村 named for the year by the day, under the village's own code."""
    day = scope.days.as_of
    live = Q(ended_on__isnull=True) | Q(ended_on__gt=day)
    rows = Honour.objects.visible_to(scope.user).filter(
        live, kind=Honour.Kind.VILLAGE, granted_on__lte=day
    )
    rows = rows.filter(campaign__year=scope.days.first.year)
    return rows.annotate(village_id=F("place_id")).select_related("place")


FAMILIES = Base(
    "households.safefamily",
    families,
    (
        Field(gettext_lazy("户主"), lambda r, m: mask_name(r.household.head_name)),
        Field(gettext_lazy("户号"), lambda r, m: r.household.number),
        Field(gettext_lazy("村（社区）"), lambda r, m: r.village.name),
        Field(gettext_lazy("参与"), lambda r, m: r.joined_on, "date"),
        Field(gettext_lazy("达标"), lambda r, m: r.met_on, "date"),
    ),
    lambda r: reverse("households:household_detail", args=[r.household.uid]),
    during=joined,
)
TITLES = Base(
    "households.award",
    titles,
    (
        Field(gettext_lazy("户主"), lambda r, m: mask_name(r.household.head_name)),
        Field(gettext_lazy("村（社区）"), lambda r, m: r.village.name),
        Field(gettext_lazy("级别"), lambda r, m: r.get_rank_display()),
        Field(gettext_lazy("牌号"), lambda r, m: r.plate_number),
        Field(gettext_lazy("授牌"), lambda r, m: r.plated_on, "date"),
    ),
    lambda r: reverse("households:award_detail", args=[r.uid]),
    during=held,
)
PLACES = Base(
    "households.honour",
    places,
    (
        Field(gettext_lazy("单位"), lambda r, m: r.place.name),
        Field(gettext_lazy("荣誉"), lambda r, m: r.get_kind_display()),
        Field(gettext_lazy("级别"), lambda r, m: r.get_rank_display()),
        Field(gettext_lazy("编号"), lambda r, m: r.number),
        Field(gettext_lazy("命名"), lambda r, m: r.granted_on, "date"),
    ),
    lambda r: reverse("households:honour_detail", args=[r.uid]),
)


def _titles_of(rank: Rank) -> Part:
    words = _("%(rank)s示范户") % {"rank": rank.label}
    return Part(f"r_{rank}", TITLES, words, lambda scope: Q(rank=rank))


PARTS = (
    Part("homes", HOMES, gettext_lazy("总户数")),
    Part("joined", FAMILIES, gettext_lazy("参与户")),
    Part(
        "met",
        FAMILIES,
        gettext_lazy("达标户"),
        lambda scope: Q(met_on__lte=scope.days.as_of),
    ),
    *(_titles_of(rank) for rank in Rank),
    Part("villages", PLACES, gettext_lazy("示范村")),
)


class Creation(Paper):
    """平安家庭创建统计表."""

    key = "creation"
    title = gettext_lazy("平安家庭创建统计表")
    about = gettext_lazy("半年一张：总户数、参与户、达标户、创建率、各级示范户、占比、示范村")
    period = HALF
    personal = False
    parts = PARTS

    def make(self, scope: Scope, *, masked: bool) -> Made:
        counts = counted(scope, self.parts)
        units = units_of(scope, counts)
        lines = [self.line(scope, unit, counts.get(unit.code, {})) for unit in units]
        whole = {p.key: sum(v.get(p.key, 0) for v in counts.values()) for p in self.parts}
        table = Table(
            title=str(self.title),
            unit=scope.root.name,
            period=_("%(days)s（截至 %(day)s）")
            % {"days": scope.days.words, "day": zh_date(scope.days.as_of)},
            columns=self.columns(),
            rows=lines,
            measure=_("户、个"),
            totals=self.line(scope, scope.root, whole, head=_("合计")),
            signers=((_("填表人"), scope.user.name), (_("审核人"), ""), (_("填报日期"), "")),
            notes=[
                _("创建率＝达标户÷总户数；占比＝各级示范户（一户有几级称号的计几次）÷总户数。"),
                _("示范户按截止日有效的称号计，含往年命名、今年保持的。"),
            ],
        )
        return Made([table], rows=len(lines))

    @staticmethod
    def columns() -> list[Column]:
        """The columns of domain J2."""
        group = _("示范户")
        return [
            Column(_("单位"), "text", 16),
            Column(_("总户数"), "int", 9, total=True),
            Column(_("参与户"), "int", 9, total=True),
            Column(_("达标户"), "int", 9, total=True),
            Column(_("创建率"), "rate", 9),
            *(Column(rank.label[:1], "int", 7, group, total=True) for rank in Rank),
            Column(_("占比"), "rate", 8),
            Column(_("示范村"), "int", 8, total=True),
        ]

    def line(
        self, scope: Scope, unit: Division, values: dict[str, int], head: str = ""
    ) -> list[Cell]:
        """One unit; a rate without a base is not applicable (K 2)."""

        def number(key: str) -> Cell:
            value = values.get(key, 0)
            return Cell(value, self.rows_url(scope, unit.code, key) if value else "")

        homes = values.get("homes", 0)
        held = sum(values.get(f"r_{rank}", 0) for rank in Rank)
        met = values.get("met", 0)
        return [
            Cell(head or unit.name),
            number("homes"),
            number("joined"),
            number("met"),
            Cell(met / homes if homes else None),
            *(number(f"r_{rank}") for rank in Rank),
            Cell(held / homes if homes else None),
            number("villages"),
        ]
