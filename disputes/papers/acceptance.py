"""人民调解受理登记表 (domain D2 no. 3)."""

from __future__ import annotations

from disputes.papers.blocks import Blank, Blanks, Form, Note, Place, Signatures, Text
from disputes.papers.facts import AcceptanceFacts, CaseFacts
from disputes.papers.parts import day, parties, party_places, seal_of, ticked

SOURCES = (
    ("applied", "①当事人申请"),
    ("initiated", "②人民调解委员会主动调解"),
    ("referred", "③接受委托移送"),
)


def build(case: CaseFacts, facts: AcceptanceFacts) -> Form:
    """Filled by the committee: source, kind, brief; signed by parties and registrar, sealed
    (人民调解法 art. 17, 27)."""
    items = [
        Blank("登记时间", day(facts.accepted_on), 12),
        Blank("纠纷类型", case.matter_kind, 12),
    ]
    if facts.source == "referred":
        items.append(Blank("委托移送单位", facts.referred_by))
    return Form(
        title="人民调解受理登记表",
        place=3,
        number=case.number,
        blocks=(
            Blanks(tuple(items)),
            ticked("案件来源", facts.source, SOURCES),
            *parties(case),
            Text(facts.brief, "纠纷简要情况", lines=5),
            Text(f"当事人于{day(facts.consented_on)}表示同意由本人民调解委员会调解。", keep=True),
            Signatures(
                (*party_places(case, "签名"), Place("登记人", "签名")),
                day(facts.accepted_on),
                seal_of(case),
            ),
            Note("备注：此表由人民调解委员会填写。"),
        ),
    )
