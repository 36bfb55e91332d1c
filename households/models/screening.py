"""Screening (排查): rounds a county opens, what each village did in one, homes looked at."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.models import User
from accounts.querysets import ScopedQuerySet
from campaigns.models import Division
from households.models.expected import Timing


class ScreeningRound(models.Model):
    """A round of a county (domain C4: villages screen every half month; J1: full screening in
    autumn). starts/ends are inclusive days; due is the instant after which filing is late."""

    wall = walls.county("county_id")

    class Kind(models.TextChoices):
        REGULAR = "regular", _("定期排查")
        FULL = "full", _("全面排查")
        EXTRA = "extra", _("专项排查")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="rounds")
    county = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    kind = models.CharField(_("种类"), max_length=8, choices=Kind.choices)
    name = models.CharField(_("名称"), max_length=40)
    starts = models.DateField(_("开始"))
    ends = models.DateField(_("结束"))
    due = models.DateTimeField(_("截止"))
    reason = models.TextField(_("说明"), blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    objects = ScopedQuerySet["ScreeningRound"].as_manager()

    class Meta:
        verbose_name = _("排查轮次")
        ordering = ["-starts", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["county", "kind", "starts"], name="round_once"),
            models.CheckConstraint(
                condition=models.Q(ends__gte=models.F("starts")), name="round_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["regular", "full", "extra"]), name="round_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class VillageScreeningQuerySet(ScopedQuerySet["VillageScreening"]):
    """What villages did, with the state that follows from server time."""

    def under(self, root: Division) -> VillageScreeningQuerySet:
        """Rows of the villages inside `root`, itself included."""
        return self.filter(village_id__gte=root.code, village_id__lt=root.end)

    def with_timing(self, now: datetime) -> VillageScreeningQuerySet:
        """Adds `timing` as of `now`: on time, late, missing or pending; nothing is stored."""
        return self.annotate(
            timing=Case(
                When(filed_at__lte=F("round__due"), then=Value(Timing.ON_TIME.value)),
                When(filed_at__isnull=False, then=Value(Timing.LATE.value)),
                When(round__due__lt=now, then=Value(Timing.MISSING.value)),
                default=Value(Timing.PENDING.value),
                output_field=models.CharField(),
            )
        )

    def owed(self, user: User) -> VillageScreeningQuerySet:
        """Not filed yet, inside the reach."""
        return self.visible_to(user).filter(filed_at__isnull=True)


class VillageScreening(models.Model):
    """A village in a round. expected: its homes when the round was opened, frozen, so that no
    later move changes a denominator; screened: homes looked at, never more than that; counted:
    a number from a list on paper instead of homes marked one by one. Holds figures only."""

    wall = walls.area("village_id")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client_uuid = models.UUIDField(unique=True, null=True)
    round = models.ForeignKey(ScreeningRound, models.PROTECT, related_name="villages")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    expected = models.IntegerField(_("总户数"))
    screened = models.IntegerField(_("排查户数"), default=0)
    counted = models.BooleanField(_("按清单计数"), default=False)
    signer = models.CharField(_("排查人"), max_length=40, blank=True)
    note = models.CharField(_("备注"), max_length=200, blank=True)
    filed_at = models.DateTimeField(null=True)
    filed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=1)

    objects = VillageScreeningQuerySet.as_manager()

    class Meta:
        verbose_name = _("村级排查")
        ordering = ["village"]
        constraints = [
            models.UniqueConstraint(fields=["round", "village"], name="screening_once"),
            models.CheckConstraint(
                condition=Q(screened__gte=0, screened__lte=F("expected")),
                name="screening_not_above_all",
            ),
            models.CheckConstraint(
                condition=Q(filed_at__isnull=True, filed_by__isnull=True)
                | (Q(filed_at__isnull=False, filed_by__isnull=False) & ~Q(signer="")),
                name="screening_filed_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["village", "round"], name="screening_village_round")]

    def __str__(self) -> str:
        return f"{self.round} {self.village}"


class ScreenedHome(models.Model):
    """A home looked at in a round, marked on the phone."""

    wall = walls.CASE

    screening = models.ForeignKey(VillageScreening, models.PROTECT, related_name="homes")
    household = models.ForeignKey("households.Household", models.PROTECT, related_name="+")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    marked_at = models.DateTimeField()
    marked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    objects = ScopedQuerySet["ScreenedHome"].as_manager()

    class Meta:
        verbose_name = _("已排查家庭")
        constraints = [
            models.UniqueConstraint(fields=["screening", "household"], name="screened_home_once"),
        ]

    def __str__(self) -> str:
        return f"{self.household_id}"
