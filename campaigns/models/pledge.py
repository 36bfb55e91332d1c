"""A responsibility pledge (责任状) between two levels, and a village's counted list of
household pledges."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet


class PledgeQuerySet(ScopedQuerySet["Pledge"]):
    """Pledges by state."""

    def live(self) -> PledgeQuerySet:
        """Issued or signed, not withdrawn."""
        return self.exclude(status=Pledge.Status.WITHDRAWN)


class Pledge(models.Model):
    """issuer: the division above; holder: the division that signs (bound to the unit, the
    person is an attribute). Signed later than Campaign.sign_by is late, by query."""

    wall = walls.area("holder_id")

    class Status(models.TextChoices):
        ISSUED = "issued", _("待签")
        SIGNED = "signed", _("已签")
        WITHDRAWN = "withdrawn", _("已撤回")

    ALLOWED = {"sign": {Status.ISSUED}, "withdraw": {Status.ISSUED}}

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="pledges")
    issuer = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    holder = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="pledges")
    status = models.CharField(max_length=16, choices=Status.choices, default=Status.ISSUED)
    issued_on = models.DateField(_("下发日期"))
    issued_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    signed_on = models.DateField(_("签订日期"), null=True)
    signed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    issuer_signatory = models.CharField(_("甲方代表"), max_length=40, blank=True)
    holder_signatory = models.CharField(_("乙方代表"), max_length=40, blank=True)
    version = models.IntegerField(default=1)

    objects = PledgeQuerySet.as_manager()

    class Meta:
        verbose_name = _("责任状")
        ordering = ["holder"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "holder"],
                condition=~models.Q(status="withdrawn"),
                name="pledge_one_live_per_holder",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["issued", "signed", "withdrawn"]),
                name="pledge_status",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="signed")
                | (
                    models.Q(signed_on__isnull=False, signed_by__isnull=False)
                    & ~models.Q(holder_signatory="")
                ),
                name="pledge_signed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issuer}—{self.holder} {self.get_status_display()}"


class PledgeCount(models.Model):
    """Household pledges signed on a paper list and counted by the village; the newest live
    row holds, former rows stay. households: how many are on the list."""

    wall = walls.area("village_id")

    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="+")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    households = models.IntegerField(_("清单签订户数"))
    counted_on = models.DateField(_("清点日期"))
    counted_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    note = models.CharField(_("清单存放处"), max_length=120)
    is_live = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    objects = ScopedQuerySet["PledgeCount"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "village"],
                condition=models.Q(is_live=True),
                name="pledge_count_one_live",
            ),
            models.CheckConstraint(
                condition=models.Q(households__gte=0), name="pledge_count_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.village} {self.households}"
