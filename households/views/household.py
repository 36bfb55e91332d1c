"""Pages of households: the list, one household, registering, correcting, leaving."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acts import Act, may, may_somewhere
from accounts.roles import CASE_ROLES, Role
from accounts.views.base import ListPage, Page, VerbPage
from households.filters.household import HouseholdFilter
from households.forms.household import HouseholdEditForm, LeaveForm
from households.models import Household, ListedFamily, Proposal
from households.queries.help import help_of
from households.queries.household import (
    awards_of,
    household_rows,
    pledge_of_year,
    stays,
)
from households.queries.kinship import is_bound
from households.queries.people import elsewhere, members_of, open_move
from households.queries.proposal import open_proposal
from households.transitions.household import (
    EDITABLE,
    change_household,
    leave_household,
)
from households.views.of_household import OfHousehold


class HouseholdList(ListPage):
    """Households of the reach, with search."""

    audience = CASE_ROLES
    template_name = "households/household/list.html"
    filterset_class = HouseholdFilter
    logs_reading = True

    def rows(self) -> models.QuerySet[Household]:
        return household_rows(self.user)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        posting = self.user.main_posting
        return {
            "unit": posting.division if posting else None,
            "may_register": may_somewhere(self.user, Act.HOUSEHOLD_REGISTER),
            "may_match": may_somewhere(self.user, Act.PERSON_MATCH),
        }


class HouseholdDetail(Page):
    """One household: its members, pledge of the year, stays on the list, awards."""

    audience = CASE_ROLES
    template_name = "households/household/detail.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = household_rows(self.user).fetch(self.user, uid=kwargs["uid"])
        present, gone = members_of(self.user, row)
        self.note_reading([row], row.village_id)
        if present or gone:
            self.note_reading([*present, *gone], row.village_id)
        campaign, pledge = pledge_of_year(row)
        return self.page(
            household=row,
            members=present,
            gone=gone,
            missing=max(row.people - len(present), 0),
            headless=not any(m.relation == "head" for m in present),
            elsewhere=elsewhere(self.user, present),
            move=open_move(self.user, row),
            campaign=campaign,
            pledge=pledge,
            awards=awards_of(self.user, row),
            bound=is_bound(self.user, row),
            help=help_of(self.user, row),
            **self._on_list(row),
        )

    def _on_list(self, row: Household) -> dict[str, Any]:
        """Stays on the list, what is proposed, and what this reader may do."""
        listings, lead = stays(self.user, row), open_proposal(self.user, row)
        listed = any(f.status == ListedFamily.Status.LISTED for f in listings)

        def able(act: Act) -> bool:
            return row.left_on is None and may(self.user, act, row.village_id)

        pending = lead is not None and lead.status == Proposal.Status.PENDING
        decides, proposes = able(Act.FAMILY_LIST), able(Act.PROPOSAL_MAKE)
        return {
            "listings": listings,
            "lead": lead,
            "decides": decides,
            "may_help": able(Act.HELP_PAIR),
            "may_fill": able(Act.FACTOR_FILL),
            "may_change": able(Act.HOUSEHOLD_CHANGE),
            "may_lead": proposes and not listed and lead is None,
            "may_list": (decides or proposes) and not listed and not pending,
            "may_leave": able(Act.HOUSEHOLD_CHANGE) and not listed,
        }


class HouseholdVerb(OfHousehold):
    """A form about one household."""

    audience = frozenset({Role.VILLAGE_MEDIATOR})

    def context(self) -> dict[str, Any]:
        return {
            "household": self.household,
            "place": self.household.village,
            "back_url": self.home(),
        }


class HouseholdEdit(HouseholdVerb):
    """修改家庭信息."""

    template_name = "households/household/form.html"
    form_class = HouseholdEditForm
    chooses = True

    def form_kwargs(self) -> dict[str, Any]:
        return {"known": self.household}

    def initial(self) -> dict[str, Any]:
        values = {name: getattr(self.household, name) for name in EDITABLE}
        return values | {
            "is_resident": "1" if self.household.is_resident else "0",
            "version": self.household.version,
        }

    def context(self) -> dict[str, Any]:
        return super().context() | {"title": _("修改家庭信息"), "button": _("保存修改")}

    def perform(self, data: dict[str, Any]) -> str:
        change_household(self.household, by=self.user, **data)
        messages.success(self.request, _("已保存。改前的内容留在经过里。"))
        return self.home()


class HouseholdLeave(HouseholdVerb):
    """登记迁出."""

    template_name = "households/household/leave.html"
    form_class = LeaveForm

    def initial(self) -> dict[str, Any]:
        return {"version": self.household.version, "left_on": timezone.localdate()}

    def perform(self, data: dict[str, Any]) -> str:
        leave_household(self.household, by=self.user, **data)
        messages.success(self.request, _("已登记迁出，户号和历史保留。"))
        return self.home()


def shown_once(view: VerbPage, facts: list[tuple[Any, str]], rule: str = "") -> HttpResponse:
    """Whole numbers as the answer to a POST: not stored, not in the address, not shown again."""
    context = view.context() | {"facts": facts, "rule": rule}
    return render(view.request, "households/member/shown.html", context)
