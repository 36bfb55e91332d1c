"""授权委托书 (domain D2 no. 5)."""

from __future__ import annotations

from disputes.papers.blocks import Blank, Blanks, Cell, Form, Grid, Note, Place, Signatures, Text
from disputes.papers.facts import AuthorisationFacts, CaseFacts, PartyFacts
from disputes.papers.parts import SIDES, SIGN, day, party_rows, ticked

POWERS = (
    ("general", "一般授权：代为参加调解、陈述事实、提交材料"),
    ("special", "特别授权：代为承认、放弃、变更请求，达成调解协议并签名，接收文书"),
)


def build(case: CaseFacts, facts: AuthorisationFacts) -> Form:
    """Who acts for a party, with which powers; settling needs special ones."""
    agent = PartyFacts(
        "",
        facts.agent_name,
        facts.agent_sex,
        facts.agent_age,
        facts.agent_work,
        facts.agent_contact,
    )
    rows = party_rows("受托人", agent)
    last = (Cell("与委托人关系", 5, label=True), Cell(facts.relation, 17))
    principal = party_rows("委托人", facts.principal)
    side = SIDES.get(facts.principal.side, "当事人")
    return Form(
        title="授权委托书",
        place=5,
        number=case.number,
        blocks=(
            Grid(principal),
            Grid((*rows[:-1], last)),
            Text(
                f"委托人系{case.title}一案的{side}，现委托上列受托人作为委托人的代理人，"
                f"参加{case.committee or '人民调解委员会'}主持的调解。"
            ),
            ticked("代理权限", facts.powers, POWERS),
            Text(facts.scope, "授权事项", lines=3),
            Blanks((Blank("委托期限", facts.until),)),
            Signatures((Place("委托人", SIGN), Place("受托人", "签名")), day(facts.signed_on)),
            Note("注：委托人、受托人的身份证明复印件附后；离婚等身份关系事项，应由本人表达意愿。"),
        ),
    )
