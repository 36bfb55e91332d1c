"""The group of bonuses: capped as a whole, a matter counted once at its highest (domain A6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from .facts import FactsError
from .numbers import half_up, plain
from .reader import Reader
from .source import Source, read_source

__all__ = ["Bonus", "BonusClaim", "BonusItem", "BonusLine", "BonusTotal", "read_bonus"]


@dataclass(frozen=True, slots=True)
class BonusItem:
    """One kind of bonus.

    `points` for each; with `judged` the reviewer sets the points, at most
    `points`.  `limit` caps the sum of this item.  `per_matter`: of all claims
    for the same matter, in this and other such items, only the highest counts.
    `counted`: the metric that counts it, so that nobody has to claim it.
    """

    key: str
    label: str
    points: Decimal
    limit: Decimal | None = None
    per_matter: bool = False
    judged: bool = False
    counted: Source | None = None

    def words(self) -> str:
        """ "省级表彰每次加2分，同一事项只计最高一次"."""
        said = [
            f"{self.label}{'由考核组评定，最多' if self.judged else '每次'}加{plain(self.points)}分"
        ]
        if self.per_matter:
            said.append("同一事项只计最高一次")
        if self.limit is not None:
            said.append(f"本项最多{plain(self.limit)}分")
        return "，".join([*said, "由系统统计"] if self.counted else said)

    def as_dict(self) -> dict[str, object]:
        """Canonical shape."""
        data: dict[str, object] = {
            "key": self.key,
            "label": self.label,
            "points": plain(self.points),
        }
        if self.limit is not None:
            data["limit"] = plain(self.limit)
        flags = {"per_matter": self.per_matter, "judged": self.judged}
        data |= {key: True for key, value in flags.items() if value}
        return data if self.counted is None else data | self.counted.dump()


@dataclass(frozen=True, slots=True)
class BonusClaim:
    """A bonus asked for: what for, how often, and the reviewer's points when the item is judged."""

    item: str
    matter: str
    count: int = 1
    points: Decimal | None = None


@dataclass(frozen=True, slots=True)
class BonusLine:
    """A claim with the points it counts for, and why if it counts for less."""

    claim: BonusClaim
    label: str
    asked: Decimal
    counted: Decimal
    note: str = ""


@dataclass(frozen=True, slots=True)
class BonusTotal:
    """All claims of one unit; `points` is within the cap of the group."""

    points: Decimal
    lines: tuple[BonusLine, ...]
    note: str = ""

    def as_dict(self) -> dict[str, object]:
        """JSON shape."""
        lines = [
            {
                "item": line.claim.item,
                "label": line.label,
                "matter": line.claim.matter,
                "count": line.claim.count,
                "asked": f"{line.asked:.2f}",
                "counted": f"{line.counted:.2f}",
                "note": line.note,
            }
            for line in self.lines
        ]
        return {"points": f"{self.points:.2f}", "lines": lines, "note": self.note}


@dataclass(frozen=True, slots=True)
class Bonus:
    """The bonus group of a rubric."""

    cap: Decimal
    clause: str
    items: tuple[BonusItem, ...]

    def as_dict(self) -> dict[str, object]:
        """Canonical shape."""
        items = [item.as_dict() for item in self.items]
        return {"cap": plain(self.cap), "clause": self.clause, "item": items}

    def total(self, claims: Sequence[BonusClaim]) -> BonusTotal:
        """Count the claims: highest per matter, then the limit of each item, then the cap.

        Of equal claims for a matter the first by item order and matter counts,
        so the answer does not depend on the order the claims came in.  Raises
        FactsError for an unknown item or points out of range.
        """
        asked = self._asked(claims)
        best = _best(asked)
        used: dict[str, Fraction] = {}
        lines = []
        for place, (item, claim, points) in enumerate(asked):
            counted, note = points, ""
            if item.per_matter and best[claim.matter.strip()] != place:
                counted, note = Fraction(0), "同一事项只计最高一次"
            elif item.limit is not None:
                room = Fraction(item.limit) - used.get(item.key, Fraction(0))
                if points > room:
                    counted, note = room, f"本项最多{plain(item.limit)}分"
            used[item.key] = used.get(item.key, Fraction(0)) + counted
            lines.append(BonusLine(claim, item.label, half_up(points), half_up(counted), note))
        total = sum((line.counted for line in lines), Decimal("0.00"))
        over = total > self.cap
        note = f"加分合计{plain(total)}分，按上限{plain(self.cap)}分计" if over else ""
        return BonusTotal(half_up(Fraction(min(total, self.cap))), tuple(lines), note)

    def _asked(self, claims: Sequence[BonusClaim]) -> list[tuple[BonusItem, BonusClaim, Fraction]]:
        order = {item.key: place for place, item in enumerate(self.items)}
        by_key = {item.key: item for item in self.items}
        for claim in claims:
            if claim.item not in by_key:
                raise FactsError(f"没有“{claim.item}”这一加分项。")
        ordered = sorted(claims, key=lambda c: (order[c.item], c.matter, c.count, c.points or 0))
        return [(by_key[c.item], c, _asked(by_key[c.item], c)) for c in ordered]


def _asked(item: BonusItem, claim: BonusClaim) -> Fraction:
    if isinstance(claim.count, bool) or claim.count < 1:
        raise FactsError(f"加分项“{item.label}”的次数应为正整数。")
    if not item.judged:
        times = 1 if item.per_matter else claim.count
        return Fraction(item.points) * times
    if claim.points is None or not 0 <= claim.points <= item.points:
        raise FactsError(f"加分项“{item.label}”应由复核人员评分，0至{plain(item.points)}分。")
    return Fraction(claim.points)


def _best(asked: Sequence[tuple[BonusItem, BonusClaim, Fraction]]) -> dict[str, int]:
    best: dict[str, int] = {}
    for place, (item, claim, points) in enumerate(asked):
        matter = claim.matter.strip()
        if item.per_matter and (matter not in best or points > asked[best[matter]][2]):
            best[matter] = place
    return best


def read_bonus(reader: Reader) -> Bonus:
    """Read the bonus section: cap, clause, items (key, label, points, limit, flags)."""
    cap, clause = reader.number("cap", places=2), reader.text("clause")
    items: list[BonusItem] = []
    for entry in reader.tables("item", f"{reader.place}"):
        item = BonusItem(
            entry.name("key"),
            entry.text("label"),
            entry.positive("points", places=2),
            entry.number("limit", places=2) if entry.has("limit") else None,
            entry.flag("per_matter"),
            entry.flag("judged"),
            read_source(entry),
        )
        if item.counted and (item.judged or item.per_matter):
            entry.fault("由系统计数的加分项不能评定，也不按事项计。")
        if item.key and any(known.key == item.key for known in items):
            entry.fault(f"加分项“{item.key}”重复。")
        entry.done()
        items.append(item)
    reader.done()
    return Bonus(cap, clause, tuple(items))
