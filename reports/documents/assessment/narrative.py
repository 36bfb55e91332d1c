"""The sentences of the report, made from figures alone (domain A6, A8; report rules 5.1–5.10).

Every function returns Chinese text or "" when there is nothing true to say. Parts that are zero
are dropped; rates without a denominator are not printed; counts below five that could point to
a family are masked.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from reports.charts import half_up
from reports.documents.assessment.content import (
    AssessmentContent,
    CountyFigures,
    PreviousUnit,
    Problem,
    Tiers,
    UnitRate,
    UnitResult,
    Veto,
)
from reports.documents.assessment.figures import (
    category_means,
    fixed,
    mean,
    number,
    rate,
)
from reports.documents.assessment.wording import SMALL, chinese_date, masked, whole_year
from reports.documents.assessment.zero import MonthFigures

GRADES = ("优秀", "良好", "合格", "不合格")


def overview(units: Sequence[UnitResult]) -> str:
    """Rule 1: mean, grades, highest and lowest. Vetoed units count in the mean only."""
    waiting = [unit for unit in units if unit.total is None]
    if waiting:
        return (
            f"全县{len(units)}个单位中，{len(waiting)}个单位尚有指标待评，"
            "总分、名次待评定后确定，暂不计算平均得分。"
        )
    totals = [Decimal(unit.total) for unit in units if unit.total is not None]
    average = mean(totals)
    first = f"全县{len(units)}个单位平均得分{fixed(average or Decimal(0))}分"
    if any(unit.veto for unit in units):
        first += "（含被一票否决单位）"
    return f"{first}。{_grades(units)}{_extremes(units)}"


def _grades(units: Sequence[UnitResult]) -> str:
    open_units = [unit for unit in units if not unit.veto]
    parts = [(grade, sum(unit.grade == grade for unit in open_units)) for grade in GRADES]
    parts.append(("一票否决", len(units) - len(open_units)))
    said = [f"{name}{count}个" for name, count in parts if count]
    return f"其中{'，'.join(said)}。" if said else ""


def _extremes(units: Sequence[UnitResult]) -> str:
    scored = [
        (value, unit.name)
        for unit in units
        if not unit.veto and (value := number(unit.total)) is not None
    ]
    if len(scored) < 2:
        return ""
    high, low = max(scored)[0], min(scored)[0]
    if high == low:
        return "各单位得分相同。"
    tops = "、".join(name for value, name in scored if value == high)
    lows = "、".join(name for value, name in scored if value == low)
    return (
        f"得分最高的是{tops}（{fixed(high)}分），最低的是{lows}（{fixed(low)}分），"
        f"相差{fixed(high - low)}分。"
    )


def screening(figures: CountyFigures, until: date) -> str:
    """Rule 2: screened households, coverage, listed families by tier."""
    year, tiers = whole_year(until), tiers_sentence(figures.tiers, until)
    if not figures.screened:
        return f"{year}未录入家庭排查情况。{tiers}"
    coverage = rate(figures.screened, figures.households)
    covered = f"，覆盖率{fixed(coverage, 1)}%" if coverage is not None else ""
    return f"{year}排查家庭{figures.screened}户{covered}；{tiers}"


def tiers_sentence(tiers: Tiers, until: date) -> str:
    """Listed families by tier; with a masked part the sum is left out, or it would tell."""
    if not tiers.total:
        return f"{_end(until)}无在册重点家庭。"
    parts = "、".join(f"{name}{masked(count, '户')}" for name, count in tiers.named if count)
    if any(0 < count < SMALL for _, count in tiers.named):
        return f"{_end(until)}在册重点家庭中，{parts}。"
    return f"{_end(until)}在册重点家庭{tiers.total}户，其中{parts}。"


def _end(until: date) -> str:
    return "年末" if whole_year(until) == "全年" else ""


def disputes(figures: CountyFigures, until: date) -> str:
    """Rule 3: disputes accepted and settled; no rate of nothing, no difference below five."""
    accepted, settled = figures.disputes_accepted, figures.disputes_settled
    if not accepted:
        return f"{whole_year(until)}未受理婚姻家庭纠纷。"
    if accepted < SMALL or 0 < settled < SMALL:
        return f"受理婚姻家庭纠纷{masked(accepted, '件')}，调解成功{masked(settled, '件')}。"
    share = rate(settled, accepted)
    return (
        f"受理婚姻家庭纠纷{accepted}件，调解成功{settled}件，"
        f"成功率{fixed(share or Decimal(0), 1)}%。"
    )


def zero_reports(figures: CountyFigures, until: date) -> str:
    """Rule 4: due = on time + late + missing; untrue ones were on time and are told apart."""
    due = figures.reports_due
    if not due:
        return f"{whole_year(until)}没有到期的零报告。"
    share = rate(figures.reports_on_time, due) or Decimal(0)
    text = f"应报零报告{due}份，按时{figures.reports_on_time}份，按时率{fixed(share, 1)}%"
    parts = []
    if figures.reports_late:
        parts.append(f"迟报{figures.reports_late}份")
    if figures.reports_missing:
        parts.append(f"未报{figures.reports_missing}份")
    if figures.reports_untrue:
        parts.append(f"事后查明失实{figures.reports_untrue}份")
    return f"{text}；{'，'.join(parts)}。" if parts else f"{text}。"


def categories(units: Sequence[UnitResult]) -> str:
    """Rule 5: strongest and weakest category; differences in 百分点, none when they round to 0."""
    names = {category.code: category.name for unit in units for category in unit.categories}
    means = category_means(units)
    known = {code: value for code, value in means.items() if value is not None}
    if len(known) < len(names) or not known:
        waiting = "、".join(f"“{names[code]}”" for code in names if code not in known)
        return f"{waiting}尚待评定，暂不比较各类得分率。" if waiting else ""
    whole = overall_rate(units)
    best, worst = max(known.values()), min(known.values())
    gap = half_up(whole - worst, 1)
    if half_up(best - worst, 1) == 0 or gap <= 0:
        return "各类得分率接近。"
    tops = "、".join(f"“{names[code]}”" for code in known if known[code] == best)
    lows = "、".join(f"“{names[code]}”" for code in known if known[code] == worst)
    count = _COUNT_WORDS.get(len(names), str(len(names)))
    return (
        f"{count}大类中，{tops}得分率最高，为{fixed(best, 1)}%；"
        f"{lows}最低，为{fixed(worst, 1)}%，低于全县平均得分率{gap}个百分点。"
    )


_COUNT_WORDS = {2: "两", 3: "三", 4: "四", 5: "五", 6: "六", 7: "七", 8: "八", 9: "九", 10: "十"}


def overall_rate(units: Sequence[UnitResult]) -> Decimal:
    """All points of scored categories over all their caps, in percent."""
    scored = [
        (points, Decimal(category.cap))
        for unit in units
        for category in unit.categories
        if (points := number(category.points)) is not None
    ]
    reached = sum((points for points, _ in scored), Decimal(0))
    return rate(reached, sum((cap for _, cap in scored), Decimal(0))) or Decimal(0)


def widest_category(units: Sequence[UnitResult]) -> str:
    """The category with the largest distance between two units."""
    spread: dict[str, list[Decimal]] = {}
    for unit in units:
        for category in unit.categories:
            points = number(category.points)
            if points is not None and (value := rate(points, Decimal(category.cap))) is not None:
                spread.setdefault(category.name, []).append(value)
    gaps = {name: max(values) - min(values) for name, values in spread.items()}
    if not gaps or max(gaps.values()) == 0:
        return ""
    widest = [name for name, gap in gaps.items() if gap == max(gaps.values())]
    return f"各单位之间差距最大的是{'、'.join(f'“{name}”' for name in widest)}。"


def months(figures: Sequence[MonthFigures], until: date) -> str:
    """Rule 6: months with the highest and lowest share of late, missing or untrue reports."""
    shares = {
        entry.month: share
        for entry in figures
        if (share := rate(entry.late + entry.missing + entry.untrue, entry.due)) is not None
    }
    if not shares:
        return ""
    high, low = max(shares.values()), min(shares.values())
    if high == low:
        return f"{whole_year(until)}{len(shares)}个报告期异常报告（迟报、未报、失实）占比相同。"
    return (
        f"{whole_year(until)}{len(shares)}个报告期中，异常报告（迟报、未报、失实）占比最高的是"
        f"{_named_months(m for m in shares if shares[m] == high)}，最低的是"
        f"{_named_months(m for m in shares if shares[m] == low)}。"
    )


def months_seen(content: AssessmentContent) -> str:
    """The months with where they are shown; without any there was nothing due."""
    said = months(content.figures.months, content.data_to)
    shown = f"{said}各村（社区）逐月情况见附件3、图3。"
    return shown if said else zero_reports(content.figures, content.data_to)


def _named_months(found: Iterable[int]) -> str:
    names = [f"{month}月" for month in found]
    if len(names) > 3:
        return f"{'、'.join(names[:3])}等{len(names)}个月"
    return "、".join(names)


def keepers(figures: CountyFigures, units: Sequence[UnitResult], until: date) -> str:
    """Listed families: share of red ones, keepers, the unit with most (never a small count)."""
    tiers = figures.tiers
    if not tiers.total:
        return tiers_sentence(tiers, until)
    start = tiers_sentence(tiers, until)
    if min(count for _name, count in tiers.named if count) >= SMALL:
        share = rate(tiers.red, tiers.total) or Decimal(0)
        start = f"{_end(until)}在册重点家庭{tiers.total}户，红色占{fixed(share, 1)}%"
        start += "。" if figures.without_keepers else "，均已落实两名包户责任人。"
    if figures.without_keepers:
        start += f"未落实两名包户责任人的{masked(figures.without_keepers, '户')}。"
    most = max(unit.tiers.total for unit in units)
    if most < SMALL:
        return start
    named = "、".join(unit.name for unit in units if unit.tiers.total == most)
    return f"{start}在册户数最多的是{named}。"


def last_three(rates: Sequence[UnitRate]) -> list[str]:
    """Units with the three lowest shares; all of an equal third place; none without a base."""
    shares = sorted(
        (value, index, entry.unit)
        for index, entry in enumerate(rates)
        if (value := rate(entry.numerator, entry.denominator)) is not None
    )
    if len(shares) <= 3 or shares[2][0] == shares[-1][0]:
        return []
    return [unit for value, _, unit in shares if value <= shares[2][0]]


def problem(entry: Problem) -> str:
    """Rule 7: who stands last in one indicator."""
    names = last_three(entry.rates)
    if not names:
        return ""
    tied = "" if len(names) == 3 else f"等{len(names)}个单位（含并列）"
    return f"“{entry.name}”居后三位的是{'、'.join(names)}{tied}。"


def comparison(total: str | None, rank: int | None, before: PreviousUnit | None) -> str:
    """Rule 8: 升/降 in points and places against the year before."""
    if before is None or total is None:
        return ""
    parts = [_moved(Decimal(total) - Decimal(before.total), "分", 2)]
    if rank is not None and before.rank is not None:
        parts.append(_moved(Decimal(before.rank - rank), "位", 0))
    return f"较上年{'，'.join(parts)}"


def _moved(change: Decimal, unit: str, places: int) -> str:
    if change == 0:
        return "名次持平" if unit == "位" else "得分持平"
    return f"{'升' if change > 0 else '降'}{fixed(abs(change), places)}{unit}"


def county_comparison(content: AssessmentContent) -> str:
    """Rule 8 for the county's mean; without the same rubric and tree nothing is compared."""
    previous = content.previous
    if previous is None:
        return ""
    if not previous.comparable:
        return "因细则调整，不作比较。"
    totals = [Decimal(unit.total) for unit in content.units if unit.total is not None]
    average = mean(totals) if len(totals) == len(content.units) else None
    if average is None:
        return ""
    change = half_up(average, 2) - half_up(Decimal(previous.mean), 2)
    return f"平均得分较上年{_moved(change, '分', 2)}。".replace("年得分持平", "年持平")


def veto(unit: str, rubric_title: str, entry: Veto) -> str:
    """Rule 9: ground, finding, clause, decider, number and the statement period (domain A6)."""
    clause = entry.clause.strip("（）")
    outcome = {"none": "未提出异议", "upheld": "提出异议，经复核维持"}[entry.objection]
    return (
        f"{unit}因“{entry.ground}”，经责任认定，依据{rubric_title}第（{clause}）项，"
        f"由{entry.body}于{chinese_date(entry.decided_on)}决定（{entry.document_number}）"
        f"予以一票否决。陈述期内{outcome}。"
    )


def rectification(content: AssessmentContent) -> str:
    """Rule 10: what follows from annex 4 and who looks again."""
    return (
        f"对照附件4逐项整改，{chinese_date(content.rectified_by)}前报送整改结果，"
        f"{content.recheck_body}{content.recheck_month}月组织复查。"
    )
