"""What is counted of the units' own work: pledges, meetings, papers, inspections, circulars."""

from __future__ import annotations

from reports.metrics.metric import DAY, Metric, MetricEvent, MetricItem, events_of

QUARTERS = tuple(MetricItem(f"q{n}", f"{word}季度议事会") for n, word in enumerate("一二三四", 1))
PAPERS = (
    MetricItem("plan", "年度方案", timed=True),
    MetricItem("midyear", "年中小结", timed=True),
    MetricItem("final", "年终总结", timed=True),
    MetricItem("ledger", "工作台账", timed=True),
)
LEAD = (MetricItem("person", "专人负责"), MetricItem("budget", "工作经费"))

ORGANISATION: tuple[Metric, ...] = (
    Metric(
        "pledges",
        "责任状签订",
        "本年度应签订的责任状份数（与上级签订的和与所辖各村签订的），"
        "3月31日前签订的计按期，其后至数据截止日签订的计逾期。",
        "按期签订",
        "应签",
        "份",
        (MetricEvent("late", "逾期签订"),),
        source="责任状登记（含双方签字日期）",
    ),
    Metric(
        "inspection_problems",
        "督查问题整改",
        "数据期内下达整改的督查问题中，经他人复查已销号的个数；复查未整改、再次复查未整改的次数另计，"
        "不成立的问题不计。",
        "已销号",
        "下达整改",
        "个",
        (
            MetricEvent("unrectified", "复查未整改"),
            MetricEvent("again", "再次复查未整改"),
        ),
        source="督查问题、整改通知、复查记录、扣分登记",
    ),
    Metric(
        "circulars",
        "通报批评",
        "数据期内印发、没有撤销的通报中，点名批评本单位的次数，按发文层级分列；同一份通报只计一次。"
        "分子为表扬的次数。",
        "通报表扬",
        "被通报",
        "次",
        (
            MetricEvent("blamed_county", "县级通报批评"),
            MetricEvent("blamed_city", "市级通报批评"),
            MetricEvent("blamed_province", "省级通报批评"),
        ),
        source="通报及通报事项",
    ),
    Metric(
        "group_meetings",
        "领导小组会议",
        "乡镇领导小组全年应开的会议（每年至少2次，自定更多的按自定），到截止日应开的次数按已过月数折算；"
        "附了签到表或纪要原件的计已开，没附的另计，没开的计缺。",
        "已开并有纪要",
        "应开",
        "次",
        (MetricEvent("unfiled", "没附纪要"), MetricEvent("missing", "缺")),
        ("numerator", "unfiled", "missing"),
        source="领导小组、会议记录及签到表、纪要附件",
    ),
    Metric(
        "councils",
        "季度议事会",
        "村（社区）每季度一次议事会，到截止日已过完的季度为应开，有会议记录的季度为已开。",
        "已开",
        "应开",
        "次",
        events_of(QUARTERS),
        items=QUARTERS,
        source="议事会会议记录",
    ),
    Metric(
        "year_papers",
        "方案、小结、总结、台账",
        "年度日程中列为方案、年中小结、年终总结、台账的乡级事项，到截止日已到期的；"
        "按登记时间，到期前办结的计按时，其后的计迟报，没有办结的计缺项，取消和免办的不计。",
        "按时",
        "应报",
        "件",
        (MetricEvent("late", "迟报"), MetricEvent("missing", "缺项"), *events_of(PAPERS)),
        ("numerator", "late", "missing"),
        PAPERS,
        source="年度日程事项、各乡镇办结登记",
    ),
    Metric(
        "lead_and_fund",
        "专人与经费",
        "乡镇各计两项：截止日领导小组有在任的组长，本年度登记了工作经费预算和文件。",
        "已落实",
        "应落实",
        "项",
        events_of(LEAD),
        items=LEAD,
        source="领导小组任职、工作经费登记",
        period=DAY,
    ),
)
