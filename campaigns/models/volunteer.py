"""Volunteers of the network: lawyers, judges, assessors, counsellors, mediators; their teams."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet


def in_force(day: date, way: str = "") -> Q:
    """A condition: has begun, has not ended (until is the last day, included). way: the path to
    the row that has the days (seats__)."""
    begun = Q(**{f"{way}since__lte": day})
    return begun & (Q(**{f"{way}until__isnull": True}) | Q(**{f"{way}until__gte": day}))


class VolunteerTeam(models.Model):
    """A team with a name of its own (巾帼调解队) and a leader out of its members."""

    wall = walls.shared("place_id")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey(
        "campaigns.Division", models.PROTECT, related_name="+", verbose_name=_("所属")
    )
    name = models.CharField(_("队名"), max_length=30)
    leader = models.ForeignKey(
        "campaigns.Volunteer",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("队长"),
    )
    since = models.DateField(_("组建日期"))
    until = models.DateField(_("撤销日期"), null=True)
    end_reason = models.CharField(_("撤销原因"), max_length=120, blank=True)
    version = models.IntegerField(default=1)

    objects = ScopedQuerySet["VolunteerTeam"].as_manager()

    class Meta:
        verbose_name = _("志愿队")
        ordering = ["place", "name"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="team_named"),
            models.CheckConstraint(
                condition=Q(until__isnull=True, end_reason="")
                | (Q(until__gte=models.F("since")) & ~Q(end_reason="")),
                name="team_ended_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["place", "name"], condition=Q(until__isnull=True), name="team_one_of_a_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class VolunteerQuerySet(ScopedQuerySet["Volunteer"]):
    """Volunteers by day."""

    def on(self, day: date) -> Self:
        """Those in force on a day."""
        return self.filter(in_force(day))


class Volunteer(models.Model):
    """place: the unit that called her; until: the last day, open when None."""

    wall = walls.shared("place_id")

    class Kind(models.TextChoices):
        LAWYER = "lawyer", _("律师")
        JUDGE = "judge", _("法官")
        PROSECUTOR = "prosecutor", _("检察官")
        ASSESSOR = "assessor", _("人民陪审员")
        COUNSELLOR = "counsellor", _("心理咨询师")
        INVITED = "invited", _("特邀调解员")
        MEDIATOR = "mediator", _("调解员")
        OTHER = "other", _("其他")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client_uuid = models.UUIDField(unique=True, null=True)
    place = models.ForeignKey(
        "campaigns.Division", models.PROTECT, related_name="+", verbose_name=_("所属")
    )
    name = models.CharField(_("姓名"), max_length=20)
    kind = models.CharField(_("类别"), max_length=10, choices=Kind.choices)
    employer = models.CharField(_("工作单位"), max_length=40, blank=True)
    skills = models.CharField(_("擅长"), max_length=60, blank=True)
    team = models.ForeignKey(
        VolunteerTeam, models.PROTECT, null=True, related_name="members", verbose_name=_("志愿队")
    )
    since = models.DateField(_("起"))
    until = models.DateField(_("止"), null=True)
    end_reason = models.CharField(_("退出原因"), max_length=120, blank=True)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    version = models.IntegerField(default=1)

    objects = VolunteerQuerySet.as_manager()

    class Meta:
        verbose_name = _("志愿者")
        ordering = ["place", "kind", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "lawyer", "judge", "prosecutor", "assessor", "counsellor", "invited",
                        "mediator", "other",
                    ]
                ),
                name="volunteer_kind",
            ),
            models.CheckConstraint(
                condition=~Q(name="")
                & (Q(until__isnull=True, end_reason="") | Q(until__gte=models.F("since"))),
                name="volunteer_whole",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.pk}"


class VolunteerContact(models.Model):
    """A volunteer's telephone, in a table that only roles that work with families get; shown to
    whoever gives a reason."""

    wall = walls.Wall(walls.Kind.CASE, "place_id")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    volunteer = models.OneToOneField(Volunteer, models.PROTECT, related_name="contact")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    phone = EncryptedTextField(_("电话"), max_length=20)

    objects = ScopedQuerySet["VolunteerContact"].as_manager()

    class Meta:
        verbose_name = _("志愿者电话")

    def __str__(self) -> str:
        return f"{self.volunteer_id}"
