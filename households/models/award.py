"""A demonstration household's way from nomination to plate, and objections on the way."""

from __future__ import annotations

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet


class Award(models.Model):
    """示范户 (domain B): nominated → voted → noticed → reviewed → approved → plated, or
    rejected. The notice runs notice_from … notice_until (inclusive working days); whether it
    has run out, and whether objections are open, are queries. Never refers to a listing."""

    wall = walls.CASE

    class Status(models.TextChoices):
        NOMINATED = "nominated", _("已推荐")
        VOTED = "voted", _("已评议")
        NOTICED = "noticed", _("公示中")
        REVIEWED = "reviewed", _("乡镇已审")
        APPROVED = "approved", _("县已批准")
        PLATED = "plated", _("已授牌")
        REJECTED = "rejected", _("未通过")

    class Kind(models.TextChoices):
        """What a household is held up for; the column 类别 of the notice (domain J2)."""

        HARMONY = "harmony", _("邻里和睦")
        CARE = "care", _("尊老爱幼")
        TRADITION = "tradition", _("家风传承")
        SAFETY = "safety", _("安全防范")
        LAWFUL = "lawful", _("勤劳守法")

    ALLOWED = {
        "vote": {Status.NOMINATED},
        "notice": {Status.VOTED},
        "object": {Status.NOTICED},
        "answer": {Status.NOTICED, Status.REJECTED},
        "review": {Status.NOTICED},
        "approve": {Status.REVIEWED},
        "plate": {Status.APPROVED},
        "send_back": {Status.NOTICED, Status.REVIEWED},
    }

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="+")
    household = models.ForeignKey("households.Household", models.PROTECT, related_name="awards")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    status = models.CharField(max_length=16, choices=Status.choices, default=Status.NOMINATED)
    kind = models.CharField(
        _("类别"), max_length=16, choices=Kind.choices, blank=True, default="", db_default=""
    )
    story = models.TextField(_("事迹"))
    nominated_on = models.DateField(_("推荐日期"))
    nominated_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    vote_on = models.DateField(_("评议日期"), null=True)
    vote_due = models.SmallIntegerField(_("应到"), null=True)
    vote_present = models.SmallIntegerField(_("实到"), null=True)
    vote_for = models.SmallIntegerField(_("同意"), null=True)
    vote_against = models.SmallIntegerField(_("反对"), null=True)
    vote_abstain = models.SmallIntegerField(_("弃权"), null=True)
    notice_from = models.DateField(_("公示起"), null=True)
    notice_until = models.DateField(_("公示止"), null=True)
    notice_place = models.CharField(_("公示地点"), max_length=80, blank=True)
    notice_phone = models.CharField(_("异议电话"), max_length=20, blank=True)
    review_opinion = models.TextField(_("乡镇意见"), blank=True)
    reviewed_on = models.DateField(null=True)
    reviewed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    approve_opinion = models.TextField(_("县级意见"), blank=True)
    approved_on = models.DateField(null=True)
    approved_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    plate_number = models.CharField(_("牌号"), max_length=40, blank=True)
    plated_on = models.DateField(_("授牌日期"), null=True)
    rejected_on = models.DateField(null=True)
    reject_reason = models.TextField(_("未通过原因"), blank=True, default="", db_default="")
    version = models.IntegerField(default=1)

    objects = ScopedQuerySet["Award"].as_manager()

    class Meta:
        verbose_name = _("示范户")
        ordering = ["village", "-nominated_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "household"],
                condition=~models.Q(status="rejected"),
                name="award_once_a_year",
            ),
            models.UniqueConstraint(
                fields=["campaign", "plate_number"],
                condition=~models.Q(plate_number=""),
                name="award_plate_number_once",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["nominated", "rejected"])
                | models.Q(
                    vote_present__lte=models.F("vote_due"),
                    vote_for__gt=models.F("vote_against") + models.F("vote_abstain"),
                    vote_present=models.F("vote_for")
                    + models.F("vote_against")
                    + models.F("vote_abstain"),
                ),
                name="award_vote_adds_up",
            ),
            models.CheckConstraint(
                condition=models.Q(notice_until__isnull=True)
                | models.Q(notice_until__gte=models.F("notice_from")),
                name="award_notice_in_order",
            ),
        ]
        indexes = [models.Index(fields=["village", "status"], name="award_village_status")]

    def __str__(self) -> str:
        return f"{self.household} {self.get_status_display()}"


class ObjectionQuerySet(ScopedQuerySet["Objection"]):
    """Objections by state."""

    def unanswered(self) -> ObjectionQuerySet:
        """Those that still wait for an answer."""
        return self.filter(answered_on__isnull=True)


class Objection(models.Model):
    """An objection to a notice; anonymous ones count (objector is then empty). An open one stops
    review until answered. upheld: the nomination falls."""

    wall = walls.CASE

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    award = models.ForeignKey(Award, models.PROTECT, related_name="objections")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    received_on = models.DateField(_("收到日期"))
    words = EncryptedTextField(_("异议内容"), blank=False)
    objector = EncryptedTextField(_("提出人"), max_length=40)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    answer = EncryptedTextField(_("答复"))
    answered_on = models.DateField(null=True)
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    upheld = models.BooleanField(null=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("异议")
        ordering = ["received_on", "id"]

    def __str__(self) -> str:
        return f"{self.award_id} {self.received_on}"
