"""What the assessment report says, frozen before it is drawn: plain values, no models.

Scores are decimal strings as published ("4.00"); ``None`` is a line not yet scored (待评) and
``"na"`` a line that does not apply (不适用, domain A8). Nothing here is computed from the clock.
"""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, Self, TypeAlias

from reports.documents.assessment.checks import check
from reports.documents.assessment.codec import from_text, to_text
from reports.documents.assessment.zero import CadenceRow, MonthFigures, ZeroRow

Points: TypeAlias = str | None


@dataclass(frozen=True, slots=True)
class Veto:
    """A published veto (一票否决, domain A6): why, by which paper, by whom and when."""

    clause: str
    ground: str
    document_number: str
    body: str
    decided_on: date
    score: Points
    objection: Literal["none", "upheld"] = "none"


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One rubric line of one unit with the three scores and why points are lacking. evidence: how
    many records stand behind it, None where that is not told (small counts). applies: False where
    there was nothing to score, also where full points were given for that."""

    code: str
    name: str
    category: str
    cap: str
    self_points: Points
    department_points: Points
    review_points: Points
    reason: str = ""
    evidence: int | None = 0
    applies: bool = True


@dataclass(frozen=True, slots=True)
class CategoryScore:
    """One category of one unit; ``cap`` is what could be had where lines do not apply."""

    code: str
    name: str
    cap: str
    points: Points


@dataclass(frozen=True, slots=True)
class VillageIndicator:
    """A column head of the village score table: code, two characters, cap; its name whole."""

    code: str
    short: str
    cap: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class VillageResult:
    """One village's RC2 points in the order of ``village_indicators``."""

    code: str
    name: str
    points: tuple[Points, ...]
    bonus: str
    deduction: str
    total: Points
    rank: int | None
    grade: str | None
    vetoed: bool = False
    possible: str | None = None


@dataclass(frozen=True, slots=True)
class Tiers:
    """Listed families by tier at year end (domain C)."""

    red: int
    yellow: int
    green: int
    orange: int = 0
    blue: int = 0

    @property
    def named(self) -> tuple[tuple[str, int], ...]:
        """Every colour of the whitelist with its count, most urgent first."""
        return (
            ("红色", self.red),
            ("橙色", self.orange),
            ("黄色", self.yellow),
            ("蓝色", self.blue),
            ("绿色", self.green),
        )

    @property
    def total(self) -> int:
        """Listed families of all tiers."""
        return sum(count for _name, count in self.named)


@dataclass(frozen=True, slots=True)
class UnitResult:
    """A township, street or farm. ``total`` is None while a line waits; then ``possible`` is
    the most that can still be reached. ``outside``: what was added and taken off beside the lines,
    with the figures in."""

    code: str
    name: str
    group: str
    village_count: int
    household_count: int
    categories: tuple[CategoryScore, ...]
    lines: tuple[IndicatorLine, ...]
    base: Points
    bonus: str
    deduction: str
    total: Points
    rank: int | None
    grade: str | None
    tiers: Tiers
    zero_rows: tuple[ZeroRow, ...]
    villages: tuple[VillageResult, ...]
    veto: Veto | None = None
    possible: str | None = None
    other_rows: tuple[CadenceRow, ...] = ()
    outside: str = ""


@dataclass(frozen=True, slots=True)
class CountyFigures:
    """Counts behind the sentences; ``without_keepers`` are listed families lacking two."""

    households: int
    screened: int
    tiers: Tiers
    without_keepers: int
    disputes_accepted: int
    disputes_settled: int
    reports_due: int
    reports_on_time: int
    reports_late: int
    reports_missing: int
    reports_untrue: int
    months: tuple[MonthFigures, ...]


@dataclass(frozen=True, slots=True)
class UnitRate:
    """A unit's share of one indicator; denominator 0 means it does not apply."""

    unit: str
    numerator: int
    denominator: int


@dataclass(frozen=True, slots=True)
class Problem:
    """An indicator whose last three units the report names."""

    code: str
    name: str
    rates: tuple[UnitRate, ...]


@dataclass(frozen=True, slots=True)
class Rectification:
    """One deduction with what must be put right and by when."""

    unit_code: str
    unit: str
    indicator_code: str
    indicator: str
    lost: str
    matter: str
    measure: str
    due: date


@dataclass(frozen=True, slots=True)
class PreviousUnit:
    """A unit's result in the year before."""

    code: str
    total: str
    rank: int | None


@dataclass(frozen=True, slots=True)
class PreviousYear:
    """Comparable only when rubric version and division tree are the same."""

    year: int
    comparable: bool
    mean: str
    units: tuple[PreviousUnit, ...]


@dataclass(frozen=True, slots=True)
class AssessmentContent:
    """Everything the report prints."""

    county: str
    year: int
    issuing_body: str
    document_number: str
    signer: str
    addressee: str
    rubric_title: str
    appraisers: str
    data_from: date
    data_to: date
    appraised_from: date
    appraised_to: date
    signed_on: date
    printed_on: date
    rectified_by: date
    recheck_body: str
    recheck_month: int
    copies_to: str
    printing_office: str
    snapshot_number: str
    snapshot_date: date
    snapshot_digest: str
    rubric_label: str
    demo: bool
    deadline_text: str
    units: tuple[UnitResult, ...]
    village_rubric: str
    village_indicators: tuple[VillageIndicator, ...]
    figures: CountyFigures
    problems: tuple[Problem, ...] = ()
    rectifications: tuple[Rectification, ...] = ()
    recommendations: tuple[str, ...] = ()
    previous: PreviousYear | None = None
    schema: int = field(default=1)

    def to_json(self) -> str:
        """Canonical text: keys sorted, no spaces, UTF-8 kept; equal contents give equal text."""
        return to_text(self)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read back what ``to_json`` wrote; raises ContentError with a Chinese sentence."""
        content = from_text(cls, text)
        content.check()
        return content

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical text: its first 16 hex digits in fours."""
        digits = hashlib.sha256(self.to_json().encode()).hexdigest()[:16]
        return " ".join(digits[i : i + 4] for i in range(0, 16, 4))

    @property
    def title(self) -> str:
        """What the report is called."""
        return f"关于{self.year}年度平安家庭创建工作考核情况的报告"

    def issued(self, number: str, day: date) -> Self:
        """The same with its number and the day it was issued."""
        return replace(self, document_number=number, signed_on=day, printed_on=day)

    @property
    def village_count(self) -> int:
        """Villages of all units."""
        return sum(unit.village_count for unit in self.units)

    def check(self) -> None:
        """Refuse shapes no page can hold; raises ContentError."""
        check(self)
