"""Whether two kinds of rows can be told apart from outside: by the bytes or the time of answers."""

from __future__ import annotations

import random
import re
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

K = TypeVar("K")
LOW, HIGH = 0.45, 0.55
MOVING = re.compile(rb"""[0-9a-f]{8}-[0-9a-f-]{27}|csrf\w*" value="\w+"|\d{1,2}:\d{2}""")
# Status and the bytes of an answer, without what moves from asking to asking.
Answer = tuple[int, bytes]


@dataclass
class Asked:
    """Seconds and answers of one kind of row."""

    spent: list[float] = field(default_factory=list)
    answers: set[Answer] = field(default_factory=set)


@dataclass(frozen=True)
class Verdict:
    """Medians in milliseconds, how often one kind is slower than the other, the same bytes."""

    middle: tuple[float, float]
    chance: float
    same: bool

    @property
    def holds(self) -> bool:
        """Nobody could tell."""
        return self.same and LOW <= self.chance <= HIGH

    def words(self, one: str, other: str) -> str:
        """The figures in one line."""
        return (
            f"{one}的 {self.middle[0]:.2f} 毫秒，{other}的 {self.middle[1]:.2f} 毫秒，"
            f"AUC {self.chance:.3f}，字节{'相同' if self.same else '不同'}"
        )


def compare(
    ask: Callable[[K], Answer],
    one: Callable[[], K],
    other: Callable[[], K],
    samples: int,
    dice: random.Random,
) -> Verdict:
    """Ask for both kinds in turn, the first of each pair by chance; both shall answer alike."""
    kinds = (Asked(), Asked())
    for _ in range(samples):
        pair = [(kinds[0], one()), (kinds[1], other())]
        dice.shuffle(pair)
        for kind, key in pair:
            start = time.perf_counter()
            answer = ask(key)
            kind.spent.append(time.perf_counter() - start)
            kind.answers.add(answer)
    same = kinds[0].answers == kinds[1].answers and len(kinds[0].answers) == 1
    middle = [statistics.median(k.spent) * 1000 for k in kinds]
    return Verdict((middle[0], middle[1]), area(kinds[0].spent, kinds[1].spent), same)


def area(one: Sequence[float], other: Sequence[float]) -> float:
    """How often a value of `one` is above one of `other`, ties counting half: 0.5 tells nothing."""
    above = sum((a > b) + (a == b) / 2 for a in one for b in other)
    return above / (len(one) * len(other))
