"""Numbers as the report prints them: half-up, fixed places, — and 待评 where there is none."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from reports.charts import half_up
from reports.documents.assessment.checks import NOT_APPLICABLE
from reports.documents.assessment.content import CategoryScore, IndicatorLine, Points, UnitResult
from reports.rules.numbers import MINUS

WAITING = "待评"
DASH = "—"
LEFT_OUT = "※"
# Below a table of lines with a total: why a row need not add up to it.
NOT_A_SUM = "总分含加分、扣分；不适用的指标按其余指标的得分率折算计入总分。"


def fixed(value: Decimal | str, places: int = 2) -> str:
    """``value`` with exactly ``places`` decimals and the true minus sign."""
    return f"{half_up(Decimal(value), places):f}".replace("-", MINUS)


def shown(points: Points) -> str:
    """A score as printed: 4.00, 待评 or —."""
    if points is None:
        return WAITING
    return DASH if points == NOT_APPLICABLE else fixed(points)


def records(lines: Iterable[IndicatorLine]) -> str:
    """How many records stand behind some lines; ※ where one of them is not told."""
    counts = [line.evidence for line in lines]
    return LEFT_OUT if None in counts else str(sum(filter(None, counts)))


def cap_text(cap: str) -> str:
    """A cap without idle zeros: 4, 2.5."""
    return f"{Decimal(cap).normalize():f}"


def number(points: Points) -> Decimal | None:
    """The score as a decimal; None when waiting or not applicable."""
    return None if points is None or points == NOT_APPLICABLE else Decimal(points)


def total_of(scores: Iterable[Points]) -> Points:
    """Sum of the lines that apply; None while one of them waits."""
    values = list(scores)
    if None in values:
        return None
    numbers = [Decimal(value) for value in values if value and value != NOT_APPLICABLE]
    return str(sum(numbers, Decimal(0))) if numbers else NOT_APPLICABLE


def column_total(lines: Sequence[IndicatorLine], column: str) -> Points:
    """Sum of one column (self_points, department_points) over the lines of a category. Not
    applicable where a line that counts has no points there, as on the screen: a sum of a few of
    them, set beside the cap of all, would read as a loss."""
    values: list[Points] = [getattr(line, column) for line in lines if line.applies]
    return NOT_APPLICABLE if NOT_APPLICABLE in values else total_of(values)


def mean(values: Sequence[Decimal]) -> Decimal | None:
    """Arithmetic mean, unrounded; None of nothing."""
    return sum(values, Decimal(0)) / len(values) if values else None


def rate(part: Decimal | int, whole: Decimal | int) -> Decimal | None:
    """Percent, unrounded; None for an empty whole."""
    return Decimal(part) * 100 / Decimal(whole) if whole else None


def category_rate(category: CategoryScore) -> Decimal | None:
    """The share of a category's points that was reached, in percent."""
    points = number(category.points)
    return None if points is None else rate(points, Decimal(category.cap))


def carried(category: CategoryScore, lines: Sequence[IndicatorLine]) -> Decimal:
    """折算: what a category has beside the plain sum of its lines, because some do not apply
    (rules.totals); 0 while a line waits."""
    points, scored = number(category.points), [line.review_points for line in lines]
    if points is None or None in scored:
        return Decimal(0)
    return points - sum(filter(None, map(number, scored)), Decimal(0))


def rate_words(category: CategoryScore, lines: Sequence[IndicatorLine]) -> str:
    """得分率96.3%，含折算3.85分: beside a category, so that its lines add up to it."""
    share, more = category_rate(category), carried(category, lines)
    if share is None:
        return WAITING
    return f"得分率{fixed(share, 1)}%" + (f"，含折算{fixed(more)}分" if more else "")


def category_means(units: Sequence[UnitResult]) -> dict[str, Decimal | None]:
    """Mean rate of each category over the units where it is known, by category code."""
    found: dict[str, list[Decimal]] = {}
    for unit in units:
        for category in unit.categories:
            value = category_rate(category)
            rates = found.setdefault(category.code, [])
            if value is not None:
                rates.append(value)
    return {code: mean(rates) for code, rates in found.items()}


def printing_order(units: Sequence[UnitResult]) -> list[UnitResult]:
    """Peer groups in the order given; ranked units, then unfinished, then vetoed ones last."""
    groups = list(dict.fromkeys(unit.group for unit in units))
    return sorted(units, key=lambda unit: (groups.index(unit.group), *_place(unit)))


def _place(unit: UnitResult) -> tuple[int, int]:
    if unit.veto:
        return 2, 0
    return (0, unit.rank) if unit.rank is not None else (1, 0)


def rank_text(unit: UnitResult) -> str:
    """The place, 否决 for a vetoed unit, 待评 for an unfinished one."""
    if unit.veto:
        return "否决"
    return WAITING if unit.rank is None else str(unit.rank)


def grade_text(unit: UnitResult) -> str:
    """The grade; a vetoed unit has none."""
    if unit.veto:
        return DASH
    return unit.grade or WAITING


def total_text(unit: UnitResult) -> str:
    """The total, or what can still be reached at most while lines wait."""
    if unit.total is None:
        return f"{WAITING}（至多{fixed(unit.possible)}）" if unit.possible else WAITING
    return shown(unit.total)
