"""What follows a title: the yearly re-check, its revocation, what it brought the household."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet
from households.models.award import Award


class AwardCheck(models.Model):
    """年度复核 (domain B, 动态管理): kept, or told to improve by a day; what was found then."""

    wall = walls.CASE

    class Result(models.TextChoices):
        KEEP = "keep", _("继续保持")
        IMPROVE = "improve", _("限期整改")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    award = models.ForeignKey(Award, models.PROTECT, related_name="checks")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    year = models.SmallIntegerField(_("年度"))
    checked_on = models.DateField(_("复核日期"))
    result = models.CharField(_("复核结果"), max_length=8, choices=Result.choices)
    words = EncryptedTextField(_("复核情况"), blank=False)
    improve_by = models.DateField(_("整改到期"), null=True)
    improved_on = models.DateField(_("整改合格日期"), null=True)
    improved_words = EncryptedTextField(_("整改情况"))
    checked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ScopedQuerySet["AwardCheck"].as_manager()

    class Meta:
        verbose_name = _("年度复核")
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["award", "year"], name="award_check_once_a_year"),
            models.CheckConstraint(
                condition=Q(result="keep", improve_by__isnull=True)
                | Q(result="improve", improve_by__gt=F("checked_on")),
                name="award_check_result",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award_id} {self.year}"


class AwardRevocationQuerySet(ScopedQuerySet["AwardRevocation"]):
    """Revocations by state."""

    def open(self) -> AwardRevocationQuerySet:
        """Not decided yet."""
        return self.filter(status__in=AwardRevocation.OPEN)


class AwardRevocation(models.Model):
    """摘牌 (domain B): facts → the village's opinion → the township's proposal → the holder heard
    → the county decides → the plate comes back. The ground LAW is one for every finding of an
    authority, so that it says nothing about what happened in the family; the public correction
    names no ground at all."""

    wall = walls.CASE

    class Status(models.TextChoices):
        FACTS = "facts", _("已立，待村里意见")
        VILLAGE = "village", _("待乡镇提出建议")
        PROPOSED = "proposed", _("待听取本户意见")
        HEARD = "heard", _("待县里决定")
        REVOKED = "revoked", _("已决定摘牌")
        KEPT = "kept", _("已决定保留")

    class Ground(models.TextChoices):
        LAW = "law", _("有权机关已依法认定的违法行为")
        ACCIDENT = "accident", _("因疏忽发生严重责任事故")
        FALSE = "false", _("申报材料不实")
        CHECK = "check", _("复核整改后仍不符合条件")

    class Hearing(models.TextChoices):
        SPOKEN = "spoken", _("当面听取")
        WRITTEN = "written", _("书面陈述")
        DECLINED = "declined", _("已告知，本户不陈述")

    OPEN = (Status.FACTS, Status.VILLAGE, Status.PROPOSED, Status.HEARD)
    ALLOWED = {
        "opinion": {Status.FACTS},
        "propose": {Status.VILLAGE},
        "hear": {Status.PROPOSED},
        "decide": {Status.HEARD},
        "plate_back": {Status.REVOKED},
        "correct": {Status.REVOKED},
    }

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    award = models.ForeignKey(Award, models.PROTECT, related_name="revocations")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.FACTS)
    ground = models.CharField(_("情形"), max_length=10, choices=Ground.choices)
    facts = EncryptedTextField(_("事实和依据"), blank=False)
    opened_on = models.DateField(_("提出日期"))
    opened_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    village_opinion = EncryptedTextField(_("村里意见"))
    village_on = models.DateField(null=True)
    proposal = EncryptedTextField(_("乡镇建议"))
    proposed_on = models.DateField(null=True)
    hearing = models.CharField(_("听取方式"), max_length=10, choices=Hearing.choices, blank=True)
    heard_on = models.DateField(_("听取日期"), null=True)
    heard_words = EncryptedTextField(_("本户意见"))
    decided_on = models.DateField(_("决定日期"), null=True)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    decision = EncryptedTextField(_("决定理由"))
    plate_back_on = models.DateField(_("收回牌匾"), null=True)
    correction = models.ForeignKey(
        "households.AwardNotice", models.PROTECT, null=True, related_name="+"
    )
    version = models.IntegerField(default=1)

    objects = AwardRevocationQuerySet.as_manager()

    class Meta:
        verbose_name = _("摘牌")
        ordering = ["-opened_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["award"],
                condition=Q(status__in=["facts", "village", "proposed", "heard"]),
                name="award_revocation_one_open",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=["facts", "village", "proposed", "heard", "revoked", "kept"]
                ),
                name="award_revocation_status",
            ),
            models.CheckConstraint(
                condition=Q(ground__in=["law", "accident", "false", "check"]),
                name="award_revocation_ground",
            ),
            # Nobody loses a title unheard.
            models.CheckConstraint(
                condition=~Q(status__in=["heard", "revoked", "kept"])
                | Q(heard_on__isnull=False) & ~Q(hearing=""),
                name="award_revocation_heard_first",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["revoked", "kept"])
                | Q(decided_on__isnull=False, decided_by__isnull=False),
                name="award_revocation_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award_id} {self.get_status_display()}"


class Incentive(models.Model):
    """奖励: what a title brought the household (经济上受益): by whom, when, worth what."""

    wall = walls.CASE

    class Kind(models.TextChoices):
        POINTS = "points", _("道德银行积分")
        LOAN = "loan", _("贷款优惠、贴息")
        HEALTH = "health", _("免费体检")
        VISIT = "visit", _("走访慰问")
        GOODS = "goods", _("物品奖励")
        MONEY = "money", _("奖金")
        OTHER = "other", _("其他")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    award = models.ForeignKey(Award, models.PROTECT, related_name="incentives")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    kind = models.CharField(_("种类"), max_length=8, choices=Kind.choices)
    what = models.CharField(_("内容"), max_length=80)
    amount = models.DecimalField(
        _("折合金额（元）"), max_digits=9, decimal_places=2, null=True, blank=True
    )
    points = models.PositiveIntegerField(_("积分"), null=True, blank=True)
    giver = models.CharField(_("发放单位"), max_length=40)
    given_on = models.DateField(_("发放日期"))
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ScopedQuerySet["Incentive"].as_manager()

    class Meta:
        verbose_name = _("奖励")
        ordering = ["-given_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=["points", "loan", "health", "visit", "goods", "money", "other"]
                ),
                name="incentive_kind",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0), name="incentive_amount"
            ),
        ]
        indexes = [models.Index(fields=["village", "given_on"], name="incentive_village_day")]

    def __str__(self) -> str:
        return f"{self.award_id} {self.what}"
