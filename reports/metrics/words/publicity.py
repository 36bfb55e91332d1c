"""What is counted of publicity, training, bulletins and surveys (domain A6 1.5, 2.1–2.4, 6.1)."""

from __future__ import annotations

from reports.metrics.metric import Metric, MetricEvent, MetricItem, events_of

FIXED_DATES = (
    MetricItem("women_day", "3·8维权周宣传"),
    MetricItem("family_day", "5·15国际家庭日宣传"),
    MetricItem("drug_day", "6·26禁毒日宣传"),
    MetricItem("peace_day", "11·25反暴力日宣传"),
)

PUBLICITY: tuple[Metric, ...] = (
    Metric(
        "publicity_dates",
        "集中宣传",
        "乡镇和村各自应在四个集中宣传日（3·8、5·15、6·26、11·25）前后规定天数内开展一次宣传活动，"
        "规定天数已过的计应办；有登记和照片的计已办，只有登记没有照片的另计；同一单位同一宣传日"
        "办几次、几个人登记都只计一次。",
        "已办",
        "应办",
        "次",
        (
            MetricEvent("unproved", "缺照片"),
            MetricEvent("missing", "没有办"),
            *events_of(FIXED_DATES),
        ),
        ("numerator", "unproved", "missing"),
        FIXED_DATES,
        source="宣传活动登记及照片、集中宣传日规定天数",
    ),
    Metric(
        "training",
        "业务培训",
        "数据期内各次培训的应参训人员，一个人列入几次都计一人；至少参加过一次的计参训。"
        "按最后一次列入时所在的单位计。",
        "参训",
        "应参训",
        "人",
        source="培训登记、应参训名单、签到",
    ),
    Metric(
        "bulletins_adopted",
        "信息简报采用",
        "数据期内印发、没有撤回的简报期数，其中被上级采用并有采用证明的计采用；几家采用只计一期。",
        "被采用",
        "印发",
        "期",
        source="简报、采用登记及证明",
    ),
    Metric(
        "papers_adopted",
        "调研文章采用",
        "数据期内完成的调研文章篇数，其中被上级采用并有采用证明的计采用；几家采用只计一篇；"
        "被市级以上采用的另计。",
        "被采用",
        "完成",
        "篇",
        (MetricEvent("city", "市级以上采用"),),
        source="调研文章登记、采用登记及证明",
    ),
    Metric(
        "survey_aware",
        "群众知晓",
        "计入本年考核、已封存的群众调查中，答了知晓问题的份数；答“知道”的计知晓。",
        "知晓",
        "有效",
        "份",
        source="群众调查答卷、第三方调查结果",
    ),
    Metric(
        "survey_took_part",
        "群众参与",
        "计入本年考核、已封存的群众调查中，答了参与问题的份数；答“参加过”的计参与。",
        "参与",
        "有效",
        "份",
        source="群众调查答卷、第三方调查结果",
    ),
    Metric(
        "survey_satisfied",
        "群众满意",
        "计入本年考核、已封存的群众调查中，答了满意问题的份数；答“非常满意”“满意”的计满意。",
        "满意",
        "有效",
        "份",
        source="群众调查答卷、第三方调查结果",
    ),
    Metric(
        "survey_safe",
        "群众安全感",
        "计入本年考核、已封存的群众调查中，答了安全问题的份数；答“很安全”“比较安全”的计安全。",
        "安全",
        "有效",
        "份",
        source="群众调查答卷、第三方调查结果",
    ),
)
