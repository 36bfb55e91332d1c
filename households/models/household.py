"""A home and its pledge of the year."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.identity import mask_address
from accounts.querysets import ScopedQuerySet


class HouseholdQuerySet(ScopedQuerySet["Household"]):
    """Households by state."""

    def present(self) -> HouseholdQuerySet:
        """Households that live here today."""
        return self.filter(left_on__isnull=True)


class Household(models.Model):
    """number: the village's own house number, unique inside the village only (T3); grid: 网格;
    people: how many live here, never fewer than the members registered; left_on: the day it
    moved away or ended; left_at: when that was put in, by the server's clock.

    The safe contact rule (features.md, wish 13) is kept once and holds for every call, visit,
    message and paper: which telephone, when, whom to ask for, what to say, and whether a message
    may be left at all. keys: keyed hashes of parts of names, number, grid and address, by which a
    household is found; a dump of them says nothing (C1, C3)."""

    wall = walls.CASE

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    number = models.CharField(_("户号"), max_length=20)
    grid = models.CharField(_("网格"), max_length=40, blank=True)
    head_name = models.CharField(_("户主"), max_length=40)
    head_pinyin = models.CharField(max_length=120, blank=True)
    head_initials = models.CharField(max_length=20, blank=True)
    grams = ArrayField(models.CharField(max_length=2), default=list)
    people = models.SmallIntegerField(_("人口"), default=1)
    is_resident = models.BooleanField(_("常住"), default=True)
    registered_on = models.DateField(_("登记日期"))
    left_on = models.DateField(_("迁出日期"), null=True, blank=True)
    left_at = models.DateTimeField(null=True)
    address = EncryptedTextField(_("住址"), max_length=120)
    safe_phone = EncryptedTextField(_("安全电话"), max_length=20)
    safe_hours = EncryptedTextField(_("方便的时间"), max_length=60)
    safe_person = EncryptedTextField(_("找谁"), max_length=40)
    safe_words = EncryptedTextField(_("怎么说"), max_length=120)
    may_message = models.BooleanField(_("可以留言、发短信"), default=False, db_default=False)
    keys = ArrayField(models.BigIntegerField(), default=list, db_default=[])
    version = models.IntegerField(default=1)

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        verbose_name = _("家庭")
        ordering = ["village", "number"]
        constraints = [
            models.UniqueConstraint(fields=["village", "number"], name="household_number_once"),
            models.CheckConstraint(
                condition=models.Q(people__range=(1, 60)), name="household_people"
            ),
            models.CheckConstraint(condition=~models.Q(head_name=""), name="household_has_head"),
        ]
        indexes = [
            GinIndex(fields=["grams"], name="household_grams"),
            GinIndex(fields=["keys"], name="household_keys"),
            models.Index(
                fields=["head_pinyin"], opclasses=["text_pattern_ops"], name="household_pinyin"
            ),
            models.Index(
                fields=["head_initials"], opclasses=["text_pattern_ops"], name="household_initials"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.head_name}"

    def masked_address(self) -> str:
        """东组12****; "" without one."""
        return mask_address(self.address)

    @property
    def has_contact_rule(self) -> bool:
        """Whether anything was agreed on how to reach this family."""
        rule = (self.safe_phone, self.safe_hours, self.safe_person, self.safe_words)
        return any(rule)


class HouseholdPledge(models.Model):
    """One household's signature under the year's pledge (平安家庭承诺书). template: the edition
    of the letter it was signed on. way: how it came here; kept_at: where the signed paper lies;
    recorded_at: server time, for what a phone sends later the time it came in;
    client_uuid: made by the phone that wrote it down at the door, so that it counts once."""

    wall = walls.CASE

    class Way(models.TextChoices):
        ONE = "one", _("逐户登记")
        ROSTER = "roster", _("按名册登记")
        DOOR = "door", _("上门登记")

    household = models.ForeignKey(Household, models.PROTECT, related_name="pledges")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="+")
    signed_on = models.DateField(_("签订日期"))
    signatory = models.CharField(_("签字人"), max_length=40)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    template = models.ForeignKey(
        "campaigns.PledgeTemplate", models.PROTECT, null=True, related_name="+"
    )
    way = models.CharField(max_length=8, choices=Way.choices, default=Way.ONE, db_default=Way.ONE)
    kept_at = models.CharField(_("存放处"), max_length=120, blank=True, default="", db_default="")
    client_uuid = models.UUIDField(null=True)

    objects = ScopedQuerySet["HouseholdPledge"].as_manager()

    class Meta:
        verbose_name = _("家庭承诺书")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "household"], name="household_pledge_once"),
            models.CheckConstraint(
                condition=models.Q(way__in=["one", "roster", "door"]), name="household_pledge_way"
            ),
        ]
        indexes = [models.Index(fields=["campaign", "village"], name="household_pledge_village")]

    def __str__(self) -> str:
        return f"{self.household} {self.signed_on}"
