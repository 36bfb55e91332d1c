"""What matters and rights matters put on people's work lists."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.templatetags.words import zh_day
from accounts.work import WorkItem
from disputes.queries.matter import RIGHTS_OWED, owed_of, unsorted_of
from disputes.queries.rights import OFFICES, owed_rights, visits_of_office


def matter_items(user: User, today: date) -> list[WorkItem]:
    """Matters of her office to be sorted, steps owed on its rights matters, return visits."""
    return [*_unsorted(user), *_letters(user, today)]


def _letters(user: User, today: date) -> list[WorkItem]:
    """Steps owed on rights matters of her office, and return visits that are due."""
    if not any(p.role in OFFICES for p in user.postings_today):
        return []
    steps = [
        WorkItem(
            due=rights.limit_on,  # type: ignore[attr-defined]  # annotated by with_limit
            title=_("%(step)s：%(day)s %(channel)s")
            % {
                "step": RIGHTS_OWED[rights.status],
                "day": zh_day(rights.matter.received_on),
                "channel": rights.matter.get_channel_display(),
            },
            unit=rights.matter.unit.name,
            url=reverse("disputes:matter_detail", args=[rights.matter.uid]),
            act=_("办理"),
            person=rights.matter.owner.name,
        )
        for rights in owed_rights(user)[:50]
    ]
    visits = [
        WorkItem(
            due=rights.visit_on,  # type: ignore[attr-defined]  # annotated by with_next_visit
            title=_("信访回访：%(title)s") % {"title": rights.matter.masked_title},
            unit=rights.matter.unit.name,
            url=reverse("disputes:rights_visit", args=[rights.uid]),
            act=_("登记回访"),
            person=rights.matter.owner.name,
        )
        for rights in visits_of_office(user, today)[:20]
    ]
    return [*steps, *visits]


def _unsorted(user: User) -> list[WorkItem]:
    """Matters of her office that wait to be sorted; late after one working day."""
    waiting = list(unsorted_of(user)[:50])
    owed = owed_of(waiting)
    return [
        WorkItem(
            due=owed[matter.pk].on,
            title=_("待分办：%(day)s %(channel)s")
            % {"day": zh_day(matter.received_on), "channel": matter.get_channel_display()},
            unit=matter.unit.name,
            url=reverse("disputes:matter_detail", args=[matter.uid]),
            act=_("分办"),
            person=matter.owner.name,
        )
        for matter in waiting
    ]
