"""The rule kind of things that each earn their own points (domain A6 1.3, 2.3)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from typing import ClassVar, Self

from ...metrics.metric import Metric, MetricItem
from ..facts import Facts, FactsError
from ..numbers import plain
from ..reader import Reader
from ..result import Outcome, Part, Token
from .base import Input, Rule, Scale, cost, empty

__all__ = ["Check", "CheckItem", "Checklist"]


class Check(IntEnum):
    """What a checklist item may be."""

    MISSING = 0
    DONE = 1
    LATE = 2


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One thing to be there; `late_points` None means lateness is not told apart."""

    key: str
    label: str
    points: Decimal
    late_points: Decimal | None = None

    def earns(self, state: int) -> Fraction:
        """Points for a state; raises FactsError for a state this item does not know."""
        if state == Check.MISSING:
            return Fraction(0)
        if state == Check.DONE:
            return Fraction(self.points)
        if state == Check.LATE and self.late_points is not None:
            return Fraction(self.late_points)
        raise FactsError(f"“{self.label}”的完成情况填写不对。")

    def choices(self) -> tuple[tuple[int, str], ...]:
        """The states a reviewer may choose."""
        plain_ones = ((int(Check.DONE), "完成"), (int(Check.MISSING), "缺"))
        return plain_ones if self.late_points is None else (*plain_ones, (int(Check.LATE), "逾期"))

    def words(self) -> str:
        """ "工作方案1分（逾期0.5分）"."""
        late = "" if self.late_points is None else f"（逾期{plain(self.late_points)}分）"
        return f"{self.label}{plain(self.points)}分{late}"


@dataclass(frozen=True, slots=True)
class Counted:
    """What the records say of one item: how many were done, late and lacking of those due.

    One of each, most often; where several are due (two reports of a kind, many villages) the
    item earns its points by the share of them."""

    item: CheckItem
    metric: MetricItem
    done: int
    late: int
    lacking: int

    @property
    def due(self) -> int:
        """How many were due."""
        return self.done + self.late + self.lacking

    @property
    def earned(self) -> Fraction:
        """Points of what was done and what was late, by their share of what was due."""
        return self._share(self.done, self.item.points) + self._share(self.late, self.late_points)

    @property
    def late_points(self) -> Decimal:
        """What a late one earns: like one in time where the rubric does not tell them apart."""
        return self.item.points if self.item.late_points is None else self.item.late_points

    def _share(self, count: int, points: Decimal) -> Fraction:
        return Fraction(points) * count / self.due

    def tokens(self) -> tuple[Token, ...]:
        """Its piece of the formula: 1, or 1 × 3 ÷ 4; a late one links to the late rows."""
        found: list[Token] = []
        for count, points, key in (
            (self.done, self.item.points, self.metric.done),
            (self.late, self.late_points, self.metric.late),
        ):
            if not count:
                continue
            found += [Token(" + ")] if found else []
            if self.due == 1:
                found.append(Token(plain(points), key))
            else:
                found += [
                    Token(f"{plain(points)} × "),
                    Token(str(count), key),
                    Token(f" ÷ {self.due}"),
                ]
        return tuple(found) or (Token("0", self.metric.lacking),)

    def parts(self) -> tuple[Part, ...]:
        """Done and late with what they gave, lacking with its count."""
        kept = [
            Part(
                self.metric.done,
                self.item.label,
                self.done,
                cost(self._share(self.done, self.item.points)),
            )
        ]
        if self.metric.late:
            points = cost(self._share(self.late, self.late_points))
            kept.append(Part(self.metric.late, f"{self.item.label}逾期", self.late, points))
        return *kept, Part(self.metric.lacking, f"{self.item.label}缺", self.lacking)

    def wanting(self, unit: str) -> str:
        """ "年中小结逾期", with the number where several are due; "" when all is well."""
        said = [
            f"{self.item.label}{word}{count if self.due > 1 else ''}{unit if self.due > 1 else ''}"
            for count, word in ((self.late, "逾期"), (self.lacking, "缺"))
            if count
        ]
        return "，".join(said)


@dataclass(frozen=True, slots=True)
class Checklist(Rule):
    """Items that each earn their own points, fewer when late, none when missing.

    With a metric behind it (`counted_by`) the records say what became of each item; an item not
    due yet is left out, and its points are earned by the others at the rate reached."""

    kind: ClassVar[str] = "checklist"
    title: ClassVar[str] = "逐项计分"
    items: tuple[CheckItem, ...]
    metric: Metric | None = None

    @classmethod
    def read(cls, reader: Reader, scale: Scale) -> Self:
        """`item` tables (key, label, points, late_points); their points add up to the cap."""
        items: list[CheckItem] = []
        for entry in reader.tables("item", f"{reader.place}的检查项"):
            late = entry.number("late_points") if entry.has("late_points") else None
            item = CheckItem(entry.name("key"), entry.text("label"), entry.positive("points"), late)
            if item.key and any(known.key == item.key for known in items):
                entry.fault(f"检查项“{item.key}”重复。")
            if late is not None and late > item.points:
                entry.fault("逾期得分不能高于按期得分。")
            entry.done()
            items.append(item)
        total = sum((item.points for item in items), Decimal(0))
        if total != scale.cap:
            reader.fault(f"各检查项合计{plain(total)}分，与指标分值{plain(scale.cap)}分不符。")
        return cls(tuple(items))

    def counted_by(self, metric: Metric, fault: Callable[[str], None]) -> Self:
        """The same list with the metric's records behind its items; faults are noted."""
        unknown = [item.key for item in self.items if metric.item(item.key) is None]
        if unknown:
            fault(f"数据指标“{metric.key}”不统计“{'、'.join(unknown)}”。")
            return self
        for item in self.items:
            known = metric.item(item.key)
            if item.late_points is not None and known is not None and not known.timed:
                fault(f"数据指标“{metric.key}”的“{item.key}”不分逾期，不能有“late_points”。")
        return replace(self, metric=metric)

    def dump(self) -> dict[str, object]:
        """See `Rule.dump`."""
        return {"kind": self.kind, "item": [self._dump_item(item) for item in self.items]}

    @staticmethod
    def _dump_item(item: CheckItem) -> dict[str, object]:
        data: dict[str, object] = {
            "key": item.key,
            "label": item.label,
            "points": plain(item.points),
        }
        late = item.late_points
        return data if late is None else {**data, "late_points": plain(late)}

    def event_keys(self) -> frozenset[str]:
        """The items; with a metric behind them, its counts of each."""
        if self.metric is None:
            return frozenset(item.key for item in self.items)
        known = [self.metric.item(item.key) for item in self.items]
        return frozenset(event.key for item in known if item for event in item.events())

    def words(self, scale: Scale) -> str:
        """See `Rule.words`."""
        more = "；没有到期的项目不计，分值由到期的项目按得分率折算" if self.metric else ""
        return f"{'，'.join(item.words() for item in self.items)}；缺项不得分{more}。"

    def inputs(self, scale: Scale) -> tuple[Input, ...]:
        """One choice for each item."""
        return tuple(Input(i.key, i.label, choices=i.choices()) for i in self.items)

    def score(self, scale: Scale, facts: Facts) -> Outcome:
        """See `Rule.score`."""
        if self.metric is not None:
            return self._counted(scale, self._of(facts, self.metric))
        tokens: list[Token] = []
        parts: list[Part] = []
        wanting: list[str] = []
        points = Fraction(0)
        for item in self.items:
            state = facts.count(item.key, item.label)
            earned = item.earns(state)
            points += earned
            tokens += [Token(" + ")] if tokens else []
            tokens.append(Token(plain(earned), item.key))
            parts.append(Part(item.key, item.label, int(state != Check.MISSING), cost(earned)))
            if state != Check.DONE:
                wanting.append(f"{item.label}{'缺' if state == Check.MISSING else '逾期'}")
        return Outcome(points, (*tokens, Token(" = ")), tuple(parts), "，".join(wanting))

    def _of(self, facts: Facts, metric: Metric) -> list[Counted]:
        """What the records say of every item that is due."""
        found = []
        for item in self.items:
            known = metric.item(item.key)
            if known is None:
                raise FactsError(f"数据指标“{metric.key}”不统计“{item.label}”。")
            late = facts.count(known.late, item.label) if known.late else 0
            done, lacking = (facts.count(key, item.label) for key in (known.done, known.lacking))
            found.append(Counted(item, known, done, late, lacking))
        return [one for one in found if one.due]

    def _counted(self, scale: Scale, found: Sequence[Counted]) -> Outcome:
        if not found:
            return empty(scale, "到期的项目")
        due = sum((one.item.points for one in found), Decimal(0))
        tokens = [token for one in found for token in (Token(" + "), *one.tokens())][1:]
        points = sum((one.earned for one in found), Fraction(0))
        if due != scale.cap:
            points = points * Fraction(scale.cap) / Fraction(due)
            tail = Token(f") × {plain(scale.cap)} ÷ {plain(due)} = ")
            tokens = [Token("("), *tokens, tail]
        else:
            tokens.append(Token(" = "))
        return Outcome(
            points,
            tuple(tokens),
            tuple(part for one in found for part in one.parts()),
            "，".join(filter(None, (one.wanting(scale.unit) for one in found))),
        )
