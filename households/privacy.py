"""Personal fields of households (domain H ②). Basis: what the law makes the county's duty; terms:
domain H ⑦, where the county has not decided otherwise."""

from __future__ import annotations

from accounts.privacy import declare, impersonal

DUTY = "履行法定职责（个人信息保护法第十三条第一款第三项；家庭教育、妇女权益、未成年人保护法律）"
SENSITIVE = "特定目的和充分必要，履行法定职责（个人信息保护法第二十八条、第三十四条）"
OWN = "本人提出（个人信息保护法第四十五条至第五十条）"
NEAR = "本村、本乡镇工作人员；县里查阅一户要写事由"
FILE = "包户人、本村、本乡镇；受保护档案只有经办人和专管人；县里查阅要写事由"
CLOSED = "销号后普通档案 2 年，红·高和受保护档案 5 年，期满清除"
LEFT = "在本村期间；迁出后满普通期限清除"
YEARS = "随年度资料保存"

declare(
    "households.household", "head_name", "head_pinyin", "head_initials", "number", "grid",
    purpose="登记家庭、走访、签承诺书、查找", basis=DUTY, seen_by=NEAR, kept=LEFT,
)  # fmt: skip
declare(
    "households.household", "address", "safe_phone", "safe_hours", "safe_person", "safe_words",
    purpose="入户走访，安全联系", basis=SENSITIVE,
    seen_by="默认遮盖，写明理由才显示，并记录", kept=LEFT,
)  # fmt: skip
declare(
    "households.member", "name", "pinyin", "initials", "sex", "birth_date", "died_on",
    "consent_note", "document_reason",
    purpose="家庭排查登记表；未满十四周岁另记监护人同意或法定依据",
    basis=SENSITIVE, seen_by=NEAR, kept=LEFT,
)  # fmt: skip
declare(
    "households.member", "id_number", "id_hash", "document_number", "phone",
    purpose="核对是否同一人、紧急联系", basis=SENSITIVE,
    seen_by="默认遮盖，写明理由才显示，并记录", kept=LEFT,
)  # fmt: skip
declare(
    "households.householdchange", "before",
    purpose="改错时能还原，备查", basis=DUTY, seen_by="系统保存，查询个人信息时提供", kept=LEFT,
)  # fmt: skip
declare(
    "households.householdpledge", "signatory",
    purpose="家庭承诺书签订", basis=DUTY, seen_by=NEAR, kept=YEARS,
)  # fmt: skip
declare(
    "households.householdmove", "head_name", "tier", "address", "reason", "answer",
    purpose="迁移移交，帮扶不断档", basis=DUTY, seen_by="迁出村、迁入村和上级", kept=LEFT,
)  # fmt: skip
declare(
    "households.personmatch", "reason", "undo_reason",
    purpose="核对两处登记是否同一人", basis=DUTY, seen_by="县妇联", kept=LEFT,
)  # fmt: skip
declare(
    "households.listedfamily", "situation", "plan", "other_words", "close_reason",
    purpose="判断需要什么帮助和保护，一户一策", basis=SENSITIVE, seen_by=FILE, kept=CLOSED,
)  # fmt: skip
declare(
    "households.tierdecision", "reason", "against",
    purpose="由人定级并说明理由（个人信息保护法第二十四条）", basis=SENSITIVE,
    seen_by=FILE, kept=CLOSED,
)  # fmt: skip
declare(
    "households.familytext", "situation", "plan",
    purpose="改动前的文字，备查", basis=SENSITIVE, seen_by=FILE, kept=CLOSED,
)  # fmt: skip
declare(
    "households.visit", "met", "state", "needs", "measures",
    purpose="走访记录", basis=SENSITIVE, seen_by=FILE, kept=CLOSED,
)  # fmt: skip
declare(
    "households.handover", "reason", "answer",
    purpose="移交包户", basis=DUTY, seen_by=FILE, kept=CLOSED,
)  # fmt: skip
declare(
    "households.hazard", "reporter", "place", "persons", "course", "measures", "next_steps",
    "support",
    purpose="重大隐患专报，防止伤害", basis=SENSITIVE,
    seen_by="上报人、接报人和包户人；报告人保密（反家庭暴力法第十四条）", kept=CLOSED,
)  # fmt: skip
declare(
    "households.hazardcall", "person", "unit",
    purpose="电话上报给了谁", basis=DUTY, seen_by=FILE, kept=CLOSED,
)  # fmt: skip
declare(
    "households.hazardnote", "text",
    purpose="隐患处置续报", basis=SENSITIVE, seen_by=FILE, kept=CLOSED,
)  # fmt: skip
declare(
    "households.urge", "words",
    purpose="催办的说明", basis=DUTY, seen_by=FILE, kept=CLOSED,
)  # fmt: skip
declare(
    "households.filehandler", "reason", "end_reason",
    purpose="谁可以知悉受保护档案、为什么", basis=DUTY, seen_by="经办人和专管人", kept=CLOSED,
)  # fmt: skip
declare(
    "households.fileopening", "reason",
    purpose="县里查阅一户的事由", basis=DUTY, seen_by="档案所属村和乡镇", kept=CLOSED,
)  # fmt: skip
declare(
    "households.legalhold", "reason",
    purpose="暂不清除的理由", basis=DUTY, seen_by="乡镇和县妇联", kept=CLOSED,
)  # fmt: skip
declare(
    "households.kinship", "person_hash", "end_reason",
    purpose="工作人员回避", basis=DUTY, seen_by="本人和上一级妇联；校验值无人可见",
    kept="任职期间",
)  # fmt: skip
declare(
    "households.emergencyopening", "reason", "review_words",
    purpose="回避人员紧急打开的理由和复核", basis=DUTY, seen_by="本人和上一级妇联", kept=CLOSED,
)  # fmt: skip
declare(
    "households.rightsrequest", "applicant", "contact", "words", "answer", "appeal", "decision",
    purpose="更正、移出申请的办理", basis=OWN, seen_by=FILE, kept=CLOSED,
)  # fmt: skip
declare(
    "households.award", "story", "plate_number",
    purpose="示范户评选事迹", basis="本人参评（同意）", seen_by="评选各级；公示经本人同意",
    kept="按档案规定",
)  # fmt: skip
declare(
    "households.objection", "words", "objector", "answer",
    purpose="公示期间的异议", basis=DUTY, seen_by="办理异议的工作人员", kept="按档案规定",
)  # fmt: skip
declare(
    "households.zeroreport", "summary", "measures", "signer", "amend_reason", "untrue_reason",
    "difference", "returned_reason",
    purpose="零报告摘要（不写姓名）和签发人", basis=DUTY, seen_by="本村、上级", kept=YEARS,
)  # fmt: skip
declare(
    "households.contradiction", "grounds", "reply", "finding",
    purpose="零报告与情况不符的核查", basis=DUTY, seen_by="本村、乡镇、县", kept=YEARS,
)  # fmt: skip
declare(
    "households.syncitem", "sealed",
    purpose="断网时写的表，补传前加密暂存", basis=DUTY, seen_by="填表人", kept="补传后清除",
)  # fmt: skip
impersonal("households.hazard", "signed_by", "police_unit")
declare(
    "households.awardnotice", "lines", "printed",
    purpose="公示名单（姓名隐去一个字）和当时打印的样子", basis="本人参评（同意）",
    seen_by="公示期内公开，姓名隐去一个字", kept="按档案规定",
)  # fmt: skip
declare(
    "households.awardslip", "answerer",
    purpose="部门联审由谁答复", basis=DUTY, seen_by="发单的乡镇、县妇联", kept="按档案规定",
)  # fmt: skip
declare(
    "households.awardslipline", "result",
    purpose="部门联审只答通过或不通过", basis="本人参评（同意核查）",
    seen_by="系统据此只显示可推荐或暂缓，任何页面不显示", kept="按档案规定",
)  # fmt: skip
declare(
    "households.awardphoto", "image",
    purpose="公示栏、牌匾、纸质回执照片（去掉位置等信息）", basis="本人参评（同意）",
    seen_by="评选各级", kept="按档案规定",
)  # fmt: skip
declare(
    "households.awardcheck", "words", "improved_words",
    purpose="示范户年度复核", basis="本人参评（同意）", seen_by="评选各级", kept="按档案规定",
)  # fmt: skip
declare(
    "households.awardrevocation", "facts", "village_opinion", "proposal", "heard_words", "decision",
    purpose="摘牌要有事实、听取本户意见", basis=DUTY, seen_by="评选各级", kept="按档案规定",
)  # fmt: skip
declare(
    "households.incentive", "what", "giver",
    purpose="示范户得到的奖励", basis="本人参评（同意）", seen_by="评选各级", kept="按档案规定",
)  # fmt: skip
impersonal("households.award", "notice_place", "notice_phone", "review_opinion")
impersonal("households.award", "approve_opinion", "reject_reason", "group_opinion", "ticked")
impersonal("households.award", "verify_code")
impersonal("households.awardnotice", "code", "board", "phone", "unit")
impersonal("households.awardslip", "agency", "token_hash", "revoke_reason")
impersonal("households.incident", "source_noun", "source_key")
impersonal("households.rightsrequest", "number")
impersonal("households.familyfigure", "tier", "ground")
impersonal("households.syncitem", "kind", "key", "owner", "digest", "sentence", "url")
impersonal("households.syncitem", "settle_reason")

declare(
    "households.proposal", "situation", "plan", "other_words", "reason", "against", "answer",
    purpose="村里提出、乡镇审定", basis=SENSITIVE, seen_by=FILE, kept=CLOSED,
)  # fmt: skip
declare(
    "households.pairing", "helper_name", "contact", "need", "measures", "effect", "consent_by",
    purpose="结对帮扶", basis=DUTY, seen_by=NEAR, kept=LEFT,
)  # fmt: skip
declare(
    "households.helpevent", "what", "signed_by",
    purpose="每次帮扶的内容和签收", basis=DUTY, seen_by=NEAR, kept=LEFT,
)  # fmt: skip
declare(
    "households.carerecord", "carer", "carer_relation", "contact", "need", "end_reason",
    purpose="留守和困境人员关爱", basis=SENSITIVE, seen_by=NEAR, kept=LEFT,
)  # fmt: skip
declare(
    "households.carevisit", "found",
    purpose="关爱探访", basis=SENSITIVE, seen_by=NEAR, kept=LEFT,
)  # fmt: skip
declare(
    "households.factoranswer", "answer",
    purpose="风险因素，供人判断等级", basis=SENSITIVE, seen_by=FILE, kept=CLOSED,
)  # fmt: skip
declare(
    "households.visitphoto", "image",
    purpose="走访照片（去掉位置等信息）", basis=SENSITIVE, seen_by=FILE, kept=CLOSED,
)  # fmt: skip
impersonal("households.serviceactivity", "title", "venue", "notes")
impersonal("households.spotcheck", "result")
declare(
    "households.letterpart", "content",
    purpose="批量打印家庭承诺书", basis=DUTY, seen_by="本村和上级，下载写明理由并记录", kept="三天",
)  # fmt: skip
impersonal("households.letterprint", "message", "error", "origin")
impersonal("households.letterpart", "origin")
impersonal("households.householdpledge", "way", "kept_at")
