"""联审单: another body says 通过 or 不通过 of each candidate of a batch, and nothing else."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet
from households.models.award_notice import PLACED


class AwardSlipQuerySet(ScopedQuerySet["AwardSlip"]):
    """Slips by state."""

    def open(self) -> AwardSlipQuerySet:
        """Out, and neither answered nor taken back."""
        return self.filter(status=AwardSlip.Status.SENT)


class AwardSlip(models.Model):
    """One batch to one body. What only the police may hold comes back as 通过/不通过 without
    detail (domain B). The names stand on it because each household applied and agreed to the check
    (Award.consented_on). token_hash: of the link's secret, kept nowhere else, empty once the link
    is dead. paper: the answer was typed from paper."""

    wall = PLACED

    class Body(models.TextChoices):
        POLICE = "police", _("公安派出所")
        JUSTICE = "justice", _("司法所")
        GOVERNANCE = "governance", _("综治中心")
        CIVIL = "civil", _("民政办")
        EMERGENCY = "emergency", _("应急管理部门")
        OTHER = "other", _("其他部门")

    class Status(models.TextChoices):
        SENT = "sent", _("待答复")
        ANSWERED = "answered", _("已答复")
        REVOKED = "revoked", _("已撤回")

    ALLOWED = {"answer": {Status.SENT}, "revoke": {Status.SENT}, "reissue": {Status.SENT}}

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="+")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    body = models.CharField(_("部门"), max_length=12, choices=Body.choices)
    agency = models.CharField(_("单位名称"), max_length=40)
    answer_by = models.DateField(_("请于此前答复"))
    token_hash = models.BinaryField(max_length=16, null=True, unique=True, editable=False)
    expires_at = models.DateTimeField(_("链接有效期"))
    issues = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.SENT)
    sent_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answerer = EncryptedTextField(_("答复人"), max_length=40)
    paper = models.BooleanField(default=False)
    entered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    revoke_reason = models.CharField(_("撤回原因"), max_length=200, blank=True)
    version = models.IntegerField(default=1)

    objects = AwardSlipQuerySet.as_manager()

    class Meta:
        verbose_name = _("联审单")
        ordering = ["-sent_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["sent", "answered", "revoked"]), name="award_slip_status"
            ),
            models.CheckConstraint(
                condition=Q(
                    body__in=["police", "justice", "governance", "civil", "emergency", "other"]
                ),
                name="award_slip_body",
            ),
            models.CheckConstraint(
                condition=Q(status="sent") | Q(token_hash__isnull=True),
                name="award_slip_ended_link_dead",
            ),
            models.CheckConstraint(
                condition=~Q(status="answered") | Q(answered_at__isnull=False),
                name="award_slip_answer_dated",
            ),
            models.CheckConstraint(
                condition=Q(paper=False) | Q(entered_by__isnull=False),
                name="award_slip_paper_entered_by",
            ),
            models.CheckConstraint(
                condition=~Q(status="revoked") | ~Q(revoke_reason=""),
                name="award_slip_revoked_reasoned",
            ),
        ]
        indexes = [models.Index(fields=["place", "status"], name="award_slip_place")]

    def __str__(self) -> str:
        return f"{self.agency} {self.get_status_display()}"

    @property
    def is_lapsed(self) -> bool:
        """Open, but its link has run out."""
        return self.status == self.Status.SENT and self.expires_at <= timezone.now()

    @property
    def is_late(self) -> bool:
        """Open beyond the day the answer was wanted by."""
        return self.status == self.Status.SENT and self.answer_by < timezone.localdate()

    @property
    def number(self) -> str:
        """联审〔2026〕…: not counted, so that it tells nobody how many there are."""
        return f"联审〔{timezone.localdate(self.sent_at).year}〕{self.uid.hex[:6].upper()}"


class AwardSlipLine(models.Model):
    """One candidate on a slip. The answer is read by one query alone, which turns it, like every
    other ground, into 暂缓 (households.queries.award_hold); no page, list or export shows it."""

    wall = walls.CASE

    class Result(models.TextChoices):
        NONE = "", _("未答复")
        PASS = "pass", _("通过")
        FAIL = "fail", _("不通过")

    slip = models.ForeignKey(AwardSlip, models.PROTECT, related_name="lines")
    award = models.ForeignKey("households.Award", models.PROTECT, related_name="slip_lines")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    result = models.CharField(_("答复"), max_length=4, choices=Result.choices, blank=True)

    objects = ScopedQuerySet["AwardSlipLine"].as_manager()

    class Meta:
        verbose_name = _("联审对象")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["slip", "award"], name="award_slip_line_once"),
            models.CheckConstraint(
                condition=Q(result__in=["", "pass", "fail"]), name="award_slip_line_result"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slip_id} {self.award_id}"
