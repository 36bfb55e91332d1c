"""What a service point did: a day, a kind, how many people. Nobody is named, by design."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.models import User
from accounts.querysets import ScopedQuerySet
from accounts.roles import CASE_ROLES


class WorkRecordQuerySet(ScopedQuerySet["WorkRecord"]):
    """Records by state and reader."""

    def counted(self) -> Self:
        """Those not taken back."""
        return self.filter(taken_back_at__isnull=True)

    def shown_to(self, user: User) -> Self:
        """visible_to, and for whoever works with no families without the kinds from which a small
        place could be told that somebody there sought protection (domain H ⑤)."""
        rows = self.visible_to(user)
        if user.is_system or user.roles_today() & CASE_ROLES:
            return rows
        return rows.exclude(kind__in=WorkRecord.GUARDED)


class WorkRecord(models.Model):
    """people: how many were served or reached that day. A record entered by mistake is taken
    back (the reason is in the trail) and stays; it counts no longer."""

    wall = walls.area("place_id")

    class Kind(models.TextChoices):
        RECEPTION = "reception", _("接待")
        CONSULT = "consult", _("咨询")
        REFERRAL = "referral", _("转介")
        MEDIATION = "mediation", _("调解")
        APPRAISAL = "appraisal", _("鉴定")
        SHELTER = "shelter", _("庇护咨询")
        PUBLICITY = "publicity", _("宣传")
        OTHER = "other", _("其他")

    GUARDED = (Kind.REFERRAL, Kind.APPRAISAL, Kind.SHELTER)

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client_uuid = models.UUIDField(unique=True, null=True)
    point = models.ForeignKey("campaigns.ServicePoint", models.PROTECT, related_name="records")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    day = models.DateField(_("日期"))
    kind = models.CharField(_("做了什么"), max_length=10, choices=Kind.choices)
    people = models.IntegerField(_("人数"))
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    objects = WorkRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("网点工作")
        ordering = ["-day", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=[
                        "reception", "consult", "referral", "mediation", "appraisal", "shelter",
                        "publicity", "other",
                    ]
                ),
                name="work_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(people__range=(1, 5000)), name="work_people"
            ),
            models.CheckConstraint(
                condition=models.Q(taken_back_at__isnull=True, taken_back_by__isnull=True)
                | models.Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
                name="work_taken_back_by_somebody",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["place", "day"], name="work_place_day"),
            models.Index(fields=["point", "day"], name="work_point_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.get_kind_display()} {self.people}"
