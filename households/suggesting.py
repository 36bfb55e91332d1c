"""From answered factors to a suggested tier, with the sum in words (domain C2).

Pure: a suggestion decides nothing. A named person decides and writes the reason (PIPL art. 24);
an unknown answer weighs nothing and is listed as unknown, never taken for a no.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from households.scales.body import Level, Scale
from households.scales.factors import FACTORS, words_of

NO, UNKNOWN = "no", "unknown"


@dataclass(frozen=True, slots=True)
class Part:
    """One answer in the sum: 出现凶器 5 分; direct: it alone means the top level."""

    answer: str
    words: str
    points: int
    direct: bool


@dataclass(frozen=True, slots=True)
class Suggestion:
    """level: what the answers suggest, None when they do not reach the list; unknown: factors
    nobody has answered, in words."""

    level: Level | None
    points: int
    parts: tuple[Part, ...]
    unknown: tuple[str, ...]

    @property
    def direct(self) -> tuple[Part, ...]:
        """Parts that mean the top level whatever the sum."""
        return tuple(part for part in self.parts if part.direct)

    @property
    def words(self) -> str:
        """出现凶器 5 分 + 酒后起冲突 1 分 = 6 分。出现凶器，不看总分，建议红·高."""
        summed = ""
        for part in self.parts:
            if part.points:
                sign = "- " if part.points < 0 else ("+ " if summed else "")
                summed += f"{sign}{part.words} {abs(part.points)} 分 "
        summed = f"{summed}= {self.points} 分" if summed else _("0 分")
        if self.direct and self.level:
            named = "、".join(part.words for part in self.direct)
            return _("%(sum)s；有“%(named)s”，不看总分，建议%(level)s。") % {
                "sum": summed,
                "named": named,
                "level": self.level.label,
            }
        if self.level is None:
            return _("%(sum)s，还不够列入，可以先作线索留意。") % {"sum": summed}
        return _("%(sum)s，满 %(least)d 分，建议%(level)s。") % {
            "sum": summed,
            "least": self.level.points_from,
            "level": self.level.label,
        }


def suggest(answers: Mapping[str, str], scale: Scale) -> Suggestion:
    """What `answers` (factor → option, "no" or "unknown"; absent is unknown) suggest. Answers
    that the scale does not know raise LookupError: they cannot have come from its form."""
    parts, unknown = [], []
    for factor in FACTORS:
        chosen = answers.get(factor.key, UNKNOWN)
        if chosen == UNKNOWN:
            unknown.append(str(factor.words))
        elif chosen != NO:
            if chosen not in dict(factor.options):
                raise LookupError(f"{factor.key}.{chosen}")
            answer = f"{factor.key}.{chosen}"
            points = scale.weights.get(answer, 0)
            parts.append(Part(answer, words_of(answer), points, answer in scale.direct))
    if strange := set(answers) - {factor.key for factor in FACTORS}:
        raise LookupError(", ".join(sorted(strange)))
    total = sum(part.points for part in parts)
    direct = any(part.direct for part in parts)
    reached = next((one for one in scale.levels if total >= one.points_from), None)
    return Suggestion(scale.top if direct else reached, total, tuple(parts), tuple(unknown))
