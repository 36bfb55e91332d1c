"""The villages that owe a report for a period, and every later change of that list."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.db import models
from django.db.models import Case, F, FilteredRelation, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.models import User
from accounts.querysets import ScopedQuerySet
from accounts.reach import within
from campaigns.models import Division
from households.models.period import ReportingPeriod


class Timing(models.TextChoices):
    """The five parts an expected report falls into; together they are always the whole.
    On time: first filed not later than the due instant, the instant itself included."""

    ON_TIME = "on_time", _("按时")
    LATE = "late", _("迟报")
    MISSING = "missing", _("未报")
    PENDING = "pending", _("未到期")
    EXEMPT = "exempt", _("免报")


# What the calendar alone decides; nobody is exempt from a screening round.
BY_CALENDAR = (Timing.ON_TIME, Timing.LATE, Timing.MISSING, Timing.PENDING)


class CellState(models.TextChoices):
    """What the grid shows for a village and a period (domain C4, L); computed, never stored."""

    NOT_DUE = "not_due", _("未到期")
    OPEN = "open", _("待报")
    MISSING = "missing", _("未报")
    NIL = "nil", _("零报告")
    LATE_NIL = "late_nil", _("迟报，零报告")
    FOUND = "found", _("有情况")
    LATE_FOUND = "late_found", _("迟报，有情况")
    RETURNED = "returned", _("退回")
    AMENDED = "amended", _("已更正")
    UNTRUE = "untrue", _("失实")
    EXEMPT = "exempt", _("免报")


class Show(models.TextChoices):
    """Which expected reports a list or grid is narrowed to."""

    FILED = "filed", _("已报")
    MISSING = "missing", _("未报")
    OPEN = "open", _("待报")
    ON_TIME = "on_time", _("按时")
    LATE = "late", _("迟报")
    FOUND = "found", _("有情况")
    RETURNED = "returned", _("退回")
    AMENDED = "amended", _("已更正")
    UNTRUE = "untrue", _("失实")
    EXEMPT = "exempt", _("免报")
    OWED = "owed", _("应报")


class Standing(models.TextChoices):
    """Whether the report is owed: exempt ones stay on the list and count nowhere in a rate,
    struck ones are off it (a wrong entry, or days that a sensitive period took over)."""

    OWED = "owed", _("应报")
    EXEMPT = "exempt", _("免报")
    STRUCK = "struck", _("撤出应报")


SHOW_CONDITIONS: dict[str, Q] = {
    Show.FILED: Q(timing__in=[Timing.ON_TIME, Timing.LATE]),
    Show.MISSING: Q(timing=Timing.MISSING),
    Show.OPEN: Q(state=CellState.OPEN),
    Show.ON_TIME: Q(timing=Timing.ON_TIME),
    Show.LATE: Q(timing=Timing.LATE),
    Show.FOUND: Q(live__kind="found"),
    Show.RETURNED: Q(live__returned_at__isnull=False),
    Show.AMENDED: Q(live__revision__gt=1),
    Show.UNTRUE: Q(live__untrue_at__isnull=False) & ~Q(timing=Timing.EXEMPT),
    Show.EXEMPT: Q(timing=Timing.EXEMPT),
    Show.OWED: ~Q(timing=Timing.EXEMPT),
}


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
        one left join, nothing stored (domain C4). Rows struck from the list are left out."""
        filed = Q(live__isnull=False)
        in_time = Q(live__first_received_at__lte=F("period__village_due"))
        nil = Q(live__kind="nil")
        exempt = Q(standing=Standing.EXEMPT)
        return self.exclude(standing=Standing.STRUCK).annotate(
            live=FilteredRelation(
                "period__reports",
                condition=Q(period__reports__is_live=True, period__reports__village=F("village")),
            ),
            timing=_case(
                (exempt, Timing.EXEMPT),
                (in_time, Timing.ON_TIME),
                (filed, Timing.LATE),
                (Q(period__village_due__lt=now), Timing.MISSING),
                default=Timing.PENDING,
            ),
            state=_case(
                (Q(live__untrue_at__isnull=False), CellState.UNTRUE),
                (Q(live__returned_at__isnull=False), CellState.RETURNED),
                (Q(live__revision__gt=1), CellState.AMENDED),
                (nil & in_time, CellState.NIL),
                (nil, CellState.LATE_NIL),
                (filed & in_time, CellState.FOUND),
                (filed, CellState.LATE_FOUND),
                (exempt, CellState.EXEMPT),
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
    """A village that owes a report for a period; frozen when the period opens, so that on time +
    late + missing + pending + exempt = expected always. Denominators are places, never users.
    struck_at: when one that was owed was struck off. missing_*: a named person of the township says
    that none will come (domain C4), so that the return above can be made; locked_at: the return
    above was accepted."""

    wall = walls.area("village_id")

    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="expected")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    standing = models.CharField(
        max_length=8, choices=Standing.choices, default=Standing.OWED, db_default=Standing.OWED
    )
    struck_at = models.DateTimeField(null=True)
    missing_at = models.DateTimeField(null=True)
    missing_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    missing_reason = models.TextField(_("未报的原因"), blank=True, db_default="")
    locked_at = models.DateTimeField(null=True)

    objects = ExpectedReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("应报")
        constraints = [
            models.UniqueConstraint(fields=["period", "village"], name="expected_once"),
            models.CheckConstraint(
                condition=Q(standing__in=["owed", "exempt", "struck"]), name="expected_standing"
            ),
            models.CheckConstraint(
                condition=Q(missing_at__isnull=True, missing_by__isnull=True)
                | (Q(missing_at__isnull=False, missing_by__isnull=False) & ~Q(missing_reason="")),
                name="expected_missing_by_name",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period} {self.village}"


class ExpectedChange(models.Model):
    """One later change of the frozen list (features 16): what, why, who, when."""

    wall = walls.area("village_id")

    class Kind(models.TextChoices):
        ADDED = "added", _("补入应报")
        STRUCK = "struck", _("撤出应报")
        RESTORED = "restored", _("恢复应报")
        EXEMPTED = "exempted", _("免报")
        MISSING = "missing", _("标记未报")

    expected = models.ForeignKey(ExpectedReport, models.PROTECT, related_name="changes")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    reason = models.TextField(_("原因"))
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ScopedQuerySet["ExpectedChange"].as_manager()

    class Meta:
        verbose_name = _("应报名单变更")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["added", "struck", "restored", "exempted", "missing"]),
                name="expected_change_kind",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="expected_change_reasoned"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.expected}"


class Exemption(models.Model):
    """A village need not report what is due on the days from first to last: scoped, logged, and
    over by itself. It never reaches back before the day it was granted."""

    wall = walls.area("village_id")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    first = models.DateField(_("自"))
    last = models.DateField(_("至"))
    reason = models.TextField(_("原因"))
    granted_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    end_reason = models.TextField(_("提前结束的原因"), blank=True)

    objects = ScopedQuerySet["Exemption"].as_manager()

    class Meta:
        verbose_name = _("免报")
        ordering = ["-first", "village"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last__gte=F("first")) & ~Q(reason=""), name="exemption_whole"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(end_reason="")),
                name="exemption_ended_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.village} {self.first}–{self.last}"

    def holds_on(self, day: date) -> bool:
        """Whether something due on `day` need not be reported."""
        return self.ended_at is None and self.first <= day <= self.last


class FilingException(models.Model):
    """One unit may file or correct for one period although it is locked or closed (features 18,
    20): granted with a reason, over at `until`. unit: a village, or a township for its return."""

    wall = walls.area("unit_id")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="+")
    unit = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    reason = models.TextField(_("原因"))
    until = models.DateTimeField(_("有效至"))
    granted_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()

    objects = ScopedQuerySet["FilingException"].as_manager()

    class Meta:
        verbose_name = _("补报、更正许可")
        ordering = ["-granted_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gt=F("granted_at")) & ~Q(reason=""),
                name="filing_exception_whole",
            ),
        ]
        indexes = [models.Index(fields=["period", "unit"], name="filing_exception_unit")]

    def __str__(self) -> str:
        return f"{self.unit} {self.period} {self.until}"
