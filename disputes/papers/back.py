"""封底 (domain D2 no. 15)."""

from __future__ import annotations

from disputes.papers.blocks import Blank, Blanks, Form
from disputes.papers.facts import CaseFacts, CoverFacts
from disputes.papers.parts import BLANK_DAY, day


def build(case: CaseFacts, pages: int, cover: CoverFacts) -> Form:
    """The closing leaf; it says how many pages the file has, so that one lost is seen."""
    return Form(
        title="人民调解卷宗封底",
        place=15,
        name="封底",
        look="back",
        blocks=(
            Blanks(
                (
                    Blank("卷号", case.number),
                    Blank("本卷共计", f"{pages}页（封面、目录、封底未计）" if pages else ""),
                    Blank("装订人", cover.filed_by, 12),
                    Blank("装订日期", day(cover.filed_on) or BLANK_DAY, 12),
                )
            ),
        ),
    )
