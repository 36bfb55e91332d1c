"""A scoring text a city or a province hands down to its counties (下发细则)."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet
from campaigns.models import Level
from reports.models.rubric import LEVEL_CHOICES


class HandedRubric(models.Model):
    """place: the city or the province it comes from; level: whom the counties score by it. While a
    draft, content may be faulty in every way but its shape, like a county's draft; published it
    never changes, and the next edition of the year replaces it. digest: over the whole text, the
    same a county's rubric has that was taken over unchanged. Read by the counties from its
    publication on, written by the system in the name of the place."""

    wall = walls.shared("place_id", ("status", ("published", "replaced")), above=True)
    frozen = walls.Frozen("{row}.status <> 'draft'", but=("status", "version"))

    class Status(models.TextChoices):
        DRAFT = "draft", _("起草中")
        PUBLISHED = "published", _("已下发")
        REPLACED = "replaced", _("已被新版代替")
        DROPPED = "dropped", _("已作废")

    ALLOWED = {
        "edit": {Status.DRAFT},
        "drop": {Status.DRAFT},
        "publish": {Status.DRAFT},
        "take": {Status.PUBLISHED},
    }

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    year = models.SmallIntegerField(_("年度"))
    level = models.SmallIntegerField(_("适用"), choices=LEVEL_CHOICES)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.DRAFT)
    source = models.CharField(_("来自"), max_length=120)
    content = models.JSONField()
    digest = models.CharField(max_length=64, blank=True)
    drafted_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    objects = ScopedQuerySet["HandedRubric"].as_manager()

    class Meta:
        verbose_name = _("下发细则")
        ordering = ["-year", "level", "-drafted_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=["draft", "published", "replaced", "dropped"]),
                name="handed_status",
            ),
            models.CheckConstraint(condition=models.Q(level__in=[4, 5]), name="handed_level"),
            models.UniqueConstraint(
                fields=["place", "year", "level"],
                condition=models.Q(status="draft"),
                name="handed_one_draft",
            ),
            models.UniqueConstraint(
                fields=["place", "year", "level"],
                condition=models.Q(status="published"),
                name="handed_one_published",
            ),
            # Drafted by one, handed down by another.
            models.CheckConstraint(
                condition=models.Q(status__in=["draft", "dropped"], published_by__isnull=True)
                | (
                    models.Q(status__in=["published", "replaced"], published_by__isnull=False)
                    & models.Q(published_at__isnull=False)
                    & ~models.Q(digest="")
                    & ~models.Q(published_by=models.F("changed_by"))
                    & ~models.Q(published_by=models.F("drafted_by"))
                ),
                name="handed_published_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.get_status_display()}"

    @property
    def title(self) -> str:
        """Its name and version as written in it."""
        return f"{self.content.get('name', '')} {self.content.get('version', '')}".strip()

    @property
    def origin(self) -> str:
        """市里下发：测试市《考核细则》测试市2026年第1版, as a county's draft and text name it."""
        above = _("省里下发") if self.place.level == Level.PROVINCE else _("市里下发")
        name, version = self.content.get("name", ""), self.content.get("version", "")
        return f"{above}：{self.place.name}《{name}》{version}"[:120]
