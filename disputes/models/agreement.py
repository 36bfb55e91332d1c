"""What the parties agreed, on paper or orally, and who signed it."""

from __future__ import annotations

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet


class AgreementQuerySet(ScopedQuerySet["Agreement"]):
    """Agreements by force."""

    def in_force(self) -> AgreementQuerySet:
        """Those that took effect; a draft that waits for a signature binds nobody."""
        return self.filter(effective_on__isnull=False)


class Agreement(models.Model):
    """人民调解法 art. 28–30. A written one is drafted first and takes effect when the last of
    three things is there: all parties signed, the mediator signed, the committee's seal is on;
    effective_on is that day and null until then. An oral one takes effect on its day; registered:
    its register sheet (口头协议登记表) is filled. effective_at, registered_at: when that was
    entered (server time). facts, issue, responsibility: art. 29. What was
    agreed are its promises; `terms` is what beside them has no day, performance where and how
    else. copies: one for each party and one for the committee."""

    wall = walls.matter(column="village_id")

    class Form(models.TextChoices):
        WRITTEN = "written", _("书面协议")
        ORAL = "oral", _("口头协议")

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    matter = models.ForeignKey("disputes.Matter", models.PROTECT, related_name="+")
    dispute = models.OneToOneField("disputes.Dispute", models.PROTECT, related_name="agreement")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    form = models.CharField(_("协议形式"), max_length=8, choices=Form.choices)
    facts = EncryptedTextField(_("纠纷主要事实"))
    issue = EncryptedTextField(_("争议事项"))
    responsibility = EncryptedTextField(_("各方责任"))
    terms = EncryptedTextField(_("其他约定"))
    performance = EncryptedTextField(_("履行地点和说明"), max_length=200)
    copies = models.SmallIntegerField(_("协议份数"), null=True)
    agreed_on = models.DateField(_("达成日期"))
    parties_signed_on = models.DateField(_("当事人签名日期"), null=True)
    mediator_signed_on = models.DateField(_("调解员签名日期"), null=True)
    sealed_on = models.DateField(_("调委会盖章日期"), null=True)
    effective_on = models.DateField(_("生效日期"), null=True)
    effective_at = models.DateTimeField(null=True)
    registered = models.BooleanField(_("已登记口头协议"), default=False)
    registered_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("调解协议")
        constraints = [
            models.CheckConstraint(
                condition=Q(form="oral", effective_on=F("agreed_on"))
                | Q(form="written", effective_on__isnull=True)
                | Q(
                    form="written",
                    parties_signed_on__isnull=False,
                    mediator_signed_on__isnull=False,
                    sealed_on__isnull=False,
                    effective_on=Greatest("parties_signed_on", "mediator_signed_on", "sealed_on"),
                ),
                name="agreement_in_force_signed",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{day}__isnull": True}) | Q(**{f"{day}__gte": F("agreed_on")}),
                    name=f"agreement_{day.removesuffix('_on')}_after",
                )
                for day in ("parties_signed_on", "mediator_signed_on", "sealed_on")
            ),
            models.CheckConstraint(
                condition=Q(copies__isnull=True) | Q(copies__gte=2), name="agreement_copies"
            ),
            models.CheckConstraint(
                condition=Q(form__in=["written", "oral"]), name="agreement_form_known"
            ),
            models.CheckConstraint(
                condition=Q(effective_on__isnull=True, effective_at__isnull=True, registered=False)
                | Q(effective_on__isnull=False, effective_at__isnull=False),
                name="agreement_effect_timed",
            ),
            models.CheckConstraint(
                condition=Q(registered=False, registered_at__isnull=True)
                | Q(registered=True, registered_at__isnull=False),
                name="agreement_register_timed",
            ),
        ]
        indexes = [models.Index(fields=["village", "agreed_on"], name="agreement_village_day")]

    def __str__(self) -> str:
        return f"{self.get_form_display()} {self.agreed_on}"

    @property
    def in_force(self) -> bool:
        """Whether it binds the parties."""
        return self.effective_on is not None

    @property
    def sealed(self) -> bool:
        """Whether the committee's seal is on."""
        return self.sealed_on is not None

    @property
    def lacking(self) -> list[str]:
        """What a draft still waits for, in words."""
        if self.in_force:
            return []
        waits = (
            (self.parties_signed_on, _("当事人签名")),
            (self.mediator_signed_on, _("调解员签名")),
            (self.sealed_on, _("调委会盖章")),
        )
        return [str(words) for day, words in waits if day is None]


class Signature(models.Model):
    """One party put her name, seal or finger to a written agreement (art. 29)."""

    wall = walls.matter(column="village_id")

    class Manner(models.TextChoices):
        NAME = "name", _("签名")
        SEAL = "seal", _("盖章")
        FINGER = "finger", _("按指印")

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    matter = models.ForeignKey("disputes.Matter", models.PROTECT, related_name="+")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="signatures")
    party = models.ForeignKey("disputes.Party", models.PROTECT, related_name="+")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    signed_on = models.DateField(_("签名日期"))
    manner = models.CharField(_("方式"), max_length=8, choices=Manner.choices)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    objects = ScopedQuerySet["Signature"].as_manager()

    class Meta:
        verbose_name = _("当事人签名")
        ordering = ["party_id"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "party"], name="signature_once"),
            models.CheckConstraint(
                condition=Q(manner__in=["name", "seal", "finger"]), name="signature_manner"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_manner_display()} {self.signed_on}"
