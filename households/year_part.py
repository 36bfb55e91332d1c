"""What households tells the page of the year, and what of theirs goes on into the next (features
24). Counted with the reader's own reach: a file closed to her is in no number."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from campaigns import carrying, year_parts
from campaigns.carrying import Carried
from campaigns.models import Campaign, Division
from campaigns.year_parts import Part
from households.filters.family import GREY
from households.models import Award, Hazard, ListedFamily, Visit
from households.queries.family import tier_counts


def register() -> None:
    """Once, when the app starts."""
    year_parts.offer(70, _parts)
    carrying.register(10, _carried)
    carrying.restarts(_("示范户的牌号"))


def _parts(user: User, campaign: Campaign, unit: Division) -> Iterator[Part]:
    """Listed families now, 示范户 of the year; nothing for who sees no family."""
    if not user.case_spans:
        return
    inside = {"village_id__gte": unit.code, "village_id__lt": unit.end}
    year, today = campaign.year, timezone.localdate()
    families = ListedFamily.objects.visible_to(user).listed().filter(**inside)
    grey = families.filter(review_due__lt=today).count()
    at = f"place={unit.code}"
    visits = Visit.objects.visible_to(user).filter(**inside)
    yield Part(
        _("在册家庭"),
        f"{reverse('households:family_list')}?{at}",
        families.count(),
        _("户"),
        note=_("%(n)d 户过了复核日期") % {"n": grey} if grey else "",
        alarm=bool(grey),
    )
    yield Part(
        _("走访"),
        f"{reverse('households:family_list')}?{at}",
        visits.filter(visited_on__year=year).count(),
        _("次"),
        visits.filter(visited_on__year=year - 1).count(),
    )
    awards = Award.objects.visible_to(user).filter(status__in=Award.HELD, **inside)
    yield Part(
        _("示范户"),
        f"{reverse('households:award_list')}?{at}&year={year}&status=plated",
        awards.filter(campaign=campaign).count(),
        _("户"),
        awards.filter(campaign__county=campaign.county_id, campaign__year=year - 1).count(),
    )


def _carried(user: User, county: Division) -> Iterator[Carried]:
    """Families on the list by tier as it shows, hazards that run, titles that hold."""
    counts = tier_counts(user, timezone.localdate())
    page = reverse("households:family_list")
    for level, n in counts.levels:
        label = _("在册家庭（%(tier)s）") % {"tier": level.label}
        yield Carried(label, n, _("户"), f"{page}?tier={level.code}")
    grey = _("在册家庭（%(tier)s）") % {"tier": GREY[1]}
    yield Carried(grey, counts.grey, _("户"), f"{page}?tier={GREY[0]}")
    hazards = Hazard.objects.visible_to(user).running().count()
    yield Carried(_("没有解除的重大隐患"), hazards, _("户"), reverse("households:hazard_list"))
    on_the_way = Award.objects.visible_to(user).filter(status__in=Award.ON_THE_WAY).count()
    yield Carried(_("没有办完的示范户推荐"), on_the_way, _("户"), reverse("households:award_list"))
