"""Hours volunteers gave, the cases they sat in, and how many hours a month are too many."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet

HOURS_A_MONTH = 24  # until a county decides otherwise


class VolunteerWorkQuerySet(ScopedQuerySet["VolunteerWork"]):
    """Work by state."""

    def counted(self) -> Self:
        """What was not taken back."""
        return self.filter(taken_back_at__isnull=True)


class VolunteerWork(models.Model):
    """kind TRIAL is an assessor's (人民陪审案件), COURT a court-invited mediator's (特邀调解规定
    2016): their work is counted in cases as well as hours. team: the volunteer's of that day."""

    wall = walls.area("place_id")

    class Kind(models.TextChoices):
        VISIT = "visit", _("走访陪伴")
        LAW = "law", _("法律咨询")
        COUNSEL = "counsel", _("心理疏导")
        MEDIATION = "mediation", _("参与调解")
        COURT = "court", _("特邀调解案件")
        TRIAL = "trial", _("人民陪审案件")
        DUTY = "duty", _("网点值班")
        PUBLICITY = "publicity", _("宣传培训")
        OTHER = "other", _("其他")

    IN_CASES = (Kind.COURT, Kind.TRIAL)

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client_uuid = models.UUIDField(unique=True, null=True)
    volunteer = models.ForeignKey("campaigns.Volunteer", models.PROTECT, related_name="works")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    team = models.ForeignKey(
        "campaigns.VolunteerTeam", models.PROTECT, null=True, related_name="works"
    )
    point = models.ForeignKey(
        "campaigns.ServicePoint", models.PROTECT, null=True, related_name="volunteer_works"
    )
    day = models.DateField(_("日期"))
    kind = models.CharField(_("做了什么"), max_length=10, choices=Kind.choices)
    hours = models.DecimalField(_("小时"), max_digits=4, decimal_places=1)
    cases = models.SmallIntegerField(_("案件数"), default=0)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    objects = VolunteerWorkQuerySet.as_manager()

    class Meta:
        verbose_name = _("志愿服务")
        ordering = ["-day", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "visit", "law", "counsel", "mediation", "court", "trial", "duty",
                        "publicity", "other",
                    ]
                ),
                name="volunteer_work_kind",
            ),
            models.CheckConstraint(condition=Q(hours__gt=0, hours__lte=24), name="volunteer_hours"),
            models.CheckConstraint(
                condition=Q(kind__in=["court", "trial"], cases__range=(1, 20))
                | (~Q(kind__in=["court", "trial"]) & Q(cases=0)),
                name="volunteer_work_cases",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, taken_back_by__isnull=True)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
                name="volunteer_work_taken_back_by_somebody",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["place", "day"], name="volunteer_work_place_day"),
            models.Index(fields=["volunteer", "day"], name="volunteer_work_of_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.get_kind_display()} {self.hours}"


class VolunteerLimit(models.Model):
    """The hours a month from which a county's volunteer counts as overloaded; the newest row
    holds, former ones stay."""

    wall = walls.county("county_id")

    county = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    hours = models.SmallIntegerField(_("每月上限（小时）"))
    set_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    objects = ScopedQuerySet["VolunteerLimit"].as_manager()

    class Meta:
        verbose_name = _("志愿服务上限")
        ordering = ["-set_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(hours__range=(1, 300)), name="volunteer_limit_hours")
        ]

    def __str__(self) -> str:
        return f"{self.county_id} {self.hours}"
