"""The page of the year (年度工作): phases, what is due next, a figure for each part; the plan."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act, may
from accounts.roles import AREA_ROLES
from accounts.views.base import Page
from accounts.views.verb import PlainVerb
from campaigns.carrying import carried
from campaigns.forms import bytes_of
from campaigns.models import Campaign, Division, KeptFile, Plan
from campaigns.queries import organisation, year_duty
from campaigns.queries import year as queries
from campaigns.queries.network import own_unit
from campaigns.transitions.campaign import close_year
from campaigns.transitions.open_year import require_open
from campaigns.transitions.plan import write_plan
from campaigns.views.asked import asked_year
from campaigns.views.year_asked import Asked, asked_for
from campaigns.year_forms import PARTS, CloseForm, PlanForm
from campaigns.year_parts import parts

YEAR = "campaigns:campaign_list"


class YearOverview(Page):
    """年度工作 of one's own unit, or of one below it; ?year= looks back."""

    audience = AREA_ROLES
    template_name = "campaigns/year/overview.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        asked, today = asked_for(self.user, request), timezone.localdate()
        found = self._found(asked, today) if asked.campaign else {}
        code = asked.county.code
        return self.page(
            asked=asked,
            campaign=asked.campaign,
            unit=asked.unit,
            below=self._below(asked.unit),
            own=asked.unit == own_unit(self.user),
            may_open=may(self.user, Act.CAMPAIGN_OPEN, code),
            **found,
        )

    def _found(self, asked: Asked, today: Any) -> dict[str, Any]:
        campaign = asked.campaign
        assert campaign is not None
        plan = queries.plan_of(self.user, campaign)
        phases = list(plan.phases.all()) if plan else []
        due = year_duty.next_due(self.user, asked.unit, campaign, today)
        is_open = campaign.status == Campaign.Status.OPEN
        return {
            "plan": plan,
            "phases": phases,
            "steps": queries.steps_of(phases, today),
            "due": due if is_open else [],
            "parts": parts(self.user, campaign, asked.unit),
            "gaps": organisation.gaps(self.user, asked.unit, today),
            "may_plan": is_open and may(self.user, Act.PLAN_WRITE, campaign.county_id),
            "may_close": is_open
            and today >= campaign.data_closes_on
            and may(self.user, Act.CAMPAIGN_CLOSE, campaign.county_id),
        }

    def _below(self, unit: Division) -> list[Division]:
        return list(Division.objects.filter(parent=unit).current().order_by("code"))


class PlanShown(Page):
    """方案: its paper, aims and phases."""

    audience = AREA_ROLES
    template_name = "campaigns/year/plan.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        asked = asked_for(self.user, request)
        plan = queries.plan_of(self.user, asked.campaign) if asked.campaign else None
        if plan is None:
            raise Http404
        campaign = asked.campaign
        assert campaign is not None
        files = KeptFile.objects.visible_to(self.user).kept().listed().filter(plan=plan)
        return self.page(
            plan=plan,
            campaign=campaign,
            phases=plan.phases.all(),
            files=files,
            may_write=campaign.status == Campaign.Status.OPEN
            and may(self.user, Act.PLAN_WRITE, campaign.county_id),
        )


class YearVerb(PlainVerb):
    """A verb of the county on one year, ?year= or this one."""

    campaign: Campaign

    def prepare(self) -> None:
        county, wanted = own_unit(self.user), asked_year(self.request)
        rows = Campaign.objects.for_place(county.code).select_related("county")
        wanted = wanted or timezone.localdate().year
        found = next((c for c in rows if c.year == wanted), None)
        if found is None or not county.is_county:
            raise Http404
        self.campaign = found

    def sub(self) -> str:
        return str(self.campaign)

    def way(self) -> list[tuple[str, str]]:
        return [(_("年度工作"), f"{reverse(YEAR)}?year={self.campaign.year}")]


class PlanWrite(YearVerb):
    """编写方案: a draft while number and day are empty, issued with them."""

    audience = ALLOWED[Act.PLAN_WRITE]
    template_name = "campaigns/year/plan_form.html"
    heading = gettext_lazy("编写年度方案")
    button = gettext_lazy("保存方案")
    form_class = PlanForm
    plan: Plan | None

    def prepare(self) -> None:
        super().prepare()
        require_open(self.campaign)
        self.plan = queries.plan_of(self.user, self.campaign)

    def form_kwargs(self) -> dict[str, Any]:
        return {"issued": self.plan is not None and self.plan.is_issued}

    def initial(self) -> dict[str, Any]:
        first: dict[str, Any] = {"slogan": self.campaign.slogan}
        if self.plan is None:
            return first
        for name in ("aims", "number", "issued_on", "city_paper", "version"):
            first[name] = getattr(self.plan, name)
        for n, phase in enumerate(self.plan.phases.all(), 1):
            first |= {f"p{n}_{part}": getattr(phase, part) for part in PARTS}
        return first

    def perform(self, data: dict[str, Any]) -> str:
        file = bytes_of(data)
        plan = write_plan(self.campaign, by=self.user, file=file, **data)
        words = _("方案已印发，各级都看得到。") if plan.is_issued else _("已存为草稿。")
        return self.done(words, f"{reverse('campaigns:plan_detail')}?year={self.campaign.year}")


class CampaignClose(YearVerb):
    """年度截止: the year stays readable and takes no more writes."""

    audience = ALLOWED[Act.CAMPAIGN_CLOSE]
    heading = button = gettext_lazy("年度截止")
    hint = gettext_lazy(
        "截止后这一年只供查看和对比，日程、会议、经费都不能再改；没办完的案件、灰级和整改转入下一年。"
    )
    form_class = CloseForm
    ends = True

    def prepare(self) -> None:
        super().prepare()
        require_open(self.campaign)

    def initial(self) -> dict[str, Any]:
        return {"version": self.campaign.version}

    def facts(self) -> list[tuple[str, Any]]:
        """What is not finished and goes on into the next year."""
        rows = carried(self.user, self.campaign.county)
        return [(row.label, f"{row.count} {row.measure}") for row in rows]

    def act(self, data: dict[str, Any]) -> str:
        close_year(self.campaign, by=self.user, **data)
        return _("%(year)d年已截止，只供查看。") % {"year": self.campaign.year}
