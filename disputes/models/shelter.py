"""Shelter stays, injury appraisals and legal aid of a protection case (domain E)."""

from __future__ import annotations

import uuid
from datetime import date

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet


class ShelterStayQuerySet(ScopedQuerySet["ShelterStay"]):
    """Stays by day."""

    def running(self, day: date) -> ShelterStayQuerySet:
        """Begun and not left on `day`."""
        return self.filter(Q(left_on__isnull=True) | Q(left_on__gt=day), since__lte=day)


class ShelterStay(models.Model):
    """A stay in a shelter (庇护入住登记). Where the shelter is stands nowhere here: only its name,
    and that is read by the handlers alone; papers say that her address is not known."""

    wall = walls.matter()

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    matter = models.ForeignKey("disputes.Matter", models.PROTECT, related_name="+")
    case = models.ForeignKey("disputes.ProtectionCase", models.PROTECT, related_name="stays")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    shelter = EncryptedTextField(_("庇护场所"), max_length=60, blank=False)
    referrer = EncryptedTextField(_("谁送来"), max_length=60)
    since = models.DateField(_("入住"))
    until = models.DateField(_("预计到"), null=True)
    left_on = models.DateField(_("离开"), null=True)
    children = models.SmallIntegerField(_("同住孩子"), default=0)
    health = EncryptedTextField(_("身体情况"))
    belongings = EncryptedTextField(_("随身物品"))
    risk = EncryptedTextField(_("要防范的"))
    exit_plan = EncryptedTextField(_("离开后的安排"))
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    objects = ShelterStayQuerySet.as_manager()

    class Meta:
        verbose_name = _("来件安置")
        ordering = ["-since", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(until__isnull=True) | Q(until__gte=F("since")))
                & (Q(left_on__isnull=True) | Q(left_on__gte=F("since")))
                & Q(children__range=(0, 20)),
                name="shelter_stay_in_order",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(exit_plan__isnull=False),
                name="shelter_stay_left_with_plan",
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(left_on__isnull=True), name="shelter_stay_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.since}"


class InjuryAppraisal(models.Model):
    """An injury appraisal (伤情鉴定): asked of which body, with what result."""

    wall = walls.matter()

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    matter = models.ForeignKey("disputes.Matter", models.PROTECT, related_name="+")
    case = models.ForeignKey("disputes.ProtectionCase", models.PROTECT, related_name="appraisals")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    body = EncryptedTextField(_("鉴定机构"), max_length=60, blank=False)
    asked_on = models.DateField(_("委托日期"))
    result_on = models.DateField(_("出具日期"), null=True)
    result = EncryptedTextField(_("鉴定意见"))
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ScopedQuerySet["InjuryAppraisal"].as_manager()

    class Meta:
        verbose_name = _("来件鉴定")
        ordering = ["-asked_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(result_on__isnull=True)
                | (Q(result_on__gte=F("asked_on")) & Q(result__isnull=False)),
                name="appraisal_result_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked_on}"


class LegalAid(models.Model):
    """Legal aid (12348, 法律援助): asked for, granted to whom, with what result."""

    wall = walls.matter()

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    matter = models.ForeignKey("disputes.Matter", models.PROTECT, related_name="+")
    case = models.ForeignKey("disputes.ProtectionCase", models.PROTECT, related_name="legal_aids")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    body = EncryptedTextField(_("法律援助机构"), max_length=60, blank=False)
    asked_on = models.DateField(_("申请日期"))
    result_on = models.DateField(_("答复日期"), null=True)
    result = EncryptedTextField(_("结果"))
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ScopedQuerySet["LegalAid"].as_manager()

    class Meta:
        verbose_name = _("来件援助")
        ordering = ["-asked_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(result_on__isnull=True)
                | (Q(result_on__gte=F("asked_on")) & Q(result__isnull=False)),
                name="legal_aid_result_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked_on}"
