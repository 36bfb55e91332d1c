"""What agreements put on people's work lists: promises to look after, broken ones to follow up."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.work import WorkItem
from disputes.models import Dispute, Promise
from disputes.queries.promise import listed, to_check, to_follow


def agreement_items(user: User, mine: Q | None, today: date) -> list[WorkItem]:
    """Promises due within a week or late, and broken ones on the day somebody looks again.
    `mine`: which disputes are this person's to handle."""
    if mine is None:
        return []
    rows = listed(user).filter(dispute__in=Dispute.objects.filter(mine))
    due = [_item(_("核实履行"), one, one.due_on) for one in to_check(rows, today)]
    broken = [
        _item(_("协议未履行，跟进"), one, one.look_on)  # type: ignore[attr-defined]
        for one in to_follow(rows)
    ]
    return [*due, *broken]


def _item(words: str, promise: Promise, due: date) -> WorkItem:
    dispute = promise.dispute
    return WorkItem(
        due=due,
        title=f"{words}：{dispute.masked_title}",
        unit=dispute.village.name,
        url=reverse("disputes:dispute_detail", args=[dispute.uid]) + "#agreement",
        act=_("登记履行"),
        person=dispute.mediator.name if dispute.mediator else "",
    )
