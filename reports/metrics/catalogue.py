"""The names of the metrics a rubric may ask for, and what their counts mean.

Only words live here: no query, no model.  A rubric is checked against these
names when it is loaded; the counts themselves come from the set-based queries
declared elsewhere in this package.  Definitions follow domain A6 and A7 (the
rubric lines), C4 (zero reports) and D (mediation).

Every metric answers, for one unit and one data period, with integers only: a
numerator, a denominator, and one count for each of its event kinds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

__all__ = ["METRICS", "Metric", "MetricEvent"]


@dataclass(frozen=True, slots=True)
class MetricEvent:
    """One kind of event a metric counts besides its numerator; `label` is shown on pages."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Metric:
    """What one metric counts, in plain words.

    `numerator` and `denominator` are labels that read well before a figure
    ("应走访60户次，按时58户次"); `unit` is the measure word after it.
    `partition` names the parts that must add up to the denominator in every
    unit ("numerator" or event keys); empty when there is no such law.
    """

    key: str
    name: str
    definition: str
    numerator: str
    denominator: str
    unit: str
    events: tuple[MetricEvent, ...] = ()
    partition: tuple[str, ...] = ()

    def event_keys(self) -> frozenset[str]:
        """The event kinds this metric counts."""
        return frozenset(event.key for event in self.events)


_ALL: tuple[Metric, ...] = (
    Metric(
        "pledges",
        "责任状签订",
        "本年度应签订的责任状份数（与上级签订的和与所辖各村签订的），"
        "3月31日前签订的计按期，其后至数据截止日签订的计逾期。",
        "按期签订",
        "应签",
        "份",
        (MetricEvent("late", "逾期签订"),),
    ),
    Metric(
        "household_pledges",
        "家庭承诺（责任）书签订",
        "数据截止日在册家庭户数中，本年度已签订平安家庭承诺（责任）书的户数；"
        "按清单成批登记的以清单户数计。",
        "已签",
        "应签",
        "户",
    ),
    Metric(
        "reporting",
        "按时报告（含零报告）",
        "本年度各报告期应报份数：截止时刻前上报的计按时，其后上报的计迟报，"
        "至数据截止日未报的计未报；已报的零报告经查证失实、且不是本单位自查更正的，另计失实零报告。",
        "按时",
        "应报",
        "份",
        (
            MetricEvent("late", "迟报"),
            MetricEvent("missing", "未报"),
            MetricEvent("untrue", "失实零报告"),
        ),
        ("numerator", "late", "missing"),
    ),
    Metric(
        "screening",
        "排查覆盖",
        "本年度各轮全面排查中，截至数据截止日已到期的，各村开启时的总户数为应排查，"
        "其中已走过的户数为已排查；开启以后的迁入迁出不改总户数。",
        "已排查",
        "应排查",
        "户",
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
    ),
    Metric(
        "family_files",
        "一户一档完整",
        "数据期内在册的重点家庭中，登记、定级理由、包户人、走访四类材料齐全的户数。",
        "档案完整",
        "在册",
        "户",
    ),
    Metric(
        "keepers",
        "包户到人落实",
        "数据截止日在册的重点家庭中，有两名有效包户人（非近亲属、任期在有效期内）的户数。",
        "两名包户人在岗",
        "应落实",
        "户",
    ),
    Metric(
        "pairings",
        "结对帮扶覆盖",
        "数据截止日在册、标注特别困难的重点家庭中，正在结对帮扶的户数。",
        "已结对",
        "应结对",
        "户",
    ),
    Metric(
        "visits",
        "走访达标",
        "按在册重点家庭的等级和周期，数据期内应完成的走访户次；在到期日前完成的计按时。",
        "按时",
        "应走访",
        "户次",
    ),
    Metric(
        "mediated",
        "纠纷调解",
        "数据期内受理的纠纷中，至少进行过一次调解的件数。",
        "已调解",
        "受理",
        "件",
    ),
    Metric(
        "mediation_success",
        "调解成功",
        "数据期内受理且已调解的纠纷中，达成书面或口头协议的件数。",
        "成功",
        "调解",
        "件",
    ),
    Metric(
        "settled_in_village",
        "村内化解",
        "数据期内村（社区）受理的纠纷中，在本村达成书面或口头协议的件数。",
        "村内化解",
        "受理",
        "件",
    ),
    Metric(
        "oral_registered",
        "口头协议登记",
        "数据期内未制作书面协议而化解的纠纷中，已由调解员登记口头协议内容的件数。",
        "已登记",
        "未制作书面协议",
        "件",
    ),
    Metric(
        "follow_ups",
        "协议回访",
        "数据期内满30日的书面或口头协议中，自达成之日起30日内完成回访的件数；"
        "数据截止日尚未满30日的不计。",
        "30日内回访",
        "应回访",
        "件",
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
    ),
    Metric(
        "creation",
        "平安家庭创建率",
        "数据截止日在村的家庭户数中，本年度已登记达标的平安家庭户数。",
        "达标",
        "总户数",
        "户",
    ),
    Metric(
        "award_quality",
        "示范户质量",
        "数据截止日有效、当年10月以前授牌的示范户称号中，本年度已复核（限期整改的已合格或未到期）、"
        "且没有提出摘牌满60日仍未决定的。",
        "已复核且无未处理情形",
        "有效称号",
        "户",
        (MetricEvent("unchecked", "未复核"), MetricEvent("unhandled", "摘牌情形未处理")),
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
    ),
    Metric(
        "group_meetings",
        "领导小组会议",
        "乡镇领导小组全年应开的专题会议（每年至少2次，按季度开的4次），到截止日应开的次数；"
        "附了签到表或纪要原件的计已开，没附的另计，没开的计缺。",
        "已开并有纪要",
        "应开",
        "次",
        (MetricEvent("unfiled", "没附纪要"), MetricEvent("missing", "缺")),
        ("numerator", "unfiled", "missing"),
    ),
    Metric(
        "councils",
        "季度议事会",
        "村（社区）每季度一次议事会，到截止日已过的季度为应开，有会议记录的季度为已开。",
        "已开",
        "应开",
        "次",
    ),
    Metric(
        "year_papers",
        "方案、小结、总结、台账",
        "年度日程中列为方案、年中小结、年终总结、台账的乡级事项，到截止日已到期的；"
        "按登记时间，到期前办结的计按时，其后的计迟报，没有办结的计缺项，取消和免办的不计。",
        "按时",
        "应报",
        "件",
        (MetricEvent("late", "迟报"), MetricEvent("missing", "缺项")),
        ("numerator", "late", "missing"),
    ),
    Metric(
        "lead_and_fund",
        "专人与经费",
        "乡镇各计两项：截止日领导小组有在任的组长，本年度登记了工作经费预算和文件。",
        "已落实",
        "应落实",
        "项",
        (MetricEvent("no_lead", "没有专人"), MetricEvent("no_fund", "没有经费")),
    ),
    Metric(
        "publicity_dates",
        "集中宣传",
        "乡镇和村各自应在四个集中宣传日（3·8、5·15、6·26、11·25）前后规定天数内开展一次宣传活动，"
        "规定天数已过的计应办；有登记和照片的计已办，只有登记没有照片的另计；同一单位同一宣传日"
        "办几次、几个人登记都只计一次。",
        "已办",
        "应办",
        "次",
        (MetricEvent("unproved", "缺照片"), MetricEvent("missing", "没有办")),
        ("numerator", "unproved", "missing"),
    ),
    Metric(
        "training",
        "业务培训",
        "数据期内各次培训的应参训人员，一个人列入几次都计一人；至少参加过一次的计参训。"
        "按最后一次列入时所在的单位计。",
        "参训",
        "应参训",
        "人",
    ),
    Metric(
        "bulletins_adopted",
        "信息简报采用",
        "数据期内印发、没有撤回的简报期数，其中被上级采用并有采用证明的计采用；几家采用只计一期。",
        "被采用",
        "印发",
        "期",
    ),
    Metric(
        "papers_adopted",
        "调研文章采用",
        "数据期内完成的调研文章篇数，其中被上级采用并有采用证明的计采用；几家采用只计一篇。",
        "被采用",
        "完成",
        "篇",
    ),
    Metric(
        "survey_aware",
        "群众知晓",
        "计入本年考核、已封存的群众调查中，答了知晓问题的份数；答“知道”的计知晓。",
        "知晓",
        "有效",
        "份",
    ),
    Metric(
        "survey_took_part",
        "群众参与",
        "计入本年考核、已封存的群众调查中，答了参与问题的份数；答“参加过”的计参与。",
        "参与",
        "有效",
        "份",
    ),
    Metric(
        "survey_satisfied",
        "群众满意",
        "计入本年考核、已封存的群众调查中，答了满意问题的份数；答“非常满意”“满意”的计满意。",
        "满意",
        "有效",
        "份",
    ),
    Metric(
        "survey_safe",
        "群众安全感",
        "计入本年考核、已封存的群众调查中，答了安全问题的份数；答“很安全”“比较安全”的计安全。",
        "安全",
        "有效",
        "份",
    ),
)

METRICS: Mapping[str, Metric] = MappingProxyType({metric.key: metric for metric in _ALL})
"""Every known metric by its key, read only."""
