"""Pages of household pledges: the list, one signature, the counted list, villages' figures."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts
from accounts.acts import Act
from accounts.roles import CASE_ROLES, Role
from accounts.views.base import ListPage, Page, VerbPage
from campaigns.models import Campaign, Division, Level, PledgeCount
from campaigns.queries.campaign import campaign_at
from campaigns.queries.mergers import counted_in
from campaigns.queries.pledge import place_of
from campaigns.views.asked import asked_code
from households.filters.pledge import HouseholdPledgeFilter
from households.forms.pledge import HouseholdSignForm, PledgeCountForm, RosterSignForm
from households.models import Household
from households.queries import pledge as queries
from households.transitions.pledge import count_list, sign_household, sign_roster

VILLAGE_ONLY = frozenset({Role.VILLAGE_MEDIATOR})


class PledgeHouseholds(ListPage):
    """Households of the reach with who signed one by one."""

    audience = CASE_ROLES
    template_name = "households/pledge/list.html"
    filterset_class = HouseholdPledgeFilter
    logs_reading = True
    campaign: Campaign | None
    place: Division

    def rows(self) -> models.QuerySet[Any]:
        posting = self.user.main_posting
        assert posting is not None  # the audience check saw a posting
        self.campaign = campaign_at(posting.division.code)
        self.place = posting.division
        code = asked_code(self.request)
        rows = queries.household_rows(self.user, self.campaign)
        if self.campaign and code is not None:
            self.place = place_of(self.user, self.campaign, code)
        return rows.filter(counted_in(self.place, "village_id"))

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        here = self.place if self.place.level == Level.VILLAGE else None
        figures = None
        if here and self.campaign:
            figures = queries.figures_of(self.user, self.campaign, here)
        return {
            "campaign": self.campaign,
            "place": self.place,
            "figures": figures,
            "may_sign": acts.may_somewhere(self.user, Act.HOUSEHOLD_PLEDGE),
        }


class PledgeVillages(Page):
    """Villages with households signed, by list and one by one."""

    audience = CASE_ROLES
    template_name = "households/pledge/villages.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        posting = self.user.main_posting
        assert posting is not None  # the audience check saw a posting
        campaign = campaign_at(posting.division.code)
        if campaign is None:
            raise Http404
        place = place_of(self.user, campaign, asked_code(request))
        rows = queries.village_figures(self.user, campaign, place)
        total = queries.VillageFigures(
            place,
            sum(r.households for r in rows),
            sum(r.signed for r in rows),
        )
        return self.page(campaign=campaign, place=place, rows=rows, total=total)


class VillageVerb(VerbPage):
    """What a village does in its own open year."""

    audience = VILLAGE_ONLY
    campaign: Campaign
    village: Division

    def prepare(self) -> None:
        posting = self.user.main_posting
        assert posting is not None  # the audience check saw a posting
        found = campaign_at(posting.division.code)
        if found is None:
            raise Http404
        self.campaign, self.village = found, posting.division


class HouseholdSign(VillageVerb):
    """登记一户签订."""

    template_name = "households/pledge/sign.html"
    form_class = HouseholdSignForm
    household: Household

    def prepare(self) -> None:
        super().prepare()
        self.household = Household.objects.fetch(self.user, uid=self.kwargs["uid"])
        self.note_reading([self.household], place=self.household.village_id)

    def initial(self) -> dict[str, Any]:
        return {"signatory": self.household.head_name, "signed_on": timezone.localdate()}

    def context(self) -> dict[str, Any]:
        return {"household": self.household, "campaign": self.campaign}

    def perform(self, data: dict[str, Any]) -> str:
        signed = sign_household(self.household, campaign=self.campaign, by=self.user, **data)
        messages.success(
            self.request,
            _("已登记：%(number)s号，%(name)s签订%(year)d年平安家庭承诺书。")
            % {
                "number": self.household.number,
                "name": signed.signatory,
                "year": self.campaign.year,
            },
        )
        return reverse("households:pledge_list") + "?signed=no"


class PledgeRoster(VillageVerb):
    """按名册登记: a paper list entered at once."""

    template_name = "households/pledge/roster.html"
    form_class = RosterSignForm
    homes: list[Household]

    def prepare(self) -> None:
        super().prepare()
        self.homes = list(queries.unsigned(self.user, self.campaign, self.village))
        self.note_reading(self.homes, place=self.village.code)

    def form_kwargs(self) -> dict[str, Any]:
        return {"homes": self.homes}

    def initial(self) -> dict[str, Any]:
        return {"except_these": "1", "signed_on": timezone.localdate()}

    def context(self) -> dict[str, Any]:
        return {
            "campaign": self.campaign,
            "village": self.village,
            "waiting": len(self.homes),
            "figures": queries.figures_of(self.user, self.campaign, self.village),
        }

    def perform(self, data: dict[str, Any]) -> str:
        made = sign_roster(
            campaign=self.campaign,
            village=self.village,
            uids=data.pop("homes"),
            by=self.user,
            **data,
        )
        messages.success(self.request, _("已登记 %(n)d 户签订承诺书。") % {"n": made})
        return reverse("households:pledge_list")


class PledgeCounting(VillageVerb):
    """登记签订清单."""

    template_name = "households/pledge/count.html"
    form_class = PledgeCountForm

    def initial(self) -> dict[str, Any]:
        return {"counted_on": timezone.localdate()}

    def context(self) -> dict[str, Any]:
        counts = PledgeCount.objects.visible_to(self.user).filter(
            campaign=self.campaign, village=self.village
        )
        return {
            "campaign": self.campaign,
            "village": self.village,
            "figures": queries.figures_of(self.user, self.campaign, self.village),
            "counts": counts.select_related("counted_by").order_by("-created_at"),
        }

    def perform(self, data: dict[str, Any]) -> str:
        count = count_list(campaign=self.campaign, village=self.village, by=self.user, **data)
        messages.success(self.request, _("已登记：清单签订%(n)d户。") % {"n": count.households})
        return reverse("households:pledge_list")
