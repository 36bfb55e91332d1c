"""Reads of zero reports: what is owed, what is missing, what a report was before."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Count, Exists, F, Min, OuterRef
from django.utils import timezone

from accounts.acts import ALLOWED, Act
from accounts.models import User
from accounts.reach import within
from campaigns.models import Campaign
from households.models import (
    Contradiction,
    ExpectedReport,
    ListedFamily,
    ReportingPeriod,
    Visit,
    ZeroReport,
)
from households.models.expected import ExpectedReportQuerySet, Show


def visited_families(user: User, village: int, period: ReportingPeriod) -> tuple[int, int]:
    """(visited, listed): listed families of the village, and how many of them the register
    shows as visited since the period began; one query."""
    visits = Visit.objects.visible_to(user).filter(
        family=OuterRef("pk"), visited_on__gte=period.starts, visited_on__lte=period.ends
    )
    families = ListedFamily.objects.visible_to(user).listed().filter(village_id=village)
    flags = families.annotate(seen=Exists(visits)).values_list("seen", flat=True)
    seen = list(flags)
    return sum(seen), len(seen)


def expected_rows(user: User, now: datetime) -> ExpectedReportQuerySet:
    """Every expected report `user` may read, with the report that answers it and its state."""
    return (
        ExpectedReport.objects.for_case_roles(user)
        .with_state(now)
        .select_related("period", "village")
        .annotate(
            report_uid=F("live__uid"),
            found=F("live__found"),
            kind=F("live__kind"),
            revision=F("live__revision"),
            filed_at=F("live__first_received_at"),
            untrue_at=F("live__untrue_at"),
            supplementary=F("live__supplementary"),
            doubted=Exists(
                Contradiction.objects.visible_to(user)
                .open()
                .filter(period=OuterRef("period"), village=OuterRef("village"))
            ),
            filed_by_name=F("live__filed_by__name"),
        )
        .order_by("-period__starts", "-period__cadence", "village_id")
    )


def open_window(today: date) -> dict[str, object]:
    """Filter of expected reports that can be filed on `today`."""
    return {
        "period__starts__lte": today,
        "period__campaign__data_closes_on__gte": today,
        "period__campaign__status": Campaign.Status.OPEN,
        "locked_at__isnull": True,
    }


def own_reports(user: User, now: datetime) -> list[ExpectedReport]:
    """Expected reports of the villages `user` files for, of the running campaign, oldest first;
    one query."""
    spans = [p.bounds for p in user.postings_today if p.role in ALLOWED[Act.REPORT_FILE]]
    if not spans:
        return []
    rows = expected_rows(user, now).filter(within(spans, "village_id"))
    return list(rows.filter(**open_window(timezone.localdate(now))).order_by("period__village_due"))


def missing_by_township(user: User, now: datetime) -> list[tuple[int, int, datetime]]:
    """(township code, villages missing, oldest due instant) of what can still be filed; one
    query however many villages there are."""
    rows = (
        ExpectedReport.objects.for_case_roles(user)
        .with_state(now)
        .showing(Show.MISSING)
        .filter(**open_window(timezone.localdate(now)))
        .annotate(township=F("village_id") / 1000 * 1000)
        .order_by()
        .values_list("township")
        .annotate(villages=Count("village_id", distinct=True), due=Min("period__village_due"))
    )
    return [(code, villages, due) for code, villages, due in rows]


def versions(user: User, report: ZeroReport) -> list[ZeroReport]:
    """All versions of the village's report of that period, newest first; one query."""
    return list(
        ZeroReport.objects.visible_to(user)
        .filter(period_id=report.period_id, village_id=report.village_id)
        .select_related("filed_by", "untrue_by", "period", "village")
        .order_by("-revision")
    )
