"""The end of a demo year, through the verbs: manual lines entered, vetoes, signature by one and
publication by another, appeals, the report asked for."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.utils import timezone

from accounts import scope
from accounts.demo import LEAD
from accounts.models import User
from campaigns.models import Level
from reports.assembling import Heading
from reports.demo import marks
from reports.demo.county import SEED
from reports.demo.fairness import appeals, vetoes
from reports.models import Document, ScoringRun
from reports.rules import Facts, Indicator
from reports.sheet_rows import rules_of
from reports.transitions.document_request import ask_for_document
from reports.transitions.publication import publish, sign
from reports.transitions.review import Entry, enter_lines

REASON = "按实地核查和佐证材料评定（演示）"


def finish_year(pk: int) -> Document | None:
    """Review, sign and publish a computed run, then ask for its report; what is done already
    stays. None when there is no such run."""
    with scope.as_system():
        run = ScoringRun.objects.select_related("campaign__county").filter(pk=pk).first()
        reviewer = User.objects.get(username="pinganban")
        lead = User.objects.get(username=LEAD)
    if run is None:
        return None
    if run.stage == ScoringRun.Stage.DRAFT:
        with scope.as_system():
            marks.play(run, reviewer)
        with scope.opened(reviewer):
            _review(run, reviewer)
        with scope.as_system():  # two people take turns in it
            vetoes(run, reviewer, lead)
        with scope.opened(reviewer):
            sign(run=run, by=reviewer)
    with scope.opened(lead):
        stage = ScoringRun.objects.get(pk=pk).stage
        if stage == ScoringRun.Stage.SIGNED:
            publish(run=run, by=lead)
            appeals(run, reviewer, lead)
    with scope.opened(reviewer):
        kept = Document.objects.filter(run_id=pk).exclude(state="failed").first()
        return kept or _report(run, reviewer)


def _review(run: ScoringRun, by: User) -> None:
    for level in (Level.TOWNSHIP, Level.VILLAGE):
        entries = list(_entries(run, level))
        enter_lines(run=run, level=level, entries=entries, reason=REASON, by=by)


def _entries(run: ScoringRun, level: Level) -> Iterator[Entry]:
    rules = rules_of(run, level)
    manual = [line for line in rules.indicators if line.source == "manual"]
    units = run.sheets.filter(level=level).order_by("unit_id").values_list("unit_id", flat=True)
    for unit in units:
        dice = random.Random(f"{SEED}:manual:{unit}")  # noqa: S311
        skill = 0.82 + random.Random(f"{SEED}:skill:{unit // 1000 * 1000}").random() * 0.16  # noqa: S311
        for line in manual:
            yield _entry(unit, line, dice, skill)


def _entry(unit: int, line: Indicator, dice: random.Random, skill: float) -> Entry:
    inputs = line.inputs
    if not inputs:
        share = min(Decimal(1), Decimal(str(round(dice.gauss(skill + 0.05, 0.06), 3))))
        points = max(Decimal(0), (line.cap * share)).quantize(Decimal("0.01"))
        return Entry(unit, line.code, points=min(points, line.cap))
    numerator = denominator = None
    counts: dict[str, int] = {}
    base = dice.randint(80, 240)
    for one in inputs:
        if one.key == "denominator":
            denominator = base
        elif one.key == "numerator":
            numerator = min(base, round(base * min(1.0, dice.gauss(skill + 0.08, 0.03))))
        elif one.choices:
            # The first choice is 完成; the others say what is lacking or late.
            done, *lacking = [value for value, _ in one.choices]
            counts[one.key] = done if dice.random() < skill + 0.08 else dice.choice(lacking)
        else:
            counts[one.key] = int(dice.random() > skill)
    return Entry(unit, line.code, facts=Facts(numerator, denominator, counts))


def _report(run: ScoringRun, by: User) -> Document:
    return ask_for_document(
        run=run,
        heading=Heading(
            word="沛平家",
            signer=by.name,
            addressee="县委、县政府",
            signed_on=max(timezone.localdate(), date(2026, 1, 1)),
        ),
        by=by,
    )
