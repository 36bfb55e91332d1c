"""What agreements put on people's work lists: promises to look after, broken ones to follow up."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.work import WorkItem
from disputes.models import Confirmation, CourtReferral, Dispute, Promise
from disputes.queries.promise import listed, to_check, to_follow

# What is owed in a state of a confirmation.
CONFIRM = {
    Confirmation.Status.WANTED: gettext_lazy("申请司法确认的期限"),
    Confirmation.Status.FILED: gettext_lazy("问法院是否受理确认"),
    Confirmation.Status.ACCEPTED: gettext_lazy("问法院确认结果"),
}


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
    return [*due, *broken, *_court_items(user, mine)]


def _court_items(user: User, mine: Q) -> list[WorkItem]:
    """The window of a confirmation that the parties want, what a court owes an answer to, its
    limit of a case it sent, and papers that have to go back."""
    own = Dispute.objects.filter(mine)
    asked = _joined(Confirmation.objects.visible_to(user).open().filter(dispute__in=own))
    sent = _joined(CourtReferral.objects.visible_to(user).owed().filter(dispute__in=own))
    today = timezone.localdate()
    return [
        *(
            _entry(CONFIRM[Confirmation.Status(c.status)], c.dispute, c.due.on, "#confirmation")
            for c in asked
            if c.due
        ),
        *(
            _entry(_("材料退回法院"), r.dispute, r.finished_on, "#court")
            if r.finished_on
            else _entry(_("法院委派、委托调解到期"), r.dispute, r.clock(today).due_on, "#court")
            for r in sent
        ),
    ]


def _joined(rows: Any) -> Any:
    joined = rows.select_related("dispute__village", "dispute__mediator")
    return joined.prefetch_related("dispute__parties")


def _item(words: str, promise: Promise, due: date) -> WorkItem:
    return _entry(words, promise.dispute, due, "#agreement")


def _entry(words: Any, dispute: Dispute, due: date | None, part: str) -> WorkItem:
    return WorkItem(
        due=due,
        title=f"{words}：{dispute.masked_title}",
        unit=dispute.village.name,
        url=reverse("disputes:dispute_detail", args=[dispute.uid]) + part,
        act=_("办理"),
        person=dispute.mediator.name if dispute.mediator else "",
    )
