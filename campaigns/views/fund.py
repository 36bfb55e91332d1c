"""Pages of special funds (专项经费): the list, one fund with what was spent, the verbs."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act
from accounts.exports.listing import Field
from accounts.roles import AREA_ROLES, CASE_ROLES
from accounts.templatetags.words import yuan, zh_date
from accounts.views.base import ListPage, Page
from accounts.views.export import ListExport
from accounts.views.verb import PlainVerb
from campaigns.forms import bytes_of
from campaigns.models import Campaign, Fund, FundItem, KeptFile
from campaigns.organisation_filters import FundFilter, FundItemFilter
from campaigns.organisation_forms import FundEditForm, FundForm, SpendForm
from campaigns.queries import fund as queries
from campaigns.queries.campaign import campaign_at
from campaigns.queries.network import own_unit
from campaigns.transitions import fund as verbs
from campaigns.transitions.open_year import require_open
from campaigns.transitions.unit import acts_for, require_unit
from campaigns.views.asked import asked_year
from campaigns.year_forms import WhyBackForm

LIST = "campaigns:fund_list"


def page_of(fund: Fund) -> str:
    """The page of a fund."""
    return reverse("campaigns:fund_detail", args=[fund.uid])


class FundList(ListPage):
    """专项经费 of the reach: planned, spent, left."""

    audience = AREA_ROLES
    template_name = "campaigns/fund/list.html"
    filterset_class = FundFilter

    def rows(self) -> models.QuerySet[Fund]:
        return queries.funds(self.user)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        planned, spent = queries.totals(rows)
        unit = own_unit(self.user)
        campaign = campaign_at(unit.code)
        mine = Fund.objects.visible_to(self.user).filter(campaign=campaign, place=unit)
        may_add = acts_for(self.user, Act.FUND_WRITE, unit) and campaign is not None
        return {
            "lines": [
                {"row": f, "left": f.planned - f.spent, "over": f.spent - f.planned}
                for f in page.object_list
            ],
            "planned": planned,
            "spent": spent,
            "left": planned - spent,
            "over": spent - planned,
            "unit": unit,
            "may_add": may_add and not mine.exists(),
            "may_export": bool(self.user.roles_today() & CASE_ROLES),
        }


class FundDetail(Page):
    """One fund with its sums and receipts."""

    audience = AREA_ROLES
    template_name = "campaigns/fund/detail.html"

    def get(self, request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
        fund: Any = queries.funds(self.user).fetch(self.user, uid=uid)
        items = list(queries.items(self.user).filter(fund=fund))
        files = KeptFile.objects.visible_to(self.user).kept().listed()
        receipts: dict[int, list[KeptFile]] = {}
        for file in files.filter(fund_item__in=items):
            receipts.setdefault(file.fund_item_id or 0, []).append(file)
        is_open = fund.campaign.status == Campaign.Status.OPEN
        return self.page(
            fund=fund,
            left=fund.planned - fund.spent,
            over=fund.spent - fund.planned,
            lines=[(item, receipts.get(item.pk, [])) for item in items],
            may_act=is_open and acts_for(self.user, Act.FUND_WRITE, fund.place),
        )


class FundNew(PlainVerb):
    """登记预算 of one's own unit for a year."""

    audience = ALLOWED[Act.FUND_WRITE]
    heading = button = gettext_lazy("登记经费预算")
    form_class = FundForm
    campaign: Campaign

    def prepare(self) -> None:
        found = campaign_at(own_unit(self.user).code, asked_year(self.request))
        if found is None:
            raise Http404
        self.campaign = found
        require_open(found)

    def sub(self) -> str:
        return f"{own_unit(self.user).name} {self.campaign.year}"

    def way(self) -> list[tuple[str, str]]:
        return [(_("专项经费"), reverse(LIST))]

    def perform(self, data: dict[str, Any]) -> str:
        row = verbs.plan_fund(own_unit(self.user), self.campaign, by=self.user, **data)
        return self.done(_("已登记。"), page_of(row))


class FundVerb(PlainVerb):
    """A verb on one fund."""

    audience = ALLOWED[Act.FUND_WRITE]
    fund: Any

    def prepare(self) -> None:
        self.fund = queries.funds(self.user).fetch(self.user, uid=self.kwargs["uid"])
        require_unit(self.user, Act.FUND_WRITE, self.fund.place)
        require_open(self.fund.campaign)

    def sub(self) -> str:
        return f"{self.fund.place.name} {self.fund.campaign.year}"

    def way(self) -> list[tuple[str, str]]:
        return [(_("专项经费"), reverse(LIST)), (self.sub(), page_of(self.fund))]


class FundEdit(FundVerb):
    """调整预算."""

    heading = button = gettext_lazy("调整预算")
    form_class = FundEditForm

    def initial(self) -> dict[str, Any]:
        names = ("planned", "budget_paper", "decided_on", "version")
        return {name: getattr(self.fund, name) for name in names}

    def act(self, data: dict[str, Any]) -> str:
        verbs.change_fund(self.fund, by=self.user, **data)
        return _("已调整。")


class FundSpend(FundVerb):
    """登记支出."""

    heading = button = gettext_lazy("登记支出")
    form_class = SpendForm

    def initial(self) -> dict[str, Any]:
        return {"client_uuid": uuid.uuid4(), "spent_on": timezone.localdate()}

    def facts(self) -> list[tuple[str, Any]]:
        left = self.fund.planned - self.fund.spent
        return [(_("预算"), yuan(self.fund.planned)), (_("还剩"), yuan(max(left, 0)))]

    def act(self, data: dict[str, Any]) -> str:
        file = bytes_of(data)
        verbs.spend(self.fund, by=self.user, file=file, **data)
        return _("已登记支出。")


class FundItemBack(PlainVerb):
    """撤回支出."""

    audience = ALLOWED[Act.FUND_WRITE]
    heading = button = gettext_lazy("撤回支出")
    form_class = WhyBackForm
    ends = True
    item: FundItem

    def prepare(self) -> None:
        joined = FundItem.objects.select_related("fund__campaign", "place")
        self.item = joined.fetch(self.user, uid=self.kwargs["uid"])
        require_unit(self.user, Act.FUND_WRITE, self.item.place)
        require_open(self.item.fund.campaign)

    def sub(self) -> str:
        return f"{self.item.purpose} {yuan(self.item.amount)}"

    def way(self) -> list[tuple[str, str]]:
        return [(_("专项经费"), page_of(self.item.fund))]

    def act(self, data: dict[str, Any]) -> str:
        verbs.take_back_item(self.item, reason=data["reason"], by=self.user)
        return _("已撤回，余额已更新。")


class Ledger(ListPage):
    """The sums spent, for the ledger; it has no address of its own."""

    filterset_class = FundItemFilter

    def rows(self) -> models.QuerySet[FundItem]:
        return queries.items(self.user).counted().order_by("place_id", "spent_on", "pk")


class FundExport(ListExport):
    """经费台账 as Excel."""

    figures = True
    listing, list_url = Ledger, LIST
    title, kind = gettext_lazy("专项经费台账"), "funds"
    measure = gettext_lazy("笔")
    fields = (
        Field(gettext_lazy("单位"), lambda i, m: i.place.name, width=14),
        Field(gettext_lazy("年度"), lambda i, m: i.fund.campaign.year, kind="int", width=8),
        Field(gettext_lazy("预算"), lambda i, m: yuan(i.fund.planned), width=14),
        Field(gettext_lazy("预算文件"), lambda i, m: i.fund.budget_paper, width=20),
        Field(gettext_lazy("支出日期"), lambda i, m: zh_date(i.spent_on), width=14),
        Field(gettext_lazy("用途"), lambda i, m: i.purpose, width=26),
        Field(gettext_lazy("金额"), lambda i, m: yuan(i.amount), width=14),
        Field(gettext_lazy("票据号"), lambda i, m: i.receipt_number, width=14),
        Field(gettext_lazy("超支说明"), lambda i, m: i.over_words, width=20),
    )
