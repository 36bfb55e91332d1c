"""The small-number rule: too little was counted to judge one unit by it (domain A8, H ⑤)."""

from dataclasses import dataclass, replace
from typing import Final

from .facts import Facts
from .kinds import Rule, Scale
from .numbers import plain
from .reader import Reader
from .result import Outcome, Token

__all__ = ["Few", "read_few", "score_few"]

THEN: Final = ("pooled", "na")


@dataclass(frozen=True, slots=True)
class Few:
    """Below `least` in the denominator the unit's own rate says nothing: "pooled" takes the rate
    of its peer group (of all units of the level where the group has too few as well), "na" takes
    the line as not applicable."""

    least: int
    then: str

    def dump(self) -> dict[str, object]:
        """As `read_few` takes it."""
        return {"least": str(self.least), "then": self.then}

    def words(self, scale: Scale) -> str:
        """The tail of the rule's sentence."""
        what = "按同组合计的率计分" if self.then == "pooled" else "不适用"
        return f"{scale.denominator}不足{self.least}{scale.unit}的，基数过小，{what}。"

    def bites(self, facts: Facts) -> bool:
        """Whether something was counted, but too little."""
        return 0 < facts.base() < self.least


def read_few(reader: Reader) -> Few:
    """`least` (whole number) and `then` (pooled or na)."""
    few = Few(reader.whole("least"), reader.choice("then", THEN))
    reader.done()
    return few


def score_few(rule: Rule, scale: Scale, few: Few, facts: Facts, pooled: Facts | None) -> Outcome:
    """The line by the pooled counts, or not applicable; the parts stay the unit's own, so that
    its rows can be opened, and say nothing about points."""
    own = rule.score(scale, facts)
    parts = tuple(replace(part, points=None) for part in own.parts)
    base = Token(str(facts.base()), "denominator")
    small = f"{scale.denominator}{facts.base()}{scale.unit}，不足{few.least}{scale.unit}，基数过小"
    enough = pooled is not None and pooled.base() >= few.least
    if few.then == "na" or pooled is None or not enough:
        tokens: tuple[Token, ...] = (
            Token(scale.denominator),
            base,
            Token(f"{scale.unit}，不足{few.least}{scale.unit}，基数过小，不适用"),
        )
        return Outcome(None, tokens, parts, f"{small}，不适用")
    whole = rule.score(scale, pooled)
    tokens = (
        Token(scale.denominator),
        base,
        Token(f"{scale.unit}，基数过小，按同组合计："),
        *(Token(token.text) for token in whole.tokens),
    )
    share = f"{scale.numerator}{plain(pooled.top())}÷{plain(pooled.base())}"
    return Outcome(whole.points, tokens, parts, f"{small}，按同组合计（{share}）", own.rate)
