"""证据材料清单 (domain D2 no. 7)."""

from __future__ import annotations

from disputes.papers.blocks import Form, Place, Signatures, Table
from disputes.papers.facts import CaseFacts, EvidenceFacts
from disputes.papers.parts import day

HEAD = ("序号", "证据名称", "来源", "形式", "证明内容", "页数", "收到日期")


def build(case: CaseFacts, facts: EvidenceFacts) -> Form:
    """What was handed in, by whom, in which form, how many pages."""
    rows = tuple(
        (
            str(place),
            item.name,
            item.source,
            item.form,
            item.proves,
            item.pages,
            day(item.received_on, ""),
        )
        for place, item in enumerate(facts.items, 1)
    )
    return Form(
        title="证据材料清单",
        place=7,
        number=case.number,
        blocks=(
            Table(HEAD, (2, 6, 3, 3, 4, 2, 4), rows, centred=(0, 3, 5, 6), least=10),
            Signatures((Place("提交人", "签名"), Place("接收人", "签名")), day(None)),
        ),
    )
