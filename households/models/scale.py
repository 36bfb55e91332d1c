"""A county's versions of the scale of tiers (domain C2: everything composed is configuration)."""

from __future__ import annotations

import uuid
from datetime import date
from functools import lru_cache

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet
from households.scales.body import Scale, load
from households.scales.shipped import DEFAULT


class TierScaleQuerySet(ScopedQuerySet["TierScale"]):
    """Versions by county and day."""

    def for_place(self, code: int) -> TierScaleQuerySet:
        """Versions of the county that contains the code, newest first."""
        rows = self.filter(county__code__lte=code, county__end__gt=code)
        return rows.order_by("-effective_from", "-number")

    def in_force(self, day: date) -> TierScaleQuerySet:
        """Published versions that had taken effect on `day`, the one in force first."""
        published = self.filter(status=TierScale.Status.PUBLISHED, effective_from__lte=day)
        return published.order_by("-effective_from")


class TierScale(models.Model):
    """One version. A published one never changes and is never deleted: decisions made under it
    keep its terms until the next decision. Without any version a county uses the shipped scale."""

    wall = walls.county("county_id")

    class Status(models.TextChoices):
        DRAFT = "draft", _("草稿")
        PUBLISHED = "published", _("已发布")
        DROPPED = "dropped", _("已作废")

    ALLOWED = {
        "change": {Status.DRAFT},
        "publish": {Status.DRAFT},
        "drop": {Status.DRAFT},
    }

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    county = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    number = models.SmallIntegerField(_("版次"))
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    body = models.JSONField(_("内容"))
    effective_from = models.DateField(_("施行日期"), null=True)
    reason = models.TextField(_("理由"), blank=True)
    made_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    published_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    objects = TierScaleQuerySet.as_manager()

    class Meta:
        verbose_name = _("分级办法")
        ordering = ["county", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["county", "number"], name="tier_scale_number_once"),
            models.UniqueConstraint(
                fields=["county", "effective_from"],
                condition=models.Q(status="published"),
                name="tier_scale_one_a_day",
            ),
            models.UniqueConstraint(
                fields=["county"],
                condition=models.Q(status="draft"),
                name="tier_scale_one_draft",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["draft", "dropped"])
                | (
                    models.Q(
                        status="published",
                        effective_from__isnull=False,
                        published_by__isnull=False,
                        published_at__isnull=False,
                    )
                    & ~models.Q(reason="")
                ),
                name="tier_scale_published_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(_("分级办法第 %(n)d 版") % {"n": self.number})

    @property
    def scale(self) -> Scale:
        """The version as values."""
        return load(self.body)


@lru_cache(maxsize=256)
def _published(pk: int) -> Scale:
    return load(TierScale.objects.values_list("body", flat=True).get(pk=pk))


def scale_of(pk: int | None) -> Scale:
    """The scale of a decision by the key of its version, None for the shipped one. Published
    versions never change, so each is read once in the life of a process."""
    return DEFAULT if pk is None else _published(pk)
