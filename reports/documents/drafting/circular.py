"""通报 of the year's result: who did well, what is lacking, what to do; facts only.

Praise names grades and rates; blame names what was found, with its figure, and never a family.
A count of reports or points is of the unit, so it is printed as it is."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reports.documents.assessment import narrative
from reports.documents.assessment.content import AssessmentContent, UnitResult
from reports.documents.assessment.figures import category_rate, fixed, printing_order, shown
from reports.documents.assessment.wording import chinese_date, period
from reports.documents.assessment.zero import ZeroTotals
from reports.documents.drafting.base import official
from reports.documents.drafting.ranking import ranking_table, rectify_table
from reports.documents.official.content import OfficialContent, blocks_of


def circular(content: AssessmentContent) -> OfficialContent:
    """The circular with the ranking and the list of what to put right."""
    units = printing_order(content.units)
    year = content.year
    opening = (
        f"根据{content.rubric_title}，{content.appraisers}对全县{len(units)}个镇（街道、农场）"
        f"{year}年度平安家庭创建工作进行了考核，数据时段为"
        f"{period(content.data_from, content.data_to)}。现将考核结果通报如下。"
    )
    lines = [
        opening,
        "一、总体情况",
        narrative.overview(units),
        narrative.categories(units) + narrative.months(content.figures.months, content.data_to),
        "各单位得分、名次和等次见附件1。",
        "二、通报表扬",
        *praise(units),
        "三、存在问题",
        *blame(content, units),
        "四、工作要求",
        "（一）受表扬的单位要巩固成果，继续走在前列；其他单位要对照先进找差距，补短板。",
        f"（二）各单位对照附件2逐项整改，{chinese_date(content.rectified_by)}前将整改结果报"
        f"{content.recheck_body}，{content.recheck_month}月组织复查。",
        "（三）对考核结果有异议的，可以按程序在规定期限内申诉，申诉期间不影响整改。",
    ]
    return official(
        content,
        "circular",
        title=f"关于{year}年度平安家庭创建工作考核结果的通报",
        head=f"{content.issuing_body}文件",
        addressee=content.addressee,
        blocks=blocks_of(*lines),
        attached=(
            f"{year}年度平安家庭创建工作考核排名表",
            f"{year}年度考核扣分事项与整改清单",
        ),
        tables=(ranking_table(content, "附件1"), rectify_table(content, "附件2", masked=True)),
        copies_to=content.copies_to,
    )


def praise(units: Sequence[UnitResult]) -> list[str]:
    """Excellent units, and who is first in each category; a vetoed unit is never praised."""
    standing = [unit for unit in units if unit.veto is None and unit.total is not None]
    best = [unit for unit in standing if unit.grade == "优秀"]
    said = []
    if best:
        named = "、".join(f"{unit.name}（{shown(unit.total)}分）" for unit in best)
        said.append(f"对考核等次为优秀的{named}予以通报表扬。")
    firsts = [text for index in range(len(units[0].categories)) if (text := _first(units, index))]
    if firsts:
        said.append(f"分类得分率居全县第一的单位：{'；'.join(firsts)}。")
    return said or ["本年度没有等次为优秀的单位。"]


def _first(units: Sequence[UnitResult], index: int) -> str:
    rates = [
        (rate, unit.name)
        for unit in units
        if unit.veto is None and (rate := category_rate(unit.categories[index])) is not None
    ]
    if not rates or max(rates)[0] == min(rates)[0]:
        return ""
    top = max(rates)[0]
    names = [name for rate, name in rates if rate == top]
    if len(names) > 3:
        return ""
    return f"“{units[0].categories[index].name}”为{'、'.join(names)}（{fixed(top, 1)}%）"


def blame(content: AssessmentContent, units: Sequence[UnitResult]) -> list[str]:
    """What was found, each with its figure: lines where units stand last, reports that were missing
    or untrue, units below the line, vetoes."""
    said = ["".join(narrative.problem(entry) for entry in content.problems)]
    found = []
    for unit in units:
        totals = ZeroTotals.of(unit.zero_rows)
        facts = [
            f"{word}{count}份"
            for word, count in (("未报", totals.missing), ("失实", totals.untrue))
            if count
        ]
        if facts:
            found.append((totals.missing + totals.untrue, f"{unit.name}{'、'.join(facts)}"))
    if found:
        worst = [text for _, text in sorted(found, key=lambda pair: -pair[0])[:5]]
        said.append(f"零报告经核查有未报或失实的，数量居前的是：{'；'.join(worst)}。")
    low = [unit for unit in units if unit.grade == "不合格" and unit.veto is None]
    if low:
        named = "、".join(f"{u.name}（{fixed(u.total or Decimal(0))}分）" for u in low)
        said.append(f"对考核等次为不合格的{named}予以通报批评。")
    said += [
        narrative.veto(unit.name, content.rubric_title, unit.veto) for unit in units if unit.veto
    ]
    return [text for text in said if text] or ["没有需要点名通报的问题。"]
