"""Opening a county's year: what goes on from the year before is shown first (features 24)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import Role
from accounts.views.base import VerbPage
from campaigns.carrying import carried, restarted
from campaigns.forms import CampaignForm
from campaigns.models import (
    Campaign,
    Division,
    Duty,
    LeadingGroup,
    MemberUnit,
    Seat,
    ShowPoint,
    WorkdayException,
)
from campaigns.transitions.campaign import open_year
from campaigns.transitions.rollover import in_year


class CampaignOpen(VerbPage):
    """开展新年度, from the newest year when there is one."""

    audience = frozenset({Role.COUNTY_FEDERATION})
    template_name = "campaigns/campaign/form.html"
    form_class = CampaignForm
    county: Division
    last: Campaign | None

    def prepare(self) -> None:
        posting = self.user.main_posting
        if posting is None:
            raise Http404
        self.county = posting.division
        self.last = Campaign.objects.for_place(self.county.code).first()

    def initial(self) -> dict[str, Any]:
        last = self.last
        if last is None:
            year = timezone.localdate().year + 1
            days = {
                "sign_by": date(year, 3, 31),
                "midyear_on": date(year, 6, 20),
                "data_closes_on": date(year, 12, 31),
            }
            return {"year": year} | days
        years = ("sign_by", "midyear_on", "data_closes_on")
        moved = {name: in_year(getattr(last, name), 1) for name in years}
        return {"year": last.year + 1, "slogan": last.slogan} | moved

    def context(self) -> dict[str, Any]:
        if self.last is None:
            return {"county": self.county}
        return {
            "county": self.county,
            "last": self.last,
            "carried": carried(self.user, self.county),
            "restarts": restarted(),
            "goes_on": self._goes_on(),
            "duties": Duty.objects.standing().filter(campaign=self.last).count(),
            "has_plan": hasattr(self.last, "plan"),
            "has_days": WorkdayException.objects.filter(day__year=self.last.year + 1).exists(),
        }

    def _goes_on(self) -> list[tuple[str, int, str]]:
        """The organisation has dates of its own: nothing of it is typed again."""
        today, low, high = timezone.localdate(), self.county.code, self.county.end
        inside = {"place__gte": low, "place__lt": high}
        groups = LeadingGroup.objects.visible_to(self.user).standing().filter(**inside)
        seats = Seat.objects.visible_to(self.user).on(today).filter(**inside)
        units = MemberUnit.objects.visible_to(self.user).live().filter(county=self.county)
        points = ShowPoint.objects.visible_to(self.user).standing().filter(**inside)
        return [
            (_("领导小组"), groups.count(), _("个")),
            (_("在任人员"), seats.count(), _("人")),
            (_("成员单位"), units.count(), _("个")),
            (_("示范点"), points.count(), _("个")),
        ]

    def perform(self, data: dict[str, Any]) -> str:
        last = self.last if self.last and self.last.year < data["year"] else None
        campaign = open_year(county=self.county, by=self.user, last=last, **data)
        messages.success(
            self.request,
            _("%(year)d年平安家庭创建已开展，日程已列入各级待办。") % {"year": campaign.year},
        )
        return f"{reverse('campaigns:campaign_list')}?year={campaign.year}"
