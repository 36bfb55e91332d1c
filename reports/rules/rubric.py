"""A rubric as frozen values, its canonical shape and its digest.

A rubric is data (domain A6–A8): it never changes once a run has used it; an
edit is a new version with a new digest.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Final

from .bonus import Bonus
from .few import Few
from .kinds import EventKind, Input, Rule, Scale
from .numbers import plain
from .source import Source, own_key

__all__ = ["LEVELS", "Category", "Grade", "Indicator", "Rubric", "VetoGround"]


LEVELS: Final = {
    "city": "设区的市",
    "county": "县（市、区）",
    "township": "乡镇（街道）",
    "village": "村（社区）",
    "household": "家庭",
}


@dataclass(frozen=True)
class Indicator:
    """One line of the rubric.

    `source` is "computed" (counts from `metric`) or "manual" (a reviewer enters
    counts or points).  `na` says what an empty denominator does: "full" gives
    the cap, "redistribute" lets the cap be earned by the other lines.  `own`: only
    what the unit did itself counts, not what the units below it did.  `few`: what
    happens when too little was counted to judge by.
    """

    code: str
    name: str
    cap: Decimal
    clause: str
    source: str
    na: str
    metric: str
    department: str
    assisting: tuple[str, ...]
    evidence: str
    basis: str
    numerator: str
    denominator: str
    unit: str
    rule: Rule
    own: bool = False
    few: Few | None = None

    @property
    def counts_key(self) -> str:
        """The key its counts are handed in by: the metric, marked when only the unit's own."""
        return own_key(self.metric) if self.own else self.metric

    @cached_property
    def scale(self) -> Scale:
        """What the rule is applied to."""
        return Scale(self.name, self.cap, self.numerator, self.denominator, self.unit)

    @cached_property
    def rule_words(self) -> str:
        """The rule as a sentence made from its parameters."""
        said = self.rule.words(self.scale)
        return said if self.few is None else f"{said}{self.few.words(self.scale)}"

    @property
    def inputs(self) -> tuple[Input, ...]:
        """The integers to enter when the line is manual."""
        return self.rule.inputs(self.scale)

    def as_dict(self) -> dict[str, object]:
        """Canonical shape, as the loader takes it."""
        data: dict[str, object] = {
            "code": self.code,
            "name": self.name,
            "cap": plain(self.cap),
            "clause": self.clause,
            "source": self.source,
            "na": self.na,
            "metric": self.metric,
            "department": self.department,
            "assisting": list(self.assisting),
            "evidence": self.evidence,
            "basis": self.basis,
            "numerator": self.numerator,
            "denominator": self.denominator,
            "unit": self.unit,
            "rule": self.rule.dump(),
            "own": self.own,
            "few": self.few.dump() if self.few else "",
        }
        return {key: value for key, value in data.items() if value not in ("", [], False)}


@dataclass(frozen=True, slots=True)
class Category:
    """A group of lines; `title` carries its Chinese number: 一、组织领导."""

    code: str
    title: str
    cap: Decimal
    indicators: tuple[Indicator, ...]

    @property
    def name(self) -> str:
        """The title without its number: 组织领导."""
        return self.title.split("、", 1)[-1]

    def as_dict(self) -> dict[str, object]:
        """Canonical shape."""
        lines = [line.as_dict() for line in self.indicators]
        return {
            "code": self.code,
            "title": self.title,
            "cap": plain(self.cap),
            "indicator": lines,
        }


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade from `start` points (included) upward.

    `max_share` is the greatest percentage of a peer group that may hold it,
    None without a limit.  `needs`: lines that must have all of their points, as
    the precondition of a star rating (domain A5: 七无); one that does not apply
    stands in nobody's way.
    """

    name: str
    start: Decimal
    max_share: Decimal | None = None
    needs: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """Canonical shape."""
        data: dict[str, object] = {"name": self.name, "from": plain(self.start)}
        if self.max_share is not None:
            data["max_share"] = plain(self.max_share)
        return {**data, "needs": list(self.needs)} if self.needs else data


@dataclass(frozen=True, slots=True)
class VetoGround:
    """One ground of 一票否决; `key` is its letter, `item` its number in print."""

    key: str
    item: str
    text: str

    def as_dict(self) -> dict[str, object]:
        """Canonical shape."""
        return {"key": self.key, "item": self.item, "text": self.text}


@dataclass(frozen=True)
class Rubric:
    """A whole rubric for one level, one version."""

    code: str
    name: str
    version: str
    effective: date
    level: str
    total: Decimal
    basis: str
    categories: tuple[Category, ...]
    bonus: Bonus
    deductions: tuple[EventKind, ...]
    deduction_clause: str
    grades: tuple[Grade, ...]
    rank_order: tuple[str, ...]
    vetoes: tuple[VetoGround, ...]
    veto_effect: str
    tie_rule: str

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """All lines in printing order."""
        return tuple(line for category in self.categories for line in category.indicators)

    def indicator(self, code: str) -> Indicator:
        """The line with this code; raises KeyError."""
        for line in self.indicators:
            if line.code == code:
                return line
        raise KeyError(code)

    @cached_property
    def needed(self) -> frozenset[str]:
        """The lines some grade needs in full."""
        return frozenset(code for grade in self.grades for code in grade.needs)

    @property
    def outside(self) -> tuple[tuple[str, str, Source], ...]:
        """What is counted beside the lines: "deduction" or "bonus", its key, where from."""
        deductions = [("deduction", one.key, one.counted) for one in self.deductions]
        bonuses = [("bonus", one.key, one.counted) for one in self.bonus.items]
        return tuple((kind, key, told) for kind, key, told in [*deductions, *bonuses] if told)

    def metrics(self) -> frozenset[str]:
        """The metric keys a run needs."""
        lines = {line.metric for line in self.indicators if line.source == "computed"}
        return frozenset(lines | {told.metric for _kind, _key, told in self.outside})

    def as_dict(self) -> dict[str, object]:
        """The canonical shape: JSON types only, numbers as text; the loader reads it back."""
        return {
            "code": self.code,
            "name": self.name,
            "version": self.version,
            "effective": self.effective.isoformat(),
            "level": self.level,
            "total": plain(self.total),
            "basis": self.basis,
            "category": [category.as_dict() for category in self.categories],
            "bonus": self.bonus.as_dict(),
            "deduction": {
                "clause": self.deduction_clause,
                "event": [event.dump() for event in self.deductions],
            },
            "grade": [grade.as_dict() for grade in self.grades],
            "rank": {"order": list(self.rank_order), "clause": self.tie_rule},
            "veto": {
                "effect": self.veto_effect,
                "ground": [ground.as_dict() for ground in self.vetoes],
            },
        }

    def canonical(self) -> bytes:
        """The one byte string this rubric stands for."""
        return json.dumps(
            self.as_dict(), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        ).encode()

    @cached_property
    def digest(self) -> str:
        """sha256 of `canonical()` in hex: equal rubrics, equal digests."""
        return hashlib.sha256(self.canonical()).hexdigest()
