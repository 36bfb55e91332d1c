"""What 回避, requests and retention put on people's work lists."""

from __future__ import annotations

from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.acts import Act, may_somewhere
from accounts.models import User
from accounts.work import WorkItem
from households.queries.kinship import openings_to_review, ties_under
from households.queries.request import owed_by
from households.queries.retention import lists_to_decide

END_DAYS = 3  # an asked-for end of a tie is answered within three days


def items(user: User, today: date) -> list[WorkItem]:
    """Requests to answer, openings to review, ties to end, lists to confirm; one query each."""
    if not user.case_spans:
        return []
    out = [
        WorkItem(
            due=row.owed_on,
            title=_("答复%(kind)s申请 %(number)s")
            % {"kind": row.get_kind_display(), "number": row.number},
            unit=row.village.name,
            url=reverse("households:request_detail", args=[row.uid]),
            act=_("答复"),
        )
        for row in owed_by(user)
    ]
    if may_somewhere(user, Act.KINSHIP_END):
        out += _of_the_level_above(user)
    if may_somewhere(user, Act.ERASURE_CONFIRM):
        out += [
            WorkItem(
                due=None,
                title=_("确认%(month)s月到期档案清单") % {"month": row.drawn_on.month},
                unit=row.county.name,
                url=reverse("households:erasure_detail", args=[row.uid]),
                act=_("确认"),
            )
            for row in lists_to_decide(user)
        ]
    return out


def _of_the_level_above(user: User) -> list[WorkItem]:
    page = reverse("households:kinship_list")
    reviews = [
        WorkItem(
            due=row.review_due,
            title=_("复核%(name)s的紧急打开") % {"name": row.person.name},
            unit=row.village.name,
            url=reverse("households:opening_review", args=[row.uid]),
            act=_("复核"),
        )
        for row in openings_to_review(user)
    ]
    asked = [
        WorkItem(
            due=row.end_asked_on + timedelta(days=END_DAYS),
            title=_("确认%(name)s解除回避") % {"name": row.person.name},
            unit=row.village.name,
            url=page,
            act=_("确认"),
        )
        for row in ties_under(user).filter(end_asked_on__isnull=False)
        if row.end_asked_on is not None
    ]
    return [*reviews, *asked]
