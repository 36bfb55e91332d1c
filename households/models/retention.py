"""How long closed files are kept, what holds one back, and the certificate of what was erased
(domain H ⑦; 个人信息保护法 art. 19 and 47)."""

from __future__ import annotations

import uuid
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet

# Domain H ⑦, where a county has not decided otherwise: years after closing.
PLAIN_YEARS, LONG_YEARS = 2, 5


class RetentionRule(models.Model):
    """A county's terms from a day on; the newest one in force holds. Never changed, only
    followed by another version."""

    wall = walls.county("county_id")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    county = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    version = models.IntegerField(_("版本"))
    effective_on = models.DateField(_("生效日期"))
    plain_years = models.SmallIntegerField(_("普通档案保存年数"), default=PLAIN_YEARS)
    long_years = models.SmallIntegerField(_("红·高和受保护档案保存年数"), default=LONG_YEARS)
    basis = models.CharField(_("依据"), max_length=200)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)

    objects = ScopedQuerySet["RetentionRule"].as_manager()

    class Meta:
        verbose_name = _("保存期限")
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["county", "version"], name="retention_rule_once"),
            models.CheckConstraint(
                condition=Q(plain_years__range=(1, 30))
                & Q(long_years__range=(1, 30))
                & Q(long_years__gte=F("plain_years")),
                name="retention_rule_years",
            ),
            models.CheckConstraint(condition=~Q(basis=""), name="retention_rule_based"),
        ]

    def __str__(self) -> str:
        return f"第{self.version}版"


class LegalHoldQuerySet(ScopedQuerySet["LegalHold"]):
    """Holds by day."""

    def in_force(self, day: date | None = None) -> LegalHoldQuerySet:
        """Holds that keep a file on `day` (default today)."""
        day = day or timezone.localdate()
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), lifted_on__isnull=True)


class LegalHold(models.Model):
    """A file that may not be erased: why, by whom, until when (a law case, an inspection)."""

    wall = walls.file("family_id")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    family = models.ForeignKey("households.ListedFamily", models.PROTECT, related_name="holds")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    reason = EncryptedTextField(_("保全理由"), blank=False)
    placed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    placed_on = models.DateField(_("起"))
    until = models.DateField(_("止"), null=True, blank=True)
    lifted_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    lifted_on = models.DateField(null=True)

    objects = LegalHoldQuerySet.as_manager()

    class Meta:
        verbose_name = _("档案保全")
        ordering = ["-placed_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(reason__isnull=False), name="legal_hold_reasoned"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("placed_on")),
                name="legal_hold_in_order",
            ),
            models.CheckConstraint(
                condition=Q(lifted_on__isnull=True, lifted_by__isnull=True)
                | Q(lifted_on__isnull=False, lifted_by__isnull=False),
                name="legal_hold_lifted_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.family_id} {self.placed_on}"


class ErasureQuerySet(ScopedQuerySet["Erasure"]):
    """Lists and certificates."""


class Erasure(models.Model):
    """A list of what is due for erasing, drawn up by the nightly job; the county confirms it, the
    job of the next night carries it out and leaves the certificate: what, how many rows, by which
    rule, a digest; no name. families/households: keys, emptied of meaning by the erasing itself.
    """

    wall = walls.county("county_id")

    class Status(models.TextChoices):
        DRAWN = "drawn", _("待确认")
        CONFIRMED = "confirmed", _("已确认，待执行")
        DROPPED = "dropped", _("已作废")
        DONE = "done", _("已执行")

    ALLOWED = {"confirm": {Status.DRAWN}, "drop": {Status.DRAWN, Status.CONFIRMED}}

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    county = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    rule_version = models.IntegerField(_("保存期限版本"))
    plain_years = models.SmallIntegerField()
    long_years = models.SmallIntegerField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAWN)
    drawn_on = models.DateField(_("清单日期"))
    families = ArrayField(models.BigIntegerField(), default=list)
    households = ArrayField(models.BigIntegerField(), default=list)
    # Keys of what other apps keep, by noun (households.shelves).
    others = models.JSONField(default=dict, db_default={})
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_why = models.CharField(max_length=200, blank=True)
    # A list with matters on it is confirmed by two people.
    seconded_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    seconded_at = models.DateTimeField(null=True)
    number = models.CharField(_("证明编号"), max_length=30, blank=True)
    done_at = models.DateTimeField(null=True)
    rows = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)

    objects = ErasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("到期清除")
        ordering = ["-drawn_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["drawn", "confirmed", "dropped", "done"]),
                name="erasure_status",
            ),
            models.UniqueConstraint(
                fields=["county"],
                condition=Q(status__in=["drawn", "confirmed"]),
                name="erasure_one_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["county", "number"], condition=~Q(number=""), name="erasure_number_once"
            ),
            models.CheckConstraint(
                condition=Q(status="drawn", decided_by__isnull=True)
                | (~Q(status="drawn") & Q(decided_by__isnull=False)),
                name="erasure_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(seconded_by__isnull=True, seconded_at__isnull=True)
                | (
                    Q(seconded_by__isnull=False, seconded_at__isnull=False)
                    & ~Q(seconded_by=F("decided_by"))
                ),
                name="erasure_seconded_by_another",
            ),
            models.CheckConstraint(
                condition=Q(status="done", done_at__isnull=False) & ~Q(number="") & ~Q(digest="")
                | ~Q(status="done") & Q(done_at__isnull=True, number=""),
                name="erasure_certified",
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.drawn_on}"

    @property
    def needs_second(self) -> bool:
        """Whether a second person has still to confirm it."""
        return bool(self.others) and self.seconded_by_id is None


class FamilyFigure(models.Model):
    """What statistics keep of an erased file: no household, no person. Of a sealed one only the
    township is kept, so that nobody is found again by village and year."""

    wall = walls.CASE

    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    year = models.SmallIntegerField(_("列入年度"))
    closed_year = models.SmallIntegerField(_("销号年度"))
    categories = ArrayField(models.CharField(max_length=2))
    tier = models.CharField(max_length=8)
    ground = models.CharField(max_length=16)
    visits = models.SmallIntegerField(_("走访次数"))

    objects = ScopedQuerySet["FamilyFigure"].as_manager()

    class Meta:
        verbose_name = _("已清除档案的统计")

    def __str__(self) -> str:
        return f"{self.village_id} {self.year}"
