"""Homes, stays on the list and decisions as monthly papers count them: the stock of a day, the
flows of some days, and how the list behind a number shows them (domain C1, C2, J2)."""

from __future__ import annotations

from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts.exports.listing import Field
from accounts.templatetags.words import mask_name
from households.models import Household, ListedFamily, Tier, TierDecision, VillageScreening
from households.papers.base import Base, Scope
from households.papers.tiers import level_words

GREY = "grey"
RANKS = {tier: at for at, tier in enumerate(reversed(Tier))}


def homes(scope: Scope) -> QuerySet[Any]:
    """Every household, also those that left."""
    return Household.objects.visible_to(scope.user)


def lived(scope: Scope) -> Q:
    """Households that lived there on the day."""
    day = scope.days.as_of
    return Q(registered_on__lte=day) & (Q(left_on__isnull=True) | Q(left_on__gt=day))


def stays(scope: Scope) -> QuerySet[Any]:
    """Stays on the list without wrong entries, with the tier, its scale and its review day as they
    stood on the day (tier_then, scale_then, due_then)."""
    past = TierDecision.objects.filter(
        family=OuterRef("pk"), decided_on__lte=scope.days.as_of
    ).order_by("-decided_on", "-pk")
    return (
        ListedFamily.objects.visible_to(scope.user)
        .counted()
        .annotate(
            tier_then=Coalesce(Subquery(past.values("after")[:1]), F("tier")),
            scale_then=Subquery(past.values("scale")[:1]),
            due_then=Coalesce(Subquery(past.values("review_due")[:1]), F("review_due")),
        )
    )


def screenings(scope: Scope) -> QuerySet[Any]:
    """The rounds of screening that began in these days, a row for each village."""
    days = {"round__starts__gte": scope.days.first, "round__starts__lte": scope.days.last}
    rows = VillageScreening.objects.visible_to(scope.user).filter(**days)
    return rows.select_related("round", "village")


def best_screenings(scope: Scope) -> QuerySet[Any]:
    """Of each village the round in which it looked at most homes: the rounds of a month meet the
    same homes again, so their numbers are not added up."""
    best = (
        screenings(scope)
        .filter(filed_at__isnull=False)
        .order_by("village_id", "-screened", "-pk")
        .distinct("village_id")
    )
    return screenings(scope).filter(pk__in=best.values("pk"))


def decisions(scope: Scope) -> QuerySet[Any]:
    """Decisions of the days that changed the tier of a family that is no wrong entry."""
    rows = TierDecision.objects.visible_to(scope.user).exclude(
        family__close_ground=ListedFamily.CloseGround.MISTAKE
    )
    return rows.filter(decided_on__gte=scope.days.first, decided_on__lte=scope.days.last)


def on_list(scope: Scope) -> Q:
    """On the list on the day."""
    day = scope.days.as_of
    return Q(listed_on__lte=day) & (Q(closed_on__isnull=True) | Q(closed_on__gt=day))


def within_days(column: str, scope: Scope) -> Q:
    """A date column that lies in the days."""
    days = scope.days
    return Q(**{f"{column}__gte": days.first, f"{column}__lte": days.last})


def closed(scope: Scope) -> Q:
    """Left the list within the days."""
    return within_days("closed_on", scope)


def moved(scope: Scope, up: bool) -> Q:
    """Decisions that went up, or down."""
    found = Q(pk__in=[])
    for before in Tier:
        for after in Tier:
            if RANKS[after] != RANKS[before] and (RANKS[after] > RANKS[before]) is up:
                found |= Q(before=before, after=after)
    return found


HOMES = Base(
    "households.household",
    homes,
    (
        Field(gettext_lazy("户主"), lambda r, m: mask_name(r.head_name)),
        Field(gettext_lazy("户号"), lambda r, m: r.number),
        Field(gettext_lazy("村（社区）"), lambda r, m: r.village.name),
        Field(gettext_lazy("登记日期"), lambda r, m: r.registered_on, "date"),
    ),
    lambda r: reverse("households:household_detail", args=[r.uid]),
    during=lived,
)
STAYS = Base(
    "households.listedfamily",
    lambda scope: stays(scope).select_related("household", "village"),
    (
        Field(gettext_lazy("户主"), lambda r, m: mask_name(r.household.head_name)),
        Field(gettext_lazy("村（社区）"), lambda r, m: r.village.name),
        Field(gettext_lazy("类别"), lambda r, m: "、".join(r.list_labels())),
        Field(gettext_lazy("列入"), lambda r, m: r.listed_on, "date"),
        Field(gettext_lazy("销号"), lambda r, m: r.closed_on, "date"),
    ),
    lambda r: reverse("households:family_detail", args=[r.uid]),
)
DECISIONS = Base(
    "households.tierdecision",
    lambda scope: decisions(scope).select_related("family__household", "village", "decided_by"),
    (
        Field(gettext_lazy("户主"), lambda r, m: mask_name(r.family.household.head_name)),
        Field(gettext_lazy("村（社区）"), lambda r, m: r.village.name),
        Field(gettext_lazy("日期"), lambda r, m: r.decided_on, "date"),
        Field(gettext_lazy("由"), lambda r, m: level_words(r.scale_id, r.before)),
        Field(gettext_lazy("到"), lambda r, m: level_words(r.scale_id, r.after)),
        Field(gettext_lazy("决定人"), lambda r, m: r.decided_by.name),
    ),
    lambda r: reverse("households:family_detail", args=[r.family.uid]),
)

_SCREENING_FIELDS = (
    Field(gettext_lazy("村（社区）"), lambda r, m: r.village.name),
    Field(gettext_lazy("轮次"), lambda r, m: r.round.name),
    Field(gettext_lazy("应排查"), lambda r, m: r.expected, "int"),
    Field(gettext_lazy("已排查"), lambda r, m: r.screened, "int"),
    Field(gettext_lazy("排查人"), lambda r, m: r.signer),
    Field(gettext_lazy("上报"), lambda r, m: r.filed_at, "moment"),
)


def _screening(row: Any) -> str:
    return reverse("households:screening_detail", args=[row.uid])


ASKED = Base("households.villagescreening", screenings, _SCREENING_FIELDS, _screening)
SCREENED = Base(
    "households.villagescreening",
    best_screenings,
    _SCREENING_FIELDS,
    _screening,
    weight="screened",
)
