"""Lines to try rules on."""

from collections.abc import Mapping
from decimal import Decimal

from reports.metrics.catalogue import METRICS
from reports.rules import Facts, Indicator, Result, evaluate
from reports.rules.kinds import KINDS, Scale
from reports.rules.reader import Reader, RubricError


def line(
    rule: Mapping[str, object],
    cap: str = "5",
    *,
    na: str = "redistribute",
    source: str = "manual",
    metric: str = "",
    labels: tuple[str, str, str] = ("按时", "应走访", "户次"),
) -> Indicator:
    """One indicator with this rule."""
    errors: list[str] = []
    scale = Scale("试行指标", Decimal(cap), *labels)
    reader = Reader(rule, "试行指标", errors)
    built = KINDS[reader.text("kind")].read(reader, scale)
    reader.done()
    if errors:
        raise RubricError(errors)
    return Indicator(
        "1.1",
        scale.name,
        scale.cap,
        "条款。",
        source,
        na,
        metric,
        "县妇联",
        (),
        "材料",
        "出处",
        *labels,
        built,
    )


def score(
    rule: Mapping[str, object],
    top: int | None,
    base: int | None,
    cap: str = "5",
    **counts: int,
) -> Result:
    return evaluate(line(rule, cap), Facts(top, base, counts))


def lawful(indicator: Indicator, top: int, base: int) -> Facts:
    """Counts the records could really give: `top` of `base`, the parts make up the whole."""
    metric = METRICS[indicator.metric]
    each = top, base - top
    top, base = (n * max(1, len(metric.items)) for n in (top, base))
    counts = dict.fromkeys(metric.event_keys(), 0)
    rest = [key for key in metric.partition if key != "numerator"]
    if rest:
        counts[rest[-1]] = base - top
    for item in metric.items:
        counts[item.done], counts[item.lacking] = each
    if indicator.rule.kind == "deduct" and not rest:
        top = base
    return Facts(top, base, counts)


RATIO = {"kind": "ratio"}
LATE_HALF = {"kind": "ratio", "share": [{"event": "late", "label": "逾期", "weight": "0.5"}]}
STEP85 = {"kind": "step", "full_at": "85", "per_point": "0.2"}
STEP95 = {"kind": "step", "full_at": "95", "per_point": "0.25"}
LINEAR = {"kind": "linear", "zero_at": "80", "full_at": "95"}
BANDED = {
    "kind": "banded",
    "band": [{"from": "90", "points": "5"}, {"from": "70", "points": "2.5"}],
}
REPORTING = {
    "kind": "deduct",
    "event": [
        {"event": "late", "label": "迟报", "points": "0.2"},
        {"event": "missing", "label": "未报", "points": "0.5"},
        {"event": "untrue", "label": "失实零报告", "points": "2"},
    ],
}
