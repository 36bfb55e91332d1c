"""What listing, tiers and screening put on people's work lists."""

from __future__ import annotations

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from accounts.templatetags.words import mask_name
from accounts.work import WorkItem
from households.models import ListedFamily, Proposal, VillageScreening
from households.queries.family import observed
from households.queries.proposal import answer_by, mine_to_do

AHEAD_DAYS = 4  # a round is announced so many days before it is due


def items(user: User, today: date) -> list[WorkItem]:
    """Proposals to answer, rounds to file, families whose watch is over."""
    if not user.case_spans:
        return []
    return [*_proposals(user), *_rounds(user, today), *_observed(user, today)]


def _proposals(user: User) -> list[WorkItem]:
    out = []
    for row in mine_to_do(user):
        name = mask_name(row.household.head_name)
        title, act = _words(row)
        out.append(
            WorkItem(
                due=answer_by(row),
                title=title % {"name": name},
                unit=row.village.name,
                url=reverse("households:proposal_detail", args=[row.uid]),
                act=act,
                tier=row.family.level if row.family else row.tier,
                person=row.proposed_by.name,
            )
        )
    return out


def _words(row: Proposal) -> tuple[str, str]:
    if row.status == Proposal.Status.LEAD:
        return _("核实 %(name)s 家的线索"), _("核实")
    if row.status == Proposal.Status.RETURNED:
        return _("补充 %(name)s 家的列入申请"), _("补充")
    kinds = {
        Proposal.Kind.LIST: _("审定 %(name)s 家的列入"),
        Proposal.Kind.RAISE: _("审定 %(name)s 家的升级"),
        Proposal.Kind.LOWER: _("审定 %(name)s 家的降级"),
        Proposal.Kind.CLOSE: _("审定 %(name)s 家的销号"),
    }
    return kinds[Proposal.Kind(row.kind)], _("审定")


def _rounds(user: User, today: date) -> list[WorkItem]:
    """A village's rounds not filed yet, from a few days before they are due."""
    if Role.VILLAGE_MEDIATOR not in user.roles_today():
        return []
    owed = (
        VillageScreening.objects.owed(user)
        .filter(round__starts__lte=today, round__ends__lte=today + timedelta(days=AHEAD_DAYS))
        .select_related("round", "village")
        .order_by("round__due", "pk")
    )
    return [
        WorkItem(
            due=timezone.localdate(row.round.due),
            title=row.round.name,
            unit=row.village.name,
            url=reverse("households:screening_detail", args=[row.uid]),
            act=_("登记排查"),
        )
        for row in owed
    ]


def _observed(user: User, today: date) -> list[WorkItem]:
    """Families that may leave the list, to the township."""
    if Role.TOWNSHIP_FEDERATION not in user.roles_today():
        return []
    rows = observed(ListedFamily.objects.visible_to(user), today)
    waiting = Proposal.objects.visible_to(user).open().values("family")
    return [
        WorkItem(
            due=None,
            title=_("%(name)s 家观察期满，可办销号")
            % {"name": mask_name(family.household.head_name)},
            unit=family.village.name,
            url=reverse("households:family_close", args=[family.uid]),
            act=_("销号"),
            tier=family.level,
        )
        for family in rows.exclude(pk__in=waiting.exclude(family=None)).select_related(
            "household", "village"
        )
    ]
