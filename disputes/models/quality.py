"""Quality review of dossiers (卷宗评查): a drawn sample, and the review of each dossier in it."""

from __future__ import annotations

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet


class QualityDraw(models.Model):
    """A sample drawn by the county for one township and period. Who has the seed and the numbers
    of the dossiers can draw it again and gets the same ones; population: how many there were."""

    wall = walls.shared("village_id")

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    village = models.ForeignKey(
        "campaigns.Division", models.PROTECT, related_name="+", verbose_name=_("乡镇")
    )
    first = models.DateField(_("起"))
    last = models.DateField(_("止"))
    seed = models.CharField(_("随机种子"), max_length=40)
    population = models.IntegerField(_("卷宗总数"))
    drawn_on = models.DateField(_("抽取日期"))
    drawn_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    objects = ScopedQuerySet["QualityDraw"].as_manager()

    class Meta:
        verbose_name = _("卷宗评查抽样")
        ordering = ["-drawn_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="quality_draw_days"),
            models.CheckConstraint(condition=Q(population__gte=1), name="quality_draw_population"),
        ]

    def __str__(self) -> str:
        return f"{self.village_id} {self.first}"


class QualityReviewQuerySet(ScopedQuerySet["QualityReview"]):
    """Reviews by what became of them."""

    def judged(self) -> QualityReviewQuerySet:
        """Reviewed at least once: the base of the pass rate."""
        return self.exclude(status=QualityReview.Status.DRAWN)

    def passed(self) -> QualityReviewQuerySet:
        """Passed, at once or when reviewed again."""
        return self.filter(status=QualityReview.Status.PASSED)

    def correcting(self) -> QualityReviewQuerySet:
        """A correction was asked for and is not told yet."""
        return self.filter(status=QualityReview.Status.FAILED)


class QualityReview(models.Model):
    """One drawn dossier, judged item by item (domain D2: acceptance lawful, complete, form,
    evidence, law applied, revisit, binding). Failed, a correction is asked for by a day; told,
    another person reviews it again. marks: item → pass, fail or na."""

    wall = walls.matter(column="village_id")

    class Status(models.TextChoices):
        DRAWN = "drawn", _("待评查")
        PASSED = "passed", _("合格")
        FAILED = "failed", _("待整改")
        CORRECTED = "corrected", _("待复查")

    class Item(models.TextChoices):
        ACCEPTANCE = "acceptance", _("受理合法")
        COMPLETE = "complete", _("材料齐全")
        FORM = "form", _("文书规范")
        EVIDENCE = "evidence", _("事实清楚、证据充分")
        LAW = "law", _("适用法律政策正确")
        REVISIT = "revisit", _("回访及时")
        BINDING = "binding", _("装订规范")

    class Mark(models.TextChoices):
        PASS = "pass", _("合格")
        FAIL = "fail", _("不合格")
        NA = "na", _("不适用")

    ALLOWED = {
        "review": {Status.DRAWN},
        "correct": {Status.FAILED},
        "again": {Status.CORRECTED},
    }

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    draw = models.ForeignKey(QualityDraw, models.PROTECT, related_name="reviews")
    matter = models.ForeignKey("disputes.Matter", models.PROTECT, related_name="+")
    dispute = models.ForeignKey("disputes.Dispute", models.PROTECT, related_name="quality_reviews")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.DRAWN)
    marks = models.JSONField(_("评查项"), default=dict, db_default={})
    remarks = EncryptedTextField(_("评查意见"))
    reviewed_on = models.DateField(_("评查日期"), null=True)
    reviewed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    correct_by = models.DateField(_("整改期限"), null=True)
    corrected_on = models.DateField(_("整改日期"), null=True)
    corrected_words = EncryptedTextField(_("整改情况"))
    again_on = models.DateField(_("复查日期"), null=True)
    again_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    again_words = EncryptedTextField(_("复查意见"))
    version = models.IntegerField(default=1)

    objects = QualityReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("卷宗评查")
        ordering = ["draw_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "dispute"], name="quality_review_once"),
            models.CheckConstraint(
                condition=Q(status__in=["drawn", "passed", "failed", "corrected"]),
                name="quality_review_status",
            ),
            models.CheckConstraint(
                condition=Q(status="drawn")
                | Q(reviewed_on__isnull=False, reviewed_by__isnull=False),
                name="quality_review_dated",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["failed", "corrected"]) | Q(correct_by__isnull=False),
                name="quality_review_correct_by",
            ),
            models.CheckConstraint(
                condition=Q(again_by__isnull=True) | ~Q(again_by=F("reviewed_by")),
                name="quality_review_again_by_another",
            ),
        ]
        indexes = [models.Index(fields=["village", "status"], name="quality_review_village")]

    def __str__(self) -> str:
        return f"{self.get_status_display()} {self.pk}"
