"""Rule kinds on plain counts: shortfall against a quota, checklist, points set by hand."""

from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from typing import ClassVar, Self

from ..facts import Facts, FactsError
from ..numbers import plain
from ..reader import Reader
from ..result import Outcome, Part, Token
from .base import Input, Rule, Scale, cost

__all__ = ["Check", "CheckItem", "Checklist", "Manual", "Shortfall"]


@dataclass(frozen=True, slots=True)
class Shortfall(Rule):
    """A quota for the year: each one missing costs points, more than the quota earns nothing."""

    kind: ClassVar[str] = "shortfall"
    title: ClassVar[str] = "缺次扣分"
    required: int
    per_missing: Decimal

    @classmethod
    def read(cls, reader: Reader, scale: Scale) -> Self:
        """`required` (whole number) and `per_missing` (points)."""
        return cls(reader.whole("required"), reader.positive("per_missing"))

    def dump(self) -> dict[str, object]:
        """See `Rule.dump`."""
        return {
            "kind": self.kind,
            "required": str(self.required),
            "per_missing": plain(self.per_missing),
        }

    def words(self, scale: Scale) -> str:
        """See `Rule.words`."""
        return (
            f"全年应有{self.required}{scale.measure}，满分{plain(scale.cap)}分；"
            f"每少1{scale.measure}扣{plain(self.per_missing)}分；扣完为止。"
        )

    def inputs(self, scale: Scale) -> tuple[Input, ...]:
        """How many there were."""
        return (Input("numerator", scale.numerator, scale.measure),)

    def score(self, scale: Scale, facts: Facts) -> Outcome:
        """See `Rule.score`."""
        had = facts.top()
        gap = max(0, self.required - had)
        lost = gap * Fraction(self.per_missing)
        unit = scale.measure
        return Outcome(
            points=Fraction(scale.cap) - lost,
            tokens=(
                Token(f"{plain(scale.cap)} − "),
                Token(str(gap), "gap"),
                Token(f" × {plain(self.per_missing)} = "),
            ),
            parts=(
                Part("numerator", scale.numerator, had),
                Part("gap", "缺", gap, cost(-lost)),
            ),
            reason=f"{scale.numerator}{had}{unit}，应有{self.required}{unit}" if gap else "",
        )


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
class Checklist(Rule):
    """Items that each earn their own points, fewer when late, none when missing."""

    kind: ClassVar[str] = "checklist"
    title: ClassVar[str] = "逐项计分"
    items: tuple[CheckItem, ...]

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
        """The items."""
        return frozenset(item.key for item in self.items)

    def words(self, scale: Scale) -> str:
        """See `Rule.words`."""
        return f"{'，'.join(item.words() for item in self.items)}；缺项不得分。"

    def inputs(self, scale: Scale) -> tuple[Input, ...]:
        """One choice for each item."""
        return tuple(Input(i.key, i.label, choices=i.choices()) for i in self.items)

    def score(self, scale: Scale, facts: Facts) -> Outcome:
        """See `Rule.score`."""
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


@dataclass(frozen=True, slots=True)
class Manual(Rule):
    """Points set by a reviewer between 0 and the cap; no counts."""

    kind: ClassVar[str] = "manual"
    title: ClassVar[str] = "评定计分"

    @classmethod
    def read(cls, reader: Reader, scale: Scale) -> Self:
        """No parameters."""
        return cls()

    def dump(self) -> dict[str, object]:
        """See `Rule.dump`."""
        return {"kind": self.kind}

    def words(self, scale: Scale) -> str:
        """See `Rule.words`."""
        return f"由考核组依据佐证材料评定，0至{plain(scale.cap)}分。"

    def inputs(self, scale: Scale) -> tuple[Input, ...]:
        """None: points are entered."""
        return ()

    def score(self, scale: Scale, facts: Facts) -> Outcome:
        """Always refused: there is nothing to count."""
        raise FactsError(f"{scale.name}由考核组直接评分，不按数量计算。")
