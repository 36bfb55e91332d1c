"""A reporting period of a county, and the villages that owe a report for it."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Case, F, FilteredRelation, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.models import User
from accounts.querysets import ScopedQuerySet
from accounts.reach import within
from campaigns.models import Division


class Timing(models.TextChoices):
    """The four parts an expected report falls into; together they are always the whole.
    On time: first filed not later than the due instant, the instant itself included."""

    ON_TIME = "on_time", _("按时")
    LATE = "late", _("迟报")
    MISSING = "missing", _("未报")
    PENDING = "pending", _("未到期")


class CellState(models.TextChoices):
    """What the grid shows for a village and a month (domain C4, L); computed, never stored."""

    NOT_DUE = "not_due", _("未到期")
    OPEN = "open", _("待报")
    MISSING = "missing", _("未报")
    NIL = "nil", _("零报告")
    LATE_NIL = "late_nil", _("迟报，零报告")
    FOUND = "found", _("有情况")
    LATE_FOUND = "late_found", _("迟报，有情况")
    AMENDED = "amended", _("已更正")
    UNTRUE = "untrue", _("失实")


class Show(models.TextChoices):
    """Which expected reports a list or grid is narrowed to."""

    FILED = "filed", _("已报")
    MISSING = "missing", _("未报")
    OPEN = "open", _("待报")
    ON_TIME = "on_time", _("按时")
    LATE = "late", _("迟报")
    FOUND = "found", _("有情况")
    AMENDED = "amended", _("已更正")
    UNTRUE = "untrue", _("失实")


SHOW_CONDITIONS: dict[str, Q] = {
    Show.FILED: Q(timing__in=[Timing.ON_TIME, Timing.LATE]),
    Show.MISSING: Q(timing=Timing.MISSING),
    Show.OPEN: Q(state=CellState.OPEN),
    Show.ON_TIME: Q(timing=Timing.ON_TIME),
    Show.LATE: Q(timing=Timing.LATE),
    Show.FOUND: Q(live__kind="found"),
    Show.AMENDED: Q(live__revision__gt=1),
    Show.UNTRUE: Q(live__untrue_at__isnull=False),
}


class ReportingPeriod(models.Model):
    """One month (domain C4). starts/ends are inclusive days; village_due is the instant after
    which a report is late. Opened by beat."""

    wall = walls.REFERENCE

    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="periods")
    county = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    starts = models.DateField()
    ends = models.DateField()
    village_due = models.DateTimeField(_("村级截止"))
    opened_at = models.DateTimeField()

    objects = ScopedQuerySet["ReportingPeriod"].as_manager()

    class Meta:
        verbose_name = _("报告周期")
        ordering = ["starts"]
        constraints = [
            models.UniqueConstraint(fields=["county", "starts"], name="period_once"),
            models.CheckConstraint(
                condition=models.Q(ends__gte=models.F("starts")), name="period_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts.year}年{self.starts.month}月"

    @property
    def label(self) -> str:
        """11月."""
        return f"{self.starts.month}月"


class ExpectedReportQuerySet(ScopedQuerySet["ExpectedReport"]):
    """Expected reports, with the report that answers each and the state that follows."""

    def for_case_roles(self, user: User) -> ExpectedReportQuerySet:
        """Rows whose reports `user` may read: states rest on reports, which stand behind the
        case wall; whoever sees only figures would take every report for missing."""
        return self.visible_to(user).filter(within(user.case_spans, "village_id"))

    def under(self, root: Division) -> ExpectedReportQuerySet:
        """Rows of the villages inside `root`, itself included."""
        return self.filter(village_id__gte=root.code, village_id__lt=root.end)

    def of_year(self, year: int) -> ExpectedReportQuerySet:
        """Rows of the periods that start in `year`."""
        return self.filter(period__starts__year=year)

    def with_state(self, now: datetime) -> ExpectedReportQuerySet:
        """Adds `live` (the report that holds), `timing` and `state` as of the instant `now`;
        one left join, nothing stored (domain C4)."""
        filed = Q(live__isnull=False)
        in_time = Q(live__first_received_at__lte=F("period__village_due"))
        nil = Q(live__kind="nil")
        return self.annotate(
            live=FilteredRelation(
                "period__reports",
                condition=Q(period__reports__is_live=True, period__reports__village=F("village")),
            ),
            timing=_case(
                (in_time, Timing.ON_TIME),
                (filed, Timing.LATE),
                (Q(period__village_due__lt=now), Timing.MISSING),
                default=Timing.PENDING,
            ),
            state=_case(
                (Q(live__untrue_at__isnull=False), CellState.UNTRUE),
                (Q(live__revision__gt=1), CellState.AMENDED),
                (nil & in_time, CellState.NIL),
                (nil, CellState.LATE_NIL),
                (filed & in_time, CellState.FOUND),
                (filed, CellState.LATE_FOUND),
                (Q(period__village_due__lt=now), CellState.MISSING),
                (Q(period__starts__lte=timezone.localdate(now)), CellState.OPEN),
                default=CellState.NOT_DUE,
            ),
        )

    def showing(self, show: str) -> ExpectedReportQuerySet:
        """Only rows of one Show; needs with_state."""
        return self.filter(SHOW_CONDITIONS[show])


def _case(*branches: tuple[Q, str], default: str) -> Case:
    return Case(
        *(When(condition, then=Value(str(value))) for condition, value in branches),
        default=Value(str(default)),
        output_field=models.CharField(),
    )


class ExpectedReport(models.Model):
    """A village that owes a report for a period; frozen when the period opens, so that
    on time + late + missing = expected always. Denominators are places, never users."""

    wall = walls.area("village_id")

    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="expected")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")

    objects = ExpectedReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("应报")
        constraints = [
            models.UniqueConstraint(fields=["period", "village"], name="expected_once"),
        ]

    def __str__(self) -> str:
        return f"{self.period} {self.village}"
