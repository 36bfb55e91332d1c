"""Pieces of a plot as SVG text: lines, boxes, hatching, words; sizes in millimetres."""

from collections.abc import Sequence
from html import escape
from itertools import count as counter
from typing import Literal

Fill = Literal["dark", "grey", "hatch", "white", "dashed"]

SERIF = "'Noto Serif SC','Noto Serif CJK SC','Source Han Serif SC',SimSun,serif"
SANS = "'Noto Sans SC','Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei',sans-serif"


def hatch(x: float, y: float, wide: float, tall: float, pitch: float = 1.2) -> str:
    """Path data of 45° strokes filling a rectangle, ``pitch`` mm apart."""
    strokes: list[str] = []
    for index in counter(1):
        away = index * pitch * 1.4142 / 2
        if away >= wide + tall:
            return "".join(strokes)
        x1, y1 = (x + away, y) if away <= wide else (x + wide, y + away - wide)
        x2, y2 = (x, y + away) if away <= tall else (x + away - tall, y + tall)
        strokes.append(f"M{x1:.2f} {y1:.2f}L{x2:.2f} {y2:.2f}")
    return ""


def picture(wide: float, tall: float, title: str, desc: str, parts: Sequence[str]) -> str:
    """The whole plot: viewBox and size in millimetres, told by title and description."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {tall:g}" '
        f'width="{wide:g}mm" height="{tall:g}mm" role="img" font-family="{SERIF}">'
        f"<title>{escape(title)}</title><desc>{escape(desc)}</desc>{''.join(parts)}</svg>"
    )


def stroke(
    x1: float, y1: float, x2: float, y2: float, ink: str, wide: float, dash: str = ""
) -> str:
    """A straight line."""
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path d="M{x1:.2f} {y1:.2f}L{x2:.2f} {y2:.2f}" '
        f'stroke="{ink}" stroke-width="{wide}"{dashes}/>'
    )


def area(x: float, y: float, wide: float, tall: float, ink: str) -> str:
    """A filled rectangle without an edge."""
    size = f'width="{wide:.2f}" height="{tall:.2f}"'
    return f'<rect x="{x:.2f}" y="{y:.2f}" {size} fill="{ink}"/>'


def frame(x: float, y: float, wide: float, tall: float, dash: str = "") -> str:
    """The edge of a rectangle."""
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    size = f'width="{wide:.2f}" height="{tall:.2f}"'
    return (
        f'<rect x="{x:.2f}" y="{y:.2f}" {size} fill="none" '
        f'stroke="#000" stroke-width=".2"{dashes}/>'
    )


def box(x: float, y: float, wide: float, tall: float, fill: Fill) -> str:
    """A bar or swatch: ground, hatching and edge."""
    ground = {"dark": "#333", "grey": "#999"}.get(fill, "#fff")
    lines = ""
    if fill == "hatch":
        path = hatch(x, y, wide, tall)
        lines = f'<path d="{path}" stroke="#333" stroke-width=".22"/>' if path else ""
    edge = frame(x, y, wide, tall, ".8 .6" if fill == "dashed" else "")
    return area(x, y, wide, tall, ground) + lines + edge


def write(x: float, y: float, text: str, size: float, anchor: str, more: str = "") -> str:
    """Text with its baseline at ``y``; ``size`` in mm."""
    place = f'x="{x:.2f}" y="{y:.2f}" font-size="{size:g}"'
    return f'<text {place} text-anchor="{anchor}"{more}>{escape(text)}</text>'


def label(x: float, middle: float, text: str, size: float, room: float) -> str:
    """Right-aligned row label; a long one is set smaller, then cut, never over the edge."""
    size = max(min(size, room / max(len(text), 1)), 2.4)
    most = int(room / size)
    text = text if len(text) <= most else f"{text[: most - 1]}…"
    return write(x, middle + size * 0.36, text, size, "end")


def value(x: float, y: float, text: str, anchor: str = "start") -> str:
    """A figure in 黑."""
    return write(x, y, text, 3.1, anchor, f' font-family="{SANS}"')


def axis(x: float, y: float, text: str, anchor: str = "middle") -> str:
    """A figure on an axis."""
    return write(x, y, text, 2.8, anchor, ' fill="#444"')


def under(x: float, y: float, text: str) -> str:
    """A label under a stack."""
    return write(x, y, text, 3.1, "middle")


def note(x: float, middle: float, text: str) -> str:
    """Text of a legend."""
    return write(x, middle + 1.1, text, 3.1, "start")


def field(x: float, y: float, text: str, tall: float) -> str:
    """White ground behind a value, so that axis lines do not strike it through."""
    wide = sum(3.1 if ord(sign) > 255 else 1.72 for sign in text) + 0.8
    return area(x, y, wide, tall, "#fff") if text else ""


def legend(entries: Sequence[tuple[Fill, str]], x: float, middle: float) -> str:
    """Swatches with their words in a row."""
    parts = []
    for fill, text in entries:
        parts += [box(x, middle - 1.5, 5, 3, fill), note(x + 6.4, middle, text)]
        x += 14 + 3.2 * len(text)
    return "".join(parts)
