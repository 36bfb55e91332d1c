"""责任状 of a city: its text for the year, issuing to the counties, who has signed. Signing, taking
back and the text itself are the pages every other unit uses."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import Act
from accounts.roles import UPPER_ROLES
from accounts.views.base import Page
from accounts.views.verb import PlainVerb
from campaigns.forms import NothingForm
from campaigns.models import Division, Level, PledgeTemplate, Rung
from campaigns.pledge_forms import PledgeIssueForm
from campaigns.queries import pledge_city as queries
from campaigns.queries.pledge_template import above_in_force, readable
from campaigns.transitions import pledge_template as texts
from campaigns.transitions.pledge_city import issue_to_counties
from campaigns.transitions.unit import acts_for
from campaigns.views.asked import asked_year


def city_of(page: Page) -> tuple[Division, int, list[int]]:
    """One's own city or province, the year asked for (else the running or the newest of its
    counties), and the years there are."""
    posting = page.user.main_posting
    if posting is None:
        raise Http404
    place, this_year = posting.division, timezone.localdate().year
    years = queries.years_below(place)
    year = asked_year(page.request) or (this_year if this_year in years else max([0, *years]))
    year = year or this_year
    return place, year, years or [year]


class CityPledges(Page):
    """Counties with their pledges, and the text they sign."""

    audience = UPPER_ROLES
    template_name = "campaigns/pledge/city.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        place, year, years = city_of(self)
        if place.level != Level.CITY:
            return self.page(place=place, year=year, years=years, is_city=False)
        rows = queries.county_rows(self.user, place, year)
        own = readable(self.user).filter(campaign=None, owner=place, starts_on__year=year)
        return self.page(
            place=place,
            year=year,
            years=years,
            is_city=True,
            rows=rows,
            own=queries.figures(rows),
            no_year=queries.without_year(rows),
            unissued=sum(one.opened and one.row.pledge is None for one in rows),
            texts=list(own.order_by("-edition", "-drafted_at")),
            has_draft=any(text.status == PledgeTemplate.Status.DRAFT for text in own),
            in_force=above_in_force(self.user, place, year),
            may_write=acts_for(self.user, Act.PLEDGE_TEMPLATE, place),
            may_issue=acts_for(self.user, Act.PLEDGE_ISSUE, place),
        )


class CityDraft(PlainVerb):
    """起草 the city's text of a year."""

    audience = UPPER_ROLES
    form_class = NothingForm
    heading = gettext_lazy("起草与县（市、区）签的责任状")
    button = gettext_lazy("起草")
    hint = gettext_lazy("从在用的版本、去年的版本或系统样稿开始；一份文本，各县都签。")

    def prepare(self) -> None:
        self.place, self.year, _years = city_of(self)

    def sub(self) -> str:
        return f"{self.place.name} · {self.year}年"

    def way(self) -> list[tuple[str, str]]:
        return [(_("责任状"), f"{reverse('campaigns:pledge_counties')}?year={self.year}")]

    def perform(self, data: dict[str, Any]) -> str:
        made = texts.draft(
            campaign=None, owner=self.place, rung=Rung.COUNTY, year=self.year, by=self.user
        )
        messages.success(self.request, _("草稿已建好，请逐条核对。"))
        return reverse("campaigns:pledge_text_edit", args=[made.uid])


class CityIssue(PlainVerb):
    """下发 to every county that has none."""

    audience = UPPER_ROLES
    form_class = PledgeIssueForm
    heading = gettext_lazy("向县（市、区）下发责任状")
    button = gettext_lazy("下发")
    hint = gettext_lazy("下发后列入各县的待办；已照纸质登记的县不再下发。")

    def prepare(self) -> None:
        self.place, self.year, _years = city_of(self)
        rows = queries.county_rows(self.user, self.place, self.year)
        self.waiting = [one.row.unit.name for one in rows if one.opened and not one.row.pledge]

    def initial(self) -> dict[str, Any]:
        return {"issuer_signatory": self.user.name, "issued_on": timezone.localdate()}

    def sub(self) -> str:
        return f"{self.place.name} · {self.year}年"

    def facts(self) -> list[tuple[str, Any]]:
        return [(_("下发给"), "、".join(self.waiting) or _("没有要下发的县（市、区）"))]

    def way(self) -> list[tuple[str, str]]:
        return [(_("责任状"), f"{reverse('campaigns:pledge_counties')}?year={self.year}")]

    def act(self, data: dict[str, Any]) -> str:
        made = issue_to_counties(place=self.place, year=self.year, by=self.user, **data)
        said = _("已下发 %(n)d 份责任状。") % {"n": len(made.pledges)}
        names = "、".join(county.name for county in made.waiting[:10])
        return said + (
            _("未建年度：%(names)s；县里建好年度后再下发。") % {"names": names} if names else ""
        )
