"""Special funds (专项经费) of a unit and year: planned, and what was spent (domain A6 1.4)."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet


class Fund(models.Model):
    """planned: whole fen; budget_paper: the document that allots it; recorded_at: when it was first
    said that there is money (server time). One a unit and year; a change of the sum is told with
    its reason in the trail."""

    wall = walls.area("place_id")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="funds")
    place = models.ForeignKey(
        "campaigns.Division", models.PROTECT, related_name="+", verbose_name=_("单位")
    )
    planned = models.BigIntegerField(_("预算"))
    budget_paper = models.CharField(_("预算文件"), max_length=60)
    decided_on = models.DateField(_("下达日期"))
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    objects = ScopedQuerySet["Fund"].as_manager()

    class Meta:
        verbose_name = _("专项经费")
        ordering = ["place", "-campaign__year"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "place"], name="fund_once_a_year"),
            models.CheckConstraint(
                condition=Q(planned__gte=0) & ~Q(budget_paper=""), name="fund_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.budget_paper}"


class FundItemQuerySet(ScopedQuerySet["FundItem"]):
    """Items by state."""

    def counted(self) -> Self:
        """Not taken back."""
        return self.filter(taken_back_at__isnull=True)


class FundItem(models.Model):
    """One sum spent, whole fen; over_words: why more was spent than there was. Receipts are kept
    files."""

    wall = walls.area("place_id")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client_uuid = models.UUIDField(unique=True, null=True)
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="items")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    spent_on = models.DateField(_("日期"))
    amount = models.BigIntegerField(_("金额"))
    purpose = models.CharField(_("用途"), max_length=80)
    receipt_number = models.CharField(_("票据号"), max_length=40, blank=True)
    over_words = models.CharField(_("超支说明"), max_length=120, blank=True)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    back_reason = models.CharField(_("撤回原因"), max_length=120, blank=True)

    objects = FundItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("经费支出")
        ordering = ["-spent_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0) & ~Q(purpose=""), name="fund_item_whole"
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, back_reason="")
                | Q(taken_back_at__gte=F("recorded_at")) & ~Q(back_reason=""),
                name="fund_item_back_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.spent_on} {self.purpose}"
