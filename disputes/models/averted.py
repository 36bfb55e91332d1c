"""What a mediation kept from happening, told with a reason and checked by somebody else."""

from __future__ import annotations

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet


class AvertedQuerySet(ScopedQuerySet["Averted"]):
    """Claims by what became of them."""

    def counted(self) -> AvertedQuerySet:
        """Those somebody else found true; only they are in the statistics."""
        return self.filter(verdict=Averted.Verdict.TRUE)

    def unchecked(self) -> AvertedQuerySet:
        """Those nobody has checked yet."""
        return self.filter(verdict="")


class Averted(models.Model):
    """防止民转刑、防止群体性上访 and the like (domain D3): counted only after a person other than
    the teller checked it, since nobody can count what did not happen without being asked how she
    knows (house choice [C])."""

    wall = walls.matter(column="village_id")

    class Kind(models.TextChoices):
        CRIME = "crime", _("防止民间纠纷转化为刑事案件")
        GROUP_PETITION = "group_petition", _("防止群体性上访")
        SUICIDE = "suicide", _("防止自杀")
        FIGHT = "fight", _("制止群体性械斗")

    class Verdict(models.TextChoices):
        OPEN = "", _("待核实")
        TRUE = "true", _("属实")
        UNTRUE = "untrue", _("不属实")

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    matter = models.ForeignKey("disputes.Matter", models.PROTECT, related_name="+")
    dispute = models.ForeignKey("disputes.Dispute", models.PROTECT, related_name="averted")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    kind = models.CharField(_("防止了什么"), max_length=16, choices=Kind.choices)
    persons = models.SmallIntegerField(_("涉及人数"))
    reason = EncryptedTextField(_("依据"), max_length=500, blank=False)
    told_on = models.DateField(_("登记日期"))
    told_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    verdict = models.CharField(
        _("核实"), max_length=8, choices=Verdict.choices, default="", blank=True
    )
    checked_on = models.DateField(_("核实日期"), null=True)
    checked_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    checked_words = EncryptedTextField(_("核实情况"), max_length=500)

    objects = AvertedQuerySet.as_manager()

    class Meta:
        verbose_name = _("调解成效")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dispute", "kind"],
                condition=~Q(verdict="untrue"),
                name="averted_once",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["crime", "group_petition", "suicide", "fight"])
                & Q(verdict__in=["", "true", "untrue"])
                & Q(persons__range=(1, 10000)),
                name="averted_choices",
            ),
            models.CheckConstraint(
                condition=Q(verdict="", checked_on__isnull=True, checked_by__isnull=True)
                | (
                    ~Q(verdict="")
                    & Q(checked_on__gte=F("told_on"), checked_by__isnull=False)
                    & ~Q(checked_by=F("told_by"))
                ),
                name="averted_checked_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.told_on}"
