"""The year's dated duties for each level (domain J1), from a campaign's own dates."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from campaigns.models.campaign import Campaign
from campaigns.models.division import Level
from campaigns.models.year_duty import Duty

Kind = Duty.Kind


class Line(NamedTuple):
    """A line of the calendar; the names are those of Duty."""

    due_on: date
    level: Level
    title: str
    kind: Kind = Kind.OTHER
    is_fixed: bool = False


def year_calendar(campaign: Campaign) -> list[Line]:
    """Lines in order of the day. What domain A6 1.3 scores has its kind; days of remembrance
    (domain A6 2.3, J1) are fixed."""
    lines = [*_county(campaign), *_townships(campaign), *_villages(campaign)]
    return sorted(lines, key=lambda line: (line.due_on, line.level))


def _county(campaign: Campaign) -> list[Line]:
    """What the county does, month by month."""
    year = campaign.year
    return [
        Line(date(year, 2, 28), Level.COUNTY, "印发方案、考核细则和任务分解表", Kind.PLAN),
        Line(date(year, 3, 10), Level.COUNTY, "召开启动会"),
        Line(campaign.sign_by - timedelta(days=11), Level.COUNTY, "与各镇（街道）签订责任状"),
        Line(date(year, 4, 15), Level.COUNTY, "分析一季度形势"),
        Line(date(year, 4, 30), Level.COUNTY, "培训调解员"),
        Line(campaign.midyear_on, Level.COUNTY, "年中督查"),
        Line(date(year, 7, 31), Level.COUNTY, "通报半年情况", Kind.MIDYEAR),
        Line(date(year, 8, 31), Level.COUNTY, "复查整改情况"),
        Line(date(year, 9, 30), Level.COUNTY, "审批示范户、授牌"),
        Line(date(year, 11, 30), Level.COUNTY, "组织满意度调查"),
        Line(date(year, 12, 4), Level.COUNTY, "宪法宣传周宣传", is_fixed=True),
        Line(date(year, 12, 20), Level.COUNTY, "年终总结", Kind.FINAL),
        Line(campaign.data_closes_on, Level.COUNTY, "年度数据截止"),
        Line(date(year + 1, 1, 30), Level.COUNTY, "年终考核、公布结果"),
    ]


def _townships(campaign: Campaign) -> list[Line]:
    """What every township does."""
    year = campaign.year
    return [
        Line(date(year, 3, 15), Level.TOWNSHIP, "印发本级方案", Kind.PLAN),
        Line(campaign.sign_by, Level.TOWNSHIP, "与各村（社区）签订责任状"),
        Line(date(year, 4, 30), Level.TOWNSHIP, "布置示范户推荐"),
        Line(campaign.midyear_on - timedelta(days=5), Level.TOWNSHIP, "自查台账", Kind.LEDGER),
        Line(date(year, 7, 10), Level.TOWNSHIP, "报年中小结", Kind.MIDYEAR),
        Line(date(year, 7, 31), Level.TOWNSHIP, "督查问题整改到位"),
        Line(date(year, 8, 31), Level.TOWNSHIP, "审核示范户"),
        Line(date(year, 11, 20), Level.TOWNSHIP, "年度自评"),
        Line(date(year, 12, 20), Level.TOWNSHIP, "报年终总结", Kind.FINAL),
    ]


def _villages(campaign: Campaign) -> list[Line]:
    """What every village does."""
    year = campaign.year
    return [
        Line(date(year, 1, 25), Level.VILLAGE, "春节前走访重点家庭"),
        Line(date(year, 2, 28), Level.VILLAGE, "排查返乡家庭"),
        Line(date(year, 3, 8), Level.VILLAGE, "三八维权周宣传", is_fixed=True),
        Line(campaign.sign_by, Level.VILLAGE, "与家庭签订承诺书"),
        Line(date(year, 4, 30), Level.VILLAGE, "收集示范户申请"),
        Line(date(year, 5, 15), Level.VILLAGE, "国际家庭日集中宣传", is_fixed=True),
        Line(date(year, 5, 31), Level.VILLAGE, "示范户评议、公示"),
        Line(campaign.midyear_on - timedelta(days=10), Level.VILLAGE, "自查台账", Kind.LEDGER),
        Line(date(year, 6, 26), Level.VILLAGE, "国际禁毒日宣传", is_fixed=True),
        Line(date(year, 7, 20), Level.VILLAGE, "暑期走访儿童"),
        Line(date(year, 8, 20), Level.VILLAGE, "防溺水安全走访"),
        Line(date(year, 10, 31), Level.VILLAGE, "秋季家庭普遍排查"),
        Line(date(year, 11, 25), Level.VILLAGE, "反家庭暴力日宣传", is_fixed=True),
        Line(campaign.data_closes_on, Level.VILLAGE, "资料归档"),
    ]


def duties_of(campaign: Campaign) -> list[Duty]:
    """The same as unsaved rows."""
    return [Duty(campaign=campaign, **line._asdict()) for line in year_calendar(campaign)]
