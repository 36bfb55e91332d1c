"""What a mediation puts on people's work lists beside its limit: a mediator's standing aside to
decide, a sitting that was agreed, a danger without a measure."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acts import Act, may_somewhere
from accounts.models import User
from accounts.templatetags.words import zh_day, zh_time
from accounts.work import WorkItem
from disputes.models import Dispute, Escalation, EscalationMeasure, Recusal, SessionPlan

MOST = 50


def items(user: User, own: Q | None, today: date) -> list[WorkItem]:
    """own: which disputes are this person's (disputes.work.mine), None for whoever handles none."""
    found = _recusals(user) if may_somewhere(user, Act.DISPUTE_RECUSAL) else []
    if own is None:
        return found
    theirs = Dispute.objects.visible_to(user).filter(own).values("pk")
    plans = (
        SessionPlan.objects.visible_to(user)
        .open()
        .filter(dispute__in=theirs)
        .select_related("dispute__village")
        .prefetch_related("dispute__parties")[:MOST]
    )
    measured = EscalationMeasure.objects.filter(escalation=OuterRef("pk"))
    risks = (
        Escalation.objects.visible_to(user)
        .open()
        .filter(
            ~Exists(measured) | Q(kind__in=Escalation.POLICE, police_told_at__isnull=True),
            dispute__in=theirs,
        )
        .select_related("dispute__village")
        .prefetch_related("dispute__parties")[:MOST]
    )
    return [*found, *(_risk(r) for r in risks), *(_plan(p) for p in plans)]


def _recusals(user: User) -> list[WorkItem]:
    """The matter's owner decides; the county sees only those it answers for."""
    rows = (
        Recusal.objects.visible_to(user)
        .pending()
        .filter(matter__owner=user)
        .select_related("village", "person")[:MOST]
    )
    return [
        WorkItem(
            due=row.due_on,
            title=_("决定回避：调解员%(name)s") % {"name": row.person.name},
            unit=row.village.name,
            url=reverse("disputes:recusal_decide", args=[row.uid]),
            act=_("决定"),
        )
        for row in rows
    ]


def _risk(row: Escalation) -> WorkItem:
    return WorkItem(
        due=row.noted_on,
        title=_("登记防激化措施：%(title)s") % {"title": row.dispute.masked_title},
        unit=row.dispute.village.name,
        url=reverse("disputes:dispute_detail", args=[row.dispute.uid]),
        act=_("办理"),
    )


def _plan(row: SessionPlan) -> WorkItem:
    gone = row.status == SessionPlan.Status.NO_SHOW
    at = timezone.localtime(row.at)
    words = _("有人没到，等到期后改期或终止：%(title)s") if gone else _("%(at)s 调解：%(title)s")
    when = f"{zh_day(at)} {zh_time(at)}"
    return WorkItem(
        due=row.wait_until if gone else at.date(),
        title=words % {"at": when, "title": row.dispute.masked_title},
        unit=row.dispute.village.name,
        url=reverse("disputes:dispute_detail", args=[row.dispute.uid]),
        act=_("办理") if gone else _("登记调解"),
        at=None if gone else row.at,
    )
