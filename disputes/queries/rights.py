"""Reads of rights matters: one opened, what is owed, the return visits that are due."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import F

from accounts.models import User
from accounts.roles import Role
from disputes.clocks import rights as clocks
from disputes.clocks.days import Due
from disputes.models import RightsMatter, RightsReview
from disputes.models.rights import RightsQuerySet

OFFICES = (Role.TOWNSHIP_FEDERATION, Role.COUNTY_FEDERATION)
Status = RightsMatter.Status


def opened_rights(user: User, uid: UUID) -> RightsMatter:
    """One rights matter with its matter, or 404."""
    return (
        RightsMatter.objects.select_related("matter__place", "matter__unit", "matter__owner")
        .prefetch_related("matter__parties", "reviews__unit")
        .fetch(user, uid=uid)
    )


def visits_due(user: User) -> RightsQuerySet:
    """Everybody on the list of return visits inside the reach, the longest unseen first."""
    return (
        RightsMatter.objects.visible_to(user)
        .filter(revisit_days__isnull=False)
        .with_next_visit()
        .select_related("matter__place", "matter__unit", "matter__owner")
        .prefetch_related("matter__parties")
        .order_by("visit_on", "pk")
    )


def owed_rights(user: User) -> RightsQuerySet:
    """Rights matters of the offices she works in on which a step is owed."""
    units = {p.division_id for p in user.postings_today if p.role in OFFICES}
    return (
        RightsMatter.objects.visible_to(user)
        .filter(matter__unit__in=units)
        .with_limit()
        .owed()
        .select_related("matter__unit", "matter__owner")
        .order_by("limit_on", "pk")
    )


def visits_of_office(user: User, today: date) -> RightsQuerySet:
    """Return visits of her offices that are due by `today`."""
    units = {p.division_id for p in user.postings_today if p.role in OFFICES}
    return visits_due(user).filter(matter__unit__in=units).visit_by(today)


def sums(rights: RightsMatter) -> list[tuple[str, Due, date | None]]:
    """The clocks of one rights matter in order: what is owed, the sum, the day it was done."""
    out: list[tuple[str, Due, date | None]] = []
    told = rights.accepted_on or rights.transferred_on
    out.append(("notice", clocks.transfer_by(rights.matter.received_on), told))
    if rights.accepted_on:
        more = rights.more_days
        due = clocks.decide_by(rights.accepted_on, more, told=bool(more))
        out.append(("answer", due, rights.answered_on))
    reviews = {r.level: r for r in rights.reviews.all()}
    first, second = (reviews.get(level) for level in RightsReview.Level)
    if rights.told_on:
        asked = first.asked_on if first else None
        out.append(("ask", clocks.ask_review_by(rights.told_on), asked))
    if first:
        out.append(("review", clocks.answer_review_by(first.asked_on), first.answered_on))
        if first.told_on:
            asked = second.asked_on if second else None
            out.append(("ask_second", clocks.ask_second_review_by(first.told_on), asked))
    if second:
        due = clocks.answer_second_review_by(second.asked_on)
        out.append(("second", due, second.answered_on))
    return out


def next_visit(rights: RightsMatter) -> date | None:
    """The day the next return visit is due, None where none is kept."""
    row = RightsMatter.objects.filter(pk=rights.pk, revisit_days__isnull=False).with_next_visit()
    return row.values_list(F("visit_on"), flat=True).first()
