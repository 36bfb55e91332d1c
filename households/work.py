"""What households puts on people's work lists."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from accounts.templatetags.words import mask_name
from accounts.work import WorkItem
from households import award_work, report_work
from households.models import Keeper, ListedFamily, VisitDuty
from households.queries.family import tier_counts
from households.report_work import report_due

__all__ = ["figures", "items", "report_due"]

AHEAD_DAYS = 7  # visits are announced a week ahead
REVIEW_AHEAD_DAYS = 3


def items(user: User, today: date) -> list[WorkItem]:
    """Open work of `user` on `today`: families, zero reports, awards."""
    return [
        *_families(user, today),
        *report_work.items(user, today),
        *award_work.items(user, today),
    ]


def figures(user: User, today: date) -> dict[str, int]:
    """Listed families by tier inside the reach: listed, red, yellow, green, grey (those whose
    review date has passed, counted there only); empty for roles that see no family."""
    return tier_counts(user, today) if user.case_spans else {}


def _families(user: User, today: date) -> list[WorkItem]:
    return [*_visits(user, today), *_reviews(user, today)] if user.case_spans else []


def _visits(user: User, today: date) -> list[WorkItem]:
    """Visits owed: a week ahead to the keeper, from the next day to the village, and another day
    later to the township (domain C3); the earliest duty of each family."""
    roles = user.roles_today()
    mine = Keeper.objects.filter(family=OuterRef("family"), person=user, until__isnull=True)
    whose = Q(Exists(mine), due_on__lte=today + timedelta(days=AHEAD_DAYS))
    if Role.VILLAGE_MEDIATOR in roles:
        whose |= Q(due_on__lt=today)
    elif Role.TOWNSHIP_FEDERATION in roles:
        whose |= Q(due_on__lt=today - timedelta(days=1))
    duties = (
        VisitDuty.objects.visible_to(user)
        .open()
        .filter(whose, family__status=ListedFamily.Status.LISTED)
        .select_related("family__household", "family__village")
        .annotate(keeper=Subquery(_first_keeper("family")))
        .order_by("family", "due_on")
        .distinct("family")
    )
    return [
        _item(
            d.family, d.due_on, _("走访 %(name)s 家"), "visit_form", _("登记走访"), today, d)
        for d in duties
    ]


def _reviews(user: User, today: date) -> list[WorkItem]:
    """Tiers to confirm: to the village from three days ahead, to the township once lapsed."""
    roles = user.roles_today()
    if Role.VILLAGE_MEDIATOR in roles:
        until = today + timedelta(days=REVIEW_AHEAD_DAYS)
    elif Role.TOWNSHIP_FEDERATION in roles:
        until = today - timedelta(days=1)
    else:
        return []
    families = (
        ListedFamily.objects.visible_to(user)
        .listed()
        .filter(review_due__lte=until)
        .select_related("household", "village")
        .annotate(keeper=Subquery(_first_keeper("pk")))
    )
    return [
        _item(
            f,
            f.review_due,
            _("复核 %(name)s 家等级"),
            "family_review",
            _("复核等级"),
            today,
            f.keeper,
        )
        for f in families
    ]


def _first_keeper(family: str) -> QuerySet[Keeper, dict[str, Any]]:
    """The name of the keeper named first, of the family in the outer column."""
    present = Keeper.objects.filter(family=OuterRef(family), until__isnull=True)
    return present.order_by("pk").values("person__name")[:1]


def _item(
    family: ListedFamily,
    due: date,
    title: str,
    view: str,
    act: str,
    today: date,
    keeper: str | None,
) -> WorkItem:
    return WorkItem(
        due=due,
        title=title % {"name": mask_name(family.household.head_name)},
        unit=family.village.name,
        url=reverse(f"households:{view}", args=[family.uid]),
        act=act,
        tier="grey" if family.is_lapsed(today) else family.tier,
        person=keeper or "",
    )
