"""Dense number tables as columns of text over one drawing of rules.

A table cell costs the drawing engine a millisecond or two; a line in a preformatted column a tenth
of that. Column positions are exact millimetres, so decimals stand under each other.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Literal

INNER, OUTER = 0.18, 0.35
POINT = 25.4 / 72
CLOSING = "，。；：、）”》"


@dataclass(frozen=True, slots=True)
class Column:
    """A text column: place and width in mm, alignment, face, type size in pt (0: the sheet's)."""

    x: float
    wide: float
    align: Literal["left", "center", "right"] = "center"
    face: Literal["song", "hei"] = "hei"
    pad: float = 0.8
    size: float = 0
    white: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A kind of table. ``rules`` are the x of vertical rules in mm; ``columns`` may overlap;
    ``groups`` are heads over several columns (text, place and width): their own line of a head of
    two, so the heads below them are told with an empty first line."""

    name: str
    wide: float
    size: float
    columns: tuple[Column, ...]
    rules: tuple[float, ...]
    heads: tuple[tuple[str, ...], ...] = ()
    head_tall: float = 0
    head_columns: tuple[Column, ...] = field(default=())
    groups: tuple[tuple[str, Column], ...] = ()

    def css(self) -> str:
        """Rules for the positions of this sheet's columns."""
        rules = [f".{self.name}{{width:{self.wide}mm}}.{self.name} pre{{font-size:{self.size}pt}}"]
        rules.append(f".{self.name} .b{{top:{self.head_tall}mm}}")
        for index, column in enumerate(self.columns):
            rules.append(f".{self.name} .c{index}{{{_place(column)}}}")
        for index, column in enumerate(self.head_columns):
            rules.append(f".{self.name} .h{index}{{{_place(column)}}}")
        for index, (_text, column) in enumerate(self.groups):
            rules.append(f".{self.name} .g{index}{{{_place(column)}}}")
        for count in (1, 2, 3):
            tall = self.head_tall / count
            rules.append(f".{self.name} .n{count}{{top:0;line-height:{tall:.3f}mm}}")
        return "".join(rules)

    def html(
        self,
        rows: Sequence[Sequence[str]],
        row_tall: float,
        ground: str = "",
        joined: Collection[int] = (),
        tied: Collection[int] = (),
    ) -> str:
        """The sheet: ``rows`` hold one text a column; ``ground`` is SVG below the rules, in mm
        with the first body row at y = ``head_tall``. ``row_tall`` is a multiple of 0.1 mm. In
        the ``joined`` rows the first two cells are one; the ``tied`` carry on the row above."""
        rules = self._ground(len(rows), row_tall, ground, joined, tied)
        parts = [f'<div class="sheet {self.name}">', rules]
        for index, texts in enumerate(self.heads):
            lines = escape("\n".join(texts))
            parts.append(f'<pre class="h{index} n{max(len(texts), 1)}">\n{lines}</pre>')
        for index, (text, _column) in enumerate(self.groups):
            parts.append(f'<pre class="g{index} n2">\n{escape(text)}</pre>')
        leading = f"l{round(row_tall * 10)}"
        for index in range(len(self.columns)):
            cells = [row[index] for row in rows]
            if any(cells):
                lines = escape("\n".join(cells))
                parts.append(f'<pre class="b c{index} {leading}">\n{lines}</pre>')
        return "".join([*parts, "</div>"])

    def _ground(
        self,
        count: int,
        row_tall: float,
        ground: str,
        joined: Collection[int],
        tied: Collection[int],
    ) -> str:
        tall = self.head_tall + row_tall * count
        head = f'<path d="M0 0H{self.wide:.2f}V{self.head_tall:.2f}H0z" fill="#eee"/>'
        tops = [self.head_tall + row_tall * i for i in range(count)]
        across = "".join(f"M0 {y:.2f}H{self.wide:.2f}" for i, y in enumerate(tops) if i not in tied)
        half = self.head_tall / 2
        across += "".join(f"M{g.x:.2f} {half:.2f}h{g.wide:.2f}" for _text, g in self.groups)
        down = "".join(
            f"M{x:.2f} {half if self._inside(x) else 0:.2f}V{tall:.2f}"
            for x in self.rules[bool(joined) :]
        )
        if joined:
            first = self.rules[0]
            down += f"M{first:.2f} 0V{self.head_tall:.2f}"
            down += "".join(
                f"M{first:.2f} {y:.2f}v{row_tall:.2f}"
                for i, y in enumerate(tops)
                if i not in joined
            )
        edge = f'<path d="M0 0H{self.wide:.2f}V{tall:.2f}H0z" fill="none" '
        return (
            f'<svg viewBox="-.3 -.3 {self.wide + 0.6:.2f} {tall + 0.6:.2f}" '
            f'width="{self.wide + 0.6:.2f}mm" height="{tall + 0.6:.2f}mm">{head}{ground}'
            f'<path d="{across}{down}" stroke="#000" stroke-width="{INNER}"/>'
            f'{edge}stroke="#000" stroke-width="{OUTER}"/></svg>'
        )

    def _inside(self, x: float) -> bool:
        """Whether a rule stands below the head of a group."""
        return any(g.x + 0.01 < x < g.x + g.wide - 0.01 for _text, g in self.groups)


def _place(column: Column) -> str:
    left = column.x + (column.pad if column.align == "left" else 0)
    wide = column.wide - (column.pad if column.align != "center" else 0)
    size = f";font-size:{column.size}pt" if column.size else ""
    white = ";color:#fff" if column.white else ""
    return (
        f"left:{left:.2f}mm;width:{wide:.2f}mm;text-align:{column.align};"
        f"font-family:var-{column.face}{size}{white}"
    )


def leadings() -> str:
    """Row heights from 3.5 to 7 mm in steps of 0.1 mm as classes."""
    return "".join(f".l{i}{{line-height:{i / 10}mm}}" for i in range(35, 71))


def band(y: float, wide: float, tall: float, ink: str, x: float = 0) -> str:
    """A filled rectangle for ``ground``."""
    return f'<path d="M{x:.2f} {y:.2f}h{wide:.2f}v{tall:.2f}h{-wide:.2f}z" fill="{ink}"/>'


def held(text: str, room: float, size: float) -> int:
    """How many signs of ``text`` stand in ``room`` mm at ``size`` pt; Latin ones count 0.6 of a
    square."""
    most, used = room / (size * POINT), 0.0
    for index, sign in enumerate(text):
        used += 1 if ord(sign) > 0x2000 else 0.6
        if used > most:
            return index
    return len(text)


def fit(text: str, room: float, size: float) -> str:
    """``text`` cut with … to ``room`` mm at ``size`` pt."""
    if held(text, room, size) == len(text):
        return text
    return f"{text[: held(text, room - size * POINT, size)]}…"


def folded(text: str, room: float, size: float, most: int = 3) -> list[str]:
    """``text`` in lines of ``room`` mm at ``size`` pt, the last of ``most`` cut with …; no line
    begins with a closing sign, no figure is torn."""
    lines: list[str] = []
    while len(lines) < most - 1 and (end := held(text, room, size)) < len(text):
        at = end
        while at > 1 and (text[at] in CLOSING or (text[at - 1] + text[at]).isascii()):
            at -= 1
        at = at if at > 1 else max(end, 1)
        lines.append(text[:at])
        text = text[at:]
    return [*lines, fit(text, room, size)]


def balanced(count: int, most: int) -> list[range]:
    """Row numbers split over as few pages as hold ``most`` each, evenly."""
    pages = max(1, -(-count // most))
    size = -(-count // pages) if count else 0
    return [range(page * size, min(count, (page + 1) * size)) for page in range(pages)]
