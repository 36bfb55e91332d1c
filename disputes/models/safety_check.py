"""What the mediation gate has to know, as it was asked, and how its warnings were answered."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet
from disputes.models.of_dispute import OfDispute


class Topic(models.TextChoices):
    """What is to be settled (domain E gate 5 and 6; disputes.gate_facts.Subject)."""

    PROPERTY = "property", _("财产")
    SUPPORT = "support", _("赡养、抚养、扶养费")
    VISITING = "visiting", _("探望子女")
    LIVING = "living", _("居住安排")
    DAMAGE = "damage", _("人身损害赔偿")
    OTHER = "other", _("其他事项")
    VIOLENCE = "violence", _("侵害是否发生、怎样定性")
    STATUS = "status", _("婚姻效力、收养、亲子等身份关系")


class SafetyCheck(OfDispute):
    """One asking before acceptance or later (安全询问); the latest counts. harmed: keys of the
    parties who suffer or seem to suffer harm. police_told_on, reported_on: the day the police was
    told, and the mandatory report for a child or a person without capacity was made (domain E,
    art. 14; 未成年人保护法 art. 11); report_proof: by which paper one knows it."""

    dispute = models.ForeignKey("disputes.Dispute", models.PROTECT, related_name="checks")
    asked_on = models.DateField(_("询问日期"))
    subjects = ArrayField(models.CharField(max_length=12, choices=Topic.choices), default=list)
    violence_now = models.BooleanField(_("正在发生人身侵害或有现实危险"))
    violence_known = models.BooleanField(_("发生过人身侵害"))
    injury_appraisal = models.BooleanField(_("有伤情需要鉴定"))
    crime_suspected = models.BooleanField(_("涉嫌违法犯罪"))
    harmed = ArrayField(models.BigIntegerField(), default=list, db_default=[])
    police_told_on = models.DateField(_("报告公安机关日期"), null=True)
    reported_on = models.DateField(_("强制报告日期"), null=True)
    report_proof = EncryptedTextField(_("报告凭据"), max_length=120)
    order_until = models.DateField(_("人身安全保护令有效期至"), null=True)
    safe_contact = EncryptedTextField(_("安全联系约定"), max_length=200)

    objects = ScopedQuerySet["SafetyCheck"].as_manager()

    class Meta:
        verbose_name = _("安全询问")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(subjects__len__gt=0)
                & models.Q(subjects__contained_by=list(Topic.values)),
                name="check_subjects_known",
            ),
            models.CheckConstraint(
                condition=models.Q(reported_on__isnull=True) | models.Q(report_proof__isnull=False),
                name="check_reported_with_proof",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.asked_on}"

    @property
    def calm(self) -> bool:
        """Nothing of danger was told."""
        return not (
            self.violence_now
            or self.violence_known
            or self.injury_appraisal
            or self.crime_suspected
            or self.harmed
        )

    @property
    def topics(self) -> list[str]:
        """What is to be settled, in words."""
        return [str(Topic(one).label) for one in self.subjects]


class GateAnswer(OfDispute):
    """A warning of the gate and what the mediator did about it, before she went on. rule: the
    gate's word for it."""

    dispute = models.ForeignKey("disputes.Dispute", models.PROTECT, related_name="gate_answers")
    act = models.CharField(max_length=12)
    rule = models.CharField(max_length=20)
    answer = EncryptedTextField(_("怎样处理的"), blank=False)
    answered_on = models.DateField()

    objects = ScopedQuerySet["GateAnswer"].as_manager()

    class Meta:
        verbose_name = _("提醒的答复")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answer__isnull=False), name="gate_answer_in_words"
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.answered_on}"
