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
    """Re-checks of one's own village, improvements that ran out, revocations; three queries.
    The township is told what its villages are late with."""
    posting = user.main_posting
    unit = posting.division.name if posting else ""
    out: list[WorkItem] = []
    rows = Award.objects.visible_to(user)
    if may_somewhere(user, Act.AWARD_CHECK):
        out += _checks(rows, unit, today)
    elif may_somewhere(user, Act.AWARD_PROPOSE):
        out += _overdue(rows, unit, today)
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
    if late := _run_out(rows, today):
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


def _run_out(rows: AwardQuerySet, today: date) -> int:
    """Titles whose time to improve is over and which nobody has looked at since."""
    last = AwardCheck.objects.filter(
        award=OuterRef("pk"), improve_by__lt=today, improved_on__isnull=True
    )
    return rows.filter(Q(Exists(last)), status=Award.Status.IMPROVING).count()


def _overdue(rows: AwardQuerySet, unit: str, today: date) -> list[WorkItem]:
    """What the township reminds its villages of: re-checks not made by 20 December, improvements
    that ran out."""
    checks = rows.filter(check_owed(today.year)) if (today.month, today.day) > CHECK_DUE else None
    found = [
        ("to_check", _("示范户年度复核，各村还有%(n)d户没有复核"), checks.count() if checks else 0),
        (
            Award.Status.IMPROVING,
            _("示范户整改到期，各村还有%(n)d户没有复查"),
            _run_out(rows, today),
        ),
    ]
    return [
        WorkItem(
            due=today,
            title=words % {"n": n},
            unit=unit,
            url=f"{reverse('households:award_list')}?status={status}",
            act=_("看各村"),
        )
        for status, words, n in found
        if n
    ]


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
