"""人民调解回访记录 (domain D2 no. 12)."""

from __future__ import annotations

from disputes.papers.blocks import Blank, Blanks, Form, Place, Signatures, Text
from disputes.papers.facts import CaseFacts, RevisitFacts
from disputes.papers.parts import day, named, ticked, yes_no

PERFORMED = (("full", "全部履行"), ("part", "部分履行"), ("none", "未履行"))
SATISFIED = (("very", "非常满意"), ("yes", "满意"), ("fair", "基本满意"), ("no", "不满意"))


def build(case: CaseFacts, facts: RevisitFacts) -> Form:
    """Performance, satisfaction, later suit, hidden risk, measures (人民调解法 art. 31)."""
    return Form(
        title="人民调解回访记录",
        place=12,
        blocks=(
            Blanks(
                (
                    Blank("当事人", facts.party or named(case)),
                    Blank("调解协议编号", case.number, 16),
                    Blank("回访方式", facts.way, 8),
                    Blank("回访时间", facts.time or day(facts.visited_on), 12),
                    Blank("回访事由", facts.reason, 12),
                )
            ),
            ticked("协议履行情况", facts.performed, PERFORMED),
            Text(facts.findings, "回访情况", lines=6),
            ticked("当事人满意度", facts.satisfied, SATISFIED),
            yes_no("有无另行起诉", facts.sued),
            yes_no("有无隐患", facts.hidden_risk),
            Text(facts.measures, "采取的措施", lines=2),
            Signatures((Place("被回访人", "签名"), Place("回访人", "签名")), day(facts.visited_on)),
        ),
    )
