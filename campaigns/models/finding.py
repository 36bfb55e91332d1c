"""问题 and its rectification: order, done with proof, looked at again by somebody else."""

from __future__ import annotations

import uuid
from datetime import date
from decimal import Decimal
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.models import User
from accounts.querysets import ScopedQuerySet
from campaigns.models.unit import unit_name


class FindingQuerySet(ScopedQuerySet["Finding"]):
    """Findings by state and reader."""

    def shown_to(self, user: User) -> Self:
        """visible_to; what the county has not decided on yet only the county's own people read."""
        rows = self.visible_to(user)
        above = user.is_system or any(p.division.is_county for p in user.postings_today)
        return rows if above else rows.exclude(status=Finding.Status.FOUND)

    def unrectified(self) -> Self:
        """Ordered and not yet done."""
        return self.filter(status=Finding.Status.ORDERED)

    def overdue(self, day: date | None = None) -> Self:
        """Ordered and not done by their day; by query."""
        return self.unrectified().filter(due_on__lt=day or timezone.localdate())

    def open(self) -> Self:
        """Neither closed nor dropped: what goes over into the new year."""
        return self.exclude(status__in=[Finding.Status.CLOSED, Finding.Status.DROPPED])


class RectificationOrder(models.Model):
    """整改通知书 to one unit, with its findings. place: the unit, the county for a member unit.
    number: counted without gaps by county and year."""

    wall = walls.area("place_id")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="+")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    unit = models.ForeignKey("campaigns.MemberUnit", models.PROTECT, null=True, related_name="+")
    number = models.IntegerField(_("编号"))
    asked = models.CharField(_("整改要求"), max_length=500)
    due_on = models.DateField(_("整改时限"))
    issued_on = models.DateField(_("下达日期"))
    issued_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    objects = ScopedQuerySet["RectificationOrder"].as_manager()

    class Meta:
        verbose_name = _("整改通知书")
        ordering = ["-issued_on", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="order_number_once"),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("issued_on"), number__gt=0), name="order_days"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def holder(self) -> str:
        """Whom it is for."""
        return unit_name(self.unit, self.place)

    @property
    def title(self) -> str:
        """整改〔2026〕5号."""
        return f"整改〔{self.issued_on.year}〕{self.number}号"


class Finding(models.Model):
    """One problem of one unit. words must do without any family's name. repeats: how many times
    it was found unrectified so far."""

    wall = walls.area("place_id")

    class Status(models.TextChoices):
        FOUND = "found", _("待下达")
        ORDERED = "ordered", _("整改中")
        RECTIFIED = "rectified", _("待复查")
        CLOSED = "closed", _("已销号")
        DROPPED = "dropped", _("不成立")

    ALLOWED = {
        "order": {Status.FOUND},
        "drop": {Status.FOUND, Status.ORDERED},
        "rectify": {Status.ORDERED},
        "recheck": {Status.RECTIFIED, Status.ORDERED},
    }

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client_uuid = models.UUIDField(unique=True, null=True)
    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="findings")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    unit = models.ForeignKey("campaigns.MemberUnit", models.PROTECT, null=True, related_name="+")
    target = models.ForeignKey(
        "campaigns.InspectionTarget", models.PROTECT, null=True, related_name="findings"
    )
    origin = models.CharField(_("来源"), max_length=60, blank=True)
    words = models.CharField(_("发现问题"), max_length=500)
    ground = models.CharField(_("依据"), max_length=200)
    responsible = models.CharField(_("责任人"), max_length=40, blank=True)
    found_on = models.DateField(_("发现日期"))
    found_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.FOUND)
    order = models.ForeignKey(
        RectificationOrder, models.PROTECT, null=True, related_name="findings"
    )
    due_on = models.DateField(_("整改时限"), null=True)
    repeats = models.SmallIntegerField(_("复查未改次数"), default=0)
    ended_on = models.DateField(null=True)
    drop_reason = models.CharField(_("不成立的理由"), max_length=300, blank=True)
    version = models.IntegerField(default=1)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("督查问题")
        ordering = ["-found_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["found", "ordered", "rectified", "closed", "dropped"]),
                name="finding_status",
            ),
            models.CheckConstraint(
                condition=~Q(words="") & ~Q(ground="") & Q(repeats__gte=0), name="finding_whole"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["found", "dropped"])
                | Q(order__isnull=False, due_on__isnull=False),
                name="finding_ordered",
            ),
            models.CheckConstraint(
                condition=~Q(status="dropped") | ~Q(drop_reason=""), name="finding_dropped_why"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["closed", "dropped"], ended_on__isnull=False)
                | (~Q(status__in=["closed", "dropped"]) & Q(ended_on__isnull=True)),
                name="finding_ended",
            ),
        ]
        indexes = [models.Index(fields=["place", "status", "due_on"], name="finding_place_state")]

    def __str__(self) -> str:
        return f"{self.found_on} {self.get_status_display()}"

    @property
    def holder(self) -> str:
        """Whose problem it is."""
        return unit_name(self.unit, self.place)

    @property
    def is_late(self) -> bool:
        """Not done by its day."""
        late = self.due_on is not None and self.due_on < timezone.localdate()
        return self.status == self.Status.ORDERED and late


class Rectification(models.Model):
    """One round: what was done, then what somebody else found on looking again. done_by is empty
    where the day passed and nothing was handed in."""

    wall = walls.area("place_id")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    finding = models.ForeignKey(Finding, models.PROTECT, related_name="rounds")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    ordinal = models.SmallIntegerField(_("第几轮"))
    due_on = models.DateField(_("整改时限"))
    words = models.CharField(_("整改情况"), max_length=1000, blank=True)
    done_on = models.DateField(_("整改日期"), null=True)
    done_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    passed = models.BooleanField(_("复查结果"), null=True)
    recheck_words = models.CharField(_("复查情况"), max_length=1000, blank=True)
    rechecked_on = models.DateField(_("复查日期"), null=True)
    rechecked_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    rechecked_at = models.DateTimeField(null=True)

    objects = ScopedQuerySet["Rectification"].as_manager()

    class Meta:
        verbose_name = _("整改")
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["finding", "ordinal"], name="rectification_once"),
            models.CheckConstraint(
                condition=Q(done_by__isnull=True, done_on__isnull=True, words="", passed=False)
                | (Q(done_by__isnull=False, done_on__isnull=False) & ~Q(words="")),
                name="rectification_done_whole",
            ),
            models.CheckConstraint(
                condition=Q(passed__isnull=True, rechecked_by__isnull=True)
                | (Q(passed__isnull=False, rechecked_by__isnull=False) & ~Q(recheck_words="")),
                name="rectification_rechecked_whole",
            ),
            # Nobody looks again at her own work (features, complaint 42).
            models.CheckConstraint(
                condition=Q(rechecked_by__isnull=True)
                | Q(done_by__isnull=True)
                | ~Q(rechecked_by=F("done_by")),
                name="rectification_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding_id} {self.ordinal}"


class DeductionScale(models.Model):
    """What a problem costs, in versions: domain A6 (unrectified −0.5, again −1) and A2 (a problem
    found by an unannounced visit may cost something by itself; unrectified doubles)."""

    wall = walls.county("county_id")

    county = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    number = models.SmallIntegerField(_("第几版"))
    starts = models.DateField(_("起用日期"))
    found = models.DecimalField(_("发现一个问题"), max_digits=4, decimal_places=2)
    unrectified = models.DecimalField(_("复查未整改"), max_digits=4, decimal_places=2)
    again = models.DecimalField(_("再次复查未整改"), max_digits=4, decimal_places=2)
    set_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    reason = models.CharField(_("依据"), max_length=200)

    objects = ScopedQuerySet["DeductionScale"].as_manager()

    class Meta:
        verbose_name = _("督查扣分标准")
        ordering = ["-starts", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["county", "number"], name="deduction_scale_once"),
            models.CheckConstraint(
                condition=Q(found__gte=0, unrectified__gte=0, again__gte=F("unrectified"))
                & ~Q(reason=""),
                name="deduction_scale_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.county_id} 第{self.number}版"

    def points(self, kind: str) -> Decimal:
        """What an event of this kind costs."""
        value: Decimal = getattr(self, kind)
        return value


class Deduction(models.Model):
    """An event that costs points, with the weight and the scale of its day. Nothing is taken off
    here: the rubric reads these rows. Of a problem that does not stand they are no longer live."""

    wall = walls.area("place_id")

    class Kind(models.TextChoices):
        FOUND = "found", _("发现问题")
        UNRECTIFIED = "unrectified", _("复查未整改")
        AGAIN = "again", _("再次复查未整改")

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="deductions")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    ordinal = models.SmallIntegerField(_("第几轮"))
    points = models.DecimalField(_("分值"), max_digits=4, decimal_places=2)
    scale = models.ForeignKey(DeductionScale, models.PROTECT, related_name="+")
    on = models.DateField(_("日期"))
    is_live = models.BooleanField(default=True)

    objects = ScopedQuerySet["Deduction"].as_manager()

    class Meta:
        verbose_name = _("督查扣分")
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["finding", "ordinal"], name="deduction_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["found", "unrectified", "again"], points__gte=0),
                name="deduction_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.points}"
