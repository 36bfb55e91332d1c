"""What is counted of families: pledges, reports, screening, files, visits, awards (domain A–C)."""

from __future__ import annotations

from reports.metrics.metric import DAY, Metric, MetricEvent

FAMILIES: tuple[Metric, ...] = (
    Metric(
        "household_pledges",
        "家庭承诺（责任）书签订",
        "数据截止日在册家庭户数中，本年度已签订平安家庭承诺（责任）书的户数；"
        "按清单成批登记的以清单户数计。",
        "已签",
        "应签",
        "户",
        source="家庭台账、家庭承诺书登记、成批登记的清单",
        period=DAY,
    ),
    Metric(
        "reporting",
        "按时报告（含零报告）",
        "本年度各报告期应报份数：截止时刻前上报的计按时，其后上报的计迟报，"
        "至数据截止日未报的计未报；已报的零报告经查证失实的另计失实零报告；没有被查证失实、本单位自己把零报告更正为有情况的，另计自查更正。",
        "按时",
        "应报",
        "份",
        (
            MetricEvent("late", "迟报"),
            MetricEvent("missing", "未报"),
            MetricEvent("untrue", "失实零报告"),
            MetricEvent("corrected", "自查更正"),
        ),
        ("numerator", "late", "missing"),
        source="应报清单、零报告及其更正、失实认定",
    ),
    Metric(
        "screening",
        "排查覆盖",
        "本年度各轮全面排查中，截至数据截止日已到期的，各村开启时的总户数为应排查，"
        "其中已走过的户数为已排查；开启以后的迁入迁出不改总户数。",
        "已排查",
        "应排查",
        "户",
        source="全面排查轮次、各村排查登记",
    ),
    Metric(
        "screening_rounds",
        "半月排查",
        "本年度定期排查（每半月一轮，全年24次）中，截至数据截止日已到期的轮次数；"
        "截止时刻前交来的计按时，其后交来的计迟交，没有交来的计缺。",
        "按时",
        "应排查",
        "次",
        (MetricEvent("late", "迟交"), MetricEvent("missing", "缺")),
        ("numerator", "late", "missing"),
        source="定期排查轮次、各村排查登记",
    ),
    Metric(
        "family_files",
        "一户一档完整",
        "数据期内在册的重点家庭中，登记、定级理由、包户人、走访四类材料齐全的户数。",
        "档案完整",
        "在册",
        "户",
        source="在册家庭档案、定级记录、包户人登记、走访记录",
    ),
    Metric(
        "keepers",
        "包户到人落实",
        "数据截止日在册的重点家庭中，有两名有效包户人（非近亲属、任期在有效期内）的户数。",
        "两名包户人在岗",
        "应落实",
        "户",
        source="在册家庭档案、包户人登记",
        period=DAY,
    ),
    Metric(
        "pairings",
        "结对帮扶覆盖",
        "数据截止日在册、标注特别困难的重点家庭中，正在结对帮扶的户数。",
        "已结对",
        "应结对",
        "户",
        source="在册家庭档案、结对帮扶登记",
        period=DAY,
    ),
    Metric(
        "visits",
        "走访达标",
        "按在册重点家庭的等级和周期，数据期内应完成的走访户次；在到期日前完成的计按时。",
        "按时",
        "应走访",
        "户次",
        source="走访任务、走访记录",
    ),
    Metric(
        "award_batches",
        "评议公示规范",
        "数据期内公示期满的示范户公示批次中，评议表决记录、公示栏照片、"
        "异议答复三项齐全的批次计规范，缺任何一项的计不规范。",
        "规范",
        "评议",
        "批次",
        (MetricEvent("lacking", "资料不全"),),
        ("numerator", "lacking"),
        source="示范户公示批次、公示栏照片、评议表决记录、异议及答复",
    ),
    Metric(
        "creation",
        "平安家庭创建率",
        "数据截止日在村的家庭户数中，本年度已登记达标的平安家庭户数。",
        "达标",
        "总户数",
        "户",
        source="家庭台账、平安家庭达标登记",
        period=DAY,
    ),
    Metric(
        "award_quality",
        "示范户质量",
        "数据截止日有效、当年10月以前授牌的示范户称号中，本年度已复核（限期整改的已合格或未到期）、"
        "且没有提出摘牌满60日仍未决定的。年度复核到数据截止日才算未做，此前没有复核的不计。",
        "已复核且无未处理情形",
        "有效称号",
        "户",
        (MetricEvent("unchecked", "未复核"), MetricEvent("unhandled", "摘牌情形未处理")),
        source="示范户称号、年度复核记录、摘牌事项",
        period=DAY,
    ),
    Metric(
        "hazards",
        "重大隐患报告处置",
        "数据期内知悉的重大隐患中（误报的、受保护档案的不计），知悉后2小时内电话报告并填专报、"
        "24小时内书面续报都做到的计按时；有一项迟了或者没有的计职责未履行。知悉未满24小时的不计。",
        "按时",
        "重大隐患",
        "起",
        (MetricEvent("unmet", "职责未履行"),),
        ("numerator", "unmet"),
        source="重大隐患专报、电话报告、书面续报",
    ),
    Metric(
        "first_known",
        "升级苗头早报",
        "数据期内发生的重大隐患和公安、法院、其他部门转来的情况中，本村（社区）自己发现上报的计自报，"
        "由外部先发现的另计。群众自己来电来访、受保护档案的不计，不因群众求助扣分。",
        "自报",
        "升级情况",
        "起",
        (MetricEvent("outside", "由外部先发现"),),
        ("numerator", "outside"),
        source="村内情况登记（重大隐患、部门转来）",
    ),
)
