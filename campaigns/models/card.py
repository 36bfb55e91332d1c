"""What every 督办单 has in common, of a task (campaigns) or of a matter (disputes)."""

from __future__ import annotations

from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.querysets import ScopedQuerySet

C = TypeVar("C", bound="Card")


class CardQuerySet(ScopedQuerySet[C]):
    """Cards by state."""

    def open(self) -> Self:
        """Not lifted yet."""
        return self.exclude(status=Card.Status.LIFTED)

    def late(self, day: date | None = None) -> Self:
        """Unanswered beyond their day."""
        day = day or timezone.localdate()
        return self.filter(status=Card.Status.ISSUED, answer_by__lt=day)

    def red(self, day: date | None = None) -> Self:
        """Issued red, or yellow and unanswered beyond its day."""
        late = Q(status=Card.Status.ISSUED, answer_by__lt=day or timezone.localdate())
        return self.filter(Q(colour=Card.Colour.RED) | late)


class Card(models.Model):
    """Issued yellow or red, answered by the unit it is for, lifted with a reason by the office
    that issued it. A yellow card that is not answered by its day shows as red, by query."""

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

    colour = models.CharField(_("颜色"), max_length=8, choices=Colour.choices)
    answer_by = models.DateField(_("答复期限"))
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ISSUED)
    issued_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        abstract = True

    @property
    def is_late(self) -> bool:
        """Unanswered beyond its day."""
        return self.status == self.Status.ISSUED and self.answer_by < timezone.localdate()

    @property
    def shown_colour(self) -> str:
        """Yellow turns red when it is overdue."""
        return str(self.Colour.RED if self.is_late else self.colour)
