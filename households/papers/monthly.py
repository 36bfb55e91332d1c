"""排查月报(汇总)表: villages of a township, townships of a county (domain J2, C1, C2).

Stock is counted on the last day of the month (today while it runs), flows within it; wrong
entries are in none of them, so that last month's stock + new − closed = this month's stock.
A file that is sealed is on the paper of those who handle it and on no other; a county sees how
many of them there are by township, small numbers hidden, beside the other columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import scope as open_scope
from accounts.exports.sheet import Cell, Column, Table
from accounts.roles import Role
from accounts.small_cells import suppressed
from campaigns.models import Division, Level
from households.models import Category, ListedFamily, Tier
from households.papers.base import Made, Paper, Part, Scope, counted, units_of
from households.papers.stock import (
    ASKED,
    DECISIONS,
    GREY,
    HOMES,
    SCREENED,
    STAYS,
    closed,
    moved,
    on_list,
    within_days,
)
from households.papers.tiers import levels_at


def _tier(code: str) -> Part:
    def condition(scope: Scope) -> Q:
        return on_list(scope) & Q(tier_then=code, due_then__gte=scope.days.as_of)

    def named(scope: Scope) -> str:
        words = dict(levels_at(scope.root, scope.days.as_of, {code}))
        return _("%(tier)s（月末在册）") % {"tier": words[code]}

    words = _("%(tier)s（月末在册）") % {"tier": Tier(code).label}
    return Part(code, STAYS, words, condition, named)


def _category(code: str) -> Part:
    return Part(
        f"c{code}",
        STAYS,
        _("类别：%(words)s（月末在册）") % {"words": category_words(code)},
        lambda scope: on_list(scope) & Q(categories__contains=[code]),
    )


def category_words(code: str) -> str:
    """A category's name on papers; the first one has a quieter name there."""
    return str(_("权益保护") if code == Category.VIOLENCE else Category(code).label)


# Heads of narrow columns; the list behind a number has the whole name.
SHORT = {
    Category.VIOLENCE: gettext_lazy("权益保护"),
    Category.MARRIAGE: gettext_lazy("婚恋纠纷"),
    Category.SUPPORT: gettext_lazy("赡养继承"),
    Category.GAMBLING: gettext_lazy("赌博"),
    Category.DRINKING: gettext_lazy("酗酒"),
    Category.DRUG_HELP: gettext_lazy("涉毒帮扶"),
    Category.CARE_BURDEN: gettext_lazy("看护困难"),
    Category.CHILDREN: gettext_lazy("留守儿童"),
    Category.LEFT_WOMEN: gettext_lazy("留守妇女"),
    Category.ELDERLY: gettext_lazy("空巢老人"),
    Category.NEIGHBOURS: gettext_lazy("邻里纠纷"),
    Category.LAND: gettext_lazy("土地山林"),
    Category.DEBT: gettext_lazy("债务借贷"),
    Category.HARDSHIP: gettext_lazy("经济特困"),
    Category.UPHEAVAL: gettext_lazy("重大变故"),
    Category.OTHER: gettext_lazy("其他"),
}


def parts() -> list[Part]:
    """Every number of the paper."""
    return [
        Part("homes", HOMES, _("总户数")),
        Part("asked", ASKED, _("本月要排查的村次")),
        Part("screened", SCREENED, _("本月排查户数")),
        Part("new", STAYS, _("本月新增"), lambda scope: within_days("listed_on", scope)),
        Part("listed", STAYS, _("累计在册"), on_list),
        *(_tier(t.value) for t in Tier),
        Part(
            GREY,
            STAYS,
            _("灰·未复核（月末在册）"),
            lambda scope: on_list(scope) & Q(due_then__lt=scope.days.as_of),
        ),
        *(_category(c.value) for c in Category),
        Part(
            "solved",
            STAYS,
            _("本月已化解"),
            lambda scope: closed(scope) & Q(close_ground=ListedFamily.CloseGround.QUIET),
        ),
        Part("up", DECISIONS, _("本月升级"), lambda scope: moved(scope, up=True)),
        Part("down", DECISIONS, _("本月降级"), lambda scope: moved(scope, up=False)),
        Part("closed", STAYS, _("本月销号"), closed),
    ]


def protected(scope: Scope, units: Sequence[Division]) -> list[Cell] | None:
    """权益保护 by township for a county: every file of that category, sealed ones too, small
    numbers hidden; the last cell is the total. None where the reader sees only her own files."""
    county = any(
        p.role == Role.COUNTY_FEDERATION and p.covers(scope.root.code)
        for p in scope.user.postings_today
    )
    if scope.level != Level.TOWNSHIP or not county:
        return None
    with open_scope.as_system() as system:
        everything = Scope(system, scope.root, scope.days)
        counts = counted(everything, [_category(Category.VIOLENCE.value)])
    key = f"c{Category.VIOLENCE.value}"
    values = [counts.get(u.code, {}).get(key, 0) for u in units]
    words, total = suppressed(values)
    cells = [_shown(w) for w in words]
    return [*cells, _shown(total)]


def _shown(words: str) -> Cell:
    return Cell(int(words)) if words.isdigit() else Cell(None, hidden=words)


class Monthly(Paper):
    """排查月报(汇总)表."""

    key = "monthly"
    title = gettext_lazy("家庭排查月报表")
    about = gettext_lazy("各村、各镇当月的户数、排查、在册、等级、类别、化解、升降级和销号")
    personal = False
    parts = parts()

    def columns(self, scope: Scope, used: set[str]) -> list[tuple[str, Column]]:
        """(part, column) in the order of domain J2; the rate has no part. used: colours families
        carry, beside those of the scale in force."""

        def number(key: str, head: str, group: str = "", width: int = 6) -> tuple[str, Column]:
            return key, Column(head, "int", width, group, total=True)

        apart = self.shows_protected(scope)
        levels = levels_at(scope.root, scope.days.as_of, used)
        tiers = [number(code, label, _("等级"), 5) for code, label in levels]
        kinds = [
            number(f"c{c.value}", str(SHORT[c]), _("各类别户数"), 5)
            for c in Category
            if not (apart and c == Category.VIOLENCE)
        ]
        extra = [number("protected", _("权益保护"), _("另计"), 5)] if apart else []
        return [
            ("", Column(_("单位"), "text", 12)),
            number("homes", _("总户数"), width=7),
            number("screened", _("排查户数"), width=7),
            number("new", _("新增"), width=5),
            number("listed", _("累计在册")),
            *tiers,
            number(GREY, _("灰·未复核"), _("等级"), 5),
            *kinds,
            *extra,
            number("solved", _("已化解")),
            ("rate", Column(_("化解率"), "rate", 7)),
            number("up", _("升级"), width=5),
            number("down", _("降级"), width=5),
            number("closed", _("销号"), width=5),
        ]

    @staticmethod
    def shows_protected(scope: Scope) -> bool:
        """Whether the paper has the column of sealed files by township."""
        return scope.level == Level.TOWNSHIP

    def make(self, scope: Scope, *, masked: bool) -> Made:
        counts = counted(scope, self.parts)
        units = units_of(scope, counts)
        sums = {p.key: sum(v.get(p.key, 0) for v in counts.values()) for p in self.parts}
        columns = self.columns(scope, {t.value for t in Tier if sums[t.value]})
        apart = protected(scope, units)
        rows = []
        for at, unit in enumerate(units):
            values = counts.get(unit.code, {})
            cells = [self.cell(scope, unit, key, values) for key, _column in columns[1:]]
            rows.append([Cell(unit.name, self.unit_url(scope, unit)), *cells])
            if apart is not None:
                self._place(rows[-1], columns, apart[at])
        totals = [self.cell(scope, scope.root, key, sums) for key, _column in columns[1:]]
        totals = [Cell(_("合计")), *totals]
        if apart is not None:
            self._place(totals, columns, apart[-1])
        table = Table(
            title=str(self.title),
            unit=scope.root.name,
            period=scope.days.words,
            columns=[column for _key, column in columns],
            rows=rows,
            measure=_("户"),
            totals=totals,
            signers=((_("填表人"), scope.user.name), (_("审核人"), ""), (_("填报日期"), "")),
            notes=self.notes(apart is not None),
        )
        return Made(tables=[table], rows=len(rows))

    @staticmethod
    def _place(row: list[Cell], columns: Sequence[tuple[str, Column]], cell: Cell) -> None:
        row[[key for key, _column in columns].index("protected")] = cell

    def cell(self, scope: Scope, unit: Division, key: str, values: Any) -> Cell:
        """One number with the address of its rows."""
        if key == "protected":
            return Cell(None)
        if key == "rate":
            return Cell(rate(values))
        if key == "screened" and not values.get("asked", 0):
            return Cell(None)  # no round began in these days
        value = values.get(key, 0)
        return Cell(value, self.rows_url(scope, unit.code, key) if value else "")

    @staticmethod
    def unit_url(scope: Scope, unit: Division) -> str:
        """The paper of the unit itself."""
        if unit.code == scope.root.code:
            return ""
        address = reverse("households:paper_monthly")
        return f"{address}?root={unit.code}&period={scope.days.code}"

    @staticmethod
    def notes(apart: bool) -> list[str]:
        """What the numbers mean, under the table."""
        out = [
            _("在册、等级、类别按期末统计，误报不计；一户可属几个类别，各类别之和不等于在册户数。"),
            _("化解率＝已化解÷（期末在册＋本期销号）；受保护的档案只列入经办人的表。"),
            _("排查户数为当月各轮中排查最多的一轮；当月没有排查轮次的记 —。"),
        ]
        if apart:
            out.append(
                _("权益保护另计，含受保护的档案，不计入在册户数；1 至 4 户写作 <5，※ 为防推算。")
            )
        return out


def rate(values: Any) -> float | None:
    """Solved of all that were on the list at the end or left it; None where there were none."""
    base = values.get("listed", 0) + values.get("closed", 0)
    return values.get("solved", 0) / base if base else None
