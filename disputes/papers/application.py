"""人民调解申请书 (domain D2 no. 2)."""

from __future__ import annotations

from disputes.papers.blocks import Form, Items, Place, Signatures, Text
from disputes.papers.facts import ApplicationFacts, CaseFacts
from disputes.papers.parts import SIGN, day, parties

WILLING = "人民调解委员会已将人民调解的相关规定告知我，现自愿申请人民调解委员会进行调解。"


def build(case: CaseFacts, facts: ApplicationFacts) -> Form:
    """Who asks for mediation, about what, for what; informed and willing (art. 3, 17)."""
    return Form(
        title="人民调解申请书",
        place=2,
        blocks=(
            *parties(case),
            Text(facts.facts, "纠纷简要情况", lines=8),
            Items(facts.requests, "当事人申请事项"),
            Text(WILLING, keep=True),
            Signatures(
                (Place("申请人", SIGN, max(1, len(case.of("applicant")))),), day(facts.applied_on)
            ),
        ),
    )
