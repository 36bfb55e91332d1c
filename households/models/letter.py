"""Household letters (平安家庭承诺书) printed in bulk: the job, and a part for every village."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedBinaryField
from accounts.models import JobRow
from accounts.querysets import ScopedQuerySet
from accounts.walls import Kind, Wall


class LetterPrint(JobRow):
    """A batch for all villages of `place`, on one edition of the letter. only_missing: homes that
    have signed already get none; stopped: called off, seen before the next village; origin: scheme
    and host the code on the letters leads to."""

    wall = Wall(Kind.CASE, "place_id")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="+")
    template = models.ForeignKey("campaigns.PledgeTemplate", models.PROTECT, related_name="+")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    origin = models.CharField(max_length=120)
    only_missing = models.BooleanField(_("只印没有签的"), default=False)
    stopped = models.BooleanField(default=False)
    letters = models.IntegerField(_("份数"), default=0)

    objects = ScopedQuerySet["LetterPrint"].as_manager()

    class Meta:
        verbose_name = _("承诺书批量打印")
        ordering = ["-asked_at"]

    @property
    def at_work(self) -> bool:
        """Whether a worker has it or will."""
        return self.state in (self.State.QUEUED, self.State.RUNNING)


class LetterPart(models.Model):
    """The letters of one village as one PDF, sealed until expires_at. The village sees its part,
    not the batch of the county it came from, so edition and origin stand here too. keys: the
    households in it; by_hand: of these, how many have a name no face can draw, left to be written
    by hand."""

    wall = walls.CASE

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    job = models.ForeignKey(LetterPrint, models.PROTECT, related_name="parts")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    template = models.ForeignKey("campaigns.PledgeTemplate", models.PROTECT, related_name="+")
    origin = models.CharField(max_length=120)
    keys = ArrayField(models.BigIntegerField(), default=list)
    letters = models.IntegerField(_("份数"))
    by_hand = models.IntegerField(default=0)
    size = models.IntegerField()
    content = EncryptedBinaryField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    objects = ScopedQuerySet["LetterPart"].as_manager()

    class Meta:
        verbose_name = _("一个村的承诺书")
        ordering = ["village"]
        constraints = [
            models.UniqueConstraint(fields=["job", "village"], name="letter_part_once"),
            models.CheckConstraint(
                condition=models.Q(letters__gt=0, by_hand__gte=0), name="letter_part_counts"
            ),
        ]
        indexes = [models.Index(fields=["village", "-made_at"], name="letter_part_village")]

    def __str__(self) -> str:
        return f"{self.village} {self.letters}"
