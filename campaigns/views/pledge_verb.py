"""Pages that move a pledge: issued, signed, withdrawn, handed over; the city's, from paper."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import Act
from accounts.reach import inside
from accounts.roles import UPPER_ROLES, Role
from accounts.views.base import VerbPage
from accounts.views.verb import PlainVerb
from campaigns.models import Campaign, Division, Pledge
from campaigns.pledge_forms import (
    PledgeCityForm,
    PledgeHandOverForm,
    PledgeIssueForm,
    PledgeSignForm,
    PledgeWithdrawForm,
)
from campaigns.queries import pledge as queries
from campaigns.queries.campaign import campaign_at
from campaigns.transitions import pledge as verbs
from campaigns.transitions.pledge_end import take_back
from campaigns.transitions.pledge_hand_over import hand_over, in_charge, record_city, side_of
from campaigns.transitions.unit import acts_for

ISSUERS = frozenset({Role.COUNTY_FEDERATION, Role.TOWNSHIP_FEDERATION})
SIGNERS = ISSUERS | {Role.VILLAGE_MEDIATOR}
COUNTY_ONLY = frozenset({Role.COUNTY_FEDERATION})


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
        joined = Pledge.objects.select_related("campaign", "template", "issuer", "holder")
        self.pledge = joined.fetch(self.user, uid=self.kwargs["uid"])

    def context(self) -> dict[str, Any]:
        return {"pledge": self.pledge}

    def done(self, sentence: str) -> str:
        """Say it and go to the pledge."""
        messages.success(self.request, sentence)
        return reverse("campaigns:pledge_detail", kwargs={"uid": self.pledge.uid})


class PledgeSign(PledgeVerb):
    """签订, by either side."""

    audience = SIGNERS | UPPER_ROLES
    template_name = "campaigns/pledge/sign.html"
    form_class = PledgeSignForm
    holds: bool

    def prepare(self) -> None:
        super().prepare()
        self.holds = not acts_for(self.user, Act.PLEDGE_SIGN, self.pledge.issuer) or acts_for(
            self.user, Act.PLEDGE_SIGN, self.pledge.holder
        )

    def form_kwargs(self) -> dict[str, Any]:
        other = self.pledge.issuer_signed_on if self.holds else self.pledge.signed_on
        above = bool(self.user.roles_today() & UPPER_ROLES)
        return {"holds": self.holds, "other_waits": other is None, "keeps": not above}

    def initial(self) -> dict[str, Any]:
        own = "holder_signatory" if self.holds else "issuer_signatory"
        return {
            own: self.user.name,
            "way": Pledge.Way.APP,
            "signed_on": timezone.localdate(),
            "version": self.pledge.version,
        }

    def context(self) -> dict[str, Any]:
        return {"pledge": self.pledge, "holds": self.holds}

    def perform(self, data: dict[str, Any]) -> str:
        signed = verbs.sign(self.pledge, by=self.user, **data)
        if signed.status == Pledge.Status.SIGNED:
            return self.done(_("双方都已签字，责任状已签订。"))
        return self.done(_("已签字，等另一方签。"))


class PledgeWithdraw(PledgeVerb):
    """撤回; for one left half signed, its end by the unit above."""

    audience = ISSUERS | UPPER_ROLES
    template_name = "campaigns/pledge/withdraw.html"
    form_class = PledgeWithdrawForm

    def initial(self) -> dict[str, Any]:
        return {"version": self.pledge.version}

    def perform(self, data: dict[str, Any]) -> str:
        take_back(self.pledge, by=self.user, **data)
        return self.done(_("责任状已撤回，可以重新下发。"))


class PledgeHandOver(PlainVerb):
    """责任人变更: the new one takes the signed pledge over."""

    audience = SIGNERS
    form_class = PledgeHandOverForm
    heading = gettext_lazy("交接责任状")
    button = gettext_lazy("登记交接")
    hint = gettext_lazy("责任状不重新签订，由接任者继续履行；交接记在责任状上，原签字人保留。")
    pledge: Pledge

    def prepare(self) -> None:
        joined = Pledge.objects.select_related("campaign", "template", "issuer", "holder")
        self.pledge = joined.fetch(self.user, uid=self.kwargs["uid"])
        self.side = side_of(self.pledge, self.user)

    def sub(self) -> str:
        return f"{self.pledge.holder.name} · {self.pledge.campaign.year}年"

    def facts(self) -> list[tuple[str, Any]]:
        unit = self.pledge.holder if self.side == "holder" else self.pledge.issuer
        return [(_("单位"), unit.name), (_("现任责任人"), in_charge(self.pledge, self.side))]

    def way(self) -> list[tuple[str, str]]:
        url = reverse("campaigns:pledge_detail", args=[self.pledge.uid])
        return [(_("责任状"), reverse("campaigns:pledge_map")), (self.pledge.holder.name, url)]

    def initial(self) -> dict[str, Any]:
        return {"handed_on": timezone.localdate()}

    def act(self, data: dict[str, Any]) -> str:
        made = hand_over(self.pledge, by=self.user, side=self.side, **data)
        return _("已登记，责任人变更为%(who)s。") % {"who": made.to_name}


class PledgeCity(PlainVerb):
    """登记与上级签的责任状: the county's own, from paper."""

    audience = COUNTY_ONLY
    form_class = PledgeCityForm
    heading = gettext_lazy("登记与上级签订的责任状")
    button = gettext_lazy("登记")
    hint = gettext_lazy("与上级的责任状签在纸上，由县里照纸质责任状登记，并附签字页扫描件。")
    campaign: Campaign

    def prepare(self) -> None:
        posting = self.user.main_posting
        assert posting is not None  # the audience check saw a posting
        found = campaign_at(posting.division.code)
        if found is None:
            raise Http404
        self.campaign = found

    def way(self) -> list[tuple[str, str]]:
        return [(_("责任状"), reverse("campaigns:pledge_map"))]

    def act(self, data: dict[str, Any]) -> str:
        record_city(campaign=self.campaign, by=self.user, **data)
        return _("已登记与上级签订的责任状。")
