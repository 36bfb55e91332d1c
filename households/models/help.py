"""结对帮扶: one helper and one household, and what was given (domain C5, J2 结对帮扶台账)."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.identity import mask_phone
from accounts.querysets import ScopedQuerySet


class PairingQuerySet(ScopedQuerySet["Pairing"]):
    """Pairings by state."""

    def active(self) -> PairingQuerySet:
        """Going on."""
        return self.filter(ended_on__isnull=True)

    def publishable(self) -> PairingQuerySet:
        """Those whose household agreed to be named outside the office; nobody else's name ever
        appears in anything made for others (domain C5, PIPL art. 25)."""
        return self.filter(consent_on__isnull=False)


class Pairing(models.Model):
    """helper: a person, a unit, an 爱心妈妈, an enterprise or a team of volunteers; consent_on: the
    day the household agreed to be named in public, None while it has not; ended_at: when the end
    was put in, by the server's clock."""

    wall = walls.CASE

    class Helper(models.TextChoices):
        PERSON = "person", _("干部、党员个人")
        MOTHER = "mother", _("爱心妈妈")
        UNIT = "unit", _("机关单位")
        ENTERPRISE = "enterprise", _("企业")
        TEAM = "team", _("志愿服务队")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    household = models.ForeignKey(
        "households.Household", models.PROTECT, related_name="pairings", verbose_name=_("对象")
    )
    helper_kind = models.CharField(_("帮扶人"), max_length=12, choices=Helper.choices)
    helper_name = models.CharField(_("姓名或单位"), max_length=60)
    contact = EncryptedTextField(_("联系电话"))
    need = EncryptedTextField(_("困难"))
    measures = EncryptedTextField(_("措施"))
    since = models.DateField(_("结对日期"))
    consent_on = models.DateField(_("同意公开日期"), null=True)
    consent_by = models.CharField(_("谁签字同意"), max_length=40, blank=True)
    ended_on = models.DateField(_("结束日期"), null=True)
    ended_at = models.DateTimeField(null=True)
    effect = EncryptedTextField(_("成效"))
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    objects = PairingQuerySet.as_manager()

    class Meta:
        verbose_name = _("结对帮扶")
        ordering = ["-since", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    helper_kind__in=["person", "mother", "unit", "enterprise", "team"]
                ),
                name="pairing_helper_kind",
            ),
            models.CheckConstraint(condition=~models.Q(helper_name=""), name="pairing_has_helper"),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True)
                | models.Q(ended_on__gte=models.F("since")),
                name="pairing_days_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(consent_on__isnull=True, consent_by="")
                | (models.Q(consent_on__isnull=False) & ~models.Q(consent_by="")),
                name="pairing_consent_signed",
            ),
            models.UniqueConstraint(
                fields=["household", "helper_name"],
                condition=models.Q(ended_on__isnull=True),
                name="pairing_once_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["village", "since"], name="pairing_village_since")]

    def __str__(self) -> str:
        return f"{self.get_helper_kind_display()} {self.since}"

    @property
    def masked_contact(self) -> str:
        """138****8000; the whole number is shown by a POST with a reason (C5)."""
        return mask_phone(self.contact) if self.contact else ""


class HelpEvent(models.Model):
    """One time help was given; amount in yuan, of money or as the value of goods."""

    wall = walls.CASE

    class Kind(models.TextChoices):
        MONEY = "money", _("慰问金")
        GOODS = "goods", _("物资")
        JOB = "job", _("就业、项目")
        STUDY = "study", _("助学")
        MEDICAL = "medical", _("就医")
        COMPANY = "company", _("陪伴、家务")
        OTHER = "other", _("其他")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client_uuid = models.UUIDField(unique=True, null=True)
    pairing = models.ForeignKey(Pairing, models.PROTECT, related_name="events")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    happened_on = models.DateField(_("日期"))
    kind = models.CharField(_("帮了什么"), max_length=8, choices=Kind.choices)
    what = EncryptedTextField(_("内容"))
    amount = models.DecimalField(_("折合金额（元）"), max_digits=10, decimal_places=2, null=True)
    signed_by = models.CharField(_("签收人"), max_length=40)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ScopedQuerySet["HelpEvent"].as_manager()

    class Meta:
        verbose_name = _("帮扶记录")
        ordering = ["-happened_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=["money", "goods", "job", "study", "medical", "company", "other"]
                ),
                name="help_event_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(amount__isnull=True) | models.Q(amount__gt=0),
                name="help_event_amount",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="money") | models.Q(amount__isnull=False),
                name="help_event_money_counted",
            ),
            models.CheckConstraint(condition=~models.Q(signed_by=""), name="help_event_signed"),
        ]
        indexes = [models.Index(fields=["village", "happened_on"], name="help_event_village_day")]

    def __str__(self) -> str:
        return f"{self.happened_on} {self.get_kind_display()}"
