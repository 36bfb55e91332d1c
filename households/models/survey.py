"""The households drawn into a survey, by whom and how they are asked. What was answered lies in
campaigns.SurveyAnswer, and nothing leads from here to there."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet


class SampledHouseholdQuerySet(ScopedQuerySet["SampledHousehold"]):
    """Sampled households by state."""

    def waiting(self) -> Self:
        """Those still to be asked by somebody."""
        return self.filter(state=SampledHousehold.State.WAITING)


class SampledHousehold(models.Model):
    """rank: its place in the village's draw. way: by secret dice, not by the printed seed, so that
    nobody can reckon which household was meant for the telephone and is asked at the door instead
    (households.transitions.survey). client_uuid: of the form that was answered, so that one sent
    twice is one answer."""

    wall = walls.CASE

    class Way(models.TextChoices):
        DOOR = "door", _("上门")
        PHONE = "phone", _("电话")
        CODE = "code", _("二维码")

    class State(models.TextChoices):
        WAITING = "waiting", _("待调查")
        DONE = "done", _("已答")
        MISSED = "missed", _("没有调查到")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    survey = models.ForeignKey("campaigns.Survey", models.PROTECT, related_name="+")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    household = models.ForeignKey("households.Household", models.PROTECT, related_name="samplings")
    rank = models.SmallIntegerField(_("抽签序"))
    way = models.CharField(_("方式"), max_length=8, choices=Way.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    asked_on = models.DateField(_("调查日期"), null=True)
    client_uuid = models.UUIDField(null=True)

    objects = SampledHouseholdQuerySet.as_manager()

    class Meta:
        verbose_name = _("调查样本户")
        ordering = ["village", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "household"], name="sampled_once"),
            models.CheckConstraint(
                condition=Q(way__in=["door", "phone", "code"]), name="sampled_way"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", asked_by__isnull=True, asked_on__isnull=True)
                | (
                    Q(state__in=["done", "missed"])
                    & Q(asked_by__isnull=False, asked_on__isnull=False)
                ),
                name="sampled_state",
            ),
        ]
        indexes = [models.Index(fields=["survey", "village", "state"], name="sampled_village")]

    def __str__(self) -> str:
        return f"{self.village_id} {self.rank}"
