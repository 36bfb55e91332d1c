"""What reaches a unit about one task: a one-time link, a supervision card (督办)."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet
from campaigns.models.card import Card, CardQuerySet
from campaigns.models.unit import unit_name


class TaskLinkQuerySet(ScopedQuerySet["TaskLink"]):
    """Links by state."""

    def open(self) -> Self:
        """Not answered, not revoked, not run out."""
        return self.filter(status=TaskLink.Status.OPEN, expires_at__gt=timezone.now())


class TaskLink(models.Model):
    """A member unit reports once by it (features, wish 16). token_hash: keyed hash, kept nowhere
    else, and empty once the link is dead."""

    wall = walls.area("place_id")

    class Status(models.TextChoices):
        OPEN = "open", _("待回报")
        ANSWERED = "answered", _("已回报")
        REVOKED = "revoked", _("已撤回")

    ALLOWED = {"revoke": {Status.OPEN}, "answer": {Status.OPEN}}

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    task = models.ForeignKey("campaigns.Task", models.PROTECT, related_name="links")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    unit = models.ForeignKey("campaigns.MemberUnit", models.PROTECT, related_name="+")
    token_hash = models.BinaryField(max_length=16, null=True, unique=True, editable=False)
    expires_at = models.DateTimeField(_("有效期"))
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    issued_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    report = models.OneToOneField(
        "campaigns.TaskReport", models.PROTECT, null=True, related_name="link"
    )
    revoke_reason = models.CharField(_("撤回理由"), max_length=200, blank=True)
    version = models.IntegerField(default=1)

    objects = TaskLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("任务回报链接")
        ordering = ["-issued_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["open", "answered", "revoked"]), name="task_link_status"
            ),
            models.CheckConstraint(
                condition=Q(status="open", token_hash__isnull=False, report__isnull=True)
                | Q(status="answered", token_hash__isnull=True, report__isnull=False)
                | (
                    Q(status="revoked", token_hash__isnull=True, report__isnull=True)
                    & ~Q(revoke_reason="")
                ),
                name="task_link_ended_dead",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.get_status_display()}"

    @property
    def is_lapsed(self) -> bool:
        """Open, but run out."""
        return self.status == self.Status.OPEN and self.expires_at <= timezone.now()


class TaskCardQuerySet(CardQuerySet["TaskCard"]):
    """Cards of tasks."""


class TaskCard(Card):
    """督办 of a task. place: the township that leads and answers, the county for a member unit,
    whose answer the county types in."""

    wall = walls.area("place_id")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    task = models.ForeignKey("campaigns.Task", models.PROTECT, related_name="cards")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    unit = models.ForeignKey("campaigns.MemberUnit", models.PROTECT, null=True, related_name="+")
    asked = models.CharField(_("督办要求"), max_length=500)
    answer = models.CharField(_("答复"), max_length=1000, blank=True)
    lift_reason = models.CharField(_("解除理由"), max_length=300, blank=True)

    objects = TaskCardQuerySet.as_manager()

    class Meta:
        verbose_name = _("任务督办单")
        ordering = ["-issued_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["issued", "answered", "lifted"]), name="task_card_status"
            ),
            models.CheckConstraint(
                condition=Q(colour__in=["yellow", "red"]) & ~Q(asked=""), name="task_card_whole"
            ),
            models.CheckConstraint(
                condition=~Q(status="answered")
                | (Q(answered_by__isnull=False, answered_at__isnull=False) & ~Q(answer="")),
                name="task_card_answered_whole",
            ),
            models.CheckConstraint(
                condition=~Q(status="lifted")
                | (Q(lifted_by__isnull=False, lifted_at__isnull=False) & ~Q(lift_reason="")),
                name="task_card_lifted_whole",
            ),
            models.UniqueConstraint(
                fields=["task"], condition=~Q(status="lifted"), name="task_card_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.get_colour_display()}"

    @property
    def holder(self) -> str:
        """Whom it is for."""
        return unit_name(self.unit, self.place)

    @property
    def is_red(self) -> bool:
        """Issued red, or yellow and unanswered beyond its day."""
        return self.shown_colour == self.Colour.RED
