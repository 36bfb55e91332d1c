"""创评办法: the standards, quotas, days and steps of a campaign's awards, as data with versions."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet
from households.models.rank import Rank


class AwardRules(models.Model):
    """One version; never changed once made, a new one takes its place for what is nominated from
    then on, and every award keeps the version it was nominated under. body: see
    households.award_standards.Rules."""

    wall = walls.county("county_id")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="+")
    county = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(_("版本"))
    body = models.JSONField()
    note = models.CharField(_("依据文件"), max_length=120, blank=True)
    made_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = ScopedQuerySet["AwardRules"].as_manager()

    class Meta:
        verbose_name = _("创评办法")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="award_rules_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} 第{self.number}版"


class AwardQuota(models.Model):
    """名额: places of one village and level that differ from the share of the rules."""

    wall = walls.area("village_id")

    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="+")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    rank = models.CharField(_("级别"), max_length=8, choices=Rank.choices)
    places = models.PositiveSmallIntegerField(_("名额"))
    set_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    objects = ScopedQuerySet["AwardQuota"].as_manager()

    class Meta:
        verbose_name = _("名额")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "village", "rank"], name="quota_once"),
            models.CheckConstraint(
                condition=models.Q(rank__in=["village", "township", "county"]), name="quota_rank"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.village_id} {self.rank} {self.places}"
