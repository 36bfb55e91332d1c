"""The plan (方案) of a county's year: its paper, aims and phases (domain J1, J2)."""

from __future__ import annotations

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet
from campaigns.models.seat import days_range, whole_range


class Plan(models.Model):
    """One a year. number and issued_on are empty while it is a draft that only the county itself
    works on; city_paper: the plan of the city it carries out."""

    wall = walls.county("county_id")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.OneToOneField("campaigns.Campaign", models.PROTECT, related_name="plan")
    county = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    number = models.CharField(_("文号"), max_length=40, blank=True)
    issued_on = models.DateField(_("印发日期"), null=True)
    city_paper = models.CharField(_("上级文件"), max_length=60, blank=True)
    aims = models.TextField(_("工作目标"), max_length=1000)
    written_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    objects = ScopedQuerySet["Plan"].as_manager()

    class Meta:
        verbose_name = _("年度方案")
        constraints = [
            models.CheckConstraint(
                condition=Q(number="", issued_on__isnull=True)
                | ~Q(number="") & Q(issued_on__isnull=False),
                name="plan_issued_with_number",
            ),
            models.CheckConstraint(condition=~Q(aims=""), name="plan_whole"),
        ]

    def __str__(self) -> str:
        return self.number or str(_("草稿"))

    @property
    def is_issued(self) -> bool:
        """Whether it holds for everybody."""
        return self.issued_on is not None


class Phase(models.Model):
    """A stretch of the year and what is done in it; phases of one plan do not overlap."""

    wall = walls.county("county_id")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="phases")
    county = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    name = models.CharField(_("阶段"), max_length=20)
    since = models.DateField(_("起"))
    until = models.DateField(_("止"))
    what = models.CharField(_("主要工作"), max_length=200)

    objects = ScopedQuerySet["Phase"].as_manager()

    class Meta:
        verbose_name = _("方案阶段")
        ordering = ["since", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(what="") & Q(until__gte=F("since")), name="phase_whole"
            ),
            ExclusionConstraint(
                name="phase_one_at_a_time",
                expressions=[whole_range("plan"), days_range()],
                index_type="gist",
            ),
        ]

    def __str__(self) -> str:
        return self.name
