"""The text a county begins with when it has none: goals of domain A6 and A7, parts of J2. It is
a draft like any other; nothing is in force until somebody has read and published it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from campaigns.models.pledge_template import Rung, goal_of


@dataclass(frozen=True, slots=True)
class SampleClause:
    """A clause as it is typed."""

    code: str
    text: str
    target: Decimal
    unit: str = "%"
    metric: str = ""
    rubric_line: str = ""
    reaches: int = Rung.VILLAGE
    at_least: bool = True
    weaker_reason: str = ""

    @property
    def goal(self) -> str:
        """The target in words."""
        return goal_of(self.target, self.unit, self.at_least)


@dataclass(frozen=True, slots=True)
class Sample:
    """The parts and clauses of one rung."""

    opening: str
    measures: str
    appraisal: str = ""
    rewards: str = ""
    veto: str = ""
    clauses: tuple[SampleClause, ...] = ()


def _line(
    code: str,
    text: str,
    target: str,
    unit: str = "%",
    metric: str = "",
    rubric: str = "",
    to: int = 5,
) -> SampleClause:
    return SampleClause(code, text, Decimal(target), unit, metric, rubric, to)


OPENING = (
    "为把婚姻家庭矛盾纠纷发现在早、化解在小，压实属地责任，保护妇女、儿童、老年人合法权益，"
    "甲乙双方签订本责任状，共同遵守。"
)
APPRAISAL = (
    "甲方组织年中督查和年终考核，按当年考核细则百分制计分，结果分优秀、良好、合格、不合格四等。\n"
    "数据以系统登记为准，乙方对数据的真实性负责；对结果有异议的，可以按规定申诉。"
)
REWARDS = (
    "考核优秀的，予以表扬并优先推荐评先评优；考核不合格的，约谈主要负责人并限期整改。\n"
    "奖惩只对单位和责任人的履职情况作出，不得因家庭有矛盾、求助或反映情况而处理当事家庭。"
)
VETO = (
    "在册或应当报告的家庭发生命案或自杀，经认定乙方没有履行职责的；\n"
    "瞒报或虚报重大隐患，造成严重后果的；\n"
    "应当强制报告而未报或迟报，造成严重后果的；\n"
    "泄露在册家庭信息，造成严重后果的；\n"
    "编造考核数据或干扰满意度调查的。"
)
TOWNSHIP = Sample(
    OPENING,
    "明确一名领导牵头、一名专人负责，经费列入年度预算，全年至少召开两次领导小组会议。\n"
    "与所辖各村（社区）签订责任状，指导各村定期排查，每月按时报告，没有重大隐患的也要如实零报告。\n"
    "在册家庭逐户落实两名包户人，按等级走访；纠纷依法调解，当事人不愿调解的告知其他途径。\n"
    "发现家庭暴力和未成年人受侵害的，依法及时报告，做好保密。",
    APPRAISAL,
    REWARDS,
    VETO,
    (
        _line("pledges", "村（社区）责任状签订率", "100", metric="pledges", rubric="1.1", to=4),
        _line("letters", "家庭承诺书签订率", "90", metric="household_pledges", to=5),
        _line("screening", "家庭排查覆盖率", "95", metric="screening", rubric="3.1"),
        _line("reporting", "按时报告率（含零报告）", "100", metric="reporting", rubric="3.2"),
        _line("files", "在册家庭一户一档完整率", "100", metric="family_files", rubric="3.3"),
        _line("keepers", "包户到人落实率", "100", metric="keepers", rubric="3.4"),
        _line("visits", "走访达标率", "95", metric="visits", rubric="3.5"),
        _line("mediated", "纠纷调解率", "100", metric="mediated", rubric="4.1", to=4),
        _line("success", "调解成功率", "95", metric="mediation_success", rubric="4.2", to=4),
        _line("follow_ups", "协议30日内回访率", "95", metric="follow_ups", rubric="4.4"),
        _line("pairings", "特别困难家庭结对帮扶率", "100", metric="pairings", rubric="5.1"),
        _line("created", "平安家庭创建率", "85", rubric="5.2", to=6),
        _line("publicity", "集中宣传活动", "4", "次", rubric="2.3"),
        _line("satisfied", "群众满意率", "95", rubric="6.1", to=4),
    ),
)
VILLAGE = Sample(
    OPENING,
    "每半月排查一次，发现隐患当天登记，每月按时签字上报，没有的如实零报告。\n"
    "在册家庭一户一档、包户到人，按等级上门走访，情况变化及时上报。\n"
    "邻里家庭纠纷及时受理、就地化解，村里化解不了的按程序交镇（街道）。\n"
    "组织家庭签订平安家庭承诺书，开好季度议事会，保护家庭隐私，不张贴、不外传。",
    APPRAISAL,
    REWARDS,
    VETO,
    (
        _line("letters", "家庭承诺书签订率", "95", metric="household_pledges", rubric="1.1"),
        _line("screening", "家庭排查覆盖率", "98", metric="screening", rubric="3.1"),
        _line("reporting", "按时报告率（含零报告）", "100", metric="reporting", rubric="3.3"),
        _line("files", "在册家庭一户一档完整率", "100", metric="family_files", rubric="3.4"),
        _line("keepers", "包户到人落实率", "100", metric="keepers"),
        _line("visits", "走访达标率", "95", metric="visits", rubric="5.2"),
        _line("settled", "村内化解率", "90", metric="settled_in_village", rubric="4.1"),
        _line("follow_ups", "协议30日内回访率", "95", metric="follow_ups", rubric="4.3"),
        _line("pairings", "特别困难家庭结对帮扶率", "100", metric="pairings", rubric="5.1"),
        _line("created", "平安家庭创建率", "85", rubric="6.1", to=6),
        _line("publicity", "集中宣传活动", "4", "次", rubric="2.2"),
    ),
)
HOUSEHOLD = Sample(
    "家和万事兴。我们全家自愿参加平安家庭创建，向村（社区）作如下承诺：",
    "夫妻平等相待、遇事商量，反对任何形式的家庭暴力。\n"
    "孝敬老人、爱护儿童，尽到赡养、抚养、教育的责任。\n"
    "邻里和睦、互谅互让，有了矛盾好好说，说不通的请调解员帮忙，依法解决。\n"
    "不赌博、不吸毒、不参与违法活动，注意用火、用电、用水安全。\n"
    "勤俭持家、讲究卫生，参加公益活动，关心困难邻居。\n"
    "遇到人身危险立即拨打110；需要帮助时找村（社区）妇联或拨打12338。",
    clauses=(_line("created", "参加平安家庭创建，争做平安家庭", "1", "户", to=6),),
)
# What a city begins with; a county that types in its paper begins with the parts alone.
ABOVE = Sample(
    OPENING,
    "把平安家庭创建列入年度工作计划，明确一名领导牵头，经费列入年度预算。\n"
    "三月底前与各镇（街道）签订责任状，并督促镇（街道）与村（社区）签订；年中督查一次，年终考核一次。\n"
    "落实家庭排查、零报告、包户到人、依法调解和困难家庭帮扶，保护家庭隐私。\n"
    "发现家庭暴力和未成年人受侵害的，依法及时报告、转介，做好保密。",
    APPRAISAL,
    REWARDS,
    VETO,
    tuple(line for line in TOWNSHIP.clauses if line.code != "pledges"),
)
SAMPLES = {
    Rung.COUNTY: Sample(OPENING, "", APPRAISAL, REWARDS, VETO),
    Rung.TOWNSHIP: TOWNSHIP,
    Rung.VILLAGE: VILLAGE,
    Rung.HOUSEHOLD: HOUSEHOLD,
}
