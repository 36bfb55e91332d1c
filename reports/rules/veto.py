"""一票否决: the decisions that stand against a unit (domain A6).

A veto is a case with its own steps elsewhere; here only decisions in force
arrive.  It takes away rank and grade, never the score.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .facts import FactsError
from .rubric import Rubric

__all__ = ["VetoDecision", "check_vetoes"]


@dataclass(frozen=True, slots=True)
class VetoDecision:
    """A decision in force: ground, document number, reason, who decided, when."""

    ground: str
    document: str
    reason: str
    decided_by: str
    decided_on: date

    def as_dict(self) -> dict[str, object]:
        """JSON shape."""
        return {
            "ground": self.ground,
            "document": self.document,
            "reason": self.reason,
            "decided_by": self.decided_by,
            "decided_on": self.decided_on.isoformat(),
        }


def check_vetoes(rubric: Rubric, vetoes: Sequence[VetoDecision]) -> tuple[VetoDecision, ...]:
    """The decisions in a fixed order; FactsError for an unknown ground or a blank field."""
    grounds = {ground.key for ground in rubric.vetoes}
    for veto in vetoes:
        if veto.ground not in grounds:
            raise FactsError(f"细则没有“{veto.ground}”这一否决情形。")
        for label, value in (
            ("文号", veto.document),
            ("理由", veto.reason),
            ("决定机关", veto.decided_by),
        ):
            if not value.strip():
                raise FactsError(f"一票否决应写明{label}。")
    return tuple(sorted(vetoes, key=lambda veto: (veto.decided_on, veto.document, veto.ground)))
