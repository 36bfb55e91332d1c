"""What demonstration-household awards put on people's work lists."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.acts import Act, may_somewhere
from accounts.models import User
from accounts.roles import Role
from accounts.work import WorkItem
from campaigns.workdays import workdays_between
from households import award_title_work, honour_work
from households.award_rules import ANSWER_WORKDAYS
from households.models import Award, Objection
from households.models.rank import Rank
from households.queries.award_stage import condition
from households.transitions.objection import ANSWERED_BY

Status = Award.Status
# A holiday lasts no longer than this many days.
LONGEST_BREAK = timedelta(days=30)
# What waits: filter of the list, act, sentence, word of the link.
WAITING: tuple[tuple[str, Act, str, str], ...] = (
    ("fresh", Act.AWARD_ASSESS, "示范户推荐，%(n)d户待小组初评", "登记小组意见"),
    ("assessed", Act.AWARD_VOTE, "示范户推荐，%(n)d户待村民代表评议", "登记评议"),
    (Status.VOTED, Act.AWARD_NOTICE, "示范户评议通过，%(n)d户待公示", "发公示"),
    ("ended", Act.AWARD_REVIEW, "示范户公示已满，%(n)d户待审核", "审核"),
    ("to_town_notice", Act.AWARD_TOWN_NOTICE, "示范户已审核，%(n)d户待乡镇公示", "发公示"),
    ("to_approve", Act.AWARD_APPROVE, "示范户乡镇已审，%(n)d户待批准", "批准"),
    ("to_county_notice", Act.AWARD_COUNTY_NOTICE, "示范户已批准，%(n)d户待县公示", "发公示"),
    ("to_plate", Act.AWARD_PLATE, "示范户已批准，%(n)d户待授牌", "授牌"),
)


def items(user: User, today: date) -> list[WorkItem]:
    """Steps of awards and honours that wait for `user` on `today`; five queries at most."""
    mine = [line for line in WAITING if may_somewhere(user, line[1])]
    if not mine:
        return award_title_work.items(user, today)
    counts = _counts(Award.objects.visible_to(user), today)
    posting = user.main_posting
    unit = posting.division.name if posting else ""
    steps = [
        WorkItem(
            due=None,
            title=_(sentence) % {"n": counts[status]},
            unit=unit,
            url=f"{reverse('households:award_list')}?status={status}",
            act=_(word),
        )
        for status, _act, sentence, word in mine
        if counts[status]
    ]
    honours = honour_work.items(user, today)
    return _answers(user, today) + steps + honours + award_title_work.items(user, today)


def _counts(rows: QuerySet[Award], today: date) -> dict[str, int]:
    wanted = {name: Count("pk", filter=condition(name, today)) for name, *_rest in WAITING}
    counted: dict[str, int] = rows.order_by().aggregate(**wanted)
    return counted


def _answers(user: User, today: date) -> list[WorkItem]:
    """Objections to answer within three working days: the unit's work whose notice it is; the
    township sees those of its villages that are overdue."""
    roles = user.roles_today()
    mine = [rank for rank, who in ANSWERED_BY.items() if roles & who]
    if not mine or not may_somewhere(user, Act.AWARD_ANSWER):
        return []
    rows = Objection.objects.visible_to(user).unanswered().filter(rank__in=mine)
    found = list(rows.select_related("village").order_by("received_on", "pk"))
    due_days = answer_due(found)
    late_only = Role.VILLAGE_MEDIATOR not in roles
    return [
        WorkItem(
            due=due_days[row.pk],
            title=_("答复%(what)s公示异议，%(month)d月%(day)d日收到")
            % {
                "what": _("荣誉") if row.honour_id else _("示范户"),
                "month": row.received_on.month,
                "day": row.received_on.day,
            },
            unit=row.village.name,
            url=reverse("households:objection_answer", args=[row.uid]),
            act=_("答复"),
        )
        for row in found
        if not (late_only and row.rank == Rank.VILLAGE) or due_days[row.pk] < today
    ]


def answer_due(rows: list[Objection]) -> dict[Any, date]:
    """The last day to answer each objection, by key; one query for all."""
    if not rows:
        return {}
    first = min(row.received_on for row in rows)
    last = max(row.received_on for row in rows) + LONGEST_BREAK
    days = workdays_between(first, last)
    return {row.pk: days[bisect_right(days, row.received_on) + ANSWER_WORKDAYS - 1] for row in rows}
