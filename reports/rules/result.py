"""What comes out of a rule: points with clause, rule, formula and the figures behind them."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from .numbers import fixed, plain

__all__ = ["Outcome", "Part", "Result", "State", "Token", "join"]


class State(StrEnum):
    """How the points of a line came about."""

    COMPUTED = "computed"
    MANUAL = "manual"
    PENDING = "pending"
    NA = "na"

    @property
    def label(self) -> str:
        """The word shown on pages and print."""
        return _STATE_LABELS[self.value]


_STATE_LABELS = {
    "computed": "系统计算",
    "manual": "人工评定",
    "pending": "待评",
    "na": "不适用",
}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the formula; with `part`, the figure opens the rows behind that part."""

    text: str
    part: str = ""


def join(tokens: tuple[Token, ...]) -> str:
    """The formula as one line of text."""
    return "".join(token.text for token in tokens)


@dataclass(frozen=True, slots=True)
class Part:
    """One count behind a line and what it gave (+) or cost (−).

    `key` is "numerator", "denominator", "gap" (denominator less what was
    achieved) or an event or item key; `points` is None where the count alone
    moves no points.
    """

    key: str
    label: str
    count: int
    points: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A rule's answer before rounding: `points` None means an empty denominator."""

    points: Fraction | None
    tokens: tuple[Token, ...]
    parts: tuple[Part, ...]
    reason: str = ""
    rate: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """One indicator scored for one unit.

    `points` has two places; it is None while pending, and when not applicable
    with redistribution.  `low` and `high` bound what the line can still become.
    `rate` (0–1, exact) is None unless the rule works on a rate.  `carries` is
    the part of the cap to be earned elsewhere (not applicable, redistributed).
    """

    code: str
    name: str
    cap: Decimal
    state: State
    points: Decimal | None
    low: Decimal
    high: Decimal
    clause: str
    rule: str
    tokens: tuple[Token, ...]
    parts: tuple[Part, ...]
    reason: str
    rate: Fraction | None = None
    carries: Decimal = Decimal(0)

    @property
    def formula(self) -> str:
        """The rule with its figures in, one line: "5 − 6 × 0.2 − 3 × 0.5 − 0 × 2 = 2.30"."""
        return join(self.tokens)

    @property
    def points_text(self) -> str:
        """What stands in the points column: "2.30", "待评（0–4）" or "不适用"."""
        if self.points is not None:
            return fixed(self.points)
        if self.state is State.PENDING:
            return f"待评（{plain(self.low)}–{plain(self.high)}）"
        return State.NA.label

    def as_dict(self) -> dict[str, object]:
        """JSON shape with decimals as text; equal results give equal dicts."""
        return {
            "code": self.code,
            "name": self.name,
            "cap": plain(self.cap),
            "state": self.state.value,
            "points": None if self.points is None else fixed_plain(self.points),
            "low": fixed_plain(self.low),
            "high": fixed_plain(self.high),
            "clause": self.clause,
            "rule": self.rule,
            "formula": self.formula,
            "tokens": [[token.text, token.part] for token in self.tokens],
            "parts": [
                {
                    "key": part.key,
                    "label": part.label,
                    "count": part.count,
                    "points": None if part.points is None else str(part.points),
                }
                for part in self.parts
            ],
            "reason": self.reason,
            "rate": None if self.rate is None else str(self.rate),
            "carries": plain(self.carries),
        }


def fixed_plain(points: Decimal) -> str:
    """Points, which never have more than two decimals, as text with an ASCII minus."""
    return f"{points:.2f}"
