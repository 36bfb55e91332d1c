"""What the words of an agreement may not settle (domain E gate 5 and 6).

A sign of each forbidden kind is a pattern over one sentence. What only sounds like it stays
allowed: 「互相谅解、和睦相处」 is no letter of forgiveness, 「不得阻拦对方报警」 withdraws nothing,
「今后不得殴打」 says nothing about what happened."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

SENTENCE_END = re.compile(r"[。；;！!？?\n]+")

# Words that, standing before a sign in the same sentence, turn it into its opposite.
TURNED = re.compile(
    r"(?:不得?要求|不应要求|不以|不因|无须|无需|不需要?|不涉及|不包括|不处理)[^，,]{0,10}$"
)


class Sign(StrEnum):
    """Kinds of terms that are no terms."""

    FORGIVENESS = "forgiveness"
    WITHDRAWAL = "withdrawal"
    VIOLENCE = "violence"
    STATUS = "status"
    DIVORCE = "divorce"


_HARM = r"(?:家庭暴力|家暴|暴力|殴打|施暴|打伤|打人|动手)"
_NOT_HINDERED = r"(?:(?!阻|妨|干涉|影响|限制|威胁|报复|要求|强迫)[^，,]){0,8}"

SIGNS: dict[Sign, re.Pattern[str]] = {
    Sign.FORGIVENESS: re.compile(
        r"谅解书|谅解函|书面谅解|刑事谅解|出具[^，,]{0,8}谅解"
        r"|(?:不再?|不予|不得|放弃)追究[^，,]{0,10}(?:刑事|治安|法律)[^，,]{0,4}责任"
    ),
    Sign.WITHDRAWAL: re.compile(
        rf"(?:撤回|撤销|撤掉|取消|收回|放弃|不再|不得|不许|不准|不能){_NOT_HINDERED}"
        r"(?:报警|报案|控告|告诫书|保护令|投诉|举报)"
        r"|(?<!是)不(?:报警|报案)|撤案|销案"
    ),
    Sign.VIOLENCE: re.compile(
        rf"(?:没有|未|不存在|不属于|不构成|从未|否认|承认|认定|确认)[^，,]{{0,10}}{_HARM}"
        rf"|{_HARM}[^。]{{0,16}}(?:一笔勾销|既往不咎|不再提|私了|了结|到此为止|不再追究)"
    ),
    Sign.STATUS: re.compile(
        r"(?:婚姻|结婚|同居)[^，,]{0,6}(?:有效|无效|效力|成立)"
        r"|(?:撤销|解除|确认|终止)[^，,]{0,6}(?:婚姻|夫妻|收养|亲子|父子|母子)关系"
        r"|解除收养|视为(?:已经)?离婚|(?:保证|不得|不准|不许|禁止)[^，,]{0,4}(?:离婚|再婚|改嫁)"
    ),
    Sign.DIVORCE: re.compile(r"(?:同意|自愿|协议|决定)离婚"),
}


@dataclass(frozen=True)
class Found:
    """A sign, the words that show it and their sentence: for the page that is open, never for
    trail or notice."""

    sign: Sign
    words: str
    sentence: str


def scan(terms: str) -> list[Found]:
    """Every sign once per sentence, in the order of the text."""
    found = []
    for sentence in filter(None, (s.strip() for s in SENTENCE_END.split(terms))):
        for sign, pattern in SIGNS.items():
            words = _first(pattern, sentence)
            if words:
                found.append(Found(sign, words, sentence))
    return found


def _first(pattern: re.Pattern[str], sentence: str) -> str:
    """The first words that match and are not turned into their opposite."""
    for match in pattern.finditer(sentence):
        if not TURNED.search(sentence[: match.start()]):
            return match.group()
    return ""
