"""A person in a matter and whether she consents to mediation."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.identity import mask_id, mask_phone
from accounts.querysets import ScopedQuerySet


class PartyQuerySet(ScopedQuerySet["Party"]):
    """Parties by side."""

    def sides(self) -> PartyQuerySet:
        """The two sides of a dispute, in the order of its papers."""
        return self.exclude(side=Party.Side.CONCERNED)


class Party(models.Model):
    """A party of a dispute, or a person a matter is about. A clear refusal forbids mediation
    (人民调解法 art. 17). Names, numbers and addresses are sealed; `keys` finds her by parts of her
    name and by her telephone, id_hash by her ID number (duplicates, 回避, what we hold)."""

    wall = walls.matter()

    class Side(models.TextChoices):
        APPLICANT = "applicant", _("申请人")
        RESPONDENT = "respondent", _("被申请人")
        CONCERNED = "concerned", _("相关人")

    class Consent(models.TextChoices):
        ASKED = "asked", _("待征询")
        GIVEN = "given", _("同意")
        REFUSED = "refused", _("拒绝")

    class Sex(models.TextChoices):
        UNKNOWN = "", _("未填")
        FEMALE = "female", _("女")
        MALE = "male", _("男")

    class Capacity(models.TextChoices):
        """民法典 art. 17–22."""

        FULL = "full", _("完全民事行为能力")
        LIMITED = "limited", _("限制民事行为能力")
        NONE = "none", _("无民事行为能力")

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    matter = models.ForeignKey("disputes.Matter", models.PROTECT, related_name="parties")
    dispute = models.ForeignKey(
        "disputes.Dispute", models.PROTECT, null=True, related_name="parties"
    )
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    side = models.CharField(max_length=12, choices=Side.choices)
    name = EncryptedTextField(_("姓名"), max_length=40, blank=False)
    sex = models.CharField(_("性别"), max_length=8, choices=Sex.choices, blank=True)
    birth_year = models.SmallIntegerField(_("出生年份"), null=True)
    id_number = EncryptedTextField(_("身份证号"), max_length=18)
    id_hash = models.BinaryField(max_length=16, null=True, editable=False)
    phone = EncryptedTextField(_("联系电话"), max_length=20)
    address = EncryptedTextField(_("单位或住址"), max_length=120)
    occupation = EncryptedTextField(_("职业或职务"), max_length=40)
    household = models.ForeignKey(
        "households.Household", models.PROTECT, null=True, related_name="+"
    )
    capacity = models.CharField(
        _("民事行为能力"), max_length=8, choices=Capacity.choices, default=Capacity.FULL
    )
    keys = ArrayField(models.BigIntegerField(), default=list, db_default=[])
    consent = models.CharField(max_length=8, choices=Consent.choices, default=Consent.ASKED)
    consent_on = models.DateField(null=True)

    # Set by disputes.queries.contact: reached only as contact_words say.
    guarded: bool = False
    contact_words: str = ""

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name = _("当事人")
        ordering = ["side", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(name__isnull=False), name="party_named"),
            models.CheckConstraint(
                condition=models.Q(consent="asked") | models.Q(consent_on__isnull=False),
                name="party_consent_dated",
            ),
            models.CheckConstraint(
                condition=models.Q(side__in=["applicant", "respondent", "concerned"])
                & models.Q(consent__in=["asked", "given", "refused"])
                & models.Q(sex__in=["", "female", "male"])
                & models.Q(capacity__in=["full", "limited", "none"]),
                name="party_choices_known",
            ),
            models.CheckConstraint(
                condition=models.Q(birth_year__isnull=True)
                | models.Q(birth_year__range=(1900, 2100)),
                name="party_birth_year",
            ),
            models.CheckConstraint(
                condition=models.Q(id_number__isnull=True) | models.Q(id_hash__isnull=False),
                name="party_id_hashed",
            ),
        ]
        indexes = [
            GinIndex(fields=["keys"], name="party_keys"),
            models.Index(fields=["id_hash"], name="party_id_hash"),
            models.Index(fields=["household"], name="party_household"),
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()} {self.pk}"

    @property
    def masked_id(self) -> str:
        """The ends of her ID number, "" without one."""
        return mask_id(self.id_number) if self.id_number else ""

    @property
    def masked_phone(self) -> str:
        """The ends of her telephone number; "" without one, and where a safe-contact rule holds."""
        return mask_phone(self.phone) if self.phone and not self.guarded else ""

    @property
    def has_secrets(self) -> bool:
        """Whether there is anything to reveal."""
        return bool(self.id_number or self.phone or self.address)

    @property
    def lacks_agent(self) -> bool:
        """A child or a person without capacity for whom no guardian acts (民法典 art. 23)."""
        acting = (a for a in self.agents.all() if a.until is None)
        return self.capacity != self.Capacity.FULL and not any(
            a.kind == "statutory" for a in acting
        )
