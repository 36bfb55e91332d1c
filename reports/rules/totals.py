"""From the lines of one unit to its sheet: categories, bonus, deductions outside, veto.

**Lines that do not apply.**  Points are rounded once, at the line; a sheet must
add up on paper.  So the cap of a line with an empty denominator and the policy
"redistribute" is given back as one printed line 折算 for its category:

    折算 = Σ points of evaluated lines × Σ caps given up ÷ Σ caps of evaluated lines

rounded half-up to two places; the category is the plain sum of its lines and
折算.  It says: what could not be judged counts at the rate reached in what
could.  Lines with the policy "full" give their cap but are no measure for
others.  A category in which nothing could be evaluated hands its cap on to the
sheet, where the same formula runs over the evaluated categories.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from .bonus import BonusClaim, BonusTotal
from .facts import Facts, FactsError
from .kinds.events import charge
from .numbers import ZERO, fixed, half_up, plain
from .result import Part, Result, State, Token, fixed_plain, join
from .rubric import Category, Rubric
from .veto import VetoDecision, check_vetoes

__all__ = ["CategoryTotal", "Deducted", "Sheet", "deducted", "tally"]

NO_CAP = Decimal(0)


@dataclass(frozen=True, slots=True)
class CategoryTotal:
    """One category of a sheet.

    `points` is None while a line is pending, and when the whole cap was handed
    on (`carried` = cap).  `judged` and `judged_cap` are what the category
    brings to the sheet's own 折算.
    """

    code: str
    title: str
    cap: Decimal
    points: Decimal | None
    low: Decimal
    high: Decimal
    adjustment: Decimal
    pending: int
    carried: Decimal
    judged_low: Decimal
    judged_high: Decimal
    judged_cap: Decimal

    @property
    def rate(self) -> Fraction | None:
        """Points reached ÷ cap (0–1, exact): 得分率; None while there are no points."""
        return None if self.points is None else Fraction(self.points) / Fraction(self.cap)

    def as_dict(self) -> dict[str, object]:
        """JSON shape."""
        return {
            "code": self.code,
            "title": self.title,
            "cap": plain(self.cap),
            "points": _maybe(self.points),
            "low": fixed_plain(self.low),
            "high": fixed_plain(self.high),
            "adjustment": fixed_plain(self.adjustment),
            "pending": self.pending,
            "carried": plain(self.carried),
        }


@dataclass(frozen=True, slots=True)
class Deducted:
    """Deductions outside the hundred: `points` ≥ 0 is what is taken off."""

    points: Decimal
    tokens: tuple[Token, ...]
    parts: tuple[Part, ...]


NOTHING_DEDUCTED = Deducted(ZERO, (Token("0.00"),), ())
"""No recorded event at all, as for nearly every unit."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole score of one unit.  `total` is None while any line is pending."""

    rubric_code: str
    rubric_digest: str
    results: tuple[Result, ...]
    categories: tuple[CategoryTotal, ...]
    adjustment: Decimal
    base: Decimal | None
    bonus: BonusTotal
    deducted: Deducted
    total: Decimal | None
    low: Decimal
    high: Decimal
    pending: int
    vetoes: tuple[VetoDecision, ...]

    @property
    def vetoed(self) -> bool:
        """Whether a veto stands; the score is still shown."""
        return bool(self.vetoes)

    def result(self, code: str) -> Result:
        """The line with this code; raises KeyError."""
        for line in self.results:
            if line.code == code:
                return line
        raise KeyError(code)

    @property
    def summary(self) -> str:
        """The total in words: "基础 90.03 + 加分 1.50 − 扣分 0.50 = 91.03"."""
        tail = f" + 加分 {fixed(self.bonus.points)} − 扣分 {fixed(self.deducted.points)}"
        if self.base is None or self.total is None:
            if not self.pending:
                return "没有可评的指标"
            return f"{self.pending}项待评，总分可能在{fixed(self.low)}至{fixed(self.high)}分之间"
        floor = "，不足0分按0分计" if self.base + self.bonus.points < self.deducted.points else ""
        return f"基础 {fixed(self.base)}{tail} = {fixed(self.total)}{floor}"

    def as_dict(self) -> dict[str, object]:
        """JSON shape, the frozen record of this sheet."""
        return {
            "rubric": self.rubric_code,
            "rubric_digest": self.rubric_digest,
            "lines": [line.as_dict() for line in self.results],
            "categories": [category.as_dict() for category in self.categories],
            "adjustment": fixed_plain(self.adjustment),
            "base": _maybe(self.base),
            "bonus": self.bonus.as_dict(),
            "deducted": {
                "points": fixed_plain(self.deducted.points),
                "formula": join(self.deducted.tokens),
                "parts": [[p.key, p.label, p.count, str(p.points)] for p in self.deducted.parts],
            },
            "total": _maybe(self.total),
            "low": fixed_plain(self.low),
            "high": fixed_plain(self.high),
            "pending": self.pending,
            "vetoes": [veto.as_dict() for veto in self.vetoes],
            "summary": self.summary,
        }

    @property
    def digest(self) -> str:
        """sha256 of the canonical JSON in hex: same inputs, same digest."""
        text = json.dumps(self.as_dict(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def tally(
    rubric: Rubric,
    results: Mapping[str, Result],
    *,
    claims: Sequence[BonusClaim] = (),
    deductions: Mapping[str, int] | None = None,
    vetoes: Sequence[VetoDecision] = (),
) -> Sheet:
    """Add one unit's lines up.

    `results` holds a Result for every line of the rubric.  `deductions` counts
    recorded events; a kind without records is 0.  The total is never below 0
    and not cut at 100: the bonus comes on top (domain A6).  Raises FactsError.
    """
    lines = _lines(rubric, results)
    categories = tuple(_category(category, results) for category in rubric.categories)
    bonus = rubric.bonus.total(claims)
    taken = deducted(rubric, deductions or {})
    low_adjustment = _handed_on(categories, [c.judged_low for c in categories])
    high_adjustment = _handed_on(categories, [c.judged_high for c in categories])
    low = sum((c.low for c in categories), ZERO) + (low_adjustment or ZERO)
    high = sum((c.high for c in categories), ZERO) + (high_adjustment or ZERO)
    pending = sum(category.pending for category in categories)
    base = None if pending or low_adjustment is None else low
    outside = bonus.points - taken.points
    return Sheet(
        rubric_code=rubric.code,
        rubric_digest=rubric.digest,
        results=lines,
        categories=categories,
        adjustment=(low_adjustment or ZERO) if base is not None else ZERO,
        base=base,
        bonus=bonus,
        deducted=taken,
        total=None if base is None else max(ZERO, base + outside),
        low=max(ZERO, low + outside),
        high=max(ZERO, high + outside),
        pending=pending,
        vetoes=check_vetoes(rubric, vetoes),
    )


def _lines(rubric: Rubric, results: Mapping[str, Result]) -> tuple[Result, ...]:
    missing = [line.code for line in rubric.indicators if line.code not in results]
    if missing:
        raise FactsError(f"缺少指标{'、'.join(missing)}的评分，不能合计。")
    return tuple(results[line.code] for line in rubric.indicators)


def _category(category: Category, results: Mapping[str, Result]) -> CategoryTotal:
    low = high = granted = ZERO
    caps = given_up = NO_CAP
    judged = pending = 0
    for indicator in category.indicators:  # one pass: a province has 150,000 of these
        line = results[indicator.code]
        given_up += line.carries
        if line.state is State.NA:
            granted += line.low
            continue
        judged += 1
        pending += line.state is State.PENDING
        caps += line.cap
        low += line.low
        high += line.high
    low_extra = _scaled(low, given_up, caps)
    high_extra = _scaled(high, given_up, caps) if pending else low_extra
    carried = NO_CAP if judged else given_up
    whole = low + low_extra + granted
    return CategoryTotal(
        code=category.code,
        title=category.title,
        cap=category.cap,
        points=None if pending or carried == category.cap else whole,
        low=whole,
        high=high + high_extra + granted,
        adjustment=ZERO if pending else low_extra,
        pending=pending,
        carried=carried,
        judged_low=low + low_extra,
        judged_high=high + high_extra,
        judged_cap=caps + given_up if judged else NO_CAP,
    )


def _scaled(points: Decimal, given_up: Decimal, caps: Decimal) -> Decimal:
    if not caps or not given_up:
        return ZERO
    return half_up(Fraction(points) * Fraction(given_up) / Fraction(caps))


def _handed_on(categories: Sequence[CategoryTotal], judged: Sequence[Decimal]) -> Decimal | None:
    """折算 at the sheet; None when caps were handed on and nothing at all was judged."""
    carried = sum((category.carried for category in categories), Decimal(0))
    caps = sum((category.judged_cap for category in categories), Decimal(0))
    if not carried:
        return ZERO
    return _scaled(sum(judged, ZERO), carried, caps) if caps else None


def deducted(rubric: Rubric, counts: Mapping[str, int]) -> Deducted:
    """The deductions outside the lines for counted events; FactsError for an unknown one."""
    known = [event.key for event in rubric.deductions]
    unknown = sorted(set(counts) - set(known))
    if unknown:
        raise FactsError(f"没有“{'、'.join(unknown)}”这一扣分项。")
    if not counts:
        return NOTHING_DEDUCTED
    facts = Facts(counts={key: counts.get(key, 0) for key in known})
    lost, parts = charge(rubric.deductions, facts)
    points = half_up(lost)
    happened = [event for event in rubric.deductions if facts.counts[event.key]]
    tokens: list[Token] = []
    for event in happened:
        tokens += [Token(" + ")] if tokens else []
        tokens += event.tokens(facts.counts[event.key])
    tokens.append(Token(f" = {fixed(points)}" if tokens else "0.00"))
    return Deducted(points, tuple(tokens), tuple(part for part in parts if part.count))


def _maybe(points: Decimal | None) -> str | None:
    return None if points is None else fixed_plain(points)
