"""A protection case (权益保护): from the call for help to its closing (domain E, L, J2).

The nouns' Chinese names are quiet: the audit administrator's log shows them (C6)."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from disputes.models.protection_report import MandatoryReport
from disputes.models.safety import SafetyAssessment


class ProtectionCaseQuerySet(ScopedQuerySet["ProtectionCase"]):
    """Cases by state."""

    def open(self) -> ProtectionCaseQuerySet:
        """Not closed."""
        return self.exclude(status=ProtectionCase.Status.CLOSED)


class ProtectionCase(models.Model):
    """求助 → 安全评估 → 处置 → 跟踪 → 结案. The matter holds who called and what was said, its
    parties are the person protected (applicant), the other side (respondent) and children
    (concerned). safe_*: how she may be reached without danger; asked for before anything else.
    child_found_at: when it became known that a child or a person without full capacity is
    concerned; from then on a report to the police is owed."""

    wall = walls.matter()

    class Status(models.TextChoices):
        ASKED = "asked", _("求助")
        ASSESSED = "assessed", _("已评估")
        HANDLING = "handling", _("处置中")
        TRACKING = "tracking", _("跟踪中")
        CLOSED = "closed", _("已结案")

    class Relation(models.TextChoices):
        """What the other side is to her (反家庭暴力法 art. 2, 37)."""

        SPOUSE = "spouse", _("夫妻")
        FORMER = "former", _("前夫、前妻或分手的伴侣")
        COHABITING = "cohabiting", _("同居")
        PARENT = "parent", _("父母")
        CHILD = "child", _("子女")
        KIN = "kin", _("其他亲属")

    class Injury(models.TextChoices):
        NONE = "none", _("没有")
        LIGHT = "light", _("有伤，不用就医")
        MEDICAL = "medical", _("已经或需要就医")
        UNKNOWN = "unknown", _("不清楚")

    class Need(models.TextChoices):
        POLICE = "police", _("报警")
        MEDICAL = "medical", _("就医")
        APPRAISAL = "appraisal", _("伤情鉴定")
        SHELTER = "shelter", _("临时庇护")
        ORDER = "order", _("申请保护令")
        LEGAL = "legal", _("法律援助")
        COUNSEL = "counsel", _("心理疏导")
        CHILDREN = "children", _("照顾孩子")
        LIVING = "living", _("生活救助")

    class Called(models.TextChoices):
        YES = "yes", _("已报警")
        NO = "no", _("没有报警")
        UNKNOWN = "unknown", _("不清楚")

    class Ground(models.TextChoices):
        SAFE = "safe", _("危险消除，生活稳定")
        MOVED = "moved", _("已离开，移交迁入地")
        HANDED = "handed", _("转由公安、法院等办理")
        WISH = "wish", _("本人明确表示不再需要")
        UNFOUNDED = "unfounded", _("经核实没有这种情况")

    ALLOWED = {
        "contact": {Status.ASKED, Status.ASSESSED, Status.HANDLING, Status.TRACKING},
        "assess": {Status.ASKED, Status.ASSESSED, Status.HANDLING, Status.TRACKING},
        "report": {Status.ASKED, Status.ASSESSED, Status.HANDLING, Status.TRACKING},
        "plan": {Status.ASSESSED, Status.HANDLING, Status.TRACKING},
        "act": {Status.ASSESSED, Status.HANDLING, Status.TRACKING},
        "track": {Status.HANDLING},
        "visit": {Status.HANDLING, Status.TRACKING},
        "close": {Status.ASSESSED, Status.HANDLING, Status.TRACKING},
        "reopen": {Status.CLOSED},
    }

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    matter = models.OneToOneField("disputes.Matter", models.PROTECT, related_name="protection")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ASKED)
    opened_at = models.DateTimeField(_("立案时间"))
    opened_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    relation = models.CharField(_("对方是她的"), max_length=12, choices=Relation.choices)
    injury = models.CharField(_("伤情"), max_length=8, choices=Injury.choices)
    injury_words = EncryptedTextField(_("伤情说明"))
    needs = ArrayField(
        models.CharField(max_length=10, choices=Need.choices), verbose_name=_("需要"), default=list
    )
    police_called = models.CharField(_("报警"), max_length=8, choices=Called.choices)
    police_number = EncryptedTextField(_("报警回执号"), max_length=40)
    child_found_at = models.DateTimeField(_("得知有未成年人等的时间"), null=True)
    safe_phone = EncryptedTextField(_("安全电话"), max_length=20)
    contact_hours = EncryptedTextField(_("什么时候打"), max_length=80)
    contact_ask = EncryptedTextField(_("找谁接"), max_length=40)
    contact_words = EncryptedTextField(_("怎么说"), max_length=120)
    contact_told = EncryptedTextField(_("可以告诉谁"), max_length=120)
    contact_message = models.BooleanField(_("可以留言、发短信"), null=True)
    contact_asked_on = models.DateField(_("联系方式核对日期"), null=True)
    level = models.CharField(_("危险等级"), max_length=8, blank=True)
    urgency = models.SmallIntegerField(_("紧急次序"), default=0)
    review_on = models.DateField(_("下次评估"), null=True)
    closed_on = models.DateField(_("结案日期"), null=True)
    ground = models.CharField(_("结案原因"), max_length=12, choices=Ground.choices, blank=True)
    close_words = EncryptedTextField(_("结案说明"))
    version = models.IntegerField(default=1)

    objects = ProtectionCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("来件档案")
        ordering = ["-urgency", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["asked", "assessed", "handling", "tracking", "closed"]),
                name="protection_status",
            ),
            models.CheckConstraint(
                condition=Q(
                    relation__in=["spouse", "former", "cohabiting", "parent", "child", "kin"]
                )
                & Q(injury__in=["none", "light", "medical", "unknown"])
                & Q(police_called__in=["yes", "no", "unknown"])
                & Q(level__in=["", "high", "medium", "low"])
                & Q(ground__in=["", "safe", "moved", "handed", "wish", "unfounded"]),
                name="protection_choices_known",
            ),
            # The safe contact comes before the case leaves intake (features, wish 13).
            models.CheckConstraint(
                condition=Q(status="asked") | Q(contact_asked_on__isnull=False),
                name="protection_safe_contact_first",
            ),
            models.CheckConstraint(
                condition=Q(status="asked") | ~Q(level=""), name="protection_assessed"
            ),
            models.CheckConstraint(
                condition=(Q(status="closed", closed_on__isnull=False) & ~Q(ground=""))
                | (~Q(status="closed") & Q(closed_on__isnull=True, ground="")),
                name="protection_closed_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def need_words(self) -> list[str]:
        """Her needs in words."""
        words = dict(self.Need.choices)
        return [str(words[need]) for need in self.needs if need in words]

    @property
    def level_words(self) -> str:
        """The decided level in words."""
        return str(dict(SafetyAssessment.Level.choices).get(self.level, ""))

    @property
    def report_made(self) -> MandatoryReport | None:
        """The report to the police that was made, None where there is none."""
        return getattr(self, "mandatory_report", None)

    @property
    def report_owed(self) -> bool:
        """Whether a report to the police is still owed (反家庭暴力法 art. 14)."""
        return self.child_found_at is not None and self.report_made is None

    @property
    def has_safe_contact(self) -> bool:
        """Whether it was asked how she may be reached."""
        return self.contact_asked_on is not None
