"""Pages of pledges: the map, who is missing, one pledge, and the verbs."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.reach import inside
from accounts.roles import AREA_ROLES, CASE_ROLES, Role
from accounts.views.base import ListPage, Page, VerbPage
from campaigns.forms import PledgeIssueForm, PledgeSignForm, PledgeWithdrawForm
from campaigns.models import Campaign, Division, Level, Pledge
from campaigns.queries import pledge as queries
from campaigns.queries.campaign import campaign_at
from campaigns.transitions import pledge as verbs
from campaigns.transitions.unit import acts_for
from campaigns.views.asked import asked_code, asked_year

ISSUERS = frozenset({Role.COUNTY_FEDERATION, Role.TOWNSHIP_FEDERATION})
HOLDERS = frozenset({Role.TOWNSHIP_FEDERATION, Role.VILLAGE_MEDIATOR})


class Placed:
    """The campaign and the place a page of pledges is about."""

    campaign: Campaign | None
    place: Division

    def find(self, page: Page) -> None:
        """Set both from the posting, ?year= and ?at=; 404 outside the reach."""
        posting = page.user.main_posting
        if posting is None:
            raise Http404
        year = asked_year(page.request)
        self.campaign = campaign_at(posting.division.code, year)
        if self.campaign is None and year is not None:
            raise Http404
        self.place = posting.division
        if self.campaign is not None:
            self.place = queries.place_of(page.user, self.campaign, asked_code(page.request))


class PledgeMap(Page, Placed):
    """责任状签订情况: county, its townships, a township's villages, a village."""

    audience = AREA_ROLES
    template_name = "campaigns/pledge/map.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        self.find(self)
        if self.campaign is None:
            return self.page(campaign=None, place=self.place)
        rows = queries.rows_below(self.user, self.campaign, self.place)
        own = [r.own for r in rows]
        return self.page(
            campaign=self.campaign,
            place=self.place,
            chain=[d for d in self.place.ancestors() if inside(self.user.area_spans, d.code)],
            mine=queries.row_of(self.user, self.campaign, self.place),
            rows=rows,
            own=sum(own, queries.Figures()),
            below=sum((r.below for r in rows), queries.Figures()),
            has_below=any(r.unit.level == Level.TOWNSHIP for r in rows),
            unissued=sum(r.pledge is None for r in rows),
            may_issue=acts_for(self.user, Act.PLEDGE_ISSUE, self.place),
            may_sign=acts_for(self.user, Act.PLEDGE_SIGN, self.place),
            sees_families=bool(self.user.roles_today() & CASE_ROLES),
        )


class PledgeMissing(ListPage, Placed):
    """未签名单: who has not signed below the place."""

    audience = AREA_ROLES
    template_name = "campaigns/pledge/missing.html"

    def rows(self) -> models.QuerySet[Any]:
        self.find(self)
        if self.campaign is None:
            raise Http404
        return queries.missing(self.user, self.campaign, self.place)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        return {"campaign": self.campaign, "place": self.place}


class PledgeDetail(Page):
    """One pledge with its text, printable on A4."""

    audience = AREA_ROLES
    template_name = "campaigns/pledge/detail.html"

    def get(self, request: HttpRequest, uid: str) -> HttpResponse:
        joined = Pledge.objects.select_related(
            "campaign__county", "issuer", "holder", "issued_by", "signed_by"
        )
        pledge = joined.fetch(self.user, uid=uid)
        row = queries.Row(pledge.holder, pledge)
        waits = pledge.status == Pledge.Status.ISSUED
        return self.page(
            pledge=pledge,
            row=row,
            history=history(row),
            may_sign=waits and acts_for(self.user, Act.PLEDGE_SIGN, pledge.holder),
            may_withdraw=waits and acts_for(self.user, Act.PLEDGE_WITHDRAW, pledge.issuer),
        )


def history(row: queries.Row) -> list[dict[str, Any]]:
    """经过, newest first, from the pledge itself; why it was withdrawn is told by the trail."""
    pledge = row.pledge
    assert pledge is not None  # the page is about this pledge
    issued = _("下发给%(holder)s。") % {"holder": pledge.holder.name}
    lines = [_line(pledge.issued_on, _("下发"), issued, pledge.issued_by.name, "document")]
    if pledge.signed_on and pledge.signed_by:
        late = _("，迟签%(n)d天") % {"n": row.late_days} if row.late_days else ""
        text = _("%(who)s代表%(unit)s签字%(late)s。") % {
            "who": pledge.holder_signatory,
            "unit": pledge.holder.name,
            "late": late,
        }
        tone = "late" if late else ""
        lines.insert(
            0, _line(pledge.signed_on, _("签订"), text, pledge.signed_by.name, "pen", tone)
        )
    if pledge.status == Pledge.Status.WITHDRAWN:
        for told in trail.of(pledge).filter(act=Act.PLEDGE_WITHDRAW):
            day = timezone.localtime(told.at).date()
            lines.insert(0, _line(day, _("撤回"), told.reason, told.by.name, "return", "ended"))
    return lines


def _line(when: date, kind: str, text: str, by: str, icon: str, tone: str = "") -> dict[str, Any]:
    return {"when": when, "kind": kind, "text": text, "by": by, "icon": icon, "tone": tone}


class PledgeIssueAll(VerbPage):
    """全部下发: to every unit below that has none."""

    audience = ISSUERS
    template_name = "campaigns/pledge/issue.html"
    form_class = PledgeIssueForm
    campaign: Campaign
    issuer: Division

    def prepare(self) -> None:
        self.issuer, self.campaign = self.place_and_year(self.kwargs["code"])

    def place_and_year(self, code: int) -> tuple[Division, Campaign]:
        """A division of the reach and its campaign, else 404."""
        campaign = campaign_at(code) if inside(self.user.area_spans, code) else None
        place = Division.objects.filter(code=code).select_related("parent").first()
        if campaign is None or place is None:
            raise Http404
        return place, campaign

    def initial(self) -> dict[str, Any]:
        return {"issuer_signatory": self.user.name, "issued_on": timezone.localdate()}

    def context(self) -> dict[str, Any]:
        rows = queries.rows_below(self.user, self.campaign, self.issuer)
        waiting = [r.unit for r in rows if r.pledge is None]
        return {"campaign": self.campaign, "issuer": self.issuer, "waiting": waiting}

    def perform(self, data: dict[str, Any]) -> str:
        made = verbs.issue_all(campaign=self.campaign, issuer=self.issuer, by=self.user, **data)
        messages.success(self.request, _("已下发 %(n)d 份责任状。") % {"n": made})
        return reverse("campaigns:pledge_map") + f"?at={self.issuer.code}"


class PledgeIssue(PledgeIssueAll):
    """下发 to one unit."""

    holder: Division

    def prepare(self) -> None:
        self.holder, self.campaign = self.place_and_year(self.kwargs["code"])
        if self.holder.parent is None:
            raise Http404
        self.issuer = self.holder.parent

    def context(self) -> dict[str, Any]:
        return {"campaign": self.campaign, "issuer": self.issuer, "waiting": [self.holder]}

    def perform(self, data: dict[str, Any]) -> str:
        pledge = verbs.issue(campaign=self.campaign, holder=self.holder, by=self.user, **data)
        messages.success(self.request, _("已向%(name)s下发责任状。") % {"name": pledge.holder.name})
        return reverse("campaigns:pledge_map") + f"?at={self.issuer.code}"


class PledgeVerb(VerbPage):
    """A verb on one pledge."""

    pledge: Pledge

    def prepare(self) -> None:
        joined = Pledge.objects.select_related("campaign", "issuer", "holder")
        self.pledge = joined.fetch(self.user, uid=self.kwargs["uid"])

    def context(self) -> dict[str, Any]:
        return {"pledge": self.pledge}

    def done(self, sentence: str) -> str:
        """Say it and go to the pledge."""
        messages.success(self.request, sentence)
        return reverse("campaigns:pledge_detail", kwargs={"uid": self.pledge.uid})


class PledgeSign(PledgeVerb):
    """签订."""

    audience = HOLDERS
    template_name = "campaigns/pledge/sign.html"
    form_class = PledgeSignForm

    def initial(self) -> dict[str, Any]:
        return {
            "holder_signatory": self.user.name,
            "issuer_signatory": self.pledge.issuer_signatory,
            "signed_on": timezone.localdate(),
            "version": self.pledge.version,
        }

    def perform(self, data: dict[str, Any]) -> str:
        signed = verbs.sign(self.pledge, by=self.user, **data)
        return self.done(_("责任状已签订，签字人%(who)s。") % {"who": signed.holder_signatory})


class PledgeWithdraw(PledgeVerb):
    """撤回."""

    audience = ISSUERS
    template_name = "campaigns/pledge/withdraw.html"
    form_class = PledgeWithdrawForm

    def initial(self) -> dict[str, Any]:
        return {"version": self.pledge.version}

    def perform(self, data: dict[str, Any]) -> str:
        verbs.withdraw(self.pledge, by=self.user, **data)
        return self.done(_("责任状已撤回，可以重新下发。"))
