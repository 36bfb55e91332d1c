"""关爱台账: left-behind women, children and old people, who looks after them, and care visits
(domain C1 categories 08–10, H ⑧)."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.identity import mask_phone
from accounts.querysets import ScopedQuerySet


class CareRecordQuerySet(ScopedQuerySet["CareRecord"]):
    """Care records by state."""

    def active(self) -> CareRecordQuerySet:
        """Still in the ledger."""
        return self.filter(ended_on__isnull=True)


class CareRecord(models.Model):
    """A member of a household in a ledger. Name, age and, for a child under fourteen, the ground
    on which it is kept are the member's own (households.models.member) and are not asked twice."""

    wall = walls.CASE

    class Kind(models.TextChoices):
        CHILD = "child", _("留守、困境儿童")
        WOMAN = "woman", _("留守妇女")
        ELDER = "elder", _("空巢、独居、失能老人")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    household = models.ForeignKey(
        "households.Household", models.PROTECT, related_name="care_records", verbose_name=_("家庭")
    )
    member = models.ForeignKey(
        "households.Member", models.PROTECT, related_name="care_records", verbose_name=_("本人")
    )
    kind = models.CharField(_("对象"), max_length=6, choices=Kind.choices)
    carer = models.CharField(_("谁在照看"), max_length=40, blank=True)
    carer_relation = models.CharField(_("和本人的关系"), max_length=20, blank=True)
    contact = EncryptedTextField(_("联系电话"))
    need = EncryptedTextField(_("困难和诉求"))
    since = models.DateField(_("登记日期"))
    ended_on = models.DateField(_("退出日期"), null=True)
    end_reason = models.CharField(_("退出原因"), max_length=120, blank=True)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    version = models.IntegerField(default=1)

    objects = CareRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("关爱对象")
        ordering = ["village", "kind", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["child", "woman", "elder"]), name="care_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True)
                | (models.Q(ended_on__gte=models.F("since")) & ~models.Q(end_reason="")),
                name="care_ended_with_reason",
            ),
            models.UniqueConstraint(
                fields=["member", "kind"],
                condition=models.Q(ended_on__isnull=True),
                name="care_once_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["village", "kind"], name="care_village_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.since}"

    @property
    def masked_contact(self) -> str:
        """138****8000; the whole number is shown by a POST with a reason (C5)."""
        return mask_phone(self.contact) if self.contact else ""


class CareVisit(models.Model):
    """A care visit: who went, how, what was found."""

    wall = walls.CASE

    class Way(models.TextChoices):
        HOME = "home", _("上门")
        PHONE = "phone", _("电话、视频")
        SCHOOL = "school", _("到校")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    record = models.ForeignKey(CareRecord, models.PROTECT, related_name="visits")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    visited_on = models.DateField(_("哪天"))
    way = models.CharField(_("方式"), max_length=8, choices=Way.choices)
    found = EncryptedTextField(_("情况"))
    visitor = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ScopedQuerySet["CareVisit"].as_manager()

    class Meta:
        verbose_name = _("关爱探访")
        ordering = ["-visited_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(way__in=["home", "phone", "school"]), name="care_visit_way"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visited_on} {self.visitor}"
