"""Reads of incidents: what the register shows for a village and period, and what came later."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from accounts.models import User
from households.models import (
    Contradiction,
    Incident,
    IncidentKind,
    ReportingPeriod,
    ReportingRule,
    ZeroReport,
)
from households.models.incident import IncidentQuerySet


def registered(user: User, village: int, period: ReportingPeriod) -> IncidentQuerySet:
    """Incidents of the period so far that a report should answer for: by the county's rule, and
    never those of a sealed file, which show through nowhere, not even to their own handlers."""
    rule = ReportingRule.objects.of(period.county_id, timezone.localdate())
    rows = Incident.objects.visible_to(user).filter(sealed=False, kind__in=rule.contradicting)
    return rows.between(village, period.starts, min(period.ends, timezone.localdate()))


def cases(incidents: Iterable[Incident]) -> int:
    """How many cases these are: what concerns one family is one case, however often recorded."""
    return len({(i.family_id or (i.source_noun, i.source_key)) for i in incidents})


def found_later(user: User, report: ZeroReport) -> list[Incident]:
    """后来发现: what came to be known of the report's period after it was signed; it stands beside
    the frozen report and never rewrites it (features 3)."""
    period = report.period
    rows = Incident.objects.visible_to(user).filter(
        sealed=False, recorded_at__gt=report.received_at
    )
    rule = ReportingRule.objects.of(period.county_id, timezone.localdate())
    concerned = rows.filter(kind__in=[*rule.contradicting, IncidentKind.DISPUTE])
    return list(concerned.between(report.village_id, period.starts, period.ends))


def questions(user: User, report: ZeroReport) -> list[Contradiction]:
    """Contradictions of a village's report of a period, oldest first."""
    rows = Contradiction.objects.visible_to(user).filter(
        period=report.period_id, village=report.village_id
    )
    return list(
        rows.select_related("incident", "asked_by", "replied_by", "decided_by").order_by("asked_at")
    )
