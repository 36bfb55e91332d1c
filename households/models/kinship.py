"""回避: whom a worker is kin, neighbour or opponent of, and opening a file all the same.

A keeper may not be a relative or an opponent of a party (domain C3), and nobody sees or acts on
the file of a household she is bound to (reliability C7, features 14)."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.models import User
from accounts.querysets import ScopedQuerySet
from households.models.member import Member


class KinshipQuerySet(ScopedQuerySet["Kinship"]):
    """Declarations by day and person."""

    def in_force(self, day: date | None = None) -> KinshipQuerySet:
        """Declarations that hold on `day` (default today)."""
        day = day or timezone.localdate()
        return self.filter(models.Q(until__isnull=True) | models.Q(until__gt=day), since__lte=day)

    def binding(self, user: User) -> models.QuerySet[Any]:
        """Keys of the households whose files are closed to `user` today, those opened in an
        emergency excepted."""
        opened = EmergencyOpening.objects.running().filter(
            person=user, household=models.OuterRef("household")
        )
        rows = self.in_force().filter(~models.Exists(opened), household__isnull=False, person=user)
        return rows.values("household")

    def binding_members(self, user: User) -> models.QuerySet[Any]:
        """Keys of the households closed to `user` because she, or a person she declared by ID
        number, is a member there today."""
        opened = EmergencyOpening.objects.running().filter(
            person=user, household=models.OuterRef("household")
        )
        declared = self.in_force().filter(person=user, person_hash__isnull=False)
        who = models.Q(id_hash__in=declared.values("person_hash"))
        if user.id_hash:
            who |= models.Q(id_hash=bytes(user.id_hash))
        rows = Member.objects.present().filter(~models.Exists(opened), who)
        return rows.values("household")


class Kinship(models.Model):
    """One tie of one worker to one household, or to a person known by ID number wherever she
    lives (only its keyed hash is kept), declared by herself or recorded by the level
    above; it holds from `since` on and ends only when the level above confirms it."""

    wall = walls.CASE

    class Kind(models.TextChoices):
        SELF = "self", _("本人家庭")
        KIN = "kin", _("亲属")
        NEIGHBOUR = "neighbour", _("近邻")
        OPPONENT = "opponent", _("有纠纷或利害关系")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("accounts.User", models.PROTECT, related_name="kinships")
    household = models.ForeignKey(
        "households.Household", models.PROTECT, null=True, related_name="kinships"
    )
    person_hash = models.BinaryField(max_length=16, null=True, editable=False)
    # The household's village; of a person known by ID number the declarer's own place.
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    kind = models.CharField(_("关系"), max_length=12, choices=Kind.choices)
    since = models.DateField(_("起"))
    until = models.DateField(_("止"), null=True)
    declared_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    end_asked_on = models.DateField(_("申请解除"), null=True)
    end_reason = models.CharField(_("解除理由"), max_length=200, blank=True)
    ended_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    objects = KinshipQuerySet.as_manager()

    class Meta:
        verbose_name = _("回避申报")
        ordering = ["until", "-since", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["self", "kin", "neighbour", "opponent"]),
                name="kinship_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(household__isnull=False, person_hash__isnull=True)
                | models.Q(household__isnull=True, person_hash__isnull=False),
                name="kinship_to_one",
            ),
            models.UniqueConstraint(
                fields=["person", "person_hash"],
                condition=models.Q(until__isnull=True),
                name="kinship_person_once",
            ),
            models.UniqueConstraint(
                fields=["person", "household"],
                condition=models.Q(until__isnull=True),
                name="kinship_once",
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="kinship_days_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True)
                | (models.Q(ended_by__isnull=False) & ~models.Q(ended_by=models.F("person"))),
                name="kinship_ended_by_another",
            ),
        ]
        indexes = [models.Index(fields=["household"], name="kinship_household")]

    def __str__(self) -> str:
        return f"{self.person} {self.get_kind_display()}"


class EmergencyOpeningQuerySet(ScopedQuerySet["EmergencyOpening"]):
    """Openings by moment and review."""

    def running(self, now: datetime | None = None) -> EmergencyOpeningQuerySet:
        """Openings that have not run out."""
        return self.filter(until__gt=now or timezone.now())

    def unreviewed(self) -> EmergencyOpeningQuerySet:
        """Openings the level above has still to look at."""
        return self.filter(reviewed_at__isnull=True)


class EmergencyOpening(models.Model):
    """A worker who has to stand aside opened a household's files because somebody is in danger:
    with a reason, for a day, reviewed the next day by the level above. A sealed file stays
    sealed; only the tie is set aside."""

    wall = walls.CASE

    class Verdict(models.TextChoices):
        RIGHT = "right", _("确有必要")
        WRONG = "wrong", _("不应打开")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    household = models.ForeignKey("households.Household", models.PROTECT, related_name="+")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    reason = EncryptedTextField(_("理由"))
    opened_at = models.DateTimeField(_("打开"))
    until = models.DateTimeField(_("到期"))
    # The division whose federation reviews it: the opener's township, or the county.
    review_place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    review_due = models.DateField(_("复核期限"))
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    verdict = models.CharField(_("结论"), max_length=8, choices=Verdict.choices, blank=True)
    review_words = EncryptedTextField(_("复核意见"))

    objects = EmergencyOpeningQuerySet.as_manager()

    class Meta:
        verbose_name = _("紧急打开")
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verdict__in=["", "right", "wrong"]), name="emergency_verdict"
            ),
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("opened_at")), name="emergency_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(reviewed_at__isnull=True, reviewed_by__isnull=True, verdict="")
                | (
                    models.Q(reviewed_at__isnull=False, reviewed_by__isnull=False)
                    & ~models.Q(verdict="")
                    & ~models.Q(reviewed_by=models.F("person"))
                ),
                name="emergency_reviewed_by_another",
            ),
        ]
        indexes = [models.Index(fields=["person", "household"], name="emergency_person")]

    def __str__(self) -> str:
        return f"{self.opened_at:%Y-%m-%d %H:%M} {self.person}"
