"""A file that proves something said about a score: a photo or a PDF."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedBinaryField, EncryptedTextField
from accounts.models import User
from accounts.querysets import ScopedQuerySet
from campaigns.models.kept_file import exactly_one
from reports.models.mark import LineMark

# What a file may prove: one column each, exactly one of them filled.
OWNERS = ("sheet", "claim", "appeal", "veto")


class ProofQuerySet(ScopedQuerySet["Proof"]):
    """Files for lists."""

    def listed(self) -> Self:
        """Without the bytes."""
        return self.defer("data")

    def shown_to(self, user: User) -> Self:
        """What `user` may open now: the scan of a paper with a blind score on it is as closed as
        the score."""
        hidden = (
            LineMark.objects.standing()
            .filter(sheet=OuterRef("sheet_id"))
            .exclude(pk__in=LineMark.objects.shown_to(user).values("pk"))
        )
        return self.visible_to(user).filter(~Exists(hidden))


class Proof(models.Model):
    """data: what was made of the file on arrival (accounts.kept_bytes; reliability A8, C10, E1).
    unit: its owner's, so that the wall is the owner's; code: the line it proves, "" for all."""

    wall = walls.area("unit_id")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    sheet = models.ForeignKey(
        "reports.MarkSheet", models.PROTECT, null=True, related_name="files", editable=False
    )
    claim = models.ForeignKey(
        "reports.BonusClaim", models.PROTECT, null=True, related_name="files", editable=False
    )
    appeal = models.ForeignKey(
        "reports.Appeal", models.PROTECT, null=True, related_name="files", editable=False
    )
    veto = models.ForeignKey(
        "reports.Veto", models.PROTECT, null=True, related_name="files", editable=False
    )
    code = models.CharField(max_length=12, blank=True)
    title = EncryptedTextField(_("名称"), max_length=60, blank=False)
    medium = models.CharField(max_length=8, choices=[("photo", _("照片")), ("pdf", _("PDF 文件"))])
    data = EncryptedBinaryField(_("内容"))
    size = models.IntegerField()
    pages = models.SmallIntegerField()
    added_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = ProofQuerySet.as_manager()

    class Meta:
        verbose_name = _("考核佐证")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=exactly_one(OWNERS), name="proof_one_owner"),
            models.CheckConstraint(
                condition=Q(medium__in=["photo", "pdf"]) & Q(size__gt=0) & Q(pages__gt=0),
                name="proof_measured",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.medium} {self.pk}"

    @property
    def owner(self) -> models.Model:
        """What the file proves."""
        owner: models.Model = next(filter(None, (getattr(self, name) for name in OWNERS)))
        return owner
