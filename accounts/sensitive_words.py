"""Words of religion and politics that have no place in a family's record (domain H ①; 个人信息
保护法 art. 28). A form warns and asks; nothing is stored about it, no flag is set."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

# Short on purpose: words that say somebody's belief, membership or petitioning, not every word
# near them. "教育" or "党参" must not be caught.
WORDS = (
    "信教", "信佛", "信主", "信基督", "基督教", "天主教", "佛教", "道教", "伊斯兰教", "穆斯林",
    "教徒", "教会", "教堂", "清真寺", "做礼拜", "传教", "宗教", "邪教", "法轮功", "门徒会",
    "政治面貌", "政治立场", "政治倾向", "党员", "入党", "退党", "民主党派", "上访", "信访",
    "访民", "维稳", "敌对势力", "反动", "异见", "游行示威",
)  # fmt: skip
# What old texts of the campaign measured families by and no text of ours may (domain B, H ①).
BIRTH = ("计划生育", "超生", "违法生育", "违规生育", "生育指标", "社会抚养费", "节育", "结扎")
PETITION = ("非访", "零上访", "缠访", "闹访", "越级访", "进京访", "集体访")


def plain(text: str) -> str:
    """Without full width and blanks between signs, which hide no word."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def found_in(text: str, words: Iterable[str] = WORDS) -> list[str]:
    """Those of `words` that stand in a text, in their order."""
    whole = plain(text)
    return [word for word in words if word in whole]
