"""Drawings set straight into the page: line icons and small bar charts, no style attributes."""

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from django.template import TemplateSyntaxError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

SPRITE = Path(__file__).resolve().parents[2] / "static" / "icons" / "sprite.svg"


@lru_cache(maxsize=1)
def _drawings() -> dict[str, tuple[str, str]]:
    """Name → (viewBox, drawing) of every symbol of the sprite."""
    found = re.findall(
        r'<symbol id="([\w-]+)" viewBox="([\d. ]+)">(.*?)</symbol>', SPRITE.read_text("utf-8"), re.S
    )
    return {name: (box, drawing) for name, box, drawing in found}


@lru_cache(maxsize=512)
def icon(name: str, extra: str = "") -> SafeString:
    """Draw one line icon; it never stands alone, a word or an accessible name is beside it.

    Raises TemplateSyntaxError for a name the sprite does not hold.
    """
    if name not in _drawings():
        raise TemplateSyntaxError(f"no icon {name!r}; there are: {', '.join(_drawings())}")
    box, drawing = _drawings()[name]
    return format_html(
        '<svg class="icon icon-{}{}" viewBox="{}" aria-hidden="true" focusable="false">{}</svg>',
        name,
        f" {extra}" if extra else "",
        box,
        mark_safe(drawing),  # noqa: S308 - our own sprite, no user text
    )


def bars(values: Sequence[float | None], target: float = 0.9, base: float = 0.7) -> SafeString:
    """Small bar drawing of rates 0–1 from ``base`` up; bars below ``target`` are red."""

    def height(value: float) -> float:
        return round(max(0.0, min(1.0, (value - base) / (1 - base))) * 36, 1)

    step = 132 / max(1, len(values))
    drawn = (
        (
            "bar bar-below" if value < target else "bar",
            round(at * step, 1),
            38 - height(value),
            round(step - 2.4, 1),
            height(value),
        )
        for at, value in enumerate(values)
        if value is not None
    )
    rects = format_html_join("", '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>', drawn)
    line = 38 - height(target)
    return format_html(
        '<svg class="bars" viewBox="0 0 132 40" aria-hidden="true">{}'
        '<path class="bars-target" d="M0 {}H132"/><path class="bars-base" d="M0 38.5H132"/></svg>',
        rects,
        line,
    )
