"""What households puts on people's work lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import Act, may_somewhere
from accounts.models import User
from accounts.roles import Role
from accounts.templatetags.words import mask_name
from accounts.work import WorkItem
from households import (
    award_work,
    hazard_work,
    help_work,
    keeper_work,
    question_work,
    report_work,
    rights_work,
    survey_work,
    sync_work,
    tier_work,
)
from households.models import HandOver, Keeper, ListedFamily, Urge, VisitDuty
from households.queries.family import TierCounts, tier_counts
from households.queries.people import waiting_moves
from households.report_work import report_due

__all__ = ["figures", "items", "report_due"]


@dataclass(frozen=True)
class Words:
    """How one kind of work is named and where it is done."""

    title: str | Promise
    view: str
    act: str | Promise


VISIT = Words(gettext_lazy("走访 %(name)s 家"), "households:visit_form", gettext_lazy("登记走访"))
# The county does not visit; what has climbed to it, it asks for.
CHASE = Words(gettext_lazy("走访 %(name)s 家"), "households:visit_urge", gettext_lazy("催办"))
REVIEW = Words(
    gettext_lazy("复核 %(name)s 家等级"), "households:family_review", gettext_lazy("复核等级")
)
AHEAD_DAYS = 7  # visits are announced a week ahead
REVIEW_AHEAD_DAYS = 3
MOVE_DAYS = 3  # within which a village answers a hand-over


def items(user: User, today: date) -> list[WorkItem]:
    """Open work of `user` on `today`: hazards, families, hand-overs, reports, help, awards."""
    return [
        *hazard_work.items(user, today),
        *_families(user, today),
        *keeper_work.items(user, today),
        *help_work.items(user, today),
        *tier_work.items(user, today),
        *_moves(user, today),
        *report_work.items(user, today),
        *question_work.items(user, today),
        *award_work.items(user, today),
        *sync_work.items(user, today),
        *rights_work.items(user, today),
        *survey_work.items(user, today),
    ]


def figures(user: User, today: date) -> TierCounts | None:
    """Listed families by tier inside the reach, those whose review date has passed counted as
    grey only; None for roles that see no family."""
    return tier_counts(user, today) if user.case_spans else None


def _families(user: User, today: date) -> list[WorkItem]:
    if not user.case_spans:
        return []
    duties = list(_visits(user, today))
    urged = _urged(duties)
    visits = user.roles_today() & {Role.VILLAGE_MEDIATOR, Role.TOWNSHIP_FEDERATION}
    visit = VISIT if visits else CHASE
    owed = [(d.family, d.due_on, visit) for d in duties]
    owed += [(f, f.review_due, REVIEW) for f in _reviews(user, today)]
    names = _keepers({family.pk for family, _due, _words in owed})
    return [
        WorkItem(
            due=due,
            title=str(words.title) % {"name": mask_name(family.household.head_name)}
            + (urged.get(family.pk, "") if words is visit else ""),
            unit=family.village.name,
            url=reverse(words.view, args=[family.uid]),
            act=str(words.act),
            tier="grey" if family.is_lapsed(today) else family.level,
            person=names.get(family.pk, ""),
        )
        for family, due, words in owed
    ]


def _visits(user: User, today: date) -> QuerySet[VisitDuty]:
    """Visits owed: a week ahead to the keeper and to whoever holds the family, later to the levels
    above; the earliest duty of each family."""
    mine = Keeper.objects.filter(family=OuterRef("family"), person=user, until__isnull=True)
    held = HandOver.objects.held().filter(family=OuterRef("family"), holder=user)
    whose = Q(Exists(mine) | Exists(held), due_on__lte=today + timedelta(days=AHEAD_DAYS))
    whose |= keeper_work.visit_reach(user, today)
    return (
        VisitDuty.objects.visible_to(user)
        .open()
        .filter(whose, family__status=ListedFamily.Status.LISTED)
        .select_related("family__household", "family__village")
        .order_by("family_id", "due_on")
        .distinct("family_id")
    )


def _reviews(user: User, today: date) -> QuerySet[ListedFamily]:
    """Tiers to confirm: to the village from three days ahead, to the township once lapsed."""
    roles = user.roles_today()
    rows = ListedFamily.objects.visible_to(user).listed().select_related("household", "village")
    if Role.VILLAGE_MEDIATOR in roles:
        return rows.filter(review_due__lte=today + timedelta(days=REVIEW_AHEAD_DAYS))
    if Role.TOWNSHIP_FEDERATION in roles:
        return rows.lapsed(today)
    return rows.none()


def _urged(duties: list[VisitDuty]) -> dict[int, str]:
    """（已催办 2 次） by family, of the visits that were urged."""
    counted = (
        Urge.objects.filter(duty__in=duties)
        .order_by()
        .values_list("duty__family")
        .annotate(n=Count("on", distinct=True))
    )
    return {family: _("（已催办 %(n)d 次）") % {"n": n} for family, n in counted}


def _keepers(families: set[int]) -> dict[int, str]:
    """The keeper named first of each family."""
    present = Keeper.objects.filter(family__in=families, until__isnull=True)
    return dict(present.order_by("-pk").values_list("family_id", "person__name"))


def _moves(user: User, today: date) -> list[WorkItem]:
    """Households another village has handed over and that wait for this one (domain L)."""
    if not may_somewhere(user, Act.HOUSEHOLD_MOVE):
        return []
    return [
        WorkItem(
            due=timezone.localdate(move.offered_at) + timedelta(days=MOVE_DAYS),
            title=_("接收 %(name)s 家") % {"name": mask_name(move.head_name)},
            unit=move.from_village.name,
            url=reverse("households:move_accept", args=[move.uid]),
            act=_("接收"),
            tier=move.tier,
        )
        for move in waiting_moves(user)
    ]
