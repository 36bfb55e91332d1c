"""How answers come in and what stands beside them: printed tokens, a third party's figures,
reports of interference."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet


class TokenBatch(models.Model):
    """Slips printed for a village at one go. The tokens stand on the paper alone; a batch that
    was lost is voided and another printed."""

    wall = walls.area("village_id")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    survey = models.ForeignKey("campaigns.Survey", models.PROTECT, related_name="batches")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    count = models.SmallIntegerField(_("张数"))
    printed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    printed_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)

    objects = ScopedQuerySet["TokenBatch"].as_manager()

    class Meta:
        verbose_name = _("调查二维码")
        ordering = ["-printed_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(count__range=(1, 500)), name="token_batch_count")
        ]
        indexes = [models.Index(fields=["survey", "village"], name="token_batch_village")]

    def __str__(self) -> str:
        return f"{self.village_id} {self.count}"


class SurveyToken(models.Model):
    """One printed token, as a keyed hash. used: whether an answer came with it; not when, and not
    which. told: how many words about interference came from its page."""

    wall = walls.area("village_id")

    batch = models.ForeignKey(TokenBatch, models.PROTECT, related_name="tokens")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    token_hash = models.BinaryField(max_length=32, unique=True)
    used = models.BooleanField(default=False)
    told = models.SmallIntegerField(default=0)

    objects = ScopedQuerySet["SurveyToken"].as_manager()

    class Meta:
        verbose_name = _("答卷口令")

    def __str__(self) -> str:
        return str(self.pk)


class OutsideResultQuerySet(ScopedQuerySet["OutsideResult"]):
    """A third party's figures by state."""

    def counted(self) -> Self:
        """What was not taken back."""
        return self.filter(taken_back_at__isnull=True)


class OutsideResult(models.Model):
    """A third party's figures for one unit, as uploaded: who surveyed, from which file. Kept apart
    from the county's own answers."""

    wall = walls.area("place_id")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    survey = models.ForeignKey("campaigns.Survey", models.PROTECT, related_name="outside")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    surveyor = models.CharField(_("调查机构"), max_length=40)
    file_name = models.CharField(_("文件"), max_length=120)
    drawn = models.IntegerField(_("样本"))
    valid = models.IntegerField(_("有效"))
    aware = models.IntegerField(_("知晓"))
    took_part = models.IntegerField(_("参与"))
    satisfied = models.IntegerField(_("满意"))
    safe = models.IntegerField(_("安全"))
    uploaded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    objects = OutsideResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("第三方调查结果")
        ordering = ["place", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid__gte=0, drawn__gte=models.F("valid"))
                & Q(aware__range=(0, models.F("valid")), took_part__range=(0, models.F("valid")))
                & Q(satisfied__range=(0, models.F("valid")), safe__range=(0, models.F("valid"))),
                name="outside_result_within",  # no rate above 100 %
            ),
            models.CheckConstraint(condition=~Q(surveyor=""), name="outside_result_by_somebody"),
            models.UniqueConstraint(
                fields=["survey", "place"],
                condition=Q(taken_back_at__isnull=True),
                name="outside_result_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.surveyor}"


class Interference(models.Model):
    """Somebody says that answers were coached, given for others or watched (domain A6 veto e).
    It is read by the county and the governance office alone, never by the unit it is about;
    told_by is empty for whoever told it without an account."""

    wall = walls.area("county_id")

    class Status(models.TextChoices):
        OPEN = "open", _("待核查")
        FOUND = "found", _("属实")
        NOT_FOUND = "not_found", _("不属实")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client_uuid = models.UUIDField(unique=True, null=True)
    survey = models.ForeignKey("campaigns.Survey", models.PROTECT, related_name="interferences")
    county = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    about = models.ForeignKey("campaigns.Division", models.PROTECT, null=True, related_name="+")
    words = EncryptedTextField(_("情况"), max_length=500)
    told_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    told_on = models.DateField(_("反映日期"))
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    handling = EncryptedTextField(_("核查情况"), max_length=500)
    handled_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    handled_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    objects = ScopedQuerySet["Interference"].as_manager()

    class Meta:
        verbose_name = _("干扰调查的反映")
        ordering = ["-told_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["open", "found", "not_found"]), name="interference_status"
            ),
            models.CheckConstraint(
                condition=Q(status="open", handled_by__isnull=True)
                | (~Q(status="open") & Q(handled_by__isnull=False, handled_at__isnull=False)),
                name="interference_handled_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.told_on} {self.get_status_display()}"
