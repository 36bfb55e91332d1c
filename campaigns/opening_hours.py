"""Opening hours and duty as spans of a day: read, written, compared. No database here.

A day is written as people write it, "08:30-12:00 14:00-17:30"; "" is a day without hours. A span
is a pair of minutes since midnight, the end not included; 1440 is the end of the day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import time
from itertools import pairwise

DAY = 1440
WRITTEN = re.compile(r"^(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})$")
# What a Chinese keyboard or a habit puts in place of ":" and "-".
HABITS = str.maketrans({"：": ":", "－": "-", "—": "-", "–": "-", "~": "-", "～": "-", "至": "-"})
WHOLE_DAY, NO_HOURS = ("全天", "24小时"), ("", "休", "休息", "不开")
Span = tuple[int, int]


def read(text: str) -> list[Span]:
    """The spans of a day, in order. Raises ValueError for what is no span, runs backward or
    overlaps another."""
    plain = text.translate(HABITS).strip()
    if plain in NO_HOURS:
        return []
    if plain in WHOLE_DAY:
        return [(0, DAY)]
    spans = sorted(_span(part) for part in re.split(r"[\s,，、;；]+", plain) if part)
    if any(later[0] < earlier[1] for earlier, later in pairwise(spans)):
        raise ValueError(text)
    return spans


def _span(part: str) -> Span:
    found = WRITTEN.match(part)
    if found is None:
        raise ValueError(part)
    h1, m1, h2, m2 = (int(n) for n in found.groups())
    start, end = h1 * 60 + m1, h2 * 60 + m2
    if m1 > 59 or m2 > 59 or not 0 <= start < end <= DAY:
        raise ValueError(part)
    return start, end


def written(spans: Iterable[Span]) -> str:
    """08:30-12:00 14:00-17:30, from spans in order."""
    return " ".join(f"{clock(a)}-{clock(b)}" for a, b in spans)


def clock(minute: int) -> str:
    """08:30 from 510."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def minute_of(moment: time) -> int:
    """The minute of a time; 23:59 stands for the end of the day, which a time cannot write."""
    minute = moment.hour * 60 + moment.minute
    return DAY if minute == DAY - 1 else minute


def left_open(hours: Iterable[Span], covered: Iterable[Span]) -> list[Span]:
    """The parts of `hours` that no span of `covered` covers: open without anybody on duty."""
    rest = sorted(hours)
    for low, high in covered:
        cut: list[Span] = []
        for start, end in rest:
            if high <= start or end <= low:
                cut.append((start, end))
                continue
            cut += [(a, b) for a, b in ((start, low), (high, end)) if a < b]
        rest = cut
    return sorted(rest)


def shortened(week: Iterable[str]) -> list[tuple[str, str]]:
    """Days with the same hours together: 周一至周五 08:30-12:00 …, in the order of the week."""
    names = "一二三四五六日"
    out: list[tuple[int, int, str]] = []
    for day, text in enumerate(week):
        if out and out[-1][2] == text:
            out[-1] = (out[-1][0], day, text)
        else:
            out.append((day, day, text))
    return [
        (f"周{names[a]}" if a == b else f"周{names[a]}至周{names[b]}", text) for a, b, text in out
    ]
