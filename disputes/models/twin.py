"""Two matters that may be one: what the county decided about a pair (T3)."""

from __future__ import annotations

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet
from accounts.walls import Kind, Wall


class MatterTwin(models.Model):
    """A pair: the same thing brought twice, or not. Nothing is merged away; both stay and point at
    each other. county: where it belongs, so that neither a village nor a township learns through
    it that another has the same matter; a pair with a sealed matter is as closed as that one."""

    wall = Wall(Kind.FILE, "county_id", matters=("matter_id", "other_id"))

    class Verdict(models.TextChoices):
        SAME = "same", _("同一件")
        DIFFERENT = "different", _("不是同一件")

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    matter = models.ForeignKey("disputes.Matter", models.PROTECT, related_name="+")
    other = models.ForeignKey("disputes.Matter", models.PROTECT, related_name="+")
    county = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    verdict = models.CharField(_("结论"), max_length=12, choices=Verdict.choices)
    reason = EncryptedTextField(_("依据"), blank=False)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    on = models.DateField(_("日期"))

    objects = ScopedQuerySet["MatterTwin"].as_manager()

    class Meta:
        verbose_name = _("重复来件核对")
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict__in=["same", "different"]), name="matter_twin_verdict"
            ),
            models.CheckConstraint(
                condition=Q(matter__lt=F("other")), name="matter_twin_older_first"
            ),
            models.CheckConstraint(condition=Q(reason__isnull=False), name="matter_twin_reasoned"),
            models.UniqueConstraint(fields=["matter", "other"], name="matter_twin_once"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.other_id} {self.get_verdict_display()}"
