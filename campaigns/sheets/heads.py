"""Where the table's head is and which column is which: by what it says, never by position.

Offices put a merged title over the table, heads of one or two rows, blanks and line breaks in
words, and words of their own; so a head is the row of the first ten that says most."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SEARCHED = 10
BRACKETED = re.compile(r"\([^()]*\)|【[^【】]*】|\[[^\[\]]*\]")
TOTALS = ("合计", "小计", "总计", "共计", "累计", "总数")
FOOT = (
    *("注:", "注意", "说明:", "备注:", "填报单位", "填报人", "填表人"),
    *("填报日期", "制表", "导出:", "范围:", "审核人", "负责人", "日期:", "联系电话:"),
)
SAMPLE = ("示例", "例", "样例", "示例行")


def squashed(cell: Any) -> str:
    """A word without blanks, line breaks, stars, colons and full-width forms."""
    if not isinstance(cell, str):
        return ""
    folded = unicodedata.normalize("NFKC", cell).casefold()
    return re.sub(r"[\s*:：、,.\u200b\ufeff_-]+", "", folded)


def bare(word: str) -> str:
    """The same without what stands in brackets: 村（社区） is 村, 姓名（必填） is 姓名."""
    return BRACKETED.sub("", word)


@dataclass(frozen=True, slots=True)
class Head:
    """The row the data begin under, and the key of each column that is known."""

    row: int
    keys: Mapping[int, str]

    def column_of(self, key: str) -> int | None:
        """The position of a key."""
        return next((at for at, known in self.keys.items() if known == key), None)


Names = Mapping[str, str]


def names_of(titles: Iterable[tuple[str, Sequence[str]]]) -> dict[str, str]:
    """squashed word → key, over (key, words)."""
    out: dict[str, str] = {}
    for key, words in titles:
        for word in words:
            plain = squashed(word)
            out.setdefault(plain, key)
            out.setdefault(bare(plain), key)
    return out


def find_head(rows: Sequence[tuple[int, Sequence[Any]]], names: Names, least: int) -> Head | None:
    """The best of the first rows; a head needs `least` known columns. Of two rows that say the
    same (a head of two rows with cells merged downwards), the lower one."""
    best: Head | None = None
    above: Sequence[Any] = ()
    for number, cells in rows[:SEARCHED]:
        keys = _keys(cells, above, names)
        own = sum(1 for cell in cells if _known(squashed(cell), names))
        if own and len(keys) >= least and (best is None or len(keys) >= len(best.keys)):
            best = Head(number, keys)
        above = cells
    return best


def _keys(cells: Sequence[Any], above: Sequence[Any], names: Names) -> dict[int, str]:
    found: dict[int, str] = {}
    for at in range(max(len(cells), len(above))):
        own = squashed(cells[at]) if at < len(cells) else ""
        over = squashed(above[at]) if at < len(above) else ""
        empty = at >= len(cells) or cells[at] in (None, "")
        key = (
            _known(own, names)
            or _known(over + own, names)
            or (_known(over, names) if empty else "")
        )
        if key and key not in found.values():
            found[at] = key
    return found


def _known(word: str, names: Names) -> str:
    return names.get(word) or names.get(bare(word), "") if word else ""


def is_total(cells: Sequence[Any]) -> bool:
    """A row that adds up, or a line under the table: not somebody's data."""
    words = [squashed(cell) for cell in cells if isinstance(cell, str) and cell.strip()]
    first = next(
        (
            unicodedata.normalize("NFKC", c).strip()
            for c in cells
            if isinstance(c, str) and c.strip()
        ),
        "",
    )
    return any(w in TOTALS for w in words[:3]) or first.startswith(FOOT) or words[:1] == ["注"]


def is_sample(cells: Sequence[Any]) -> bool:
    """The template's own example."""
    return bool(cells) and squashed(cells[0]) in SAMPLE
