"""Plots as SVG text, the same on pages and in PDF: viewBox in millimetres, grey only.

Pure functions. Text stays text; ``<title>`` and ``<desc>`` tell what is shown; hatching is drawn as
plain lines, so no pattern, filter, variable or paint-order is needed. Every caller shows the same
figures in a table beside the plot.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from itertools import count as counter
from typing import Literal

Fill = Literal["dark", "grey", "hatch", "white", "dashed"]

SERIF = "'Noto Serif SC','Noto Serif CJK SC','Source Han Serif SC',SimSun,serif"
SANS = "'Noto Sans SC','Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei',sans-serif"
WIDTH = 156.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a ranked plot; ``value`` None is drawn as no bar with its ``note``."""

    label: str
    value: Decimal | None
    fill: Fill
    note: str = ""


@dataclass(frozen=True, slots=True)
class Range:
    """One row of a range plot: every unit's value and the mean, in percent."""

    label: str
    values: tuple[Decimal, ...]
    mean: Decimal | None


@dataclass(frozen=True, slots=True)
class Stack:
    """One stack: parts in the order of the legend."""

    label: str
    parts: tuple[Decimal, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """One part of a score: reached, cap and, for comparison, a mean rate in percent."""

    label: str
    points: Decimal | None
    cap: Decimal
    mean: Decimal | None = None


def ranked_bars(
    bars: Sequence[Bar],
    *,
    title: str,
    desc: str,
    mean: Decimal | None = None,
    legend: Sequence[tuple[Fill, str]] = (),
    start: int = 60,
    end: int = 100,
) -> str:
    """Ranked horizontal bars. The axis is cut at ``start`` or lower, and always printed."""
    values = [bar.value for bar in bars if bar.value is not None]
    start = min([start, *(int(value) // 10 * 10 for value in values)])
    end = max([end, *(-(-int(value + 1) // 10) * 10 for value in values if value > end)])
    left, right, top, step, thick = 26.0, 122.0, 6.0, 5.4, 3.8
    bottom = top + step * len(bars)

    def at(value: Decimal) -> float:
        return left + (right - left) * float(value - start) / (end - start)

    parts = []
    for tick in range(start, end + 1, 10):
        x = at(Decimal(tick))
        parts += [_line(x, top - 1.2, x, bottom, "#bbb", 0.15), _axis(x, top - 2.2, str(tick))]
    if mean is not None:
        parts.append(_line(at(mean), top - 1.2, at(mean), bottom + 1, "#000", 0.3, "1.2 .8"))
        parts.append(_value(at(mean), bottom + 4.2, f"全县平均{mean:.2f}", "middle"))
    for index, bar in enumerate(bars):
        y = top + step * index + (step - thick) / 2
        parts.append(_label(left - 1.4, y + thick / 2, bar.label, 3.3, 24))
        text = f"{bar.value:.2f}" if bar.value is not None else ""
        text = "　".join(part for part in (text, bar.note) if part)
        x = left if bar.value is None else at(bar.value)
        if bar.value is not None:
            parts.append(_box(left, y, x - left, thick, bar.fill))
        parts += [_field(x + 0.6, y, text, thick), _value(x + 1.1, y + thick / 2 + 1.1, text)]
    low = bottom + (9.5 if mean is not None else 5)
    parts.append(_legend(legend, left, low))
    return _svg(WIDTH, low + 2.5, title, desc, parts)


def ranges(rows: Sequence[Range], *, title: str, desc: str, start: int = 70) -> str:
    """Lowest to highest as a band, a tick for each unit, a dot for the mean; in percent."""
    lowest = [int(min(row.values)) // 10 * 10 for row in rows if row.values]
    start = min([start, *lowest])
    left, right, top, step = 30.0, 142.0, 6.0, 9.0
    bottom = top + step * len(rows)

    def at(value: Decimal) -> float:
        return left + (right - left) * float(value - start) / (100 - start)

    parts = []
    for tick in range(start, 101, 10 if start >= 50 else 20):
        x = at(Decimal(tick))
        parts += [_line(x, top - 1.5, x, bottom, "#bbb", 0.25), _axis(x, top - 2.6, f"{tick}%")]
    for index, row in enumerate(rows):
        y = top + step * index + step / 2
        parts.append(_label(left - 2, y, row.label, 3.2, 28))
        if row.values:
            low, high = at(min(row.values)), at(max(row.values))
            parts.append(_rect(low, y - 0.75, max(high - low, 0.4), 1.5, "#999"))
            ticks = "".join(f"M{at(v):.2f} {y - 1.5:.2f}v3" for v in sorted(set(row.values)))
            parts.append(f'<path d="{ticks}" stroke="#000" stroke-width=".2"/>')
        if row.mean is None:
            parts.append(_value(left + 1, y + 1.1, "待评"))
            continue
        x, text = at(row.mean), f"{row.mean:.1f}"
        parts.append(f'<circle cx="{x:.2f}" cy="{y:.2f}" r="1.5"/>')
        parts.append(_rect(x - 3.2, y - 4.9, 6.4, 3.1, "#fff"))
        parts.append(_value(x, y - 2.4, text, "middle"))
    y = bottom + 4.5
    parts.append(f'<circle cx="{left + 1.5}" cy="{y:.2f}" r="1.5"/>')
    parts.append(_note(left + 5, y, "全县平均得分率"))
    parts.append(_rect(left + 34, y - 0.75, 8, 1.5, "#999"))
    parts.append(_note(left + 44, y, "最低—最高；细竖线为各单位"))
    return _svg(WIDTH, y + 3, title, desc, parts)


def stacked_shares(
    columns: Sequence[Stack], legend: Sequence[tuple[Fill, str]], *, title: str, desc: str
) -> str:
    """Upright stacks of percentages with their sum on top."""
    totals = [sum(column.parts, Decimal(0)) for column in columns]
    step = 5 if max([*totals, Decimal(0)]) <= 30 else 20
    end = max(15, -(-int(max([*totals, Decimal(0)]) + 2) // step) * step)
    left, right, top, height = 14.0, 152.0, 3.0, 38.0
    base, pitch = top + height, (right - left) / max(len(columns), 1)
    wide = min(6.2, pitch * 0.6)
    parts = []
    for tick in range(0, end + 1, step):
        y = base - height * tick / end
        parts.append(_line(left, y, right, y, "#bbb", 0.15))
        parts.append(_axis(left - 1.4, y + 1, f"{tick}%", "end"))
    for index, column in enumerate(columns):
        x, y = left + pitch * (index + 0.5), base
        for (fill, _), part in zip(legend, column.parts, strict=True):
            tall = height * float(part) / end
            if tall > 0:
                y -= tall
                parts.append(_box(x - wide / 2, y, wide, tall, fill))
        text = column.note or f"{totals[index]:.1f}"
        parts.append(_rect(x - 3.4, y - 4.1, 6.8, 3.4, "#fff"))
        parts += [_value(x, y - 1.3, text, "middle"), _under(x, base + 4, column.label)]
    parts.append(_line(left, base, right, base, "#000", 0.35))
    parts.append(_legend(legend, 34, base + 10))
    return _svg(WIDTH, base + 13, title, desc, parts)


def stacked_tiers(
    rows: Sequence[Stack], legend: Sequence[tuple[Fill, str]], *, title: str, desc: str
) -> str:
    """Horizontal stacks of counts (red, yellow, green) with the parts' text at the end."""
    most = max([sum(row.parts, Decimal(0)) for row in rows] + [Decimal(1)])
    left, right, top, step, thick = 26.0, 126.0, 1.0, 5.4, 3.4
    bottom = top + step * len(rows)
    parts = [_line(left, top, left, bottom, "#000", 0.35)]
    for index, row in enumerate(rows):
        x, y = left, top + step * index + (step - thick) / 2
        parts.append(_label(left - 1.4, y + thick / 2, row.label, 3.3, 24))
        for (fill, _), part in zip(legend, row.parts, strict=True):
            wide = (right - left) * float(part / most)
            if wide > 0:
                parts.append(_box(x, y, wide, thick, fill))
                x += wide
        text = row.note or "/".join(str(part) for part in row.parts)
        parts.append(_value(x + 1.2, y + thick / 2 + 1.1, text))
    parts.append(_legend(legend, left, bottom + 4.5))
    return _svg(WIDTH, bottom + 7.5, title, desc, parts)


def category_bars(shares: Sequence[Share], *, title: str, desc: str) -> str:
    """A unit's categories: grey bar of the rate, tick at the county mean, points and rate."""
    left, right, step, thick = 21.0, 121.0, 4.4, 3.1
    parts = []
    for index, share in enumerate(shares):
        y = step * index + (step - thick) / 2
        parts.append(_label(left - 1.2, y + thick / 2, share.label, 3.2, 20))
        parts.append(_frame(left, y, right - left, thick))
        text = f"待评／{share.cap.normalize():f}"
        if share.points is not None and share.cap:
            part = share.points / share.cap
            wide = (right - left) * float(min(max(part, Decimal(0)), Decimal(1)))
            parts.append(_rect(left, y, wide, thick, "#777"))
            parts.append(_value(right + 20, y + thick / 2 + 1.1, f"{part * 100:.1f}%"))
            text = f"{share.points:.2f}／{share.cap.normalize():f}"
        if share.mean is not None:
            x = left + (right - left) * float(share.mean) / 100
            parts.append(_line(x, y - 0.6, x, y + thick + 0.6, "#000", 0.45))
        parts.append(_value(right + 2, y + thick / 2 + 1.1, text))
    return _svg(WIDTH, step * len(shares), title, desc, parts)


def hatch(x: float, y: float, wide: float, tall: float, pitch: float = 1.2) -> str:
    """Path data of 45° strokes filling a rectangle, ``pitch`` mm apart."""
    strokes = []
    for index in counter(1):
        away = index * pitch * 1.4142 / 2
        if away >= wide + tall:
            return "".join(strokes)
        x1, y1 = (x + away, y) if away <= wide else (x + wide, y + away - wide)
        x2, y2 = (x, y + away) if away <= tall else (x + away - tall, y + tall)
        strokes.append(f"M{x1:.2f} {y1:.2f}L{x2:.2f} {y2:.2f}")
    return ""


def _svg(wide: float, tall: float, title: str, desc: str, parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {tall:g}" '
        f'width="{wide:g}mm" height="{tall:g}mm" role="img" font-family="{SERIF}">'
        f"<title>{escape(title)}</title><desc>{escape(desc)}</desc>{''.join(parts)}</svg>"
    )


def _line(x1: float, y1: float, x2: float, y2: float, ink: str, wide: float, dash: str = "") -> str:
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path d="M{x1:.2f} {y1:.2f}L{x2:.2f} {y2:.2f}" '
        f'stroke="{ink}" stroke-width="{wide}"{dashes}/>'
    )


def _rect(x: float, y: float, wide: float, tall: float, ink: str) -> str:
    size = f'width="{wide:.2f}" height="{tall:.2f}"'
    return f'<rect x="{x:.2f}" y="{y:.2f}" {size} fill="{ink}"/>'


def _frame(x: float, y: float, wide: float, tall: float, dash: str = "") -> str:
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    size = f'width="{wide:.2f}" height="{tall:.2f}"'
    return (
        f'<rect x="{x:.2f}" y="{y:.2f}" {size} fill="none" '
        f'stroke="#000" stroke-width=".2"{dashes}/>'
    )


def _box(x: float, y: float, wide: float, tall: float, fill: Fill) -> str:
    ground = {"dark": "#333", "grey": "#999"}.get(fill, "#fff")
    lines = ""
    if fill == "hatch":
        path = hatch(x, y, wide, tall)
        lines = f'<path d="{path}" stroke="#333" stroke-width=".22"/>' if path else ""
    edge = _frame(x, y, wide, tall, ".8 .6" if fill == "dashed" else "")
    return _rect(x, y, wide, tall, ground) + lines + edge


def _text(x: float, y: float, text: str, size: float, anchor: str, more: str = "") -> str:
    place = f'x="{x:.2f}" y="{y:.2f}" font-size="{size:g}"'
    return f'<text {place} text-anchor="{anchor}"{more}>{escape(text)}</text>'


def _label(x: float, middle: float, text: str, size: float, room: float) -> str:
    """Right-aligned row label; a long one is set smaller, then cut, never over the edge."""
    size = max(min(size, room / max(len(text), 1)), 2.4)
    most = int(room / size)
    text = text if len(text) <= most else f"{text[: most - 1]}…"
    return _text(x, middle + size * 0.36, text, size, "end")


def _value(x: float, y: float, text: str, anchor: str = "start") -> str:
    return _text(x, y, text, 3.1, anchor, f' font-family="{SANS}"')


def _axis(x: float, y: float, text: str, anchor: str = "middle") -> str:
    return _text(x, y, text, 2.8, anchor, ' fill="#444"')


def _under(x: float, y: float, text: str) -> str:
    return _text(x, y, text, 3.1, "middle")


def _note(x: float, middle: float, text: str) -> str:
    return _text(x, middle + 1.1, text, 3.1, "start")


def _field(x: float, y: float, text: str, tall: float) -> str:
    """White ground behind a value, so that axis lines do not strike it through."""
    wide = sum(3.1 if ord(sign) > 255 else 1.72 for sign in text) + 0.8
    return _rect(x, y, wide, tall, "#fff") if text else ""


def _legend(entries: Sequence[tuple[Fill, str]], x: float, middle: float) -> str:
    parts = []
    for fill, text in entries:
        parts += [_box(x, middle - 1.5, 5, 3, fill), _note(x + 6.4, middle, text)]
        x += 14 + 3.2 * len(text)
    return "".join(parts)
