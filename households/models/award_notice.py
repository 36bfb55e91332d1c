"""公示: one notice of one level with the households on it, as it hangs and as it was printed."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedBinaryField
from accounts.querysets import ScopedQuerySet
from households.models.rank import Rank

PLACED = walls.Wall(walls.Kind.CASE, "place_id")


class AwardNotice(models.Model):
    """A list on notice, of households or of honours, or the public correction after a revocation.
    lines are frozen when it is given: names already masked (domain H), so that page and print
    never change; awards, honours: the keys behind them. code: the address of its public page,
    /n/<code>, printed on it. printed: the PDF as first drawn; every later print is the same
    bytes."""

    wall = PLACED

    class Kind(models.TextChoices):
        NAMES = "list", _("名单公示")
        CORRECTION = "correction", _("摘牌公告")
        HONOURS = "honours", _("荣誉公示")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("公示码"), max_length=22, unique=True, editable=False)
    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="+")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    rank = models.CharField(_("公示级别"), max_length=8, choices=Rank.choices)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.NAMES)
    starts = models.DateField(_("公示起"))
    until = models.DateField(_("公示止"))
    days = models.PositiveSmallIntegerField(_("工作日"))
    board = models.CharField(_("公示地点"), max_length=80)
    phone = models.CharField(_("异议电话"), max_length=20)
    unit = models.CharField(_("受理单位"), max_length=60)
    lines = models.JSONField(_("名单"), default=list)
    awards = ArrayField(models.BigIntegerField(), default=list)
    honours = ArrayField(models.BigIntegerField(), default=list, db_default=[])
    printed = EncryptedBinaryField(_("打印件"))
    given_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    objects = ScopedQuerySet["AwardNotice"].as_manager()

    class Meta:
        verbose_name = _("公示")
        ordering = ["-starts", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("starts")), name="notice_in_order"),
            models.CheckConstraint(
                condition=Q(rank__in=["village", "township", "county"]), name="notice_rank"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["list", "correction", "honours"]), name="notice_kind"
            ),
            models.CheckConstraint(
                condition=Q(kind="honours", awards=[]) | (~Q(kind="honours") & Q(honours=[])),
                name="notice_of_one_kind",
            ),
            models.CheckConstraint(
                condition=~Q(board="") & ~Q(phone="") & ~Q(unit=""), name="notice_whole"
            ),
        ]
        indexes = [models.Index(fields=["place", "starts"], name="notice_place_starts")]

    def __str__(self) -> str:
        return f"{self.place_id} {self.starts}"


class AwardPhoto(models.Model):
    """A photo of the board, of a plate on its door, of a paper return: cleaned (accounts.photos)
    and sealed. Exactly one owner."""

    wall = PLACED

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    notice = models.ForeignKey(AwardNotice, models.PROTECT, null=True, related_name="photos")
    award = models.ForeignKey("households.Award", models.PROTECT, null=True, related_name="photos")
    slip = models.ForeignKey(
        "households.AwardSlip", models.PROTECT, null=True, related_name="photos"
    )
    image = EncryptedBinaryField()
    width = models.IntegerField()
    height = models.IntegerField()
    added_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = ScopedQuerySet["AwardPhoto"].as_manager()

    class Meta:
        verbose_name = _("创评照片")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(notice__isnull=False, award__isnull=True, slip__isnull=True)
                | Q(notice__isnull=True, award__isnull=False, slip__isnull=True)
                | Q(notice__isnull=True, award__isnull=True, slip__isnull=False),
                name="award_photo_one_owner",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.width}×{self.height}"
