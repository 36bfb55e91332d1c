"""Pages of campaign years."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.db import models
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acts import Act, may_somewhere
from accounts.roles import AREA_ROLES, Role
from accounts.views.base import ListPage, VerbPage
from campaigns import year_parts
from campaigns.forms import CampaignForm
from campaigns.models import Campaign, Division
from campaigns.transitions.campaign import open_year


class CampaignList(ListPage):
    """Years of the user's county, with the calendar of each."""

    audience = AREA_ROLES
    template_name = "campaigns/campaign/list.html"

    def rows(self) -> models.QuerySet[Campaign]:
        posting = self.user.main_posting
        code = posting.division.code if posting else 0
        return Campaign.objects.for_place(code).select_related("county").prefetch_related("duties")

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        posting = self.user.main_posting
        newest = page.object_list[0] if page.object_list else None
        return {
            "may_open": may_somewhere(self.user, Act.CAMPAIGN_OPEN),
            "newest": newest,
            "parts": year_parts.parts(self.user, newest, posting.division)
            if newest and posting
            else [],
        }


class CampaignOpen(VerbPage):
    """开展新年度."""

    audience = frozenset({Role.COUNTY_FEDERATION})
    template_name = "campaigns/campaign/form.html"
    form_class = CampaignForm
    county: Division

    def prepare(self) -> None:
        posting = self.user.main_posting
        if posting is None:
            raise Http404
        self.county = posting.division

    def initial(self) -> dict[str, Any]:
        year = timezone.localdate().year + 1
        return {
            "year": year,
            "sign_by": date(year, 3, 31),
            "midyear_on": date(year, 6, 20),
            "data_closes_on": date(year, 12, 31),
        }

    def context(self) -> dict[str, Any]:
        return {"county": self.county}

    def perform(self, data: dict[str, Any]) -> str:
        campaign = open_year(county=self.county, by=self.user, **data)
        messages.success(
            self.request,
            _("%(year)d年平安家庭创建已开展，日程已列入各级待办。") % {"year": campaign.year},
        )
        return reverse("campaigns:campaign_list")
