"""What sealed matters put on the work lists of their own people; titles name nobody and no kind of
trouble, since a list may be seen by whoever passes."""

from __future__ import annotations

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.work import WorkItem
from disputes.protection_calendar import owed_of
from disputes.queries.protection import owed_cases
from disputes.queries.seal import openings_to_review, unread_by

AHEAD = timedelta(days=7)  # shown a week ahead


def items(user: User, today: date) -> list[WorkItem]:
    """Openings to look at, notices to oneself, and what is due in files one answers for."""
    if not user.case_spans:
        return []
    reviews = [
        WorkItem(
            due=row.review_due,
            title=_("复核%(name)s的查看（%(kind)s）")
            % {"name": row.person.name, "kind": row.get_kind_display()},
            unit=row.place.name,
            url=reverse("disputes:matter_opening_review", args=[row.uid]),
            act=_("复核"),
        )
        for row in openings_to_review(user)
    ]
    page = reverse("disputes:protection_list")
    told = [
        WorkItem(
            due=timezone.localdate(row.told_at),
            title=row.title,
            unit="",
            url=row.url or page,
            act=_("查看"),
        )
        for row in unread_by(user)[:20]
    ]
    return [*reviews, *told, *_cases(user, today)]


def _cases(user: User, today: date) -> list[WorkItem]:
    """What is due in the files the person answers for; the rest she finds in the calendar."""
    mine = [case for case in owed_cases(user) if case.matter.owner_id == user.pk]
    return [
        WorkItem(
            due=owed.on,
            title=owed.quiet,
            unit=case.place.name,
            url=owed.url,
            act=owed.act,
            at=owed.at,
        )
        for case in mine
        for owed in owed_of(case, today)
        if (owed.since or owed.on) <= today + AHEAD
    ]
