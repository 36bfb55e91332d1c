"""Titles and the red head as SVG text.

No free 小标宋 exists, and a face without a bold cut prints bold as regular in silence; a stroke of
2.6 % of the size reads as 小标宋 and stays text.
"""

from collections.abc import Sequence
from html import escape

POINT = 25.4 / 72
STROKE = 0.026


def title(
    lines: Sequence[str], *, size: float, leading: float, wide: float, family: str, stroked: bool
) -> str:
    """Centred title lines; ``size`` in pt, ``leading`` and ``wide`` in mm. A line that would be
    too long is set narrower instead of wrapping."""
    em = size * POINT
    parts = [
        _line(text, wide / 2, leading * (i + 0.5) + em * 0.38, em, wide, family, "#000", stroked)
        for i, text in enumerate(lines)
    ]
    return _svg("title", wide, leading * len(lines), parts)


def red_head(name: str, *, family: str, stroked: bool) -> str:
    """发文机关标志: letters 11.2 mm high, spread to 150 mm at most (domain F)."""
    em = 11.2 / 0.92
    text = _line(name, 78, 11.2 - em * 0.075, em, 150, family, "#e60012", stroked)
    return _svg("red-head", 156, 12, [text])


def _line(
    text: str, x: float, y: float, em: float, room: float, family: str, ink: str, stroked: bool
) -> str:
    natural = sum(em if ord(sign) > 0x2000 else em * 0.58 for sign in text)
    scale = min(1.0, room / natural) if natural else 1.0
    stroke = f' stroke="{ink}" stroke-width="{em * STROKE:.3f}"' if stroked else ""
    return (
        f'<g transform="translate({x:.2f} {y:.2f}) scale({scale:.4f} 1)">'
        f'<text font-size="{em:.3f}" text-anchor="middle" fill="{ink}"{stroke} '
        f'font-family="{escape(family)}">{escape(text)}</text></g>'
    )


def _svg(name: str, wide: float, tall: float, parts: Sequence[str]) -> str:
    return (
        f'<svg class="{name}" viewBox="0 0 {wide:g} {tall:g}" width="{wide:g}mm" '
        f'height="{tall:g}mm">{"".join(parts)}</svg>'
    )
