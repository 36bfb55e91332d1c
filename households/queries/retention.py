"""Reads about keeping: a county's terms, what is due, what waits for the county."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import User
from campaigns.models import Division
from households.models import (
    Erasure,
    Household,
    LegalHold,
    ListedFamily,
    RetentionRule,
    RightsRequest,
    Tier,
    TierDecision,
)
from households.models.retention import ErasureQuerySet


def rule_of(county: int) -> RetentionRule:
    """The terms in force in a county; version 0 is the default of domain H ⑦."""
    rows = RetentionRule.objects.filter(county=county, effective_on__lte=timezone.localdate())
    return rows.order_by("-version").first() or RetentionRule(county_id=county, version=0)


def years_before(day: date, years: int) -> date:
    """The same day `years` earlier; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def due_families(county: Division, rule: RetentionRule, day: date) -> models.QuerySet[ListedFamily]:
    """Closed files whose term is over on `day`: ordinary ones two years, sealed ones and those
    that ever were red five. Held files, and those a request is open about, are left out."""
    red = TierDecision.objects.filter(family=OuterRef("pk"), after=Tier.RED)
    long = Q(sealed=True) | Q(tier=Tier.RED) | Exists(red)
    held = LegalHold.objects.in_force().filter(family=OuterRef("pk"))
    asked = RightsRequest.objects.open().filter(
        Q(family=OuterRef("pk")) | Q(household=OuterRef("household"))
    )
    over = Q(closed_on__lt=years_before(day, rule.long_years)) | (
        ~long & Q(closed_on__lt=years_before(day, rule.plain_years))
    )
    return (
        ListedFamily.objects.filter(
            ~Exists(held),
            ~Exists(asked),
            over,
            status=ListedFamily.Status.CLOSED,
            village_id__gte=county.code,
            village_id__lt=county.end,
        )
        .select_related("household", "village")
        .order_by("village", "closed_on", "pk")
    )


def due_households(county: Division, rule: RetentionRule, day: date) -> models.QuerySet[Household]:
    """Households that left longer ago than the term, with no file on record that is kept longer
    and nothing wiped yet."""
    files = ListedFamily.objects.filter(household=OuterRef("pk")).exclude(
        pk__in=due_families(county, rule, day).values("pk")
    )
    asked = RightsRequest.objects.open().filter(household=OuterRef("pk"))
    return (
        Household.objects.filter(
            ~Exists(files),
            ~Exists(asked),
            left_on__lt=years_before(day, rule.plain_years),
            village_id__gte=county.code,
            village_id__lt=county.end,
        )
        .exclude(head_name="（已清除）")
        .select_related("village")
        .order_by("village", "left_on", "pk")
    )


def erasures(user: User) -> ErasureQuerySet:
    """Lists and certificates of the user's county, newest first."""
    return Erasure.objects.visible_to(user).select_related("county", "decided_by", "seconded_by")


def on_list(user: User, row: Erasure) -> models.QuerySet[ListedFamily]:
    """The files of a list that the user may see; sealed ones stay closed to others here too."""
    rows = ListedFamily.objects.visible_to(user).filter(pk__in=row.families)
    return rows.select_related("household", "village").order_by("village", "closed_on", "pk")


def terms_of(user: User, county: int) -> models.QuerySet[RetentionRule]:
    """All versions of a county's terms, newest first."""
    rows = RetentionRule.objects.visible_to(user).filter(county=county)
    return rows.select_related("decided_by")


def few(number: int) -> str:
    """A small number is told as such (domain H ⑤)."""
    return "" if not number else "<5" if number < 5 else str(number)


def lists_to_decide(user: User) -> models.QuerySet[Erasure]:
    """Lists that wait for the user's county."""
    return erasures(user).filter(status=Erasure.Status.DRAWN)
