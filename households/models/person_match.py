"""The county's decision that two registered members are, or are not, one person."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet


class PersonMatch(models.Model):
    """Only the county decides and only the county sees it (T3): the wall is over the county's own
    code, which no village's reach contains. moved: the members that took the first one's person
    key, former_key: the key they had, so that a decision can be taken back."""

    wall = walls.Wall(walls.Kind.CASE, "county_id")

    class Ground(models.TextChoices):
        ID = "id", _("身份证号相同")
        NAME_BIRTH = "name_birth", _("姓名和出生日期相同")

    class Verdict(models.TextChoices):
        SAME = "same", _("同一人")
        DIFFERENT = "different", _("不是同一人")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    county = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    first = models.ForeignKey("households.Member", models.PROTECT, related_name="+")
    second = models.ForeignKey("households.Member", models.PROTECT, related_name="+")
    ground = models.CharField(max_length=16, choices=Ground.choices)
    verdict = models.CharField(max_length=16, choices=Verdict.choices)
    reason = models.CharField(_("依据"), max_length=200)
    former_key = models.UUIDField(null=True)
    moved = ArrayField(models.BigIntegerField(), default=list)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)
    undone_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undo_reason = models.CharField(_("撤销原因"), max_length=200, blank=True)

    objects = ScopedQuerySet["PersonMatch"].as_manager()

    class Meta:
        verbose_name = _("人员核对")
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ground__in=["id", "name_birth"]), name="person_match_ground"
            ),
            models.CheckConstraint(
                condition=models.Q(verdict__in=["same", "different"]),
                name="person_match_verdict",
            ),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="person_match_ordered"
            ),
            models.UniqueConstraint(
                fields=["first", "second"],
                condition=models.Q(undone_at__isnull=True),
                name="person_match_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_verdict_display())
