"""任务分解表: what the year asks of units, their reports, changes and supervision (domain J2)."""

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
from accounts.roles import Role
from campaigns.models.kept_file import exactly_one
from campaigns.models.unit import unit_name

# Who works with the county's own papers before they are published.
OFFICE = frozenset({Role.COUNTY_FEDERATION, Role.GOVERNANCE_REVIEWER, Role.AUDITOR})


class TaskQuerySet(ScopedQuerySet["Task"]):
    """Tasks by state and reader."""

    def shown_to(self, user: User) -> Self:
        """visible_to, without drafts for whoever is not of the county's offices."""
        rows = self.visible_to(user)
        if user.is_system or user.roles_today() & OFFICE:
            return rows
        return rows.exclude(status=Task.Status.DRAFT)

    def running(self) -> Self:
        """Published and not ended."""
        return self.filter(status=Task.Status.PUBLISHED)

    def overdue(self, day: date | None = None) -> Self:
        """Running beyond their day; a question to the calendar, never stored."""
        return self.running().filter(due_on__lt=day or timezone.localdate())


class Task(models.Model):
    """One line of the table. place: the county, or the one township that has to do with it,
    which then alone (with its villages) sees it beside the county. lead_unit, lead_place: a member
    unit or a township leads, exactly one."""

    wall = walls.shared("place_id", ("status", ("published", "done", "cancelled")))

    class Status(models.TextChoices):
        DRAFT = "draft", _("草稿")
        PUBLISHED = "published", _("进行中")
        DONE = "done", _("已办结")
        CANCELLED = "cancelled", _("已取消")

    ALLOWED = {
        "change": {Status.DRAFT, Status.PUBLISHED},
        "publish": {Status.DRAFT},
        "report": {Status.PUBLISHED},
        "card": {Status.PUBLISHED},
        "link": {Status.PUBLISHED},
        "end": {Status.PUBLISHED},
        "cancel": {Status.DRAFT, Status.PUBLISHED},
    }

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="tasks")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    number = models.IntegerField(_("序号"))
    title = models.CharField(_("重点任务"), max_length=120)
    measures = models.TextField(_("具体措施"), max_length=2000)
    lead_unit = models.ForeignKey(
        "campaigns.MemberUnit", models.PROTECT, null=True, related_name="+"
    )
    lead_place = models.ForeignKey(
        "campaigns.Division", models.PROTECT, null=True, related_name="+"
    )
    due_on = models.DateField(_("完成时限"))
    responsible = models.CharField(_("责任人"), max_length=40)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    made_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    ended_on = models.DateField(_("办结日期"), null=True)
    end_words = models.CharField(_("办结或取消的说明"), max_length=300, blank=True)
    version = models.IntegerField(default=1)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("任务")
        ordering = ["campaign", "number"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="task_number_once"),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "published", "done", "cancelled"]),
                name="task_status",
            ),
            models.CheckConstraint(
                condition=exactly_one(("lead_unit", "lead_place")), name="task_one_lead"
            ),
            models.CheckConstraint(
                condition=Q(number__gt=0) & ~Q(title="") & ~Q(measures="") & ~Q(responsible=""),
                name="task_whole",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["published", "done"]) | Q(published_at__isnull=False),
                name="task_published_dated",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "published"], ended_on__isnull=True)
                | (Q(status__in=["done", "cancelled"], ended_on__isnull=False) & ~Q(end_words="")),
                name="task_ended_with_words",
            ),
        ]
        indexes = [models.Index(fields=["campaign", "status", "due_on"], name="task_state_day")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def lead(self) -> str:
        """牵头单位."""
        return unit_name(self.lead_unit, self.lead_place)

    @property
    def is_late(self) -> bool:
        """Running beyond its day."""
        return self.status == self.Status.PUBLISHED and self.due_on < timezone.localdate()


class TaskAssist(models.Model):
    """配合单位 of a task: a member unit or a township."""

    wall = walls.shared("place_id", ("task__status", ("published", "done", "cancelled")))

    task = models.ForeignKey(Task, models.CASCADE, related_name="assists")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    unit = models.ForeignKey("campaigns.MemberUnit", models.PROTECT, null=True, related_name="+")
    township = models.ForeignKey("campaigns.Division", models.PROTECT, null=True, related_name="+")

    objects = ScopedQuerySet["TaskAssist"].as_manager()

    class Meta:
        verbose_name = _("配合单位")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=exactly_one(("unit", "township")), name="task_assist_one"
            ),
            models.UniqueConstraint(fields=["task", "unit"], name="task_assist_unit_once"),
            models.UniqueConstraint(fields=["task", "township"], name="task_assist_township_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The unit's name."""
        return unit_name(self.unit, self.township)


class TaskChange(models.Model):
    """A published task was changed: what it said before, and why. before, after: by field."""

    wall = walls.shared("place_id")

    task = models.ForeignKey(Task, models.CASCADE, related_name="changes")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    before = models.JSONField()
    after = models.JSONField()
    reason = models.CharField(_("调整原因"), max_length=300)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ScopedQuerySet["TaskChange"].as_manager()

    class Meta:
        verbose_name = _("任务调整")
        ordering = ["-at", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="task_change_reason")]

    def __str__(self) -> str:
        return f"{self.task_id} {self.at:%Y-%m-%d}"

    @property
    def lines(self) -> list[tuple[str, str, str]]:
        """Label, before, after of each field."""
        labels = {f.name: str(f.verbose_name) for f in Task._meta.fields}
        labels |= {"lead": str(_("牵头单位")), "assists": str(_("配合单位"))}
        return [
            (labels.get(key, key), old, self.after.get(key, "")) for key, old in self.before.items()
        ]


class TaskReport(models.Model):
    """进展: what a unit said of a task. place: the township that reports, the county for member
    units; source: an account, the unit's link, or paper typed by the county."""

    wall = walls.area("place_id")

    class Source(models.TextChoices):
        ACCOUNT = "account", _("系统内")
        LINK = "link", _("单位链接")
        PAPER = "paper", _("纸质回报")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client_uuid = models.UUIDField(unique=True, null=True)
    task = models.ForeignKey(Task, models.PROTECT, related_name="reports")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    unit = models.ForeignKey("campaigns.MemberUnit", models.PROTECT, null=True, related_name="+")
    percent = models.SmallIntegerField(_("完成（%）"))
    words = models.TextField(_("进展情况"), max_length=1000)
    reporter = models.CharField(_("填报人"), max_length=40)
    reported_on = models.DateField(_("填报日期"))
    source = models.CharField(max_length=8, choices=Source.choices)
    entered_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    objects = ScopedQuerySet["TaskReport"].as_manager()

    class Meta:
        verbose_name = _("任务进展")
        ordering = ["-entered_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(source__in=["account", "link", "paper"]), name="task_report_source"
            ),
            models.CheckConstraint(
                condition=Q(percent__range=(0, 100)) & ~Q(words="") & ~Q(reporter=""),
                name="task_report_whole",
            ),
            # Who has no account reports by link or on paper.
            models.CheckConstraint(
                condition=~Q(source="link") | Q(unit__isnull=False), name="task_report_link_unit"
            ),
        ]
        indexes = [models.Index(fields=["task", "-entered_at"], name="task_report_latest")]

    def __str__(self) -> str:
        return f"{self.task_id} {self.percent}%"

    @property
    def by_whom(self) -> str:
        """The unit that reports."""
        return unit_name(self.unit, self.place)
