"""The county's own figures for the door, by day."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from accounts.walls import COUNTY_WIDTH
from disputes.models import IntakeRule


def rule_of(county: int, day: date | None = None) -> IntakeRule:
    """The figures in force in a county; version 0 holds the house's own."""
    day = day or timezone.localdate()
    rows = IntakeRule.objects.filter(county=county, effective_on__lte=day)
    return rows.order_by("-version").first() or IntakeRule(county_id=county, version=0)


def county_of(place: int) -> int:
    """The code of the county a place lies in."""
    return place // COUNTY_WIDTH * COUNTY_WIDTH
