"""What such a paper says, frozen before it is drawn: blocks of text and tables, plain values.

The same content becomes PDF, Word and Excel. Figures in tables are texts as printed; a column says
whether its texts are figures. Nothing here is computed from the clock."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, Self, TypeAlias

from reports.documents.assessment.codec import from_text, to_text

Level: TypeAlias = Literal["h1", "h2", "p"]
Align: TypeAlias = Literal["left", "center", "figure"]
HEAD_1 = re.compile(r"[一二三四五六七八九十]{1,3}、[^。；]{1,40}")
HEAD_2 = re.compile(r"（[一二三四五六七八九十]{1,3}）[^。；]{1,40}")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a heading; edited: a person changed what was generated."""

    level: Level
    text: str
    edited: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its width in mm, how its texts stand."""

    head: str
    wide: float
    align: Align = "center"

    def __post_init__(self) -> None:
        object.__setattr__(self, "wide", float(self.wide))  # one text for 24 and 24.0


@dataclass(frozen=True, slots=True)
class Table:
    """An annex or a part of one. label: 附件1, "" for a paper that is nothing but tables; over: the
    lines left and right above it; grey: rows that sum up; note below; signs: who signs below."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    label: str = ""
    landscape: bool = False
    over_left: str = ""
    over_right: str = ""
    grey: tuple[int, ...] = ()
    note: str = ""
    signs: tuple[str, ...] = ()

    @property
    def aligned(self) -> list[list[tuple[Align, str]]]:
        """The rows, each text with how it stands."""
        aligns = [column.align for column in self.columns]
        return [list(zip(aligns, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class OfficialContent:
    """head: the name in the red head, "" for none; addressee "" for a paper without running text;
    attached: the list of annexes at the end of the text."""

    kind: str
    county: str
    year: int
    issuing_body: str
    head: str
    document_number: str
    title: str
    addressee: str
    blocks: tuple[Block, ...]
    attached: tuple[str, ...]
    tables: tuple[Table, ...]
    signed_on: date
    copies_to: str
    printing_office: str
    snapshot_number: str
    snapshot_date: date
    snapshot_digest: str
    rubric_label: str
    demo: bool
    schema: int = 1

    def to_json(self) -> str:
        """Canonical text: equal contents give equal text."""
        return to_text(self)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read back what ``to_json`` wrote; raises ContentError with a Chinese sentence."""
        return from_text(cls, text)

    def issued(self, number: str, day: date) -> Self:
        """The same with its number and the day it was issued."""
        return replace(self, document_number=number, signed_on=day)

    def rewritten(self, title: str, text: str) -> Self:
        """The same with other words; a block that was not there before is marked as edited."""
        known = {(block.level, block.text): block for block in self.blocks}
        blocks = [
            known.get((level, line), Block(level, line, edited=True))
            for line in (raw.strip() for raw in text.splitlines())
            if line
            for level in (level_of(line),)
        ]
        return replace(self, title=title, blocks=tuple(blocks))

    @property
    def text(self) -> str:
        """The words as they are edited: a line each block."""
        return "\n".join(block.text for block in self.blocks)


def level_of(line: str) -> Level:
    """一、… and （一）… without a full stop are headings (domain F)."""
    if HEAD_1.fullmatch(line):
        return "h1"
    return "h2" if HEAD_2.fullmatch(line) else "p"


def blocks_of(*lines: str) -> tuple[Block, ...]:
    """Lines as blocks; empty ones are left out."""
    return tuple(Block(level_of(line), line) for line in lines if line)
