"""What committees put on people's work lists: a term that ends, seats that have to be filled."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.acts import Act, may
from accounts.models import User
from accounts.work import WorkItem
from disputes.models import MediationCommittee
from disputes.queries.committee import committee_rows

Status = MediationCommittee.Status


def items(user: User, today: date) -> list[WorkItem]:
    """Committees of `user`'s own unit that need an election within ninety days, or members: who
    is at the place itself sees it, not everybody above."""
    own = [p.division_id for p in user.postings_today]
    if not own:
        return []
    rows = committee_rows(user).filter(
        Q(status=Status.IN_OFFICE), Q(place__in=own) | Q(place__parent__in=own)
    )
    rows = rows.filter(Q(pk__in=rows.expiring(today).values("pk")) | Q(incomplete=True))
    return [_item(row, user, today) for row in rows if may(user, Act.COMMITTEE_SEAT, row.place_id)]


def _item(row: MediationCommittee, user: User, today: date) -> WorkItem:
    incomplete = bool(getattr(row, "incomplete", False))
    words = _("调委会待补选") if incomplete else _("调委会换届")
    return WorkItem(
        due=today if incomplete else row.term_until,
        title=f"{words}：{row.name}",
        unit=row.place.name,
        url=reverse("disputes:committee_detail", args=[row.uid]),
        act=str(_("补选") if incomplete else _("换届")),
        person=user.name,
    )
