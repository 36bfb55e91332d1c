"""What goes into a rule: integers counted from records, or points set by a reviewer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Self

__all__ = ["Facts", "FactsError", "ManualScore"]


class FactsError(ValueError):
    """The figures cannot be scored; the message is a Chinese sentence for the person entering."""


def _count(value: object, name: str) -> int:
    if type(value) is int and value >= 0:  # nearly always; a province makes millions
        return value
    if isinstance(value, bool) or not isinstance(value, int):
        raise FactsError(f"{name}应为整数。")
    if value < 0:
        raise FactsError(f"{name}不能是负数。")
    return value


@dataclass(frozen=True, slots=True)
class Facts:
    """The counts of one indicator for one unit and one data period.

    `numerator` and `denominator` are counts of records; `counts` holds one
    count for each event kind or checklist item.  All are integers ≥ 0: a rate
    is never stored, so it can never be rounded twice.  `months`: how many whole
    months of the year the counts cover; a quota of the year is asked for by them,
    so that a look at the year before its end is fair.
    """

    numerator: int | None = None
    denominator: int | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    months: int = 12

    def __post_init__(self) -> None:
        for name, value in (("分子", self.numerator), ("分母", self.denominator)):
            if value is not None:
                _count(value, name)
        for key, value in self.counts.items():
            if type(value) is not int or value < 0:
                _count(value, f"“{key}”的数量")
        if _count(self.months, "月数") > 12:
            raise FactsError("月数应在0至12之间。")

    def top(self) -> int:
        """The numerator; raises FactsError when it was not given."""
        if self.numerator is None:
            raise FactsError("缺少分子，不能计分。")
        return self.numerator

    def base(self) -> int:
        """The denominator; raises FactsError when it was not given."""
        if self.denominator is None:
            raise FactsError("缺少分母，不能计分。")
        return self.denominator

    def count(self, key: str, label: str) -> int:
        """One event count; one that was not given is an error, never a silent 0 (domain K1)."""
        if key not in self.counts:
            raise FactsError(f"缺少“{label}”的数量，不能计分。")
        return self.counts[key]

    def as_dict(self) -> dict[str, object]:
        """JSON shape, keys in a fixed order."""
        data: dict[str, object] = {
            "numerator": self.numerator,
            "denominator": self.denominator,
            "counts": {key: self.counts[key] for key in sorted(self.counts)},
        }
        return data if self.months == 12 else data | {"months": self.months}

    @classmethod
    def from_dict(cls, data: Mapping[str, object]) -> Self:
        """The reverse of `as_dict`; raises FactsError for anything but integers."""
        counts = data.get("counts") or {}
        if not isinstance(counts, Mapping):
            raise FactsError("事件数量的格式不对。")
        top, base = data.get("numerator"), data.get("denominator")
        return cls(
            None if top is None else _count(top, "分子"),
            None if base is None else _count(base, "分母"),
            {str(key): _count(value, f"“{key}”的数量") for key, value in counts.items()},
            _count(data.get("months", 12), "月数"),
        )


@dataclass(frozen=True, slots=True)
class ManualScore:
    """Points a reviewer set by hand, with the reason that stands on the card."""

    points: Decimal
    reason: str = ""

    def checked(self, cap: Decimal, place: str) -> Decimal:
        """The points when 0 ≤ points ≤ cap with at most two places; else FactsError."""
        points = self.points
        if not isinstance(points, Decimal) or not points.is_finite():
            raise FactsError(f"{place}：得分应为数字。")
        if not 0 <= points <= cap:
            raise FactsError(f"{place}：得分应在0至{cap.normalize():f}分之间。")
        if points != points.quantize(Decimal("0.01")):
            raise FactsError(f"{place}：得分最多保留两位小数。")
        return points.quantize(Decimal("0.01"))
