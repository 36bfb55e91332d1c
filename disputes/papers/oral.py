"""人民调解口头协议登记表 (domain D2 no. 10)."""

from __future__ import annotations

from disputes.papers.agreement import how_performed
from disputes.papers.blocks import Form, Items, Note, Signatures, Text
from disputes.papers.facts import AgreementFacts, CaseFacts
from disputes.papers.parts import day, mediator_place, parties, seal_of


def build(case: CaseFacts, facts: AgreementFacts) -> Form:
    """The mediator writes down what was agreed orally; in force from that day (art. 28, 30)."""
    return Form(
        title="人民调解口头协议登记表",
        place=10,
        number=case.number,
        blocks=(
            *parties(case),
            Text(facts.facts, "纠纷主要事实、争议事项", lines=3),
            Items(facts.terms, "口头协议内容", least=3),
            *how_performed(facts),
            Signatures((mediator_place(case),), day(facts.agreed_on), seal_of(case)),
            Note("备注：此表由人民调解委员会填写；口头协议自各方当事人达成协议之日起生效。"),
        ),
    )
