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
    person is an attribute). template: the edition of the text it was issued on, for ever.

    Both sides sign, either first; it is signed once both have. signed_on is the day of the
    holder, who is late when it lies after Campaign.sign_by (by query): that the unit above
    signed later is not the holder's lateness. way: in the app, or by hand on the paper. uid is
    also what the code on the paper leads to. The names are those who signed; who has taken over
    since is told by PledgeHandOver."""

    wall = walls.area("holder_id", upper="issuer_id")

    class Status(models.TextChoices):
        ISSUED = "issued", _("待签")
        SIGNED = "signed", _("已签")
        WITHDRAWN = "withdrawn", _("已撤回")

    class Way(models.TextChoices):
        APP = "app", _("在系统里签")
        PAPER = "paper", _("在纸上签")

    ALLOWED = {
        "sign": {Status.ISSUED},
        "withdraw": {Status.ISSUED},
        "abandon": {Status.ISSUED},
        "hand_over": {Status.SIGNED},
    }

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="pledges")
    issuer = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    holder = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="pledges")
    template = models.ForeignKey("campaigns.PledgeTemplate", models.PROTECT, related_name="pledges")
    status = models.CharField(max_length=16, choices=Status.choices, default=Status.ISSUED)
    issued_on = models.DateField(_("下发日期"))
    issued_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    signed_on = models.DateField(_("签订日期"), null=True)
    signed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    way = models.CharField(max_length=8, choices=Way.choices, blank=True)
    holder_signatory = models.CharField(_("乙方代表"), max_length=40, blank=True)
    issuer_signatory = models.CharField(_("甲方代表"), max_length=40, blank=True)
    issuer_signed_on = models.DateField(_("甲方签字日期"), null=True)
    issuer_signed_at = models.DateTimeField(null=True)
    issuer_signed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    issuer_way = models.CharField(max_length=8, choices=Way.choices, blank=True)
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
                condition=models.Q(way__in=["", "app", "paper"])
                & models.Q(issuer_way__in=["", "app", "paper"]),
                name="pledge_way",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="signed")
                | models.Q(signed_on__isnull=False, issuer_signed_on__isnull=False),
                name="pledge_signed_by_both",
            ),
            models.CheckConstraint(
                condition=models.Q(signed_on__isnull=True, signed_by__isnull=True, way="")
                | (
                    models.Q(signed_on__isnull=False, signed_by__isnull=False)
                    & ~models.Q(holder_signatory="")
                    & ~models.Q(way="")
                ),
                name="pledge_signed_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    issuer_signed_on__isnull=True, issuer_signed_by__isnull=True, issuer_way=""
                )
                | (
                    models.Q(issuer_signed_on__isnull=False, issuer_signed_by__isnull=False)
                    & ~models.Q(issuer_signatory="")
                    & ~models.Q(issuer_way="")
                ),
                name="pledge_issuer_signed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issuer}—{self.holder} {self.get_status_display()}"

    @property
    def number(self) -> str:
        """平安责〔2026〕320322101201号: year and the holder's code say which paper it is; nothing
        is counted, so no unit learns how many there are."""
        return f"平安责〔{self.campaign.year}〕{self.holder_id}号"

    @property
    def stands(self) -> str:
        """Its state in words; with one signature, whose is missing."""
        if self.status == self.Status.ISSUED and self.signed_on:
            return str(_("乙方已签，待甲方签"))
        if self.status == self.Status.ISSUED and self.issuer_signed_on:
            return str(_("甲方已签，待乙方签"))
        return str(self.get_status_display())


class PledgeHandOver(models.Model):
    """A leader has changed: the new one takes the signed pledge over, from a day on. The paper
    is not signed anew; both names stay (features, wish 10)."""

    wall = walls.area("holder_id")

    class Side(models.TextChoices):
        ISSUER = "issuer", _("甲方")
        HOLDER = "holder", _("乙方")

    pledge = models.ForeignKey(Pledge, models.PROTECT, related_name="hand_overs")
    holder = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    side = models.CharField(max_length=8, choices=Side.choices)
    from_name = models.CharField(_("原责任人"), max_length=40)
    to_name = models.CharField(_("接任责任人"), max_length=40)
    handed_on = models.DateField(_("交接日期"))
    note = models.CharField(_("说明"), max_length=120, blank=True)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ScopedQuerySet["PledgeHandOver"].as_manager()

    class Meta:
        verbose_name = _("责任状交接")
        ordering = ["handed_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(side__in=["issuer", "holder"]), name="pledge_hand_over_side"
            ),
            models.CheckConstraint(
                condition=~models.Q(from_name="") & ~models.Q(to_name=""),
                name="pledge_hand_over_names",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_name}→{self.to_name}"


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
