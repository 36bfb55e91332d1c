"""人民调解调查记录 (domain D2 no. 6)."""

from __future__ import annotations

from disputes.papers.blocks import Blank, Blanks, Cell, Form, Grid, Place, Signatures, Text
from disputes.papers.facts import CaseFacts, InvestigationFacts, PartyFacts
from disputes.papers.parts import day, party_rows


def build(case: CaseFacts, facts: InvestigationFacts) -> Form:
    """Time, place, who took part, the person asked, what was said; the person asked signs."""
    rows = party_rows("被调查人", facts.person or PartyFacts("", ""))
    relation = (Cell("与当事人关系", 5, label=True), Cell(facts.relation, 17))
    side, *first = rows[0]
    frame = Cell(side.text, side.span, label=True, down=side.down + 1, upright=True)
    return Form(
        title="人民调解调查记录",
        place=6,
        number=case.number,
        blocks=(
            Blanks(
                (
                    Blank("时间", facts.time, 14),
                    Blank("地点", facts.place, 10),
                    Blank("参加人", facts.present),
                )
            ),
            Grid(((frame, *first), *rows[1:], relation)),
            Text(facts.notes, "记录", lines=8),
            Text("以上记录已经本人阅看（已向本人宣读），与本人所述一致。", keep=True),
            Signatures(
                (
                    Place("被调查人", "签名、盖章或按指印"),
                    Place("调查人", "签名", 2),
                    Place("记录人", "签名"),
                ),
                day(None),
            ),
        ),
    )
