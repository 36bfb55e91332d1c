"""信访季度分析表 and the handling rate (办理率): counted once, shown on screen, in print and in
Excel; every number is the link to exactly the matters it counts (domain J2, S2).

Both count what the reader may see: a sealed matter is in no number of somebody who does not handle
it. A matter stands in the row of the township it happened in; one of which only the county is
known stands in the county's own row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import BigIntegerField, Case, CharField, Count, F, QuerySet, Value, When
from django.db.models.functions import Mod
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.exports.sheet import Cell, Column, Table
from campaigns.models import Level
from disputes.models import Category, Form, Matter
from disputes.models.matter import FORMS
from disputes.queries.matter import late_q
from disputes.statistics.periods import day_a_year_before
from households.papers.base import Scope, units_of

NOBODY = "none"  # a matter of which nobody has said what it is about
STATES = ("done", "in_time", "overdue", "unsorted")


@dataclass(frozen=True)
class Key:
    """What is counted together: the row's unit, the form, the category, whether last year's."""

    unit: int
    form: str
    category: str
    before: bool


class Quarter:
    """The counts of one quarter and the same one a year before, in one query."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.days = (scope.days.first, scope.days.last)
        self.before = (day_a_year_before(scope.days.first), day_a_year_before(scope.days.last))
        self.counts: Counter[Key] = Counter()
        known = [self.days, self.before]
        rows = _inside(scope).filter(received_on__range=(min(self.before), max(self.days)))
        grouped = _by_unit(rows, scope).values("unit_code", "channel", "category", "received_on")
        for row in grouped.annotate(n=Count("pk")).order_by():
            then = next((i for i, (a, b) in enumerate(known) if a <= row["received_on"] <= b), None)
            if then is not None:
                form = str(FORMS.get(row["channel"], Form.OTHER))
                category = row["category"] or NOBODY
                self.counts[Key(row["unit_code"], form, category, then == 1)] += row["n"]

    def number(self, wanted: Callable[[Key], bool], *, before: bool = False) -> int:
        """How many meet a condition."""
        return sum(n for key, n in self.counts.items() if key.before is before and wanted(key))

    def link(self, unit: int = 0, form: str = "", category: str = "", before: bool = False) -> str:
        """The list of exactly these matters."""
        first, last = self.before if before else self.days
        return listed_url(self.scope, unit, since=first, until=last, way=form, category=category)

    def tables(self) -> list[Table]:
        """By category, then by unit."""
        return [self._by_category(), self._by_units()]

    def _by_category(self) -> Table:
        total = self.number(lambda key: True)
        codes = [c.value for c in Category]
        if any(key.category == NOBODY for key in self.counts):
            codes.append(NOBODY)
        columns = [
            Column(_("类别"), width=14),
            *(Column(str(f.label), "int", 9, total=True) for f in Form),
            Column(_("合计"), "int", 9, total=True),
            Column(_("占比"), "rate", 9),
            Column(_("上年同期"), "int", 10, total=True),
            Column(_("增减"), "int", 8, total=True),
        ]
        rows = [self._line(code, total) for code in codes]
        return Table(
            title=_("信访季度分析表"),
            unit=self.scope.root.name,
            period=self.scope.days.words,
            columns=columns,
            rows=rows,
            measure=_("件"),
            totals=self._line("", total),
            signers=SIGNERS(),
            notes=[_("来访含主席接待日；其他途径指村里发现、排查和别的单位移送。")],
            landscape=False,
        )

    def _line(self, code: str, total: int) -> list[Cell]:
        def mine(key: Key) -> bool:
            return not code or key.category == code

        here, then = self.number(mine), self.number(mine, before=True)
        label = _("合计") if not code else _("未分类") if code == NOBODY else Category(code).label
        forms = [
            Cell(
                self.number(lambda key, f=form: mine(key) and key.form == f),  # type: ignore[misc]
                self.link(form=form, category=code),
            )
            for form in Form.values
        ]
        return [
            Cell(str(label)),
            *forms,
            Cell(here, self.link(category=code)),
            Cell(here / total if total else None),
            Cell(then, self.link(category=code, before=True)),
            Cell(here - then),
        ]

    def _by_units(self) -> Table:
        units = rows_of(self.scope, {key.unit for key in self.counts})
        columns = [
            Column(_("单位"), width=16),
            Column(_("合计"), "int", 8, total=True),
            *(Column(str(f.label), "int", 9, _("途径"), total=True) for f in Form),
            *(Column(str(c.label), "int", 9, _("类别"), total=True) for c in Category),
            Column(_("上年同期"), "int", 10, total=True),
        ]
        return Table(
            title=_("分单位情况"),
            unit=self.scope.root.name,
            period=self.scope.days.words,
            columns=columns,
            rows=[self._unit(code, name) for code, name in units],
            measure=_("件"),
            totals=self._unit(0, _("合计")),
            signers=SIGNERS(),
        )

    def _unit(self, code: int, name: str) -> list[Cell]:
        def mine(key: Key) -> bool:
            return not code or key.unit == code

        def cell(form: str = "", category: str = "", before: bool = False) -> Cell:
            n = self.number(
                lambda key: mine(key) and form in ("", key.form) and category in ("", key.category),
                before=before,
            )
            return Cell(n, self.link(code, form, category, before))

        return [
            Cell(name),
            cell(),
            *(cell(form=f) for f in Form.values),
            *(cell(category=c) for c in Category.values),
            cell(before=True),
        ]


def handling(scope: Scope) -> Table:
    """办理率: received = done + in time + late + unsorted, so that the shares add up to 100 %."""
    today = timezone.localdate()
    first, last = scope.days.first, scope.days.last
    state = Case(
        When(status=Matter.Status.DONE, then=Value("done")),
        When(route="", then=Value("unsorted")),
        When(late_q(today), then=Value("overdue")),
        default=Value("in_time"),
        output_field=CharField(),
    )
    rows = _by_unit(_inside(scope).filter(received_on__range=(first, last)), scope)
    counts: Counter[tuple[int, str]] = Counter()
    for row in rows.annotate(state=state).values("unit_code", "state").annotate(n=Count("pk")):
        counts[row["unit_code"], row["state"]] += row["n"]

    def line(code: int, name: str) -> list[Cell]:
        parts = [
            sum(n for (unit, state), n in counts.items() if state == one and code in (0, unit))
            for one in STATES
        ]
        total = sum(parts)

        def there(state: str = "") -> str:
            return listed_url(scope, code, since=first, until=last, state=state)

        shares = [Cell(n / total if total else None) for n in parts]
        cells = [Cell(n, there(one)) for n, one in zip(parts, STATES, strict=True)]
        return [Cell(name), Cell(total, there()), *cells, *shares]

    words = (_("已办结"), _("期限内"), _("逾期"), _("待分办"))
    return Table(
        title=_("来件办理率"),
        unit=scope.root.name,
        period=scope.days.words,
        columns=[
            Column(_("单位"), width=16),
            Column(_("收到"), "int", 8, total=True),
            *(Column(w, "int", 9, _("件数"), total=True) for w in words),
            *(Column(w, "rate", 9, _("占收到的")) for w in words),
        ],
        rows=[line(code, name) for code, name in rows_of(scope, {unit for unit, _s in counts})],
        measure=_("件"),
        totals=line(0, _("合计")),
        signers=SIGNERS(),
        notes=[_("收到＝已办结＋期限内＋逾期＋待分办，四项占比合计 100%。截至今天。")],
    )


def SIGNERS() -> tuple[tuple[str, str], ...]:
    """The line below an office's table."""
    return ((_("填表人"), ""), (_("审核人"), ""), (_("填报日期"), ""))


def listed_url(scope: Scope, unit: int, *, since: date, until: date, **more: str) -> str:
    """The list of matters narrowed to one number; the county's own row is the place itself."""
    query: dict[str, str] = {"since": str(since), "until": str(until)}
    code = unit or scope.root.code
    own = bool(unit) and unit == scope.root.code and scope.root.level < Level.VILLAGE
    query["at" if own else "place"] = str(code)
    query |= {name: value for name, value in more.items() if value}
    return f"{reverse('disputes:matter_list')}?{urlencode(query)}"


def rows_of(scope: Scope, busy: Iterable[int]) -> list[tuple[int, str]]:
    """The rows of a table: the unit's own first, then those below that stand today or have
    something."""
    counted = {code: {"n": 1} for code in busy}
    below = [(unit.code, unit.name) for unit in units_of(scope, counted)]
    if scope.root.level < Level.VILLAGE:
        own = _("%(unit)s本级") % {"unit": scope.root.name}
        return [(scope.root.code, own), *below]
    return below


def _inside(scope: Scope) -> QuerySet[Any]:
    return Matter.objects.visible_to(scope.user).filter(scope.inside("place_id"))


def _by_unit(rows: QuerySet[Any], scope: Scope) -> QuerySet[Any]:
    place = F("place_id")
    code = place - Mod(place, Value(scope.width), output_field=BigIntegerField())
    counted: QuerySet[Any] = rows.order_by().annotate(unit_code=code)
    return counted
