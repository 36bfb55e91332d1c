"""人民调解记录 (domain D2 no. 8): one sitting."""

from __future__ import annotations

from disputes.papers.blocks import Blank, Blanks, Form, Place, Signatures, Text
from disputes.papers.facts import CaseFacts, SessionFacts
from disputes.papers.parts import TOLD, day, mediator_place, named, party_places, ticked

RESULTS = (
    ("written", "达成书面协议"),
    ("oral", "达成口头协议"),
    ("none", "未达成"),
    ("again", "另行调解"),
)


def build(case: CaseFacts, facts: SessionFacts) -> Form:
    """Time, place, parties, who took part, what was said, the result; all sign (art. 27)."""
    doors = {None: "", True: "open", False: "closed"}[facts.open_doors]
    items = [
        Blank("时间", facts.time, 14),
        Blank("地点", facts.place, 10),
        Blank("当事人", named(case)),
        Blank("参加人", facts.present),
    ]
    if facts.absent:
        items.append(Blank("未到场", facts.absent))
    told = TOLD if facts.told else "□ " + TOLD
    after = [] if not facts.next_time else [Blanks((Blank("下次调解时间", facts.next_time),))]
    return Form(
        title="人民调解记录",
        place=8,
        name=f"人民调解记录（第{facts.ordinal}次）" if facts.ordinal > 1 else "人民调解记录",
        number=case.number,
        blocks=(
            Blanks(tuple(items)),
            ticked("调解方式", doors, (("open", "公开进行"), ("closed", "不公开进行"))),
            Text(told),
            Text(facts.notes, "调解记录", lines=26),
            ticked("调解结果", facts.result, RESULTS),
            Text(facts.result_text, "", lines=2),
            *after,
            Signatures(
                (*party_places(case), mediator_place(case), Place("记录人", "签名")),
                day(facts.held_on),
            ),
        ),
    )
