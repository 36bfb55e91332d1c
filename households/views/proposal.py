"""Pages of proposals: the list, one of them, noting a lead, what the village and the township
answer."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import trail
from accounts.act_words import act_word
from accounts.acts import Act, may
from accounts.models import User
from accounts.refusals import NotTheMoment
from accounts.roles import CASE_ROLES, Role
from accounts.views.base import ListPage, Page, VerbPage
from households.filters.proposal import ProposalFilter
from households.forms.proposal import ConfirmForm, LeadForm, WordsForm
from households.models import Proposal, VillageScreening
from households.queries.factor import current_sheet
from households.queries.keeper import eligible
from households.queries.proposal import answer_by, proposal_rows
from households.queries.scale import terms_at
from households.scales.body import Level
from households.transitions.proposal import dismiss, note_lead, withdraw
from households.transitions.proposal_answer import confirm, send_back
from households.views.family import WORKERS
from households.views.of_household import OfHousehold

VILLAGE = frozenset({Role.VILLAGE_MEDIATOR})
TOWN = frozenset({Role.TOWNSHIP_FEDERATION})
Kind, Status = Proposal.Kind, Proposal.Status


class ProposalList(ListPage):
    """Leads and proposals, the open ones first."""

    audience = CASE_ROLES
    template_name = "households/proposal/list.html"
    filterset_class = ProposalFilter
    logs_reading = True

    def rows(self) -> models.QuerySet[Proposal]:
        return proposal_rows(self.user)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        for row in page.object_list:
            row.due = answer_by(row)
        return {"filtered": any(v for k, v in self.request.GET.items() if k != "page")}


class ProposalDetail(Page):
    """One proposal with what may be done about it."""

    audience = CASE_ROLES
    template_name = "households/proposal/detail.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = proposal_rows(self.user).fetch(self.user, uid=kwargs["uid"])
        self.note_reading([row], row.village_id)
        village = may(self.user, Act.PROPOSAL_MAKE, row.village_id)
        town = may(self.user, Act.PROPOSAL_CONFIRM, row.village_id)
        waits = row.status == Status.PENDING
        return self.page(
            proposal=row,
            household=row.household,
            level=level_of(row, row.tier),
            level_set=level_of(row, row.tier_set),
            due=answer_by(row),
            sheet=current_sheet(self.user, row.household_id),
            keepers=User.objects.filter(pk__in=row.keepers).order_by("name"),
            history=[
                {
                    "when": told.at,
                    "kind": act_word(told.act),
                    "text": told.reason,
                    "by": told.by.name,
                    "icon": "flag",
                }
                for told in trail.of(row)
            ],
            may_propose=village
            and row.kind == Kind.LIST
            and row.status in (Status.LEAD, Status.RETURNED),
            may_withdraw=village and row.status in row.OPEN and not row.in_force,
            may_confirm=town and waits,
            may_return=town and waits and row.kind != Kind.RAISE,
            may_dismiss=row.kind == Kind.LIST
            and row.status in row.OPEN
            and (town or (village and row.status == Status.LEAD)),
        )


def level_of(row: Proposal, code: str) -> Level | None:
    """The level of a colour under the scale of today; None for none, or one it has not got."""
    scale = terms_at(row.village_id, timezone.localdate()).scale
    return scale.level(code) if code and scale.has(code) else None


class LeadNew(OfHousehold):
    """报线索."""

    audience = VILLAGE
    template_name = "households/proposal/lead.html"
    form_class = LeadForm

    def initial(self) -> dict[str, Any]:
        return {"client_uuid": uuid.uuid4()}

    def context(self) -> dict[str, Any]:
        back = self.home()
        return {"household": self.household, "back_url": back}

    def perform(self, data: dict[str, Any]) -> str:
        row = note_lead(self.household, by=self.user, found_in=self.round_of(), **data)
        messages.success(self.request, _("已记为线索，三天内上门核实。"))
        return reverse("households:proposal_detail", args=[row.uid])

    def round_of(self) -> VillageScreening | None:
        """The open round of this village on the day the lead is noted."""
        today = timezone.localdate()
        rows = VillageScreening.objects.visible_to(self.user).filter(
            village_id=self.household.village_id, round__starts__lte=today, round__ends__gte=today
        )
        return rows.order_by("round__starts", "pk").last()


class ProposalVerb(VerbPage):
    """A form about one proposal."""

    audience = WORKERS
    template_name = "households/proposal/act.html"
    form_class: ClassVar[type[Any]] = WordsForm
    title: ClassVar[str | Promise] = ""
    words: ClassVar[str | Promise] = ""
    ending: ClassVar[bool] = False
    proposal: Proposal

    def prepare(self) -> None:
        self.proposal = proposal_rows(self.user).fetch(self.user, uid=self.kwargs["uid"])
        self.note_reading([self.proposal], self.proposal.village_id)
        if self.request.method == "GET" and self.proposal.status not in Proposal.OPEN:
            raise NotTheMoment(_("这件已经了结，只供查看。"))

    @property
    def back_url(self) -> str:
        """The proposal's page."""
        return reverse("households:proposal_detail", args=[self.proposal.uid])

    def initial(self) -> dict[str, Any]:
        return {"version": self.proposal.version}

    def context(self) -> dict[str, Any]:
        return {
            "proposal": self.proposal,
            "household": self.proposal.household,
            "back_url": self.back_url,
            "title": self.title,
            "words": self.words,
            "ending": self.ending,
        }


class ProposalConfirm(ProposalVerb):
    """审定."""

    audience = TOWN
    form_class = ConfirmForm
    title = gettext_lazy("审定")

    def form_kwargs(self) -> dict[str, Any]:
        row = self.proposal
        scale = terms_at(row.village_id, timezone.localdate()).scale
        new = row.kind == Kind.LIST and row.family_id is None
        return {
            "levels": scale.levels if row.kind in (Kind.LIST, Kind.RAISE) else (),
            "people": eligible(row.village_id) if new else None,
            "sheet": current_sheet(self.user, row.household_id),
        }

    def initial(self) -> dict[str, Any]:
        return super().initial() | {"tier": self.proposal.tier, "keepers": self.proposal.keepers}

    def context(self) -> dict[str, Any]:
        return super().context() | {
            "sheet": current_sheet(self.user, self.proposal.household_id),
        }

    def perform(self, data: dict[str, Any]) -> str:
        data["keepers"] = list(data.get("keepers") or ())
        row = confirm(self.proposal, by=self.user, **data)
        messages.success(self.request, _("已审定，村里会看到。"))
        if row.family is None:
            return self.back_url
        return reverse("households:family_detail", args=[row.family.uid])


class ProposalReturn(ProposalVerb):
    """退回."""

    audience = TOWN
    title = gettext_lazy("退回")
    words = gettext_lazy("退回村里补充核实。已经生效的列入不因退回而停。")

    def perform(self, data: dict[str, Any]) -> str:
        send_back(self.proposal, by=self.user, **data)
        messages.success(self.request, _("已退回，原因已告诉村里。"))
        return self.back_url


class ProposalDismiss(ProposalVerb):
    """按误报了结."""

    title = gettext_lazy("按误报了结")
    words = gettext_lazy("查明没有这回事。不再计入任何统计，经过保留。")
    ending = True

    def perform(self, data: dict[str, Any]) -> str:
        dismiss(self.proposal, by=self.user, reason=data["words"], version=data["version"])
        messages.success(self.request, _("已按误报了结，不再计入统计。"))
        return self.back_url


class ProposalWithdraw(ProposalVerb):
    """撤回."""

    audience = VILLAGE
    title = gettext_lazy("撤回")
    words = gettext_lazy("撤回后乡镇不再审定，需要时可以重新提出。")
    ending = True

    def perform(self, data: dict[str, Any]) -> str:
        withdraw(self.proposal, by=self.user, reason=data["words"], version=data["version"])
        messages.success(self.request, _("已撤回。"))
        return self.back_url
