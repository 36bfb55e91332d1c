"""What phones sent and no verb took, on people's work lists."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acts import Act, may_somewhere
from accounts.models import User
from accounts.work import WorkItem
from households.queries.sync import kept_for
from households.transitions.sync_kinds import KINDS

OFFICE_AFTER = timedelta(days=3)  # the writer comes first


def items(user: User, today: date) -> list[WorkItem]:
    """The writer's own at once; to the offices above in one line, due three days after the
    oldest came. One query."""
    if not user.case_spans:
        return []
    rows = kept_for(user).waiting()
    if may_somewhere(user, Act.SYNC_OVERSEE):
        found = rows.aggregate(n=Count("pk"), first=Min("received_at"))
        return [_office(found["n"], timezone.localdate(found["first"]))] if found["n"] else []
    return [
        WorkItem(
            due=timezone.localdate(item.received_at),
            title=_("%(form)s没有入账") % {"form": _label(item.kind)},
            unit=item.village.name,
            url=reverse("households:sync_detail", args=[item.uid]),
            act=_("处理"),
        )
        for item in rows.select_related("village").order_by("received_at")[:20]
    ]


def _office(count: int, first: date) -> WorkItem:
    return WorkItem(
        due=first + OFFICE_AFTER,
        title=_("%(n)d 条补传没有入账") % {"n": count},
        unit="",
        url=reverse("households:sync_list"),
        act=_("处理"),
    )


def _label(kind: str) -> str:
    known = KINDS.get(kind)
    return str(known.label) if known else kind
