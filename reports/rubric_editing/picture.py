"""What depends on what: source → line → category → total, drawn and as a table. Works for drafts
with faults too: it shows what is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reports import svg
from reports.metrics.catalogue import METRICS
from reports.rubric_editing.checking import kind_title

STEP, TALL, TOP = 6.6, 5.0, 9.0
# Left edge and width of the four columns, in millimetres.
COLUMNS = ((0.3, 46.0), (60.0, 56.0), (130.0, 38.0), (182.0, 17.7))
WIDE = 200.0
HEADS = ("从哪里来", "指标（分值）", "大类", "总分")


@dataclass(frozen=True, slots=True)
class Link:
    """One line of the rubric with all it hangs on."""

    source: str
    computed: bool
    code: str
    name: str
    cap: str
    kind: str
    category: str
    category_cap: str


def links(content: Mapping[str, Any]) -> list[Link]:
    """The rows of the table, in printing order."""
    found = []
    for category in content["category"]:
        for line in category["indicator"]:
            metric = METRICS.get(line.get("metric", ""))
            computed = line.get("source") == "computed"
            source = metric.name if metric else str(line.get("metric") or "（未选数据指标）")
            found.append(
                Link(
                    source if computed else str(line.get("department") or "人工评定"),
                    computed,
                    str(line.get("code", "")),
                    str(line.get("name", "")),
                    str(line.get("cap", "")),
                    kind_title(line["rule"].get("kind", "")),
                    str(category.get("title", "")),
                    str(category.get("cap", "")),
                )
            )
    return found


def picture(content: Mapping[str, Any]) -> str:
    """The plot; solid boxes at the left are counted by the system, dashed ones given by a
    department."""
    rows = links(content)
    sources = list(dict.fromkeys((row.source, row.computed) for row in rows))
    height = TOP + STEP * max(len(rows), len(sources), 1)
    at = {one: _spread(number, len(sources), height) for number, one in enumerate(sources)}
    parts = [
        svg.axis(x + wide / 2, 5, word) for (x, wide), word in zip(COLUMNS, HEADS, strict=True)
    ]
    boxes: list[str] = []
    middle_of_total = (TOP + height) / 2
    for source, y in at.items():
        boxes.append(_box(0, y, source[0], "" if source[1] else ".8 .6"))
    number = 0
    for category in content["category"]:
        lines = category["indicator"]
        y0 = TOP + STEP * (number + (len(lines) - 1) / 2 if lines else number)
        for _line in lines:
            y, row = TOP + STEP * number, rows[number]
            parts.append(_curve(0, at[row.source, row.computed], y))
            parts.append(_curve(1, y, y0))
            words = f"{row.code} {row.name} {row.cap}"
            boxes.append(_box(1, y, words))
            number += 1
        if lines:
            parts.append(_curve(2, y0, middle_of_total - TALL / 2))
            boxes.append(_box(2, y0, f"{category.get('title', '')} {category.get('cap', '')}"))
    boxes.append(_box(3, middle_of_total - TALL / 2, str(content.get("total", ""))))
    title = f"{content.get('name', '')}的计分关系"
    desc = "左起：数据指标或评分部门、指标、大类、总分。同样的内容在下面的表里。"
    return svg.picture(WIDE, height + 2, title, desc, [*parts, *boxes])


def _spread(number: int, many: int, height: float) -> float:
    room = (height - TOP) / max(many, 1)
    return TOP + room * number + (room - TALL) / 2


def _box(column: int, y: float, words: str, dash: str = "") -> str:
    x, wide = COLUMNS[column]
    size = min(3.1, (wide - 3) / max(_long(words), 1))
    text = svg.write(x + wide / 2, y + TALL / 2 + size * 0.36, words, max(size, 2.1), "middle")
    return svg.area(x, y, wide, TALL, "#fff") + svg.frame(x, y, wide, TALL, dash) + text


def _long(words: str) -> float:
    return sum(1 if ord(sign) > 255 else 0.55 for sign in words)


def _curve(column: int, start: float, end: float) -> str:
    x1 = COLUMNS[column][0] + COLUMNS[column][1]
    x2 = COLUMNS[column + 1][0]
    y1, y2, half = start + TALL / 2, end + TALL / 2, (x2 - x1) / 2
    path = f"M{x1:.2f} {y1:.2f}C{x1 + half:.2f} {y1:.2f} {x2 - half:.2f} {y2:.2f} {x2:.2f} {y2:.2f}"
    return f'<path d="{path}" fill="none" stroke="#888" stroke-width=".25"/>'
