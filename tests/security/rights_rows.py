"""Requests, holds, lists of what is due, assessments and former texts of every place, for the
matrix."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from accounts.models import User
from households.models import (
    Erasure,
    FamilyFigure,
    FamilyText,
    ImpactAssessment,
    LegalHold,
    ListedFamily,
    RetentionRule,
    RightsRequest,
)

if TYPE_CHECKING:
    from tests.security.rows import Rows


def county_rows(rows: Rows, code: int, writer: User) -> None:
    """A county's terms, a list of what is due, an assessment that waits."""
    today = timezone.localdate()
    rows.make(RetentionRule, code, county_id=code, version=1, effective_on=today, decided_by=writer)
    rows.by_noun["erasures"][code] = rows.make(
        Erasure,
        code,
        county_id=code,
        rule_version=1,
        plain_years=2,
        long_years=5,
        drawn_on=today,
        number="",
        decided_why="",
    )
    rows.by_noun["assessments"][code] = rows.make(
        ImpactAssessment, code, county_id=code, version=1, written_by=writer, opinion=""
    )


def family_rows(rows: Rows, family: ListedFamily, worker: User) -> None:
    """What a family's file may hold besides: a request, a hold, a former text, a figure."""
    code, today = family.village_id, timezone.localdate()
    request = rows.make(
        RightsRequest,
        code,
        household=family.household,
        family=family,
        village_id=code,
        kind="delist",
        number=f"{today:%Y%m%d}-{family.pk:08d}",
        received_on=today,
        due_on=today + timedelta(days=20),
        recorded_by=worker,
        answer="",
        appeal="",
        decision="",
    )
    rows.by_noun["requests"].setdefault(code, request)
    hold = rows.make(
        LegalHold, code, family=family, village_id=code, placed_by=worker, placed_on=today
    )
    rows.by_noun["holds"].setdefault(code, hold)
    rows.make(FamilyText, code, family=family, village_id=code, version=0, replaced_by=worker)
    FamilyFigure.objects.create(
        village_id=code,
        year=2020,
        closed_year=2021,
        categories=["02"],
        tier="green",
        ground="quiet",
        visits=3,
    )
