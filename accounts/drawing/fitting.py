"""Words put into a box of a printed form: one line where they fit, else as many as are needed.

A name is never drawn smaller than can be read: below LEAST it is broken instead, after a joint of
a name written in parts (阿卜杜热合曼·麦麦提) where there is one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from accounts.drawing.pen import Pen

LEAST, WRAPPED = 10.5, 10.0  # pt
PITCH = {1: 1.0, 2: 1.2, 3: 1.04}  # line height in sizes, by how many lines there are
JOINTS = frozenset("·・• 、，-")


@dataclass(frozen=True, slots=True)
class Fitted:
    """The lines of a text with their size in pt."""

    lines: tuple[str, ...]
    size: float


def fitted(pen: Pen, text: str, size: float, wide: float) -> Fitted:
    """`text` in a box `wide` pt wide: on one line at `size` or a little less; else on two at 10 pt,
    on three at 9 pt; only what no name reaches is drawn smaller still."""
    length = pen.width(text, 1)
    if length * size <= wide:
        return Fitted((text,), size)
    if length * LEAST <= wide:
        return Fitted((text,), wide / length)
    for count, least in ((2, WRAPPED), (2, 9.0), (3, 9.0)):
        if lines := _split(pen, text, least, wide, count):
            return Fitted(lines, least)
    small = 9.0
    while not (lines := _split(pen, text, small, wide, 3)):
        small *= 0.95
    return Fitted(lines, small)


def drawn(pen: Pen, text: str, size: float, left: float, middle: float, wide: float) -> str:
    """Operators that draw `text` from `left`, its lines about `middle`, all in pt."""
    words = fitted(pen, text, size, wide)
    pitch = words.size * PITCH[len(words.lines)]
    first = middle + pitch * (len(words.lines) - 1) / 2 - words.size * 0.36
    return "".join(
        pen.text(left, first - pitch * at, line, words.size) for at, line in enumerate(words.lines)
    )


def _split(pen: Pen, text: str, size: float, wide: float, count: int) -> tuple[str, ...]:
    """At most `count` lines no longer than `wide`, () where they do not hold it."""
    lines = tuple(_lines(pen, text, size, wide))
    return lines if len(lines) <= count else ()


def _lines(pen: Pen, text: str, size: float, wide: float) -> Iterator[str]:
    while text:
        end = 1
        while end < len(text) and pen.width(text[: end + 1], size) <= wide:
            end += 1
        if end < len(text):
            joint = max((at for at in range(1, end + 1) if text[at - 1] in JOINTS), default=0)
            if joint * 2 >= end:
                end = joint
            elif text[end] in JOINTS and end > 1:
                end -= 1  # a line does not begin with a joint
        yield text[:end].strip()
        text = text[end:].strip()
