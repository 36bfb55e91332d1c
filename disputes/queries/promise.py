"""Reads of promises: those of one dispute as its page shows them, lists, what is owed to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from django.db.models import (
    Count,
    DateField,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from accounts.models import User
from disputes.models import BreachFollowUp, Dispute, Party, Promise
from disputes.models.promise import FOLLOW_BREACH_DAYS, SOON_DAYS, PromiseQuerySet


@dataclass(frozen=True)
class Shown:
    """One promise with the names of its two sides; state as the calendar reads it."""

    promise: Promise
    by: str
    to: str
    state: str


def sides_of(dispute: Dispute) -> list[Party]:
    """The parties an agreement is made between."""
    return [p for p in dispute.parties.all() if p.side != Party.Side.CONCERNED]


def shown(dispute: Dispute, today: date) -> list[Shown]:
    """The promises of an opened dispute, in the order of the paper."""
    names = {p.pk: p.name for p in dispute.parties.all()}
    return [
        Shown(one, names[one.by_party_id], names.get(one.to_party_id or 0, ""), one.state(today))
        for one in dispute.promises.all()
    ]


def listed(user: User) -> PromiseQuerySet:
    """Promises in force inside the reach, the first due first."""
    return (
        Promise.objects.visible_to(user)
        .binding()
        .select_related("dispute__village", "dispute__mediator", "by_party", "to_party")
        .prefetch_related("dispute__parties")
        .order_by("due_on", "pk")
    )


@dataclass(frozen=True)
class Rate:
    """How many promises whose day has come were kept. kept ≤ due, so no rate is above 100 %."""

    kept: int
    due: int
    late: int
    broken: int

    @property
    def share(self) -> Fraction | None:
        """kept / due; None where nothing was due."""
        return Fraction(self.kept, self.due) if self.due else None


def rate_of(rows: PromiseQuerySet, today: date) -> Rate:
    """Kept of all whose day has passed or that were kept before it (performance rate)."""
    kept = Q(status=Promise.Status.PERFORMED)
    broken = Q(status=Promise.Status.BREACHED)
    late = Q(status=Promise.Status.OPEN, due_on__lt=today)
    found = rows.order_by().aggregate(
        kept=Count("pk", filter=kept),
        due=Count("pk", filter=kept | broken | late),
        late=Count("pk", filter=late),
        broken=Count("pk", filter=broken),
    )
    return Rate(**found)


def to_check(rows: PromiseQuerySet, today: date) -> PromiseQuerySet:
    """Owed within a week or late: somebody asks whether it was done."""
    return rows.owed().filter(due_on__lte=today + timedelta(days=SOON_DAYS))


def to_follow(rows: PromiseQuerySet) -> PromiseQuerySet:
    """Broken ones that are still followed up, with `look_on`: the day somebody looks again."""
    last = BreachFollowUp.objects.filter(promise=OuterRef("pk")).order_by("-done_on", "-pk")
    return (
        rows.broken()
        .annotate(last_step=Subquery(last.values("step")[:1]))
        .annotate(
            look_on=Coalesce(
                Subquery(last.values("next_on")[:1]),
                ExpressionWrapper(
                    F("breached_on") + Value(FOLLOW_BREACH_DAYS), output_field=DateField()
                ),
            )
        )
        .filter(Q(last_step=None) | ~Q(last_step=BreachFollowUp.Step.TOLD))
    )
