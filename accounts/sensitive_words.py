"""Words of religion and politics that have no place in a family's record (domain H ①; 个人信息
保护法 art. 28). A form warns and asks; nothing is stored about it, no flag is set."""

from __future__ import annotations

import unicodedata

# Short on purpose: words that say somebody's belief, membership or petitioning, not every word
# near them. "教育" or "党参" must not be caught.
WORDS = (
    "信教", "信佛", "信主", "信基督", "基督教", "天主教", "佛教", "道教", "伊斯兰教", "穆斯林",
    "教徒", "教会", "教堂", "清真寺", "做礼拜", "传教", "宗教", "邪教", "法轮功", "门徒会",
    "政治面貌", "政治立场", "政治倾向", "党员", "入党", "退党", "民主党派", "上访", "信访",
    "访民", "维稳", "敌对势力", "反动", "异见", "游行示威",
)  # fmt: skip


def found_in(text: str) -> list[str]:
    """The words of the list in a text, in its order; full width and blanks between signs do not
    hide them."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    return [word for word in WORDS if word in plain]
