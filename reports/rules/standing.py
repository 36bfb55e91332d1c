"""Ranks and grades within peer groups (domain A6, K3).

Ranks: by total, equal totals share a place and the next is skipped (1, 2, 2, 4).
Printing order among equals: the keys of the rubric (满意率, then 按时报告), then
division code.  Units with a veto come after all others, without rank and grade
but with their score; units with pending lines stand between, without rank.

A grade may need lines in full (`Grade.needs`): who lacks one goes on to the next.

The cap on a grade is never exceeded: of a group of n, at most ⌊n × share⌋ units
hold it.  Units tied at the cut stay together, so if not all of them fit, none
of them does and all go to the next grade; nobody below them moves up.  In a
group of three or fewer a cap of 30 % leaves no place at all; put small groups
together instead.  n counts every unit of the group, vetoed ones too.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from .numbers import plain
from .rubric import Grade, Rubric
from .totals import Sheet

__all__ = ["Placement", "Standing", "grades", "place", "print_order", "ranks", "standing"]

VETOED = "否决"


@dataclass(frozen=True, slots=True)
class Standing:
    """What ranking needs of one unit; `keys` decide the printing order among equals; `short`:
    lines a grade needs that have less than all of their points."""

    unit: int
    group: str
    total: Decimal | None
    vetoed: bool = False
    keys: tuple[tuple[Fraction, Fraction], ...] = ()
    short: frozenset[str] = frozenset()

    @property
    def ranked(self) -> bool:
        """Whether the unit takes a place: complete and without veto."""
        return self.total is not None and not self.vetoed


@dataclass(frozen=True, slots=True)
class Placement:
    """Place of a unit in its group: `order` is the printing position from 1.

    `rank` and `grade` are None for a vetoed or incomplete unit.  `provisional`
    while any unit of the group is incomplete.  `note` says why a grade is
    lower than the points alone would give.
    """

    unit: int
    group: str
    order: int
    rank: int | None
    grade: str | None
    note: str
    provisional: bool

    @property
    def label(self) -> str:
        """The grade as printed; 否决 or 待评 where there is none."""
        return self.grade or self.note


def standing(rubric: Rubric, sheet: Sheet, unit: int, group: str = "") -> Standing:
    """The standing of a sheet; `unit` is the division code."""
    keys = []
    for code in rubric.rank_order:
        if code == "division":
            continue
        line = sheet.result(code)
        points = Fraction(-1) if line.points is None else Fraction(line.points)
        keys.append((points, Fraction(-1) if line.rate is None else line.rate))
    lines = map(sheet.result, rubric.needed)
    short = frozenset(one.code for one in lines if one.points is not None and one.points < one.cap)
    return Standing(unit, group, sheet.total, sheet.vetoed, tuple(keys), short)


def print_order(standings: Iterable[Standing]) -> list[Standing]:
    """One group in printing order: ranked by total, then incomplete, then vetoed."""

    def key(one: Standing) -> tuple[int, Decimal, list[tuple[Fraction, Fraction]], int]:
        block = 2 if one.vetoed else 1 if one.total is None else 0
        total = Decimal(0) if one.total is None else -one.total
        return block, total, [(-points, -rate) for points, rate in one.keys], one.unit

    return sorted(standings, key=key)


def ranks(standings: Iterable[Standing]) -> dict[int, int | None]:
    """Rank by unit within each group: 1, 2, 2, 4; None for vetoed and incomplete units."""
    found: dict[int, int | None] = {}
    for members in _groups(standings).values():
        found |= {one.unit: None for one in members}
        contenders = [(one.unit, one.total or Decimal(0)) for one in members if one.ranked]
        first: dict[Decimal, int] = {}
        for number, total in enumerate(sorted((t for _, t in contenders), reverse=True), 1):
            first.setdefault(total, number)
        found |= {unit: first[total] for unit, total in contenders}
    return found


def grades(standings: Iterable[Standing], bands: Sequence[Grade]) -> dict[int, tuple[str, str]]:
    """(grade, note) by unit for ranked units; `bands` from the highest to the one from 0."""
    found: dict[int, tuple[str, str]] = {}
    for members in _groups(standings).values():
        waiting = sorted(
            (one for one in members if one.ranked), key=lambda one: one.total or 0, reverse=True
        )
        notes: dict[int, str] = {}
        for band in bands:
            enough = [one for one in waiting if (one.total or 0) >= band.start]
            for one in enough:
                if lacking := "、".join(code for code in band.needs if code in one.short):
                    notes.setdefault(one.unit, f"达到{band.name}分数线，因{lacking}未得满分未列入")
            reached = [one for one in enough if one.short.isdisjoint(band.needs)]
            held = _within(reached, band, len(members))
            found |= {one.unit: (band.name, notes.get(one.unit, "")) for one in held}
            for one in reached[len(held) :]:
                share = plain(band.max_share or 0)
                notes.setdefault(
                    one.unit, f"达到{band.name}分数线，因{band.name}不超过本组{share}%未列入"
                )
            waiting = [one for one in waiting if one.unit not in found]
    return found


def _within(reached: list[Standing], band: Grade, size: int) -> list[Standing]:
    """The units that fit under the cap of a grade, equal totals kept together."""
    if band.max_share is None:
        return reached
    room = size * Fraction(band.max_share) // 100
    held: list[Standing] = []
    for _, tied in groupby(reached, key=lambda one: one.total):
        together = list(tied)
        if len(held) + len(together) > room:
            break
        held += together
    return held


def place(standings: Iterable[Standing], bands: Sequence[Grade]) -> tuple[Placement, ...]:
    """Every unit with order, rank and grade, group by group (groups by name)."""
    everyone = list(standings)
    rank_of, grade_of = ranks(everyone), grades(everyone, bands)
    placed = []
    for group, members in sorted(_groups(everyone).items()):
        provisional = any(one.total is None for one in members)
        for order, one in enumerate(print_order(members), 1):
            empty = VETOED if one.vetoed else "待评" if one.total is None else ""
            grade, note = grade_of.get(one.unit, (None, empty))
            placed.append(
                Placement(one.unit, group, order, rank_of[one.unit], grade, note, provisional)
            )
    return tuple(placed)


def _groups(standings: Iterable[Standing]) -> dict[str, list[Standing]]:
    groups: dict[str, list[Standing]] = defaultdict(list)
    for one in standings:
        groups[one.group].append(one)
    return groups
