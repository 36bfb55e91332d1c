"""A person registered in a household, and what was changed about them."""

from __future__ import annotations

import json
import uuid
from datetime import date
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.identity import FEMALE, MALE, mask_id, mask_phone
from accounts.querysets import ScopedQuerySet

CHILD_YEARS = 14  # 个人信息保护法 art. 31: special rules under fourteen


class Relation(models.TextChoices):
    """与户主关系 (domain J2), in the order of the paper."""

    HEAD = "head", _("户主")
    SPOUSE = "spouse", _("配偶")
    SON = "son", _("子")
    DAUGHTER = "daughter", _("女")
    CHILD_IN_LAW = "child_in_law", _("儿媳、女婿")
    GRANDCHILD = "grandchild", _("孙子女、外孙子女")
    PARENT = "parent", _("父母")
    PARENT_IN_LAW = "parent_in_law", _("公婆、岳父母")
    GRANDPARENT = "grandparent", _("祖父母、外祖父母")
    SIBLING = "sibling", _("兄弟姐妹")
    OTHER = "other", _("其他亲属")
    NONE = "none", _("非亲属")
    UNKNOWN = "unknown", _("待核对")


class Sex(models.TextChoices):
    """As the ID number or the document says."""

    MALE = MALE, _("男")
    FEMALE = FEMALE, _("女")
    UNKNOWN = "unknown", _("未填")


class DocumentKind(models.TextChoices):
    """What identifies a person; anything but an ID number needs a reason (domain G)."""

    ID = "id", _("居民身份证")
    BOOK = "book", _("户口簿")
    BIRTH = "birth", _("出生医学证明")
    PERMIT = "permit", _("港澳台居民证件")
    PASSPORT = "passport", _("护照")
    LATER = "later", _("证件待补")
    NONE = "none", _("没有证件")


class ConsentBasis(models.TextChoices):
    """On what ground a child under fourteen is kept (domain H ⑧)."""

    GUARDIAN = "guardian", _("监护人同意")
    DUTY = "duty", _("履行法定职责")


PRESENT = models.Q(left_on__isnull=True, died_on__isnull=True)


class MemberQuerySet(ScopedQuerySet["Member"]):
    """Members by state."""

    def present(self) -> MemberQuerySet:
        """Who belongs to the household today."""
        return self.filter(PRESENT)

    def in_order(self) -> MemberQuerySet:
        """As the paper lists them: the head first, then by relation and age."""
        rank = models.Case(
            *(models.When(relation=r.value, then=i) for i, r in enumerate(Relation)),
            output_field=models.SmallIntegerField(),
        )
        return self.order_by(
            "household_id", rank, models.F("birth_date").asc(nulls_last=True), "pk"
        )


def years_between(born: date, day: date) -> int:
    """Full years of somebody born on `born`, on `day`."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


class Member(models.Model):
    """One person in one household. The same person may be a member of two (divorced, two homes;
    domain K7): nothing unique reaches beyond the household, so that no village can learn of
    another (T3). person_key says who is one person; only the county sets it equal. id_hash finds
    an ID number, keys tails and telephones, by keyed hashes."""

    wall = walls.CASE

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    household = models.ForeignKey(
        "households.Household", models.PROTECT, related_name="members", verbose_name=_("家庭")
    )
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    person_key = models.UUIDField(default=uuid.uuid4, editable=False)
    name = models.CharField(_("姓名"), max_length=40)
    pinyin = models.CharField(max_length=120, blank=True)
    initials = models.CharField(max_length=20, blank=True)
    relation = models.CharField(_("与户主关系"), max_length=16, choices=Relation.choices)
    sex = models.CharField(_("性别"), max_length=8, choices=Sex.choices, default=Sex.UNKNOWN)
    birth_date = models.DateField(_("出生日期"), null=True, blank=True)
    document = models.CharField(_("证件"), max_length=16, choices=DocumentKind.choices)
    id_number = EncryptedTextField(_("身份证号"), max_length=18)
    id_hash = models.BinaryField(max_length=16, null=True, editable=False)
    document_number = EncryptedTextField(_("证件号码"), max_length=40)
    document_reason = models.CharField(_("没有身份证号的原因"), max_length=100, blank=True)
    phone = EncryptedTextField(_("电话"), max_length=20)
    consent = models.CharField(
        _("登记依据"), max_length=16, choices=ConsentBasis.choices, blank=True
    )
    consent_note = models.CharField(_("依据说明"), max_length=100, blank=True)
    keys = ArrayField(models.BigIntegerField(), default=list)
    joined_on = models.DateField(_("加入日期"))
    left_on = models.DateField(_("离开日期"), null=True, blank=True)
    died_on = models.DateField(_("死亡日期"), null=True, blank=True)
    version = models.IntegerField(default=1)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("家庭成员")
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="member_named"),
            models.CheckConstraint(
                condition=models.Q(relation__in=[r.value for r in Relation]),
                name="member_relation",
            ),
            models.CheckConstraint(
                condition=models.Q(sex__in=[s.value for s in Sex]), name="member_sex"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    document=DocumentKind.ID, id_number__isnull=False, id_hash__isnull=False
                )
                | models.Q(
                    document__in=[d.value for d in DocumentKind if d != DocumentKind.ID],
                    id_number__isnull=True,
                    id_hash__isnull=True,
                ),
                name="member_document",
            ),
            models.CheckConstraint(
                condition=models.Q(document=DocumentKind.ID) | ~models.Q(document_reason=""),
                name="member_document_reasoned",
            ),
            models.CheckConstraint(
                condition=models.Q(consent__in=["", *(c.value for c in ConsentBasis)]),
                name="member_consent",
            ),
            models.UniqueConstraint(
                fields=["household"],
                condition=PRESENT & models.Q(relation=Relation.HEAD),
                name="member_one_head",
            ),
            models.UniqueConstraint(
                fields=["household", "id_hash"],
                condition=PRESENT & models.Q(id_hash__isnull=False),
                name="member_once_in_household",
            ),
        ]
        indexes = [
            GinIndex(fields=["keys"], name="member_keys"),
            models.Index(fields=["id_hash"], name="member_id_hash"),
            models.Index(fields=["person_key"], name="member_person"),
            models.Index(fields=["name", "birth_date"], name="member_name_birth"),
            models.Index(fields=["pinyin"], opclasses=["text_pattern_ops"], name="member_pinyin"),
            models.Index(
                fields=["initials"], opclasses=["text_pattern_ops"], name="member_initials"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.get_relation_display()}）"

    @property
    def is_present(self) -> bool:
        """Whether the person belongs to the household today."""
        return self.left_on is None and self.died_on is None

    def age(self, day: date | None = None) -> int | None:
        """Full years on `day` (default today); None without a birth date."""
        if self.birth_date is None:
            return None
        return years_between(self.birth_date, day or timezone.localdate())

    @property
    def is_child(self) -> bool:
        """Under fourteen: special rules (domain H ⑧)."""
        age = self.age()
        return age is not None and age < CHILD_YEARS

    def masked_document(self) -> str:
        """990101********0014; for another document its kind and last characters."""
        if self.document == DocumentKind.ID:
            return mask_id(self.id_number)
        kind = str(self.get_document_display())
        return f"{kind} {mask_id(self.document_number)}" if self.document_number else kind

    def masked_phone(self) -> str:
        """138****8000, "" without one."""
        return mask_phone(self.phone) if self.phone else ""


class HouseholdChange(models.Model):
    """What stood in a household or of a member before somebody changed it. The trail holds only
    that and which fields; the former words lie here, sealed."""

    wall = walls.CASE

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    household = models.ForeignKey("households.Household", models.PROTECT, related_name="changes")
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="changes")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    fields = ArrayField(models.CharField(max_length=40))
    before = EncryptedTextField()
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = ScopedQuerySet["HouseholdChange"].as_manager()

    class Meta:
        verbose_name = _("家庭信息改动")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"

    @property
    def labels(self) -> list[str]:
        """The changed fields in words."""
        return [str(self._field(name).verbose_name) for name in self.fields]

    def former(self) -> list[tuple[str, str]]:
        """(field in words, what stood there) for each changed field; opens what is sealed."""
        before: dict[str, Any] = json.loads(self.before)
        return [
            (str(self._field(name).verbose_name), _in_words(self._field(name), value))
            for name, value in before.items()
        ]

    def _field(self, name: str) -> Any:
        model = Member if self.member_id else apps.get_model("households.Household")
        return model._meta.get_field(name)


def _in_words(field: Any, value: Any) -> str:
    """A kept value as a page shows it."""
    if isinstance(value, bool):
        return str(_("是") if value else _("否"))
    if value in (None, ""):
        return str(_("空"))
    return str(dict(field.flatchoices).get(value, value))
