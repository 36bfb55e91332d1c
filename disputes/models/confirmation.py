"""Judicial confirmation (司法确认) of an agreement."""

from __future__ import annotations

import uuid
from datetime import date

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet
from disputes.clocks.court import confirm_by, court_accepts_by, court_decides_by
from disputes.clocks.days import Due


class ConfirmationQuerySet(ScopedQuerySet["Confirmation"]):
    """Confirmations by state."""

    def open(self) -> ConfirmationQuerySet:
        """Wanted, filed or taken by the court, and not decided."""
        return self.filter(status__in=Confirmation.OPEN)

    def confirmed(self) -> ConfirmationQuerySet:
        """Those a court confirmed."""
        return self.filter(status=Confirmation.Status.CONFIRMED)


class Confirmation(models.Model):
    """The parties want a court to confirm their agreement: both together, within 30 calendar days
    of its effect (人民调解法 art. 33); the court says in 3 days whether it takes the application
    and decides in 15, at most 10 more (法释〔2011〕5号 art. 4–7). What is left of the window is
    asked of the calendar, never stored. ground: why it was not taken or not confirmed. after: what
    happens then."""

    wall = walls.matter(column="village_id")

    class Status(models.TextChoices):
        WANTED = "wanted", _("待申请")
        FILED = "filed", _("已申请")
        NOT_TAKEN = "not_taken", _("法院不予受理")
        ACCEPTED = "accepted", _("法院已受理")
        CONFIRMED = "confirmed", _("已确认")
        REJECTED = "rejected", _("不予确认")
        WITHDRAWN = "withdrawn", _("已撤回")

    class Ground(models.TextChoices):
        """法释〔2011〕5号 art. 4 (not taken) and art. 7 (not confirmed)."""

        NOT_CIVIL = "not_civil", _("不属于人民法院受理民事案件的范围")
        OTHER_COURT = "other_court", _("不属于接受申请的人民法院管辖")
        IDENTITY = "identity", _("确认身份关系")
        ADOPTION = "adoption", _("确认收养关系")
        MARRIAGE = "marriage", _("确认婚姻关系")
        UNLAWFUL = "unlawful", _("违反法律、行政法规强制性规定")
        PUBLIC_HARM = "public_harm", _("侵害国家利益、社会公共利益")
        OTHERS_HARM = "others_harm", _("侵害案外人合法权益")
        MORALS = "morals", _("损害社会公序良俗")
        UNCLEAR = "unclear", _("内容不明确，无法确认")
        OTHER = "other", _("其他不能进行司法确认的情形")

    class After(models.TextChoices):
        """What happens then (人民调解法 art. 33)."""

        ENFORCE = "enforce", _("可以申请强制执行")
        CHANGE = "change", _("变更原协议或者达成新协议")
        SUE = "sue", _("向人民法院起诉")

    NOT_TAKEN_FOR = (
        Ground.NOT_CIVIL, Ground.OTHER_COURT, Ground.IDENTITY, Ground.ADOPTION, Ground.MARRIAGE,
    )  # fmt: skip
    REJECTED_FOR = (
        Ground.UNLAWFUL, Ground.PUBLIC_HARM, Ground.OTHERS_HARM, Ground.MORALS, Ground.UNCLEAR,
        Ground.OTHER,
    )  # fmt: skip
    OPEN = (Status.WANTED, Status.FILED, Status.ACCEPTED)
    ALLOWED = {
        "file": {Status.WANTED},
        "answer": {Status.FILED},
        "decide": {Status.ACCEPTED},
        "withdraw": set(OPEN),
        "after": {Status.NOT_TAKEN, Status.CONFIRMED, Status.REJECTED},
    }

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    matter = models.ForeignKey("disputes.Matter", models.PROTECT, related_name="+")
    dispute = models.ForeignKey("disputes.Dispute", models.PROTECT, related_name="confirmations")
    agreement = models.ForeignKey(
        "disputes.Agreement", models.PROTECT, related_name="confirmations"
    )
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.WANTED)
    effective_on = models.DateField(_("协议生效日期"))
    wanted_on = models.DateField(_("当事人提出日期"))
    court = models.CharField(_("人民法院"), max_length=60, blank=True)
    filed_on = models.DateField(_("共同申请日期"), null=True)
    answered_on = models.DateField(_("法院答复日期"), null=True)
    more_days = models.SmallIntegerField(_("院长批准延长天数"), default=0, db_default=0)
    decided_on = models.DateField(_("裁定日期"), null=True)
    number = models.CharField(_("文书号"), max_length=60, blank=True)
    ground = models.CharField(_("理由"), max_length=12, choices=Ground.choices, blank=True)
    words = EncryptedTextField(_("说明"), max_length=500)
    after = models.CharField(_("此后"), max_length=8, choices=After.choices, blank=True)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    version = models.IntegerField(default=1)

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        verbose_name = _("司法确认")
        ordering = ["-wanted_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(status__in=["wanted", "filed", "accepted"]),
                name="confirmation_open_once",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=[
                        "wanted", "filed", "not_taken", "accepted", "confirmed", "rejected",
                        "withdrawn",
                    ]
                )
                & Q(
                    ground__in=[
                        "", "not_civil", "other_court", "identity", "adoption", "marriage",
                        "unlawful", "public_harm", "others_harm", "morals", "unclear", "other",
                    ]
                )
                & Q(after__in=["", "enforce", "change", "sue"]),
                name="confirmation_choices",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["wanted", "withdrawn"]) | Q(filed_on__isnull=False),
                name="confirmation_filed_dated",
            ),
            # 人民调解法 art. 33: thirty calendar days, not moved by holidays (domain K5).
            models.CheckConstraint(
                condition=Q(filed_on__isnull=True)
                | Q(filed_on__gte=F("effective_on"), filed_on__lte=F("effective_on") + 30),
                name="confirmation_in_window",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["not_taken", "rejected"]) | ~Q(ground=""),
                name="confirmation_refused_with_ground",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["confirmed", "rejected"])
                | (Q(decided_on__isnull=False) & ~Q(number="")),
                name="confirmation_decided_numbered",
            ),
            models.CheckConstraint(
                condition=Q(more_days__range=(0, 10)), name="confirmation_more_days"
            ),
            models.CheckConstraint(
                condition=Q(after="") | Q(after="enforce", status="confirmed")
                | Q(after__in=["change", "sue"], status__in=["not_taken", "rejected"]),
                name="confirmation_after_fits",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["village", "status"], name="confirmation_village")]

    def __str__(self) -> str:
        return f"{self.get_status_display()} {self.wanted_on}"

    @property
    def due(self) -> Due | None:
        """The last day of the step that is owed, with its sum; None where nothing is."""
        if self.status == self.Status.WANTED:
            return confirm_by(self.effective_on)
        if self.status == self.Status.FILED and self.filed_on:
            return court_accepts_by(self.filed_on)
        if self.status == self.Status.ACCEPTED and self.answered_on:
            return court_decides_by(self.answered_on, self.more_days)
        return None

    def lapsed(self, today: date) -> bool:
        """Wanted, not filed, and the window is over."""
        return self.status == self.Status.WANTED and today > confirm_by(self.effective_on).on
