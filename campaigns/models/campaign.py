"""A county's year; its dated duties are in campaigns.models.year_duty."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet


class CampaignQuerySet(ScopedQuerySet["Campaign"]):
    """Campaign years."""

    def for_place(self, code: int) -> CampaignQuerySet:
        """Campaigns of the county that contains the code, newest year first."""
        return self.filter(county__code__lte=code, county__end__gt=code).order_by("-year")


class Campaign(models.Model):
    """One year of one county (domain J1). Dates are days in Asia/Shanghai. Closed, it stays
    readable and takes no more writes."""

    wall = walls.REFERENCE

    class Status(models.TextChoices):
        OPEN = "open", _("进行中")
        CLOSED = "closed", _("数据已截止")

    county = models.ForeignKey("campaigns.Division", models.PROTECT, verbose_name=_("县"))
    year = models.SmallIntegerField(_("年度"))
    slogan = models.CharField(_("口号"), max_length=60, blank=True)
    status = models.CharField(max_length=16, choices=Status.choices, default=Status.OPEN)
    sign_by = models.DateField(_("责任状签订截止"))
    midyear_on = models.DateField(_("年中督查"))
    data_closes_on = models.DateField(_("数据截止"))
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    version = models.IntegerField(default=1)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("年度创建活动")
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["county", "year"], name="campaign_once_a_year"),
            models.CheckConstraint(
                condition=models.Q(sign_by__lte=models.F("midyear_on"))
                & models.Q(midyear_on__lte=models.F("data_closes_on")),
                name="campaign_dates_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["open", "closed"]), name="campaign_status"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}年{self.county.name}平安家庭创建"
