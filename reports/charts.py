"""Plots as SVG text, the same on pages and in PDF: viewBox in millimetres, grey only.

Pure functions. Text stays text; ``<title>`` and ``<desc>`` tell what is shown; hatching is drawn as
plain lines, so no pattern, filter, variable or paint-order is needed. Every caller shows the same
figures in a table beside the plot.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from reports import svg
from reports.rules.numbers import round_places
from reports.svg import Fill

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
    start, end = _axis_ends([bar.value for bar in bars if bar.value is not None], start, end)
    left, right, top, step, thick = 26.0, 122.0, 6.0, 5.4, 3.8
    bottom = top + step * len(bars)

    def at(value: Decimal) -> float:
        return left + (right - left) * float(value - start) / (end - start)

    parts = []
    for tick in range(start, end + 1, 10):
        x = at(Decimal(tick))
        parts.append(svg.stroke(x, top - 1.2, x, bottom, "#bbb", 0.15))
        parts.append(svg.axis(x, top - 2.2, str(tick)))
    if mean is not None:
        x = at(mean)
        parts.append(svg.stroke(x, top - 1.2, x, bottom + 1, "#000", 0.3, "1.2 .8"))
        parts.append(svg.value(x, bottom + 4.2, f"全县平均{half_up(mean, 2)}", "middle"))
    for index, bar in enumerate(bars):
        y = top + step * index + (step - thick) / 2
        parts.append(svg.label(left - 1.4, y + thick / 2, bar.label, 3.3, 24))
        x, figure = left, ""
        if bar.value is not None:
            x, figure = at(bar.value), str(half_up(bar.value, 2))
            parts.append(svg.box(left, y, x - left, thick, bar.fill))
        text = "　".join(word for word in (figure, bar.note) if word)
        parts += [svg.field(x + 0.6, y, text, thick), svg.value(x + 1.1, y + thick / 2 + 1.1, text)]
    low = bottom + (9.5 if mean is not None else 5)
    parts.append(svg.legend(legend, left, low))
    return svg.picture(WIDTH, low + 2.5, title, desc, parts)


def _axis_ends(values: Sequence[Decimal], start: int, end: int) -> tuple[int, int]:
    """Whole tens around all values, at least from ``start`` to ``end``."""
    low = min([start, *(int(value) // 10 * 10 for value in values)])
    high = max([end, *(-(-int(value + 1) // 10) * 10 for value in values if value > end)])
    return low, high


def ranges(rows: Sequence[Range], *, title: str, desc: str, start: int = 70) -> str:
    """Lowest to highest as a band, a tick for each unit, a dot for the mean; in percent."""
    lowest = [int(min(row.values)) // 10 * 10 for row in rows if row.values]
    start = min([start, *lowest])
    left, right, top, step = 30.0, 142.0, 6.0, 8.2
    bottom = top + step * len(rows)

    def at(value: Decimal) -> float:
        return left + (right - left) * float(value - start) / (100 - start)

    parts = []
    for tick in range(start, 101, 10 if start >= 50 else 20):
        x = at(Decimal(tick))
        parts += [
            svg.stroke(x, top - 1.5, x, bottom, "#bbb", 0.25),
            svg.axis(x, top - 2.6, f"{tick}%"),
        ]
    for index, row in enumerate(rows):
        y = top + step * index + step / 2
        parts.append(svg.label(left - 2, y, row.label, 3.2, 28))
        if row.values:
            low, high = at(min(row.values)), at(max(row.values))
            parts.append(svg.area(low, y - 0.75, max(high - low, 0.4), 1.5, "#999"))
            ticks = "".join(f"M{at(v):.2f} {y - 1.5:.2f}v3" for v in sorted(set(row.values)))
            parts.append(f'<path d="{ticks}" stroke="#000" stroke-width=".2"/>')
        if row.mean is None:
            parts.append(svg.value(left + 1, y + 1.1, "待评"))
            continue
        x, text = at(row.mean), f"{half_up(row.mean, 1)}"
        parts.append(f'<circle cx="{x:.2f}" cy="{y:.2f}" r="1.5"/>')
        parts.append(svg.area(x - 3.2, y - 4.6, 6.4, 2.9, "#fff"))
        parts.append(svg.value(x, y - 2.2, text, "middle"))
    y = bottom + 4.5
    parts.append(f'<circle cx="{left + 1.5}" cy="{y:.2f}" r="1.5"/>')
    parts.append(svg.note(left + 5, y, "全县平均得分率"))
    parts.append(svg.area(left + 34, y - 0.75, 8, 1.5, "#999"))
    parts.append(svg.note(left + 44, y, "最低—最高；细竖线为各单位"))
    return svg.picture(WIDTH, y + 3, title, desc, parts)


def stacked_shares(
    columns: Sequence[Stack], legend: Sequence[tuple[Fill, str]], *, title: str, desc: str
) -> str:
    """Upright stacks of percentages with their sum on top."""
    totals = [sum(column.parts, Decimal(0)) for column in columns]
    step = 5 if max([*totals, Decimal(0)]) <= 30 else 20
    end = max(15, -(-int(max([*totals, Decimal(0)]) + 2) // step) * step)
    left, right, top, height = 14.0, 152.0, 3.0, 32.0
    base, pitch = top + height, (right - left) / max(len(columns), 1)
    wide = min(6.2, pitch * 0.6)
    parts = []
    for tick in range(0, end + 1, step):
        y = base - height * tick / end
        parts.append(svg.stroke(left, y, right, y, "#bbb", 0.15))
        parts.append(svg.axis(left - 1.4, y + 1, f"{tick}%", "end"))
    for index, column in enumerate(columns):
        x, y = left + pitch * (index + 0.5), base
        for (fill, _), part in zip(legend, column.parts, strict=True):
            tall = height * float(part) / end
            if tall > 0:
                y -= tall
                parts.append(svg.box(x - wide / 2, y, wide, tall, fill))
        text = column.note or f"{half_up(totals[index], 1)}"
        parts.append(svg.area(x - 3.4, y - 4.1, 6.8, 3.4, "#fff"))
        parts += [svg.value(x, y - 1.3, text, "middle"), svg.under(x, base + 4, column.label)]
    parts.append(svg.stroke(left, base, right, base, "#000", 0.35))
    parts.append(svg.legend(legend, 34, base + 10))
    return svg.picture(WIDTH, base + 13, title, desc, parts)


def stacked_tiers(
    rows: Sequence[Stack], legend: Sequence[tuple[Fill, str]], *, title: str, desc: str
) -> str:
    """Horizontal stacks of counts (red, yellow, green) with the parts' text at the end."""
    most = max([sum(row.parts, Decimal(0)) for row in rows] + [Decimal(1)])
    left, right, top, step, thick = 26.0, 126.0, 1.0, 5.4, 3.4
    bottom = top + step * len(rows)
    parts = [svg.stroke(left, top, left, bottom, "#000", 0.35)]
    for index, row in enumerate(rows):
        x, y = left, top + step * index + (step - thick) / 2
        parts.append(svg.label(left - 1.4, y + thick / 2, row.label, 3.3, 24))
        for (fill, _), part in zip(legend, row.parts, strict=True):
            wide = (right - left) * float(part / most)
            if wide > 0:
                parts.append(svg.box(x, y, wide, thick, fill))
                x += wide
        text = row.note or "/".join(str(part) for part in row.parts)
        parts.append(svg.value(x + 1.2, y + thick / 2 + 1.1, text))
    parts.append(svg.legend(legend, left, bottom + 4.5))
    return svg.picture(WIDTH, bottom + 7.5, title, desc, parts)


def category_bars(shares: Sequence[Share], *, title: str, desc: str) -> str:
    """A unit's categories: grey bar of the rate, tick at the county mean, points and rate."""
    left, right, step, thick = 21.0, 121.0, 4.4, 3.1
    parts = []
    for index, share in enumerate(shares):
        y = step * index + (step - thick) / 2
        parts.append(svg.label(left - 1.2, y + thick / 2, share.label, 3.2, 20))
        parts.append(svg.frame(left, y, right - left, thick))
        text = f"待评／{share.cap.normalize():f}"
        if share.points is not None and share.cap:
            part = share.points / share.cap
            wide = (right - left) * float(min(max(part, Decimal(0)), Decimal(1)))
            parts.append(svg.area(left, y, wide, thick, "#777"))
            parts.append(svg.value(right + 20, y + thick / 2 + 1.1, f"{half_up(part * 100, 1)}%"))
            text = f"{half_up(share.points, 2)}／{share.cap.normalize():f}"
        if share.mean is not None:
            x = left + (right - left) * float(share.mean) / 100
            parts.append(svg.stroke(x, y - 0.6, x, y + thick + 0.6, "#000", 0.45))
        parts.append(svg.value(right + 2, y + thick / 2 + 1.1, text))
    return svg.picture(WIDTH, step * len(shares), title, desc, parts)


def half_up(value: Decimal, places: int) -> Decimal:
    """``value`` rounded half-up, as everywhere in the house (domain A8)."""
    return round_places(Fraction(value), places)
