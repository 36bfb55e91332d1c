"""Parts of a draft by their address (c2l0: the first line of the third category), and what can be
done with whole parts: add, remove, move, number anew. Every act gives a new content."""

from __future__ import annotations

import copy
import re
from typing import Any

from reports.rubric_editing.kinds import KIND_FORMS
from reports.rubric_editing.shape import CATEGORIES_MOST, LINES_MOST, Content, lines_of
from reports.rubric_editing.spec import CATEGORY, LINE, PARTS, Spec

_ADDRESS = re.compile(r"c(\d{1,2})(?:l(\d{1,2}))?\Z")
_NUMBERS = "一二三四五六七八九十"


def address(part: str) -> tuple[int, int | None] | None:
    """(category, line) of an address; None for another part."""
    found = _ADDRESS.match(part)
    if found is None:
        return None
    return int(found[1]), None if found[2] is None else int(found[2])


def node_at(content: Content, part: str) -> tuple[Content, Spec]:
    """The node a part stands for and what it may hold. Raises LookupError."""
    if part in PARTS:
        key, spec, _title = PARTS[part]
        return (content.setdefault(key, {}) if key else content), spec
    place = address(part)
    if place is None:
        raise LookupError(part)
    category = content["category"][place[0]]
    if place[1] is None:
        return category, CATEGORY
    return category["indicator"][place[1]], LINE


def title_of(content: Content, part: str) -> str:
    """What a part is called in headings and messages."""
    if part in PARTS:
        return PARTS[part][2]
    node, _spec = node_at(content, part)
    words = (
        f"{node.get('code', '')} {node.get('name', '')}" if "rule" in node else node.get("title")
    )
    return str(words or "").strip() or "（未命名）"


def put(content: Content, part: str, values: Content) -> Content:
    """The content with a part's entries replaced by what was typed; the lines of a category
    stay."""
    out = copy.deepcopy(content)
    node, spec = node_at(out, part)
    for key in [*(field.key for field in spec.fields), *(rows.key for rows in spec.rows)]:
        node.pop(key.partition(".")[0], None)
    node.update(values)
    return out


def add_category(content: Content) -> tuple[Content, str]:
    """One more category at the end, and its address."""
    out = copy.deepcopy(content)
    if len(out["category"]) >= CATEGORIES_MOST:
        return out, ""
    number = len(out["category"])
    word = _NUMBERS[number] if number < len(_NUMBERS) else str(number + 1)
    out["category"].append({"code": str(number + 1), "title": f"{word}、", "indicator": []})
    return out, f"c{number}"


def add_line(content: Content, at: int) -> tuple[Content, str]:
    """One more line at the end of a category, with the next free code, and its address."""
    out = copy.deepcopy(content)
    category = out["category"][at]
    lines = category["indicator"]
    if len(lines) >= LINES_MOST:
        return out, ""
    used = {line.get("code") for line in lines_of(out)}
    number = len(lines) + 1
    while f"{category.get('code', '')}.{number}" in used:
        number += 1
    code = f"{category.get('code', '')}.{number}"
    rule = copy.deepcopy(KIND_FORMS["manual"].sample)
    lines.append({"code": code, "source": "manual", "na": "redistribute", "rule": rule})
    return out, f"c{at}l{len(lines) - 1}"


def remove(content: Content, part: str) -> Content:
    """Without a line, or without a category and its lines; a removed code also leaves the order
    among equals."""
    out = copy.deepcopy(content)
    place = address(part)
    if place is None:
        raise LookupError(part)
    if place[1] is None:
        gone = out["category"].pop(place[0])["indicator"]
    else:
        gone = [out["category"][place[0]]["indicator"].pop(place[1])]
    codes = {line.get("code") for line in gone}
    _follow(out, dict.fromkeys(codes))
    return out


def _follow(content: Content, new: dict[Any, str | None]) -> None:
    """Where lines are named by their codes elsewhere: old → new code, None for a removed one."""
    places = [(content.get("rank", {}), "order")]
    places += [(grade, "needs") for grade in content.get("grade", [])]
    for node, key in places:
        if key in node:
            now = [new.get(code, code) for code in node[key]]
            node[key] = [code for code in now if code is not None]
            if not node[key]:
                del node[key]


def move(content: Content, part: str, by: int) -> tuple[Content, str]:
    """A line or category one place up (−1) or down (1); a line at the edge goes on into the next
    category. Codes stay."""
    out = copy.deepcopy(content)
    place = address(part)
    if place is None:
        raise LookupError(part)
    at, line = place
    if line is None:
        return out, f"c{_swapped(out['category'], at, by)}"
    lines = out["category"][at]["indicator"]
    if not 0 <= line < len(lines):
        raise LookupError(part)
    if 0 <= line + by < len(lines):
        return out, f"c{at}l{_swapped(lines, line, by)}"
    if not 0 <= at + by < len(out["category"]):
        return out, part
    target = out["category"][at + by]["indicator"]
    if len(target) >= LINES_MOST:
        return out, part
    to = 0 if by > 0 else len(target)
    target.insert(to, lines.pop(line))
    return out, f"c{at + by}l{to}"


def move_to(content: Content, part: str, at: int) -> tuple[Content, str]:
    """A line to the end of another category; its code stays. A category that is full, or the
    line's own, leaves all as it is."""
    out = copy.deepcopy(content)
    place = address(part)
    if place is None or place[1] is None or not 0 <= at < len(out["category"]):
        raise LookupError(part)
    target = out["category"][at]["indicator"]
    if at == place[0] or len(target) >= LINES_MOST:
        return out, part
    target.append(out["category"][place[0]]["indicator"].pop(place[1]))
    return out, f"c{at}l{len(target) - 1}"


def _swapped(rows: list[Any], at: int, by: int) -> int:
    if not 0 <= at < len(rows):
        raise LookupError(at)
    to = min(max(at + by, 0), len(rows) - 1)
    rows[at], rows[to] = rows[to], rows[at]
    return to


def number_anew(content: Content) -> Content:
    """Codes 1, 1.1, 1.2 … in the present order; the order among equals follows."""
    out = copy.deepcopy(content)
    new: dict[Any, str | None] = {}
    for first, category in enumerate(out["category"], 1):
        category["code"] = str(first)
        for second, line in enumerate(category["indicator"], 1):
            new[str(line.get("code", ""))] = f"{first}.{second}"
            line["code"] = f"{first}.{second}"
    _follow(out, new)
    return out
