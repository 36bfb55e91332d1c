"""The year's dated duties for each level (domain J1), from a campaign's own dates."""

from __future__ import annotations

from datetime import date, timedelta

from campaigns.models.campaign import Campaign
from campaigns.models.division import Level

Line = tuple[date, Level, str]


def year_calendar(campaign: Campaign) -> list[Line]:
    """Lines of (due day, level, what) in order of the day."""
    year, sign, mid, close = (
        campaign.year,
        campaign.sign_by,
        campaign.midyear_on,
        campaign.data_closes_on,
    )
    lines: list[Line] = [
        (date(year, 2, 28), Level.COUNTY, "印发方案、考核细则和任务分解表"),
        (sign - timedelta(days=11), Level.COUNTY, "与各镇（街道）签订责任状"),
        (sign, Level.TOWNSHIP, "与各村（社区）签订责任状"),
        (sign, Level.VILLAGE, "与家庭签订承诺书"),
        (date(year, 4, 30), Level.TOWNSHIP, "布置示范户推荐"),
        (date(year, 5, 15), Level.VILLAGE, "国际家庭日集中宣传"),
        (mid, Level.COUNTY, "年中督查"),
        (mid - timedelta(days=5), Level.TOWNSHIP, "自查台账"),
        (date(year, 7, 31), Level.COUNTY, "通报半年情况"),
        (date(year, 9, 30), Level.COUNTY, "审批示范户、授牌"),
        (date(year, 10, 31), Level.VILLAGE, "秋季家庭普遍排查"),
        (date(year, 11, 20), Level.TOWNSHIP, "年度自评"),
        (date(year, 11, 25), Level.VILLAGE, "反家庭暴力日宣传"),
        (close, Level.VILLAGE, "资料归档"),
        (close, Level.COUNTY, "年度数据截止"),
        (date(year + 1, 1, 30), Level.COUNTY, "年终考核、公布结果"),
    ]
    return sorted(lines, key=lambda line: (line[0], line[1]))
