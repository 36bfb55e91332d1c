"""How many households signed the year's pledge (domain A7 1.1): one by one, and by a village's
counted list; set-based."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.db.models import BooleanField, Count, Exists, OuterRef, Q, Value

from accounts.models import User
from campaigns.models import Campaign, Division, Level, PledgeCount, PledgeTemplate, Rung
from households.models import Household, HouseholdPledge
from households.models.household import HouseholdQuerySet


@dataclass(frozen=True)
class VillageFigures:
    """households: living here today; one_by_one: of these, with a signature of their own;
    counted: the newest live list."""

    village: Division
    households: int = 0
    one_by_one: int = 0
    counted: int = 0

    @property
    def signed(self) -> int:
        """Never more than there are households, though a family of the list may have signed
        alone since it was counted."""
        return min(self.one_by_one + self.counted, self.households)

    @property
    def missing(self) -> int:
        """Households without a signature."""
        return self.households - self.signed

    @property
    def rate(self) -> Fraction | None:
        """Signed ÷ households, None where no household is registered."""
        return Fraction(self.signed, self.households) if self.households else None


def village_figures(user: User, campaign: Campaign, place: Division) -> list[VillageFigures]:
    """Figures of every village of `place` (itself, if it is one), in code order; four queries."""
    villages = Division.objects.below(place, Level.VILLAGE).current().in_reach(user)
    span = Q(village__gte=place.code, village__lt=place.end)
    homes = dict(
        Household.objects.visible_to(user)
        .present()
        .filter(span)
        .order_by()
        .values_list("village")
        .annotate(n=Count("pk"))
    )
    signed = dict(
        HouseholdPledge.objects.visible_to(user)
        .filter(span, campaign=campaign, household__left_on__isnull=True)
        .order_by()
        .values_list("village")
        .annotate(n=Count("pk"))
    )
    counted = dict(
        PledgeCount.objects.visible_to(user)
        .filter(span, campaign=campaign, is_live=True)
        .values_list("village", "households")
    )
    return [
        VillageFigures(v, homes.get(v.code, 0), signed.get(v.code, 0), counted.get(v.code, 0))
        for v in villages
    ]


def figures_of(user: User, campaign: Campaign, village: Division) -> VillageFigures:
    """One village's figures."""
    return next(iter(village_figures(user, campaign, village)), VillageFigures(village))


def letter_text(user: User, campaign: Campaign) -> PledgeTemplate | None:
    """The edition of the household's letter in force in the county."""
    rows = PledgeTemplate.objects.visible_to(user).published()
    return rows.filter(campaign=campaign, owner=campaign.county_id, rung=Rung.HOUSEHOLD).first()


def unsigned(user: User, campaign: Campaign, village: Division) -> HouseholdQuerySet:
    """Households living in the village that have not signed one by one this year."""
    mine = HouseholdPledge.objects.filter(campaign=campaign, household=OuterRef("pk"))
    rows = Household.objects.visible_to(user).present().filter(village=village)
    return rows.exclude(Exists(mine)).order_by("number")


def household_rows(user: User, campaign: Campaign | None) -> HouseholdQuerySet:
    """Households living in the reach, each with `has_signed` one by one this year."""
    if campaign is None:
        signed: Exists | Value = Value(False, output_field=BooleanField())
    else:
        mine = HouseholdPledge.objects.filter(campaign=campaign, household=OuterRef("pk"))
        signed = Exists(mine)
    return (
        Household.objects.visible_to(user)
        .present()
        .select_related("village")
        .annotate(has_signed=signed)
        .order_by("village", "number")
    )
