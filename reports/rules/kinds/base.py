"""The shape every rule kind has, and the pieces they share."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Self

from ..facts import Facts, FactsError
from ..numbers import plain, round_places
from ..reader import Reader
from ..result import Outcome, Part, Token

__all__ = ["Input", "Rule", "Scale", "cost", "empty", "parts_of_rate", "rate_reason"]


@dataclass(frozen=True, slots=True)
class Scale:
    """What a rule is applied to: the cap in points and the words for its counts."""

    name: str
    cap: Decimal
    numerator: str = ""
    denominator: str = ""
    unit: str = ""

    @property
    def measure(self) -> str:
        """The measure word, 次 when none was given."""
        return self.unit or "次"


@dataclass(frozen=True, slots=True)
class Input:
    """One integer a reviewer must enter: "numerator", "denominator", an event or an item key.

    `choices` limits it to the listed values with their words.
    """

    key: str
    label: str
    unit: str = ""
    choices: tuple[tuple[int, str], ...] = ()


class Rule(ABC):
    """How counts become points.  A rule is a frozen value; it never rounds and never clamps."""

    kind: ClassVar[str]
    title: ClassVar[str]
    by_rate: ClassVar[bool] = False

    @classmethod
    @abstractmethod
    def read(cls, reader: Reader, scale: Scale) -> Self:
        """Read the parameters, noting every fault in `reader.errors`."""

    @abstractmethod
    def dump(self) -> dict[str, object]:
        """The parameters as `read` takes them, numbers as text, `kind` included."""

    @abstractmethod
    def words(self, scale: Scale) -> str:
        """The rule as a Chinese sentence, made from the parameters."""

    @abstractmethod
    def inputs(self, scale: Scale) -> tuple[Input, ...]:
        """The integers the rule needs; empty when only points can be entered."""

    @abstractmethod
    def score(self, scale: Scale, facts: Facts) -> Outcome:
        """Points before rounding and before 0 ≤ points ≤ cap is applied."""

    def event_keys(self) -> frozenset[str]:
        """The keys of `Facts.counts` this rule reads."""
        return frozenset()


def empty(scale: Scale, label: str = "") -> Outcome:
    """The answer to an empty denominator: not applicable, never 0 points (domain A8, K2)."""
    word = label or scale.denominator
    return Outcome(
        points=None,
        tokens=(Token(word), Token("0", "denominator"), Token(f"{scale.unit}，不适用")),
        parts=(Part("denominator", word, 0),),
        reason=f"{word}0{scale.unit}，不适用",
    )


def cost(points: Fraction) -> Decimal:
    """Points of a part for the list: exact where the decimals end, else four places."""
    rounded = round_places(points, 4)
    return rounded.quantize(Decimal("0.01")) if rounded == round(rounded, 2) else rounded


def parts_of_rate(scale: Scale, facts: Facts, extra: Sequence[Part] = ()) -> tuple[Part, ...]:
    """Numerator, denominator, what counts besides, and the gap; refuses a rate above 100 %."""
    top, base = facts.top(), facts.base()
    gap = base - top - sum(part.count for part in extra)
    if gap < 0:
        raise FactsError(f"{scale.name}：“{scale.numerator}”多于“{scale.denominator}”，请核对。")
    return (
        Part("numerator", scale.numerator, top),
        Part("denominator", scale.denominator, base),
        *extra,
        Part("gap", "其余" if extra else "未达标", gap),
    )


def rate_reason(scale: Scale, parts: Sequence[Part], rate_text: str = "") -> str:
    """Why points were lost, for the card: "应走访60户次，按时58户次"."""
    counted = {part.key: part for part in parts}
    said = [
        f"{counted[key].label}{counted[key].count}{scale.unit}"
        for key in ("denominator", "numerator")
    ]
    said += [
        f"{part.label}{part.count}{scale.unit}"
        for part in parts
        if part.key not in ("denominator", "numerator", "gap") and part.count
    ]
    return "，".join([*said, f"占{rate_text}"] if rate_text else said)


def number_text(value: Decimal | None) -> str | None:
    """A parameter as canonical text, None when absent."""
    return None if value is None else plain(value)


def without_none(params: dict[str, object]) -> dict[str, object]:
    """Parameters that are set."""
    return {key: value for key, value in params.items() if value is not None}
