"""转介单: what another body is asked to do (issue 4 A, agencies without accounts)."""

from __future__ import annotations

from disputes.papers.blocks import (
    Blank,
    Blanks,
    Block,
    Form,
    Heading,
    Items,
    Note,
    Picture,
    Place,
    Signatures,
)
from disputes.papers.facts import ReferralFacts
from disputes.papers.parts import BLANK_DAY, day


def build(facts: ReferralFacts) -> Form:
    """Agency, what is asked, whom to call, until when. No names unless `concerned` gives them;
    the link shows nothing that the slip does not."""
    rows = [
        Blank("转介单位", facts.from_unit, 12),
        Blank("接收单位", facts.to_agency, 12),
        Blank("转介事项", facts.subject),
    ]
    if facts.concerned:
        rows.append(Blank("有关人员", facts.concerned))
    rows += [
        Blank("联系人", facts.contact, 12),
        Blank("联系电话", facts.contact_phone, 12),
        Blank("开具日期", day(facts.issued_on), 12),
        Blank("请于此前回复", facts.answer_until, 12),
    ]
    code: list[Block] = []
    if facts.code_png:
        until = f"（有效期至{facts.link_until}）" if facts.link_until else ""
        caption = f"用手机扫描左侧二维码，可确认收到并回复办理结果{until}。{facts.code_text}"
        code = [Picture(facts.code_png, caption, size="code")]
    return Form(
        title="转介单",
        number=facts.number,
        look="slip",
        blocks=(
            Blanks(tuple(rows)),
            Items(facts.asked, "请予办理的事项"),
            *code,
            Signatures((Place("经办人", "签名"),), day(facts.issued_on), facts.from_unit),
            Heading("接收单位回执"),
            Blanks(
                (
                    Blank("签收人", "", 12),
                    Blank("签收日期", BLANK_DAY, 12),
                    Blank("办理结果", ""),
                )
            ),
            Note(
                "注：本单仅供办理所列事项使用，请妥善保管，不得对外公开或转给他人。"
                "不便扫码的，请在本单签收栏填写后交还转介单位。"
            ),
        ),
    )
