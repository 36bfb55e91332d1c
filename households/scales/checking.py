"""Whether a scale can be worked with: complaints in words, before a county publishes it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from django.utils.translation import gettext as _

from households.scales.body import CADENCES, CODES, UNITS, Level, Phase, Scale
from households.scales.factors import ANSWERS

LEVELS_LEAST, LEVELS_MOST = 2, 5


def complaints(scale: Scale) -> list[str]:
    """Every reason why this scale may not be published; empty when it holds."""
    return [*_order(scale), *_each(scale), *_points(scale), *_rest(scale)]


def _order(scale: Scale) -> Iterator[str]:
    codes = [one.code for one in scale.levels]
    if not LEVELS_LEAST <= len(codes) <= LEVELS_MOST:
        yield _("等级要有 2 到 5 级。")
    if codes != [code for code in CODES if code in codes]:
        yield _("等级只能用红、橙、黄、蓝、绿，每色一级，按这个次序由高到低。")
    if codes[:1] != ["red"]:
        yield _("最高一级必须是红色，各地对红色的理解才一致。")
    labels = [one.label.strip() for one in scale.levels]
    if len(set(labels)) != len(labels) or not all(0 < len(label) <= 8 for label in labels):
        yield _("每级要有不同的名称，不超过 8 个字。")
    for above, below in pairwise(scale.levels):
        named = {"above": above.label, "below": below.label}
        if above.points_from <= below.points_from:
            yield _("%(above)s的建议分要比%(below)s高。") % named
        if above.review_days > below.review_days:
            yield _("%(above)s的复核间隔不能比%(below)s长。") % named
        if above.first_hours > below.first_hours:
            yield _("%(above)s的首次到场时限不能比%(below)s长。") % named


def _each(scale: Scale) -> Iterator[str]:
    for one in scale.levels:
        bounds = (
            (_("复核天数"), one.review_days, 1, 366),
            (_("平稳天数"), one.quiet_days, 1, 366),
            (_("首次到场小时"), one.first_hours, 1, 720),
            (_("会商小时"), one.meeting_hours, 0, 720),
            (_("建议分"), one.points_from, 1, 99),
        )
        for name, value, low, high in bounds:
            if not low <= value <= high:
                yield _("%(label)s：%(name)s要在 %(low)d 和 %(high)d 之间。") % {
                    "label": one.label,
                    "name": name,
                    "low": low,
                    "high": high,
                }
        if not one.standard.strip():
            yield _("%(label)s：请写明标准。") % {"label": one.label}
        yield from _rhythm(one)


def _rhythm(level: Level) -> Iterator[str]:
    named = {"label": level.label}
    if not 1 <= len(level.phases) <= 4:
        yield _("%(label)s：走访要有 1 到 4 段。") % named
    for place, phase in enumerate(level.phases):
        last = place == len(level.phases) - 1
        if last == bool(phase.rounds):
            yield _("%(label)s：前面各段要写持续多久，最后一段一直走下去。") % named
        if not _sensible(phase):
            yield _("%(label)s：第 %(n)d 段走访的次数或周期不对。") % {
                "label": level.label,
                "n": place + 1,
            }


def _sensible(phase: Phase) -> bool:
    length = {"day": 1, "week": 7, "month": 28}.get(phase.unit, 0) * phase.every
    return (
        phase.unit in UNITS
        and 1 <= phase.every <= 12
        and 1 <= phase.times <= max(1, length)
        and 0 <= phase.rounds <= 52
    )


def _points(scale: Scale) -> Iterator[str]:
    if not {*scale.weights, *scale.direct} <= ANSWERS:
        yield _("因素只能从清单里选，不能另加。")
    if not all(-20 <= points <= 20 for points in scale.weights.values()):
        yield _("因素分要在 -20 和 20 之间。")
    if not scale.direct:
        yield _("至少要有一项直接定为最高级的情况。")


def _rest(scale: Scale) -> Iterator[str]:
    if not 1 <= scale.top_per_keeper <= 20:
        yield _("每人最多包最高级的户数要在 1 和 20 之间。")
    cadence = scale.cadence
    if cadence.kind not in CADENCES or not 0 <= cadence.grace_days <= 10:
        yield _("排查周期不对，宽限最多 10 天。")
    if not 1 <= cadence.full_month <= 12:
        yield _("全面排查的月份要在 1 和 12 之间。")
