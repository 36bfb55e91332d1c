"""Personal fields of disputes (domain H ②)."""

from __future__ import annotations

from accounts.privacy import declare, impersonal

_BASIS = "履行法定职责（人民调解法；个人信息保护法第十三条第一款第三项）"
_SEEN = "本村、本乡镇调解人员和上级妇联"
_KEPT = "按调解档案规定"

declare(
    "disputes.matter", "caller_name", "caller_phone",
    purpose="来件人，答复和核实用；来件是谁反映的不告诉对方", basis=_BASIS,
    seen_by="经办人和本单位受理人员", kept=_KEPT,
)  # fmt: skip
declare(
    "disputes.matter", "brief", "request", "outcome", "receipt", "receipt_hash",
    "unprotected_reason",
    purpose="来件登记和办理", basis=_BASIS, seen_by=_SEEN, kept=_KEPT,
)  # fmt: skip
declare(
    "disputes.matterhandler", "reason", "end_reason",
    purpose="受保护来件的知悉范围", basis=_BASIS, seen_by="经办人和专管人", kept=_KEPT,
)  # fmt: skip
declare(
    "disputes.matteropening", "reason", "review_words",
    purpose="来件的打开和复核", basis=_BASIS, seen_by="经办人和专管人", kept=_KEPT,
)  # fmt: skip
impersonal("disputes.personnotice", "title", "url", "key")
_PROTECTED = "权益保护档案，只有经办人和一名专管人"
_LONG = "结案后 5 年"
for _noun, _fields, _why in (
    (
        "protectioncase",
        (
            "injury_words",
            "police_number",
            "safe_phone",
            "contact_hours",
            "contact_ask",
            "contact_words",
            "contact_told",
            "close_words",
        ),
        "求助登记和安全联系方式",
    ),
    ("safetyassessment", ("reasons",), "安全评估"),
    ("safetystep", ("what", "who", "result"), "安全计划"),
    ("casevisit", ("words",), "跟踪查访"),
    ("reporterquestion", ("asker",), "有人打听反映人的记录"),
    (
        "mandatoryreport",
        ("station", "receiver", "proof_words", "proof_photo", "late_reason"),
        "强制报告及凭证（反家庭暴力法第十四条、未成年人保护法第十一条）",
    ),
    ("policewarning", ("number", "station", "facts"), "告诫书"),
    ("warningvisit", ("visitors", "found"), "告诫查访"),
    (
        "protectionorder",
        ("court", "number", "refused_words", "revoked_words"),
        "协助申请和执行人身安全保护令",
    ),
    ("orderbreach", ("words", "station", "result"), "违反保护令的记录和报告"),
    (
        "shelterstay",
        ("shelter", "referrer", "health", "belongings", "risk", "exit_plan"),
        "临时庇护登记",
    ),
    ("injuryappraisal", ("body", "result"), "伤情鉴定"),
    ("legalaid", ("body", "result"), "法律援助"),
    ("matterhold", ("reason",), "来件保全"),
):
    declare(
        f"disputes.{_noun}", *_fields,
        purpose=_why, basis="反家庭暴力法；个人信息保护法第十三条第一款第三项",
        seen_by=_PROTECTED, kept=_LONG,
    )  # fmt: skip
impersonal("disputes.safetyanswer", "factor")
declare(
    "disputes.matterhandover", "asked", "ground", "answer", "done_words",
    purpose="来件移交", basis=_BASIS, seen_by="移交和接收单位的经办人", kept=_KEPT,
)  # fmt: skip
declare(
    "disputes.supervisioncard", "asked", "answer", "lift_reason",
    purpose="来件督办", basis=_BASIS, seen_by=_SEEN, kept=_KEPT,
)  # fmt: skip
declare(
    "disputes.referral", "agency", "asked", "person_name", "ground", "contact", "phone",
    "receiver", "receiver_office", "receiver_phone", "result_words", "revoke_reason",
    "token_hash", "browser_hash",
    purpose="转介和回执；转介单上只有这里写明的内容", basis=_BASIS,
    seen_by="经办人；接收单位只看到转介单上的内容", kept=_KEPT,
)  # fmt: skip
declare(
    "disputes.referralphoto", "image",
    purpose="纸质回执的照片", basis=_BASIS, seen_by="经办人", kept=_KEPT,
)  # fmt: skip
declare(
    "disputes.party", "name", "sex", "birth_year", "id_number", "id_hash", "phone",
    "address", "occupation",
    purpose="当事人", basis=_BASIS, seen_by=_SEEN, kept=_KEPT,
)  # fmt: skip
declare(
    "disputes.dispute", "brief", "request", "declined_reason", "passed_up_reason", "ended_reason",
    purpose="纠纷登记和办理", basis=_BASIS, seen_by=_SEEN, kept=_KEPT,
)  # fmt: skip
declare(
    "disputes.mediationsession", "attendants", "notes",
    purpose="调解笔录", basis=_BASIS, seen_by=_SEEN, kept=_KEPT,
)  # fmt: skip
declare(
    "disputes.agreement", "facts", "issue", "responsibility", "terms", "performance",
    purpose="调解协议", basis=_BASIS, seen_by=_SEEN, kept=_KEPT,
)  # fmt: skip
declare(
    "disputes.promise", "what", "amount", "performed_words", "breached_words",
    purpose="协议约定的履行", basis=_BASIS, seen_by=_SEEN, kept=_KEPT,
)  # fmt: skip
declare(
    "disputes.promiseproof", "image",
    purpose="履行凭证照片，去掉位置信息", basis=_BASIS, seen_by=_SEEN, kept=_KEPT,
)  # fmt: skip
declare(
    "disputes.breachfollowup", "words",
    purpose="协议未履行的跟进", basis=_BASIS, seen_by=_SEEN, kept=_KEPT,
)  # fmt: skip
declare(
    "disputes.followup", "notes", "measures",
    purpose="协议回访", basis=_BASIS, seen_by=_SEEN, kept=_KEPT,
)  # fmt: skip
declare(
    "disputes.partyagent", "name", "phone", "scope", "end_reason",
    purpose="当事人的代理人", basis=_BASIS, seen_by=_SEEN, kept=_KEPT,
)  # fmt: skip
declare(
    "disputes.recusal", "reason", "decision",
    purpose="调解员回避", basis=_BASIS, seen_by=_SEEN, kept=_KEPT,
)  # fmt: skip
declare(
    "disputes.disputemediator", "end_reason",
    purpose="承办调解员", basis=_BASIS, seen_by=_SEEN, kept=_KEPT,
)  # fmt: skip
declare(
    "disputes.safetycheck", "report_proof", "safe_contact",
    purpose="调解前的安全询问，危险时先报警、按约定方式联系", basis=_BASIS,
    seen_by=_SEEN, kept=_KEPT,
)  # fmt: skip
declare(
    "disputes.gateanswer", "answer",
    purpose="提醒的答复", basis=_BASIS, seen_by=_SEEN, kept=_KEPT,
)  # fmt: skip
declare(
    "disputes.sessionplan", "room", "reason",
    purpose="约定调解", basis=_BASIS, seen_by=_SEEN, kept=_KEPT,
)  # fmt: skip
declare(
    "disputes.sessionhelper", "name",
    purpose="经当事人同意邀请参加调解的人", basis=_BASIS, seen_by=_SEEN, kept=_KEPT,
)  # fmt: skip
declare(
    "disputes.clockevent", "reason",
    purpose="期限中止、恢复、延长", basis=_BASIS, seen_by=_SEEN, kept=_KEPT,
)  # fmt: skip
declare(
    "disputes.escalation", "words", "police_words", "over_words",
    purpose="纠纷激化的预防", basis=_BASIS, seen_by=_SEEN, kept=_KEPT,
)  # fmt: skip
declare(
    "disputes.escalationmeasure", "who", "what",
    purpose="纠纷激化的预防", basis=_BASIS, seen_by=_SEEN, kept=_KEPT,
)  # fmt: skip
declare(
    "disputes.investigationnote", "place", "askers", "name", "others", "content",
    purpose="调查记录", basis=_BASIS, seen_by=_SEEN, kept=_KEPT,
)  # fmt: skip
declare(
    "disputes.evidencefile", "title", "data", "withdrawn_reason",
    purpose="证据材料", basis=_BASIS, seen_by=_SEEN, kept=_KEPT,
)  # fmt: skip
impersonal("disputes.dispute", "number")
impersonal("disputes.mediationsession", "place")
declare(
    "disputes.mediatorentry", "name", "sex", "court", "end_reason",
    purpose="调解员名册，当事人选调解员用", basis=_BASIS,
    seen_by="本单位、下级和上级单位", kept="聘任期间和解聘后五年",
)  # fmt: skip
declare(
    "disputes.mediatorcontact", "phone",
    purpose="联系调解员", basis=_BASIS,
    seen_by="本单位和上级妇联，写明原因才显示", kept="聘任期间和解聘后五年",
)  # fmt: skip
declare(
    "disputes.mediationcommittee", "seal_kept_by", "end_reason",
    purpose="调委会的设立和用印", basis=_BASIS,
    seen_by="本村、本乡镇和上级妇联", kept="长期",
)  # fmt: skip
declare(
    "disputes.committeeseat", "role", "end_reason",
    purpose="调委会的组成", basis=_BASIS, seen_by="本村、本乡镇和上级妇联", kept="长期",
)  # fmt: skip
impersonal("disputes.mediationcommittee", "name")

declare(
    "disputes.sorting", "reason", "told_whom",
    purpose="分办和告知", basis=_BASIS, seen_by=_SEEN, kept=_KEPT,
)  # fmt: skip
declare(
    "disputes.mattertwin", "reason",
    purpose="核对重复来件", basis=_BASIS, seen_by="县妇联", kept=_KEPT,
)  # fmt: skip
_LETTERS = "履行法定职责（信访工作条例；个人信息保护法第十三条第一款第三项）"
declare(
    "disputes.rightsmatter", "transferred_to", "more_reason", "more_approver", "answer",
    "leader_name", "leader_post",
    purpose="信访事项办理、答复和包案", basis=_LETTERS, seen_by=_SEEN, kept=_KEPT,
)  # fmt: skip
declare(
    "disputes.rightsreview", "request", "answer",
    purpose="复查、复核", basis=_LETTERS, seen_by=_SEEN, kept=_KEPT,
)  # fmt: skip
declare(
    "disputes.rightsvisit", "state", "needs",
    purpose="信访回访，了解近况和困难", basis=_LETTERS, seen_by=_SEEN, kept=_KEPT,
)  # fmt: skip
impersonal("disputes.gateanswer", "act", "rule")
declare(
    "disputes.confirmation", "words",
    purpose="司法确认", basis=_BASIS, seen_by=_SEEN, kept=_KEPT,
)  # fmt: skip
declare(
    "disputes.courtreferral", "papers", "words",
    purpose="法院委派、委托调解", basis=_BASIS, seen_by=_SEEN, kept=_KEPT,
)  # fmt: skip
declare(
    "disputes.averted", "reason", "checked_words",
    purpose="调解成效的核实", basis=_BASIS, seen_by=_SEEN, kept=_KEPT,
)  # fmt: skip
declare(
    "disputes.qualityreview", "remarks", "corrected_words", "again_words",
    purpose="卷宗评查", basis=_BASIS, seen_by=_SEEN, kept=_KEPT,
)  # fmt: skip
impersonal("disputes.qualityreview", "marks")
impersonal("disputes.qualitydraw", "seed")
impersonal("disputes.followup", "found")
impersonal("disputes.confirmation", "court", "number")
impersonal("disputes.courtreferral", "court", "number")
impersonal("disputes.protectioncase", "level")
declare(
    "disputes.dossier", "remarks",
    purpose="卷宗情况说明", basis=_BASIS, seen_by=_SEEN, kept=_KEPT,
)  # fmt: skip
impersonal("disputes.dossier", "volume", "digest", "lacks", "holds")
