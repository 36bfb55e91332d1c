"""From a run's frozen rows to the content of the assessment report. Reads nothing that is live."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from campaigns.models import Level
from households.models import ReportingRule
from reports import outside
from reports.assembling_zero import other_rows, zero_row
from reports.documents.assessment.checks import NOT_APPLICABLE
from reports.documents.assessment.content import (
    AssessmentContent,
    CategoryScore,
    CountyFigures,
    IndicatorLine,
    Points,
    Problem,
    Rectification,
    Tiers,
    UnitRate,
    UnitResult,
    Veto,
    VillageIndicator,
    VillageResult,
)
from reports.documents.assessment.zero import MonthFigures, ZeroTotals
from reports.models import ScoreLine, ScoreSheet, ScoringRun
from reports.models import Veto as VetoCase
from reports.rules import Rubric as Rules
from reports.rules import rubric_from_dict
from reports.small_counts import told_of

PROBLEMS_NAMED = 3
RECTIFY_FROM = Decimal("0.15")  # share of a line's cap whose loss must be put right
RECTIFY_PER_UNIT = 5


@dataclass(frozen=True, slots=True)
class Heading:
    """What a person decides about the paper: its 机关代字, who signs it, to whom it goes. The
    number comes on issue."""

    word: str
    signer: str
    addressee: str
    signed_on: date

    @property
    def unnumbered(self) -> str:
        """沛平家〔2027〕　号, as a draft says."""
        return f"{self.word}〔{self.signed_on.year}〕　号" if self.word else ""


def assemble(run: ScoringRun, heading: Heading, *, by: User) -> AssessmentContent:
    """The content of the county's report from the frozen sheets of `run`; about ten queries."""
    townships = rubric_from_dict(run.township_rubric.content)
    villages = rubric_from_dict(run.village_rubric.content)
    sheets = _sheets(run, by)
    units = _units(run, townships, villages, sheets)
    year = run.campaign.year
    county = run.county.name
    return AssessmentContent(
        county=county,
        year=year,
        issuing_body=f"{county}平安家庭创建工作领导小组",
        document_number=heading.unnumbered,
        signer=heading.signer,
        addressee=heading.addressee,
        rubric_title=f"《{year}年度平安家庭创建工作考核细则》",
        appraisers="县妇联会同县平安办及成员单位",
        data_from=date(year, 1, 1),
        data_to=run.data_until,
        appraised_from=timezone.localdate(run.asked_at),
        appraised_to=timezone.localdate(run.published_at)
        if run.published_at
        else heading.signed_on,
        signed_on=heading.signed_on,
        printed_on=heading.signed_on,
        rectified_by=date(year + 1, 4, 30),
        recheck_body="县领导小组办公室",
        recheck_month=6,
        copies_to="县委政法委、县法院、县检察院、县公安局、县司法局、县民政局",
        printing_office=f"{county}平安家庭创建工作领导小组办公室",
        snapshot_number=run.snapshot,
        snapshot_date=timezone.localdate(run.finished_at),
        snapshot_digest=" ".join(run.digest[i : i + 4] for i in range(0, 16, 4)),
        rubric_label=f"{townships.code} {townships.version}",
        demo=settings.DEMO_DATA,
        deadline_text=_deadline(run),
        units=units,
        village_rubric=f"细则{villages.code}（满分{villages.total}分）",
        village_indicators=tuple(
            VillageIndicator(line.code, _short(line.name), str(line.cap), line.name)
            for line in villages.indicators
        ),
        figures=_county(run, units),
        problems=_problems(townships, sheets),
        rectifications=_rectifications(townships, units, date(year + 1, 4, 30)),
    )


def _deadline(run: ScoringRun) -> str:
    """每月25日17时截止, by the county's rule of the last day."""
    rule = ReportingRule.objects.of(run.county_id, run.data_until)
    day, moment = rule.due["month"]["village"]
    hour = moment.partition(":")[0]
    return f"每月{day}日{hour}时截止" if day else f"每月最后一天{hour}时截止"


def _short(name: str) -> str:
    return name.replace("（零）", "").replace("（", "")[:2]


def _sheets(run: ScoringRun, by: User) -> dict[int, list[ScoreSheet]]:
    rows = (
        ScoreSheet.objects.visible_to(by)
        .filter(run=run)
        .select_related("unit")
        .prefetch_related("lines")
    )
    out: dict[int, list[ScoreSheet]] = {Level.TOWNSHIP: [], Level.VILLAGE: []}
    for row in rows:
        out[row.level].append(row)
    return out


def _points(line: ScoreLine) -> Points:
    if line.state == ScoreLine.State.NA and line.points is None:
        return NOT_APPLICABLE
    return None if line.points is None else str(line.points)


def _mark(line: ScoreLine, column: str) -> Points:
    """What another column gave the line, as kept with the signature; — where nobody did."""
    kept = (line.marks or {}).get(column)
    return kept["points"] if kept else NOT_APPLICABLE


def _reason(line: ScoreLine, told: str) -> str:
    """Why points are lacking, or why there are all of them though nothing could be judged."""
    full = line.state == ScoreLine.State.NA and line.points is not None
    return f"{told}，按满分计" if full and told else told


def _units(
    run: ScoringRun,
    townships: Rules,
    villages: Rules,
    sheets: Mapping[int, list[ScoreSheet]],
) -> tuple[UnitResult, ...]:
    below: dict[int, list[ScoreSheet]] = defaultdict(list)
    for row in sheets[Level.VILLAGE]:
        below[row.unit_id // 1000 * 1000].append(row)
    vetoes = {
        v.unit_id: v
        for v in VetoCase.objects.decided().filter(campaign_id=run.campaign_id).order_by("pk")
    }
    return tuple(
        _unit(
            run,
            townships,
            villages,
            row,
            below[row.unit_id],
            vetoes.get(row.unit_id) if row.vetoed else None,
        )
        for row in sheets[Level.TOWNSHIP]
    )


def _unit(
    run: ScoringRun,
    rules: Rules,
    village_rules: Rules,
    row: ScoreSheet,
    below: list[ScoreSheet],
    veto: Any,
) -> UnitResult:
    facts = run.frozen["units"].get(str(row.unit_id), {})
    lines = {line.code: line for line in row.lines.all()}
    words = told_of(row, rules, None)  # a paper is handed on
    ground = next((g for g in rules.vetoes if veto and g.key == veto.ground), None)
    return UnitResult(
        code=str(row.unit_id),
        name=row.unit.name,
        group=row.peer_group,
        village_count=facts.get("villages", len(below)),
        household_count=facts.get("households", 0),
        categories=tuple(
            CategoryScore(c["code"], c["title"].split("、", 1)[-1], c["cap"], c["points"])
            for c in row.categories
        ),
        lines=tuple(
            IndicatorLine(
                code=line.code,
                name=line.name,
                category=category.code,
                cap=str(line.cap),
                self_points=_mark(lines[line.code], "self"),
                department_points=_mark(lines[line.code], "department"),
                review_points=_points(lines[line.code]),
                reason=_reason(lines[line.code], words[line.code].reason),
                evidence=None if words[line.code].kept_back else words[line.code].denominator or 0,
                applies=lines[line.code].state != ScoreLine.State.NA,
            )
            for category in rules.categories
            for line in category.indicators
        ),
        base=_text(row.base),
        bonus=str(row.bonus),
        deduction=str(row.deduction),
        total=_text(row.total),
        rank=row.rank,
        grade=row.grade or None,
        tiers=Tiers(**facts.get("tiers", {"red": 0, "yellow": 0, "green": 0})),
        zero_rows=tuple(zero_row(run, village) for village in below),
        other_rows=other_rows(run, below),
        villages=tuple(_village(village_rules, village) for village in below),
        veto=Veto(
            clause=ground.item if ground else veto.ground,
            ground=ground.text if ground else veto.get_ground_display(),
            document_number=veto.document_number,
            body=veto.decided_body,
            decided_on=veto.decided_on,
            score=_text(row.total),
        )
        if veto
        else None,
        possible=None if row.total is not None else str(row.possible_high),
        outside=outside.words(row, rules),
    )


def _text(value: Decimal | None) -> Points:
    return None if value is None else str(value)


def _village(rules: Rules, row: ScoreSheet) -> VillageResult:
    lines = {line.code: line for line in row.lines.all()}
    return VillageResult(
        code=str(row.unit_id),
        name=row.unit.name,
        points=tuple(_points(lines[line.code]) for line in rules.indicators),
        bonus=str(row.bonus),
        deduction=str(row.deduction),
        total=_text(row.total),
        rank=row.rank,
        grade=row.grade or None,
        vetoed=row.vetoed,
        possible=None if row.total is not None else str(row.possible_high),
    )


def _screened(frozen: dict[str, Any], homes: int) -> int:
    """Homes looked at in full screenings, as counted when the run was frozen; never more than
    there are, though some have left since."""
    counted = frozen.get("places", {}).get("screening", {})
    return min(homes, sum(int(values[1]) for values in counted.values()))


def _county(run: ScoringRun, units: Iterable[UnitResult]) -> CountyFigures:
    frozen, rows = run.frozen, list(units)
    totals = ZeroTotals.of(tuple(row for unit in rows for row in unit.zero_rows))
    return CountyFigures(
        households=sum(unit.household_count for unit in rows),
        screened=_screened(frozen, sum(unit.household_count for unit in rows)),
        tiers=Tiers(
            red=sum(u.tiers.red for u in rows),
            yellow=sum(u.tiers.yellow for u in rows),
            green=sum(u.tiers.green for u in rows),
            orange=sum(u.tiers.orange for u in rows),
            blue=sum(u.tiers.blue for u in rows),
        ),
        without_keepers=frozen["without_keepers"],
        disputes_accepted=frozen["disputes"]["accepted"],
        disputes_settled=frozen["disputes"]["settled"],
        reports_due=totals.due,
        reports_on_time=totals.on_time,
        reports_late=totals.late,
        reports_missing=totals.missing,
        reports_untrue=totals.untrue,
        months=tuple(
            MonthFigures(m["month"], m["due"], m["late"], m["missing"], m["untrue"])
            for m in frozen["months"]
        ),
    )


def _problems(rules: Rules, sheets: Mapping[int, list[ScoreSheet]]) -> tuple[Problem, ...]:
    """The computed indicators with the lowest county rate, worst first (named by rule)."""
    found: list[tuple[Fraction, Problem]] = []
    for indicator in rules.indicators:
        if indicator.source != "computed":
            continue
        rates = tuple(
            UnitRate(row.unit.name, line.numerator or 0, line.denominator or 0)
            for row in sheets[Level.TOWNSHIP]
            for line in row.lines.all()
            if line.code == indicator.code
        )
        base = sum(rate.denominator for rate in rates)
        share = Fraction(sum(rate.numerator for rate in rates), base) if base else Fraction(1)
        if share < 1:
            found.append((share, Problem(indicator.code, indicator.name, rates)))
    found.sort(key=lambda pair: (pair[0], pair[1].code))
    return tuple(problem for _, problem in found[:PROBLEMS_NAMED])


def _rectifications(
    rules: Rules, units: Iterable[UnitResult], due: date
) -> tuple[Rectification, ...]:
    rows: list[Rectification] = []
    for unit in units:
        lost: list[tuple[Decimal, IndicatorLine]] = []
        for line in unit.lines:
            if line.review_points is None or line.review_points == NOT_APPLICABLE:
                continue
            gap = Decimal(line.cap) - Decimal(line.review_points)
            if gap >= Decimal(line.cap) * RECTIFY_FROM:
                lost.append((gap, line))
        lost.sort(key=lambda pair: (-pair[0], pair[1].code))
        rows += [
            Rectification(
                unit.code,
                unit.name,
                line.code,
                line.name,
                f"{gap:.2f}",
                line.reason or "复核扣分",
                _measure(rules.indicator(line.code).evidence),
                due,
            )
            for gap, line in lost[:RECTIFY_PER_UNIT]
        ]
    return tuple(rows)


def _measure(evidence: str) -> str:
    """What is asked for: records are completed, what people said in a survey is acted on."""
    if "调查" in evidence:
        return "针对调查反映的问题改进工作"
    return f"对照{evidence}逐项整改"
