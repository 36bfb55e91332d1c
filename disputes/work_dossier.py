"""Files that wait to be bound, on people's work lists: one line for all of them."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.work import WorkItem
from disputes.models import Dispute, MediationCommittee

# Days after the end of a case; no law names a term, a house choice [C].
BIND_DAYS = 30


def items(user: User, own: Q | None) -> list[WorkItem]:
    """What `user` has to bind where a committee is in office, with the day of the oldest."""
    if own is None:
        return []
    in_office = MediationCommittee.objects.filter(
        Q(place=OuterRef("village")) | Q(place=OuterRef("village__parent")),
        status=MediationCommittee.Status.IN_OFFICE,
    )
    rows = Dispute.objects.visible_to(user).unbound().filter(own, matter__closed_on__isnull=False)
    found = rows.filter(Exists(in_office)).aggregate(
        count=Count("pk"), oldest=Min("matter__closed_on")
    )
    if not found["count"]:
        return []
    return [
        WorkItem(
            due=found["oldest"] + timedelta(days=BIND_DAYS),
            title=_("整理卷宗归档：%(n)d 件") % {"n": found["count"]},
            unit="",
            url=reverse("disputes:dispute_list") + "?status=unbound",
            act=_("归档"),
            person="",
        )
    ]
