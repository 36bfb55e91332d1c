"""致镇（街道）函: a township's own result in words: what is good, what is lacking with figures,
what to do next. Drafted from its lines; a person edits it before approval."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from reports.documents.assessment import narrative
from reports.documents.assessment.content import AssessmentContent, IndicatorLine, UnitResult
from reports.documents.assessment.figures import cap_text, fixed, grade_text, mean, number
from reports.documents.assessment.wording import chinese_date
from reports.documents.drafting.base import line_means, official, you
from reports.documents.drafting.sheet import sheet_table
from reports.documents.official.content import OfficialContent, blocks_of

STRONG, WEAK, VILLAGES = 5, 5, 3


def letter(content: AssessmentContent, unit: UnitResult) -> OfficialContent:
    """The letter with the unit's score sheet."""
    year, means = content.year, line_means(content.units)
    lines = [
        f"根据{content.rubric_title}，{content.appraisers}对{you(unit)}{year}年度平安家庭创建工作"
        "进行了考核。现将考核结果和有关意见函告如下。",
        "一、考核结果",
        *_result(content, unit),
        "二、工作成效",
        *_strong(unit, means),
        "三、存在差距",
        *_weak(unit, means),
        "四、下一步建议",
        *_advice(content, unit),
        "特此函告。",
    ]
    return official(
        content,
        "letter",
        title=f"关于{unit.name}{year}年度平安家庭创建工作考核结果的函",
        head=content.issuing_body,
        addressee=f"{unit.name}平安家庭创建工作领导小组",
        blocks=blocks_of(*lines),
        attached=(f"{unit.name}考核评分表",),
        tables=(sheet_table(content, unit, "附件"),),
    )


def _result(content: AssessmentContent, unit: UnitResult) -> list[str]:
    peers = [one for one in content.units if one.group == unit.group]
    if unit.total is None:
        most = f"，至多{fixed(unit.possible)}分" if unit.possible else ""
        return [f"{you(unit)}尚有指标待评，总分{most.lstrip('，') or '待定'}，名次待评定后确定。"]
    said = you(unit)
    if Decimal(unit.bonus) or Decimal(unit.deduction):
        said += f"指标得分{fixed(unit.base or '0')}分"
    if Decimal(unit.bonus):
        said += f"，加分{fixed(unit.bonus)}分"
    if Decimal(unit.deduction):
        said += f"，扣分{fixed(unit.deduction)}分"
    said += f"{'，' if said != you(unit) else ''}总分{fixed(unit.total)}分"
    if unit.rank is not None and unit.veto is None:
        said += f"，在{unit.group}{len(peers)}个单位中列第{unit.rank}位，等次为{grade_text(unit)}"
    said += "。"
    totals = [Decimal(one.total) for one in peers if one.total is not None]
    average = mean(totals)
    if average is not None and len(totals) == len(peers) > 1:
        gap = Decimal(unit.total) - average
        even = abs(gap) < Decimal("0.005")
        how = f"比同组平均分{'高' if gap > 0 else '低'}{fixed(abs(gap))}分"
        said += "总分与同组平均分相同。" if even else f"总分{how}。"
    out = [said]
    if unit.veto:
        out.append(narrative.veto(unit.name, content.rubric_title, unit.veto))
    if villages := _villages(unit):
        out.append(villages)
    return out


def _villages(unit: UnitResult) -> str:
    scored = sorted(
        (v for v in unit.villages if v.total is not None and not v.vetoed),
        key=lambda v: (v.rank or 0, v.code),
    )
    if len(scored) < VILLAGES * 2:
        return ""
    top = "、".join(v.name for v in scored[:VILLAGES])
    last = "、".join(v.name for v in scored[-VILLAGES:])
    return f"所辖{unit.village_count}个村（社区）中，得分居前的是{top}，居后的是{last}。"


def _strong(unit: UnitResult, means: Mapping[str, Decimal]) -> list[str]:
    """Full marks where others lost some, then what lies most above the county's mean."""
    ahead = []
    for line in unit.lines:
        points, average = number(line.review_points), means.get(line.code)
        if points is None or average is None or points <= average:
            continue
        ahead.append((points < Decimal(line.cap), -(points - average) / Decimal(line.cap), line))
    ahead.sort(key=lambda entry: (entry[0], entry[1], entry[2].code))
    said = [_praised(line, means[line.code]) for _, _, line in ahead[:STRONG]]
    return [f"{'；'.join(said)}。"] if said else ["各项指标没有高于全县平均水平的。"]


def _praised(line: IndicatorLine, average: Decimal) -> str:
    points = number(line.review_points) or Decimal(0)
    full = "满分" if points == Decimal(line.cap) else f"（满分{cap_text(line.cap)}分）"
    return f"“{line.name}”得{fixed(points)}分{full}，全县平均{fixed(average)}分".replace(
        "分满分", "分，为满分"
    )


def _lost(line: IndicatorLine) -> Decimal:
    points = number(line.review_points)
    return Decimal(0) if points is None else Decimal(line.cap) - points


def _weak(unit: UnitResult, means: Mapping[str, Decimal]) -> list[str]:
    """The lines that cost most, each with the formula and its figures."""
    lines = sorted(
        (line for line in unit.lines if _lost(line) > 0), key=lambda x: (-_lost(x), x.code)
    )
    said = []
    for place, line in enumerate(lines[:WEAK], 1):
        why = f"；{line.reason.rstrip('。')}" if line.reason else ""
        average = f"，全县平均{fixed(means[line.code])}分" if line.code in means else ""
        said.append(
            f"{place}. {line.name}（{cap_text(line.cap)}分）："
            f"得{fixed(line.review_points or '0')}分，失{fixed(_lost(line))}分{average}{why}。"
        )
    return said or ["各项指标均为满分。"]


def _advice(content: AssessmentContent, unit: UnitResult) -> list[str]:
    rows = [entry for entry in content.rectifications if entry.unit_code == unit.code]
    said = [f"{place}. {entry.indicator}：{entry.measure}。" for place, entry in enumerate(rows, 1)]
    by = chinese_date(content.rectified_by)
    said.append(
        f"请于{by}前将整改结果报{content.recheck_body}，{content.recheck_month}月组织复查。"
        if rows
        else "请保持现有力度，巩固成果。"
    )
    said.append("对考核结果有异议的，可以按程序在规定期限内逐项申诉。")
    return said
