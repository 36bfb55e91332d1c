"""司法确认申请书 (domain D2 no. 13): asked for by the parties together."""

from __future__ import annotations

from dataclasses import replace

from disputes.papers.blocks import Form, Heading, Items, Place, Signatures, Text
from disputes.papers.facts import CaseFacts, ConfirmationFacts
from disputes.papers.parts import BLANK_NAME, SIGN, day, parties

PLEDGE = (
    "（一）申请人出于解决纠纷的目的自愿达成协议，没有恶意串通、规避法律的行为；\n"
    "（二）如果因为该协议内容而给他人造成损害的，愿意承担相应的民事责任和其他法律责任。"
)
PAPERS = ("人民调解协议书", "申请人身份证明复印件", "与调解协议相关的证明材料")


def build(case: CaseFacts, facts: ConfirmationFacts) -> Form:
    """A joint application within 30 days of effect (人民调解法 art. 33; 民事诉讼法 art. 205)."""
    by = case.committee or f"{BLANK_NAME}人民调解委员会"
    number = case.number or f"{BLANK_NAME}号"
    court = facts.court or f"{BLANK_NAME}人民法院"
    joint = replace(case, parties=tuple(replace(p, side="applicant") for p in case.parties))
    return Form(
        title="司法确认申请书",
        place=13,
        blocks=(
            *parties(joint, ("applicant",)),
            Heading("请求事项"),
            Text(f"请求依法确认{by}主持达成的{number}人民调解协议有效。"),
            Heading("事实和理由"),
            Text(
                f"上列各方均为共同申请人。各方因{case.title}，于{day(facts.agreed_on)}经"
                f"{by}调解达成协议，协议于{day(facts.effective_on)}生效。"
            ),
            Items(facts.terms, "协议主要内容", least=4),
            Text(f"各方承诺：\n{PLEDGE}"),
            Text("此致"),
            Text(court, flush=True, keep=True),
            Items(facts.papers or PAPERS, "附"),
            Signatures(
                (Place("共同申请人", SIGN, max(2, len(case.parties))),), day(facts.applied_on)
            ),
        ),
    )
