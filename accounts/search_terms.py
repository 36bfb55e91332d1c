"""Search terms of a Chinese name: pinyin, initials and pairs of characters.

Stored beside the name and matched against the terms of what somebody types, so that 五段镇 is
found by 五段, wuduan and wdz without an extension of the database.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from pypinyin import lazy_pinyin
from pypinyin.phrases_dict import phrases_dict
from pypinyin.pinyin_dict import pinyin_dict

from accounts.traditional import SIMPLIFIED


@dataclass(frozen=True, slots=True)
class Terms:
    """pinyin: syllables run together; initials: first letter of each; grams: distinct pairs of
    neighbouring characters in order, the character itself where there is only one; given: the
    pinyin without the first syllable, which of a person's name is usually the given name."""

    pinyin: str
    initials: str
    grams: list[str]
    given: str = ""


# Surnames read otherwise than the same character elsewhere; a person's name begins with one.
SURNAMES: dict[str, tuple[str, ...]] = {
    "单": ("shan",),
    "曾": ("zeng",),
    "解": ("xie",),
    "仇": ("qiu",),
    "区": ("ou",),
    "查": ("zha",),
    "朴": ("piao",),
    "盖": ("ge",),
    "任": ("ren",),
    "乐": ("yue",),
    "翟": ("zhai",),
    "缪": ("miao",),
    "员": ("yun",),
    "黑": ("he",),
    "折": ("she",),
    "繁": ("po",),
    "种": ("chong",),
    "冼": ("xian",),
    "洗": ("xian",),
    "秘": ("bi",),
    "召": ("shao",),
    "覃": ("qin",),
    "牟": ("mou",),
    "句": ("gou",),
    "祭": ("zhai",),
    "隗": ("wei",),
    "薄": ("bo",),
    "谌": ("chen",),
    "莘": ("shen",),
    "郗": ("xi",),
    "石": ("shi",),
    "沈": ("shen",),
    "车": ("che",),
    "贾": ("jia",),
    "尉迟": ("yu", "chi"),
    "长孙": ("zhang", "sun"),
    "万俟": ("mo", "qi"),
    "澹台": ("tan", "tai"),
    "令狐": ("ling", "hu"),
    "单于": ("chan", "yu"),
}


def _bare(toned: str) -> str:
    """A syllable without its tone; the two dots of ü (U+0308) stay."""
    parts = unicodedata.normalize("NFD", toned)
    return "".join(c for c in parts if c == "\u0308" or not unicodedata.combining(c))


@lru_cache(maxsize=1)
def _telling_starts() -> frozenset[str]:
    """First two characters of the phrases that read otherwise than their characters alone;
    a name without any of these is read character by character, twenty times as fast."""
    bare = lru_cache(maxsize=None)(_bare)
    alone = lru_cache(maxsize=None)(lambda c: bare(pinyin_dict.get(ord(c), "").split(",")[0]))
    return frozenset(
        phrase[:2]
        for phrase, readings in phrases_dict.items()
        if any(bare(r[0]) != alone(c) for c, r in zip(phrase, readings, strict=False))
    )


@lru_cache(maxsize=30_000)
def _reading(character: str) -> str:
    return "".join(lazy_pinyin(character))


def _syllables(cleaned: str, grams: Iterable[str]) -> tuple[str, ...]:
    if _telling_starts().isdisjoint(grams):
        return tuple([_reading(c) for c in cleaned])
    # A list is allowed here too: letters and digits then count one by one.
    return tuple(lazy_pinyin(cleaned, errors=list))  # type: ignore[arg-type]


def plain(text: str) -> str:
    """Letters and digits only, full width made half, lower case, traditional characters made
    simplified (domain K12); what was typed is kept elsewhere as it is."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(SIMPLIFIED)
    return "".join(c for c in folded if c.isalnum())


def pairs(cleaned: str) -> list[str]:
    """Pairs of neighbouring characters of a plain text, each once, in order."""
    if len(cleaned) == 1:
        return [cleaned]
    return list(dict.fromkeys(map("".join, pairwise(cleaned))))


def search_terms(text: str, *, person: bool = False) -> Terms:
    """Terms of a name. 重庆 reads chongqing: a phrase decides how a character is read; with
    `person` the surname is read as a surname (单 is shan, 曾 is zeng)."""
    cleaned = plain(text)
    grams = pairs(cleaned)
    syllables = _syllables(cleaned, grams)
    if person:
        surname = next((n for n in (cleaned[:2], cleaned[:1]) if n in SURNAMES), "")
        syllables = SURNAMES.get(surname, ()) + syllables[len(surname) :]
    initials = "".join([s[0] for s in syllables if s])
    return Terms("".join(syllables), initials, grams, "".join(syllables[1:]))
