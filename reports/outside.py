"""What stands beside the lines of a sheet (outside deductions, counted bonuses), told as a line is:
label, formula with figures in, and the rows behind each figure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from reports.models import ScoreSheet, ScoringRun
from reports.rules import FactsError, Source, deducted
from reports.rules import Rubric as Rules
from reports.rules.numbers import fixed, plain
from reports.scoring import counted_claims

KINDS = ("deduction", "bonus")


@dataclass(frozen=True, slots=True)
class OutsideLine:
    """One kind of event or bonus that happened: how often, what each is worth, what all are."""

    kind: str
    key: str
    label: str
    count: int
    each: str
    points: Decimal
    note: str
    url: str

    @property
    def shown(self) -> str:
        """Points with their sign: −2.00, +0.50."""
        return f"+{fixed(self.points)}" if self.points > 0 else fixed(self.points)

    @property
    def filled(self) -> str:
        """ "2 × 1", the count and what each is worth."""
        return f"{self.count} × {self.each}"


def outside_lines(run: ScoringRun, sheet: ScoreSheet, rules: Rules) -> list[OutsideLine]:
    """Everything counted beside the lines of a sheet, deductions first."""
    taken = deducted(rules, sheet.outside.get("deduction", {}))
    events = {event.key: event for event in rules.deductions}
    found = [
        OutsideLine(
            "deduction", part.key, part.label, part.count, plain(events[part.key].each),
            part.points or Decimal(0), "", address(run, sheet, "deduction", part.key),
        )
        for part in taken.parts
    ]  # fmt: skip
    items = {item.key: item for item in rules.bonus.items}
    found += [
        OutsideLine(
            "bonus", one.claim.item, one.label, one.claim.count,
            plain(items[one.claim.item].points),
            one.counted, one.note, address(run, sheet, "bonus", one.claim.item),
        )
        for one in rules.bonus.total(counted_claims(sheet.outside)).lines
    ]  # fmt: skip
    return found


def address(run: ScoringRun, sheet: ScoreSheet, kind: str, key: str) -> str:
    """Where the rows behind it are."""
    return reverse("reports:rows", args=[run.uid, sheet.unit_id, kind, key])


def counted_source(rules: Rules, kind: str, key: str) -> Source:
    """The metric that counts it; LookupError for what no metric counts."""
    for known, name, source in rules.outside:
        if (known, name) == (kind, key):
            return source
    raise LookupError(f"{kind} {key}")


def words(sheet: ScoreSheet, rules: Rules) -> str:
    """The formula as text for papers: "县级通报批评1 × 1；问题未按期整改2 × 0.5"."""
    try:
        parts = deducted(rules, sheet.outside.get("deduction", {})).parts
    except FactsError:
        return ""
    events = {event.key: event for event in rules.deductions}
    said = [f"{part.label}{part.count} × {plain(events[part.key].each)}" for part in parts]
    said += [
        f"{one.label}{one.claim.count}，计{fixed(one.counted)}"
        for one in rules.bonus.total(counted_claims(sheet.outside)).lines
    ]
    return "；".join(said)
