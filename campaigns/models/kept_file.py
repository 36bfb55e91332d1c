"""A file kept with something of the campaign year: a signed page, minutes, photos, proof."""

from __future__ import annotations

import uuid
from functools import reduce
from operator import or_
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedBinaryField, EncryptedTextField
from accounts.querysets import ScopedQuerySet

# What a file may be kept with: one column each, exactly one of them filled.
OWNERS = (
    "pledge",
    "task_report",
    "target",
    "finding",
    "rectification",
    "activity",
    "training",
    "adoption",
    "duty_mark",
    "plan",
    "meeting",
    "fund_item",
)


def exactly_one(names: tuple[str, ...]) -> Q:
    """A condition: one of the columns is filled and the others are empty."""
    return reduce(or_, (Q(**{f"{n}__isnull": n != name for n in names}) for name in names))


class KeptFileQuerySet(ScopedQuerySet["KeptFile"]):
    """Files by state."""

    def kept(self) -> Self:
        """Not taken back."""
        return self.filter(taken_back_at__isnull=True)

    def listed(self) -> Self:
        """For lists: without the bytes."""
        return self.defer("data")


class KeptFile(models.Model):
    """data: what was made of the file on arrival, a photo drawn anew or a PDF without anything that
    acts by itself (accounts.kept_bytes; reliability A8, C10, E1). place: its owner's place, so that
    the wall is the owner's. Taken back, the line stays and the bytes are gone."""

    wall = walls.area("place_id")

    class Medium(models.TextChoices):
        PHOTO = "photo", _("照片")
        PDF = "pdf", _("PDF 文件")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    pledge = models.ForeignKey(
        "campaigns.Pledge", models.PROTECT, null=True, related_name="files", editable=False
    )
    task_report = models.ForeignKey(
        "campaigns.TaskReport", models.PROTECT, null=True, related_name="files", editable=False
    )
    target = models.ForeignKey(
        "campaigns.InspectionTarget",
        models.PROTECT,
        null=True,
        related_name="files",
        editable=False,
    )
    finding = models.ForeignKey(
        "campaigns.Finding", models.PROTECT, null=True, related_name="files", editable=False
    )
    rectification = models.ForeignKey(
        "campaigns.Rectification", models.PROTECT, null=True, related_name="files", editable=False
    )
    activity = models.ForeignKey(
        "campaigns.Activity", models.PROTECT, null=True, related_name="files", editable=False
    )
    training = models.ForeignKey(
        "campaigns.Training", models.PROTECT, null=True, related_name="files", editable=False
    )
    adoption = models.ForeignKey(
        "campaigns.Adoption", models.PROTECT, null=True, related_name="files", editable=False
    )
    duty_mark = models.ForeignKey(
        "campaigns.DutyMark", models.PROTECT, null=True, related_name="files", editable=False
    )
    plan = models.ForeignKey(
        "campaigns.Plan", models.PROTECT, null=True, related_name="files", editable=False
    )
    meeting = models.ForeignKey(
        "campaigns.Meeting", models.PROTECT, null=True, related_name="files", editable=False
    )
    fund_item = models.ForeignKey(
        "campaigns.FundItem", models.PROTECT, null=True, related_name="files", editable=False
    )
    title = EncryptedTextField(_("名称"), max_length=60, blank=False)
    medium = models.CharField(_("形式"), max_length=8, choices=Medium.choices)
    data = EncryptedBinaryField(_("内容"))
    size = models.IntegerField(_("大小"))
    pages = models.SmallIntegerField(_("页数"))
    added_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    objects = KeptFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("附件")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=exactly_one(OWNERS), name="kept_file_one_owner"),
            models.CheckConstraint(
                condition=Q(medium__in=["photo", "pdf"]), name="kept_file_medium"
            ),
            models.CheckConstraint(
                condition=Q(size__gt=0) & Q(pages__gt=0), name="kept_file_measured"
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, taken_back_by__isnull=True)
                & Q(data__isnull=False)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False, data__isnull=True),
                name="kept_file_kept_or_taken_back",
            ),
        ]
        indexes = [models.Index(fields=["place", "added_at"], name="kept_file_place_day")]

    def __str__(self) -> str:
        return f"{self.get_medium_display()} {self.pk}"

    @property
    def owner(self) -> models.Model:
        """What the file is kept with."""
        owner: models.Model = next(filter(None, (getattr(self, name) for name in OWNERS)))
        return owner
