"""Small numbers in a table that is shown upward (domain H ⑤, reliability C8).

A number from 1 to 4 is shown as <5. Where the total beside it would give it away, another number
is left out as well (※), and where none is left, the total.
"""

from __future__ import annotations

from collections.abc import Sequence

SMALL = 5
LESS, OUT = "<5", "※"


def suppressed(values: Sequence[int]) -> tuple[list[str], str]:
    """Words for each value and for their total: the number itself, <5, or ※. No value shown as
    <5 follows from what is shown."""
    words = [_word(v) for v in values]
    total = _word(sum(values))
    if LESS not in words:
        return words, total
    # The smallest numbers that are still shown give up first; among equals, in their order.
    for at in sorted(range(len(values)), key=lambda i: (values[i], i)):
        if total == LESS or _safe(words, total):
            break
        if words[at] != LESS:
            words[at] = OUT
    return words, total if _safe(words, total) else OUT


def _word(value: int) -> str:
    return LESS if 0 < value < SMALL else str(value)


def _safe(words: Sequence[str], total: str) -> bool:
    """Whether each number shown as <5 could still be at least two: the other ones lie between 1
    and 4, what is left out may be anything, the total is what is shown of it."""
    if total == OUT:
        return True
    low, high = (1, SMALL - 1) if total == LESS else (int(total), int(total))
    shown = sum(int(w) for w in words if w.isdigit())
    others = words.count(LESS) - 1
    least = 1 if OUT in words else low - shown - others * (SMALL - 1)
    most = high - shown - others
    return min(SMALL - 1, most) > max(1, least)
