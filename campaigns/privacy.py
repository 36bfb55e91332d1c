"""Personal fields of campaigns (domain H ②)."""

from __future__ import annotations

from accounts.privacy import declare, impersonal

for _noun in ("campaigns.sheetfile", "campaigns.sheetrow"):
    declare(
        _noun, "content",
        purpose="上传的表格，核对后登记，一天内可以撤回",
        basis="履行法定职责（个人信息保护法第十三条第一款第三项）",
        seen_by="上传人", kept="登记或撤回后清除",
    )  # fmt: skip
impersonal("campaigns.sheet", "message", "error", "kind", "name", "notices")
impersonal("campaigns.sheetrow", "note")
impersonal(
    "campaigns.shelteraddress",
    "address",  # where a shelter stands, not where anybody lives
)
declare(
    "campaigns.volunteercontact", "phone",
    purpose="联系志愿者", basis="本人同意（个人信息保护法第十三条第一款第一项）",
    seen_by="默认遮盖，本单位和上级妇联写明理由才显示，并记录", kept="任期内",
)  # fmt: skip
declare(
    "campaigns.volunteer", "name", "employer", "skills", "end_reason",
    purpose="安排志愿服务、统计时数",
    basis="本人同意（个人信息保护法第十三条第一款第一项）",
    seen_by="本县工作人员", kept="任期内，服务时数随年度资料保存",
)  # fmt: skip
declare(
    "campaigns.dutyshift", "name",
    purpose="公布值班人", basis="履行法定职责（个人信息保护法第十三条第一款第三项）",
    seen_by="本县工作人员", kept="随年度资料保存",
)  # fmt: skip
declare(
    "campaigns.keptfile", "title", "data",
    purpose="年度工作的佐证：签字页、记录、照片",
    basis="履行法定职责（个人信息保护法第十三条第一款第三项）",
    seen_by="看得到所附事项的本县工作人员", kept="随年度资料保存，取回时清除内容",
)  # fmt: skip
declare(
    "campaigns.seat", "name", "title", "office_phone", "end_reason",
    purpose="公布领导小组和成员单位负责人",
    basis="履行法定职责（个人信息保护法第十三条第一款第三项）",
    seen_by="本县工作人员", kept="随年度资料保存",
)  # fmt: skip
declare(
    "campaigns.attendance", "note",
    purpose="会议到会情况：代会人、缺席原因",
    basis="履行法定职责（个人信息保护法第十三条第一款第三项）",
    seen_by="本单位和上级的工作人员", kept="随年度资料保存",
)  # fmt: skip
declare(
    "campaigns.trainee", "name",
    purpose="核对应参训人员和参训情况",
    basis="履行法定职责（个人信息保护法第十三条第一款第三项）",
    seen_by="办班单位和本人所在单位及其上级", kept="随年度资料保存",
)  # fmt: skip
declare(
    "campaigns.interference", "words", "handling",
    purpose="核查有没有人干扰群众调查",
    basis="履行法定职责（个人信息保护法第十三条第一款第三项）",
    seen_by="县妇联、平安办，被反映的单位看不到", kept="随年度资料保存",
)  # fmt: skip
# Which slip was used, never by whom nor with which answer.
impersonal("campaigns.surveytoken", "token_hash")
