"""卷宗情况说明 (domain D2 no. 14)."""

from __future__ import annotations

from disputes.papers.blocks import Form, Note, Place, Signatures, Text
from disputes.papers.facts import CaseFacts, RemarkFacts
from disputes.papers.parts import day


def build(case: CaseFacts, facts: RemarkFacts) -> Form:
    """What is missing, what came later, by whom it was written."""
    return Form(
        title="卷宗情况说明",
        place=14,
        number=case.number,
        blocks=(
            Text(facts.missing, "材料缺损情况", lines=5),
            Text(facts.added, "材料补充情况", lines=5),
            Text(facts.other, "其他需要说明的情况", lines=5),
            Signatures((Place("立卷人", "签名"), Place("检查人", "签名")), day(facts.written_on)),
            Note("注：立卷后发生或者发现的问题，由有关档案管理人员填写并签名、注明日期。"),
        ),
    )
