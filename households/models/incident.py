"""What happened in a village, told by whoever records it; and a nil report it stands against."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.models import User
from accounts.querysets import ScopedQuerySet
from accounts.reach import within
from accounts.roles import Role


class IncidentKind(models.TextChoices):
    """What was recorded. Pages say `told` instead: the village is never told who turned to
    whom, only that something came from outside."""

    HAZARD = "hazard", _("重大隐患")
    GRAVE = "grave", _("列入在册（重大隐患）")
    LISTED = "listed", _("列入在册")
    HOTLINE = "hotline", _("12338 来电")
    POLICE = "police", _("公安移送")
    COURT = "court", _("法院移交")
    DEPARTMENT = "department", _("其他部门移送")
    DISPUTE = "dispute", _("村内纠纷")

    @property
    def told(self) -> str:
        """The words that may be shown beside a report."""
        return str(_("外部转来的情况") if self in OUTSIDE else self.label)


OUTSIDE = frozenset(
    {IncidentKind.HOTLINE, IncidentKind.POLICE, IncidentKind.COURT, IncidentKind.DEPARTMENT}
)
# A report is about 重大隐患 (domain C4): what a village itself takes in as an ordinary matter
# stands beside its nil and does not contradict it, so that nobody is punished for looking.
CONTRADICTS_BY_DEFAULT = (IncidentKind.HAZARD, IncidentKind.GRAVE, *sorted(OUTSIDE))


class IncidentQuerySet(ScopedQuerySet["Incident"]):
    """Incidents by village and day."""

    def between(self, village: int, first: date, last: date) -> Self:
        """Those that happened in a village on the days from first to last."""
        return self.filter(village_id=village, happened_on__range=(first, last))


class Incident(models.Model):
    """source: label and key of the record it comes from (no words of it are kept here). family:
    the listed family it concerns, if any, so that an incident of a sealed file is as closed as
    the file. known_at: when the office knew; recorded_at: server time."""

    wall = walls.file("family_id")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    kind = models.CharField(_("性质"), max_length=12, choices=IncidentKind.choices)
    happened_on = models.DateField(_("发生日期"))
    known_at = models.DateTimeField(_("知悉时间"))
    source_noun = models.CharField(max_length=40)
    source_key = models.CharField(max_length=40)
    family = models.ForeignKey(
        "households.ListedFamily", models.PROTECT, null=True, related_name="incidents"
    )
    sealed = models.BooleanField(_("受保护档案"), default=False)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True)
    handled_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    objects = IncidentQuerySet.as_manager()

    class Meta:
        verbose_name = _("村内情况")
        ordering = ["-happened_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in IncidentKind]), name="incident_kind"
            ),
            models.CheckConstraint(
                condition=Q(handled_at__isnull=True, handled_by__isnull=True)
                | Q(handled_at__isnull=False, handled_by__isnull=False),
                name="incident_handled_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["village", "happened_on"], name="incident_village_day"),
            models.Index(fields=["source_noun", "source_key"], name="incident_source"),
        ]

    def __str__(self) -> str:
        return f"{self.village_id} {self.happened_on} {self.kind}"

    @property
    def told(self) -> str:
        """重大隐患, or 外部转来的情况."""
        return IncidentKind(self.kind).told


class ContradictionQuerySet(ScopedQuerySet["Contradiction"]):
    """Contradictions; the county sees one only after the village answered or its days ended."""

    def visible_to(self, user: User) -> Self:
        """As the wall has it, less what the village has not yet had its say on."""
        rows = super().visible_to(user)
        if user.is_system:
            return rows
        near = user.spans_of({Role.VILLAGE_MEDIATOR, Role.TOWNSHIP_FEDERATION})
        heard = ~Q(status=Contradiction.Status.ASKED) | Q(reply_by__lt=timezone.localdate())
        return rows.filter(within(near, "village_id") | heard)

    def open(self) -> Self:
        """Neither confirmed nor cleared."""
        return self.filter(status__in=Contradiction.OPEN)


class Contradiction(models.Model):
    """A nil report and something that happened in its window before it was signed. The village
    is told first and answers within its days (right of reply); then the township confirms 失实
    or clears. Nothing of it is ever deleted, and the report itself is not rewritten."""

    wall = walls.file("family_id")

    class Status(models.TextChoices):
        ASKED = "asked", _("待村里说明")
        REPLIED = "replied", _("已说明，待核定")
        CONFIRMED = "confirmed", _("认定失实")
        CLEARED = "cleared", _("核定不失实")

    OPEN = (Status.ASKED, Status.REPLIED)
    ALLOWED = {
        "reply": {Status.ASKED},
        "confirm": {Status.ASKED, Status.REPLIED},
        "clear": {Status.ASKED, Status.REPLIED},
    }

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    report = models.ForeignKey(
        "households.ZeroReport", models.PROTECT, related_name="contradictions"
    )
    period = models.ForeignKey("households.ReportingPeriod", models.PROTECT, related_name="+")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, models.PROTECT, null=True, related_name="+")
    family = models.ForeignKey(
        "households.ListedFamily", models.PROTECT, null=True, related_name="+"
    )
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.ASKED)
    # By hand (no incident): what the township found out.
    grounds = models.TextField(_("查到的情况"), blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    reply_by = models.DateField(_("说明期限"))
    reply = models.TextField(_("村里的说明"), blank=True)
    replied_at = models.DateTimeField(null=True)
    replied_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    finding = models.TextField(_("核定理由"), blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=1)

    objects = ContradictionQuerySet.as_manager()

    class Meta:
        verbose_name = _("零报告与情况不符")
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["report", "incident"], name="contradiction_once"),
            models.CheckConstraint(
                condition=Q(status__in=["asked", "replied", "confirmed", "cleared"]),
                name="contradiction_status",
            ),
            models.CheckConstraint(
                condition=Q(incident__isnull=False) | ~Q(grounds=""),
                name="contradiction_grounded",
            ),
            models.CheckConstraint(
                condition=~Q(status="replied") | (Q(replied_at__isnull=False) & ~Q(reply="")),
                name="contradiction_reply_whole",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["asked", "replied"], decided_at__isnull=True)
                | (
                    Q(status__in=["confirmed", "cleared"], decided_by__isnull=False)
                    & Q(decided_at__isnull=False)
                    & ~Q(finding="")
                ),
                name="contradiction_decision_whole",
            ),
        ]
        indexes = [models.Index(fields=["village", "period"], name="contradiction_village_period")]

    def __str__(self) -> str:
        return f"{self.report} {self.get_status_display()}"

    @property
    def told(self) -> str:
        """What stands against the report, in words that name no person and no channel."""
        return self.incident.told if self.incident else str(_("镇里查到的情况"))

    def lapsed(self, day: date | None = None) -> bool:
        """The village's days ended without an answer."""
        return self.status == self.Status.ASKED and self.reply_by < (day or timezone.localdate())

    def may_be_decided(self, day: date | None = None) -> bool:
        """The village answered, or its days ended."""
        return self.status == self.Status.REPLIED or self.lapsed(day)
