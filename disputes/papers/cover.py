"""人民调解卷宗封面 (domain D2 no. 0)."""

from __future__ import annotations

from disputes.papers.blocks import Blank, Blanks, Form
from disputes.papers.facts import CaseFacts, CoverFacts
from disputes.papers.parts import day


def build(case: CaseFacts, facts: CoverFacts) -> Form:
    """Committee, 卷名, 卷号, mediators, first and last day, by whom filed, retention."""
    return Form(
        title="人民调解卷宗",
        place=0,
        name="卷宗封面",
        over=case.committee,
        look="cover",
        blocks=(
            Blanks(
                (
                    Blank("卷　　名", case.title),
                    Blank("卷　　号", case.number),
                    Blank("人民调解员", "、".join(case.mediators)),
                    Blank("调解日期", f"{day(facts.began_on)}至{day(facts.ended_on)}"),
                    Blank("立 卷 人", facts.filed_by, 12),
                    Blank("立卷日期", day(facts.filed_on), 12),
                    Blank("保管期限", facts.retention, 12),
                    Blank("册　　数", facts.volume or "共　　册　第　　册", 12),
                    Blank("归 档 号", facts.archive_number),
                    Blank("备　　注", facts.note),
                )
            ),
        ),
    )
