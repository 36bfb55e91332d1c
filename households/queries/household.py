"""Reads about households: the list with its search, one household's page."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from accounts.search_terms import pairs, plain
from campaigns.models import Campaign, Division
from campaigns.queries.campaign import campaign_at
from households.models import Award, Household, HouseholdPledge, ListedFamily
from households.models.household import HouseholdQuerySet


def household_rows(user: User) -> HouseholdQuerySet:
    """Households inside the reach with village and whether they are listed now (is_listed)."""
    listed = ListedFamily.objects.visible_to(user).listed().filter(household=OuterRef("pk"))
    return (
        Household.objects.visible_to(user)
        .select_related("village")
        .annotate(is_listed=Exists(listed))
        .order_by("village", "number")
    )


def matching(typed: str, prefix: str = "") -> Q:
    """A condition on households for what somebody typed: characters of the name or the number,
    pinyin from anywhere in the name, initials from the first on. prefix: the way to the
    household from another noun, such as "household__"."""
    clean = plain(typed)
    if not clean:
        return Q() if not typed.strip() else Q(pk__in=[])
    found = Q(**{f"{prefix}head_initials__startswith": clean})
    if len(clean) == 1:
        return (
            found
            | Q(**{f"{prefix}head_name__contains": clean})
            | Q(**{f"{prefix}number__contains": clean})
        )
    return (
        found
        | Q(**{f"{prefix}grams__contains": pairs(clean)})
        | Q(**{f"{prefix}head_pinyin__contains": clean})
    )


def next_number(village: Division) -> str:
    """One more than the village's highest plain number, as wide as that one; "1" for the first."""
    numbers = Household.objects.filter(village=village, number__regex=r"^[0-9]{1,9}$")
    highest = max(numbers.values_list("number", flat=True), key=int, default="0")
    return str(int(highest) + 1).zfill(len(highest))


def pledge_of_year(household: Household) -> tuple[Campaign | None, HouseholdPledge | None]:
    """The county's newest campaign year and the household's signature under it."""
    campaign = campaign_at(household.village_id)
    if campaign is None:
        return None, None
    pledge = HouseholdPledge.objects.filter(campaign=campaign, household=household).first()
    return campaign, pledge


def stays(user: User, household: Household) -> list[ListedFamily]:
    """Every stay on the list, the newest first: a new file links to the old ones (domain L)."""
    return list(
        ListedFamily.objects.visible_to(user)
        .filter(household=household)
        .order_by("-listed_on", "-pk")
    )


def awards_of(user: User, household: Household) -> list[Award]:
    """Nominations as a demonstration household, newest year first."""
    return list(
        Award.objects.visible_to(user)
        .filter(household=household)
        .select_related("campaign")
        .order_by("-campaign__year")
    )
