"""督办单 on one A4 page, with the owner's answer and the lifting where they are there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from disputes.papers.blocks import Blank, Blanks, Form, Note, Place, Signatures, Text
from disputes.papers.parts import day


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What stands on a card; about: the matter by day and channel, never a name."""

    number: str
    colour: str
    from_unit: str
    to_unit: str
    owner: str
    about: str
    asked: str
    issued_on: date
    answer_by: date
    answer: str = ""
    answered_on: date | None = None
    lifted: str = ""
    lifted_on: date | None = None


def build(facts: CardFacts) -> Form:
    """Head, what is asked, the answer, the lifting; empty parts are left for the pen."""
    return Form(
        title="督办单",
        number=f"{facts.number}（{facts.colour}）",
        look="slip",
        blocks=(
            Blanks(
                (
                    Blank("督办单位", facts.from_unit, 12),
                    Blank("承办单位", facts.to_unit, 12),
                    Blank("承办人", facts.owner, 12),
                    Blank("督办事项", facts.about, 12),
                    Blank("发出日期", day(facts.issued_on), 12),
                    Blank("答复期限", day(facts.answer_by), 12),
                )
            ),
            Text(facts.asked, "督办要求", lines=3),
            Signatures((Place("签发人", "签名"),), day(facts.issued_on), facts.from_unit),
            Text(facts.answer, "办理情况答复", lines=4),
            Signatures((Place("承办人", "签名"),), day(facts.answered_on), facts.to_unit),
            Text(facts.lifted, "核实意见", lines=2),
            Signatures((Place("核实人", "签名"),), day(facts.lifted_on), facts.from_unit),
            Note("注：黄牌逾期未答复的按红牌督办。本单不写当事人姓名和案情。"),
        ),
    )
