"""What several forms share: a party's rows, days, ticks, who signs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from disputes.papers.blocks import COLUMNS, Cell, Choices, Grid, Place
from disputes.papers.facts import CaseFacts, PartyFacts

SIDES = {"applicant": "申请人", "respondent": "被申请人", "third": "其他当事人"}
BLANK_DAY = "　　年　月　日"
BLANK_COUNT = "　　"
BLANK_NAME = "　　　　　　"
SIGN = "签名、盖章或按指印"
NUMERALS = "一二三四五六七八九十"
TOLD = "人民调解委员会已将人民调解的相关规定告知各方当事人。"


def day(value: date | None, blank: str = BLANK_DAY) -> str:
    """2026年3月8日; a blank day to be written by hand where it is not known."""
    return f"{value.year}年{value.month}月{value.day}日" if value else blank


def sex_word(sex: str) -> str:
    """男 or 女 as it stands on the form; else left for the pen."""
    return sex if sex in {"男", "女"} else ""


def _label(text: str, span: int, down: int = 1) -> Cell:
    return Cell(text, span, label=True, down=down)


def person_rows(party: PartyFacts, room: int) -> tuple[tuple[Cell, ...], ...]:
    """姓名 性别 民族 年龄 / 职业或职务 联系方式 / 单位或住址, over `room` columns. 民族 is a blank:
    the house holds no such field."""
    age = "" if party.age is None else f"{party.age}"
    rest = room - 20
    return (
        (
            _label("姓名", 3),
            Cell(party.name, 5 + rest, centre=True),
            _label("性别", 2),
            Cell(sex_word(party.sex), 2, centre=True),
            _label("民族", 2),
            Cell("", 2),
            _label("年龄", 2),
            Cell(age, 2, centre=True),
        ),
        (
            _label("职业或职务", 4),
            Cell(party.occupation, 6 + rest),
            _label("联系方式", 4),
            Cell(party.contact, 6),
        ),
        (_label("单位或住址", 4), Cell(party.address, room - 4)),
    )


def organisation_rows(party: PartyFacts, room: int) -> tuple[tuple[Cell, ...], ...]:
    """名称 / 法定代表人姓名、职务 联系方式 / 地址."""
    rest = room - 20
    return (
        (_label("名称", 4), Cell(party.name, room - 4)),
        (
            _label("法定代表人及职务", 4),
            Cell(party.representative, 6 + rest),
            _label("联系方式", 4),
            Cell(party.contact, 6),
        ),
        (_label("地址", 4), Cell(party.address, room - 4)),
    )


def party_rows(label: str, party: PartyFacts) -> tuple[tuple[Cell, ...], ...]:
    """The rows of one party beside its side (申请人); an agent gets a row of its own."""
    make = organisation_rows if party.organisation else person_rows
    rows = make(party, COLUMNS - 2)
    if party.agent:
        rows = (*rows, (_label("委托代理人", 4), Cell(party.agent, COLUMNS - 6)))
    side = Cell(label, 2, label=True, down=len(rows), upright=True)
    return ((side, *rows[0]), *rows[1:])


def parties(case: CaseFacts, sides: Sequence[str] = tuple(SIDES)) -> tuple[Grid, ...]:
    """One frame for each party, so that a frame is never split; an applicant and a respondent
    are always there, to be filled by hand where nobody is known yet."""
    grids: list[Grid] = []
    for side in sides:
        found = case.of(side) or (() if side == "third" else (PartyFacts(side, ""),))
        for place, party in enumerate(found, 1):
            label = SIDES[side] + (f"{place}" if len(found) > 1 else "")
            grids.append(Grid(party_rows(label, party)))
    return tuple(grids)


def named(case: CaseFacts) -> str:
    """申请人王某，被申请人李某: for the line 当事人 of a record."""
    return "；".join(
        f"{word}{'、'.join(party.name for party in case.of(side))}"
        for side, word in SIDES.items()
        if case.of(side)
    )


def ticked(label: str, chosen: str, words: Iterable[tuple[str, str]]) -> Choices:
    """Boxes from (key, word); the chosen key is ticked."""
    return Choices(label, tuple((word, key == chosen) for key, word in words))


def yes_no(label: str, answer: bool | None) -> Choices:
    """有 / 无 style boxes, none ticked where it was not said."""
    return Choices(label, (("有", answer is True), ("无", answer is False)))


def seal_of(case: CaseFacts) -> str:
    """The body under whose seal the paper is, or its kind where it is not known."""
    return case.committee or "人民调解委员会"


def party_places(case: CaseFacts, how: str = SIGN) -> tuple[Place, ...]:
    """A signing line for each party."""
    return tuple(
        Place(SIDES[side], how, max(1, len(case.of(side))))
        for side in SIDES
        if case.of(side) or side != "third"
    )


def mediator_place(case: CaseFacts) -> Place:
    """A signing line for each mediator."""
    return Place("人民调解员", "签名", max(1, len(case.mediators)))
