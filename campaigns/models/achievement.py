"""调研与竞赛, and what became of papers and bulletins higher up (采用)."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet


class AchievementQuerySet(ScopedQuerySet["Achievement"]):
    """Papers and contests by state."""

    def counted(self) -> Self:
        """What was not taken back."""
        return self.filter(taken_back_at__isnull=True)


class Achievement(models.Model):
    """PAPER: authors, the day it was finished. CONTEST: how many entries, who came where."""

    wall = walls.area("unit_id")

    class Kind(models.TextChoices):
        PAPER = "paper", _("调研文章")
        CONTEST = "contest", _("竞赛活动")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client_uuid = models.UUIDField(unique=True, null=True)
    unit = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    kind = models.CharField(_("类型"), max_length=8, choices=Kind.choices)
    title = models.CharField(_("题目"), max_length=80)
    day = models.DateField(_("日期"))
    authors = models.CharField(_("作者"), max_length=80, blank=True)
    entries = models.IntegerField(_("参赛作品"), default=0)
    places = models.TextField(_("名次"), max_length=1000, blank=True)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    objects = AchievementQuerySet.as_manager()

    class Meta:
        verbose_name = _("调研与竞赛")
        ordering = ["-day", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["paper", "contest"]), name="achievement_kind"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="achievement_named"),
            models.CheckConstraint(
                condition=(Q(kind="paper", entries=0, places="") & ~Q(authors=""))
                | Q(kind="contest", entries__range=(1, 100_000), authors=""),
                name="achievement_of_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, taken_back_by__isnull=True)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
                name="achievement_taken_back_by_somebody",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["unit", "day"], name="achievement_unit_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.title}"


class AdoptionQuerySet(ScopedQuerySet["Adoption"]):
    """Adoptions by state."""

    def counted(self) -> Self:
        """What was not taken back."""
        return self.filter(taken_back_at__isnull=True)


class Adoption(models.Model):
    """A bulletin or a paper was adopted by a body above the unit; the proof is a KeptFile. However
    many bodies adopt it, it counts once."""

    wall = walls.area("unit_id")

    class Level(models.IntegerChoices):
        NATION = 0, _("国家级")
        PROVINCE = 1, _("省级")
        CITY = 2, _("市级")
        COUNTY = 3, _("县级")
        TOWNSHIP = 4, _("乡级")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    bulletin = models.ForeignKey(
        "campaigns.Bulletin", models.PROTECT, null=True, related_name="adoptions"
    )
    paper = models.ForeignKey(Achievement, models.PROTECT, null=True, related_name="adoptions")
    level = models.SmallIntegerField(_("级别"), choices=Level.choices)
    body = models.CharField(_("采用单位"), max_length=40)
    day = models.DateField(_("采用日期"))
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("采用")
        ordering = ["day", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(bulletin__isnull=False, paper__isnull=True)
                | Q(bulletin__isnull=True, paper__isnull=False),
                name="adoption_of_one",
            ),
            models.CheckConstraint(condition=Q(level__in=[0, 1, 2, 3, 4]), name="adoption_level"),
            models.CheckConstraint(condition=~Q(body=""), name="adoption_by_somebody"),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, taken_back_by__isnull=True)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
                name="adoption_taken_back_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["unit", "day"], name="adoption_unit_day")]

    def __str__(self) -> str:
        return f"{self.body} {self.day}"
