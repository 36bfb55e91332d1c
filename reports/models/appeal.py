"""An appeal (申诉) against a score line or a veto."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet


class AppealQuerySet(ScopedQuerySet["Appeal"]):
    """Appeals by state."""

    def open(self) -> Self:
        """Not answered yet."""
        return self.filter(status__in=Appeal.OPEN)


class Appeal(models.Model):
    """One appeal of a unit (domain A8, L; features, wish 8): filed by its township inside the
    window, received, reviewed, decided by somebody who neither entered nor signed the line, told;
    until it is decided the unit may withdraw it.
    run: the result it was filed against. before publication (征求意见) it changes the draft; after
    publication a revision of the run (revision), never the run itself.

    It never counts against the unit: no metric reads this table (a test holds that)."""

    wall = walls.area("unit_id")
    frozen = walls.Frozen(
        "{row}.status IN ('refused', 'withdrawn', 'told')",
    )

    class Status(models.TextChoices):
        FILED = "filed", _("已提出")
        REFUSED = "refused", _("不予受理")
        WITHDRAWN = "withdrawn", _("已撤回")
        ACCEPTED = "accepted", _("已受理")
        REVIEWED = "reviewed", _("已复核")
        DECIDED = "decided", _("已决定")
        TOLD = "told", _("已告知")

    class Outcome(models.TextChoices):
        UPHELD = "upheld", _("支持")
        PARTLY = "partly", _("部分支持")
        REJECTED = "rejected", _("不支持")

    OPEN = (Status.FILED, Status.ACCEPTED, Status.REVIEWED)
    ALLOWED = {
        "accept": (Status.FILED,),
        "refuse": (Status.FILED,),
        "review": (Status.ACCEPTED, Status.REVIEWED),
        "decide": (Status.REVIEWED,),
        "tell": (Status.DECIDED,),
        "add": (Status.FILED, Status.ACCEPTED),
        "withdraw": OPEN,
    }

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="appeals")
    run = models.ForeignKey("reports.ScoringRun", models.PROTECT, null=True, related_name="appeals")
    unit = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    level = models.SmallIntegerField()
    code = models.CharField(_("指标"), max_length=12, blank=True)
    veto = models.ForeignKey("reports.Veto", models.PROTECT, null=True, related_name="appeals")
    number = models.IntegerField(_("编号"))
    published = models.BooleanField(_("公布后提出"), default=False)
    text = models.TextField(_("请求和理由"))
    points_then = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    points_wanted = models.DecimalField(_("请求得分"), max_digits=6, decimal_places=2, null=True)
    filed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()
    filed_on = models.DateField()
    window_until = models.DateField(_("申诉期至"))
    reply_by = models.DateField(_("答复期限"))
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.FILED)
    received_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(null=True)
    refusal = models.TextField(_("不予受理的理由"), blank=True)
    withdrawn_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(_("撤回的理由"), max_length=300, blank=True)
    opinion = models.TextField(_("复核意见"), blank=True)
    reviewed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    decision = models.TextField(_("决定和理由"), blank=True)
    points_ruled = models.DecimalField(_("决定得分"), max_digits=6, decimal_places=2, null=True)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_on = models.DateField(null=True)
    revision = models.ForeignKey("reports.ScoringRun", models.PROTECT, null=True, related_name="+")
    told_how = models.CharField(_("告知方式"), max_length=60, blank=True)
    told_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    told_on = models.DateField(_("告知日期"), null=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("申诉")
        ordering = ["-filed_at"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="appeal_number_once"),
            models.UniqueConstraint(
                fields=["campaign", "unit", "code"],
                condition=Q(status__in=["filed", "accepted", "reviewed"]) & ~Q(code=""),
                name="appeal_one_open_per_line",
            ),
            models.UniqueConstraint(
                fields=["veto"],
                condition=Q(status__in=["filed", "accepted", "reviewed"]),
                name="appeal_one_open_per_veto",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=[
                        "filed",
                        "refused",
                        "withdrawn",
                        "accepted",
                        "reviewed",
                        "decided",
                        "told",
                    ]
                ),
                name="appeal_status",
            ),
            models.CheckConstraint(
                condition=(~Q(code="") & Q(veto__isnull=True, run__isnull=False))
                | Q(code="", veto__isnull=False),
                name="appeal_one_subject",
            ),
            models.CheckConstraint(
                condition=~Q(text="") & Q(filed_on__lte=models.F("window_until")),
                name="appeal_inside_its_window",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["filed", "withdrawn"])
                | Q(received_by__isnull=False, received_at__isnull=False),
                name="appeal_received_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(status="withdrawn", withdrawn_by__isnull=False)
                & Q(withdrawn_at__isnull=False)
                & ~Q(withdrawn_reason="")
                | ~Q(status="withdrawn")
                & Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True, withdrawn_reason=""),
                name="appeal_withdrawn_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(status="refused") | ~Q(refusal=""), name="appeal_refused_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["filed", "refused", "withdrawn", "accepted"])
                | (Q(reviewed_by__isnull=False) & ~Q(opinion="")),
                name="appeal_reviewed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["decided", "told"], decided_by__isnull=False)
                & Q(decided_on__isnull=False, outcome__in=["upheld", "partly", "rejected"])
                & ~Q(decision="")
                | Q(
                    status__in=["filed", "refused", "withdrawn", "accepted", "reviewed"],
                    outcome="",
                ),
                name="appeal_decided_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", "rejected"], points_ruled__isnull=True)
                | Q(outcome__in=["upheld", "partly"], code="", points_ruled__isnull=True)
                | (Q(outcome__in=["upheld", "partly"], points_ruled__isnull=False) & ~Q(code="")),
                name="appeal_ruled_in_points",
            ),
            models.CheckConstraint(
                condition=~Q(status="told") | (Q(told_on__isnull=False) & ~Q(told_how="")),
                name="appeal_told_somehow",
            ),
        ]

    def __str__(self) -> str:
        return self.receipt

    @property
    def receipt(self) -> str:
        """平申〔2026〕3号: the number on the receipt, without gaps in a campaign."""
        return f"平申〔{self.campaign.year}〕{self.number}号"

    @property
    def subject(self) -> str:
        """What it is about, in words."""
        return str(_("一票否决")) if self.veto_id else self.code
