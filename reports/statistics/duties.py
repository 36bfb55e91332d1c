"""The key duties of a month as the board shows them: what was counted, a state in a word.

All come from the tables' own parts, so that the board and the tables never differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.small_cells import OUT, SMALL
from campaigns.models import Finding
from disputes.models import Dispute
from households.papers.base import Base, Part, Scope
from households.papers.stock import ASKED, SCREENED
from reports.statistics.table import Statistic
from reports.statistics.tables.families import VISITS, ZERO
from reports.statistics.tables.year import PLEDGES

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Light:
    """state: good, near, low, wait (not due yet) or none (nothing owed); shown: the number;
    word: the state in a word, since colour never stands alone."""

    state: str
    shown: str
    word: str

    @property
    def sentence(self) -> str:
        """For whoever hears the page."""
        return f"{self.shown}，{self.word}" if self.word else self.shown

    def hidden(self, words: str) -> Light:
        """The same with the words of a hidden number; what is left out to protect another one (C8)
        has no state either, which would tell it from nothing."""
        return replace(self, shown=words) if words != OUT else Light("none", OUT, "")


NONE = Light("none", "—", "")
WORDS: Mapping[str, str | Promise] = {
    "good": gettext_lazy("达标"),
    "near": gettext_lazy("接近"),
    "low": gettext_lazy("未达"),
}
COLOURS: Mapping[str, str | Promise] = {
    "good": gettext_lazy("绿"),
    "near": gettext_lazy("黄"),
    "low": gettext_lazy("红"),
    "wait": gettext_lazy("待"),
    "none": "",
}


@dataclass(frozen=True)
class Duty:
    """One column of the board. light: from the numbers of a unit and whether the reader must not
    see small ones; table: where its rows are, with the words of the target; counts: the part shown
    as a number of families, of which small ones are hidden from some."""

    key: str
    head: str | Promise
    target: str | Promise
    light: Callable[[Values, bool], Light]
    table: str
    counts: str = ""


def rated(top: int, base: int, good: float, near: float, *, places: int = 1) -> Light:
    """A rate against its target: reached, close to it, or not."""
    if not base:
        return NONE
    value = top / base
    state = "good" if value >= good else "near" if value >= near else "low"
    return Light(state, f"{value * 100:.{places}f}%", str(WORDS[state]))


def _pledged(values: Values, veiled: bool) -> Light:
    top = values.get("towns_signed", 0) + values.get("villages_signed", 0)
    return rated(top, values.get("towns", 0) + values.get("villages", 0), 1, 0.95)


def _complete(values: Values, veiled: bool) -> Light:
    owed, pending = values.get("owed", 0), values.get("pending", 0)
    filed = values.get("z_on_time", 0) + values.get("z_late", 0)
    if pending and not values.get("missing", 0):
        return Light("wait", f"{filed}/{owed}", str(_("未到期")))
    return rated(filed, owed, 1, 0.95)


def _timely(values: Values, veiled: bool) -> Light:
    owed = values.get("owed", 0) - values.get("pending", 0)
    return rated(values.get("z_on_time", 0), owed, 0.9, 0.8)


def _screened(values: Values, veiled: bool) -> Light:
    if not values.get("asked", 0):
        return NONE
    if not values.get("expected", 0):
        return Light("wait", "0", str(_("还没有交")))
    light = rated(values.get("screened", 0), values["expected"], 0.95, 0.85)
    if light.state != "good" and values.get("running", 0):
        return Light("wait", light.shown, str(_("未到期")))
    return light


def _visited(values: Values, veiled: bool) -> Light:
    base = sum(values.get(key, 0) for key in ("v_on_time", "v_late", "missed"))
    if veiled and 0 < base < SMALL:  # a rate of so few says nothing (features 9)
        return Light("none", str(_("样本少")), "")
    # In whole percents no base, and so no single case, can be read off.
    return rated(values.get("v_on_time", 0), base, 0.95, 0.85, places=0 if veiled else 1)


def _late(key: str, of: str) -> Callable[[Values, bool], Light]:
    """A count that should be 0: some of what is open is late, or much of it."""

    def light(values: Values, veiled: bool) -> Light:
        late, open_ = values.get(key, 0), values.get(of, 0)
        if not open_ and not late:
            return Light("good", "0", str(_("没有在办")))
        if not late:
            return Light("good", "0", str(_("没有逾期")))
        state = "near" if late * 10 <= open_ else "low"
        return Light(state, f"{late}", str(_("逾期")))

    return light


def _disputes(scope: Scope) -> QuerySet[Any]:
    """What still waits for a step: in mediation, or settled and not yet visited again."""
    rows = Dispute.objects.visible_to(scope.user).exclude(status__in=Dispute.DONE)
    return rows.filter(matter__sealed=False).with_limit()


def _findings(scope: Scope) -> QuerySet[Any]:
    rows = Finding.objects.shown_to(scope.user).open()
    return rows.annotate(village_id=F("place_id"))


# What still waits for a step stands in one of these.
WAITING = [s for s in Dispute.Status if s not in Dispute.DONE]
OPEN = Base("disputes.dispute", _disputes, (), lambda row: "")
HELD = Base("campaigns.finding", _findings, (), lambda row: "")


def _in_state(state: Dispute.Status) -> Callable[[Scope], Q]:
    return lambda scope: Q(status=state)


def _part_of(table: Statistic, key: str, name: str = "") -> Part:
    found = table.part(key)
    assert found is not None
    return replace(found, key=name or key)


PARTS: tuple[Part, ...] = (
    *(_part_of(PLEDGES, k) for k in ("towns", "towns_signed", "villages", "villages_signed")),
    _part_of(ZERO, "owed"),
    _part_of(ZERO, "on_time", "z_on_time"),
    _part_of(ZERO, "late", "z_late"),
    _part_of(ZERO, "missing"),
    _part_of(ZERO, "pending"),
    Part("asked", ASKED, gettext_lazy("要排查的村次")),
    Part(
        "running",
        ASKED,
        gettext_lazy("还没到期的排查"),
        lambda scope: Q(round__due__gte=timezone.now()),
    ),
    Part("screened", SCREENED, gettext_lazy("排查户数")),
    Part(
        "expected",
        replace(SCREENED, weight="expected"),
        gettext_lazy("应排查户数"),
    ),
    _part_of(VISITS, "on_time", "v_on_time"),
    _part_of(VISITS, "late", "v_late"),
    _part_of(VISITS, "missed"),
    _part_of(VISITS, "red"),
    Part("open", OPEN, gettext_lazy("在办纠纷")),
    *(Part(f"open_{s}", OPEN, s.label, _in_state(s)) for s in WAITING),
    Part(
        "over",
        OPEN,
        gettext_lazy("在办纠纷，逾期"),
        lambda scope: Q(limit_on__lt=timezone.localdate()),
    ),
    Part("held", HELD, gettext_lazy("未销号的问题")),
    Part(
        "held_over",
        HELD,
        gettext_lazy("整改逾期"),
        lambda scope: Q(status=Finding.Status.ORDERED, due_on__lt=timezone.localdate()),
    ),
)

DUTIES: tuple[Duty, ...] = (
    Duty("pledges", gettext_lazy("责任状签订"), gettext_lazy("100%"), _pledged, "pledges"),
    Duty("complete", gettext_lazy("零报告完整"), gettext_lazy("100%"), _complete, "zero"),
    Duty("timely", gettext_lazy("零报告及时"), gettext_lazy("90%"), _timely, "zero"),
    Duty("screening", gettext_lazy("家庭排查"), gettext_lazy("95%"), _screened, "screening"),
    Duty("visits", gettext_lazy("按时走访"), gettext_lazy("95%"), _visited, "visits"),
    Duty(
        "disputes", gettext_lazy("纠纷逾期"), gettext_lazy("0"), _late("over", "open"), "", "over"
    ),
    Duty("findings", gettext_lazy("整改逾期"), gettext_lazy("0"), _late("held_over", "held"), ""),
)
