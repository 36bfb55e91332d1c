"""Reads about help: pairings with their totals, who is owed one, care ledgers, services."""

from __future__ import annotations

from typing import Any, cast

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils.translation import gettext as _

from accounts.acts import ALLOWED, Act
from accounts.models import User
from accounts.querysets import ScopedQuerySet
from accounts.refusals import Forbidden
from campaigns.models import Division
from households.models import (
    CareRecord,
    CareVisit,
    Category,
    HelpEvent,
    Household,
    ListedFamily,
    Pairing,
    ServiceActivity,
    ServiceUse,
)
from households.models.care import CareRecordQuerySet
from households.models.family import ListedFamilyQuerySet
from households.models.help import PairingQuerySet

# Which category of a listed family asks for a line in which ledger (domain C1).
LEDGERS = {
    CareRecord.Kind.CHILD: Category.CHILDREN,
    CareRecord.Kind.WOMAN: Category.LEFT_WOMEN,
    CareRecord.Kind.ELDER: Category.ELDERLY,
}


def pairing_rows(user: User) -> PairingQuerySet:
    """Pairings inside the reach with times (how often help was given), given (its value in yuan)
    and last_on; those going on first."""
    return (
        Pairing.objects.visible_to(user)
        .select_related("household", "village")
        .annotate(
            times=Count("events"), given=Sum("events__amount"), last_on=Max("events__happened_on")
        )
        .order_by("ended_on", "-since", "-pk")
    )


def unpaired(rows: ListedFamilyQuerySet) -> ListedFamilyQuerySet:
    """Listed families marked 特别困难 without a pairing that goes on: help is owed (domain C1)."""
    going_on = Pairing.objects.active().filter(household=OuterRef("household"))
    return rows.listed().filter(~Exists(going_on), hardship=True)


def care_rows(user: User) -> CareRecordQuerySet:
    """People in the care ledgers inside the reach, with the day of the last care visit; whoever
    waited longest first."""
    last = CareVisit.objects.filter(record=OuterRef("pk")).order_by("-visited_on")
    return (
        CareRecord.objects.visible_to(user)
        .select_related("household", "village", "member")
        .annotate(last_on=Subquery(last.values("visited_on")[:1]))
        .order_by("ended_on", "last_on", "village", "pk")
    )


def without_care(rows: ListedFamilyQuerySet, kind: str = "") -> ListedFamilyQuerySet:
    """Listed families of a ledger's category for which nobody is entered yet."""
    owed = Q(pk__in=[])
    for each, category in LEDGERS.items():
        if kind in ("", each.value):
            entered = CareRecord.objects.active().filter(
                household=OuterRef("household"), kind=each.value
            )
            owed |= Q(~Exists(entered), categories__contains=[category.value])
    return rows.listed().filter(owed)


def activity_rows(user: User) -> ScopedQuerySet[ServiceActivity]:
    """Activities inside the reach with the number of households named, newest first."""
    rows: ScopedQuerySet[ServiceActivity] = ServiceActivity.objects.visible_to(user)
    rows = rows.select_related("unit", "recorded_by", "publicity").order_by("-happened_on", "-pk")
    counted: Any = rows.annotate(homes=Count("uses"))
    return cast("ScopedQuerySet[ServiceActivity]", counted)


def service_totals(rows: QuerySet[ServiceActivity]) -> list[dict[str, object]]:
    """Activities, people and households by kind, of the rows shown."""
    keys = rows.order_by().values("pk")
    counted = {
        row["kind"]: row
        for row in ServiceActivity.objects.filter(pk__in=keys)
        .order_by()
        .values("kind")
        .annotate(times=Count("pk"), people=Sum("people"))
    }
    homes = dict(
        ServiceUse.objects.filter(activity__in=keys)
        .order_by()
        .values_list("activity__kind")
        .annotate(n=Count("household", distinct=True))
    )
    return [
        {"label": k.label, "homes": homes.get(k.value, 0), **counted[k.value]}
        for k in ServiceActivity.Kind
        if k.value in counted
    ]


def uses_of(user: User, household: Household) -> QuerySet[ServiceUse]:
    """Activities one household took part in, newest first."""
    return (
        ServiceUse.objects.visible_to(user)
        .filter(household=household)
        .select_related("activity", "activity__unit")
        .order_by("-activity__happened_on", "-pk")
    )


def help_of(user: User, household: Household) -> dict[str, object]:
    """What the household's page says about help: pairings, care records, services."""
    return {
        "pairings": list(pairing_rows(user).filter(household=household)),
        "care_records": list(care_rows(user).filter(household=household)),
        "services": list(uses_of(user, household)),
    }


def hardship_listed(user: User) -> ListedFamilyQuerySet:
    """Listed families inside the reach marked 特别困难."""
    return ListedFamily.objects.visible_to(user).listed().filter(hardship=True)


def events_of(pairing: Pairing) -> QuerySet[HelpEvent]:
    """Help given under a pairing, newest first."""
    return pairing.events.select_related("recorded_by").order_by("-happened_on", "-pk")


def own_unit(user: User) -> Division:
    """The unit `user` holds activities for, the widest of several; Forbidden without one."""
    found = [p for p in user.postings_today if p.role in ALLOWED[Act.HELP_SERVE]]
    if not found:
        raise Forbidden(_("您现在没有可以办活动的单位。"))
    division: Division = min(found, key=lambda p: p.division.level).division
    return division
