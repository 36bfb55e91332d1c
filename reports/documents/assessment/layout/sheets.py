"""Dense number tables as columns of text over one drawing of rules.

A table cell costs the drawing engine a millisecond or two; a line in a preformatted column a tenth
of that. Column positions are exact millimetres, so decimals stand under each other.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Literal

INNER, OUTER = 0.18, 0.35


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
    """A kind of table. ``rules`` are the x of vertical rules in mm; ``columns`` may overlap."""

    name: str
    wide: float
    size: float
    columns: tuple[Column, ...]
    rules: tuple[float, ...]
    heads: tuple[tuple[str, ...], ...] = ()
    head_tall: float = 0
    head_columns: tuple[Column, ...] = field(default=())

    def css(self) -> str:
        """Rules for the positions of this sheet's columns."""
        rules = [f".{self.name}{{width:{self.wide}mm}}.{self.name} pre{{font-size:{self.size}pt}}"]
        rules.append(f".{self.name} .b{{top:{self.head_tall}mm}}")
        for index, column in enumerate(self.columns):
            rules.append(f".{self.name} .c{index}{{{_place(column)}}}")
        for index, column in enumerate(self.head_columns):
            rules.append(f".{self.name} .h{index}{{{_place(column)}}}")
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
    ) -> str:
        """The sheet: ``rows`` hold one text a column; ``ground`` is SVG below the rules, in mm
        with the first body row at y = ``head_tall``. ``row_tall`` is a multiple of 0.1 mm. In
        the ``joined`` rows the first two cells are one."""
        rules = self._ground(len(rows), row_tall, ground, joined)
        parts = [f'<div class="sheet {self.name}">', rules]
        for index, texts in enumerate(self.heads):
            lines = escape("\n".join(texts))
            parts.append(f'<pre class="h{index} n{max(len(texts), 1)}">\n{lines}</pre>')
        leading = f"l{round(row_tall * 10)}"
        for index in range(len(self.columns)):
            cells = [row[index] for row in rows]
            if any(cells):
                lines = escape("\n".join(cells))
                parts.append(f'<pre class="b c{index} {leading}">\n{lines}</pre>')
        return "".join([*parts, "</div>"])

    def _ground(self, count: int, row_tall: float, ground: str, joined: Collection[int]) -> str:
        tall = self.head_tall + row_tall * count
        head = f'<path d="M0 0H{self.wide:.2f}V{self.head_tall:.2f}H0z" fill="#eee"/>'
        tops = [self.head_tall + row_tall * i for i in range(count)]
        across = "".join(f"M0 {y:.2f}H{self.wide:.2f}" for y in tops)
        down = "".join(f"M{x:.2f} 0V{tall:.2f}" for x in self.rules[bool(joined) :])
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


def fit(text: str, room: float, size: float) -> str:
    """``text`` cut with … to ``room`` mm at ``size`` pt; Latin signs count 0.6 of a square."""
    most, used = room / (size * 25.4 / 72), 0.0
    for index, sign in enumerate(text):
        used += 1 if ord(sign) > 0x2000 else 0.6
        if used > most:
            while index and used > most - 1:
                index -= 1
                used -= 1 if ord(text[index]) > 0x2000 else 0.6
            return f"{text[:index]}…"
    return text


def balanced(count: int, most: int) -> list[range]:
    """Row numbers split over as few pages as hold ``most`` each, evenly."""
    pages = max(1, -(-count // most))
    size = -(-count // pages) if count else 0
    return [range(page * size, min(count, (page + 1) * size)) for page in range(pages)]
