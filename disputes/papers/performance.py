"""履行凭证清单 (domain D2 no. 11); the proofs themselves follow as pictures or papers."""

from __future__ import annotations

from disputes.papers.blocks import Form, Place, Signatures, Table
from disputes.papers.facts import CaseFacts, PerformanceFacts
from disputes.papers.parts import day

HEAD = ("序号", "约定事项", "约定期限", "履行日期", "凭证", "备注")


def build(case: CaseFacts, facts: PerformanceFacts) -> Form:
    """Each promise, when it was due and kept, and by what that is shown (art. 31)."""
    rows = tuple(
        (
            str(place),
            item.promise,
            item.due,
            day(item.done_on, ""),
            item.proof,
            item.note,
        )
        for place, item in enumerate(facts.items, 1)
    )
    return Form(
        title="调解协议履行凭证清单",
        place=11,
        name="履行凭证",
        number=case.number,
        blocks=(
            Table(HEAD, (2, 7, 4, 4, 4, 3), rows, centred=(0,), least=8),
            Signatures((Place("经办人", "签名"),), day(None)),
        ),
    )
