"""人民调解协议书 (domain D2 no. 9)."""

from __future__ import annotations

from disputes.papers.blocks import Block, Form, Items, Place, Signatures, Table, Text
from disputes.papers.facts import AgreementFacts, CaseFacts
from disputes.papers.parts import BLANK_COUNT, day, mediator_place, parties, party_places, seal_of

PROMISES = ("序号", "履行人", "履行内容", "履行方式", "履行地点", "履行期限")


def how_performed(facts: AgreementFacts) -> tuple[Block, ...]:
    """履行方式、地点、期限: a table where the promises are known one by one, else words."""
    if not facts.promises:
        return (Text(facts.performance, "履行方式、地点、期限", lines=3),)
    rows = tuple(
        (str(place), promise.who, promise.what, promise.way, promise.place, promise.limit)
        for place, promise in enumerate(facts.promises, 1)
    )
    table = Table(PROMISES, (2, 3, 7, 4, 4, 4), rows, centred=(0, 1))
    return (Text(facts.performance, "履行方式、地点、期限"), table)


def build(case: CaseFacts, facts: AgreementFacts) -> Form:
    """Contents of 人民调解法 art. 29; in force when all signed and the seal is on; copies: each
    party and the committee one (art. 30)."""
    copies = facts.copies or (len(case.parties) + 1 if case.parties else BLANK_COUNT)
    return Form(
        title="人民调解协议书",
        place=9,
        number=case.number,
        blocks=(
            *parties(case),
            Text(facts.facts, "纠纷主要事实", lines=4),
            Text(facts.issue, "争议事项及各方当事人的责任", lines=3),
            Items(facts.terms, "经调解，当事人自愿达成如下协议", least=5),
            *how_performed(facts),
            Text(
                "本协议自各方当事人签名、盖章或者按指印，人民调解员签名并加盖人民调解委员会印章之日起"
                "生效，具有法律约束力，当事人应当按照约定履行。双方当事人认为有必要的，可以自本协议"
                "生效之日起三十日内共同向人民法院申请司法确认。"
            ),
            Text(f"本协议一式{copies}份，当事人、人民调解委员会各持一份。", keep=True),
            Signatures(
                (*party_places(case), mediator_place(case), Place("记录人", "签名")),
                day(facts.agreed_on),
                seal_of(case),
            ),
        ),
    )
