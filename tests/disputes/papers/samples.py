"""An invented dispute with every paper of domain D2."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

from PIL import Image, ImageDraw

from disputes.papers import (
    acceptance,
    agreement,
    application,
    authorisation,
    back,
    confirmation,
    contents,
    cover,
    evidence,
    facts,
    investigation,
    oral,
    performance,
    record,
    referral,
    remarks,
    revisit,
    rights_notice,
)
from disputes.papers.attached import Attached, Images, Shot
from disputes.papers.blocks import Form
from disputes.papers.dossier import Dossier, Paper

PARTIES = (
    facts.PartyFacts(
        "applicant", "王演示", "女", 41, "务农", "138****0001", "演示镇示例村三组17号"
    ),
    facts.PartyFacts(
        "respondent",
        "李示例",
        "男",
        43,
        "演示建材厂工人",
        "139****0002",
        "演示镇示例村三组17号",
    ),
)
CASE = facts.CaseFacts(
    committee="沛县演示镇人民调解委员会",
    parties=PARTIES,
    number="（2026）沛演调字第12号",
    matter_kind="婚姻家庭",
    mediators=("赵调解", "钱和事"),
)
BLANK = facts.CaseFacts(committee="", parties=())
BRIEF = (
    "申请人与被申请人系夫妻，2008年登记结婚，育有一子一女。2025年下半年以来，双方因家庭收支管理、"
    "老人赡养费分担和子女教育支出等问题多次发生争吵，2026年2月10日再次发生口角后，被申请人搬至"
    "厂区宿舍居住，至今未归，家庭日常开支由申请人一人负担。"
)
TERMS = (
    "被申请人于2026年3月20日前搬回家中居住，双方不再因此前收支问题争吵；",
    "双方共同设立家庭账户，被申请人每月10日前存入3000元，用于家庭日常开支和子女教育；",
    "双方父母的赡养费由双方平均负担，每季度第一个月15日前交付；",
    "今后发生分歧，先由村妇联主席和调解员到场协商，不得恶语相向。",
)
PROMISES = (
    facts.PromiseFacts("李示例", "搬回家中居住", "本人履行", "示例村三组17号", "2026年3月20日前"),
    facts.PromiseFacts("李示例", "每月存入家庭账户3000元", "银行转账", "家庭账户", "每月10日前"),
    facts.PromiseFacts("双方", "平均负担双方父母赡养费", "现金交付", "父母住处", "每季首月15日前"),
)
AGREED = facts.AgreementFacts(
    facts=BRIEF,
    issue="争议事项为家庭收支的管理和老人赡养费的分担。被申请人承认离家居住不妥，双方均认可应共同负担家庭开支。",
    terms=TERMS,
    promises=PROMISES,
    agreed_on=date(2026, 3, 15),
)
TALK = "\n".join(
    (
        "调解员：今天由我们二人主持调解，双方当事人对调解员有无回避要求？",
        "申请人：没有。",
        "被申请人：没有。",
        "调解员：请申请人陈述事实和要求。",
        f"申请人：{BRIEF}我要求他搬回来住，把工资交出来一部分养家，老人的钱两边平摊。",
        "被申请人：她说的大体属实，但是我每月也往家里买东西，只是没有记账。厂里今年效益不好，"
        "工资拖了两个月，我心里也着急，争吵以后一时气不过才住到宿舍去的。",
        "调解员：夫妻有平等的家庭地位，家庭共同生活的开支应由双方根据收入共同负担。成年子女对父母"
        "负有赡养义务，两边的老人都要照顾。你们的孩子一个上初中一个上小学，正是需要父母的时候。",
    )
)


def talk(times: int) -> str:
    """A record long enough for several pages."""
    return "\n".join([TALK] * times)


def photo(words: str, size: tuple[int, int] = (600, 800)) -> bytes:
    """A grey JPEG with a frame."""
    picture = Image.new("RGB", size, "#d8d8d8")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((10, 10, size[0] - 10, size[1] - 10), outline="#555", width=4)
    pen.text((40, 40), words, fill="#000")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=70)
    return out.getvalue()


def code() -> bytes:
    """A square PNG in the place of a QR."""
    picture = Image.new("1", (33, 33), 1)
    for x in range(33):
        for y in range(33):
            if (x * 7 + y * 5 + x * y) % 3 == 0:
                picture.putpixel((x, y), 0)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


COVER = facts.CoverFacts(
    date(2026, 3, 2), date(2026, 3, 15), "孙立卷", date(2026, 4, 20), "长期（60年）"
)


def forms(case: facts.CaseFacts = CASE) -> dict[str, Form]:
    """Every form, filled; `blank-…` are the same to be filled by hand."""
    return {**filled(case), **blank()}


def filled(case: facts.CaseFacts = CASE) -> dict[str, Form]:
    return {
        "00-cover": cover.build(
            case,
            COVER,
        ),
        "01-contents": contents.build(case.number, [("人民调解申请书", "1", "")]),
        "02-application": application.build(
            case,
            facts.ApplicationFacts(
                BRIEF,
                ("请求被申请人搬回家中居住；", "请求被申请人按月负担家庭开支；"),
                date(2026, 3, 2),
            ),
        ),
        "03-acceptance": acceptance.build(
            case,
            facts.AcceptanceFacts(
                "applied", "", BRIEF, date(2026, 3, 3), date(2026, 3, 3), "孙立卷"
            ),
        ),
        "04-notice": rights_notice.build(
            case, facts.NoticeFacts(case.parties[0].name, date(2026, 3, 3))
        ),
        "05-authorisation": authorisation.build(
            case,
            facts.AuthorisationFacts(
                case.parties[1],
                "周代理",
                "男",
                35,
                "演示律师事务所律师",
                "137****0003",
                "委托代理",
                "special",
                "参加调解，就家庭开支和赡养费的数额与对方协商。",
                "至本纠纷调解结束时止",
                date(2026, 3, 5),
            ),
        ),
        "06-investigation": investigation.build(
            case,
            facts.InvestigationFacts(
                "2026年3月6日9时至10时",
                "示例村村委会",
                "村妇联主席吴演示",
                facts.PartyFacts("", "郑邻居", "女", 52, "务农", "", "演示镇示例村三组18号"),
                "邻居",
                TALK,
            ),
        ),
        "07-evidence": evidence.build(
            case,
            facts.EvidenceFacts(
                (
                    facts.EvidenceItem(
                        "结婚证", "申请人", "复印件", "婚姻关系", "2", date(2026, 3, 2)
                    ),
                    facts.EvidenceItem(
                        "家庭账户2025年下半年银行流水", "申请人", "复印件", "家庭收支情况", "6",
                        date(2026, 3, 2),
                    ),
                    facts.EvidenceItem(
                        "厂区宿舍照片", "调解员拍摄", "照片", "分开居住", "2", date(2026, 3, 6)
                    ),
                )
            ),
        ),
        "08-record": record.build(
            case,
            facts.SessionFacts(
                1, "2026年3月15日9时至11时", "镇调解室", "妇联主席吴演示", "", False, True,
                talk(3), "written", "双方自愿达成书面调解协议。", "", "孙立卷", date(2026, 3, 15),
            ),
        ),
        "09-agreement": agreement.build(case, AGREED),
        "10-oral": oral.build(case, AGREED),
        "11-performance": performance.build(
            case,
            facts.PerformanceFacts(
                (
                    facts.PerformanceItem(
                        "搬回家中居住", "2026年3月20日前", date(2026, 3, 18), "回访记录"
                    ),
                    facts.PerformanceItem(
                        "每月存入家庭账户3000元", "每月10日前", date(2026, 4, 9), "转账凭证复印件"
                    ),
                )
            ),
        ),
        "12-revisit": revisit.build(
            case,
            facts.RevisitFacts(
                "", "了解协议履行情况", "2026年4月12日", "上门", "full",
                "被申请人已搬回家中，按约存入家庭账户。双方表示近期相处平和，孩子学习稳定。",
                "yes", False, False, "", "赵调解", date(2026, 4, 12),
            ),
        ),
        "13-confirmation": confirmation.build(
            case,
            facts.ConfirmationFacts(
                "沛县人民法院", date(2026, 3, 15), date(2026, 3, 15), TERMS, date(2026, 3, 25)
            ),
        ),
        "14-remarks": remarks.build(
            case, facts.RemarkFacts("无。", "2026年4月15日补入转账凭证复印件2页。", "", "孙立卷")
        ),
        "15-back": back.build(case, 30, COVER),
        "16-referral": referral.build(
            facts.ReferralFacts(
                "沛县演示镇妇女联合会", "沛县法律援助中心", "沛演转〔2026〕3号", "婚姻家庭权益咨询",
                ("请指派律师提供法律咨询；", "请于7个工作日内回复是否受理。"), "", "吴演示",
                "0516-0000000", date(2026, 3, 4), "2026年3月13日", "2026年3月18日24时", code(),
            )
        ),
    }  # fmt: skip


def blank() -> dict[str, Form]:
    """Forms nobody has filled."""
    return {
        "blank-02": application.build(BLANK, facts.ApplicationFacts()),
        "blank-03": acceptance.build(BLANK, facts.AcceptanceFacts()),
        "blank-05": authorisation.build(
            BLANK, facts.AuthorisationFacts(facts.PartyFacts("applicant", ""))
        ),
        "blank-06": investigation.build(BLANK, facts.InvestigationFacts()),
        "blank-08": record.build(BLANK, facts.SessionFacts()),
        "blank-09": agreement.build(BLANK, facts.AgreementFacts()),
        "blank-10": oral.build(BLANK, facts.AgreementFacts()),
        "blank-12": revisit.build(BLANK, facts.RevisitFacts()),
        "blank-13": confirmation.build(BLANK, facts.ConfirmationFacts()),
    }


def dossier() -> Dossier:
    """A whole file of about 30 pages, its papers given out of order."""
    made = filled()
    again = replace(made["08-record"], name="人民调解记录（第2次）")
    papers: tuple[Paper, ...] = (
        made["14-remarks"],
        *(form for name, form in made.items() if "02" <= name[:2] <= "13" and name[:2] != "10"),
        again,
        Images(
            "身份证明复印件",
            tuple(
                Shot(photo(f"ID {n}", (800, 500)), f"{n}（复印件）") for n in ("王演示", "李示例")
            ),
            5,
        ),
        Images(
            "证据材料",
            tuple(
                Shot(photo(f"evidence {n}"), f"银行流水第{n}页，申请人提供") for n in range(1, 5)
            ),
            7,
        ),
        Images("履行凭证附件", (Shot(photo("receipt", (700, 400)), "转账凭证"),), 11),
        Attached("司法确认裁定书", "沛县人民法院作出的裁定书原件。", 13, leaves=2),
    )
    return Dossier(
        CASE,
        facts.CoverFacts(
            date(2026, 3, 2),
            date(2026, 3, 15),
            "孙立卷",
            date(2026, 4, 20),
            "长期（60年）",
            "第1卷　共1卷",
        ),
        papers,
        date(2026, 4, 20),
        demo=True,
    )
