"""What honours of places, teams and persons put on the county's work list."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.acts import Act, may_somewhere
from accounts.models import User
from accounts.work import WorkItem
from households.models import Honour
from households.queries.award import notice_over, open_objection


def items(user: User, today: date) -> list[WorkItem]:
    """Honours that wait for their notice, and those whose notice has run out; one query."""
    if not may_somewhere(user, Act.HONOUR_NOTICE):
        return []
    over = notice_over(today, Honour.Status.NOTICED) & ~Q(open_objection("honour"))
    n = (
        Honour.objects.visible_to(user)
        .order_by()
        .aggregate(
            fresh=Count("pk", filter=Q(status=Honour.Status.PROPOSED)),
            over=Count("pk", filter=over),
        )
    )
    posting = user.main_posting
    unit = posting.division.name if posting else ""
    lines = (
        ("fresh", _("集体和个人荣誉，%(n)d项待公示"), "households:honour_notice", _("发公示")),
        ("over", _("集体和个人荣誉公示已满，%(n)d项待命名"), "households:honour_list", _("命名")),
    )
    return [
        WorkItem(due=None, title=words % {"n": n[name]}, unit=unit, url=reverse(view), act=act)
        for name, words, view, act in lines
        if n[name]
    ]
