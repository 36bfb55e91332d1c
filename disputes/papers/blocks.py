"""What a form is made of. A Form is drawn by templates/disputes/papers/form.html alone.

A value that is "" is left as a place to be written by hand: an empty cell, a ruled line, a blank
day. Texts may hold line breaks only where a docstring says so.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import ClassVar

# Every grid and table has so many equal columns; cells say how many they take.
COLUMNS = 24


class Drawn:
    """A block has a template of its kind."""

    __slots__ = ()
    kind: ClassVar[str]

    @property
    def template(self) -> str:
        """The part of form.html that draws it."""
        return f"disputes/papers/blocks/{self.kind}.html"

    @property
    def columns(self) -> range:
        """The equal columns of a frame."""
        return range(COLUMNS)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a grid. `label`: set as the printed part of the form. `down`: rows it spans.
    `upright`: one character below the other."""

    text: str = ""
    span: int = COLUMNS
    label: bool = False
    down: int = 1
    centre: bool = False
    upright: bool = False


@dataclass(frozen=True, slots=True)
class Grid(Drawn):
    """A framed form: rows of cells whose spans add up to COLUMNS."""

    kind: ClassVar[str] = "grid"
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Table(Drawn):
    """A list with a head that is repeated on every page. `widths` add up to COLUMNS; a column
    named in `centred` is centred. Empty rows are added by hand up to `least`."""

    kind: ClassVar[str] = "table"
    head: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    centred: tuple[int, ...] = ()
    least: int = 0

    @property
    def short(self) -> bool:
        """Whether it is kept on one page."""
        return max(len(self.rows), self.least) <= 8

    @property
    def drawn_rows(self) -> tuple[tuple[tuple[str, int, bool], ...], ...]:
        """(text, span, centred) of every cell, blank rows included."""
        blank = ("",) * len(self.head)
        rows = self.rows + (blank,) * max(0, self.least - len(self.rows))
        return tuple(
            tuple(
                (text, self.widths[place], place in self.centred) for place, text in enumerate(row)
            )
            for row in rows
        )

    @property
    def drawn_head(self) -> tuple[tuple[str, int], ...]:
        """(text, span) of the head."""
        return tuple(zip(self.head, self.widths, strict=True))


@dataclass(frozen=True, slots=True)
class Blank:
    """A label and a value on a ruled line. `span` of COLUMNS: several may share a row."""

    label: str
    text: str = ""
    span: int = COLUMNS


@dataclass(frozen=True, slots=True)
class Blanks(Drawn):
    """Rows of ruled lines: 时间 ____ 地点 ____. They flow into rows of COLUMNS."""

    kind: ClassVar[str] = "blanks"
    items: tuple[Blank, ...]

    @property
    def drawn(self) -> tuple[tuple[Blank, ...], ...]:
        """The items in rows."""
        rows: list[list[Blank]] = []
        room = 0
        for item in self.items:
            if item.span > room:
                rows.append([])
                room = COLUMNS
            rows[-1].append(item)
            room -= item.span
        return tuple(tuple(row) for row in rows)


@dataclass(frozen=True, slots=True)
class Text(Drawn):
    """Running text. `text` may hold line breaks: each line is a paragraph. `lines`: ruled lines
    where nothing is written (none below a written text, where something could be added later).
    `keep`: stands on the page of the text before it. `flush`: without indent."""

    kind: ClassVar[str] = "text"
    text: str = ""
    label: str = ""
    lines: int = 0
    keep: bool = False
    flush: bool = False

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Lines that hold something."""
        return tuple(line for line in self.text.split("\n") if line.strip())

    @property
    def blank_lines(self) -> range:
        """The ruled lines of a place to be written by hand."""
        return range(0 if self.paragraphs else self.lines)


@dataclass(frozen=True, slots=True)
class Heading(Drawn):
    """A heading inside a form, kept with what follows it."""

    kind: ClassVar[str] = "heading"
    text: str


@dataclass(frozen=True, slots=True)
class Items(Drawn):
    """A numbered list (1. 2. 3.); with no items `least` ruled lines carry the numbers."""

    kind: ClassVar[str] = "items"
    texts: tuple[str, ...]
    label: str = ""
    least: int = 3

    @property
    def drawn(self) -> tuple[str, ...]:
        """The texts, or blanks."""
        return self.texts or ("",) * self.least

    @property
    def short(self) -> bool:
        """Whether it is kept on one page."""
        return len(self.drawn) <= 3 and sum(map(len, self.texts)) <= 120


@dataclass(frozen=True, slots=True)
class Choices(Drawn):
    """Boxes to be ticked: (text, ticked). None ticked: all are left for the pen."""

    kind: ClassVar[str] = "choices"
    label: str
    options: tuple[tuple[str, bool], ...]

    @property
    def drawn(self) -> tuple[tuple[str, bool, bool], ...]:
        """(text, ticked, whether it is short enough to be kept on one line)."""
        return tuple((text, ticked, len(text) <= 14) for text, ticked in self.options)

    @property
    def hang(self) -> int:
        """How far further lines are set in: below the first box."""
        return 5 if len(self.label) < 5 else 7


@dataclass(frozen=True, slots=True)
class Place:
    """A place for a signature: who signs, and how (签名、盖章或按指印)."""

    who: str
    how: str = ""
    lines: int = 1

    @property
    def each(self) -> range:
        """One signing line for each of several signers."""
        return range(self.lines)


@dataclass(frozen=True, slots=True)
class Signatures(Drawn):
    """Places to sign, the place of the seal and the day; never parted from the text before,
    never split over pages. `sealed_by`: the body whose seal is set over its name and the day."""

    kind: ClassVar[str] = "signatures"
    places: tuple[Place, ...]
    day: str = ""
    sealed_by: str = ""


@dataclass(frozen=True, slots=True)
class Note(Drawn):
    """A small note below a form (备注：此表由人民调解委员会填写)."""

    kind: ClassVar[str] = "note"
    text: str


@dataclass(frozen=True, slots=True)
class Lines(Drawn):
    """Large centred lines: names on a cover."""

    kind: ClassVar[str] = "lines"
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture(Drawn):
    """A picture (JPEG or PNG bytes) with its caption. `size`: page (as large as the page
    allows) or code (a QR of 36 mm beside its caption)."""

    kind: ClassVar[str] = "picture"
    data: bytes
    caption: str
    size: str = "page"
    place: str = ""

    @property
    def source(self) -> str:
        """Where the drawing finds it: its place in the PDF's own pictures, or the bytes."""
        kind = "png" if self.data.startswith(b"\x89PNG") else "jpeg"
        return self.place or f"data:image/{kind};base64,{base64.b64encode(self.data).decode()}"


Block = (
    Grid | Table | Blanks | Text | Heading | Items | Choices | Signatures | Note | Lines | Picture
)


@dataclass(frozen=True, slots=True)
class Form:
    """A paper (文书). `over`: the body above the title; `number`: below it, at the right.
    `look`: "" or cover, contents, back, slip, picture, leaf. `name`: how the contents of a file
    call it (the title, where it is left out). `place`: its number in domain D2, the order of a
    file."""

    title: str
    blocks: tuple[Block, ...]
    number: str = ""
    over: str = ""
    look: str = ""
    name: str = ""
    place: int = 0

    @property
    def listed_as(self) -> str:
        """The name in the contents and in the bookmarks."""
        return self.name or self.title

    @property
    def leaves(self) -> int:
        """Pages bound in that the system does not draw."""
        return 0

    @property
    def remark(self) -> str:
        """What the contents note beside it."""
        return ""

    @property
    def continued(self) -> str:
        """The head of a continued page."""
        return f"{self.title}（续）　{self.number}".strip()

    @property
    def paged(self) -> bool:
        """Whether the pages of the form itself are counted at the foot (第1页　共3页)."""
        return self.look in {"", "slip"}
