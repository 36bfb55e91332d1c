"""What titles in force put on work lists: the yearly re-check, an improvement that ran out, the
next step of a revocation."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.acts import Act, may_somewhere
from accounts.models import User
from accounts.work import WorkItem
from households.models import Award, AwardCheck, AwardRevocation
from households.models.award import AwardQuerySet
from households.queries.award_stage import check_owed

# The re-check shows from November on and is due on 20 December (domain J1; days [C]).
CHECK_FROM, CHECK_DUE = (11, 1), (12, 20)
STEPS: dict[str, tuple[Act, str]] = {
    AwardRevocation.Status.FACTS: (Act.AWARD_OPINION, "示范户摘牌，待村里意见"),
    AwardRevocation.Status.VILLAGE: (Act.AWARD_PROPOSE, "示范户摘牌，待乡镇建议"),
    AwardRevocation.Status.PROPOSED: (Act.AWARD_HEAR, "示范户摘牌，待听取本户意见"),
    AwardRevocation.Status.HEARD: (Act.AWARD_DECIDE, "示范户摘牌，待县里决定"),
}


def items(user: User, today: date) -> list[WorkItem]:
    """Re-checks of one's own village, improvements that ran out, revocations; three queries."""
    posting = user.main_posting
    unit = posting.division.name if posting else ""
    out: list[WorkItem] = []
    rows = Award.objects.visible_to(user)
    if may_somewhere(user, Act.AWARD_CHECK):
        out += _checks(rows, unit, today)
    return out + _revocations(user, unit)


def _checks(rows: AwardQuerySet, unit: str, today: date) -> list[WorkItem]:
    out = []
    url = reverse("households:award_list")
    if (today.month, today.day) >= CHECK_FROM and (
        n := rows.filter(check_owed(today.year)).count()
    ):
        out.append(
            WorkItem(
                due=date(today.year, *CHECK_DUE),
                title=_("示范户年度复核，%(n)d户待复核") % {"n": n},
                unit=unit,
                url=f"{url}?status=to_check",
                act=_("复核"),
            )
        )
    last = AwardCheck.objects.filter(award=OuterRef("pk"), improve_by__lt=today)
    late = rows.filter(Q(Exists(last)), status=Award.Status.IMPROVING).count()
    if late:
        out.append(
            WorkItem(
                due=today,
                title=_("示范户整改到期，%(n)d户待复查") % {"n": late},
                unit=unit,
                url=f"{url}?status={Award.Status.IMPROVING}",
                act=_("复查"),
            )
        )
    return out


def _revocations(user: User, unit: str) -> list[WorkItem]:
    mine = [s for s, (act, _words) in STEPS.items() if may_somewhere(user, act)]
    if not mine:
        return []
    rows = AwardRevocation.objects.visible_to(user).filter(status__in=mine)
    return [
        WorkItem(
            due=None,
            title=_(STEPS[row.status][1]),
            unit=row.village.name,
            url=reverse("households:award_revoke", args=[row.award.uid]),
            act=_("办理"),
        )
        for row in rows.select_related("village", "award")
    ]
