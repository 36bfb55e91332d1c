"""转介: a body without an account is asked to do something and answers from a link or on paper
(features, wish 16)."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedBinaryField, EncryptedTextField
from accounts.querysets import ScopedQuerySet


class Agency(models.TextChoices):
    """Whom a matter is referred to."""

    COURT = "court", _("人民法院")
    POLICE = "police", _("公安机关")
    LEGAL_AID = "legal_aid", _("法律援助机构")
    HOSPITAL = "hospital", _("医疗机构")
    SHELTER = "shelter", _("庇护、救助机构")
    CIVIL = "civil", _("民政部门")
    SCHOOL = "school", _("学校")
    OTHER = "other", _("其他单位")


class Result(models.TextChoices):
    """What came of it; which of them a body may choose says referral_rules.RESULTS."""

    DONE = "done", _("已办理")
    FILED = "filed", _("已立案或受理")
    WARNED = "warned", _("已出具告诫书或训诫")
    ASSIGNED = "assigned", _("已指派人员")
    TREATED = "treated", _("已诊治")
    LODGED = "lodged", _("已接收入住")
    HELPED = "helped", _("已给予救助")
    GOING_ON = "going_on", _("正在办理，由本单位跟进")
    REFUSED = "refused", _("不属于本单位，不能办理")
    ABSENT = "absent", _("当事人没有来，联系不上")


class ReferralQuerySet(ScopedQuerySet["Referral"]):
    """Referrals by state."""

    def open(self) -> ReferralQuerySet:
        """No answer yet, and not revoked."""
        return self.filter(status__in=Referral.OPEN)

    def late(self, day: date | None = None) -> ReferralQuerySet:
        """Open ones beyond the day an answer was wanted by."""
        return self.open().filter(answer_by__lt=day or timezone.localdate())

    def lapsed(self, now: datetime | None = None) -> ReferralQuerySet:
        """Open ones whose link has run out."""
        return self.open().filter(expires_at__lte=now or timezone.now())


class Referral(models.Model):
    """What the slip shows is asked, person_name, contact and phone, and nothing else of the matter.
    named: the person's name stands on it, which wants a basis. token_hash: keyed hash of the
    link's token, kept nowhere else, and empty once the link is dead; browser_hash: of what the
    browser keeps that confirmed receipt first. paper: the answer was typed from paper."""

    wall = walls.matter()

    class Status(models.TextChoices):
        SENT = "sent", _("待签收")
        RECEIVED = "received", _("已签收，待回复")
        ANSWERED = "answered", _("已回复")
        REVOKED = "revoked", _("已撤回")

    class Basis(models.TextChoices):
        NONE = "", _("不写姓名")
        CONSENT = "consent", _("本人同意")
        SAFETY = "safety", _("为保护人身安全")
        DUTY = "duty", _("法定职责")

    OPEN = (Status.SENT, Status.RECEIVED)
    ALLOWED = {
        "receive": {Status.SENT},
        "answer": {Status.SENT, Status.RECEIVED},
        "revoke": {Status.SENT, Status.RECEIVED},
        "reissue": {Status.SENT, Status.RECEIVED},
        "paper": {Status.SENT, Status.RECEIVED},
        "seen": {Status.ANSWERED},
    }

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    matter = models.ForeignKey("disputes.Matter", models.PROTECT, related_name="referrals")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    unit = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    kind = models.CharField(_("单位类别"), max_length=12, choices=Agency.choices)
    agency = EncryptedTextField(_("接收单位"), max_length=40, blank=False)
    asked = EncryptedTextField(_("请予办理的事项"), blank=False)
    named = models.BooleanField(_("写明有关人员姓名"), default=False)
    person_name = EncryptedTextField(_("有关人员"), max_length=40)
    basis = models.CharField(_("写姓名的依据"), max_length=8, choices=Basis.choices, blank=True)
    consent_on = models.DateField(_("本人同意日期"), null=True)
    ground = EncryptedTextField(_("依据说明"))
    contact = EncryptedTextField(_("怎样联系是安全的"), max_length=120)
    phone = EncryptedTextField(_("联系电话"), max_length=20)
    answer_by = models.DateField(_("请于此前回复"))
    token_hash = models.BinaryField(
        _("链接校验值"), max_length=16, null=True, unique=True, editable=False
    )
    expires_at = models.DateTimeField(_("链接有效期"))
    issues = models.PositiveSmallIntegerField(default=1)
    browser_hash = models.BinaryField(_("浏览器校验值"), max_length=16, null=True, editable=False)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.SENT)
    sent_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    receiver = EncryptedTextField(_("签收人"), max_length=40)
    receiver_office = EncryptedTextField(_("科室、部门"), max_length=40)
    receiver_phone = EncryptedTextField(_("联系电话"), max_length=20)
    result = models.CharField(_("办理结果"), max_length=10, choices=Result.choices, blank=True)
    result_words = EncryptedTextField(_("结果说明"), max_length=500)
    answered_at = models.DateTimeField(null=True)
    paper = models.BooleanField(default=False)
    entered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    revoke_reason = EncryptedTextField(_("撤回理由"))
    seen_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = _("转介单")
        ordering = ["-sent_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["sent", "received", "answered", "revoked"]),
                name="referral_status",
            ),
            models.CheckConstraint(condition=Q(kind__in=Agency.values), name="referral_kind"),
            models.CheckConstraint(
                condition=Q(result__in=["", *Result.values]), name="referral_result"
            ),
            models.CheckConstraint(
                condition=Q(asked__isnull=False, agency__isnull=False), name="referral_asked"
            ),
            models.CheckConstraint(
                condition=Q(named=False, person_name__isnull=True, basis="")
                | (
                    Q(named=True, person_name__isnull=False)
                    & (
                        Q(basis="consent", consent_on__isnull=False)
                        | Q(basis__in=["safety", "duty"], ground__isnull=False)
                    )
                ),
                name="referral_named_founded",
            ),
            models.CheckConstraint(
                condition=~Q(status="received") | Q(received_at__isnull=False),
                name="referral_received_dated",
            ),
            models.CheckConstraint(
                condition=Q(status="answered", answered_at__isnull=False) & ~Q(result="")
                | (~Q(status="answered") & Q(answered_at__isnull=True, result="")),
                name="referral_answered_whole",
            ),
            models.CheckConstraint(
                condition=~Q(status="revoked") | Q(revoke_reason__isnull=False),
                name="referral_revoked_reasoned",
            ),
            # A link is dead for good once the answer is in or the slip was taken back.
            models.CheckConstraint(
                condition=Q(status__in=["sent", "received"])
                | Q(token_hash__isnull=True, browser_hash__isnull=True),
                name="referral_ended_link_dead",
            ),
            models.CheckConstraint(
                condition=Q(paper=False) | Q(entered_by__isnull=False),
                name="referral_paper_entered_by",
            ),
        ]
        indexes = [models.Index(fields=["place", "status"], name="referral_place_status")]

    def __str__(self) -> str:
        return f"{self.get_status_display()} {self.sent_at:%Y-%m-%d}"

    @property
    def is_lapsed(self) -> bool:
        """Open, but its link has run out."""
        return self.status in self.OPEN and self.expires_at <= timezone.now()

    @property
    def is_late(self) -> bool:
        """Open beyond the day the answer was wanted by."""
        return self.status in self.OPEN and self.answer_by < timezone.localdate()

    @property
    def number(self) -> str:
        """转介〔2026〕…: not counted, so that it tells nobody how many there are."""
        return f"转介〔{timezone.localdate(self.sent_at).year}〕{self.uid.hex[:6].upper()}"


class ReferralPhoto(models.Model):
    """A photo of the paper return, cleaned (accounts.photos) and sealed behind the matter's wall
    (reliability A8, C10)."""

    wall = walls.matter()

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    referral = models.OneToOneField(Referral, models.PROTECT, related_name="photo")
    matter = models.ForeignKey("disputes.Matter", models.PROTECT, related_name="+")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    image = EncryptedBinaryField()
    width = models.IntegerField()
    height = models.IntegerField()
    added_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = ScopedQuerySet["ReferralPhoto"].as_manager()

    class Meta:
        verbose_name = _("回执照片")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.referral_id} {self.width}×{self.height}"
