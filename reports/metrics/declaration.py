"""The shape of a declared metric: one query from which count and list both come."""

from __future__ import annotations

from dataclasses import dataclass

from reports.metrics.catalogue import METRICS


@dataclass(frozen=True, slots=True)
class Declaration:
    """key: name in the catalogue; noun: label of the model row_id belongs to; gap: columns to
    take off the denominator for what was not achieved; counted: the same sums by place where a
    much cheaper way is known than summing the rows (tests hold both to each other)."""

    key: str
    noun: str
    rows: str
    gap: tuple[str, ...] = ("numerator",)
    counted: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the summed columns: base, numerator, then events in catalogue order."""
        return ("base", "numerator", *(event.key for event in METRICS[self.key].events))

    def terms(self, part: str) -> tuple[str, ...]:
        """How much a row counts for a part of the formula ("denominator", "numerator", "gap" or
        an event): the first column less the others. An unknown part raises LookupError."""
        if part == "gap":
            return ("base", *self.gap)
        column = "base" if part == "denominator" else part
        if column not in self.columns:
            raise LookupError(f"{self.key} has no part {part}")
        return (column,)
