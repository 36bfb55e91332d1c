"""The year's scoring rules (考核细则) as data: published texts, drafts, which is in force."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.models import User
from accounts.querysets import ScopedQuerySet
from accounts.reach import touching

LEVEL_CHOICES = [(4, _("县对乡镇（街道）")), (5, _("乡镇对村（社区）"))]
# Whom a text that is only there to be read and begun from may have been written for.
TEXT_CHOICES = [
    (2, _("省对设区的市")),
    (3, _("市对县（市、区）")),
    *LEVEL_CHOICES,
    (6, _("村（社区）对家庭")),
]


class RubricQuerySet(ScopedQuerySet["Rubric"]):
    """Published texts by whom they concern."""

    def visible_to(self, user: User) -> RubricQuerySet:
        """The shipped examples and those of the reader's own county; what other counties have
        published is their affair."""
        if user.is_system:
            return self
        return self.filter(models.Q(county__isnull=True) | touching(user.area_spans, "county_id"))

    def shipped(self) -> RubricQuerySet:
        """Of every text that comes with the system the version stored last; anybody may read
        them."""
        newest = models.Subquery(
            Rubric.objects.filter(county__isnull=True)
            .order_by("code", "-loaded_at", "-id")
            .distinct("code")
            .values("pk")
        )
        return self.filter(pk__in=newest)


class Rubric(models.Model):
    """code and version name it inside its county (none: an example that comes with the system);
    content is the canonical form reports.rules reads; digest its sha256; origin: where a text came
    from that the county has not written itself (handed down by its city). A row never changes: a
    change is a new version."""

    wall = walls.REFERENCE
    frozen = walls.Frozen("{row}.id > 0")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    county = models.ForeignKey(
        "campaigns.Division", models.PROTECT, null=True, blank=True, related_name="+"
    )
    code = models.CharField(max_length=20)
    version = models.CharField(max_length=20)
    title = models.CharField(_("名称"), max_length=80)
    level = models.SmallIntegerField(choices=TEXT_CHOICES)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    origin = models.CharField(_("出处"), max_length=120, blank=True)
    loaded_at = models.DateTimeField(default=timezone.now)

    objects = RubricQuerySet.as_manager()

    class Meta:
        verbose_name = _("考核细则")
        ordering = ["code", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "code", "version"],
                name="rubric_version_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(level__in=[2, 3, 4, 5, 6]), name="rubric_level"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"


class RubricDraft(models.Model):
    """A text somebody is working on; content may be faulty in every way but its shape
    (reports.rubric_editing.shape). based_on: the text it began from; handed: the city's text that
    was taken over; reason: why the year's text
    is changed; returned: why the governance office sent it back. rubric: what it became."""

    wall = walls.county("county_id")
    frozen = walls.Frozen("{row}.status IN ('published', 'dropped')")

    class Status(models.TextChoices):
        DRAFT = "draft", _("起草中")
        SUBMITTED = "submitted", _("待审定")
        PUBLISHED = "published", _("已发布")
        DROPPED = "dropped", _("已作废")

    ALLOWED = {
        "edit": {Status.DRAFT},
        "submit": {Status.DRAFT},
        "drop": {Status.DRAFT},
        "return": {Status.SUBMITTED},
        "publish": {Status.SUBMITTED},
    }

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="+")
    county = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    level = models.SmallIntegerField(_("适用"), choices=LEVEL_CHOICES)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.DRAFT)
    based_on = models.ForeignKey(Rubric, models.PROTECT, null=True, blank=True, related_name="+")
    handed = models.ForeignKey(
        "reports.HandedRubric", models.PROTECT, null=True, blank=True, related_name="drafts"
    )
    source = models.CharField(_("来自"), max_length=120)
    content = models.JSONField()
    reason = models.CharField(_("修改理由"), max_length=300, blank=True)
    returned = models.CharField(_("退回意见"), max_length=300, blank=True)
    drafted_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    submitted_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    rubric = models.ForeignKey(Rubric, models.PROTECT, null=True, related_name="drafts")
    version = models.IntegerField(default=1)

    objects = ScopedQuerySet["RubricDraft"].as_manager()

    class Meta:
        verbose_name = _("细则草稿")
        ordering = ["-drafted_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=["draft", "submitted", "published", "dropped"]),
                name="rubric_draft_status",
            ),
            models.CheckConstraint(condition=models.Q(level__in=[4, 5]), name="rubric_draft_level"),
            models.CheckConstraint(
                condition=models.Q(status="published", rubric__isnull=False)
                | (~models.Q(status="published") & models.Q(rubric__isnull=True)),
                name="rubric_draft_became_a_rubric",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=["submitted", "published"])
                | (models.Q(submitted_by__isnull=False) & ~models.Q(reason="")),
                name="rubric_draft_submitted_with_reason",
            ),
            models.UniqueConstraint(
                fields=["campaign", "level"],
                condition=models.Q(status__in=["draft", "submitted"]),
                name="rubric_draft_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()} {self.get_status_display()}"


class RubricAdoption(models.Model):
    """From when on a text is in force for a year and level: the newest row is. groups: the peer
    groups townships are ranked in, name → codes; empty: streets and farms apart from towns.
    Append only."""

    wall = walls.county("county_id")
    frozen = walls.Frozen("{row}.id > 0")

    campaign = models.ForeignKey(
        "campaigns.Campaign", models.PROTECT, related_name="rubric_adoptions"
    )
    county = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    level = models.SmallIntegerField(choices=LEVEL_CHOICES)
    rubric = models.ForeignKey(Rubric, models.PROTECT, related_name="adoptions")
    groups = models.JSONField(_("分组"), default=dict, blank=True)
    reason = models.CharField(_("理由"), max_length=300)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = ScopedQuerySet["RubricAdoption"].as_manager()

    class Meta:
        verbose_name = _("细则启用")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level__in=[4, 5]), name="rubric_adoption_level"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="rubric_adoption_reasoned"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign} {self.rubric}"
