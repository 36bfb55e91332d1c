"""What is counted of disputes, rights matters and what may turn worse (domain A6, A7, D, E)."""

from __future__ import annotations

from reports.metrics.metric import Metric

DISPUTES: tuple[Metric, ...] = (
    Metric(
        "mediated",
        "纠纷调解",
        "数据期内受理的纠纷中，至少进行过一次调解的件数。",
        "已调解",
        "受理",
        "件",
        source="纠纷受理登记、调解记录",
    ),
    Metric(
        "mediation_success",
        "调解成功",
        "数据期内受理且已调解的纠纷中，达成书面或口头协议的件数。",
        "成功",
        "调解",
        "件",
        source="纠纷受理登记、调解记录、调解协议",
    ),
    Metric(
        "settled_in_village",
        "村内化解",
        "数据期内村（社区）受理的纠纷中，在本村达成书面或口头协议的件数。",
        "村内化解",
        "受理",
        "件",
        source="纠纷受理登记、调解协议、上交记录",
    ),
    Metric(
        "oral_registered",
        "口头协议登记",
        "数据期内未制作书面协议而化解的纠纷中，已由调解员登记口头协议内容的件数。",
        "已登记",
        "未制作书面协议",
        "件",
        source="口头协议登记",
    ),
    Metric(
        "follow_ups",
        "协议回访",
        "数据期内满30日的书面或口头协议中，自达成之日起30日内完成回访的件数；"
        "数据截止日尚未满30日的不计。",
        "30日内回访",
        "应回访",
        "件",
        source="调解协议、回访记录",
    ),
)
