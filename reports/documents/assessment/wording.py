"""Days, spans and small counts in words."""

import re
from datetime import date

SMALL = 5


def chinese_date(day: date) -> str:
    """2026年2月6日: no leading zeros (GB/T 9704)."""
    return f"{day.year}年{day.month}月{day.day}日"


def period(start: date, end: date) -> str:
    """Two days without repeating what they share: 2026年1月11日至30日; a single day alone."""
    if start == end:
        return chinese_date(start)
    if start.year != end.year:
        return f"{chinese_date(start)}至{chinese_date(end)}"
    if start.month != end.month:
        return f"{chinese_date(start)}至{end.month}月{end.day}日"
    return f"{chinese_date(start)}至{end.day}日"


def whole_year(until: date) -> str:
    """How a sentence on the year begins: 全年, or the day up to which there are records."""
    return "全年" if (until.month, until.day) == (12, 31) else f"截至{until.month}月{until.day}日，"


_SMALL_COUNT = re.compile(r"(?<![\d.])[1-4](户次|户|人次|人|件|份)")


def masked_text(text: str) -> str:
    """A formula with its figures as it may be read outside the unit: counts of families, people
    and matters below five are not told (domain H ⑤)."""
    return _SMALL_COUNT.sub(lambda found: f"不足{SMALL}{found.group(1)}", text)


def masked(count: int, unit: str) -> str:
    """``count`` with its measure word; 1–4 become 不足5 so that no family can be guessed."""
    return f"不足{SMALL}{unit}" if 0 < count < SMALL else f"{count}{unit}"
