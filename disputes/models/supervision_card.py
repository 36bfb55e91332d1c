"""督办单: the office above asks for something on a matter by a day, yellow or red."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from campaigns.models.card import Card, CardQuerySet


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


class SupervisionCardQuerySet(CardQuerySet["SupervisionCard"]):
    """Cards of matters."""


class SupervisionCard(Card):
    """issuer: the office above; unit: the office whose owner answers."""

    wall = walls.matter()

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    matter = models.ForeignKey("disputes.Matter", models.PROTECT, related_name="cards")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    issuer = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    unit = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    asked = EncryptedTextField(_("督办要求"), blank=False)
    answer = EncryptedTextField(_("答复"))
    lift_reason = EncryptedTextField(_("解除理由"))

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
