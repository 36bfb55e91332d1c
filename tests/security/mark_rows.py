"""What hangs on a score besides the review: marks, bonus claims, proof, in every unit."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from accounts import links
from reports.models import (
    BonusClaim,
    DepartmentLink,
    DoubleScoring,
    LineMark,
    MarkSheet,
    Proof,
    ScoreClocks,
    ScoreLine,
    ScoringRun,
)
from tests.security.task_rows import Link

if TYPE_CHECKING:
    from tests.cast import World
    from tests.security.rows import Rows


def unit_rows(world: World, rows: Rows, line: ScoreLine, level: int) -> None:
    """A unit's own mark of a line and a bonus it asks for."""
    code, run, unit = line.unit_id, line.sheet.run, line.unit
    sheet = rows.make(
        MarkSheet, code, campaign=run.campaign, unit=unit, level=level, column="self",
        department="", source="account", by=world.system,
    )  # fmt: skip
    rows.make(
        LineMark, code, sheet=sheet, campaign=run.campaign, level=level, unit=unit, code=line.code,
        column="self", points=0, cap=line.cap, by=world.system, back_reason="",
    )  # fmt: skip
    rows.by_noun["bonus_claims"][code] = claim = rows.make(
        BonusClaim, code, campaign=run.campaign, unit=unit, level=level, item="award_city",
        claimed_by=world.system, reason="",
    )  # fmt: skip
    rows.by_noun["proofs"][code] = rows.make(
        Proof, code, unit=unit, claim=claim, code="", medium="photo", data=b"canary", size=6,
        pages=1, added_by=world.system, added_at=timezone.now(),
    )  # fmt: skip


def county_rows(world: World, rows: Rows, run: ScoringRun, code: int) -> None:
    """A line scored twice and the link of a department, whose holder is shown figures of units and
    nothing else."""
    rows.make(
        ScoreClocks, code, campaign=run.campaign, county=run.county,
        starts=timezone.localdate() + timedelta(days=30), by=world.governance,
    )  # fmt: skip
    DoubleScoring.objects.create(
        campaign=run.campaign, county=run.county, level=4, code="5.4", second=world.governance,
        tolerance=1, set_by=world.governance,
    )  # fmt: skip
    token = links.new_token()
    DepartmentLink.objects.create(
        campaign=run.campaign, county=run.county, department="县司法局", issued_by=world.system,
        token_hash=links.token_hash("department", token),
        expires_at=timezone.now() + timedelta(days=9),
    )  # fmt: skip
    rows.by_noun["department_tokens"][code] = Link(token)
