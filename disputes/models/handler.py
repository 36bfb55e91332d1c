"""Who may know of a sealed matter: named handlers, exactly one supervisor, and whom it was opened
to for a while (domain H ③, reliability C6, C7).

For everybody else it is absent: in lists, counts, search, duplicates, notices, exports and papers.
Whoever is a party, is kin to one or lives with one never sees the matter, sealed or not."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import files, walls
from accounts.fields import EncryptedTextField
from accounts.models import User
from accounts.querysets import ScopedQuerySet
from disputes.models.matter import Matter
from disputes.models.party import Party
from households.models import Kinship


class MatterHandlerQuerySet(ScopedQuerySet["MatterHandler"]):
    """Handlers by day."""

    def in_force(self, day: date | None = None) -> MatterHandlerQuerySet:
        """Terms that hold on `day` (default today); one that ends today holds no longer."""
        day = day or timezone.localdate()
        return self.filter(Q(until__isnull=True) | Q(until__gt=day), since__lte=day)


class MatterHandler(models.Model):
    """One person's term as handler or supervisor of one sealed matter; until is null while it
    lasts. The supervisor names and releases handlers."""

    wall = walls.matter()

    class Role(models.TextChoices):
        HANDLER = "handler", _("经办人")
        SUPERVISOR = "supervisor", _("专管人")

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="handlers")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    role = models.CharField(_("职责"), max_length=12, choices=Role.choices)
    since = models.DateField(_("起"))
    until = models.DateField(_("止"), null=True)
    named_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    reason = EncryptedTextField(_("理由"))
    end_reason = EncryptedTextField(_("结束理由"))

    objects = MatterHandlerQuerySet.as_manager()

    class Meta:
        verbose_name = _("来件知悉人")
        ordering = ["until", "-role", "since", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=["handler", "supervisor"]), name="matter_handler_role"
            ),
            models.UniqueConstraint(
                fields=["matter", "person"],
                condition=Q(until__isnull=True),
                name="matter_handler_once",
            ),
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(until__isnull=True, role="supervisor"),
                name="matter_supervisor_once",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="matter_handler_in_order",
            ),
        ]
        indexes = [models.Index(fields=["person", "matter"], name="matter_handler_person")]

    def __str__(self) -> str:
        return f"{self.person} {self.get_role_display()}"


class MatterOpeningQuerySet(ScopedQuerySet["MatterOpening"]):
    """Openings by moment and review."""

    def running(self, now: datetime | None = None) -> MatterOpeningQuerySet:
        """Openings that have not run out."""
        return self.filter(until__gt=now or timezone.now())

    def unreviewed(self) -> MatterOpeningQuerySet:
        """Openings the supervisor has still to look at."""
        return self.filter(reviewed_at__isnull=True)


class MatterOpening(models.Model):
    """One person sees one sealed matter for a limited time: granted by its supervisor, or taken
    in an emergency (break-glass); with a reason, reviewed the next day. It never sets aside that
    she is a party or kin to one."""

    wall = walls.matter()

    class Kind(models.TextChoices):
        GRANTED = "granted", _("限时授权")
        EMERGENCY = "emergency", _("紧急打开")

    class Verdict(models.TextChoices):
        RIGHT = "right", _("确有必要")
        WRONG = "wrong", _("不应打开")

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="openings")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    kind = models.CharField(_("方式"), max_length=12, choices=Kind.choices)
    reason = EncryptedTextField(_("理由"), blank=False)
    opened_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("打开"))
    until = models.DateTimeField(_("到期"))
    review_due = models.DateField(_("复核期限"))
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    verdict = models.CharField(_("结论"), max_length=8, choices=Verdict.choices, blank=True)
    review_words = EncryptedTextField(_("复核意见"))

    objects = MatterOpeningQuerySet.as_manager()

    class Meta:
        verbose_name = _("来件的打开")
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["granted", "emergency"]), name="matter_opening_kind"
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=["", "right", "wrong"]), name="matter_opening_verdict"
            ),
            models.CheckConstraint(
                condition=Q(until__gt=models.F("opened_at")), name="matter_opening_in_order"
            ),
            models.CheckConstraint(
                condition=Q(reason__isnull=False), name="matter_opening_reasoned"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at__isnull=True, reviewed_by__isnull=True, verdict="")
                | (
                    Q(reviewed_at__isnull=False, reviewed_by__isnull=False)
                    & ~Q(verdict="")
                    & ~Q(reviewed_by=models.F("person"))
                ),
                name="matter_opening_reviewed_by_another",
            ),
        ]
        indexes = [models.Index(fields=["person", "matter"], name="matter_opening_person")]

    def __str__(self) -> str:
        return f"{self.opened_at:%Y-%m-%d %H:%M} {self.person}"


def closed_to(user: User) -> tuple[models.QuerySet[Any], ...]:
    """Keys of the matters closed to `user`, wherever they are: sealed ones she neither handles
    nor has open, and those of parties she is bound to (the first wall's rule)."""
    handled = MatterHandler.objects.in_force().filter(matter=OuterRef("pk"), person=user)
    opened = MatterOpening.objects.running().filter(matter=OuterRef("pk"), person=user)
    sealed = Matter.objects.filter(~Exists(handled), ~Exists(opened), sealed=True)
    declared = Kinship.objects.in_force().filter(person=user, person_hash__isnull=False)
    who = Q(id_hash__in=declared.values("person_hash"))
    if user.id_hash:
        who |= Q(id_hash=bytes(user.id_hash))
    herself = Party.objects.filter(who)
    tied = Party.objects.filter(household__in=Kinship.objects.binding(user))
    lives = Party.objects.filter(household__in=Kinship.objects.binding_members(user))
    parties = (rows.values("matter") for rows in (herself, tied, lives))
    return sealed.values("pk"), *parties


files.closed_by(walls.MATTERS, closed_to)
