"""Reads about listed families: the list, one family's file, what holds a tier back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, Subquery
from django.db.models.functions import Least
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.templatetags.words import zh_day
from households.models import ListedFamily, Tier, Visit, VisitDuty
from households.models.family import ListedFamilyQuerySet
from households.models.scale import scale_of
from households.queries.scale import terms_for
from households.scales.body import CODES, Level, Scale
from households.scales.shipped import DEFAULT


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
    level = family.level
    quiet = (today - quiet_since(family)).days
    if quiet < level.quiet_days:
        return _("%(tier)s要平稳满 %(need)d 天，现在 %(quiet)d 天") % {
            "tier": level.label,
            "need": level.quiet_days,
            "quiet": quiet,
        }
    missed = VisitDuty.objects.overdue(today).filter(family=family).order_by("due_on").first()
    if missed:
        return _("%(day)s应走访还没有走访") % {"day": zh_day(missed.due_on)}
    return ""


def close_obstacle(family: ListedFamily, today: date) -> str:
    """Why the family may not be closed as quiet yet; "" when it may."""
    if not family.level.is_lowest:
        return _("只有%(lowest)s才能按稳定达标销号") % {"lowest": family.terms.lowest.label}
    return fall_obstacle(family, today)


@dataclass(frozen=True)
class TierCounts:
    """listed = the levels + grey, whatever the scale: grey are those whose review date has
    passed. levels: those of the scale in force, and colours only older decisions still use."""

    listed: int
    grey: int
    levels: tuple[tuple[Level, int], ...]


def tier_counts(user: User, today: date) -> TierCounts:
    """Listed families by tier as it shows today, inside the reach. Two queries."""
    fresh = Q(review_due__gte=today)
    found = (
        ListedFamily.objects.visible_to(user)
        .listed()
        .aggregate(
            listed=Count("pk"),
            grey=Count("pk", filter=~fresh),
            **{code: Count("pk", filter=fresh & Q(tier=code)) for code in CODES},
        )
    )
    scale = terms_for(user, today).scale
    shown = [(_named(code, scale), found[code]) for code in CODES if scale.has(code) or found[code]]
    return TierCounts(found["listed"], found["grey"], tuple(shown))


def _named(code: str, scale: Scale) -> Level:
    if scale.has(code):
        return scale.level(code)
    known = DEFAULT.level(code) if DEFAULT.has(code) else DEFAULT.lowest
    return replace(known, code=code, label=str(Tier(code).label))


def observed(rows: ListedFamilyQuerySet, today: date) -> ListedFamilyQuerySet:
    """Families under 观察 (domain L): at the lowest tier, quiet for its days, no visit owed; the
    township may take them off the list. The clause is per version of the scale in use."""
    ready = Q(pk__in=[])
    for key in rows.order_by().values_list("scale", flat=True).distinct():
        lowest = scale_of(key).lowest
        ready |= Q(
            scale=key, tier=lowest.code, tier_since__lte=today - timedelta(lowest.quiet_days)
        )
    worse = Visit.objects.filter(
        family=OuterRef("pk"),
        change=Visit.Change.WORSE,
        visited_on__gte=OuterRef("tier_since"),
        visited_on__gt=today - timedelta(days=DEFAULT.lowest.quiet_days),
    )
    missed = VisitDuty.objects.overdue(today).filter(family=OuterRef("pk"))
    return rows.listed().filter(ready, ~Exists(worse), ~Exists(missed))
