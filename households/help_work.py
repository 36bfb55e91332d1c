"""What help puts on people's work lists: families in need without a helper, ledgers to fill."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from accounts.work import WorkItem
from households.models import ListedFamily
from households.queries.help import unpaired, without_care


def items(user: User, today: date) -> list[WorkItem]:
    """At most two lines, for village and township: each is a list to work off."""
    posting = user.main_posting
    if posting is None or not user.roles_today() & {
        Role.VILLAGE_MEDIATOR,
        Role.TOWNSHIP_FEDERATION,
    }:
        return []
    rows, out = ListedFamily.objects.visible_to(user), []
    for count, words, show, act in (
        (unpaired(rows).count(), _("%(n)d 户特别困难家庭还没有结对"), "unpaired", _("结对")),
        (without_care(rows).count(), _("%(n)d 户还没填照看情况"), "uncared", _("登记")),
    ):
        if count:
            out.append(
                WorkItem(
                    due=None,
                    title=words % {"n": count},
                    unit=posting.division.name,
                    url=f"{reverse('households:family_list')}?show={show}",
                    act=act,
                )
            )
    return out
