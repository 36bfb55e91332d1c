"""Police warnings (告诫书) and protection orders (人身安全保护令) with what follows from them."""

from __future__ import annotations

import uuid
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet


class PoliceWarning(models.Model):
    """A written warning (反家庭暴力法 art. 16–17): to both, a copy to the village; the police and
    the village look in on both."""

    wall = walls.matter()

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    matter = models.ForeignKey("disputes.Matter", models.PROTECT, related_name="+")
    case = models.ForeignKey("disputes.ProtectionCase", models.PROTECT, related_name="warnings")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    number = EncryptedTextField(_("告诫书编号"), max_length=40, blank=False)
    station = EncryptedTextField(_("出具的派出所"), max_length=60, blank=False)
    issued_on = models.DateField(_("出具日期"))
    facts = EncryptedTextField(_("告诫书写明的事实"))
    served_respondent_on = models.DateField(_("送达加害人"), null=True)
    served_victim_on = models.DateField(_("送达受害人"), null=True)
    copied_village_on = models.DateField(_("通知村（社区）"), null=True)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    objects = ScopedQuerySet["PoliceWarning"].as_manager()

    class Meta:
        verbose_name = _("来件文书")
        ordering = ["-issued_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(served_respondent_on__isnull=True)
                    | Q(served_respondent_on__gte=F("issued_on"))
                )
                & (Q(served_victim_on__isnull=True) | Q(served_victim_on__gte=F("issued_on")))
                & (Q(copied_village_on__isnull=True) | Q(copied_village_on__gte=F("issued_on"))),
                name="police_warning_served_after",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.issued_on}"


class WarningVisit(models.Model):
    """One visit a warning asks for: planned, made or missed (told by the calendar)."""

    wall = walls.matter()

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    matter = models.ForeignKey("disputes.Matter", models.PROTECT, related_name="+")
    warning = models.ForeignKey(PoliceWarning, models.PROTECT, related_name="visits")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    due_on = models.DateField(_("应查访"))
    visited_on = models.DateField(_("查访日期"), null=True)
    visitors = EncryptedTextField(_("谁去的"), max_length=80)
    found = EncryptedTextField(_("双方情况"))
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    objects = ScopedQuerySet["WarningVisit"].as_manager()

    class Meta:
        verbose_name = _("来件文书走访")
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["warning", "due_on"], name="warning_visit_once"),
            models.CheckConstraint(
                condition=Q(visited_on__isnull=True, recorded_by__isnull=True)
                | Q(visited_on__isnull=False, recorded_by__isnull=False, found__isnull=False),
                name="warning_visit_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.due_on}"

    def is_missed(self, today: date) -> bool:
        """Not made though its day has passed."""
        return self.visited_on is None and self.due_on < today


class ProtectionOrderQuerySet(ScopedQuerySet["ProtectionOrder"]):
    """Orders by day."""

    def in_force(self, day: date) -> ProtectionOrderQuerySet:
        """Those that protect on `day`: from the day of issue through the last valid day."""
        return self.filter(
            Q(revoked_on__isnull=True) | Q(revoked_on__gt=day),
            status=ProtectionOrder.Status.GRANTED,
            decided_on__lte=day,
            last_on__gte=day,
        )


class ProtectionOrder(models.Model):
    """An application for an order and what the court made of it (反家庭暴力法 art. 23–34,
    法释〔2022〕17号). last_on: the last valid day, by disputes.clocks.last_valid_day; before: the
    order this one extends or changes."""

    wall = walls.matter()

    class Status(models.TextChoices):
        PREPARING = "preparing", _("准备材料")
        APPLIED = "applied", _("已申请")
        GRANTED = "granted", _("已作出")
        REFUSED = "refused", _("驳回")
        WITHDRAWN = "withdrawn", _("撤回")

    class Applicant(models.TextChoices):
        """Art. 23: herself; for who cannot: near kin, police, federation, village, relief body."""

        SELF = "self", _("本人")
        KIN = "kin", _("近亲属代为申请")
        POLICE = "police", _("公安机关代为申请")
        FEDERATION = "federation", _("妇联代为申请")
        VILLAGE = "village", _("村（居）委会代为申请")
        RELIEF = "relief", _("救助管理机构代为申请")

    class Evidence(models.TextChoices):
        """The kinds of 法释〔2022〕17号 art. 6."""

        STATEMENT = "statement", _("当事人的陈述")
        WARNING = "warning", _("公安机关出具的告诫书、行政处罚决定书")
        POLICE = "police", _("出警记录、讯问笔录、询问笔录、接处警记录、报警回执")
        PROMISE = "promise", _("被申请人的悔过书、保证书")
        RECORDING = "recording", _("记录施暴或者事后情况的视听资料")
        MESSAGES = "messages", _("电话录音、短信、即时通讯、电子邮件等")
        MEDICAL = "medical", _("医疗机构的诊疗记录")
        COMPLAINT = "complaint", _("单位、村居委会、妇联等收到投诉、反映或求助的记录")
        CHILD = "child", _("未成年子女的证言，与年龄、智力相适应")
        WITNESS = "witness", _("亲友、邻居等的证人证言")
        APPRAISAL = "appraisal", _("伤情鉴定意见")

    class Measure(models.TextChoices):
        """What an order may hold (art. 29; 法释〔2022〕17号 art. 10)."""

        STOP = "stop", _("禁止施暴")
        CONTACT = "contact", _("禁止骚扰、跟踪、接触")
        LEAVE = "leave", _("责令迁出住所")
        OTHER = "other", _("保护人身安全的其他措施")

    ALLOWED = {
        "apply": {Status.PREPARING},
        "decide": {Status.APPLIED},
        "withdraw": {Status.PREPARING, Status.APPLIED},
        "serve": {Status.GRANTED},
        "revoke": {Status.GRANTED},
        "extend": {Status.GRANTED},
        "review": {Status.GRANTED, Status.REFUSED},
        "breach": {Status.GRANTED},
    }

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    matter = models.ForeignKey("disputes.Matter", models.PROTECT, related_name="+")
    case = models.ForeignKey("disputes.ProtectionCase", models.PROTECT, related_name="orders")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PREPARING)
    applicant = models.CharField(_("谁申请"), max_length=10, choices=Applicant.choices)
    urgent = models.BooleanField(_("情况紧急"), default=False)
    evidence = ArrayField(
        models.CharField(max_length=10, choices=Evidence.choices),
        verbose_name=_("已有证据"),
        default=list,
    )
    court = EncryptedTextField(_("法院"), max_length=60, blank=False)
    applied_at = models.DateTimeField(_("申请时间"), null=True)
    decided_on = models.DateField(_("裁定日期"), null=True)
    number = EncryptedTextField(_("裁定书文号"), max_length=60)
    measures = ArrayField(
        models.CharField(max_length=8, choices=Measure.choices),
        verbose_name=_("措施"),
        default=list,
    )
    months = models.SmallIntegerField(_("有效期（月）"), null=True)
    last_on = models.DateField(_("最后有效日"), null=True)
    refused_words = EncryptedTextField(_("驳回或撤回的理由"))
    served_applicant_on = models.DateField(_("送达申请人"), null=True)
    served_respondent_on = models.DateField(_("送达被申请人"), null=True)
    served_police_on = models.DateField(_("送达公安"), null=True)
    served_village_on = models.DateField(_("送达村（社区）"), null=True)
    review_asked_on = models.DateField(_("申请复议"), null=True)
    revoked_on = models.DateField(_("撤销日期"), null=True)
    revoked_words = EncryptedTextField(_("撤销情况"))
    before = models.OneToOneField("self", models.PROTECT, null=True, related_name="after")
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    objects = ProtectionOrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("来件裁定")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["preparing", "applied", "granted", "refused", "withdrawn"]),
                name="order_status",
            ),
            models.CheckConstraint(
                condition=Q(
                    applicant__in=["self", "kin", "police", "federation", "village", "relief"]
                ),
                name="order_applicant",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["preparing", "withdrawn"]) | Q(applied_at__isnull=False),
                name="order_applied_dated",
            ),
            models.CheckConstraint(
                condition=(
                    Q(status="granted", decided_on__isnull=False, last_on__gte=F("decided_on"))
                    & Q(months__range=(1, 6))
                )
                | (~Q(status="granted") & Q(last_on__isnull=True, months__isnull=True)),
                name="order_granted_whole",
            ),
            models.CheckConstraint(
                condition=Q(revoked_on__isnull=True) | Q(revoked_on__gte=F("decided_on")),
                name="order_revoked_after",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.get_status_display()}"

    @property
    def measure_words(self) -> list[str]:
        """Its measures in words."""
        words = dict(self.Measure.choices)
        return [str(words[m]) for m in self.measures if m in words]

    @property
    def evidence_rows(self) -> list[tuple[str, bool]]:
        """The eleven kinds as a checklist: words and whether it is there."""
        return [(str(words), kind in self.evidence) for kind, words in self.Evidence.choices]

    def protects(self, day: date) -> bool:
        """Whether it is in force on `day`."""
        return (
            self.status == self.Status.GRANTED
            and self.decided_on is not None
            and self.last_on is not None
            and self.decided_on <= day <= self.last_on
            and (self.revoked_on is None or day < self.revoked_on)
        )


class OrderBreach(models.Model):
    """An order was broken: what happened, and that the police were told (art. 34)."""

    wall = walls.matter()

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    matter = models.ForeignKey("disputes.Matter", models.PROTECT, related_name="+")
    order = models.ForeignKey(ProtectionOrder, models.PROTECT, related_name="breaches")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    happened_on = models.DateField(_("发生日期"))
    words = EncryptedTextField(_("情况"), blank=False)
    police_told_at = models.DateTimeField(_("报告公安时间"))
    station = EncryptedTextField(_("派出所"), max_length=60, blank=False)
    result = EncryptedTextField(_("处理结果"))
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ScopedQuerySet["OrderBreach"].as_manager()

    class Meta:
        verbose_name = _("来件裁定情况")
        ordering = ["-happened_on", "-id"]

    def __str__(self) -> str:
        return f"{self.happened_on}"
