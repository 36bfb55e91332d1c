"""A city issues the year's pledge to its counties: the same paper, states and signatures as between
a county and its townships (pledge), over many counties' years at once (domain 0).

A county that has typed in what it signed on paper keeps that; one without a year of its own is told
and issued to later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import User
from accounts.reach import inside
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import Campaign, Division, Level, Pledge
from campaigns.queries.pledge_template import above_in_force
from campaigns.transitions.pledge import fresh, issue_day, issued_words
from campaigns.transitions.unit import in_name_of, require_unit


@dataclass(frozen=True, slots=True)
class Issued:
    """pledges: those made now; waiting: counties that have no open year yet."""

    pledges: list[Pledge]
    waiting: list[Division]


@transaction.atomic
def issue_to_counties(
    *,
    place: Division,
    year: int,
    by: User,
    issuer_signatory: str = "",
    issued_on: date | None = None,
) -> Issued:
    """Issue to every county of a city that has an open year and no live pledge of it; in one
    insert. A name for the city signs for it. Two callers at once issue each pledge once, since
    both wait for the counties' years.

    Raises Http404 for a place outside the reach, Forbidden for another city's, Invalid for a place
    that is no city, NotTheMoment before the city's text is published."""
    if not inside((*by.upper_spans, *by.area_spans), place.code):
        raise Http404
    require_unit(by, Act.PLEDGE_ISSUE, place)
    if place.level != Level.CITY or place.is_county:
        raise Invalid({"issuer": _("责任状由市与县（市、区）签订。")})
    day = issue_day(issued_on)
    with in_name_of(by, place):
        text = above_in_force(by, place, year)
        if text is None:
            raise NotTheMoment(_("责任状样本还没有发布，请先起草、发布，再下发。"))
        counties = list(Division.objects.counties(place))
        years = Campaign.objects.filter(county__in=counties, year=year).order_by("county_id")
        held = years.filter(status=Campaign.Status.OPEN).select_for_update(of=("self",))
        opened = {row.county_id: row for row in held}
        live = Pledge.objects.live().filter(campaign__in=opened.values())
        have = set(live.filter(holder__in=counties).values_list("holder_id", flat=True))
        made = Pledge.objects.bulk_create(
            fresh(opened[county.code], place, county, text, by, issuer_signatory, day)
            for county in counties
            if county.code in opened and county.code not in have
        )
        trail.record_each(
            Act.PLEDGE_ISSUE, by=by, rows=[(p, p.holder_id, issued_words(p)) for p in made]
        )
    return Issued(made, [county for county in counties if county.code not in opened])
