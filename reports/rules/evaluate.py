"""One line of a rubric for one unit: from counts or a reviewer's points to a Result."""

from decimal import Decimal
from fractions import Fraction

from ..metrics.catalogue import METRICS
from .facts import Facts, FactsError, ManualScore
from .few import score_few
from .numbers import ZERO, fixed, half_up, plain
from .result import Outcome, Part, Result, State, Token
from .rubric import Indicator

__all__ = ["evaluate"]

NOTHING = Decimal(0)


def evaluate(
    indicator: Indicator,
    facts: Facts | None = None,
    score: ManualScore | None = None,
    pooled: Facts | None = None,
) -> Result:
    """Score one line.

    A computed line takes `facts` of its metric, and no points by hand.  A
    manual line takes either counts (the rule computes) or a reviewer's points;
    with neither it stays pending between 0 and its cap: nothing is invented.
    `pooled`: the counts of the peer group, for a line with a small-number rule.
    Points are clamped to 0…cap and rounded half-up to two places, once.
    Raises FactsError with a Chinese sentence for figures that cannot be.
    """
    if indicator.source == "computed" and score is not None:
        raise FactsError(f"{indicator.code}{indicator.name}由系统计算，不能直接评分。")
    if score is not None:
        return _by_hand(indicator, score)
    if facts is None:
        return _pending(indicator)
    _check_partition(indicator, facts)
    few = indicator.few
    if few is not None and few.bites(facts):
        outcome = score_few(indicator.rule, indicator.scale, few, facts, pooled)
    else:
        outcome = indicator.rule.score(indicator.scale, facts)
    if outcome.points is None:
        return _not_applicable(indicator, outcome)
    return _counted(indicator, outcome, outcome.points)


def _result(
    indicator: Indicator,
    state: State,
    points: Decimal | None,
    tokens: tuple[Token, ...],
    reason: str,
    outcome: Outcome | None = None,
    carries: Decimal = NOTHING,
) -> Result:
    """A result with its fixed parts; bounds are the points, or 0 and the cap while pending."""
    known = points if points is not None else ZERO
    return Result(
        code=indicator.code,
        name=indicator.name,
        cap=indicator.cap,
        state=state,
        points=points,
        low=known,
        high=half_up(Fraction(indicator.cap)) if state is State.PENDING else known,
        clause=indicator.clause,
        rule=indicator.rule_words,
        tokens=tokens,
        parts=outcome.parts if outcome else (),
        reason=reason,
        rate=outcome.rate if outcome else None,
        carries=carries,
    )


def _pending(indicator: Indicator) -> Result:
    waiting = "待系统归集数据" if indicator.source == "computed" else "待评"
    words = f"{waiting}，可得0至{plain(indicator.cap)}分"
    return _result(indicator, State.PENDING, None, (Token(words),), waiting)


def _by_hand(indicator: Indicator, score: ManualScore) -> Result:
    points = score.checked(indicator.cap, f"{indicator.code}{indicator.name}")
    tokens = (Token(f"复核评定 {fixed(points)}"),)
    return _result(indicator, State.MANUAL, points, tokens, score.reason.strip())


def _counted(indicator: Indicator, outcome: Outcome, raw: Fraction) -> Result:
    points = half_up(min(max(raw, Fraction(0)), Fraction(indicator.cap)))
    closing = fixed(points)
    if raw < 0:
        closing = f"{plain(raw)}，扣完为止，计 {closing}"
    state = State.COMPUTED if indicator.source == "computed" else State.MANUAL
    tokens = (*outcome.tokens, Token(closing))
    return _result(indicator, state, points, tokens, outcome.reason, outcome)


def _not_applicable(indicator: Indicator, outcome: Outcome) -> Result:
    full = indicator.na == "full"
    cap = half_up(Fraction(indicator.cap))
    words = f"，按满分计 {fixed(cap)}" if full else "，分值由其他指标按得分率折算"
    tokens = (*outcome.tokens, Token(words))
    carries = NOTHING if full else indicator.cap
    points = cap if full else None
    return _result(indicator, State.NA, points, tokens, outcome.reason, outcome, carries)


def _check_partition(indicator: Indicator, facts: Facts) -> None:
    """Hold the counts to their law: on time + late + missing = expected, and so by items."""
    metric = METRICS.get(indicator.metric)
    if metric is not None and metric.items:
        of_items = [event for item in metric.items for event in item.events()]
        if sum(facts.count(event.key, event.label) for event in of_items) != facts.base():
            raise FactsError(
                f"{indicator.code}{indicator.name}：各项之和与{metric.denominator}"
                f"{facts.base()}不等。"
            )
    if metric is None or not metric.partition:
        return
    labels = {event.key: event.label for event in metric.events}
    parts: list[Part] = [
        Part(key, metric.numerator, facts.top())
        if key == "numerator"
        else Part(key, labels[key], facts.count(key, labels[key]))
        for key in metric.partition
    ]
    if sum(part.count for part in parts) != facts.base():
        said = "＋".join(f"{part.label}{part.count}" for part in parts)
        raise FactsError(
            f"{indicator.code}{indicator.name}：{said}与{metric.denominator}{facts.base()}不等。"
        )
