"""A sitting agreed for a day and an hour, and what became of it."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet
from disputes.models.of_dispute import OfDispute
from disputes.models.session import Way

NO_SHOW_DAYS = 3  # calendar days [C] in which who stayed away may still say why (features 41)


class SessionPlanQuerySet(ScopedQuerySet["SessionPlan"]):
    """Plans by state."""

    def open(self) -> SessionPlanQuerySet:
        """Still to be held, or waiting after nobody came."""
        return self.filter(status__in=SessionPlan.OPEN)


class SessionPlan(OfDispute):
    """约定的调解. no_show: somebody did not come; until wait_until she may still say why, then
    another day or the end is offered, never silently (features 41). adjourned: put off with a
    reason, next names the plan that takes its place."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("已约定")
        NO_SHOW = "no_show", _("有人没到")
        HELD = "held", _("已进行")
        ADJOURNED = "adjourned", _("已改期")
        DROPPED = "dropped", _("已取消")

    OPEN = (Status.PLANNED, Status.NO_SHOW)
    ALLOWED = {
        "no_show": {Status.PLANNED},
        "adjourn": {Status.PLANNED, Status.NO_SHOW},
    }

    dispute = models.ForeignKey("disputes.Dispute", models.PROTECT, related_name="plans")
    at = models.DateTimeField(_("约定时间"))
    room = EncryptedTextField(_("地点"), max_length=80, blank=False)
    way = models.CharField(_("方式"), max_length=8, choices=Way.choices, default=Way.JOINT)
    is_open = models.BooleanField(_("公开进行"), default=False)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PLANNED)
    absent = ArrayField(models.BigIntegerField(), default=list, db_default=[])
    wait_until = models.DateField(_("等到"), null=True)
    reason = EncryptedTextField(_("改期、未到的情况"), max_length=200)
    next = models.OneToOneField("self", models.PROTECT, null=True, related_name="before")
    session = models.OneToOneField(
        "disputes.MediationSession", models.PROTECT, null=True, related_name="plan"
    )

    objects = SessionPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("约定的调解")
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["planned", "no_show", "held", "adjourned", "dropped"])
                & Q(way__in=["joint", "separate"]),
                name="plan_choices_known",
            ),
            models.UniqueConstraint(
                fields=["dispute"],
                condition=Q(status__in=["planned", "no_show"]),
                name="plan_one_open",
            ),
            models.CheckConstraint(
                condition=~Q(status="no_show") | Q(wait_until__isnull=False, absent__len__gt=0),
                name="plan_no_show_waits",
            ),
            models.CheckConstraint(
                condition=~Q(status="adjourned") | Q(reason__isnull=False),
                name="plan_adjourned_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(status="held") | Q(session__isnull=False), name="plan_held_recorded"
            ),
        ]
        indexes = [models.Index(fields=["village", "status"], name="plan_village_status")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.at:%Y-%m-%d}"

    def waits(self, today: date) -> bool:
        """Whether who stayed away may still say why."""
        return self.wait_until is not None and today <= self.wait_until
