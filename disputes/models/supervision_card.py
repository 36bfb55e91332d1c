"""督办单: the office above asks for something on a matter by a day, yellow or red."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet


@dataclass(frozen=True)
class CardFace:
    """A card's colour as lists show it, with its mark."""

    code: str
    label: str
    shape: str


FACES = {
    "red": CardFace("red", "红牌督办", "top"),
    "yellow": CardFace("yellow", "黄牌督办", "mid1"),
}


class SupervisionCardQuerySet(ScopedQuerySet["SupervisionCard"]):
    """Cards by state."""

    def open(self) -> SupervisionCardQuerySet:
        """Not lifted yet."""
        return self.exclude(status=SupervisionCard.Status.LIFTED)

    def late(self, day: date | None = None) -> SupervisionCardQuerySet:
        """Unanswered beyond their day."""
        day = day or timezone.localdate()
        return self.filter(status=SupervisionCard.Status.ISSUED, answer_by__lt=day)

    def red(self, day: date | None = None) -> SupervisionCardQuerySet:
        """Issued red, or yellow and unanswered beyond its day."""
        late = Q(status=SupervisionCard.Status.ISSUED, answer_by__lt=day or timezone.localdate())
        return self.filter(Q(colour=SupervisionCard.Colour.RED) | late)


class SupervisionCard(models.Model):
    """issuer: the office above; unit: the office whose owner answers. A yellow card that is not
    answered by its day shows as red, by query; lifted with a reason by the office that issued
    it."""

    wall = walls.matter()

    class Status(models.TextChoices):
        ISSUED = "issued", _("待答复")
        ANSWERED = "answered", _("已答复")
        LIFTED = "lifted", _("已解除")

    class Colour(models.TextChoices):
        YELLOW = "yellow", _("黄牌")
        RED = "red", _("红牌")

    ALLOWED = {
        "answer": {Status.ISSUED},
        "redden": {Status.ISSUED, Status.ANSWERED},
        "lift": {Status.ISSUED, Status.ANSWERED},
    }

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    matter = models.ForeignKey("disputes.Matter", models.PROTECT, related_name="cards")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    colour = models.CharField(_("颜色"), max_length=8, choices=Colour.choices)
    issuer = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    unit = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    issued_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    asked = EncryptedTextField(_("督办要求"), blank=False)
    answer_by = models.DateField(_("答复期限"))
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ISSUED)
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer = EncryptedTextField(_("答复"))
    lifted_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lift_reason = EncryptedTextField(_("解除理由"))
    version = models.IntegerField(default=1)

    objects = SupervisionCardQuerySet.as_manager()

    class Meta:
        verbose_name = _("督办单")
        ordering = ["-issued_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["issued", "answered", "lifted"]), name="card_status"
            ),
            models.CheckConstraint(condition=Q(colour__in=["yellow", "red"]), name="card_colour"),
            models.CheckConstraint(condition=Q(asked__isnull=False), name="card_asked"),
            models.CheckConstraint(
                condition=~Q(status="answered")
                | Q(answered_at__isnull=False, answered_by__isnull=False, answer__isnull=False),
                name="card_answered_whole",
            ),
            models.CheckConstraint(
                condition=Q(
                    status="lifted",
                    lifted_at__isnull=False,
                    lifted_by__isnull=False,
                    lift_reason__isnull=False,
                )
                | (~Q(status="lifted") & Q(lifted_at__isnull=True, lifted_by__isnull=True)),
                name="card_lifted_reasoned",
            ),
            models.UniqueConstraint(
                fields=["matter"], condition=~Q(status="lifted"), name="card_one_at_a_time"
            ),
        ]
        indexes = [models.Index(fields=["place", "status"], name="card_place_status")]

    def __str__(self) -> str:
        return f"{self.get_colour_display()} {self.issued_at:%Y-%m-%d}"

    @property
    def is_late(self) -> bool:
        """Unanswered beyond its day."""
        return self.status == self.Status.ISSUED and self.answer_by < timezone.localdate()

    @property
    def shown_colour(self) -> str:
        """Yellow turns red when it is overdue."""
        return str(self.Colour.RED if self.is_late else self.colour)

    @property
    def shown_label(self) -> str:
        """红牌 or 黄牌."""
        return str(self.Colour(self.shown_colour).label)

    @property
    def face(self) -> CardFace:
        """Colour, word and mark."""
        return FACES[self.shown_colour]

    @property
    def number(self) -> str:
        """督办〔2026〕…: short and not counted, so that it tells nobody how many there are."""
        return f"督办〔{timezone.localdate(self.issued_at).year}〕{self.uid.hex[:6].upper()}"
