"""Reads about listed families: the list, one family's file, what holds a tier back."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Max, Min, OuterRef, Q, Subquery
from django.db.models.functions import Least
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.templatetags.words import zh_day
from households.models import ListedFamily, Tier, Visit, VisitDuty
from households.models.family import ListedFamilyQuerySet
from households.tiers import QUIET_DAYS


def family_rows(user: User) -> ListedFamilyQuerySet:
    """Every stay inside the reach with household and village, the next visit owed (next_due) and
    the nearer of visit and review (urgent_on); most urgent first."""
    owed = (
        VisitDuty.objects.open()
        .filter(family=OuterRef("pk"))
        .order_by()
        .values("family")
        .annotate(first=Min("due_on"))
        .values("first")
    )
    return (
        ListedFamily.objects.visible_to(user)
        .select_related("household", "village")
        .annotate(next_due=Subquery(owed))
        .annotate(urgent_on=Least("next_due", "review_due"))
        .order_by("urgent_on", "pk")
    )


def quiet_since(family: ListedFamily) -> date:
    """Since when the family has been quiet at its present tier: the day of the tier, or the last
    visit that found things worse."""
    worse: date | None = Visit.objects.filter(
        family=family, change=Visit.Change.WORSE, visited_on__gte=family.tier_since
    ).aggregate(last=Max("visited_on"))["last"]
    return max(family.tier_since, worse) if worse else family.tier_since


def fall_obstacle(family: ListedFamily, today: date) -> str:
    """Why the tier may not fall (or a green family leave the list) yet, in a half-sentence; ""
    when nothing holds it back (domain C2: quiet days of the tier, every visit made)."""
    tier = Tier(family.tier)
    quiet = (today - quiet_since(family)).days
    if quiet < QUIET_DAYS[tier]:
        return _("%(tier)s要平稳满 %(need)d 天，现在 %(quiet)d 天") % {
            "tier": tier.label,
            "need": QUIET_DAYS[tier],
            "quiet": quiet,
        }
    missed = VisitDuty.objects.overdue(today).filter(family=family).order_by("due_on").first()
    if missed:
        return _("%(day)s应走访还没有走访") % {"day": zh_day(missed.due_on)}
    return ""


def close_obstacle(family: ListedFamily, today: date) -> str:
    """Why the family may not be closed as quiet yet; "" when it may."""
    if family.tier != Tier.GREEN:
        return _("只有绿·低才能按稳定达标销号")
    return fall_obstacle(family, today)


def tier_counts(user: User, today: date) -> dict[str, int]:
    """listed = red + yellow + green + grey inside the reach; grey are those whose review date
    has passed, whatever their tier. One query."""
    fresh = Q(review_due__gte=today)
    return (
        ListedFamily.objects.visible_to(user)
        .listed()
        .aggregate(
            listed=Count("pk"),
            red=Count("pk", filter=fresh & Q(tier=Tier.RED)),
            yellow=Count("pk", filter=fresh & Q(tier=Tier.YELLOW)),
            green=Count("pk", filter=fresh & Q(tier=Tier.GREEN)),
            grey=Count("pk", filter=~fresh),
        )
    )
