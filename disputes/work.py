"""What disputes puts on people's work lists."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Posting, User
from accounts.reach import within
from accounts.roles import Role
from accounts.work import WorkItem
from disputes import (
    committee_work,
    flow_work,
    mediation_work,
    protection_work,
    work_dossier,
)
from disputes.models import Dispute
from disputes.models.dispute import DisputeQuerySet
from disputes.queries.dispute import listed
from disputes.work_agreement import agreement_items
from disputes.work_matter import matter_items

OWED = (
    Dispute.Status.TAKEN_IN,
    Dispute.Status.ACCEPTED,
    Dispute.Status.MEDIATING,
    Dispute.Status.SETTLED,
)
# What is owed in a status, and the word of the link.
WORDS = {
    Dispute.Status.TAKEN_IN: (_("待受理"), _("受理")),
    Dispute.Status.ACCEPTED: (_("调解到期"), _("登记调解")),
    Dispute.Status.MEDIATING: (_("调解到期"), _("登记调解")),
    Dispute.Status.SETTLED: (_("30日内回访"), _("登记回访")),
}


def items(user: User, today: date) -> list[WorkItem]:
    """Open work of `user` on `today`: sort within a working day, accept in 3 days, mediate in 30,
    revisit in 30. A village has its own, a township what was passed up to it or accepted by its
    people. Then committees that need an election or members."""
    rows = owed_by(user)
    own = [_item(d) for d in rows] if rows is not None else []
    return [
        *flow_work.items(user, today),
        *matter_items(user, today),
        *own,
        *mediation_work.items(user, mine(user), today),
        *agreement_items(user, mine(user), today),
        *protection_work.items(user, today),
        *committee_work.items(user, today),
        *work_dossier.items(user, mine(user)),
    ]


def owed_by(user: User) -> DisputeQuerySet | None:
    """Disputes whose next step is this person's, None for people who take no such step."""
    own = mine(user)
    return None if own is None else listed(user).filter(own, status__in=OWED)


def mine(user: User) -> Q | None:
    """A condition on disputes: this person's to handle; None for people who handle none."""
    villages = _spans(user, Role.VILLAGE_MEDIATOR)
    townships = _spans(user, Role.TOWNSHIP_FEDERATION)
    if not villages and not townships:
        return None
    own = within(villages, "village_id") & Q(passed_up_on=None)
    people = Posting.objects.in_force().filter(
        within(townships, "division_id"), role=Role.TOWNSHIP_FEDERATION
    )
    above = Q(mediator__in=people.values("user")) | Q(
        status=Dispute.Status.TAKEN_IN, taken_in_by__in=people.values("user")
    )
    passed = within(townships, "village_id") & (Q(passed_up_on__isnull=False) | above)
    return own | passed


def _spans(user: User, role: Role) -> list[tuple[int, int]]:
    return [p.bounds for p in user.postings_today if p.role == role]


def _item(dispute: Dispute) -> WorkItem:
    words, act = WORDS[Dispute.Status(dispute.status)]
    if dispute.suspended_on is not None and dispute.status in Dispute.ALLOWED["clock"]:
        words, act = _("中止复查"), _("核对能否恢复")
    return WorkItem(
        due=dispute.limit_on,  # type: ignore[attr-defined]  # annotated by with_limit
        title=f"{words}：{dispute.masked_title}",
        unit=dispute.village.name,
        url=reverse("disputes:dispute_detail", args=[dispute.uid]),
        act=str(act),
        person=dispute.mediator.name if dispute.mediator else "",
    )
