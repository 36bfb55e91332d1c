"""A scale in Chinese sentences, for pages, the handbook and the explanation beside its form."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from households.scales.body import Cadence, Level, Phase, Scale

_NUMERALS = {1: "一", 2: "两", 3: "三", 4: "四", 5: "五", 6: "六", 7: "七", 8: "八", 9: "九"}
_SPAN = {"day": "天", "week": "周", "month": "个月"}
CADENCE_WORDS = {"half_month": "每半月一轮", "month": "每月一轮", "week": "每周一轮"}


def rhythm(phases: Sequence[Phase]) -> str:
    """头两周每周 2 次，以后每周 1 次."""
    out = []
    for place, phase in enumerate(phases):
        if phase.rounds:
            begin = "头" if place == 0 else "再"
            span = phase.every * phase.rounds
            often = _often(phase)
            out.append(f"{begin}{_NUMERALS.get(span, f' {span} ')}{_SPAN[phase.unit]}{often}")
        else:
            out.append(("以后" if place else "") + _often(phase))
    return "，".join(out)


def _often(phase: Phase) -> str:
    times, every, unit = phase.times, phase.every, phase.unit
    if unit == "month":
        if (times, every) == (2, 1):
            return "每半月 1 次"
        named = {1: "每月", 3: "每季度", 6: "每半年"}
        return f"{named.get(every, f'每 {every} 个月')} {times} 次"
    one = {"day": "每天", "week": "每周"}[unit]
    return f"{one if every == 1 else f'每 {every} {_SPAN[unit]}'} {times} 次"


def hours(number: int) -> str:
    """24 小时, 3 天."""
    return f"{number // 24} 天" if number % 24 == 0 and number > 48 else f"{number} 小时"


def explained(level: Level) -> list[str]:
    """What one level asks of people, a sentence each."""
    first = _("%(time)s内第一次到场") % {"time": hours(level.first_hours)}
    if level.meeting_hours:
        first += _("，%(time)s内会商") % {"time": hours(level.meeting_hours)}
    lines = [
        _("因素分满 %(points)d 分建议定为%(label)s。")
        % {"points": level.points_from, "label": level.label},
        first + "。",
        _("走访%(rhythm)s。") % {"rhythm": rhythm(level.phases)},
        _("定级后 %(days)d 天内要复核，过期转为灰·未复核。") % {"days": level.review_days},
    ]
    fall = _("可以销号") if level.is_lowest else _("可以降一级")
    lines.append(
        _("平稳满 %(days)d 天、走访都做到，%(fall)s。") % {"days": level.quiet_days, "fall": fall}
    )
    if level.is_top:
        lines.append(_("一有这些情况就定为这一级，不看总分。"))
    return lines


def cadence_words(cadence: Cadence) -> str:
    """每半月一轮，10月全面排查."""
    grace = _("，到期后宽限 %(n)d 天") % {"n": cadence.grace_days} if cadence.grace_days else ""
    full = _("，%(month)d月全面排查") % {"month": cadence.full_month}
    return CADENCE_WORDS[cadence.kind] + grace + full


def differences(old: Scale, new: Scale) -> list[str]:
    """What changes from one version to the next, a line each; for the person who publishes."""
    lines = []
    for one in new.levels:
        if not old.has(one.code):
            lines.append(_("新增%(label)s") % {"label": one.label})
            continue
        lines += _level_differences(old.level(one.code), one)
    lines += [
        _("取消%(label)s，在册的到下次决定时归入%(into)s")
        % {"label": gone.label, "into": new.carried(gone).label}
        for gone in old.levels
        if not new.has(gone.code)
    ]
    lines += _point_differences(old, new)
    if old.top_per_keeper != new.top_per_keeper:
        lines.append(
            _("每人最多包%(label)s：%(old)d 户改为 %(new)d 户")
            % {"label": new.top.label, "old": old.top_per_keeper, "new": new.top_per_keeper}
        )
    if old.cadence != new.cadence:
        lines.append(
            _("排查：%(old)s改为%(new)s")
            % {"old": cadence_words(old.cadence), "new": cadence_words(new.cadence)}
        )
    return lines


def _level_differences(old: Level, new: Level) -> list[str]:
    shown = (
        (_("名称"), old.label, new.label),
        (_("标准"), old.standard, new.standard),
        (_("建议分"), old.points_from, new.points_from),
        (_("首次到场"), hours(old.first_hours), hours(new.first_hours)),
        (_("会商时限"), hours(old.meeting_hours), hours(new.meeting_hours)),
        (_("走访"), rhythm(old.phases), rhythm(new.phases)),
        (_("复核天数"), old.review_days, new.review_days),
        (_("平稳天数"), old.quiet_days, new.quiet_days),
        (_("包户"), old.keepers, new.keepers),
    )
    return [
        f"{new.label}：{name} {before} → {after}"
        for name, before, after in shown
        if before != after
    ]


def _point_differences(old: Scale, new: Scale) -> list[str]:
    from households.scales.factors import words_of

    lines = [
        f"{words_of(key)}：{old.weights.get(key, 0)} 分 → {new.weights.get(key, 0)} 分"
        for key in sorted({*old.weights, *new.weights})
        if old.weights.get(key, 0) != new.weights.get(key, 0)
    ]
    lines += [f"{words_of(key)}：不再直接定为最高级" for key in sorted(old.direct - new.direct)]
    lines += [f"{words_of(key)}：直接定为最高级" for key in sorted(new.direct - old.direct)]
    return lines
