"""What sealed matters put on the work lists of their own people; titles name nobody and no kind of
trouble, since a list may be seen by whoever passes."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.work import WorkItem
from disputes.queries.seal import openings_to_review, unread_by


def items(user: User, today: date) -> list[WorkItem]:
    """Openings to look at and notices to oneself."""
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
    return [*reviews, *told]
