"""Reads about hazards: those inside the reach by time left, and who may know who told."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Case, DateTimeField, ExpressionWrapper, F, OuterRef, Q, Subquery, When

from accounts.models import User
from households.hazard_clocks import REPORT_HOURS, WRITTEN_HOURS, Clock, clocks
from households.models import Hazard, HazardCall, Keeper
from households.models.hazard import HazardQuerySet

TWO = timedelta(hours=REPORT_HOURS)
DAY = timedelta(hours=WRITTEN_HOURS)


def hazard_rows(user: User) -> HazardQuerySet:
    """Hazards inside the reach with called_at (the first telephone report) and next_due (the
    limit that runs; None when both were met or the hazard has ended); least time left first."""
    first = HazardCall.objects.filter(hazard=OuterRef("pk")).order_by("called_at")
    moment: DateTimeField[datetime, datetime] = DateTimeField()
    return (
        Hazard.objects.visible_to(user)
        .select_related("village", "household", "family", "opened_by", "handler")
        .annotate(called_at=Subquery(first.values("called_at")[:1]))
        .annotate(
            next_due=Case(
                When(status=Hazard.Status.ENDED, then=None),
                When(
                    Q(called_at__isnull=True) | Q(filed_at__isnull=True),
                    then=ExpressionWrapper(F("known_at") + TWO, output_field=moment),
                ),
                When(
                    written_at__isnull=True,
                    then=ExpressionWrapper(F("known_at") + DAY, output_field=moment),
                ),
                output_field=moment,
            )
        )
        .order_by(
            Case(When(status=Hazard.Status.ENDED, then=1), default=0),
            F("next_due").asc(nulls_last=True),
            "-known_at",
            "-pk",
        )
    )


def clocks_of(hazard: Hazard) -> tuple[Clock, Clock]:
    """Both clocks of a row of hazard_rows."""
    called: datetime | None = hazard.called_at  # type: ignore[attr-defined]
    return clocks(hazard.known_at, called, hazard.filed_at, hazard.written_at)


def open_of(family: models.Model) -> Hazard | None:
    """The hazard of a listed family that has not ended."""
    return Hazard.objects.running().filter(family=family.pk).first()


def handles(user: User, hazard: Hazard) -> bool:
    """Whether `user` handles the hazard and may know who told of it: who opened or filed it, who
    received it, and the family's keepers (反家庭暴力法 art. 14: the reporter is kept secret)."""
    if user.pk in {hazard.opened_by_id, hazard.filed_by_id, hazard.handler_id}:
        return True
    present = Keeper.objects.filter(family=hazard.family_id, until__isnull=True, person=user)
    return hazard.family_id is not None and present.exists()
