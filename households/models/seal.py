"""Who may know of a sealed file: its named handlers and exactly one supervisor (domain H ③).

A sealed file (violence always, child protection by decision) is absent for everybody else, in
lists, counts, search, work lists, notices and evidence alike (reliability C6)."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import files, walls
from accounts.fields import EncryptedTextField
from accounts.models import User
from accounts.querysets import ScopedQuerySet
from households.models.family import ListedFamily
from households.models.kinship import Kinship


class FileHandlerQuerySet(ScopedQuerySet["FileHandler"]):
    """Handlers by day."""

    def in_force(self, day: date | None = None) -> FileHandlerQuerySet:
        """Terms that hold on `day` (default today); one that ends today holds no longer."""
        day = day or timezone.localdate()
        return self.filter(models.Q(until__isnull=True) | models.Q(until__gt=day), since__lte=day)


class FileHandler(models.Model):
    """One person's term as handler or supervisor of one sealed file; until is null while it
    lasts. The supervisor names and releases handlers."""

    wall = walls.file("family_id")

    class Role(models.TextChoices):
        HANDLER = "handler", _("经办人")
        SUPERVISOR = "supervisor", _("专管人")

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    family = models.ForeignKey("households.ListedFamily", models.PROTECT, related_name="handlers")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.User", models.PROTECT, related_name="handlings")
    role = models.CharField(_("职责"), max_length=12, choices=Role.choices)
    since = models.DateField(_("起"))
    until = models.DateField(_("止"), null=True)
    named_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    reason = EncryptedTextField(_("理由"))
    end_reason = EncryptedTextField(_("结束理由"))

    objects = FileHandlerQuerySet.as_manager()

    class Meta:
        verbose_name = _("知悉人")
        ordering = ["until", "-role", "since", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=["handler", "supervisor"]), name="file_handler_role"
            ),
            models.UniqueConstraint(
                fields=["family", "person"],
                condition=models.Q(until__isnull=True),
                name="file_handler_once",
            ),
            models.UniqueConstraint(
                fields=["family"],
                condition=models.Q(until__isnull=True, role="supervisor"),
                name="file_supervisor_once",
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="file_handler_days_in_order",
            ),
        ]
        indexes = [models.Index(fields=["person", "family"], name="file_handler_person")]

    def __str__(self) -> str:
        return f"{self.person} {self.get_role_display()}"


def closed_to(user: User) -> tuple[models.QuerySet[Any], ...]:
    """Keys of the files closed to `user`, wherever they are: sealed ones she does not handle
    today, and those of households she has to stand aside for (the first wall's rule)."""
    handled = FileHandler.objects.in_force().filter(family=models.OuterRef("pk"), person=user)
    sealed = ListedFamily.objects.filter(~models.Exists(handled), sealed=True)
    aside = ListedFamily.objects.filter(household__in=Kinship.objects.binding(user))
    member = ListedFamily.objects.filter(household__in=Kinship.objects.binding_members(user))
    return sealed.values("pk"), aside.values("pk"), member.values("pk")


files.closed_by(walls.FAMILIES, closed_to)
