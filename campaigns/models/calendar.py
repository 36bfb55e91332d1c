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
    year, sign, mid, close = (
        campaign.year,
        campaign.sign_by,
        campaign.midyear_on,
        campaign.data_closes_on,
    )
    county, town, village = Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE
    lines = [
        Line(date(year, 2, 28), county, "印发方案、考核细则和任务分解表", Kind.PLAN),
        Line(sign - timedelta(days=11), county, "与各镇（街道）签订责任状"),
        Line(mid, county, "年中督查"),
        Line(date(year, 7, 31), county, "通报半年情况", Kind.MIDYEAR),
        Line(date(year, 9, 30), county, "审批示范户、授牌"),
        Line(date(year, 12, 20), county, "年终总结", Kind.FINAL),
        Line(close, county, "年度数据截止"),
        Line(date(year + 1, 1, 30), county, "年终考核、公布结果"),
        Line(date(year, 3, 15), town, "印发本级方案", Kind.PLAN),
        Line(sign, town, "与各村（社区）签订责任状"),
        Line(date(year, 4, 30), town, "布置示范户推荐"),
        Line(mid - timedelta(days=5), town, "自查台账", Kind.LEDGER),
        Line(date(year, 7, 10), town, "报年中小结", Kind.MIDYEAR),
        Line(date(year, 11, 20), town, "年度自评"),
        Line(date(year, 12, 20), town, "报年终总结", Kind.FINAL),
        Line(date(year, 3, 8), village, "三八维权周宣传", is_fixed=True),
        Line(sign, village, "与家庭签订承诺书"),
        Line(date(year, 5, 15), village, "国际家庭日集中宣传", is_fixed=True),
        Line(date(year, 6, 26), village, "国际禁毒日宣传", is_fixed=True),
        Line(date(year, 10, 31), village, "秋季家庭普遍排查"),
        Line(date(year, 11, 25), village, "反家庭暴力日宣传", is_fixed=True),
        Line(close, village, "资料归档"),
    ]
    return sorted(lines, key=lambda line: (line.due_on, line.level))


def duties_of(campaign: Campaign) -> list[Duty]:
    """The same as unsaved rows."""
    return [Duty(campaign=campaign, **line._asdict()) for line in year_calendar(campaign)]
